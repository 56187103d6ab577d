"""Findings: what an input broke, told apart by where, kept as the smallest input that breaks it."""

from __future__ import annotations

import hashlib
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_NAME = 60


class HangError(Exception):
    """An input takes more processor time than any of its size may."""


def signature(error: BaseException) -> str:
    """What tells one finding from another: the error, and the last line of vitne that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [one for one in frames if "/vitne/" in one.filename] or frames
    where = f"{Path(own[-1].filename).stem}.{own[-1].name}" if own else "nowhere"
    if type(error).__name__ == "BrokenPromiseError":
        return str(error)
    if isinstance(error, HangError | MemoryError | RecursionError):  # they strike anywhere
        return type(error).__name__
    return f"{type(error).__name__} in {where}"


def slug(text: str) -> str:
    """A text as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST_NAME]


def name_of(sign: str, data: bytes) -> str:
    """The name of the file that keeps a finding: what it was, and a few digits of its hash."""
    return f"{slug(sign)}-{hashlib.sha256(data).hexdigest()[:8]}"


def minimised(data: bytes, broken: Callable[[bytes], bool], tries: int = 1500) -> bytes:
    """The smallest input found, in so many tries, that is broken as well.

    Pieces of half its length are left out, then of a quarter, down to single bytes.
    """
    size = len(data) // 2
    while size and tries:
        at = 0
        while at < len(data) and tries:
            tries -= 1
            shorter = data[:at] + data[at + size :]
            if broken(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data
