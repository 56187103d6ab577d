"""What a finished chunk holds, in the order in which one machine would have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from vitne.captures import CaptureFailure, pieces
from vitne.engine.publishing import SET_ASIDE_FOLDER
from vitne.engine.session import reason_of
from vitne.errors import EngineError
from vitne.model import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    from vitne.engine.plan import Plan
    from vitne.engine.run import Done
    from vitne.model import Capture

_READING = msgspec.json.Decoder(Reading)
_READ = "split int, ordinal int, file string, reading string"
_LEFT = "split int, ordinal int, file string, reason string"


class Kept(msgspec.Struct, frozen=True):
    """One article of a run, as it was read or set aside."""

    file: str
    reading: str | None
    failure: str | None


def captures_of(plan: Plan, chunk: int) -> Iterator[Capture | CaptureFailure]:
    """The captures of a chunk, from its files: readings hold texts, and records keep bytes."""
    for split in plan.of_chunk(chunk).values():
        for piece in split:
            yield from pieces.read(piece, plan.reads.settings)


def rows(spark: SparkSession, out: Path, done: Done) -> Iterator[Kept]:
    """The articles of a chunk, in order.

    Raises:
        EngineError: Its files cannot be read.
    """
    left = [str(out / name) for name in done.parts if name.startswith(SET_ASIDE_FOLDER)]
    read = [str(out / name) for name in done.parts if not name.startswith(SET_ASIDE_FOLDER)]
    frames = []
    if read:
        found = spark.read.schema(_READ).parquet(*read)
        frames.append(found.selectExpr("split", "ordinal", "file", "reading", "null AS reason"))
    if left:
        found = spark.read.schema(_LEFT).parquet(*left)
        frames.append(found.selectExpr("split", "ordinal", "file", "null AS reading", "reason"))
    if not frames:
        return
    every = frames[0] if len(frames) == 1 else frames[0].union(frames[1])
    try:
        for row in every.orderBy("split", "ordinal").toLocalIterator():
            yield Kept(row.file, row.reading, row.reason)
    except (Py4JError, PySparkException) as error:
        raise EngineError(
            f"{out}: what was read cannot be read back: {reason_of(error)}"
        ) from error


def looked_up(
    found: Iterable[Capture | CaptureFailure], kept: Iterator[Kept], name: Callable[[str], str]
) -> Generator[tuple[Reading | None, str | None], None, None]:
    """What came of captures when the run read them: for each a reading, or why there is none.

    Args:
        found: Some of the captures that were read, in their order.
        kept: All that came of them, in the same order.
        name: What a record makes of the name of a file.

    Raises:
        EngineError: A capture was not among them.
    """
    for one in found:
        row = next((row for row in kept if name(row.file) == one.file), None)
        if row is None:
            raise EngineError(f"{one.file}: not in what was read; its file has changed")
        if row.reading is None:
            yield None, row.failure
        else:
            yield _READING.decode(row.reading), None
