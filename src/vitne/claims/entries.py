"""Dates the entries of a chronology: "Januar 2004: Soldater stormer leiren. Fire blir drept."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.times import heads, period, resolve, timed
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence
    from vitne.model import Timing


def note_entry(frame: Frame, sentence: Sentence) -> None:
    """Keep the time that heads a line for the sentences behind it, up to the next such line."""
    first = next(iter(sentence.of(Kind.TIME)), None)
    if first is None or not heads(sentence, first):
        return
    days = resolve(first, frame.published, None)
    if days is not None:
        passage = sentence.passage
        frame.entries.setdefault(passage.paragraph, []).append((passage.index, days))


def time_of_entry(draft: Draft, frame: Frame) -> Timing | None:
    """The time that heads the entry an act is told in; it says nothing of its own."""
    passage = draft.sentence.passage
    for index, days in reversed(frame.entries.get(passage.paragraph, ())):
        if index <= passage.index:
            return timed(period(days.earliest, days.latest), None, "told of the incident")
    return None
