"""Parquet files that are there whole or not at all, the same bytes whoever writes them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT, _INT = pa.string(), pa.int32()
# No dictionary of these columns, and no least and greatest of each row group: both would be held.
_LONG = frozenset({"article", "reading"})
_ROWS, _BYTES = 1000, 4 * 1024 * 1024  # of a row group: what is held in memory

ORDER = (("split", _INT), ("ordinal", _INT))
STAGED = pa.schema(
    [
        *ORDER,
        ("month", _TEXT), ("country", _TEXT), ("failure", _TEXT), ("file", _TEXT), ("sha256", _TEXT),
        ("article", _TEXT), ("language", _TEXT), ("outlet", _TEXT), ("published", _TEXT),
        ("claims", _INT), ("reading", _TEXT),
    ]
)  # fmt: skip
PLACED = ("month", "country")  # in the name of the folder, not in the file
READINGS = pa.schema([one for one in STAGED if one.name not in (*PLACED, "failure")])
SET_ASIDE = pa.schema(
    [*ORDER, ("file", _TEXT), ("sha256", _TEXT), ("reason", _TEXT)]
)  # fmt: skip


class Sheet:
    """A Parquet file under way: rows are added, and in the end it takes its name."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._path = path
        self._partial = path.with_name(f".{path.name}.{os.uname().nodename}.{os.getpid()}")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._schema = schema
        short = [name for name in schema.names if name not in _LONG]
        self._writer = pq.ParquetWriter(
            self._partial, schema, compression="zstd", use_dictionary=short, write_statistics=short
        )
        self._columns: list[list[Any]] = [[] for _ in schema]
        self._bytes = 0
        self.rows = 0

    def add(self, row: Sequence[Any], size: int) -> None:
        """Add a row, whose texts have about so many bytes."""
        for column, value in zip(self._columns, row, strict=True):
            column.append(value)
        self.rows += 1
        self._bytes += size
        if len(self._columns[0]) >= _ROWS or self._bytes >= _BYTES:
            self._flush()

    def _flush(self) -> None:
        arrays = [
            pa.array(column, kind)
            for column, kind in zip(self._columns, self._schema.types, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._columns, self._bytes = [[] for _ in self._schema], 0
        pa.default_memory_pool().release_unused()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and self._columns[0]:
                self._flush()
            self._writer.close()
            if kind is None:
                _sync(self._partial)
                self._partial.replace(self._path)
        finally:
            self._partial.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file, whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.uname().nodename}.{os.getpid()}")
    partial.write_bytes(data)
    _sync(partial)
    partial.replace(path)


def _sync(path: Path) -> None:
    with Path(path).open("rb") as file:
        os.fsync(file.fileno())
