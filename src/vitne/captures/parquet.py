"""Parquet files with one report a row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from vitne.captures import items, paths
from vitne.captures.limits import CaptureFailure
from vitne.captures.making import make_item, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vitne.captures.making import Settings
    from vitne.model import Capture

_COLUMNS = items.Item.__struct_fields__
_TEXTS = {"text", "html"}
_ROWS = 64  # read at once
_BROKEN = (pa.ArrowException, OSError, ValueError)  # what pyarrow raises for a file that is broken
_LONGEST_IN_FOOTER = 64 * 1024 * 1024  # bytes of one text, or things in one list
_LONGEST_REASON = 200  # characters; some reasons of pyarrow quote the file


def read_file(
    path: Path, settings: Settings, *, groups: range | None = None
) -> Iterator[Capture | CaptureFailure]:
    """Read the reports of a Parquet file; "saker.parquet#3" is the third row.

    Columns are named as the keys of a JSONL line: text or html, and url, published, publisher,
    title, language; others are let be. A row group that is broken is named, and the next is read.
    `groups` are the numbers of those row groups that are wanted; all if None.
    """
    name = paths.name_of(path)
    try:
        with path.open("rb") as stream:
            table = _opened(stream)
            if isinstance(table, str):
                yield CaptureFailure(name, table)
            else:
                most = settings.limits.unpacks_to(path.stat().st_size)
                yield from _Rows(name, table, settings, most).read(groups)
    except OSError as error:
        reason = "a link to nothing" if path.is_symlink() else paths.reason_of(error)
        yield CaptureFailure(name, reason)


def group_sizes(path: Path) -> list[int]:
    """The bytes of each row group, unpacked; none where the file cannot be read."""
    try:
        with path.open("rb") as stream:
            table = _opened(stream)
            if isinstance(table, str):
                return []
            footer = table.metadata
            return [footer.row_group(n).total_byte_size for n in range(footer.num_row_groups)]
    except OSError:
        return []


def _opened(stream: BinaryIO) -> pq.ParquetFile | str:
    """The file, or the reason why it cannot be read."""
    most = _LONGEST_IN_FOOTER
    limits = {"thrift_string_size_limit": most, "thrift_container_size_limit": most}
    try:
        bare = pq.ParquetFile(stream, **limits)
        names = set(bare.schema_arrow.names)
        # A text that is repeated is held once.
        texts = [
            each.name for each in bare.schema_arrow if each.name in _COLUMNS and _is_text(each)
        ]
        file = pq.ParquetFile(stream, metadata=bare.metadata, read_dictionary=texts, **limits)
    except _BROKEN as error:
        return f"not a Parquet file that can be read: {_short(error)}"
    if not _TEXTS & names:
        return "has no column text or html"
    footer = file.metadata
    held = sum(footer.row_group(number).num_rows for number in range(footer.num_row_groups))
    if held != footer.num_rows:
        return f"broken: it says that it has {footer.num_rows:,} rows, its row groups {held:,}"
    return file if held else "empty"


class _Rows:
    """The rows of a file, counted against the most that may come of it."""

    def __init__(self, name: str, file: pq.ParquetFile, settings: Settings, most: int) -> None:
        self._name = name
        self._file = file
        self._columns = [each for each in _COLUMNS if each in file.schema_arrow.names]
        self._settings = settings
        self._left = self._most = most

    def read(self, groups: range | None) -> Iterator[Capture | CaptureFailure]:
        """Read row group after row group."""
        first = 1
        for number in range(self._file.num_row_groups):
            group = self._file.metadata.row_group(number)
            if groups is not None and number not in groups:
                first += group.num_rows
                continue
            if group.total_byte_size > self._most:
                yield self._bomb(first)
            else:
                yield from self._group(number, first)
            if self._left < 0:
                yield self._bomb(first)
                return
            first += group.num_rows

    def _group(self, number: int, row: int) -> Iterator[Capture | CaptureFailure]:
        end = row + self._file.metadata.row_group(number).num_rows
        try:
            for batch in self._file.iter_batches(_ROWS, row_groups=[number], columns=self._columns):
                for at in range(batch.num_rows):
                    yield self._row(row, batch, at)
                    row += 1
                    if self._left < 0:
                        return
        except _BROKEN as error:
            reason = f"row group {number} is broken from here: {_short(error)}"
            yield CaptureFailure(f"{self._name}#{row}", reason)
            return
        if row < end:
            reason = f"row group {number} ends here; it says that it has {end - row:,} rows more"
            yield CaptureFailure(f"{self._name}#{row}", reason)

    def _row(self, row: int, batch: pa.RecordBatch, at: int) -> Capture | CaptureFailure:
        name, limit = f"{self._name}#{row}", self._settings.limits.article
        found: dict[str, str | None] = {}
        for column, values in zip(self._columns, batch.columns, strict=True):
            try:
                text = _text(values[at].as_py())
            except (TypeError, UnicodeError):
                return CaptureFailure(name, f"its column {column} is no text")
            self._left -= len(text or "")
            if text is not None and len(text) > limit:
                return CaptureFailure(name, too_long(limit))
            found[column] = text
        return make_item(name, items.Item(**found), self._settings)

    def _bomb(self, row: int) -> CaptureFailure:
        reason = f"a bomb: it unpacks to more than {self._most:,} bytes"
        return CaptureFailure(f"{self._name}#{row}", reason)


def _is_text(column: pa.Field) -> bool:
    kind = column.type
    return bool(
        pa.types.is_string(kind) or pa.types.is_binary(kind) or pa.types.is_large_string(kind)
    )


def _text(value: Any) -> str | None:
    """A value as text; days and times as ISO 8601."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:_LONGEST_REASON]
