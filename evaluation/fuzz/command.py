"""The command: `python evaluation/fuzz [--target T] [--executions N | --minutes M] [--jobs 2]`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from fuzz import engines, growth
from fuzz.driving import Limits, last_input
from fuzz.findings import name_of
from fuzz.target import TARGETS

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "fuzz" / "corpus"
_EXECUTIONS = 20_000  # of each target, where nobody says
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_LOOK = 1.0  # seconds between two looks at how far the workers are


def main() -> int:
    """Fuzz the targets asked for, and tell what was found; 1 where something was."""
    asked = _parser().parse_args()
    if asked.worker:
        limits = Limits(asked.executions, asked.minutes)
        engines.work(asked.worker, Path(asked.work), Path(asked.corpus), limits, asked.seed)
    if asked.growth:
        return _grow(asked)
    return Campaign(asked).run()


def _grow(asked: argparse.Namespace) -> int:
    rows = growth.measure(asked.target or list(growth.DOORS), lambda line: print(line, flush=True))
    found = [row for row in rows if row["finding"]]
    print(f"{len(rows)} kinds of input, {len(found)} grow faster than their length")
    if asked.results:
        path = Path(asked.results)
        held: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
        held.setdefault("growth", {}).update(_summed(rows))
        path.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if found else 0


def _summed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """By door: how many kinds of input there were, and the three that grew most."""
    doors = dict.fromkeys(row["door"] for row in rows)
    summed = {}
    for door in doors:
        own = sorted((r for r in rows if r["door"] == door), key=lambda r: -r["growth"])
        worst = {row["piece"]: row["growth"] for row in own[:3]}
        summed[door] = {
            "kinds": len(own), "found": sum(row["finding"] for row in own), "most_by_4_times": worst
        }  # fmt: skip
    return summed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python evaluation/fuzz", description=__doc__)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="all if none")
    parser.add_argument("--executions", type=int, help=f"of each target; {_EXECUTIONS:,} if none")
    parser.add_argument("--minutes", type=float, help="for each target, instead")
    parser.add_argument("--jobs", type=int, default=1, help="targets fuzzed at once")
    parser.add_argument("--growth", action="store_true", help="look for what is slower than linear")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", help="where inputs and accounts are kept from run to run")
    parser.add_argument("--corpus", default=str(CORPUS), help="where findings are kept")
    parser.add_argument("--results", help="a JSON file to which the figures are added")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    return parser


class Campaign:
    """Targets fuzzed one after the other, so many at once, each in a process of its own."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        self._names: list[str] = asked.target or list(TARGETS)
        self._work = Path(asked.work or tempfile.mkdtemp(prefix="vitne-fuzz-"))
        self._corpus = Path(asked.corpus)
        self._ended: dict[str, dict[str, Any]] = {}
        self._scratch = ""

    def run(self) -> int:
        """Run all, tell how far they are, and what was found; 1 where something was."""
        memory = _MEMORY if _MEMORY.is_dir() else None
        with tempfile.TemporaryDirectory(prefix="vitne-fuzz-", dir=memory) as self._scratch:
            return self._run()

    def _run(self) -> int:
        engine = "atheris" if engines.has_atheris() else "chance alone (no atheris installed)"
        print(f"{len(self._names)} targets, by {engine}; work in {self._work}", flush=True)
        waiting, running = list(self._names), dict[str, subprocess.Popen[bytes]]()
        while waiting or running:
            while waiting and len(running) < self._asked.jobs:
                name = waiting.pop(0)
                running[name] = self._start(name)
            time.sleep(_LOOK)
            for name, process in list(running.items()):
                self._show(name, process)
                if process.poll() is not None:
                    self._end(name, running.pop(name).returncode)
        if self._asked.results:
            self._keep(Path(self._asked.results))
        return 1 if any(one["findings"] for one in self._ended.values()) else 0

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        folder = self._work / name
        folder.mkdir(parents=True, exist_ok=True)
        for stale in ("account.json", "last-input"):
            (folder / stale).unlink(missing_ok=True)
        command = [
            sys.executable, str(Path(__file__).parent), "--worker", name, "--work", str(folder),
            "--corpus", str(self._corpus / name), "--seed", str(self._asked.seed),
        ]  # fmt: skip
        if self._asked.minutes is not None:
            command += ["--minutes", str(self._asked.minutes)]
        if self._asked.executions is not None or self._asked.minutes is None:
            command += ["--executions", str(self._asked.executions or _EXECUTIONS)]
        told = {**os.environ, "TMPDIR": self._scratch}
        with (folder / "log").open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, env=told)

    def _account(self, name: str) -> dict[str, Any]:
        path = self._work / name / "account.json"
        if not path.is_file():
            return {"executions": 0, "cpu_seconds": 0.0, "findings": [], "slowest": []}
        told: dict[str, Any] = json.loads(path.read_bytes())
        return told

    def _show(self, name: str, process: subprocess.Popen[bytes]) -> None:
        if sys.stdout.isatty() and process.poll() is None:
            print(f"\r{_line(name, self._account(name))}", end="", flush=True)

    def _end(self, name: str, code: int) -> None:
        told = self._account(name)
        data = last_input(self._work / name)
        if code and data is not None:  # a crash of a library, or out of memory
            folder = self._corpus / name
            folder.mkdir(parents=True, exist_ok=True)
            sign = f"process ended with {code}"
            (folder / name_of(sign, data)).write_bytes(data)
            told["findings"].append(sign)
        elif code:
            log = (self._work / name / "log").read_text(encoding="utf-8", errors="replace")
            raise SystemExit(f"{name} could not be fuzzed:\n{log[-2000:]}")
        self._ended[name] = told
        start = "\r" if sys.stdout.isatty() else ""
        print(f"{start}{_line(name, told)}", flush=True)
        for finding in told["findings"]:
            print(f"    FOUND {finding}", flush=True)

    def _keep(self, path: Path) -> None:
        """Add the figures of this campaign to those of earlier ones."""
        held: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
        targets = held.setdefault("targets", {})
        for name, told in self._ended.items():
            sums = targets.setdefault(
                name, {"executions": 0, "cpu_seconds": 0.0, "findings_by_last_campaign": []}
            )
            sums["executions"] += told["executions"]
            sums["cpu_seconds"] = round(sums["cpu_seconds"] + told["cpu_seconds"], 1)
            sums["findings_by_last_campaign"] = told["findings"]
        held["executions"] = sum(one["executions"] for one in targets.values())
        held["cpu_hours"] = round(sum(one["cpu_seconds"] for one in targets.values()) / 3600, 2)
        path.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _line(name: str, told: dict[str, Any]) -> str:
    cpu = told["cpu_seconds"] or 1e-9
    return (
        f"{name:<16} {told['executions']:>10,} executions  {told['executions'] / cpu:>8,.0f} a"
        f" CPU-second  {len(told['findings'])} findings"
    )
