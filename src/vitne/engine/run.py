"""Reads any number of articles on Spark: plans, reads, publishes, and goes on where it was."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vitne.captures import STDIN, CaptureFailure, is_address, pieces
from vitne.captures.paths import find, name_of
from vitne.engine import jobs, plan, publishing, sheets, staging
from vitne.errors import EngineError, said_by_system

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyspark.sql import SparkSession

    from vitne.engine.jobs import Tell
    from vitne.engine.plan import Plan, Reads

DONE_FOLDER, STAGED_FOLDER = "done", "staged"


class Wish(msgspec.Struct, frozen=True):
    """What is to be read, how, and into which folder."""

    inputs: tuple[str, ...]
    out: Path
    reads: Reads


class Done(msgspec.Struct, frozen=True):
    """What came of a chunk; written when all of it is published, which makes it count.

    `cpu` are the CPU-seconds of reading, in so many processes, in the go that ended it.
    """

    chunk: int
    articles: int = 0
    set_aside: int = 0
    cpu: float = 0.0
    workers: int = 0
    parts: dict[str, int] = {}  # rows of each file


class Run:
    """A run in its folder."""

    def __init__(self, wish: Wish, spark: SparkSession, tell: Tell) -> None:
        self._wish = wish
        self._spark = spark
        self._tell = tell
        self._out = wish.out
        self.unfound: tuple[CaptureFailure, ...] = ()  # folders and links that were passed over

    def go(self, after: Callable[[Plan, Done], None] | None = None) -> list[Done]:
        """Read what is not read yet.

        Args:
            after: Called with each chunk that is done, also with those done before.

        Raises:
            EngineError: The inputs or the folder are not as they were, or Spark fails.
        """
        with _alone(self._out):
            planned = self._planned()
            self.unfound = planned.unfound
            found = []
            for chunk in planned.chunks:
                done = self.done(chunk) or self._chunk(planned, chunk)
                found.append(done)
                if after is not None:
                    after(planned, done)
            return found

    def done(self, chunk: int) -> Done | None:
        """What came of a chunk; None where it is not done."""
        try:
            data = (self._out / DONE_FOLDER / f"{chunk:05}.json").read_bytes()
        except FileNotFoundError:
            return None
        return msgspec.json.decode(data, type=Done)

    def _planned(self) -> Plan:
        """The plan of the folder, once it is clear that all is as it was; a new one where none is."""
        found = list(_found(self._wish.inputs))
        unfound = [one for one in found if isinstance(one, CaptureFailure)]
        paths = [(_path(one), name_of(one)) for one in found if isinstance(one, Path)]
        kept = plan.load(self._out)
        if kept is not None:
            plan.refuse_others(self._out, kept, self._wish.reads, [name for _, name in paths])
            self._refuse_changed(kept)
            return kept
        self._tell("looking through the inputs")
        most = plan.piece_size(sum(map(_size, paths)))
        examined = jobs.examine(self._spark, paths, most, self._tell)
        made = plan.make(self._wish.reads, examined, unfound, most)
        sheets.write_whole(self._out / plan.PLAN, msgspec.json.encode(made))
        return made

    def _refuse_changed(self, kept: Plan) -> None:
        for one in kept.files:
            try:
                if pieces.stamp(one.path) == (one.size, one.changed):
                    continue
                same = pieces.examine(one.path, one.name, one.size + 1).sha256 == one.sha256
            except OSError as error:
                raise EngineError(f"{one.name}: {(error.strerror or 'unread').lower()}") from error
            why = "has another date now, with the same bytes; give it its date back (touch -d)"
            why = why if same else "changed since the run began; use another --out"
            raise EngineError(f"{one.name}: {why}")

    def _chunk(self, planned: Plan, chunk: int) -> Done:
        """Read a chunk, publish it, and have it count."""
        folder = self._out / STAGED_FOLDER / f"{chunk:05}"
        folder.mkdir(parents=True, exist_ok=True)
        splits = planned.of_chunk(chunk)
        left = {n: one for n, one in splits.items() if not staging.staged(str(folder), n).exists()}
        stamps = {one.path: (one.size, one.changed) for one in planned.files}
        wanted = {piece.path: stamps[piece.path] for one in left.values() for piece in one}
        task = staging.Task(str(folder.absolute()), planned.reads, left, wanted)
        read = jobs.stage(self._spark, task, self._tell, of=len(splits))
        parts = jobs.publish(self._spark, folder, self._out.absolute(), chunk, self._tell)
        done = Done(
            chunk,
            articles=sum(
                n for name, n in parts.items() if name.startswith(publishing.READINGS_FOLDER)
            ),
            set_aside=sum(
                n for name, n in parts.items() if name.startswith(publishing.SET_ASIDE_FOLDER)
            ),
            cpu=round(sum(one.cpu for one in read), 3),
            workers=len({one.where for one in read}),
            parts=dict(sorted(parts.items())),
        )
        (self._out / DONE_FOLDER).mkdir(exist_ok=True)
        sheets.write_whole(self._out / DONE_FOLDER / f"{chunk:05}.json", msgspec.json.encode(done))
        shutil.rmtree(folder, ignore_errors=True)  # a task given up may still be writing there
        return done


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Keep a second run out of the folder."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EngineError(f"{out}: another run is at work in this folder") from None
            yield
    except OSError as error:
        name = os.fsdecode(error.filename) if error.filename else out
        raise EngineError(f"{name}: {said_by_system(error)}") from error


def refuse_unreadable(inputs: Sequence[str]) -> None:
    """Refuse inputs that cannot be read, before Spark is begun for them.

    Raises:
        EngineError: There is nothing of that name, or it is no file.
    """
    for name in inputs:
        if name == STDIN or is_address(name):
            raise EngineError(f"{name}: a run reads files, which can be read again")
        first = next(find(name), None)
        if isinstance(first, CaptureFailure) and first.file == name:
            raise EngineError(f"{name}: {first.reason}")


def _found(inputs: Sequence[str]) -> Iterator[Path | CaptureFailure]:
    for name in inputs:
        yield from find(name)


def _path(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _size(path: tuple[bytes, str]) -> int:
    try:
        return pieces.stamp(path[0])[0]
    except OSError:
        return 0
