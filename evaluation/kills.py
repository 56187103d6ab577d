"""Kills vitne with signal 9 while it captures and links, and looks whether anything is lost.

A small corpus of synthetic articles is captured and linked once undisturbed. Then, so many times,
`vitne capture` or `vitne link` is started on a copy and killed at a random moment; after that the
record must open and verify, and going on must end in the same state: the same rows in every table,
but for times and the log of custody. Half of the runs keep and link a few articles a transaction
instead of hundreds, so that more kills hit one that is under way.

usage: python evaluation/kills.py [--kills N] [--seed N] [--articles N] [--folder FOLDER]

Prints what was killed in which phase, and keeps the figures in results_kills.json. The exit status
is 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import measured
import msgspec
import record_state
import synthetic

FILE = Path(__file__).with_name("results_kills.json")
KILLS, SEED, ARTICLES, AT_ONCE = 500, 9, 40, 2
CAPTURED_AT = "2024-01-01T00:00:00Z"
_FEW = 4  # articles a transaction where there are few
_LATEST = 1.05  # of an undisturbed run: some kills come too late, as they may
# The command line of vitne, with few articles a transaction.
_SMALL = f"""
import sys
from vitne.cli import main, recording
from vitne.record import linking
recording._BATCH = {_FEW}
linking.link.__kwdefaults__["batch"] = {_FEW}
sys.exit(main())
"""


class Ground(msgspec.Struct, frozen=True):
    """What every kill begins with and must end in."""

    articles: Path
    count: int  # of the articles that are kept in the end
    captured: Path  # a record with all of them captured, none linked
    half: Path  # a record with half of them captured and linked
    end: str  # the digest of the state in which all ends
    seconds: dict[str, float]  # an undisturbed run of each command


class Plan(msgspec.Struct, frozen=True):
    """A kill to come; its moment is 0 at the beginning of a run, 1 about at its end."""

    number: int
    command: str
    small: bool  # few articles a transaction
    moment: float


class Shot(msgspec.Struct, frozen=True):
    """A kill: when it was, what was there then, and what was lost by it."""

    plan: Plan
    after: float  # seconds
    phase: str
    faults: tuple[str, ...]


def main() -> int:
    """Kill, look, and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        ground = prepare(folder, options.articles)
        rng = random.Random(options.seed)  # noqa: S311 - moments of kills, no secrets
        plans = [(n, rng.choice(("capture", "link")), rng.random() < 0.5, rng.random())
                 for n in range(options.kills)]  # fmt: skip
        with ThreadPoolExecutor(AT_ONCE) as pool:
            shots = list(pool.map(lambda plan: _told(shoot(ground, folder, plan)), plans))
    figures = summary(shots)
    FILE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))
    return 1 if any(shot.faults for shot in shots) else 0


def prepare(folder: Path, count: int) -> Ground:
    """Capture and link undisturbed, and keep the states on the way."""
    synthetic.write(folder, count)
    articles, first = folder / synthetic.ARTICLES, folder / "first.jsonl"
    lines = articles.read_bytes().splitlines(keepends=True)
    first.write_bytes(b"".join(lines[: count // 2]))
    whole, half = folder / "whole.db", folder / "half.db"
    began = time.perf_counter()
    _run("capture", whole, articles)
    middle = time.perf_counter()
    captured = _copy(whole, folder / "captured.db")
    linking = time.perf_counter()
    _run("link", whole, articles)
    end = time.perf_counter()
    _run("capture", half, first)
    _run("link", half, first)
    seconds = {"capture": middle - began, "link": end - linking}
    return Ground(
        articles, record_state.count(whole), captured, half, record_state.digest(whole), seconds
    )


def shoot(ground: Ground, folder: Path, plan: Plan) -> Shot:
    """Kill one run at its moment, look at the record, and go on from there."""
    record = folder / f"shot-{plan.number}.db"
    if plan.command == "link":
        _copy(ground.captured, record)
    elif plan.number % 2:
        _copy(ground.half, record)
    after = plan.moment * _LATEST * ground.seconds[plan.command]
    ended = _kill(_command(plan.command, record, ground.articles, small=plan.small), after)
    phase = "it was over" if ended else record_state.phase(record, ground.count)
    faults = tuple(record_state.faults(record)) if record.exists() else ()
    faults = faults or tuple(_go_on(record, ground))
    if not faults:
        for path in folder.glob(f"{record.name}*"):
            path.unlink()
    return Shot(plan, round(after, 3), phase, faults)


def _go_on(record: Path, ground: Ground) -> list[str]:
    """Run both commands to their end, and compare the state with the undisturbed one."""
    try:
        _run("capture", record, ground.articles)
        _run("link", record, ground.articles)
    except subprocess.CalledProcessError as error:
        return [f"going on failed: {error}"]
    faults = list(record_state.faults(record))
    if record_state.digest(record) != ground.end:
        faults.append(f"another end state: {record}")
    return faults


def _kill(command: list[str], after: float) -> bool:
    """Start a command in a group of its own and kill all of it; True where it was over already."""
    process = subprocess.Popen(
        command, env=measured.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def _run(command: str, record: Path, articles: Path) -> None:
    subprocess.run(
        _command(command, record, articles, small=False), env=measured.environment(), check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _command(command: str, record: Path, articles: Path, *, small: bool) -> list[str]:
    start = [sys.executable, "-c", _SMALL] if small else measured.vitne()
    if command == "link":
        return [*start, "link", "--record", str(record)]
    told = ["--record", str(record), "--captured-at", CAPTURED_AT]
    return [*start, "capture", str(articles), *told]


def _copy(record: Path, target: Path) -> Path:
    """Copy a record that nobody has open, with what is beside it."""
    for path in record.parent.glob(f"{record.name}*"):
        shutil.copy(path, target.parent / (target.name + path.name.removeprefix(record.name)))
    return target


def _told(shot: Shot) -> Shot:
    """Say at once what was lost."""
    for fault in shot.faults:
        print(
            f"kill {shot.number} of {shot.command} after {shot.after} s: {fault}", file=sys.stderr
        )
    return shot


def summary(shots: list[Shot]) -> dict[str, object]:
    """How many kills hit what, and what was lost."""
    counted = Counter(
        f"{shot.plan.command}{', few a transaction' if shot.plan.small else ''}: {shot.phase}"
        for shot in shots
    )
    return {
        "kills": len(shots),
        "lost": sum(bool(shot.faults) for shot in shots),
        "phases": dict(sorted(counted.items())),
        "faults": sorted({fault for shot in shots for fault in shot.faults})[:20],
    }


if __name__ == "__main__":
    raise SystemExit(main())
