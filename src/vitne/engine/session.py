"""Starts Spark for a run, quietly, and says in plain words why it cannot."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from vitne.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOCAL = "local[*]"
_ATTEMPTS = 4  # of a task, before the run gives up
_ALONE = re.compile(r"local(\[(\*|\d+)\])?\Z")
_HERE = re.compile(r"local|spark://(127\.|localhost)")
_JAVA = 17  # the least that Spark 4 runs on
_VERSION = re.compile(r'version "(\d+)')
_LAST = re.compile(r"^(?:[\w.]+(?:Error|Exception)): (.+)", re.MULTILINE)
_LONGEST = 500  # signs of a reason


@contextmanager
def spark(master: str, conf: Mapping[str, str]) -> Iterator[SparkSession]:
    """A Spark session, ended in the end.

    Args:
        master: `local[2]`, `spark://host:7077`, `yarn`, `k8s://…`.
        conf: Settings of Spark, which come before those of vitne.

    Raises:
        EngineError: There is no Java, or no Spark that answers.
    """
    _refuse_without_java()
    with tempfile.TemporaryDirectory(prefix="vitne-spark-") as scratch:
        _environment(master, scratch)
        session = _begin(master, _settings(scratch) | dict(conf), Path(scratch) / "spark.log")
        try:
            yield session
        finally:
            session.stop()


def _begin(master: str, conf: Mapping[str, str], log: Path) -> SparkSession:
    alone = _ALONE.match(master)
    if alone:  # a task that ended its process is tried again there too
        master = f"local[{alone[2] or 1},{_ATTEMPTS}]"
    builder = SparkSession.builder.appName("vitne").master(master)
    for key, value in conf.items():
        builder = builder.config(key, value)
    try:
        with _muffled(log):
            session: SparkSession = builder.getOrCreate()
            session.sparkContext.setLogLevel("ERROR")
    except (Py4JError, PySparkException, OSError, RuntimeError) as error:
        raise EngineError(f"{master}: no Spark that answers: {reason_of(error)}") from error
    return session


@contextmanager
def _muffled(log: Path) -> Iterator[None]:
    """Have what is started write its messages into a file: Java warns of much that is no matter."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with log.open("ab") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _settings(scratch: str) -> dict[str, str]:
    return {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": f"{scratch}/warehouse",
        # Rows are long: so many are held at once, on either side.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
        "spark.sql.execution.arrow.maxBytesPerBatch": str(4 * 1024 * 1024),
        "spark.sql.parquet.columnarReaderBatchSize": "256",
        "spark.sql.session.timeZone": "UTC",
    }


def _environment(master: str, scratch: str) -> None:
    """What processes of Spark on this machine are started with, where nobody said otherwise."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    if _HERE.match(master):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    if master.startswith("local-cluster"):
        os.environ.setdefault("SPARK_WORKER_DIR", f"{scratch}/work")


def _refuse_without_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    wanted = f"Spark needs Java {_JAVA} or newer (Debian: apt install openjdk-17-jre-headless)"
    if java is None or not Path(java).is_file():
        where = f"none in JAVA_HOME, {home}" if home else "none is installed"
        raise EngineError(f"{wanted}; {where}")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603 - the Java of the machine
    found = _VERSION.search(told)
    if found and int(found[1]) < _JAVA:
        raise EngineError(f"{wanted}; {java} is Java {found[1]}")


def reason_of(error: BaseException) -> str:
    """Why Spark failed, without its traces: the last thing that was raised, on one line."""
    text = str(error)
    found = _LAST.findall(text)
    last = found[-1] if found else next(iter(text.strip().splitlines()), type(error).__name__)
    return " ".join(last.split())[:_LONGEST]
