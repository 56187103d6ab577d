"""What one statement says of how many, ready to be weighed against others."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.hearing import says
from vitne.incidents.newest import bounds, is_vague
from vitne.incidents.populations import EVERYBODY, Population
from vitne.incidents.statements import Heard, is_hearsay
from vitne.packs.standing import read_standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Figure(msgspec.Struct, frozen=True):
    """The bounds that one voice stands by for some people, with the claims that carry them.

    `value` is the number that stands in the words, None where none does or where two do. `minimum`
    is true where it was stated as one. `firm` is false of hearsay. `part` is true of people told as
    part of others.
    """

    voice: str
    people: Population
    low: int | None
    high: int | None
    claims: tuple[str, ...]
    value: int | None = None
    minimum: bool = False
    vague: bool = False
    approx: bool = False
    exact: bool = True
    firm: bool = True
    part: bool = False
    enemy: bool = False
    own: bool = False
    access: bool = False
    alleged: bool = False
    added: bool = False
    zero: bool = False


def figure(one: Heard) -> Figure:
    """What a toll says, by the strict meaning of its words."""
    toll = one.toll
    if toll is None or one.people is None:
        raise ValueError(f"claim {one.id} is no toll")
    low, high = bounds(one)
    vague = is_vague(one)
    return Figure(
        voice=one.voice,
        people=one.people,
        low=low,
        high=high,
        claims=(one.id,),
        value=None if vague else _value(low, high, approx=toll.approx),
        minimum=high is None,
        vague=vague,
        approx=toll.approx,
        exact=low == high and not toll.approx,
        firm=not is_hearsay(one.claim),
        part=toll.scope == "subset",
        enemy=one.stake == "enemy",
        own=one.stake == "own",
        access=one.name.access,
        alleged=one.claim.modality == "alleged",
        zero=toll.known == "none",
    )


def _value(low: int | None, high: int | None, *, approx: bool) -> int | None:
    """The number in the words: of "14", "minst 14" and "nesten 200"; "opp mot 50" and "10 til 15"
    have none.
    """
    if low is None:
        return high if approx else None
    return low if high in (low, None) else None


def sums(live: Sequence[Heard]) -> list[Figure]:
    """The figures that come of adding what a voice says of people apart, where its words add.

    "Tolv sivile ble drept. I tillegg mistet fem soldater livet", both by one voice, is 17 for it.
    Nothing else is ever added up.
    """
    voices: dict[str, list[Heard]] = defaultdict(list)
    for one in live:
        if one.toll is not None and one.toll.scope != "subset":
            voices[one.voice].append(one)
    return [_sum(own) for own in voices.values() if _adds(own)]


def _adds(own: Sequence[Heard]) -> bool:
    people = [one.people for one in own if one.people is not None]
    if len(own) < 2:
        return False
    if not all(one.apart(other) for one, other in combinations(people, 2)):
        return False
    cues = read_standing().cues.additional
    first, *rest = sorted(own, key=lambda one: (one.since, one.place, one.id))
    return first.statement.origin == rest[-1].statement.origin and all(
        says(one.claim.text, cues.get(one.statement.language, ())) for one in rest
    )


def _sum(own: Sequence[Heard]) -> Figure:
    parts = [figure(one) for one in own]
    low, high = total(p.low for p in parts), total(p.high for p in parts)
    return msgspec.structs.replace(
        parts[0],
        people=EVERYBODY,
        low=low,
        high=high,
        claims=tuple(sorted(claim for part in parts for claim in part.claims)),
        value=_value(low, high, approx=False),
        minimum=high is None,
        vague=any(part.vague for part in parts),
        approx=any(part.approx for part in parts),
        exact=all(part.exact for part in parts),
        firm=all(part.firm for part in parts),
        enemy=any(part.enemy for part in parts),
        own=all(part.own for part in parts),
        alleged=any(part.alleged for part in parts),
        added=True,
    )


def total(numbers: Iterable[int | None]) -> int | None:
    """The sum, or None where one of the numbers is open."""
    found = list(numbers)
    return None if None in found else sum(n for n in found if n is not None)


def widened(one: Figure, percent: int) -> Figure:
    """A figure told as "about N" widened by a policy of so many per cent, in whole people."""
    if not percent or not one.approx or one.low is None or one.low != one.high:
        return one
    return msgspec.structs.replace(
        one, low=one.low * (100 - percent) // 100, high=-(-one.low * (100 + percent) // 100)
    )
