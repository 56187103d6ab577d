"""Finds the day of a report in a line above or below it that no word of layout opens."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from vitne.articles.dates import period_of
from vitne.articles.lines import Line, is_closed, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Period
    from vitne.packs.conventions import Conventions

_TOP, _END = 6, 2  # lines above the report, and below it
_WORDS = 14  # "Kommuniké nr. 4, utsendt fra Dakar onsdag den 17. august 2016 kl. 12.30"
_BEHIND = 16  # signs of a time of day, a bracket or an agency behind the day


def loose_day(text: str, lines: Sequence[Line], conventions: Conventions) -> Period | None:
    """The day that closes a short line, where nothing else dates a report: "Kommuniké af 17. august 2016".

    None where the report tells of a later day, which that one is older than.
    """
    for line in chain(_above(text, lines), reversed(lines[-_END:])):
        found = _closing_day(text, line, conventions)
        if found is not None:
            return None if _is_past(text, found, conventions) else found
    return None


def _above(text: str, lines: Sequence[Line]) -> Iterable[Line]:
    """The first lines, down to the first paragraph."""
    for line in lines[:_TOP]:
        if words(text, line) > _WORDS and is_closed(text, line):
            return
        yield line


def _closing_day(text: str, line: Line, conventions: Conventions) -> Period | None:
    """The day told last in a line that is no sentence, or the month of an issue."""
    if words(text, line) > _WORDS or text[line.end - 1] in ".!?":
        return None
    told = list(conventions.date.finditer(text, line.start, line.end))
    if not told or line.end - told[-1].end() > _BEHIND:
        return None
    last = told[-1]
    found = period_of(last, conventions.months)
    issue = any(sign.isdigit() for sign in text[line.start : last.start()])  # "nr. 8, august 2016"
    return found if found is not None and (found.days == 1 or issue) else None


def _is_past(text: str, found: Period, conventions: Conventions) -> bool:
    """Whether a text tells of a day later than one."""
    told = (period_of(match, conventions.months) for match in conventions.date.finditer(text))
    return any(days is not None and days.earliest > found.latest for days in told)
