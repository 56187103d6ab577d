"""What `engine run` and `engine link` do, once Spark is there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from vitne.cli import options
from vitne.cli.exits import say
from vitne.cli.recording import Keeping, Tally, record_all
from vitne.engine import kept, version
from vitne.engine.linking import OnSpark
from vitne.engine.plan import Reads
from vitne.engine.run import Run, Wish, refuse_unreadable
from vitne.record import linking
from vitne.record.database import Record
from vitne.record.texts import key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import ExitStack
    from pathlib import Path

    from pyspark.sql import SparkSession

    from vitne.engine.plan import Plan
    from vitne.engine.run import Done
    from vitne.model import Metadata

    Tell = Callable[[str], None]

_BATCH = 20_000  # articles linked in one transaction: a job on Spark takes seconds to begin


class Total(msgspec.Struct, frozen=True):
    """What came of a run, and of filling a record with it."""

    articles: int
    set_aside: int
    kept: str | None = None

    def __str__(self) -> str:
        """What a person is told in the end."""
        told = f"{self.articles} articles read, {self.set_aside} set aside"
        return f"{told}; record: {self.kept}" if self.kept else told


class Fill(msgspec.Struct, frozen=True):
    """Which record is filled, and who does it."""

    record: Record
    operator: str


def wish(
    paths: Sequence[str], out: Path, metadata: Metadata, *, captured_at: str | None, patience: int
) -> Wish:
    """What is asked for, once it is clear that it can be read."""
    refuse_unreadable(paths)
    return Wish(tuple(paths), out, Reads(version.reader(), metadata, captured_at, patience))


def filling(open_: ExitStack, record: str, operator: str) -> Fill:
    """The record that is to be filled, opened before anything is read."""
    return Fill(open_.enter_context(Record.open(record, create=True)), operator)


def run(wish: Wish, spark: SparkSession, tell: Tell, fill: Fill | None) -> Total:
    """Read what is not read yet, and keep it in the record."""
    tallies: list[Tally] = []

    def keep(plan: Plan, done: Done) -> None:
        if fill is not None:
            tallies.append(_kept(plan, done, fill, spark=spark, out=wish.out, tell=tell))

    running = Run(wish, spark, tell)
    found = running.go(keep)
    for one in running.unfound:
        say(one.reason, file=one.file)
    return Total(
        sum(one.articles for one in found),
        sum(one.set_aside for one in found) + len(running.unfound),
        str(_sum(tallies)) if fill is not None else None,
    )


def _kept(
    plan: Plan, done: Done, fill: Fill, *, spark: SparkSession, out: Path, tell: Tell
) -> Tally:
    """Keep a chunk in the record; what it holds already is not looked at again."""
    rows = kept.rows(spark, out, done)
    return record_all(
        kept.captures_of(plan, done.chunk),
        fill.record,
        Keeping(
            fill.operator,
            options.now,
            tell=lambda tally, file: tell(f"{tally.read + tally.known} in the record · {file}"),
            read=partial(kept.looked_up, kept=rows, name=key),
        ),
    )


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        sum(one.captured for one in tallies),
        sum(one.known for one in tallies),
        sum(one.unread for one in tallies),
    )


def link(record: Record, spark: SparkSession, tell: Tell, operator: str) -> linking.Linked:
    """Link what is new in a record, with its pairs weighed on Spark."""
    with record.reading() as connection:
        left = linking.left(connection)
    return linking.link(
        record,
        at=options.now(),
        operator=operator,
        batch=_BATCH,
        progress=lambda count: tell(f"{count} of {left} articles linked"),
        backend=partial(OnSpark, spark),
    )
