"""Kills vitne with signal 9 while it captures and links, and looks whether anything is lost.

A small corpus of synthetic articles is captured and linked once undisturbed. Then, so many times,
`vitne capture` or `vitne link` is started on a copy and killed at a random moment: of the whole run,
or, more often, of the time in which it writes. After that the record must open and verify, and going
on must end in the same state: the same rows in every table, but for times and the log of custody.
Half of the runs keep and link a few articles a transaction instead of hundreds, so that more kills
hit one that is under way. Then `vitne judge`, `backup`, `restore` and `watch` are killed (struck.py),
the power is cut at frames of the write-ahead log, and records and backups are damaged (damage.py).

usage: python evaluation/kills.py [--kills N] [--struck N] [--cuts N] [--damaged N] [--backups N]
                                  [--seed N] [--articles N] [--folder FOLDER]

Prints what was done in which phase and what came of it, and keeps the figures in
results_kills.json. The exit status is 1 if anything was lost or wrongly told.
"""

from __future__ import annotations

import argparse
import itertools
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
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import damage
import measured
import msgspec
import record_state
import struck
import synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_name("results_kills.json")
KILLS, SEED, ARTICLES, AT_ONCE = 160, 9, 40, 2
STRUCK, CUTS, DAMAGED, BACKUPS = 120, 500, 500, 300
COMMANDS = ("capture", "link")
CAPTURED_AT = "2024-01-01T00:00:00Z"
_FEW = 4  # articles a transaction where there are few
_ANYWHERE = 0.3  # of the kills; the others come while it writes
_LOOK = 0.001  # seconds between looks whether it writes
_TELL = 50
# The command line of vitne, with few articles a transaction.
_SMALL = f"""
import sys
from vitne.cli import main, recording
from vitne.record import linking
recording._BATCH = {_FEW}
linking.link.__kwdefaults__["batch"] = {_FEW}
sys.exit(main())
"""


class Pace(msgspec.Struct, frozen=True):
    """How long an undisturbed run takes, in seconds: all of it, and from its first writing on."""

    whole: float
    writing: float


class Ground(msgspec.Struct, frozen=True):
    """What every kill begins with and must end in."""

    folder: Path
    articles: Path
    count: int  # of the articles that are kept in the end
    captured: Path  # a record with all of them captured, none linked
    half: Path  # a record with half of them captured and linked
    end: str  # the digest of the state in which all ends
    paces: dict[str, Pace]  # by `Plan.kind`


class Plan(msgspec.Struct, frozen=True):
    """A kill to come: at a moment (0 to 1) of the whole run, or of the time in which it writes."""

    number: int
    command: str
    small: bool  # few articles a transaction
    anywhere: bool
    moment: float

    @property
    def kind(self) -> str:
        """What is killed."""
        return f"{self.command}, few articles a transaction" if self.small else self.command


class Shot(msgspec.Struct, frozen=True):
    """A kill: what was there then, and what was lost by it."""

    plan: Plan
    phase: str
    faults: tuple[str, ...]


