"""Measures reading on Spark: one worker, then two, then two of which one is killed in mid-run.

The articles are synthetic (synthetic.py): reports of conflict and, one in five, of other things; a
half as JSONL, four tenths as Parquet, the rest as web archives. Spark is a real cluster on this
machine: a master, and workers of one core each in processes of their own. Each run is
`vitne engine run`, from the command to its end; the start of Spark is told apart.

usage: python evaluation/bench_engine.py [--articles N] [--folder FOLDER]

Prints the figures and keeps them in results_engine.json. Needs pyspark and Java 17.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measured
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import synthetic

from vitne.engine.plan import PLAN
from vitne.engine.run import DONE_FOLDER, STAGED_FOLDER, Done

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_name("results_engine.json")
ARTICLES = 100_000
WANTED = 1.7  # times as fast with two workers
MEMORY = "2g"  # of a worker; its Python processes come on top
_FILES, _ROWS = 8, 2_000  # files of each kind, and rows of a row group
_PATIENCE, _LOOK = 120, 1.0  # seconds until Spark must have begun, and between looks
CLASS = "org.apache.spark.deploy"
Figures = dict[str, Any]


def main() -> int:
    """Make the articles, read them three times, tell and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--folder", type=Path, help="where it works; a temporary one if not given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitne-bench-") as made:
        folder = options.folder or Path(made)
        figures = bench(options.articles, folder)
    print(json.dumps(figures, indent=1))
    known = json.loads(FILE.read_bytes()) if FILE.exists() else {}
    known[str(options.articles)] = figures
    ordered = dict(sorted(known.items(), key=lambda item: int(item[0])))
    FILE.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
    met = figures["times as fast"] >= WANTED and figures["identical"] and figures["survived"]
    print("reached" if met else f"NOT reached: {WANTED} times, identical, survived")
    return 0 if met else 1


def bench(count: int, folder: Path) -> Figures:
    """Every figure for so many articles."""
    inputs = folder / f"articles-{count}"
    prepare(inputs, count)
    size = sum(path.stat().st_size for path in inputs.iterdir())
    runs = {}
    for name, workers, killed in (("one", 1, False), ("two", 2, False), ("killed", 2, True)):
        runs[name] = run(inputs, folder / name, workers=workers, killed=killed)
        print(name, runs[name], flush=True)
    one, two, killed_ = (runs[name] for name in ("one", "two", "killed"))
    return {
        "articles": count,
        "input, MB": round(size / 1e6, 1),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "one worker, s": one["wall"],
        "two workers, s": two["wall"],
        "times as fast": round(one["wall"] / two["wall"], 3),
        "times as fast, once Spark is there": round(one["work"] / two["work"], 3),
        "start of Spark, s": one["start"],
        "articles a second, one worker": round(count / one["work"], 1),
        "articles a second, two workers": round(count / two["work"], 1),
        "CPU of reading, s": one["read"],
        "articles a CPU-second": round(one["articles"] / one["read"], 1),
        "CPU of the worker, s": one["cpu"],
        "memory of Python on a worker, MB": max(each["memory"] for each in runs.values()),
        "result, MB": one["result"],
        "read": one["articles"],
        "set aside": one["set aside"],
        "one of two killed, s": killed_["wall"],
        "identical": one["digest"] == two["digest"],
        "survived": killed_["killed"] > 0 and killed_["digest"] == one["digest"],
        "digest": one["digest"],
    }


def prepare(folder: Path, count: int) -> None:
    """Write the articles: a half as JSONL, four tenths as Parquet, the rest as a web archive."""
    if folder.exists():
        return
    with tempfile.TemporaryDirectory() as made:
        synthetic.write(Path(made), count)
        lines = (Path(made) / synthetic.ARTICLES).read_text(encoding="utf-8").splitlines()
    folder.mkdir(parents=True)
    half, most = count // 2, count * 9 // 10
    for number in range(_FILES):
        some = lines[:half][number::_FILES]
        (folder / f"a{number}.jsonl").write_text("\n".join(some) + "\n", encoding="utf-8")
        rows = [json.loads(line) for line in lines[half:most][number::_FILES]]
        pq.write_table(
            pa.Table.from_pylist(rows), folder / f"b{number}.parquet", row_group_size=_ROWS
        )
    for number in range(_FILES):
        archive(folder / f"c{number}.warc.gz", lines[most:][number::_FILES])


def archive(path: Path, lines: list[str]) -> None:
    """Write reports as the pages of a web archive."""
    from fastwarc.warc import WarcRecord, WarcRecordType  # noqa: PLC0415 - only here

    with path.open("wb") as stream:
        for line in lines:
            told = json.loads(line)
            paragraphs = "".join(f"<p>{part}</p>" for part in told["text"].split("\n") if part)
            head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = told["url"]
            record.headers["WARC-Date"] = "2024-01-01T00:00:00Z"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            body = f"<html><body><article>{paragraphs}</article></body></html>"
            record.set_bytes_content((head + body).encode())
            plain = io.BytesIO()
            record.write(plain)
            stream.write(gzip.compress(plain.getvalue(), mtime=0))


