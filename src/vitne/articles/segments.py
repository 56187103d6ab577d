"""Gives every stretch of an article its role, and keeps the dates found on the way."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from vitne.articles import masthead
from vitne.articles.captions import pictures
from vitne.articles.datelines import dateline_of
from vitne.articles.dates import period_of
from vitne.articles.feeds import stamps
from vitne.articles.layout import Layout
from vitne.articles.lines import (
    Line,
    between_bars,
    is_closed,
    is_heading,
    is_headline,
    trimmed,
    words,
)
from vitne.model import Role
from vitne.packs.conventions import head
from vitne.packs.folding import lowered

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from vitne.packs.conventions import Conventions

_HEADER_WORDS = 14  # "Publisert onsdag 28. oktober 2020 kl. 18.42 | Oppdatert …"
_UNDATED_HEADER_WORDS = 6  # "Publisert for tre timer siden"
_LABEL_WORDS = 3  # "Pressemelding nr. 14"
_OUTLET_WORDS = 6  # "Utsyn. Månedsbrev om Balkan"
_HEADED = 2  # lines that a masthead and a headline take
_BYLINE_WORDS = 9
_AGENCY_SIGNS = 60
_BRACKETS = {"(": ")", "[": "]"}
_BRACKETED_SIGNS = 60  # "(Publisert onsdag 28. oktober 2020 kl. 18.42)"
_PROMO_LINES, _PROMO_WORDS = 4, 25  # of one promotion, as under "Nyhetstips"
_KICKER_LETTERS = 3
_MARKED = (Role.CAPTION, Role.CREDIT, Role.PLAYER)


class Reader:
    """Walks once through the lines of a text; made for one text and thrown away."""

    def __init__(self, text: str, lines: Sequence[Line], conventions: Conventions) -> None:
        self.text, self.lines, self.conventions = text, lines, conventions
        self.layout = Layout([], {})
        self.spaced = any(line.gap for line in lines[1:])  # empty lines part the paragraphs
        self.opening = True  # no paragraph has been read yet
        self.box = False  # inside a fact box
        self.fresh_box = False  # directly below the heading of one
        self.promo = 0  # how many more lines of this block belong to a promotion
        self.stamps = stamps(text, lines)  # of the entries of a live report
        self.low = lowered(text)
        told = [rows for word, rows in conventions.players.items() if word in self.low]
        self.debris = [player for rows in told for player in rows if player in self.low]

    def read(self, publisher: str | None, title: str | None) -> Layout:
        """Give each line its role."""
        roles = masthead.find(self, publisher, title)
        for at, line in enumerate(self.lines):
            role = roles.get(at)
            if role is not None:
                self._headed(line, role)
            elif line.hint is None or not self._marked(line, line.hint):
                self._plain(at, line)
        return self.layout

    def add(self, role: Role, start: int, end: int) -> None:
        """Add a part, leaving out white space at its edges."""
        start, end = trimmed(self.text, start, end)
        if start < end:
            self.layout.parts.append((role, start, end))

    def open(self, line: Line) -> re.Match[str] | None:
        """What the line starts with, if it is a word of layout."""
        start, text = line.start, self.text
        if text[start] in _BRACKETS and text[line.end - 1] == _BRACKETS[text[start]]:
            return self._bracketed(line)
        if (
            head(self.low, start) in self.conventions.heads
            or text[start].isdigit()
            or (text[start].isupper() and text[start + 1 : start + 2].isupper())
        ):
            return self.conventions.opener.match(text, start, line.end)
        return None

    def _bracketed(self, line: Line) -> re.Match[str] | None:
        """What a line in brackets starts with: "(Publisert 27.12.2017)" dates the article."""
        if line.end - line.start > _BRACKETED_SIGNS:
            return None
        inner = self.conventions.opener.match(self.text, line.start + 1, line.end - 1)
        dated = inner is not None and inner.lastgroup in ("published", "updated")
        return inner if dated else None

    def tells_publication(self, line: Line) -> bool:
        """Whether a line is a dateline, or has a part that tells the date, whatever word opens it."""
        found = dateline_of(self.text, line, self.conventions)
        whole = found is not None and found.end == line.end and found.date_end > found.date_start
        return whole or self.dated_part(line) is not line

    def dated(self, line: Line, opened: re.Match[str] | None) -> tuple[Line, re.Match[str] | None]:
        """The part of a line that dates it, and what that starts with; `opened` is what the line does.

        A word of layout is kept to, but one that may head a box of facts too: "Bakgrunn | 18. mars 2009".
        """
        if opened is not None and opened.lastgroup != "fact":
            return line, opened
        part = self.dated_part(line)
        return part, self.open(part)

    def dated_part(self, line: Line) -> Line:
        """The part between bars, or behind a label, that tells the date.

        "UTENRIKS | Publisert: 28. januar 2025"; "Pressemelding, torsdag 12. mars 2009, kl. 13.00".
        Not of a paragraph: "QUETTA (AP) — Aug. 27, 2024 — Gunmen stopped a bus …".
        """
        if words(self.text, line) > _HEADER_WORDS or self._tells_date(line):
            return line
        bars = list(between_bars(self.text, line))
        if dateline_of(self.text, line, self.conventions) is None:
            bars.append(line)
        parts = chain(bars, chain.from_iterable(map(self._behind_label, bars)))
        return next((part for part in parts if self._tells_date(part)), line)

    def _behind_label(self, line: Line) -> Iterator[Line]:
        """What stands behind a word or two and a comma, or in brackets: "Pressemelding, torsdag 12. mars 2009".

        Above the headline an outlet's name may be longer, and the day left out: "Utsyn. Månedsbrev om
        Balkan, mai 2015". Where no headline follows, "Slaget om Kyiv, mars 2022" is one itself.
        """
        above, text = self._is_above_headline(line), self.text
        most = _OUTLET_WORDS if above else _LABEL_WORDS
        firsts = {text.find(mark, line.start, line.end) for mark in (",", ": ")}
        lasts = {text.rfind(mark, line.start, line.end) for mark in (",", "(")}
        for at in sorted((firsts | lasts) - {-1}):
            start, end = trimmed(text, at + 1, line.end - (text[at] == "("))
            brief = words(text, Line(line.start, at, gap=False)) <= most
            if start < end and brief and (above or self._tells_day(start, end)):
                yield Line(start, end, gap=False)

    def _tells_day(self, start: int, end: int) -> bool:
        """Whether a stretch tells a day or the time of one; a month is not enough."""
        match = self.conventions.date.search(self.text, start, end)
        period = match and period_of(match, self.conventions.months)
        return not period or period.earliest == period.latest

    def _is_above_headline(self, line: Line) -> bool:
        """Whether a line opens the text, and a line that can be its headline stands apart below."""
        if line.start != self.lines[0].start or len(self.lines) <= _HEADED:
            return False
        below = self.lines[1]
        return below.gap and is_headline(self.text, below) and self.open(below) is None

    def _tells_date(self, line: Line) -> bool:
        opened = self.open(line)
        if opened is not None and opened.lastgroup in ("published", "updated"):
            return True
        return self.conventions.bare_date.fullmatch(self.text, line.start, line.end) is not None

    def date_in(self, start: int, end: int, kind: str) -> int | None:
        """Keep the first date in a stretch under `kind`; returns where it ends."""
        match = self.conventions.date.search(self.text, start, end)
        return match.end() if match and self._keep_date(match, kind) else None

    def _keep_date(self, match: re.Match[str], kind: str) -> bool:
        """Keep the date of a match under `kind`, unless one is kept; False where the calendar has none."""
        found = period_of(match, self.conventions.months)
        if found:
            self.layout.dates.setdefault(kind, found)
        return found is not None

    def is_publication_line(self, line: Line, opened: re.Match[str]) -> bool:
        """Whether "Publisert" or "Oppdatert" begins a line of that kind, not a sentence."""
        text, behind, count = self.text, opened.end(), words(self.text, line)
        if self.conventions.date.search(text, behind, line.end) is not None:
            return count <= _HEADER_WORDS
        if count > _UNDATED_HEADER_WORDS or is_closed(text, line):
            return False
        named = text.startswith(":", behind) or behind == line.end
        return named or any(sign.isdigit() for sign in text[behind : line.end])

    def _headed(self, line: Line, role: Role) -> None:
        if role is Role.HEADER:
            self._header(line, self.open(line))
        else:
            self.add(role, line.start, line.end)

    def _header(self, line: Line, opened: re.Match[str] | None) -> None:
        self.add(Role.HEADER, line.start, line.end)
        line, opened = self.dated(line, opened)
        kind = opened.lastgroup if opened else None
        start = opened.end() if opened else line.start
        known = kind if kind in ("datefield", "published", "updated") else "bare"
        if known != "bare":
            self.date_in(start, line.end, known)
        elif self.conventions.bare_date.fullmatch(self.text, start, line.end):
            *_, last = self.conventions.date.finditer(self.text, start, line.end)
            self._keep_date(last, known)

    def _marked(self, line: Line, hint: Role) -> bool:
        """Follow the markup of a page; False leaves the line to its words."""
        if hint is Role.HEADER:
            self._header(line, self.open(line))
        elif hint in _MARKED:
            parts = pictures(self.text, self.low, line, self.conventions)
            self.layout.parts += parts or [(hint, line.start, line.end)]
        elif hint is Role.SUBHEADING:
            opened = self.open(line)
            if opened and opened.lastgroup in ("fact", "promo", "alone"):
                return False
            self.box = False
            self.add(hint, line.start, line.end)
        else:
            self.add(hint, line.start, line.end)
        return True

    def _plain(self, at: int, line: Line) -> None:
        opened = self.open(line)
        if self.promo and not line.gap and words(self.text, line) <= _PROMO_WORDS:
            self.promo -= 1
            self.add(Role.PROMO, line.start, line.end)
            return
        self.promo = 0
        if (stamp := self.stamps.get(line.start)) is not None:
            self.add(Role.STAMP, line.start, stamp)
            self._body(at, Line(stamp, line.end, gap=False))
            return
        if opened and self._opened(at, line, opened):
            return
        if self.opening and self._dateline(line):
            return
        self._body(at, line)

    def _opened(self, at: int, line: Line, opened: re.Match[str]) -> bool:
        """Treat a line by what it starts with; False if it is prose after all."""
        match opened.lastgroup:
            case "promo" | "alone" as kind:
                closed = is_closed(self.text, line) and self.text[line.end - 1] != ":"
                ends = kind == "alone" or closed or not self.spaced
                self.promo = 0 if ends else _PROMO_LINES
                self.add(Role.PROMO, line.start, line.end)
            case "clock":
                self.add(Role.STAMP, line.start, opened.end())
                if opened.end() < line.end:
                    self._body(at, Line(opened.end(), line.end, gap=False))
            case "fact":
                return self._fact(line, opened)
            case "byline":
                return self._byline(line, opened)
            case "published" | "updated":
                if not self.is_publication_line(line, opened):
                    return False
                self._header(line, opened)
            case "kicker":
                return self._kicker(line, opened)
            case "credit" | "player":
                return self._pictures(line)
            case _:
                return False
        return True

    def _fact(self, line: Line, opened: re.Match[str]) -> bool:
        if self.opening and self.tells_publication(line):
            return False  # "Bakgrunn, onsdag 18. mars 2009"
        inline = self.text.startswith(":", opened.end())
        heading = is_heading(self.text, line) or opened.end() >= line.end - 1
        if not inline and not heading:
            return False
        self.box = self.fresh_box = heading
        self.add(Role.FACT, line.start, line.end)
        return True

    def _byline(self, line: Line, opened: re.Match[str]) -> bool:
        named = self.text[opened.end() : line.end].lstrip(" :").split()
        if len(named) > _BYLINE_WORDS or is_closed(self.text, line):
            return False
        capitals = sum(word[0].isupper() or "@" in word for word in named)
        nameless = not named and " " in opened.group()  # "From our own correspondent"
        if not nameless and (not named or capitals * 2 < len(named)):
            return False
        self.add(Role.BYLINE, line.start, line.end)
        return True

    def _kicker(self, line: Line, opened: re.Match[str]) -> bool:
        label = opened.group().rstrip(": ")
        if label in self.conventions.acronyms or len(label) < _KICKER_LETTERS:
            return self._pictures(line) if self._has_marks(line) else False
        return self._pictures(line)

    def _has_marks(self, line: Line) -> bool:
        """Whether a credit or the debris of a player stands in a line."""
        low, start, end = self.low, line.start, line.end
        colon = low.find(":", start, end)
        while colon >= 0:
            if low.endswith(self.conventions.credits, start, colon - (low[colon - 1] == " ")):
                return True
            colon = low.find(":", colon + 1, end)
        return bool(self.debris) and any(low.find(p, start, end) >= 0 for p in self.debris)

    def _pictures(self, line: Line) -> bool:
        parts = pictures(self.text, self.low, line, self.conventions)
        self.layout.parts += parts or ()
        return parts is not None

    def _dateline(self, line: Line) -> bool:
        found = dateline_of(self.text, line, self.conventions)
        if found is None:
            return False
        self.date_in(found.date_start, found.date_end, "dateline")
        self.add(Role.DATELINE, line.start, found.end)
        if found.end < line.end:
            self._body(0, Line(found.end, line.end, gap=False))
        return True

    def _body(self, at: int, line: Line) -> None:
        """A heading, picture text, or a paragraph with the agency's credit behind it."""
        if self._has_marks(line) and self._pictures(line):
            return
        until = self._agency(line)
        if until > line.start:
            rest = Line(line.start, until, line.gap)
            self._prose(at, rest, cut=until < line.end)
        behind = Line(until, line.end, gap=False)
        if until < line.end and (opened := self.open(behind)) is not None:
            self._header(behind, opened)
        elif until < line.end:
            self.add(Role.AGENCY, until, line.end)

    def _prose(self, at: int, line: Line, *, cut: bool) -> None:
        heading = not cut and is_heading(self.text, line) and self._heads(at, line)
        if heading and not self.fresh_box:
            self.box = False
            self.add(Role.SUBHEADING, line.start, line.end)
            return
        self.fresh_box = False
        self.opening = self.opening and is_heading(self.text, line)  # a byline of unknown words
        self.add(Role.FACT if self.box else Role.PARAGRAPH, line.start, line.end)

    def _heads(self, at: int, line: Line) -> bool:
        """Whether something stands below a short line, and it is no row of a list."""
        own = self.lines[at].start
        if at + 1 >= len(self.lines) or line.start not in (own, self.stamps.get(own)):
            return False
        after = self.lines[at + 1]
        if after.hint in (Role.SUBHEADING, Role.PROMO) or not is_heading(self.text, after):
            return True
        return line.gap and after.gap and self.opening

    def _agency(self, line: Line) -> int:
        """Where the agency's credit or the date at the end of a line begins, or the line's end."""
        text, end = self.text, line.end
        last = text[end - 1]
        if last in ").":
            start = text.rfind("(", max(line.start, end - _AGENCY_SIGNS), end)
        elif last == "/":
            start = text.find("/", max(line.start, end - _AGENCY_SIGNS), end)
        else:
            start = line.start if text[line.start] == "©" else -1
        if start < 0 or not (
            self.conventions.agency.fullmatch(text, start, end)
            or (text[start] in _BRACKETS and self._bracketed(Line(start, end, gap=False)))
        ):
            return end
        return start
