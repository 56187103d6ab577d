"""What a worker does: reads a split, and stages what comes of it in the folder of the run."""

from __future__ import annotations

import functools
import os
import socket
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
from pyspark import TaskContext

from vitne.captures import pieces
from vitne.engine import version
from vitne.engine.plan import Reads, Split  # noqa: TC001 - msgspec needs it at run time
from vitne.engine.pool import ordered
from vitne.engine.rows import crashed_row, row_of
from vitne.engine.sheets import STAGED, Sheet
from vitne.errors import PackError, said_by_system

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vitne.engine.rows import Row

SUMMARY = "split int, articles int, set_aside int, cpu double, where string, fault string"
_FIELDS = ("split", "articles", "set_aside", "cpu", "where", "fault")
_TRIED = 2  # attempts after which a file that cannot be read or written ends the run


class Task(msgspec.Struct, frozen=True):
    """What a worker must know to read some splits.

    `files` are the size and time of the last change of each file, as they were planned.
    """

    folder: str
    reads: Reads
    splits: dict[int, Split]
    files: dict[bytes, tuple[int, int]]


def staged(folder: str, split: int) -> Path:
    """Where the rows of a split are staged."""
    return Path(folder) / f"{split:08}.parquet"


def reader_of(task: Task) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """A function for `mapInArrow`: places in the list of splits come in, summaries go out."""
    numbers = list(task.splits)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for place in batch["id"].to_pylist():
                yield _arrow(_read(task, numbers[place]))

    return read


def _read(task: Task, number: int) -> dict[str, Any]:
    attempt = TaskContext.get().attemptNumber()  # type: ignore[union-attr]
    try:
        return _stage(task, number, attempt)
    except PackError as error:
        return {"split": number, "fault": str(error)}
    except OSError as error:
        if attempt < _TRIED:
            raise
        name = os.fsdecode(error.filename) if error.filename else task.folder
        return {"split": number, "fault": f"{name}: {said_by_system(error)}"}


def _stage(task: Task, number: int, attempt: int) -> dict[str, Any]:
    fault = _fault(task, number)
    if fault is not None:
        return {"split": number, "fault": f"{socket.gethostname()}: {fault}"}
    began = time.process_time()
    failed = 0
    with Sheet(staged(task.folder, number), STAGED) as sheet:
        for ordinal, row in enumerate(_rows(task, task.splits[number], attempt)):
            sheet.add(_values(number, ordinal, row), len(row.reading or ""))
            failed += row.failure is not None
    return {
        "split": number,
        "articles": sheet.rows - failed,
        "set_aside": failed,
        "cpu": time.process_time() - began,
        "where": f"{socket.gethostname()} {os.getpid()}",
    }


def _fault(task: Task, number: int) -> str | None:
    """Why a split cannot be read here; None where it can."""
    if version.reader() != task.reads.reader:
        return "the vitne or the packs installed here are others than where the run began"
    for piece in task.splits[number]:
        if pieces.stamp(piece.path) != task.files[piece.path]:
            return f"{piece.name} changed since the run began"
    return None


def _rows(task: Task, split: Split, attempt: int) -> Iterable[Row]:
    """The rows of a split.

    Where an attempt failed before, an article may have ended the process that read it: then they
    are read in a process beside, and the one that ends that is set aside.
    """
    settings = task.reads.settings
    items = chain.from_iterable(pieces.read(piece, settings) for piece in split)
    work = functools.partial(row_of, patience=task.reads.patience)
    return ordered(items, work, crashed_row, jobs=1) if attempt else map(work, items)


def _values(split: int, ordinal: int, row: Row) -> list[Any]:
    return [split, ordinal, *(getattr(row, name) for name in STAGED.names[2:])]


def _arrow(summary: dict[str, Any]) -> pa.RecordBatch:
    kinds = [pa.int32()] * 3 + [pa.float64(), pa.string(), pa.string()]
    arrays = [
        pa.array([summary.get(name)], kind) for name, kind in zip(_FIELDS, kinds, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, names=list(_FIELDS))
