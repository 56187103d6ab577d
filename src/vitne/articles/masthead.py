"""Finds what stands above an article's first paragraph: masthead, publication line, headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.articles.datelines import dateline_of
from vitne.articles.lines import Line, is_heading, is_headline, words
from vitne.model import Role

if TYPE_CHECKING:
    import re

    from vitne.articles.segments import Reader

_TOP = 8  # lines among which the headline is sought
_SECTION_WORDS = 3  # "utenriks", "Fjordposten kultur"
_NAME_WORDS = 2  # a masthead without a date: "Nordposten", "Utenriks"
_MASTHEAD_WORDS = 6  # above a date: "Sørvesten – nyheter fra kysten"
_HEADLINE_LEAST = 4  # words of a headline that a section name may stand above
_LAYOUT = ("datefield", "published", "updated")
_SKIPPED = ("promo", "alone", "byline", "player")


def find(reader: Reader, publisher: str | None, title: str | None) -> dict[int, Role]:
    """Tell header lines and the headline among the first lines of an article.

    "Nordposten / Utenriks / Publisert: 27.12.2017 19:40 / Fanger utvekslet øst i Ukraina" is
    three header lines and a headline.

    Returns:
        The role of each line that is one or the other, by its number; the others are left to
        their words.
    """
    _split_date_field(reader)
    top = _Top(reader, publisher, title)
    return top.roles()


def _split_date_field(reader: Reader) -> None:
    """Make two lines of " date 2020-10 Militære styrker …"; only the first is a header."""
    if not reader.lines:
        return
    line = reader.lines[0]
    opened = reader.open(line)
    if opened is None or opened.lastgroup != "datefield":
        return
    match = reader.conventions.date.search(reader.text, opened.end(), line.end)
    if match is None or match.start() > opened.end() + 1:
        return
    field = Line(line.start, match.end(), line.gap)
    rest = match.end()
    while rest < line.end and reader.text[rest].isspace():
        rest += 1
    after = [Line(rest, line.end, gap=True, rest=True)] if rest < line.end else []
    reader.lines = [field, *after, *reader.lines[1:]]


class _Top:
    """The first lines of one article, and what each can be."""

    def __init__(self, reader: Reader, publisher: str | None, title: str | None) -> None:
        self.reader, self.text = reader, reader.text
        self.lines = reader.lines[:_TOP]
        self.publisher, self.title = _folded(publisher), _folded(title)
        self.kinds: list[str] = []
        for line in self.lines:
            self.kinds.append(self._kind(line))
            if self.kinds[-1] == "end":
                break  # a paragraph: what comes below is not above the article
        self.candidates = [at for at, kind in enumerate(self.kinds) if kind == "text"]

    def _kind(self, line: Line) -> str:
        """What a line is above the article: a header, debris, a candidate, or its end."""
        if line.hint is Role.HEADLINE:
            return "title"
        if line.hint is not None:
            return "skip"
        known = (self.title, self.publisher) != (None, None)
        said = _folded(self.text[line.start : line.end]) if known else ""
        if said == self.title:
            return "title"
        opened = self.reader.open(line)
        kind = opened.lastgroup if opened else None
        if said == self.publisher:
            return "name"
        if self._is_date(line, opened):
            return "date"
        if kind in _SKIPPED or self._is_dateline(line):
            return "skip"
        return "text" if is_headline(self.text, line) else "end"

    def _is_date(self, line: Line, opened: re.Match[str] | None) -> bool:
        line, opened = self.reader.dated(line, opened)
        if opened is not None and opened.lastgroup in _LAYOUT:
            return opened.lastgroup == "datefield" or self.reader.is_publication_line(line, opened)
        bare = self.reader.conventions.bare_date.fullmatch(self.text, line.start, line.end)
        return bare is not None

    def _is_dateline(self, line: Line) -> bool:
        found = dateline_of(self.text, line, self.reader.conventions)
        return found is not None and found.end == line.end

    def roles(self) -> dict[int, Role]:
        """The roles of the header lines and the headline."""
        headline = self._headline()
        roles: dict[int, Role] = {}
        for at, kind in enumerate(self.kinds):
            before = headline is not None and at < headline
            if at == headline:
                roles[at] = Role.HEADLINE
            elif kind in ("date", "name") or (before and kind == "text"):
                roles[at] = Role.HEADER
        self._keep_publisher(roles, headline)
        return roles

    def _headline(self) -> int | None:
        if "title" in self.kinds:
            return self.kinds.index("title")
        if not self.candidates:
            return None
        for at, following in zip(self.candidates, [*self.candidates[1:], None], strict=False):
            if not self._is_name(at, following):
                return at if at + 1 < len(self.reader.lines) else None
        return None

    def _is_name(self, at: int, following: int | None) -> bool:
        """Whether a line is the name of an outlet or a section, and the headline comes later."""
        if following is None:
            return False
        line, after = self.lines[at], self.lines[following]
        count, below = words(self.text, line), words(self.text, after)
        if line.rest:
            return count <= _SECTION_WORDS and is_headline(self.text, after)
        if self._is_dated_block(at):
            return count <= _MASTHEAD_WORDS
        return count <= _NAME_WORDS and below >= _HEADLINE_LEAST and is_heading(self.text, line)

    def _is_dated_block(self, at: int) -> bool:
        """Whether a publication line follows without an empty line between."""
        for below in range(at + 1, len(self.kinds)):
            if self.lines[below].gap or self.kinds[below] == "end":
                return False
            if self.kinds[below] == "date":
                return True
        return False

    def _keep_publisher(self, roles: dict[int, Role], headline: int | None) -> None:
        """Take the outlet's name from the first line of a masthead that a date closes."""
        if not self.lines or roles.get(0) is not Role.HEADER or self.kinds[0] != "text":
            return
        if headline != 0 and self._is_dated_block(0):
            name = self.text[self.lines[0].start : self.lines[0].end]
            for dash in (" – ", " - ", " | "):
                name = name.partition(dash)[0]
            self.reader.layout.publisher = name.strip()


def _folded(words: str | None) -> str | None:
    return " ".join(words.split()).casefold() if words and words.strip() else None
