"""What a worker does with staged rows that Spark sorted: puts each month and country in its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from vitne.engine.sheets import READINGS, SET_ASIDE, STAGED, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READINGS_FOLDER, SET_ASIDE_FOLDER = "readings", "set_aside"
SUMMARY = "path string, rows int"
_AT = {name: number for number, name in enumerate(STAGED.names)}
_READ = [_AT[name] for name in READINGS.names]
_LEFT = [_AT[name] for name in ("split", "ordinal", "file", "sha256", "failure")]


def part(chunk: int) -> str:
    """The name of the files of a chunk."""
    return f"part-{chunk:05}.parquet"


def writer_of(
    folder: str, chunk: int
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """A function for `mapInArrow`: sorted rows come in, the names of files go out.

    What was set aside has no month and no country.
    """

    def write(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = _rows(batches)
        row = next(rows, None)
        while row is not None:
            where = _where(row)
            path = Path(folder) / where / part(chunk)
            taken, schema = (_LEFT, SET_ASIDE) if where == SET_ASIDE_FOLDER else (_READ, READINGS)
            with Sheet(path, schema) as sheet:
                while row is not None and _where(row) == where:
                    sheet.add([row[at] for at in taken], len(row[_AT["reading"]] or ""))
                    row = next(rows, None)
            name = pa.array([f"{where}/{part(chunk)}"])
            yield pa.RecordBatch.from_arrays(
                [name, pa.array([sheet.rows], pa.int32())], ["path", "rows"]
            )

    return write


def _rows(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(batch[name].to_pylist() for name in STAGED.names), strict=True)


def _where(row: tuple[Any, ...]) -> str:
    if row[_AT["failure"]] is not None:
        return SET_ASIDE_FOLDER
    return f"{READINGS_FOLDER}/month={row[_AT['month']]}/country={row[_AT['country']]}"
