"""Drives a target: input after input, with a limit of time and memory, and a count of what broke."""

from __future__ import annotations

import json
import mmap
import os
import resource
import signal
import time
from typing import TYPE_CHECKING, Any

from fuzz.findings import HangError, minimised, name_of, signature

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from fuzz.target import Target

_MOST_SECONDS = 10.0  # of the processor, for one input
_MOST_MEMORY = 4 * 1024**3
_BETWEEN = 2.0  # seconds from one account of how far it is to the next
_SLOWEST = 12  # inputs kept, the slowest for their length
_FEW = 300  # bytes added to each length, so that what every input costs does not count


class Limits:
    """How long a campaign goes on."""

    def __init__(self, executions: int | None, minutes: float | None) -> None:
        self.executions = executions
        self._minutes = minutes
        self._began = 0.0

    def begin(self) -> None:
        """Begin to count the time, once a target is ready."""
        self._began = time.monotonic()

    def reached(self, count: int) -> bool:
        """Whether so many executions are enough."""
        if self.executions is not None and count >= self.executions:
            return True
        return self._minutes is not None and time.monotonic() - self._began >= 60 * self._minutes


class Driver:
    """Hands inputs to a target, and keeps what breaks.

    What is being tried lies in `last-input` of the folder of work, so that an input which ends the
    process itself is not lost.
    """

    def __init__(self, target: Target, work: Path, kept: Path, limits: Limits) -> None:
        self._target, self._work, self._kept, self._limits = target, work, kept, limits
        self.count = 0
        self._cpu = 0.0
        self._findings: dict[str, bytes] = {}
        self._slow: list[tuple[float, float, bytes]] = []
        self._told = 0.0
        self._last = _Last(work / "last-input")
        limits.begin()
        signal.signal(signal.SIGVTALRM, _hang)
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))

    def one(self, data: bytes) -> None:
        """Try one input; ends the process when the campaign is over."""
        self._last.write(data)
        began = time.process_time()
        error = self._tried(data)
        took = time.process_time() - began
        self.count += 1
        self._cpu += took
        if error is not None:
            sign = signature(error)
            if sign not in self._findings or len(data) < len(self._findings[sign]):
                self._findings[sign] = data
                (self._work / f"finding-{name_of(sign, b'')}").write_bytes(data)
        else:
            self._slow.append((took / (len(data) + _FEW), took, data))
            if len(self._slow) > 4 * _SLOWEST:
                self._slow = sorted(self._slow, reverse=True)[:_SLOWEST]
        if self._limits.reached(self.count):
            self.end()
        if time.monotonic() - self._told > _BETWEEN:
            self._tell()

    def end(self) -> None:
        """Keep what was found, as small as it becomes, and end the process."""
        for sign, data in self._findings.items():
            small = minimised(data, lambda shorter, sign=sign: self._breaks(shorter, sign))
            self._kept.mkdir(parents=True, exist_ok=True)
            (self._kept / name_of(sign, small)).write_bytes(small)
        self._tell(done=True)
        self._last.forget()
        os._exit(0)  # libFuzzer has no other way to end

    def _tried(self, data: bytes) -> BaseException | None:
        signal.setitimer(signal.ITIMER_VIRTUAL, _MOST_SECONDS)
        try:
            self._target.run(data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is a finding
            return error
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return None

    def _breaks(self, data: bytes, sign: str) -> bool:
        error = self._tried(data)
        return error is not None and signature(error) == sign

    def _tell(self, *, done: bool = False) -> None:
        self._told = time.monotonic()
        slowest = sorted(self._slow, reverse=True)[:_SLOWEST]
        told: dict[str, Any] = {
            "executions": self.count,
            "cpu_seconds": round(self._cpu, 1),
            "findings": sorted(self._findings),
            "slowest": [
                {"ms": round(1000 * took, 1), "bytes": len(data), "input": data.decode("utf-8", "replace")}
                for _, took, data in slowest
            ],
            "done": done,
        }  # fmt: skip
        partial = self._work / "account.partial"
        partial.write_text(json.dumps(told), encoding="utf-8")
        partial.replace(self._work / "account.json")


class _Last:
    """The input that is being tried, in a file that outlives the process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("wb") as file:
            file.truncate(1 << 20)
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 1 << 20)

    def write(self, data: bytes) -> None:
        self._map[:4] = len(data).to_bytes(4, "little")
        self._map[4 : 4 + len(data)] = data

    def forget(self) -> None:
        self._path.unlink()


def last_input(work: Path) -> bytes | None:
    """What a process was trying when it was ended, or None if it ended by itself."""
    path = work / "last-input"
    if not path.is_file():
        return None
    held = path.read_bytes()
    return held[4 : 4 + int.from_bytes(held[:4], "little")]


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise HangError(f"more than {_MOST_SECONDS:.0f} seconds of processor time")
