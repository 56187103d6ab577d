"""Writes tables: CSV after RFC 4180, with a row of HXL hashtags where it is asked for."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vitne.exports.format import Column, Context, Format, Records
    from vitne.exports.rows import Row

# What a spreadsheet takes for a formula, and the sign that keeps it from that.
_FORMULA = re.compile(r"'*[=+\-@]")
_GUARD = "'"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """A text as it stands in a cell: on one line, U+FFFD for what is no character of a text."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", _SPACES.sub(" ", text))


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    What begins with = + - or @ gets an apostrophe in front, and so does what begins with an
    apostrophe before one of these: to take one apostrophe off such a cell gives the text back.
    """
    return f"{_GUARD}{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that `guarded` wrote."""
    return cell[1:] if cell.startswith(_GUARD) and _FORMULA.match(cell[1:]) else cell


def cell(value: Any, *, guard: bool = True) -> str:
    """A value as a cell; None is an empty one, a number has a point and no thousands."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case dt.date():
            return value.isoformat()
        case str():
            return guarded(plain(value)) if guard else plain(value)
        case _:
            return cell("; ".join(map(str, value)), guard=guard)


def cells(columns: Sequence[Column], record: Any, *, guard: bool = True) -> list[str]:
    """The cells of one record."""
    return [cell(column.value(record), guard=guard) for column in columns]


def write(
    form: Format, found: Iterable[tuple[Row | None, str, Any]], out: BinaryIO, context: Context
) -> int:
    """Write a table: header, hashtags if asked for, and one line a record; the number of records.

    Args:
        form: The format, whose columns are written.
        found: Of each record the row it was made of, the key it has in the output, and itself.
        out: Where to write to; UTF-8 with lines that end in CR LF.
        context: How.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    lines = csv.writer(text)
    lines.writerow([column.name for column in form.columns])
    if context.hxl:
        lines.writerow([column.hxl or "" for column in form.columns])
    count = 0
    try:
        for row, key, record in found:
            lines.writerow(cells(form.columns, record, guard=context.guard))
            count += 1
            if row is not None:
                context.trace(row, key)
        text.flush()
    finally:
        text.detach()
    return count


def made(rows: Iterable[Row], records: Records, key: Column) -> Iterator[tuple[Row, str, Any]]:
    """The records that a format makes of rows, each with its row and its key in the output."""
    for row in rows:
        for record in records(row):
            yield row, str(key.value(record)), record
