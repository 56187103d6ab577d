"""What was measured at which commit: history.jsonl, one line a run that was kept."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec
from rounds import Figure  # noqa: TC002 - msgspec needs the types of fields at run time

FILE = Path(__file__).with_name("history.jsonl")
_ROOT = FILE.parents[2]


class Run(msgspec.Struct, frozen=True):
    """One run: at which commit ("+" where files were changed since), on what, with which figures."""

    commit: str
    at: str
    machine: str
    figures: list[Figure]


def last() -> dict[str, Figure]:
    """The figures of the last run that was kept, by name."""
    lines = FILE.read_bytes().splitlines() if FILE.exists() else []
    run = msgspec.json.decode(lines[-1], type=Run) if lines else None
    return {one.name: one for one in run.figures} if run else {}


def keep(figures: dict[str, Figure], machine: str) -> None:
    """Add a run."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    changed = "+" if _git("status", "--porcelain", "--untracked-files=no", "--", "src") else ""
    at = _git("show", "--no-patch", "--format=%cI", "HEAD")
    run = Run(f"{commit}{changed}", at, machine, list(figures.values()))
    with FILE.open("ab") as out:
        out.write(msgspec.json.encode(run) + b"\n")


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=_ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
