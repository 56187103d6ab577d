"""Lists the independent voices on an incident, each with what it said and what it stands by now."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from vitne.incidents.hearing import hear
from vitne.incidents.newest import bounds, newest
from vitne.incidents.populations import Population, widest
from vitne.incidents.statements import Heard, is_hearsay
from vitne.model import Bounds, IncidentVoice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from vitne.incidents.newest import Standing
    from vitne.model import Statement

_SAID_OF = {"event": "act", "accusation": "accusation", "denial": "denial"}
_WEIGHT = ("toll", "act", "part", "accusation", "denial", "other")


def voices(statements: Sequence[Statement]) -> tuple[IncidentVoice, ...]:
    """The voices on an incident, in the order in which they were first heard.

    Ten papers that print one agency's text are one voice, and so is a spokesman whom two agencies
    quote. A headline that repeats a figure of its article is none.
    """
    heard = hear(statements)
    return listed(heard, newest(heard))


def independent(found: Iterable[IncidentVoice]) -> tuple[IncidentVoice, ...]:
    """The voices that corroborate each other: on the toll, or where nobody gives one, on the act."""
    voices = tuple(found)
    for what in ("toll", "act"):
        chosen = tuple(voice for voice in voices if voice.vouches == what)
        if chosen:
            return chosen
    return ()


def listed(heard: Iterable[Heard], standing: Standing) -> tuple[IncidentVoice, ...]:
    """The voices behind statements, given which of them still stand."""
    said: dict[str, list[Heard]] = defaultdict(list)
    live: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        said[one.voice].append(one)
    for one in standing.live:
        live[one.voice].append(one)
    return tuple(_voice(own, live.get(key, ()), standing.replaced) for key, own in said.items())


def _voice(
    said: Sequence[Heard], live: Sequence[Heard], replaced: Collection[str]
) -> IncidentVoice:
    own = [one for one in said if not one.echo] or said
    latest = _latest(live)
    stakes = [one.stake for one in own if one.stake]
    return IncidentVoice(
        name=_shown(own),
        role=own[-1].role,
        claims=tuple(one.id for one in said),
        latest=latest,
        superseded=tuple(one.id for one in said if one.id in replaced),
        stake=stakes[-1] if stakes else None,
        vouches="toll" if latest else _vouches(own, live),
    )


def _shown(own: Sequence[Heard]) -> str:
    """The name most used; of several one from an English text, then the first by letter."""
    used = Counter(one.name.shown for one in own)
    english = {one.name.shown for one in own if one.statement.language == "en"}
    return min(used, key=lambda name: (-used[name], name not in english, name))


def _latest(live: Iterable[Heard]) -> dict[str, Bounds]:
    """What a voice stands by, by measure: of all people, else of the people it tells of."""
    found: dict[str, dict[Population, list[Heard]]] = defaultdict(lambda: defaultdict(list))
    for one in live:
        if one.toll is not None and one.people is not None and one.toll.scope != "subset":
            found[one.toll.measure][one.people].append(one)
    latest: dict[str, Bounds] = {}
    for measure, people in found.items():
        tops = [_span(people[one]) for one in widest(people)]
        latest[measure] = tops[0] if len(tops) == 1 else _floor(tops)
    return latest


def _floor(parts: Iterable[Bounds]) -> Bounds:
    """What is known of a whole of which only parts are told: it is no less than the largest."""
    return Bounds(max((part.low for part in parts if part.low is not None), default=None), None)


def _span(live: Sequence[Heard]) -> Bounds:
    """The bounds of several figures that stand side by side; what is stated before hearsay."""
    firm = [one for one in live if not is_hearsay(one.claim)] or live
    lows = [bounds(one)[0] for one in firm]
    highs = [bounds(one)[1] for one in firm]
    low = None if None in lows else min(n for n in lows if n is not None)
    high = None if None in highs else max(n for n in highs if n is not None)
    return Bounds(low, high)


def _vouches(own: Iterable[Heard], live: Sequence[Heard]) -> str:
    """The most that a voice without a toll of its own vouches for."""
    found = {_SAID_OF.get(one.claim.kind, "other") for one in own if not one.statement.superseded}
    if live:
        found.add("part")
    return min(found, key=_WEIGHT.index, default="other")
