"""Finds where and when an act told before is said to have been: "Angrepet skjedde fredag i X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import SETTING, Draft
from vitne.claims.frame import NEXT
from vitne.claims.sentence import DEFINITE, effect_of
from vitne.model import Kind, Mention, TimeKind
from vitne.model.entries import Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.sentence import Sentence

_REFERENCE = "an act referred to"
_DESCRIBED = 1  # tokens between "onsdagens" and "angrep"
_BEFORE = 12  # tokens from "after" to the act that it tells
_OPENING = 3  # tokens before which the subject of such a sentence stands


def find_setting(sentence: Sentence, drafts: Sequence[Draft]) -> Draft | None:
    """What a sentence tells of the act of the news, as a draft that becomes no claim.

    "Det skjedde natt til lørdag" dates the acts before and after it; a sentence that tells an
    act of its own needs none.
    """
    if any(draft.kind == "event" for draft in drafts):
        return None
    if not (sentence.of(Kind.PLACE) or _days(sentence)):
        return None
    subject = _subject(sentence)
    if subject is None:
        return None
    first, last = sentence.clause(subject[0])
    return Draft(SETTING, sentence, first, last, subject, event_type="ASSAULT")


def find_reference(drafts: Sequence[Draft], told: Sequence[Draft]) -> Draft | None:
    """A dated act that words of somebody only refer to: "FN krever svar etter onsdagens angrep i X".

    `drafts` are all that happened, `told` those of them that become claims.
    """
    if any(draft.kind == "event" for draft in told):
        return None
    for draft in drafts:
        if draft.kind != "event" or draft.event_type != "ASSAULT" or not _dated(draft):
            continue
        draft.rules.append(_REFERENCE)
        return draft
    return None


def is_reference(draft: Draft) -> bool:
    """Whether a draft is of an act only referred to, whose place and time are settled already."""
    return draft.kind == SETTING and _REFERENCE in draft.rules


def tells_more(other: Draft, draft: Draft) -> bool:
    """Whether the next paragraph dates an act told before it: "Angrepet skjedde tirsdag i X"."""
    here, told = other.sentence.passage, draft.sentence.passage
    if here.index <= told.index or here.paragraph - told.paragraph > NEXT:
        return False
    return other.event_type == "ASSAULT" and _subject(other.sentence) == other.anchor


def _dated(draft: Draft) -> bool:
    """Whether the day of an act stands with it: "onsdagens angrep", "etter at X ble bombet onsdag"."""
    sentence, at = draft.sentence, draft.anchor[0]
    first, last = sentence.clause(at)
    for day in _days(sentence):
        if 0 <= at - day.last <= _DESCRIBED and day.first >= first:
            return True
        if first <= day.first < last and _after(sentence, at):
            return True
    return False


def _after(sentence: Sentence, at: int) -> bool:
    """Whether an act is told as what came before: "etter at et sykehus ble bombet"."""
    for i in range(at - 1, max(at - _BEFORE, -1), -1):
        if sentence.is_stop(i):
            return False
        if sentence.is_a(i, "circumstances"):
            return True
    return False


def _subject(sentence: Sentence) -> tuple[int, int] | None:
    """The tokens of "angrepet" before "skjedde", of "det" before "hendte", of "de" before "kom".

    "Hendelsen fant sted …" and "Slik beskriver politiet det som skjedde …" have them anywhere.
    """
    if not any(map(sentence.has, ("took_place", "taken_place", "occurred", "came"))):
        return None
    for mention in sentence.of(Kind.TRIGGER):
        noun = isinstance(mention.entry, Trigger) and mention.form in DEFINITE
        if noun and mention.first < _OPENING and _happens(sentence, mention.last):
            return mention.first, mention.last
    if sentence.is_a(0, "expletive") and sentence.is_a(1, "occurred"):
        return 0, 1
    for at in range(len(sentence) - 1):
        told = sentence.is_a(at, "happenings") and sentence.is_a(at + 1, "took_place")
        what = sentence.is_a(at, "what_relative") and sentence.is_a(at + 1, "occurred")
        if told or what:
            return at, at + 1
    if sentence.is_a(0, "pronouns_plural") and sentence.is_a(1, "came"):
        return 0, 1
    return None


def _happens(sentence: Sentence, at: int) -> bool:
    """Whether an act is said to have happened: "angrepet | skjedde", "angrepet | skal ha skjedd"."""
    marker = sentence.starting(at, Kind.CUE)
    if marker is not None and effect_of(marker) == "hearsay":
        return sentence.is_a(marker.last, "taken_place")
    return sentence.is_a(at, "took_place")


def _days(sentence: Sentence) -> list[Mention]:
    """The days a sentence tells."""
    return [
        m for m in sentence.of(Kind.TIME)
        if m.when is not None and m.when.kind in (TimeKind.AT, TimeKind.SHIFT)
    ]  # fmt: skip
