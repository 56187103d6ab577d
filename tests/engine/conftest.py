"""A Spark with two workers, each a process of its own, and an archive to read with it."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import archive
import pytest

import vitne
from vitne.engine import plan, session, version
from vitne.engine.plan import Reads
from vitne.engine.run import Run, Wish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import SparkSession

    from servers import Server

MASTER = "local-cluster[2,1,1024]"
AT = "2020-11-01T12:00:00Z"
_HASTY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # Java compiles less: it ends soon
# Loaded by each Python on the workers: a library of theirs has faults that some words bring out.
_FAULTY = """
import os, signal
from vitne import pipeline
real = pipeline.read
def read(capture, packs):
    if b"CRASH" in capture.data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"HANG" in capture.data:
        while True:
            pass
    if b"FAULT" in capture.data:
        raise ValueError("no such case")
    return real(capture, packs)
pipeline.read = read
"""


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A Spark with two workers of one core."""
    folder = tmp_path_factory.mktemp("workers")
    (folder / "sitecustomize.py").write_text(_FAULTY, encoding="utf-8")
    source = Path(vitne.__file__).parents[1]
    conf = {
        "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(folder), str(source)]),
        "spark.executor.memory": "512m",
        "spark.driver.extraJavaOptions": _HASTY,
        "spark.executor.extraJavaOptions": _HASTY,
        "spark.sql.shuffle.partitions": "2",
    }
    with session.spark(MASTER, conf) as begun:
        yield begun


@pytest.fixture(scope="session", autouse=True)
def small_splits() -> Iterator[None]:
    """A few reports a split, so that a small archive has many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "_SMALLEST", 2000)
        yield


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive."""
    folder = tmp_path_factory.mktemp("archive")
    archive.write(folder)
    return folder


@pytest.fixture
def run(spark: SparkSession) -> Callable[..., Run]:
    """Makes a run of an archive into a folder."""

    def made(
        inputs: Path, out: Path, *, tell: Callable[[str], None] = str, patience: int = 60
    ) -> Run:
        reads = Reads(version.reader(), captured_at=AT, patience=patience)
        return Run(Wish((str(inputs),), out, reads), spark, tell)

    return made


@pytest.fixture(scope="session")
def whole(spark: SparkSession, inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("whole") / "out"
    Run(
        Wish((str(inputs),), out, Reads(version.reader(), captured_at=AT, patience=60)), spark, str
    ).go()
    return out


@pytest.fixture(params=["sqlite", "postgresql"])
def targets(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where two records may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "one.db"), str(tmp_path / "other.db")
    server: Server = request.getfixturevalue("server")
    return server.address(server.make()), server.address(server.make())


def _published(out: Path) -> dict[str, str]:
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("readings", "set_aside")
        for path in sorted((out / folder).rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def published() -> Callable[[Path], dict[str, str]]:
    """The files of readings and of what was set aside, with hashes of their bytes."""
    return functools.partial(_published)
