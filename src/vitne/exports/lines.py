"""Writes JSON: records one a line, or one after the other inside a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

from vitne.record.texts import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vitne.exports.format import Column

_NUL = "\\u0000"
_ESCAPES = re.compile(r"\\(?:u0000|.)")  # whole ones: a backslash may be escaped itself
# Ends of lines to some programs, also inside a text.
_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def encoded(value: Any) -> bytes:
    """A value as JSON in UTF-8, on what every program takes for one line.

    U+FFFD stands for half of a surrogate pair and for NUL, which some databases refuse.
    """
    text = to_json(value)
    if _NUL in text:
        text = _ESCAPES.sub(lambda found: "\ufffd" if found[0] == _NUL else found[0], text)
    return (text if text.isascii() else text.translate(_BREAKS)).encode()


def record_of(columns: Iterable[Column], item: Any) -> dict[str, Any]:
    """The fields of one record, in the order of the columns."""
    return {column.name: column.value(item) for column in columns}


def filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields without those that are empty; zero and false are not."""
    return {name: value for name, value in fields.items() if not _is_empty(value)}


def compact(columns: Iterable[Column], item: Any) -> dict[str, Any]:
    """The fields of one record that are required or not empty, in the order of the columns."""
    found = ((column, column.value(item)) for column in columns)
    return {one.name: value for one, value in found if one.required or not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | tuple | dict) and not value)


def write_document(
    out: BinaryIO, head: Mapping[str, Any], name: str, members: Iterator[Mapping[str, Any]]
) -> int:
    """Write a JSON object whose last field is a long list, without holding it; its length.

    Args:
        out: Where to write to.
        head: The other fields.
        name: The field with the list.
        members: The list; one member is written on one line.
    """
    out.write(encoded(head)[:-1] + (b"," if head else b"") + encoded(name) + b":[")
    count = 0
    for member in members:
        out.write((b",\n" if count else b"\n") + encoded(member))
        count += 1
    out.write(b"\n]}\n")
    return count
