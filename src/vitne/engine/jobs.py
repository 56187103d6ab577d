"""The three jobs of a run on Spark: look files through, read splits, publish what was read."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from vitne.captures import pieces
from vitne.captures.pieces import Examined
from vitne.engine import publishing, staging
from vitne.engine.session import reason_of
from vitne.engine.sheets import PLACED, STAGED
from vitne.errors import EngineError, said_by_system

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pyspark.sql import DataFrame, SparkSession

    from vitne.engine.staging import Task

Tell = Callable[[str], None]
Work = Callable[["Iterator[pa.RecordBatch]"], "Iterator[pa.RecordBatch]"]
_EVERY = 0.5  # seconds between looks at how far it has come
_SPLITS_SORTED = 16  # splits for each task that publishes
_ORDER = [*PLACED, "split", "ordinal"]
_KINDS = {pa.int32(): "int", pa.string(): "string"}


class Staged(msgspec.Struct, frozen=True):
    """What a task says of the split it read; `fault` ends the run."""

    split: int
    cpu: float = 0.0
    where: str = ""
    fault: str | None = None


def examine(
    spark: SparkSession, paths: Sequence[tuple[bytes, str]], most: int, tell: Tell
) -> list[Examined]:
    """Look files through, one a task: hash them, and cut them into pieces."""

    def look(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch["id"].to_pylist():
                path, name = paths[number]
                yield pa.RecordBatch.from_pydict({"told": [_examined(path, name, most)]})

    if not paths:
        return []
    frame = _mapped(_numbers(spark, len(paths)), look, "told string")
    found = []
    for row in _collect(
        spark, frame, lambda done: tell(f"{done} of {len(paths)} files looked through")
    ):
        if row.told.startswith("!"):
            raise EngineError(row.told[1:])
        found.append(msgspec.json.decode(row.told, type=Examined))
    order = {path: number for number, (path, _) in enumerate(paths)}
    return sorted(found, key=lambda one: order[one.path])


def _examined(path: bytes, name: str, most: int) -> str:
    try:
        return msgspec.json.encode(pieces.examine(path, name, most)).decode()
    except OSError as error:
        return f"!{name}: {said_by_system(error)}"


def stage(spark: SparkSession, task: Task, tell: Tell, *, of: int) -> list[Staged]:
    """Read the splits of a task, each by itself; `of` counts also those that are read already."""
    if not task.splits:
        return []
    before = of - len(task.splits)
    numbers = _numbers(spark, len(task.splits))
    frame = _mapped(numbers, staging.reader_of(task), staging.SUMMARY)
    rows = _collect(spark, frame, lambda done: tell(f"{before + done} of {of} splits read"))
    told = ({k: v for k, v in row.asDict().items() if v is not None} for row in rows)
    found = [msgspec.convert(one, Staged) for one in told]
    for one in found:
        if one.fault is not None:
            raise EngineError(one.fault)
    return found


def publish(spark: SparkSession, staged: Path, out: Path, chunk: int, tell: Tell) -> dict[str, int]:
    """Put staged rows into one file a month and country, in the order of the inputs."""
    paths = sorted(map(str, staged.glob("*.parquet")))
    if not paths:
        return {}
    schema = ", ".join(f"{one.name} {_KINDS[one.type]}" for one in STAGED)
    tasks = max(spark.sparkContext.defaultParallelism, len(paths) // _SPLITS_SORTED)
    staged_rows = spark.read.schema(schema).parquet(*paths)
    ordered = staged_rows.repartition(tasks, *PLACED).sortWithinPartitions(*_ORDER)
    frame = _mapped(ordered, publishing.writer_of(str(out), chunk), publishing.SUMMARY)
    rows = _collect(spark, frame, lambda _: tell("putting months and countries into files"))
    return {row.path: row.rows for row in rows}


def _numbers(spark: SparkSession, count: int) -> DataFrame:
    """The numbers from 0, each in a partition of its own, so that each is a task."""
    return spark.range(0, count, 1, count)


def _mapped(frame: DataFrame, work: Work, schema: str) -> DataFrame:
    with warnings.catch_warnings():
        # Spark says so of every pandas from 3 on; it is handed none.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        return frame.mapInArrow(work, schema)


def _collect(spark: SparkSession, frame: DataFrame, tell: Callable[[int], None]) -> list[Any]:
    """Do a job, and tell how many of its tasks are done."""
    with ThreadPoolExecutor(1) as beside:
        job = beside.submit(frame.collect)
        try:
            while not wait_for([job], _EVERY).done:
                tell(_tasks_done(spark))
            return job.result()
        except (Py4JError, PySparkException) as error:
            raise EngineError(f"Spark gave up: {reason_of(error)}") from error
        except BaseException:
            spark.sparkContext.cancelAllJobs()
            raise


def _tasks_done(spark: SparkSession) -> int:
    tracker = spark.sparkContext.statusTracker()
    stages = [tracker.getStageInfo(one) for one in tracker.getActiveStageIds()]
    return sum(one.numCompletedTasks for one in stages if one)