def run(inputs: Path, out: Path, *, workers: int, killed: bool) -> Figures:
    """Read the articles with so many workers; kill one of them after a third where it is asked."""
    shutil.rmtree(out, ignore_errors=True)
    folder = out.with_name(f"{out.name}-cluster").resolve()
    with cluster(folder, workers) as master:
        command = measured.vitne(
            "engine", "run", str(inputs), "--out", str(out), "--master", master
        )
        began = time.monotonic()
        process = subprocess.Popen(
            [*command, "--conf", "spark.executor.memory=1g"], env=measured.environment()
        )
        watch = _Watch(process, out, folder, kill=killed)
        watch.start()
        status = process.wait()
        wall = time.monotonic() - began
        watch.join()
    if status not in (0, 1):
        raise SystemExit(f"vitne engine run ended with {status}")
    done = [
        msgspec.json.decode(p.read_bytes(), type=Done)
        for p in sorted((out / DONE_FOLDER).iterdir())
    ]
    return {
        "wall": round(wall, 1),
        "start": round(watch.begun - began, 1),
        "work": round(wall - (watch.begun - began), 1),
        "read": round(sum(one.cpu for one in done), 1),
        "cpu": round(watch.cpu, 1),
        "memory": round(watch.memory),
        "articles": sum(one.articles for one in done),
        "set aside": sum(one.set_aside for one in done),
        "killed": watch.killed,
        "result": round(sum(p.stat().st_size for p in out.rglob("*.parquet")) / 1e6, 1),
        "digest": digest(out),
    }


def digest(out: Path) -> str:
    """A hash of all that was published: names and bytes."""
    found = hashlib.sha256()
    for folder in ("readings", "set_aside"):
        for path in sorted((out / folder).rglob("*.parquet")):
            found.update(f"{path.relative_to(out)} ".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


class _Watch(threading.Thread):
    """Looks on while a run is at work: when it begins, its CPU and memory; kills where asked."""

    def __init__(
        self, process: subprocess.Popen[bytes], out: Path, folder: Path, *, kill: bool
    ) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._out = out
        self._folder = folder
        self._kill = kill
        self.begun = time.monotonic()  # when Spark is there and the plan is made
        self.killed = 0
        self.memory = self.cpu = 0.0

    def run(self) -> None:
        """Look until it ends."""
        planned = False
        while self._process.poll() is None:
            time.sleep(_LOOK)
            workers = list(processes(self._folder, "pyspark.daemon"))
            if not planned and workers:
                planned, self.begun = True, time.monotonic()
            self.memory = max([self.memory, *(measured.held([pid]) for pid in workers)])
            self.cpu = max(self.cpu, sum(map(spent, processes(self._folder, ""))))
            if self._kill and not self.killed and self._third():
                self.killed = next(processes(self._folder, "CoarseGrainedExecutorBackend"), 0)
                if self.killed:
                    os.kill(self.killed, signal.SIGKILL)

    def _third(self) -> bool:
        plan = self._out / PLAN
        if not plan.exists():
            return False
        splits = len(json.loads(plan.read_bytes())["splits"])
        return len(list((self._out / STAGED_FOLDER).glob("*/*.parquet"))) > splits / 3


def processes(folder: Path, word: str) -> Iterator[int]:
    """The processes of a cluster, by where they work, whose command lines hold a word."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            line = (path / "cmdline").read_bytes().decode(errors="replace")
            here = (path / "cwd").readlink().is_relative_to(folder)
        except OSError:
            continue
        if here and word in line:
            yield int(path.name)


def spent(pid: int) -> float:
    """The CPU-seconds of a process and of those it started that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A Spark of a master and some workers of one core, each a process, on this machine alone."""
    import pyspark  # noqa: PLC0415 - an extra

    home = Path(pyspark.__file__).parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    master = f"spark://127.0.0.1:{port}"
    environment = {
        **measured.environment(), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home),
        "PYSPARK_PYTHON": sys.executable,
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    commands = [["master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]]
    commands += [
        ["worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", MEMORY,
         "-d", str(folder / f"work{n}"), master] for n in range(workers)
    ]  # fmt: skip
    started = []
    try:
        with (folder / "log").open("wb") as log:
            for command in commands:
                line = [str(home / "bin" / "spark-class"), f"{CLASS}.{command[0]}", *command[1:]]
                started.append(subprocess.Popen(line, env=environment, stdout=log, stderr=log))
            _wait_for(folder / "log", "Registering worker", workers)
        yield master
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _wait_for(log: Path, words: str, times: int) -> None:
    until = time.monotonic() + _PATIENCE
    while log.read_text(errors="replace").count(words) < times:
        if time.monotonic() > until:
            raise SystemExit(f"Spark did not begin: see {log}")
        time.sleep(_LOOK)


if __name__ == "__main__":
    raise SystemExit(main())
