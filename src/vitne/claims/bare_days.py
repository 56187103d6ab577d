"""Keeps the days that sentences tell of no claim: "En lastebil pløyde seg inn i mengden torsdag."."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from vitne.claims.added import tells_the_toll
from vitne.claims.frame import LONG, NEWS, NEXT
from vitne.claims.telling import HEADS
from vitne.claims.times import is_by_years, resolve
from vitne.model import Kind, Period, Role, TimeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention


_MONTH = 31
_NEAR = 6  # paragraphs that go on with it
_TOP = 3  # paragraphs below the headline in which an article tells what it is about


def note_bare_day(
    frame: Frame, sentence: Sentence, drafts: Sequence[Draft], attributions: Sequence[Attribution]
) -> None:
    """Keep the day that a sentence tells and dates nothing by, for the acts told around it."""
    if Kind.TIME not in sentence.kinds or sentence.passage.role is not Role.PARAGRAPH:
        return
    if frame.published is None or any(draft.time is not None for draft in drafts):
        return
    if any(draft.toll is not None and tells_the_toll(draft) for draft in drafts):
        return  # "Søndag var dødstallet 43": the day of the count
    for mention in sentence.of(Kind.TIME):
        if any(a.in_zone(mention.first) for a in attributions):
            continue
        days = _days(mention, sentence, frame)
        if days is not None and _has_been(days, frame.published):
            frame.bare_days.append((sentence.passage, days))
            if not drafts:
                frame.plain_day = (sentence.passage, days)
            frame.counting, frame.long = False, None  # "En ferge sank tirsdag. 200 druknet"
            return


def _days(mention: Mention, sentence: Sentence, frame: Frame) -> Period | None:
    """The days that a time tells: "torsdag", "fire dager senere"; "samme dag" is that told last."""
    kind = mention.when.kind if mention.when is not None else TimeKind.NOW
    if kind is TimeKind.AT:
        return resolve(mention, frame.published, None)
    told = _told_last(sentence, frame)
    if kind is TimeKind.SHIFT and not is_by_years(mention):
        return resolve(mention, frame.published, told)
    return told if kind is TimeKind.SAME and mention.first == 0 else None


def _told_last(sentence: Sentence, frame: Frame) -> Period | None:
    """The day told last before a sentence: that of an act, or of none."""
    after = frame.days_passage.index if frame.days_passage is not None else -1
    if frame.bare_days and frame.bare_days[-1][0].index > after:
        passage, days = frame.bare_days[-1]
        return days if sentence.passage.paragraph - passage.paragraph <= NEXT else None
    return frame.day(sentence.passage)


def _has_been(days: Period, published: Period) -> bool:
    """Whether a time is a day or a few, or a month, before that of publication: "for ti år siden"."""
    near = days.days <= LONG and days.earliest < published.earliest
    return near or (days.days <= _MONTH and days.latest < published.earliest)


def is_of_the_news(days: Period, published: Period) -> bool:
    """Whether a day lies before that of publication, by so little that it is news."""
    old = (published.earliest - days.earliest).days
    return days.days <= LONG and 0 < old <= NEWS


def bare_day(draft: Draft, frame: Frame, since: int = -1) -> Period | None:
    """The day told last before an act, in its paragraph; below it for a headline.

    Only one that is told after the passage `since`.
    """
    here = draft.sentence.passage
    split = bisect_left(frame.bare_days, here.index, key=lambda told: told[0].index)
    if split and frame.bare_days[split - 1][0].paragraph == here.paragraph:
        told, days = frame.bare_days[split - 1]
        return days if told.index > since else None
    if here.role in HEADS and split < len(frame.bare_days):
        below, days = frame.bare_days[split]
        fresh = frame.published is not None and is_of_the_news(days, frame.published)
        return days if fresh and below.paragraph - here.paragraph <= NEXT else None
    return None


def day_of_the_story(draft: Draft, frame: Frame, before: int) -> Period | None:
    """The day that the top of an article tells before any act is dated, for what is told around it.

    "Ni døde i Atacames. Drapsmennene kom på motorsykler søndag": `before` is the first passage
    with a dated act.
    """
    published, here = frame.published, draft.sentence.passage
    days_told = [row for row in frame.bare_days if row[1].days <= LONG]  # no months
    news = (row for row in days_told if published and is_of_the_news(row[1], published))
    first = next(news, None) or next(iter(days_told), None)  # "lørdag for fire uker siden"
    if first is None:
        return None
    told, days = first
    top = told.paragraph <= _TOP and told.index < before
    return days if top and abs(here.paragraph - told.paragraph) <= _NEAR else None
