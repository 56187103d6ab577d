"""Prints a reading for a person: each sentence once, with its claims below it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from vitne.cli import fields, words
from vitne.cli.exits import printable
from vitne.cli.page import Page, stdout
from vitne.model import Article, Claim, Passage, Reading, Role
from vitne.packs.language import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

__all__ = ["Report", "stdout"]

BACKGROUND = "background"
_INDENT = 5
_NOTHING_MORE = "a number that counts nobody harmed"  # what the list is called already
_NAMED_ROLES = {
    Role.HEADLINE: "headline",
    Role.SUBHEADING: "subheading",
    Role.CAPTION: "caption",
    Role.FACT: "fact box",
}


class Report:
    """The report of `vitne read`, article by article."""

    def __init__(self, console: Console) -> None:
        self.page = Page(console)
        self._decoder = msgspec.json.Decoder(Reading)
        self._first = True

    def write(self, reading: bytes) -> None:
        """Print one reading, given as JSON."""
        self.show(self._decoder.decode(reading))

    def finish(self) -> None:
        """Print nothing more."""

    def show(self, reading: Reading) -> None:
        """Print one reading."""
        if not self._first:
            self.page.line()
        self._first = False
        claims = [claim for claim in reading.claims if claim.kind != BACKGROUND]
        head(self.page, reading, claims)
        numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
        for index, group in groupby(claims, key=lambda claim: claim.passage):
            self._passage(reading.article, reading.passages[index], list(group), numbers)
        self._background(reading)

    def _passage(
        self, article: Article, passage: Passage, claims: Sequence[Claim], numbers: dict[str, int]
    ) -> None:
        page = self.page
        page.line()
        if passage.role in _NAMED_ROLES:
            page.line(f"│ {_NAMED_ROLES[passage.role]}:", "faint")
        page.sentence(fields.lit(article, passage, claims))
        for claim in claims:
            first = f"{f'[{numbers[claim.id]}]':<{_INDENT}}"
            indent = " " * _INDENT
            page.paragraph(fields.heading(claim, numbers), indent=indent, first=first)
            for label, value in fields.fields(claim, article):
                page.field(label, value, indent=_INDENT)

    def _background(self, reading: Reading) -> None:
        rows = [claim for claim in reading.claims if claim.kind == BACKGROUND]
        if not rows:
            return
        self.page.line()
        self.page.line("Numbers that count nobody harmed:", "faint")
        for claim in rows:
            said = "".join(f" · {printable(r)}" for r in claim.reasons if r != _NOTHING_MORE)
            self.page.paragraph(
                f"{words.quoted(claim.text)}{said}", indent="       ", first="     "
            )


def head(page: Page, reading: Reading, claims: Sequence[Claim]) -> None:
    """Print what an article is, and how many claims of each kind it makes."""
    article = reading.article
    page.rule()
    page.paragraph(printable(article.title or "(no headline)"))
    known = [
        printable(article.publisher or "publisher not known"),
        words.published(article),
        f"language {printable(article.language)}",
    ]
    page.paragraph(" · ".join(known))
    kinds = Counter(claim.kind for claim in claims)
    counted = ", ".join(words.ENGLISH.count(kind, number) for kind, number in kinds.most_common())
    page.paragraph(f"{article.file}: {counted or _nothing(reading)}")
    page.rule()


def _nothing(reading: Reading) -> str:
    """Why a reading has no claims."""
    if reading.passages or reading.article.language not in languages():
        return "no claims"
    return "no claims; too little in it tells of armed conflict"
