"""Prints what is found in a record as a table, as JSON lines, or as CSV."""

from __future__ import annotations

import csv
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from vitne.cli.exits import say
from vitne.cli.seeking import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vitne.notebooks import columns as notebooks

T = TypeVar("T")

_ANY_WIDTH = 100_000  # columns
TABLE_ROWS = 50  # of a table, where no limit is given
# A spreadsheet would take a text that begins so for a formula, and obey it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Column(msgspec.Struct, Generic[T], frozen=True):
    """One column of a table or of a CSV file, and what stands in it for each row."""

    name: str
    of: Callable[[T], Any]
    whole: bool = False  # never broken over two lines
    share: int = 1  # of the width that is left when the whole columns are set


def as_sheet(columns: Iterable[notebooks.Column[Any]]) -> tuple[Column[Any], ...]:
    """The columns of a CSV file that holds what a table of a notebook does; lists on one line."""
    return tuple(Column(one.name, _on_one_line(one.of)) for one in columns)


def _on_one_line(of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def flat(row: Any) -> Any:
        value = of(row)
        return "; ".join(value) if isinstance(value, list) else value

    return flat


class Listing(msgspec.Struct, Generic[T], frozen=True):
    """How things of one sort are printed; `many` is what they are called."""

    many: str
    key: Callable[[T], str]
    data: Callable[[T], Any]
    sheet: tuple[Column[T], ...]
    table: tuple[Column[T], ...]
    paged: bool = True  # whether the list can go on after a key


def asked(form: Form, limit: int | None) -> int | None:
    """How many rows to ask for: of a table one more than is shown, to know whether there is more."""
    return (limit or TABLE_ROWS) + 1 if form is Form.TABLE else limit


def show(rows: Iterable[T], listing: Listing[T], *, form: Form, limit: int | None = None) -> int:
    """Print rows, and say on standard error where there are none, or more than are shown.

    Returns:
        How many rows there are.
    """
    match form:
        case Form.JSONL:
            count = lines(map(listing.data, rows))
        case Form.CSV:
            head = [column.name for column in listing.sheet]
            count = sheet(head, ([column.of(row) for column in listing.sheet] for row in rows))
        case Form.TABLE:
            count = _table(list(islice(rows, asked(form, limit))), listing, limit or TABLE_ROWS)
    if not count:
        sys.stdout.flush()
        say(f"no {listing.many} found")
    return count


def lines(rows: Iterable[Any]) -> int:
    """Print values as JSON, one a line. Gives how many."""
    out = sys.stdout.buffer
    count = 0
    for row in rows:
        out.write(msgspec.json.encode(row) + b"\n")
        count += 1
    return count


def sheet(head: Sequence[str], rows: Iterable[Iterable[Any]]) -> int:
    """Print rows as CSV (RFC 4180), in UTF-8 whatever the locale. Gives how many.

    A text that a spreadsheet would take for a formula has an apostrophe put before it.
    """
    writer = csv.writer(_Utf8())
    writer.writerow(head)
    count = 0
    for row in rows:
        writer.writerow(map(_cell, row))
        count += 1
    return count


class _Utf8:
    """Standard output as bytes: a locale cannot spoil letters, nor a system the ends of lines."""

    def write(self, text: str) -> None:
        """Write a row."""
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _table(rows: Sequence[T], listing: Listing[T], shown: int) -> int:
    if rows:
        grid(rows[:shown], listing.table)
    if len(rows) > shown:
        sys.stdout.flush()
        further = f"go on with --after {listing.key(rows[shown - 1])}, or " if listing.paged else ""
        say(f"there are more {listing.many}: {further}ask for more with --limit")
    return len(rows)


def grid(rows: Iterable[T], columns: Sequence[Column[T]]) -> None:
    """Print rows in columns, as wide as the page."""
    from rich.table import Table  # noqa: PLC0415 - rich only for a table

    from vitne.cli.exits import printable  # noqa: PLC0415
    from vitne.cli.page import stdout  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="faint", padding=(0, 2, 0, 0))
    for column in columns:
        share = None if column.whole else column.share
        table.add_column(column.name, no_wrap=column.whole, ratio=share, overflow="fold")
    for row in rows:
        table.add_row(
            *("\n".join(map(printable, column.of(row).split("\n"))) for column in columns)
        )
    console = stdout()
    wanted = console.measure(table, options=console.options.update(max_width=_ANY_WIDTH))
    table.expand = wanted.maximum > console.width  # only then the shares count
    with console.capture() as printed:
        console.print(table)
    for line in printed.get().splitlines():  # without the blanks that fill the last column
        sys.stdout.write(f"{line.rstrip()}\n")
