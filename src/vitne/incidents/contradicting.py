"""Flags what cannot all be true: figures that do not meet, different doers, an act denied."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING

from vitne.incidents.naming import known
from vitne.incidents.statements import is_denied
from vitne.model import Contradiction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vitne.incidents.figures import Figure
    from vitne.incidents.statements import Heard

_MOST = 100  # contradictions of one kind that are listed, the widest first
_LOOKED_AT = 10_000  # pairs of doers
Bounds = tuple[int | None, int | None]
_DONE = frozenset({"asserted", "reported", "alleged"})


def of_figures(measure: str, figures: Iterable[Figure]) -> list[Contradiction]:
    """Pairs of figures of different voices for the same people that do not overlap."""
    same: dict[Bounds, list[Figure]] = defaultdict(list)
    for figure in figures:
        same[figure.low, figure.high].append(figure)
    found = []
    for (bounds, some), (others, rest) in combinations(_farthest(same), 2):
        gap = max(_gap(bounds, others), _gap(others, bounds))
        voices = {figure.voice for figure in (*some, *rest)}
        if gap > 0 and len(voices) > 1:
            one, other = sorted((_claims(some), _claims(rest)))
            found.append((-gap, one, other))
    found.sort()
    return [Contradiction(measure, one, other) for _, one, other in found[:_MOST]]


def _farthest(same: dict[Bounds, list[Figure]]) -> list[tuple[Bounds, list[Figure]]]:
    """Figures by their bounds; of very many those that end lowest and those that begin highest."""
    found = sorted(
        same.items(), key=lambda item: (item[0][1] is None, item[0][1] or 0, str(item[0]))
    )
    if len(found) <= 2 * _MOST:
        return found
    above = sorted(found[_MOST:], key=lambda item: -(item[0][0] or 0))
    return [*found[:_MOST], *above[:_MOST]]


def _gap(one: Bounds, other: Bounds) -> int:
    """By how much the second begins above the end of the first."""
    high, low = one[1], other[0]
    return 0 if high is None or low is None else low - high


def _claims(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(sorted({claim for one in figures for claim in one.claims}))


def doers(heard: Iterable[Heard]) -> dict[frozenset[str], dict[str, list[str]]]:
    """The sides that are named as doers, with the claims that name each, by voice."""
    blamed: dict[frozenset[str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in heard:
        if not one.statement.superseded and (side := _blamed(one)):
            blamed[side][one.voice].append(one.id)
    return blamed


def of_doers(heard: Sequence[Heard]) -> list[Contradiction]:
    """Voices that name different sides as the one who did it."""
    pairs = [
        (one, other)
        for (side, one), (rival, other) in islice(combinations(doers(heard).items(), 2), _LOOKED_AT)
        if not side & rival and len({*one, *other}) > 1
    ]
    return [
        Contradiction("agent", *sorted((_ids(one), _ids(other)))) for one, other in pairs[:_MOST]
    ]


def _ids(voices: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(sorted(claim for claims in voices.values() for claim in claims))


def _blamed(one: Heard) -> frozenset[str]:
    """The sides that a claim names as doers: the agents of an act, the accused of an accusation."""
    claim = one.claim
    if claim.modality not in _DONE:
        return frozenset()
    match claim.kind:
        case "event":
            parties = claim.agents
        case "accusation":
            parties = claim.targets
        case _:
            return frozenset()
    names = (known(party.name) for party in parties)
    return frozenset(side for name in names for side in name.side or (name.key,) if side)


def of_denials(heard: Sequence[Heard]) -> list[Contradiction]:
    """Denials of an act, or of a figure, beside those who say so."""
    live = [one for one in heard if not one.statement.superseded]
    denials = [one for one in live if one.claim.kind == "denial" or is_denied(one.claim)]
    return [found for one in denials[:_MOST] for found in _denied(one, live)]


def _denied(denial: Heard, live: Iterable[Heard]) -> Iterator[Contradiction]:
    toll = denial.toll
    said = [
        one for one in live
        if one.voice != denial.voice and one.claim.modality in _DONE
        and (one.toll.measure == toll.measure if toll and one.toll else
             not toll and one.claim.kind in ("event", "accusation"))
        and (toll is not None or _concerns(one, denial))
    ]  # fmt: skip
    if said:
        about = toll.measure if toll else "act"
        yield Contradiction(about, (denial.id,), tuple(sorted(one.id for one in said)))


def _concerns(one: Heard, denial: Heard) -> bool:
    """Whether a claim names the side that denies, or nobody."""
    blamed = _blamed(one)
    return not blamed or not denial.name.side or bool(blamed & denial.name.side)
