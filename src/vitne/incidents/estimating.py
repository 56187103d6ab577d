"""Makes low, best and high of what voices say of the same people: rules 2, 5, 6 and 7."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vitne.incidents.profiles import Enemy, Open, Profile, Source, Word
from vitne.incidents.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vitne.incidents.figures import Figure

Claims = tuple[str, ...]
Rules = set[Rule]


class Bound(NamedTuple):
    """A bound, or a best figure, with the claims that carry it, or leave it open."""

    value: int | None = None
    claims: Claims = ()


class Range(NamedTuple):
    """Low, best and high, and the rules that made them; None is open."""

    low: Bound = Bound()
    best: Bound = Bound()
    high: Bound = Bound()
    rules: frozenset[Rule] = frozenset()


_OPEN = Bound()
_SOURCE = {Source.ACCESS: Rule.ACCESS, Source.OWN: Rule.OWN}


def estimate(figures: Sequence[Figure], profile: Profile, *, civilians: bool = False) -> Range:
    """Reconcile what voices say of the same people, of one measure.

    Args:
        figures: What each voice stands by.
        profile: The method.
        civilians: Whether the figures tell who is a civilian: a party with a stake in that sets
            high only.
    """
    rules: Rules = set()
    base = _base(figures, profile, rules, civilians=civilians)
    if any(not one.exact for one in figures):
        rules.add(Rule.STRICT)
    if profile.single:
        return _single(base, profile, rules)
    low, best, high = _low(base, rules), _best(base, profile, rules), _high(figures, rules)
    if best.value is None and profile.range_best is Open.FIGURE and low.value is not None:
        best = low
        rules.add(Rule.CLOSED)
    if high.value is None and figures and profile.high is Open.FIGURE:
        high = _greatest(figures)
        rules.discard(Rule.OPEN_HIGH)
        rules.add(Rule.CLOSED)
    return Range(low, best, high, frozenset(rules))


def carrying(figures: Iterable[Figure], carries: Callable[[Figure], bool]) -> Claims:
    """The claims of those figures that carry a bound, in the order of the figures."""
    return tuple(dict.fromkeys(c for one in figures if carries(one) for c in one.claims))


def _base(
    figures: Sequence[Figure], profile: Profile, rules: Rules, *, civilians: bool
) -> list[Figure]:
    """The figures that may set low and best: no enemy's, and no hearsay where more is stated."""
    free = [one for one in figures if not one.enemy]
    if len(free) < len(figures):
        if free or profile.enemy is Enemy.HIGH:
            rules.add(Rule.ENEMY)
        else:
            rules.add(Rule.ENEMY_ALONE)
            free = list(figures)
    if civilians and any(one.own or one.alleged for one in free):
        rules.add(Rule.WHO_IS_CIVILIAN)
        free = [one for one in free if not (one.own or one.alleged)]
    firm = [one for one in free if one.firm]
    if free and not firm:
        rules.add(Rule.HEARSAY_ALONE)
    elif len(firm) < len(free):
        rules.add(Rule.HEARSAY)
    return firm or free


def _low(base: Sequence[Figure], rules: Rules) -> Bound:
    """The least lower bound; open where who sets none stays below all that are set."""
    least = min((one.low for one in base if one.low is not None), default=None)
    highs = [one.high for one in base if one.low is None and one.high is not None]
    if least is None or any(high < least for high in highs):
        rules.add(Rule.OPEN_LOW)
        return _OPEN
    rules.add(Rule.LOW)
    return Bound(least, carrying(base, lambda one: one.low == least))


def _high(figures: Sequence[Figure], rules: Rules) -> Bound:
    """The greatest upper bound; open if one is, and then with the claims that leave it so."""
    if any(one.high is None for one in figures):
        rules.add(Rule.OPEN_HIGH)
        return Bound(None, carrying(figures, lambda one: one.high is None))
    most = max((one.high for one in figures if one.high is not None), default=None)
    if most is None:
        return _OPEN
    rules.add(Rule.HIGH)
    return Bound(most, carrying(figures, lambda one: one.high == most))


def _greatest(figures: Sequence[Figure]) -> Bound:
    """The greatest number that any bound has."""
    most = max(n for one in figures for n in (one.low, one.high) if n is not None)
    return Bound(most, carrying(figures, lambda one: most in (one.low, one.high)))


def _best(base: Sequence[Figure], profile: Profile, rules: Rules) -> Bound:
    valued = [one for one in base if one.value is not None]
    for source in profile.best:
        match source:
            case Source.REVIEWER:
                chosen = []  # a person's choice is put over all others at the end
            case Source.ACCESS:
                chosen = [one for one in valued if one.access]
            case Source.OWN:
                chosen = [one for one in valued if one.own]
            case Source.VOICES:
                chosen = valued
        if chosen:
            alone = len({one.voice for one in base}) == 1
            rules.add(_SOURCE.get(source, Rule.SINGLE if alone else Rule.MEDIAN))
            return _median(chosen, rules)
    if base and Source.VOICES in profile.best:
        rules.add(Rule.NO_FIGURE)
    return _OPEN


def _median(chosen: Sequence[Figure], rules: Rules) -> Bound:
    """The figure in the middle, of two the lower: a number that a claim carries, and no mean."""
    ranked = sorted(one.value for one in chosen if one.value is not None)
    middle = ranked[(len(ranked) - 1) // 2]
    if all(one.minimum for one in chosen if one.value == middle):
        rules.add(Rule.MINIMUM)
    return Bound(middle, carrying(chosen, lambda one: one.value == middle))


def _single(base: Sequence[Figure], profile: Profile, rules: Rules) -> Range:
    """One figure, the lowest, with vague words by the table of the codebook."""
    coded = [(_coded(one, profile), one) for one in base]
    least = min((word.figure for word, _ in coded if word is not None), default=None)
    if least is None:
        if base:
            rules.add(Rule.NO_FIGURE)
        return Range(rules=frozenset(rules))
    rules.add(Rule.LOWEST)
    lowest = [(word, one) for word, one in coded if word is not None and word.figure == least]
    low = Bound(least, carrying((one for _, one in lowest), lambda _: True))
    if any(one.vague for _, one in lowest):
        rules.add(Rule.WORDS)
    choices = [word.choice for word, _ in lowest if word.choice is not None]
    if len(choices) < len(lowest):
        return Range(low, low, low, frozenset(rules))
    rules.add(Rule.CHOICE)
    return Range(low, low, Bound(max(choices), low.claims), frozenset(rules))


def _coded(one: Figure, profile: Profile) -> Word | None:
    """The figure that a codebook makes of one voice's; None where a person has to look."""
    if one.vague:
        found = (word for word in profile.words if word.low == one.low)
        return next(found, None if one.low is None else Word(one.low, one.low, ""))
    number = one.value if one.value is not None else one.low
    return None if number is None else Word(number, number, "")
