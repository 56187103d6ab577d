"""Weighs the words of aim and way before a place name: "mot X", "fra X", "på vei til X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.surroundings import describes
from vitne.model import Kind
from vitne.model.entries import Measure, Trigger

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

SENT = frozenset({"MOBILIZE", "AID"})  # acts whose place is where they are sent: "soldater til X"
_CAUGHT = frozenset({"abduction", "arrest", "capture"})
_AWAY = frozenset(
    {
        "abduction",
        "aid-suspended",
        "evacuation",
        "expulsion",
        "repelled",
        "arrest",
        "capture",
        "withdrawal",
    }
)
_PEOPLE = (Kind.PEOPLE, Kind.HEAD, Kind.NUMBER)
_REACH = 4  # tokens back from "til" to what is on its way


def is_on_the_way(sentence: Sentence, before: int) -> bool:
    """Whether people only go or are taken there: "på vei tilbake til X", "fløyet til X", "trakk seg mot X"."""
    before = _before_site(sentence, before)
    toward = sentence.is_a(before, "toward")
    if not (toward or sentence.is_a(before, "to")):
        return False
    at = before - 1
    at -= sentence.is_a(at, "homeward")
    if sentence.is_a(at, "ways"):
        return True
    if sentence.grammar.verb_last and sentence.has_a(before + 1, before + _REACH, "conveyed"):
        return True  # "wurden nach X geflogen"
    for i in range(at, max(before - _REACH, -1), -1):
        if sentence.is_stop(i) or sentence.covering(i, Kind.PLACE):
            return False
        if (sentence.is_a(i, "conveyed") and not toward) or _retreats(sentence, i):
            return True
        fled = sentence.covering(i, Kind.HARM)
        if getattr(fled and fled.entry, "measure", None) is Measure.DISPLACED:
            return True  # "ble drept da de flyktet tilbake mot X"
    return False


def leads_off(sentence: Sentence, before: int, draft: Draft) -> bool:
    """Whether people are only taken that way: "ført bort mot X", "marched off in the direction of X"."""
    if not _is_taken(draft):
        return False
    if sentence.is_any(before, "against", "toward", "bearings"):
        return True
    return sentence.is_any(before, "of", "to") and sentence.is_a(before - 1, "bearings")


def _is_taken(draft: Draft) -> bool:
    """Whether people are taken away from where they were."""
    act = draft.event.id if draft.event is not None else ""
    return act in _AWAY or (draft.toll is not None and draft.toll.measure == "captured")


def _before_site(sentence: Sentence, before: int) -> int:
    """The word that leads to a site in a place: "returning | to its camp at X"; else that before the place."""
    site = sentence.covering(before - 1, Kind.UNIT)
    if site is None or site.last != before or not sentence.is_any(before, "in", "near"):
        return before
    at = site.first - 1
    while sentence.is_any(at, "determiners", "articles") or describes(sentence, at):
        at -= 1
    return at if sentence.is_any(at, "to", "toward") else before


def _retreats(sentence: Sentence, at: int) -> bool:
    """Whether a word for a retreat stands there: "trakk seg tilbake | mot X"."""
    trigger = sentence.covering(at, Kind.TRIGGER)
    entry = trigger.entry if trigger is not None else None
    return isinstance(entry, Trigger) and entry.event == "withdrawal"


def weigh_way(sentence: Sentence, before: int, draft: Draft, *, state: bool) -> float | None:
    """The weight of a preposition of aim or way: "mot X", "kampene om X", "fra X", "til X"."""
    happened = draft.kind in ("event", "toll")
    if sentence.is_a(before, "against"):
        return 2.5
    if sentence.is_a(before, "about") and (
        sentence.covering(before - 1, Kind.TRIGGER) or sentence.is_a(before - 1, "conflict_nouns")
    ):
        return 3.0
    if sentence.is_a(before, "from"):
        if sentence.is_a(before - 1, "roads"):
            return 2.0  # "på veien fra X til Y"
        return _weigh_origin(before, draft, state=state)
    if sentence.is_a(before, "to"):
        return 0.0 if state and draft.event_type not in SENT else 0.5
    if sentence.is_a(before, "of") and is_displaced(draft) and not state:
        people = sentence.covering(before - 1, Kind.PEOPLE)
        return 2.0 if people is not None and people.last <= draft.anchor[0] else None
    if sentence.is_a(before, "of") and _in_street(sentence, before - 1):
        return 2.5  # "in a downtown square of X"
    if sentence.is_a(before, "of") and sentence.is_a(before - 1, "out"):
        return 2.0 if not happened or draft.event_type == "RETREAT" else 0.5
    return None


def _in_street(sentence: Sentence, noun: int) -> bool:
    """Whether a street or square is where it was: "on | a busy | street"."""
    if not sentence.is_any(noun, "street_endings", "edges"):
        return False
    at = noun - 1
    while at > noun - _REACH and describes(sentence, at) and not sentence.is_a(at, "in"):
        at -= 1
    while sentence.is_any(at, "determiners", "articles"):
        at -= 1
    return sentence.is_any(at, "in", "near")


def _weigh_origin(before: int, draft: Draft, *, state: bool) -> float:
    """The weight of "fra X": of those driven or taken away it is the place, of an act rarely."""
    act = draft.event.id if draft.event is not None else ""
    people = state and draft.sentence.covering(before - 1, *_PEOPLE) is not None
    if people and (draft.toll is not None or act in _CAUGHT) and _is_taken(draft):
        return 0.0  # "To menn fra Iran er pågrepet"
    if is_displaced(draft) or _is_taken(draft):
        return 2.0
    return 1.5 if before == 0 and draft.kind == "event" else 0.0  # "Fra X meldes det om kamper."


def is_displaced(draft: Draft) -> bool:
    """Whether people on the run are counted, or their flight told."""
    return draft.toll is not None and draft.toll.measure == "displaced"


def is_destination(sentence: Sentence, before: int) -> bool:
    """Whether people on the run went there: "til X", "inn i X", "mot X", "søkt tilflukt i X"."""
    if sentence.is_a(before, "to") or sentence.is_a(before, "against"):
        return True
    if not sentence.is_a(before, "in"):
        return False
    if sentence.is_a(before, "inward"):
        return True  # "crossed into X"
    return sentence.is_a(before - 1, "inward") or sentence.is_a(before - 1, "refuge")
