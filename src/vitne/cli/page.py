"""Lays text out on a terminal or a pipe: rules, paragraphs, fields, lit-up sentences."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from vitne.cli.exits import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST = 120  # columns; longer lines are hard to read
_NARROWEST = 40
_LABEL = 9  # columns of the name of a field
MARKED = ("trigger", "number")  # roles that are pointed at where there is no colour
STYLES = {
    "trigger": "bold yellow",
    "number": "bold red",
    "voice": "cyan",
    "by": "bright_magenta",
    "against": "magenta",
    "place": "green",
    "time": "bright_blue",
    "if": "italic",
    "faint": "dim",
    "title": "bold",
}


class _Console(Console):
    """A console that leaves a closed pipe to the command (see `exits.Exit.CLOSED`)."""

    def on_broken_pipe(self) -> None:
        """Pass the error on."""
        raise BrokenPipeError


def stdout() -> Console:
    """Standard output: coloured on a terminal unless NO_COLOR is set, plain elsewhere."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without "å" still gets the rest
    console = _Console(
        file=sys.stdout, theme=Theme(STYLES), highlight=False, markup=False, emoji=False
    )
    console.width = max(_NARROWEST, min(console.width, WIDEST))
    return console


class Page:
    """A console with the few shapes that the commands print."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.plain = console.color_system is None or console.no_color

    @property
    def width(self) -> int:
        """The columns there are."""
        return self.console.width

    def line(self, text: Text | str = "", style: str = "") -> None:
        """Print one line as it is."""
        row = text if isinstance(text, Text) else Text(printable(text), style)
        self.console.print(row, soft_wrap=True)

    def rule(self) -> None:
        """Print a line across the page."""
        self.line("─" * self.width, "faint")

    def paragraph(self, text: Text | str, *, indent: str = "", first: str | None = None) -> None:
        """Print text wrapped to the page; `first` stands before the first line instead."""
        body = text if isinstance(text, Text) else Text(printable(text))
        lead = indent if first is None else first
        for row in body.wrap(self.console, self.width - cell_len(indent)):
            row.rstrip()
            self.line(Text.assemble(lead, row))
            lead = indent

    def field(self, label: str, value: Text | str, *, indent: int) -> None:
        """Print "label  value" with the value wrapped beside its label, in the label's colour."""
        margin = " " * indent
        value = value if isinstance(value, Text) else Text(printable(value))
        rows = value.wrap(self.console, max(20, self.width - indent - _LABEL))
        lead = Text.assemble(margin, (label.ljust(_LABEL), label if label in STYLES else "faint"))
        for row in rows:
            row.rstrip()
            self.line(Text.assemble(lead, row))
            lead = Text(" " * (indent + _LABEL))

    def sentence(self, text: Text, *, bar: str = "│ ") -> None:
        """Print a sentence behind a bar; where there is no colour, carets point at its words."""
        for row in text.wrap(self.console, self.width - cell_len(bar)):
            row.rstrip()
            self.line(Text.assemble((bar, "faint"), row))
            if self.plain and (carets := _carets(row)):
                self.line(f"{bar}{carets}")

    def columns(self, rows: Iterable[tuple[str, ...]], head: tuple[str, ...]) -> None:
        """Print a table: columns as wide as they need, the last one wrapped."""
        cells = [tuple(map(printable, row)) for row in rows]
        widths = [max(map(cell_len, column)) for column in zip(head, *cells, strict=True)][:-1]
        indent = " " * (sum(widths) + 2 * len(widths))
        for row, style in [(head, "faint"), *((row, "") for row in cells)]:
            first = "".join(_fit(cell, width) for cell, width in zip(row, widths, strict=False))
            body = Text(row[-1] or " ", style)
            if len(indent) > self.width // 2:
                self.line(Text(f"{first}{row[-1]}".rstrip(), style))
            else:
                self._row(Text(first, style), body, indent)

    def _row(self, first: Text, body: Text, indent: str) -> None:
        for row in body.wrap(self.console, self.width - len(indent)):
            line = Text.assemble(first, row)
            line.rstrip()
            self.line(line)
            first = Text(indent)


def _fit(cell: str, width: int) -> str:
    return cell + " " * (width + 2 - cell_len(cell))


def _carets(row: Text) -> str:
    """The line below a row that points at its marked words: "      ^^          ^^^^^"."""
    marks = [" "] * cell_len(row.plain)
    for span in row.spans:
        if span.style in MARKED:
            start, end = cell_len(row.plain[: span.start]), cell_len(row.plain[: span.end])
            marks[start:end] = "^" * (end - start)
    return "".join(marks).rstrip()
