"""Weighs statements once for all methods: voices, live figures, caveats and contradictions."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.contradicting import of_denials, of_doers, of_figures
from vitne.incidents.figures import Figure, figure, sums
from vitne.incidents.hearing import hear
from vitne.incidents.newest import newest
from vitne.incidents.populations import EVERYBODY, Population, side_of
from vitne.incidents.profiles import profiles
from vitne.incidents.rules import Rule
from vitne.incidents.statements import Heard, counts, is_denied, is_hearsay, told
from vitne.incidents.voices import listed
from vitne.incidents.wholes import of_all
from vitne.model import Contradiction, IncidentVoice, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from vitne.incidents.newest import Standing
    from vitne.model import Statement, Toll

_CUMULATIVE, _SUBSET = "cumulative", "subset"
_OPEN = "hypothetical"
_ANY = "casualties"  # harm whose outcome is not told: silence on it is silence on the dead
_SILENT = {"unknown": Rule.UNKNOWN, "undisclosed": Rule.UNDISCLOSED}


class Told(msgspec.Struct, frozen=True):
    """What is told of one measure: live figures, and what else must be known to read them.

    `doubts` are claims that nobody knows, that somebody does not say, that it is only feared or
    that it is denied; `hushed` are claims that nobody knows or somebody does not say who came to
    harm at all. `rules` are those that hearing applied, by the people spoken of.
    `approximate` and `hearsay` are ids of claims; `sides` gives the name of a side by what its names share.
    """

    figures: tuple[Figure, ...] = ()
    doubts: tuple[Heard, ...] = ()
    hushed: tuple[Heard, ...] = ()
    rules: dict[Population, frozenset[Rule]] = {}
    approximate: frozenset[str] = frozenset()
    hearsay: tuple[str, ...] = ()
    sides: dict[str, str] = {}

    def silence(self) -> str:
        """Why there is no figure: it is unknown, undisclosed, or nothing is reported of it."""
        told = (*self.doubts, *self.hushed)
        silent = {one.toll.known for one in told if one.toll is not None}
        return next((known for known in _SILENT if known in silent), "unreported")

    def rules_of(self, people: Population | None) -> frozenset[Rule]:
        """The rules that hearing applied to what is told of some people, None for all."""
        if people is not None:
            return self.rules.get(people, frozenset())
        return frozenset(rule for rules in self.rules.values() for rule in rules)

    def caveats_of(self, people: Population | None, behind: Collection[str]) -> tuple[str, ...]:
        """The claims that say how uncertain a figure is: doubts, and hearsay it rests on."""
        doubts = [one.id for one in self.doubts if people in (None, one.people)]
        if people is None:
            doubts += [one.id for one in self.hushed]
        return tuple(dict.fromkeys((*doubts, *(key for key in self.hearsay if key in behind))))


class Weighed(msgspec.Struct, frozen=True):
    """What is said of one incident or period, by measure, with the voices behind it."""

    scope: Scope
    heard: tuple[Heard, ...]
    told: dict[str, Told]
    voices: tuple[IncidentVoice, ...]
    contradictions: tuple[Contradiction, ...]


def weigh(statements: Iterable[Statement], scope: Scope | None = None) -> Weighed:
    """Find voices, live figures, caveats and contradictions of the statements of one incident."""
    heard = hear(statements)
    standing = newest(heard)
    scope = scope or _scope(heard)
    periods = _of_period(heard)
    fits = {one.id for one in heard if (one.id in periods) == (scope is Scope.PERIOD)}
    measures: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        if one.toll is not None:
            measures[one.toll.measure].append(one)
    silence = [one for one in measures.get(_ANY, ()) if one.id in fits and _is_silent(one)]
    found = {
        measure: _told(said, standing, fits, () if measure == _ANY else silence)
        for measure, said in measures.items()
    }
    return Weighed(
        scope, tuple(heard), found, listed(heard, standing),
        (*_contradictions(found, scope), *of_doers(heard), *of_denials(heard)),
    )  # fmt: skip


def _scope(heard: Iterable[Heard]) -> Scope:
    """Whether an incident is told of: a period has tolls of a long time, and nothing else."""
    tolls = [one.toll.scope for one in heard if one.toll is not None]
    events = any(one.claim.kind == "event" for one in heard)
    if events or not tolls or any(scope not in (_CUMULATIVE, _SUBSET) for scope in tolls):
        return Scope.INCIDENT
    return Scope.PERIOD if _CUMULATIVE in tolls else Scope.INCIDENT


def _of_period(heard: Sequence[Heard]) -> set[str]:
    """The ids of tolls over a stretch of time, and of parts of them."""
    tolls = {one.id: one.toll for one in heard if one.toll is not None}
    long = {key for key, toll in tolls.items() if toll.scope == _CUMULATIVE}
    return long | {key for key, toll in tolls.items() if _is_part_of(toll, long)}


def _is_part_of(toll: Toll, wholes: Collection[str]) -> bool:
    return toll.scope == _SUBSET and toll.subset_of in wholes


def _told(
    said: Sequence[Heard], standing: Standing, fits: Collection[str], silence: Sequence[Heard]
) -> Told:
    able = [one for one in said if one.id in fits]
    ids = {one.id for one in able}
    live = [one for one in standing.live if one.id in ids]
    doubts = _doubts(able, live)
    rules: dict[Population, set[Rule]] = defaultdict(set)
    for one in able:
        if one.people is not None:
            rules[one.people] |= _applied(one, standing)
    for (_, people), number in _repeated(able).items():
        if number > 1:
            rules[people].add(Rule.ONE_VOICE)
    if len(able) < len(said):
        rules[EVERYBODY].add(Rule.OTHER_SCOPE)
    return Told(
        figures=(*(figure(one) for one in live), *sums(live)),
        doubts=tuple(doubts),
        hushed=tuple(silence),
        rules={people: frozenset(found) for people, found in rules.items()},
        approximate=frozenset(one.id for one in live if one.toll is not None and one.toll.approx),
        hearsay=tuple(one.id for one in live if is_hearsay(one.claim)),
        sides=_sides(able),
    )


def _applied(one: Heard, standing: Standing) -> set[Rule]:
    """The rules that hearing applied to a toll."""
    toll, claim = one.toll, one.claim
    found: set[Rule] = set()
    if toll is None:
        return found
    if one.echo:
        found.add(Rule.ECHO)
    if one.id in standing.replaced:
        found.add(Rule.NEWER)
    if toll.known == "none":
        found.add(Rule.NONE)
    elif toll.known in _SILENT:
        found.add(_SILENT[toll.known])
    if claim.modality == _OPEN:
        found.add(Rule.OPEN_QUESTION)
    elif is_denied(one.claim):
        found.add(Rule.DENIED)
    return found


def _is_silent(one: Heard) -> bool:
    return one.toll is not None and one.toll.known in _SILENT and not one.statement.superseded


def _doubts(able: Iterable[Heard], live: Iterable[Heard]) -> list[Heard]:
    """Tolls that tell how uncertain figures are: doubts, denials, and silence not broken since."""
    spoke: dict[tuple[str, Population | None], tuple[object, ...]] = {}
    for one in live:
        spoke[one.voice, one.people] = max(spoke.get((one.voice, one.people), ()), _when(one))
    return [
        one for one in able
        if not one.statement.superseded and (
            spoke.get((one.voice, one.people), ()) < _when(one) if _is_silent(one)
            else is_denied(one.claim) or one.claim.modality == _OPEN
        )
    ]  # fmt: skip


def _when(one: Heard) -> tuple[object, ...]:
    return (one.since, one.place)


def _repeated(able: Iterable[Heard]) -> Counter[tuple[str, Population]]:
    """How often each voice tells of the same people."""
    return Counter(
        (one.voice, one.people) for one in able if one.people is not None and _counts(one)
    )


def _counts(one: Heard) -> bool:
    """Whether a toll gives bounds that count for its voice."""
    return one.toll is not None and told(one.toll) and counts(one.claim)


def _sides(able: Iterable[Heard]) -> dict[str, str]:
    names = sorted({one.toll.side for one in able if one.toll is not None and one.toll.side})
    return {side_of(name): name for name in reversed(names)}


def _contradictions(found: dict[str, Told], scope: Scope) -> list[Contradiction]:
    full = profiles()["full"]
    return [
        contradiction
        for measure, one in found.items()
        for contradiction in of_figures(measure, of_all(one.figures, full, scope)[0])
    ]
