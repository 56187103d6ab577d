"""Cuts a text into the lines that get a role; a paragraph wrapped at column 72 is one line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Role

# Every sign that ends a line, so that "\r\n" stays as it stands and offsets stay true.
_LINE = re.compile(r"\S[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*+")
_PART = re.compile(r"[^|•·]++")
_DASHED = re.compile(
    r"[^\s–—-](?:(?!\s[–—-]\s)[^\n])*+"
)  # between dashes with a space on both sides
_NAME_WORDS = 3  # of the name of an outlet or a section beside a date
_CREDITED = re.compile(r"[.!?…][\"'”’»]?\s\([^()\n]{2,40}\)\Z")  # "… innbyggere. (NTB)"
_CLOSING = "\"'”’»)]*_ \xa0"
_STOPS = ".!?…:;,"
_WRAP_WIDTHS = range(45, 110)  # lengths of the full lines of a wrapped paragraph
_HEADING_WORDS, _HEADING_SIGNS = 10, 80
_HEADLINE_WORDS, _HEADLINE_SIGNS = 30, 220
_LONG_LINE = 40
_ITEMS = ("- ", "– ", "* ", "• ", "· ")  # what a line of a list, or of talk, begins with
_LISTED = 2  # such lines in a block, which is then no paragraph wrapped at a column
_BLANKS = dict.fromkeys(map(ord, " \t\xa0\u2002\u2003\u2009\u202f\u3000"))


class Line(msgspec.Struct):
    """A stretch of text without leading or trailing white space."""

    start: int
    end: int
    gap: bool  # an empty line stands before it
    hint: Role | None = None  # what the markup says it is
    rest: bool = False  # stands behind a date field on the same line


def cut(text: str) -> list[Line]:
    """Cut a text into lines that are not empty; "\\r\\n", tabs and wrapped lines keep offsets."""
    lines: list[Line] = []
    before, gaps = 0, True
    for match in _LINE.finditer(text):
        start, end = match.span()
        if text[end - 1].isspace():
            end = start + len(text[start:end].rstrip())
        between = text[before:start]
        gap = between == "\n\n" or not lines or _is_gap(between)
        lines.append(Line(start, end, gap))
        before, gaps = end, gaps and gap
    return lines if gaps else _unwrap(text, lines)


def _is_gap(between: str) -> bool:
    ends = between.replace("\r\n", "\n").translate(_BLANKS)
    return len(ends) > 1 or "\u2029" in ends


def _unwrap(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines of each wrapped paragraph."""
    joined: list[Line] = []
    block: list[Line] = []
    for line in lines:
        if line.gap and block:
            joined += _unwrap_block(text, block)
            block = []
        block.append(line)
    return joined + _unwrap_block(text, block)


def _unwrap_block(text: str, block: list[Line]) -> list[Line]:
    if len(block) < 2:
        return block
    full = block[:-1]
    listed = sum(text.startswith(_ITEMS, line.start) for line in block)
    if (
        listed < _LISTED
        and all(line.end - line.start in _WRAP_WIDTHS for line in full)
        and any(not is_closed(text, line) for line in full)
    ):
        return [Line(block[0].start, block[-1].end, block[0].gap)]
    joined = [block[0]]
    for before, line in pairwise(block):
        last = joined[-1]
        goes_on = text[line.start].islower() and before.end - before.start >= _LONG_LINE
        if goes_on and not is_closed(text, before):
            last.end = line.end
        else:
            joined.append(line)
    return joined


def is_closed(text: str, line: Line) -> bool:
    """Whether a line ends like a sentence: "Moskva nekter." does, "To soldater såret" does not."""
    end = line.end
    if text[end - 1] == ")" and _CREDITED.search(text, line.start, end):
        return True
    while end > line.start and text[end - 1] in _CLOSING:
        end -= 1
    return end > line.start and text[end - 1] in _STOPS


def is_heading(text: str, line: Line) -> bool:
    """Whether a line has the form of a crosshead: short, no full stop ("Usikre tapstall")."""
    start, end = line.start, line.end
    if end - start > _HEADING_SIGNS or text.count(" ", start, end) >= _HEADING_WORDS:
        return False
    return _opens(text[start]) and (not is_closed(text, line) or text[end - 1] == "?")


def is_headline(text: str, line: Line) -> bool:
    """Whether a line has the form of a headline, which may be longer than a crosshead."""
    start, end = line.start, line.end
    if end - start > _HEADLINE_SIGNS or text.count(" ", start, end) >= _HEADLINE_WORDS:
        return False
    return not is_closed(text, line) or text[end - 1] in "?!"


def words(text: str, line: Line) -> int:
    """How many words a line has."""
    return len(text[line.start : line.end].split())


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def between_bars(text: str, line: Line) -> Iterator[Line]:
    """The parts of a short line with bars: "UTENRIKS | Publisert: 28. januar 2025 | 19.07".

    Dashes are bars too where all parts but one are as short as a name: "Utenriks – 28. januar 2025".
    """
    if line.end - line.start > _HEADLINE_SIGNS:
        return
    rows = [_parts(text, line, bar) for bar in (_PART, _DASHED)]
    if sum(words(text, part) > _NAME_WORDS for part in rows[1]) > 1:
        del rows[1]
    for parts in rows:
        yield from (part for part in parts if part.end - part.start < line.end - line.start)


def _parts(text: str, line: Line, bar: re.Pattern[str]) -> list[Line]:
    spans = [trimmed(text, *match.span()) for match in bar.finditer(text, line.start, line.end)]
    return [Line(start, end, gap=False) for start, end in spans if start < end]


def _opens(sign: str) -> bool:
    """Whether a crosshead can begin with this sign; a list item's dash or bullet is none."""
    return sign.isupper() or sign.isdigit() or sign in "«\"“”'¿¡–—"
