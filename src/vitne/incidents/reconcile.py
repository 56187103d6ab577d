"""Reconciles what voices say of one incident, or of one period, into low, best and high.

The twelve rules are in docs/method.md; `rules.py` has the code and the sentence of each.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.categories import categories
from vitne.incidents.estimating import Bound, Range, carrying
from vitne.incidents.figures import widened
from vitne.incidents.grading import grade
from vitne.incidents.populations import EVERYBODY, Population
from vitne.incidents.profiles import Grade, Parts, Profile, profiles
from vitne.incidents.rules import Rule
from vitne.incidents.weighing import Told, Weighed, weigh
from vitne.incidents.wholes import by_people, may_count, of_people, whole
from vitne.model import Contradiction, Estimate, IncidentVoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vitne.model import Scope, Statement

_ALWAYS = ("killed", "wounded")  # measures whose silence is told
_NO_CHOICE: Mapping[str, int] = MappingProxyType({})
_PLACE = {rule.value: number for number, rule in enumerate(Rule)}


class Reconciled(msgspec.Struct, frozen=True):
    """What is known of how many, under one method.

    `estimates` are those of all people by measure; `parts` those of some, which are floors of the
    whole. `grade` is given where the method grades.
    """

    estimates: dict[str, Estimate]
    parts: tuple[Estimate, ...] = ()
    voices: tuple[IncidentVoice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    grade: Grade | None = None


def reconcile(
    statements: Sequence[Statement],
    profile: Profile,
    *,
    best: Mapping[str, int] = _NO_CHOICE,
    scope: Scope | None = None,
) -> Reconciled:
    """Reconcile what is said of one incident, or of one period, under one method.

    The same statements give the same estimates in any order, and a reprint changes none of them.

    Args:
        statements: Claims of one incident or period, where they stand, as people judged them.
        profile: The method.
        best: The best figures that a person chose, by measure.
        scope: Whether they are of an incident or of a period; by default as the tolls tell.
    """
    return settle(weigh(statements, scope), profile, best=best)


def reconcile_all(
    statements: Sequence[Statement],
    *,
    best: Mapping[str, int] = _NO_CHOICE,
    scope: Scope | None = None,
    methods: Mapping[str, Profile] | None = None,
) -> dict[str, Reconciled]:
    """Reconcile under several methods, by default all that are shipped, by their ids."""
    weighed = weigh(statements, scope)
    chosen = profiles() if methods is None else methods
    return {key: settle(weighed, profile, best=best) for key, profile in chosen.items()}


def settle(
    weighed: Weighed, profile: Profile, *, best: Mapping[str, int] = _NO_CHOICE
) -> Reconciled:
    """Make the estimates of one method of statements whose voices are known."""
    measures = profile.measures or tuple(dict.fromkeys((*_ALWAYS, *weighed.told)))
    estimates: dict[str, Estimate] = {}
    parts: list[Estimate] = []
    for measure in measures:
        told = _widened(weighed.told.get(measure, Told()), profile.about_percent)
        found = _chosen(whole(told.figures, profile, weighed.scope), told, best.get(measure))
        estimates[measure] = _estimate(measure, EVERYBODY, found, told, profile)
        for people, part in _parts(told, profile, found.best).items():
            parts.append(_estimate(measure, people, part, told, profile))
    return Reconciled(
        estimates=estimates,
        parts=tuple(parts),
        voices=weighed.voices,
        contradictions=weighed.contradictions,
        grade=grade(profile.grades, weighed) if _is_harm_told(estimates) else None,
    )


def _is_harm_told(estimates: Mapping[str, Estimate]) -> bool:
    return any(one.known == "given" for one in estimates.values())


def _widened(told: Told, percent: int) -> Told:
    if not percent:
        return told
    figures = tuple(widened(one, percent) for one in told.figures)
    return msgspec.structs.replace(told, figures=figures)


def _chosen(found: Range, told: Told, best: int | None) -> Range:
    """The estimate with the best figure that a person chose; the bounds are what voices say."""
    if best is None:
        return found
    low, high = found.low.value, found.high.value
    outside = (low is not None and best < low) or (high is not None and best > high)
    rules = {rule for rule in found.rules if not rule.startswith("R6")} | {Rule.REVIEWER}
    if outside:
        rules.add(Rule.REVIEWER_OUTSIDE)
    claims = carrying(told.figures, lambda one: best in (one.low, one.value, one.high))
    return found._replace(best=Bound(best, claims), rules=frozenset(rules))


def _parts(told: Told, profile: Profile, best: Bound) -> dict[Population, Range]:
    """The estimates of some people that a method gives beside the whole."""
    if profile.parts is Parts.NONE:
        return {}
    found = {
        people: of_people(people, figures, profile)
        for people, figures in by_people(told.figures).items()
        if people != EVERYBODY and may_count(people, profile)
    }
    return categories(best, found) if profile.parts is Parts.CATEGORIES else found


def _estimate(
    measure: str, people: Population, found: Range, told: Told, profile: Profile
) -> Estimate:
    everybody = people == EVERYBODY
    known = _known(found) or told.silence()
    rules = found.rules | told.rules_of(None if everybody else people)
    absent = profile.absent.get(known)
    if everybody and absent is not None and found.low.value is None:
        figure = Bound(absent)
        found = Range(figure, figure, figure)
        rules |= {Rule.ABSENT}
    low, best, high = found.low, found.best, found.high
    behind = {*low.claims, *best.claims, *high.claims}
    caveats = told.caveats_of(None if everybody else people, behind)
    approx = not behind.isdisjoint(told.approximate)
    if caveats:
        rules |= {Rule.CAVEAT}
    if known == "unreported":
        rules |= {Rule.UNREPORTED}
    if approx and profile.about_percent:
        rules |= {Rule.ABOUT}
    return Estimate(
        measure=measure,
        low=low.value,
        best=best.value,
        high=high.value,
        low_claims=low.claims,
        best_claims=best.claims,
        high_claims=high.claims,
        rules=_codes(rules),
        known=known,
        approx=approx,
        status=people.status,
        side=told.sides.get(people.side or "", people.side),
        who=people.who,
        caveats=caveats,
    )


def _known(found: Range) -> str | None:
    """Whether a figure is given or is none; None where nobody says anything."""
    told = found.low.claims or found.high.claims or found.best.value is not None
    if not told:  # "opp mot 50" may say how many without a figure that a method takes
        return "given" if Rule.NO_FIGURE in found.rules else None
    return "none" if found.high.value == 0 and not found.best.value else "given"


def _codes(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The codes of rules, in the order in which the rules are listed."""
    return tuple(rule.value for rule in sorted(rules, key=lambda rule: _PLACE[rule.value]))