def main() -> int:
    """Kill, look, and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--struck", type=int, default=STRUCK)
    parser.add_argument("--cuts", type=int, default=CUTS)
    parser.add_argument("--damaged", type=int, default=DAMAGED)
    parser.add_argument("--backups", type=int, default=BACKUPS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - moments of kills, no secrets
    with tempfile.TemporaryDirectory() as made:
        ground = prepare(options.folder or Path(made), options.articles)
        plans = [
            Plan(
                n, rng.choice(COMMANDS), rng.random() < 0.5, rng.random() < _ANYWHERE, rng.random()
            )
            for n in range(options.kills)
        ]
        with ProcessPoolExecutor(AT_ONCE, get_context("spawn")) as pool:
            shots = [_told(s) for s in pool.map(shoot, itertools.repeat(ground), plans)]
        told = [_said(one) for one in more(ground, options, rng)]
    figures = summary(shots, told)
    FILE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))
    return 1 if figures["lost"] else 0


def more(ground: Ground, options: argparse.Namespace, rng: random.Random) -> Iterator[damage.Told]:
    """The other faults: commands killed, power cut, records and backups damaged."""
    whole = ground.folder / "whole.db"
    yield from struck.struck(ground.folder, whole, options.struck, rng)
    yield from damage.cuts(ground.folder, ground.articles, options.cuts, rng)
    yield from damage.damaged(ground.folder, whole, options.damaged, rng)
    yield from damage.backups(ground.folder, whole, options.backups, rng)


def prepare(folder: Path, count: int) -> Ground:
    """Capture and link undisturbed, and keep the states on the way."""
    for old in folder.glob("*.db*"):
        old.unlink()
    synthetic.write(folder, count)
    articles = folder / synthetic.ARTICLES
    lines = articles.read_bytes().splitlines(keepends=True)
    whole, half = folder / "whole.db", folder / "half.db"
    articles.write_bytes(b"".join(lines[: count // 2]))
    for command in COMMANDS:
        _pace(command, half, articles, small=False)
    articles.write_bytes(b"".join(lines))
    paces, captured = {}, folder / "captured.db"
    for small in (True, False):
        for old in folder.glob("whole.db*"):
            old.unlink()
        for command in COMMANDS:
            kind = Plan(0, command, small, anywhere=True, moment=0).kind
            paces[kind] = _pace(command, whole, articles, small=small)
            if command == "capture":
                _copy(whole, captured)
    total, end = record_state.count(whole), record_state.digest(whole)
    return Ground(folder, articles, total, captured, half, end, paces)


def shoot(ground: Ground, plan: Plan) -> Shot:
    """Kill one run at its moment, look at the record, and go on from there."""
    record = ground.folder / f"shot-{plan.number}.db"
    if plan.command == "link":
        _copy(ground.captured, record)
    elif plan.number % 2:
        _copy(ground.half, record)
    ended = _kill(plan, record, ground)
    phase = "it was over" if ended else record_state.phase(record, ground.count)
    faults = tuple(record_state.faults(record)) if record.exists() else ()
    faults = faults or tuple(_go_on(record, ground))
    if not faults:
        for path in ground.folder.glob(f"{record.name}*"):
            path.unlink()
    return Shot(plan, phase, faults)


def _go_on(record: Path, ground: Ground) -> list[str]:
    """Capture and link to the end, and compare the state with the undisturbed one."""
    record_state.go_on(record, ground.articles, at=CAPTURED_AT)
    faults = list(record_state.faults(record))
    if record_state.digest(record) != ground.end:
        faults.append(f"another end state: {record}")
    return faults


def _kill(plan: Plan, record: Path, ground: Ground) -> bool:
    """Start a command in a group of its own and kill all of it; True where it was over already."""
    pace = ground.paces[plan.kind]
    process = subprocess.Popen(
        _command(plan.command, record, ground.articles, small=plan.small),
        env=measured.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    if not plan.anywhere:
        _until_it_writes(process, record)
    try:
        process.wait(plan.moment * (pace.whole if plan.anywhere else pace.writing))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def _until_it_writes(process: subprocess.Popen[bytes], record: Path) -> None:
    """Wait until the write-ahead log of a record has something in it, or the process has ended."""
    log = record.with_name(f"{record.name}-wal")
    while process.poll() is None:
        try:
            if log.stat().st_size:
                return
        except FileNotFoundError:
            pass  # not opened yet
        time.sleep(_LOOK)


def _pace(command: str, record: Path, articles: Path, *, small: bool) -> Pace:
    """Run a command to its end, and look at the clock."""
    began = time.perf_counter()
    process = subprocess.Popen(
        _command(command, record, articles, small=small), env=measured.environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _until_it_writes(process, record)
    wrote = time.perf_counter()
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, process.args)
    end = time.perf_counter()
    return Pace(end - began, end - wrote)


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
    """Say at once what was lost, and now and then how far it has come."""
    for fault in shot.faults:
        print(f"kill {shot.plan.number} of {shot.plan.kind}: {fault}", file=sys.stderr)
    if shot.plan.number % _TELL == 0:
        print(f"kill {shot.plan.number}", file=sys.stderr)
    return shot


def _said(one: damage.Told) -> damage.Told:
    for fault in one.faults:
        print(f"{one.kind}: {fault}", file=sys.stderr)
    return one


def summary(shots: list[Shot], told: list[damage.Told]) -> dict[str, object]:
    """How many faults there were of each kind, what came of them, and what was lost."""
    counted = Counter(f"killed: {shot.plan.kind}: {shot.phase}" for shot in shots)
    counted += Counter(f"{one.kind}: {one.came}" for one in told)
    faulty = [one.faults for one in (*shots, *told) if one.faults]
    return {
        "faults": len(shots) + len(told),
        "survived": len(shots) + len(told) - len(faulty),
        "lost": len(faulty),
        "kinds": dict(sorted(counted.items())),
        "lost_how": sorted({fault for some in faulty for fault in some})[:20],
    }


if __name__ == "__main__":
    raise SystemExit(main())
