"""Dates the entries of a chronology: "Januar 2004: Soldater stormer leiren. Fire blir drept.".

So does a line of its own above a paragraph, which is a day and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from vitne.claims.times import heads, period, resolve, timed
from vitne.model import Kind, Role, TimeKind

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention, Timing


def note_entry(frame: Frame, sentence: Sentence) -> None:
    """Keep the time that heads a line for the sentences behind it, up to the next such line."""
    first = next(iter(sentence.of(Kind.TIME)), None)
    section = sentence.passage.role is Role.SUBHEADING
    days = None
    if first is not None and (_is_all(sentence, first) if section else heads(sentence, first)):
        days = resolve(first, frame.published, None)
    passage = sentence.passage
    if section:
        frame.sections.append((passage.paragraph, days))
    elif days is not None:
        frame.entries.setdefault(passage.paragraph, []).append((passage.index, days))


def _is_all(sentence: Sentence, mention: Mention) -> bool:
    """Whether a line is a time and no more: "18. juli", "Natt til mandag"."""
    when = mention.when
    named = when is not None and when.kind in (TimeKind.AT, TimeKind.BETWEEN)
    others = (i for i in range(len(sentence)) if not mention.first <= i < mention.last)
    return named and not any(sentence.low[i].isalnum() for i in others)


def time_of_entry(draft: Draft, frame: Frame) -> Timing | None:
    """The time that heads the entry an act is told in; it says nothing of its own."""
    passage = draft.sentence.passage
    for index, days in reversed(frame.entries.get(passage.paragraph, ())):
        if index <= passage.index:
            return timed(period(days.earliest, days.latest), None, "told of the incident")
    return None


def time_of_section(draft: Draft, frame: Frame) -> Timing | None:
    """The time that the subheading above is, and nothing else: "18. juli"."""
    here = draft.sentence.passage.paragraph
    split = bisect_left(frame.sections, here, key=lambda told: told[0])
    days = frame.sections[split - 1][1] if split else None
    return None if days is None else timed(days, None, "told of the incident")
