"""Finds the time expressions of a passage and reads them against the publication date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.numerals import DIGITS
from vitne.mentions.periods import Frame, period
from vitne.mentions.slots import Walker
from vitne.mentions.stretches import run, shift
from vitne.mentions.years import Years
from vitne.model import RUNS, Kind, Mention, TimeKind, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.mentions.slots import Bound
    from vitne.model import Passage, Period
    from vitne.packs.calendar import Calendar

_UNLESS_REACH = 4  # tokens: "skal hæren ha drept to mandag" tells of the past
_CUE_REACH = 8


def find_times(
    passage: Passage, published: Period | None, words: Calendar, years: Years | None = None
) -> list[Mention]:
    """Find the time expressions of a passage, left to right and without overlap.

    `years` keeps the year told in the passages before.

    "Kampene brøt ut natt til lørdag" published on 2016-04-03 gives one: 2016-04-01/2016-04-02.
    """
    starters = words.starters
    lows = [token.low for token in passage.tokens]
    starts = [i for i, low in enumerate(lows) if low in starters or low[0] in DIGITS]
    if not starts:
        return []
    walker, years = Walker(passage.tokens, lows, words), years or Years()
    mentions: list[Mention] = []
    done = 0
    for at in starts:
        seconds = starters.get(lows[at])
        if at < done or (seconds is not None and not _goes_on(lows, at + 1, seconds)):
            continue
        found = walker.longest(at, words.outer)
        if found is None:
            continue
        done, bound = found
        frame = Frame(
            published, _future(lows, at, done, words), years.told(passage), years.month, years.year
        )
        when = _when(bound, frame)
        years.note(bound, when.period, passage)
        first, last = passage.tokens[at], passage.tokens[done - 1]
        mentions.append(Mention(Kind.TIME, first.start, last.end, at, done, bound.rules, when=when))
    return mentions


def _goes_on(lows: Sequence[str], at: int, seconds: frozenset[str]) -> bool:
    return at < len(lows) and (lows[at] in seconds or lows[at][0] in DIGITS)


def _when(bound: Bound, frame: Frame) -> When:
    kind = bound.entry.kind
    if kind is TimeKind.SHIFT:
        return When(kind, period(bound, frame), shift(bound))
    if kind in RUNS:
        return When(kind, shift=run(bound))
    start = period(bound.times[0], frame) if kind is TimeKind.SINCE and bound.times else None
    return When(kind, period(bound, frame), start=start)


def _future(lows: Sequence[str], first: int, end: int, words: Calendar) -> bool:
    """Whether the words before an expression, or the one after it, speak of the future."""
    cues, unless = words.future.cues, words.future.unless
    if cues.isdisjoint(lows[max(0, first - _CUE_REACH) : first]) and (
        end >= len(lows) or lows[end] not in cues
    ):
        return False
    for at in (*range(max(0, first - _CUE_REACH), first), end):
        if at < len(lows) and lows[at] in cues:
            last = first if at < first else len(lows)
            return unless.isdisjoint(lows[at + 1 : min(last, at + 1 + _UNLESS_REACH)])
    return False
