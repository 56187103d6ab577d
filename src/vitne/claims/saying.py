"""Dates what a speaker goes on to say: "Presidenten ba lørdag om fred. Han lovet amnesti."."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vitne.claims.drafts import SPEECH
from vitne.claims.frame import LONG
from vitne.claims.naming import back_of
from vitne.claims.times import period, timed
from vitne.model import Kind, Role, TimeKind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.model import Mention, Period

_PAST = frozenset({Form.PAST, Form.PAST_OR_PARTICIPLE})
_SPOKEN = 1  # passages back to what was said on a day that is told


def date_speech(draft: Draft, frame: Frame) -> None:
    """Keep the day of a speech act, or take that of the one which its pronoun goes on with."""
    if draft.kind not in SPEECH or draft.sentence.passage.role is Role.CAPTION:
        return
    if draft.time is None and _takes_up(draft):
        before = said_before(draft, frame)
        draft.time = None if before is None else timed(before, None, "the time told before")
    if draft.time is not None:
        first, last = map(dt.date.fromisoformat, (draft.time.earliest, draft.time.latest))
        frame.said = draft.sentence.passage, period(first, last)


def said_before(draft: Draft, frame: Frame) -> Period | None:
    """The days of the speech act told just before in the same paragraph."""
    if frame.said is None or draft.kind not in SPEECH:
        return None
    passage = draft.sentence.passage
    before, days = frame.said
    near = 0 <= passage.index - before.index <= _SPOKEN
    return days if near and before.paragraph == passage.paragraph else None


def day_of_telling(draft: Draft, mention: Mention, frame: Frame) -> Period | None:
    """What "kvelden før" counts from where no act was told: the day it is said on, else publication."""
    shift = mention.when.shift if mention.when else None
    if shift is None or shift[0] < -1 or shift[1] > 0:
        return None
    for other in draft.sentence.of(Kind.TIME):
        day = other.when.period if other.when and other.when.kind is TimeKind.AT else None
        if day is not None and other.first >= mention.last:
            return day
    return frame.published


def day_said(draft: Draft) -> Period | None:
    """The one day that a sentence tells, on which somebody spoke: "Hæren sa mandag at ti falt"."""
    sentence = draft.sentence
    rows = (m.when for m in sentence.of(Kind.TIME) if m.when and m.when.kind is TimeKind.AT)
    days = [when.period for when in rows if when.period is not None]
    if len(days) != 1 or days[0].days > LONG or not sentence.of(Kind.REPORTING):
        return None
    return days[0]


def _takes_up(draft: Draft) -> bool:
    """Whether a sentence begins with who spoke before, in the past: "Han avviste også …"."""
    sentence = draft.sentence
    word = sentence.starting(draft.anchor[0], Kind.ACT)
    if back_of(sentence.starting(0, Kind.BACK)) not in ("person", "they"):
        return False
    return word is not None and word.form in _PAST
