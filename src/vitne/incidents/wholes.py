"""Tells the whole from its parts: which figures are of all people, and what parts say of the whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vitne.incidents.estimating import Bound, Range, estimate
from vitne.incidents.populations import Population, order, widest
from vitne.incidents.profiles import Enemy
from vitne.incidents.rules import Rule
from vitne.model import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.incidents.figures import Figure
    from vitne.incidents.profiles import Profile

_CIVILIAN = "civilian"
_NOT_TOLD = "unknown"


def whole(figures: Sequence[Figure], profile: Profile, scope: Scope) -> Range:
    """The estimate of all people of one measure.

    "Tolv sivile ble drept" is all that is told of some incident, and then stands for all people.
    Beside "tolv mennesker ble drept" it is a part of them. Where only parts are told of, "ti
    soldater på den ene siden, fem på den andre", the largest is a floor, and nothing is added.
    """
    able = [one for one in figures if may_count(one.people, profile)]
    chosen, rules = of_all(able, profile, scope)
    others = [one for one in able if one not in chosen]
    if others:
        rules.add(Rule.APART)
        rules.add(Rule.PARTS)
    if _others_speak(able, profile):
        rules.add(Rule.ENEMY)
        chosen, others = ([one for one in some if not one.enemy] for some in (chosen, others))
    if not chosen:
        return _floor(others, profile, rules)
    if any(one.added for one in chosen):
        rules.add(Rule.ADDED)
    found = _raised(estimate(chosen, profile), others, profile)
    return found._replace(rules=found.rules | rules)


def _others_speak(figures: Sequence[Figure], profile: Profile) -> bool:
    """Whether a method that codes an enemy's figure where nobody else gives one has another's.

    "The army said 37 rebels were killed. The group put its losses at three": 37 is no figure that
    nobody disputes, though rebels and fighters are told apart by their words.
    """
    free = [one for one in figures if not one.enemy]
    disputed = len(free) < len(figures) and any(one.low for one in free)
    return profile.enemy is Enemy.ALONE and disputed


def by_people(figures: Iterable[Figure]) -> dict[Population, list[Figure]]:
    """Figures by the people they are of, in a fixed order."""
    found: dict[Population, list[Figure]] = defaultdict(list)
    for one in figures:
        found[one.people].append(one)
    return dict(sorted(found.items(), key=lambda item: order(item[0])))


def of_people(people: Population, figures: Sequence[Figure], profile: Profile) -> Range:
    """The estimate of some people."""
    return estimate(figures, profile, civilians=people.status == _CIVILIAN)


def may_count(people: Population, profile: Profile) -> bool:
    """Whether a method that counts some people only, civilians, counts these."""
    everybody = profile.statuses == (_NOT_TOLD,)
    return everybody or (people.status or _NOT_TOLD) in profile.statuses


def of_all(
    figures: Sequence[Figure], profile: Profile, scope: Scope
) -> tuple[list[Figure], set[Rule]]:
    """The figures that are of all people, and the rules by which they are."""
    chosen = [
        one for one in figures
        if one.people.side is None and one.people.who is None
        and (one.people.status or _NOT_TOLD) in profile.statuses
    ]  # fmt: skip
    if chosen:
        assumed = _CIVILIAN in profile.statuses and any(o.people.status is None for o in chosen)
        return chosen, {Rule.ASSUMED_CIVILIAN} if assumed else set()
    tops = widest({one.people for one in figures if not one.part})
    if scope is Scope.INCIDENT and len(tops) == 1:
        return [one for one in figures if one.people == tops[0]], {Rule.ONLY_PEOPLE}
    return [], set()


def _floor(figures: Sequence[Figure], profile: Profile, rules: set[Rule]) -> Range:
    """What is known of a whole of which only parts are told: it is no less than the largest."""
    ranges = [of_people(people, some, profile) for people, some in by_people(figures).items()]
    lows = [one.low for one in ranges if one.low.value]  # no part says that there are none
    if not lows:
        return Range(rules=frozenset(rules))
    largest = max(lows, key=lambda low: low.value or 0)
    rules |= {Rule.FLOOR, Rule.OPEN_HIGH, *(Rule.STRICT for one in figures if not one.exact)}
    if profile.single:
        return Range(largest, largest, largest, frozenset(rules))
    return Range(largest, rules=frozenset(rules))


def _raised(found: Range, parts: Sequence[Figure], profile: Profile) -> Range:
    """The estimate with high raised to a part that is told to be larger than the whole."""
    if profile.single:
        return found
    for people, some in by_people(parts).items():
        part = of_people(people, some, profile)
        high, low = found.high.value, part.low.value
        if high is not None and low is not None and low > high:
            raised = Bound(part.high.value, part.high.claims)
            rules = found.rules | {Rule.PART_ABOVE}
            if raised.value is None:
                rules = rules - {Rule.HIGH} | {Rule.OPEN_HIGH}
            found = found._replace(high=raised, rules=rules)
    return found
