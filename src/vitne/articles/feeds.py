"""Finds the entries of a live report that begin with a bare time of day: "18.52 Skudd høres."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.articles.lines import Line

_STAMP = re.compile(r"(?:[01]?[0-9]|2[0-4])[.:][0-5][0-9](?=\s)")
_OPENS = "\"'“”«»–-"
_LEAST = 3  # lines that begin so: one alone is a sentence, or a row of a timetable


def stamps(text: str, lines: Sequence[Line]) -> dict[int, int]:
    """Where the entries begin behind their times, by where the lines do; none in other reports.

    "18.52 That is all from us." has one; "18.52 millioner" goes on with no capital.
    """
    found: dict[int, int] = {}
    for line in lines:
        stamp = _STAMP.match(text, line.start, line.end)
        if stamp is None:
            continue
        rest = text[stamp.end() : line.end].lstrip()
        if rest and (rest[0].isupper() or rest[0] in _OPENS):
            found[line.start] = line.end - len(rest)
    return found if len(found) >= _LEAST else {}
