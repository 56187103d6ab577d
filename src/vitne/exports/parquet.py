"""Parquet: one file a table (incidents, claims, voices, estimates, contradictions), in one archive."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO

from vitne.exports.archive import Archive
from vitne.exports.filling import fill
from vitne.exports.format import CAUTION, Column, Context, Format
from vitne.exports.sheets import SHEETS, columns
from vitne.record.texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self

    import pyarrow as pa

    from vitne.exports.rows import Row

_GROUP = 5_000  # records a row group, held at once


class _Table:
    """One Parquet file that is being written. A context manager that ends it."""

    def __init__(self, sheet: Format, file: BinaryIO, context: Context) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and few formats need it

        self._columns = sheet.columns
        self._schema = _schema(sheet, context)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._waiting: list[list[Any]] = [[] for _ in self._columns]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._flush()
        self._writer.close()

    def add(self, records: Iterable[Any]) -> None:
        """Take some records."""
        for record in records:
            for column, cells in zip(self._columns, self._waiting, strict=True):
                cells.append(_cell(column, record))
            if len(self._waiting[0]) >= _GROUP:
                self._flush()

    def _flush(self) -> None:
        import pyarrow as pa  # noqa: PLC0415

        arrays = [
            pa.array(cells, type=field.type)
            for cells, field in zip(self._waiting, self._schema, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._waiting = [[] for _ in self._columns]


def _schema(sheet: Format, context: Context) -> pa.Schema:
    """The columns with their meaning, and what must be known of the file."""
    import pyarrow as pa  # noqa: PLC0415

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "array": pa.list_(pa.string()),
    }
    fields = [
        pa.field(one.name, types[one.type], metadata={"description": one.description})
        for one in sheet.columns
    ]
    return pa.schema(
        fields,
        metadata={
            "description": sheet.about,
            "caution": CAUTION,
            "profile": context.profile,
            "generated_at": context.generated_at,
            "generator": f"vitne {context.version}",
        },
    )


def _cell(column: Column, record: Any) -> Any:
    value = column.value(record)
    match column.type:
        case "date":
            return None if value is None else dt.date.fromisoformat(value)
        case "array":
            return [storable(str(item)) for item in value or ()]
        case "string":
            return None if value is None else storable(str(value))
        case _:
            return value


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    with ExitStack() as held:
        files = {one.name: held.enter_context(tempfile.TemporaryFile()) for one in SHEETS}
        with ExitStack() as writing:
            sinks = {
                one.name: writing.enter_context(_Table(one, files[one.name], context))
                for one in SHEETS
            }
            count = fill(rows, sinks, context)
        with Archive(out, at=context.generated_at) as archive:
            for name, file in files.items():
                archive.add(f"{name}.parquet", file, packed=False)
    return count


FORMAT = Format(
    name="parquet",
    title="Parquet tables",
    about="incidents, claims, voices, estimates and contradictions as typed columns, zipped",
    media_type="application/zip",
    suffix=".parquet.zip",
    columns=columns(),
    write=_write,
    binary=True,
    notes=(
        "The output is one archive with one Parquet file a table: `incidents.parquet`, "
        "`claims.parquet`, `voices.parquet`, `estimates.parquet`, `contradictions.parquet`. Unpack it "
        "into a folder, or read a member: `pyarrow.parquet.read_table(zipfile.ZipFile(path)"
        ".open('claims.parquet'))`.",
        "Lists are list columns, days are dates. Null is open or not told, never zero; figures beyond "
        "64 bits are null.",
        "Claims in no incident (threats, denials, numbers) are in `claims` with a null `incident`.",
    ),
)
