"""A run on two workers: the same bytes as on one machine, whatever is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import archive
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import vitne
from vitne.engine import plan, version
from vitne.engine.plan import Reads
from vitne.engine.run import STAGED_FOLDER, Run, Wish
from vitne.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

AT = "2020-11-01T12:00:00Z"
Made = Callable[..., Run]
Published = Callable[[Path], dict[str, str]]


def vitne_here(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    above = environment.get("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    path = os.pathsep.join([above, str(Path(vitne.__file__).parents[1])])
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "vitne", *map(str, words)],
        capture_output=True, check=False, env={**os.environ, **environment, "PYTHONPATH": path},
    )  # fmt: skip


def readings(out: Path) -> bytes:
    """The readings of a run as `vitne read` prints them, in the order of the inputs."""
    table = ds.dataset(out / "readings", partitioning="hive").to_table()
    ordered = table.sort_by([("split", "ascending"), ("ordinal", "ascending")])
    return "".join(f"{one}\n" for one in ordered["reading"].to_pylist()).encode()


def set_aside(out: Path) -> list[tuple[str, str]]:
    """The files that were set aside, with the reasons."""
    rows = pq.read_table(out / "set_aside").to_pylist()
    return [(Path(row["file"]).name, row["reason"]) for row in rows]


def processes(words: str) -> Iterator[int]:
    """The processes with some words in their command lines."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if words in line:
            yield int(path.parent.name)


def test_it_reads_what_one_machine_reads_byte_by_byte(inputs: Path, whole: Path) -> None:
    alone = vitne_here("read", inputs, "--format", "jsonl", "--captured-at", AT)
    assert readings(whole) == alone.stdout
    said = "".join(f"vitne: {row['file']}: {row['reason']}\n"
                   for row in pq.read_table(whole / "set_aside").to_pylist())  # fmt: skip
    assert said == alone.stderr.decode()
    assert len(alone.stdout.splitlines()) == 101


def test_readings_lie_by_month_and_country(whole: Path) -> None:
    table = ds.dataset(whole / "readings", partitioning="hive").to_table()
    rows = [row for row in table.to_pylist() if row["file"].endswith("a.jsonl#2")]
    assert [(row["month"], row["country"], row["language"]) for row in rows] == [
        ("2020-02", "AFG", "nb")
    ]
    assert {"unknown"} < set(table["month"].to_pylist())
    assert {"XXX", "AFG", "IRQ"} < set(table["country"].to_pylist())


def test_a_worker_killed_in_mid_run_changes_no_byte(
    spark: SparkSession, run: Made, inputs: Path, whole: Path, tmp_path: Path, published: Published
) -> None:
    killed: list[int] = []
    name = f"--app-id {spark.sparkContext.applicationId}"

    def kill(_: str) -> None:
        staged = list((tmp_path / "out" / STAGED_FOLDER).glob("*/*.parquet"))
        if staged and not killed:
            killed.append(next(processes(name)))
            os.kill(killed[0], signal.SIGKILL)

    run(inputs, tmp_path / "out", tell=kill).go()
    assert killed
    assert published(tmp_path / "out") == published(whole)


def test_poison_is_set_aside_and_the_rest_is_read(run: Made, tmp_path: Path) -> None:
    folder = tmp_path / "poison"
    folder.mkdir()
    for number, word in enumerate(("", "CRASH", "FAULT", "", "HANG", "")):
        text = f"{archive.text(3 * number)}{word}\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (done,) = run(folder, tmp_path / "out", patience=4).go()
    assert (done.articles, done.set_aside) == (3, 3)
    (crash, fault, hang) = set_aside(tmp_path / "out")
    assert crash == ("1.txt", "the process that read it ended (out of memory?); left out")
    assert fault[1].startswith("a fault in vitne, please report it: ValueError: no such case (")
    assert hang == ("4.txt", "given up after 4 CPU-seconds")


def test_broken_off_it_goes_on_where_it_was(
    run: Made, inputs: Path, whole: Path, tmp_path: Path, published: Published
) -> None:
    out = tmp_path / "out"

    def break_off(_: str) -> None:
        if list((out / STAGED_FOLDER).glob("*/*.parquet")):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(inputs, out, tell=break_off).go()
    kept = {path: path.stat().st_mtime_ns for path in (out / STAGED_FOLDER).glob("*/*.parquet")}
    assert kept
    again: dict[Path, int] = {}

    def look(told: str) -> None:
        if "months" in told and not again:
            again.update({path: path.stat().st_mtime_ns for path in kept if path.exists()})

    (done,) = run(inputs, out, tell=look).go()
    assert published(out) == published(whole)
    assert again.items() <= kept.items()  # none was read again
    assert not list((out / STAGED_FOLDER).iterdir())
    assert run(inputs, out, tell=pytest.fail).go() == [done]  # a third time there is nothing to do


def test_it_goes_on_with_nothing_that_has_changed(
    run: Made, spark: SparkSession, tmp_path: Path
) -> None:
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text(archive.text(0), encoding="utf-8")
    run(folder, out).go()
    other = Wish((str(folder),), out, Reads("0123456789", captured_at=AT, patience=60))
    with pytest.raises(EngineError, match="another version of the reader or its packs"):
        Run(other, spark, str).go()
    with pytest.raises(EngineError, match="other options: patience 60, now 9"):
        run(folder, out, patience=9).go()
    (folder / "b.txt").write_text(archive.text(1), encoding="utf-8")
    with pytest.raises(EngineError, match=r"b\.txt was not among the inputs"):
        run(folder, out).go()
    (folder / "b.txt").unlink()
    (folder / "a.txt").write_text(archive.text(2), encoding="utf-8")
    with pytest.raises(EngineError, match=r"a\.txt: changed since the run began"):
        run(folder, out).go()


def test_workers_with_other_packs_are_refused(
    spark: SparkSession, inputs: Path, tmp_path: Path
) -> None:
    reads = Reads("0123456789", captured_at=AT)
    with pytest.raises(EngineError, match="packs installed here are others"):
        Run(Wish((str(inputs / "e"),), tmp_path / "out", reads), spark, str).go()


def test_the_digest_of_the_reader_is_that_of_its_files(tmp_path: Path) -> None:
    assert version.reader() == version.reader.__wrapped__()
    assert plan.piece_size(10**14) == 32 * 1024 * 1024


def test_what_is_missing_is_said_in_plain_words(inputs: Path, tmp_path: Path) -> None:
    done = vitne_here("engine", "run", inputs, "--out", tmp_path / "out", JAVA_HOME="/nowhere")
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "vitne: Spark needs Java 17 or newer (Debian: apt install openjdk-17-jre-headless); "
        "none in JAVA_HOME, /nowhere\n"
    )
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as util\nreal = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'pyspark' else real(name, *more)\n",
        encoding="utf-8",
    )
    done = vitne_here("engine", "run", inputs, "--out", tmp_path / "out", PYTHONPATH=str(tmp_path))
    assert done.stderr.decode() == "vitne: needs pyspark: pip install 'vitne[spark]'\n"
