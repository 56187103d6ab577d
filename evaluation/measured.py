"""Runs a command, and measures its time, its CPU and the memory of all its processes together."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EVERY = 0.25  # seconds between looks at the memory
SOURCE = Path(__file__).resolve().parents[1] / "src"


class Usage(msgspec.Struct, frozen=True):
    """What a command took: seconds on the clock, seconds of CPU, megabytes at most."""

    wall: float
    cpu: float
    memory: float


def vitne(*arguments: str) -> list[str]:
    """The command line of vitne as it stands in the source."""
    return [sys.executable, "-m", "vitne", *arguments]


def environment() -> dict[str, str]:
    """The environment in which it runs."""
    return {**os.environ, "PYTHONPATH": str(SOURCE)}


def run(command: Sequence[str]) -> Usage:
    """Run a command to its end.

    Raises:
        CalledProcessError: It failed.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Usage(round(wall, 2), round(used.ru_utime + used.ru_stime, 2), round(peak[0]))


def _watch(pid: int, peak: list[float]) -> None:
    while Path(f"/proc/{pid}").exists() and not _is_over(pid):
        peak[0] = max(peak[0], held([pid]))
        time.sleep(_EVERY)


def _is_over(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def children(pid: int) -> Iterator[int]:
    """The processes that a process started, and theirs."""
    try:
        rows = Path(f"/proc/{pid}/task").glob("*/children")
        found = [int(child) for row in rows for child in row.read_text().split()]
    except OSError:
        return
    for child in found:
        yield child
        yield from children(child)


def held(pids: Sequence[int]) -> float:
    """The memory of processes and of all that they started, in megabytes."""
    return sum(_held(one) for pid in pids for one in (pid, *children(pid)))


def _held(pid: int) -> float:
    """The memory of a process in megabytes; what it shares is counted in proportion (PSS)."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024
