"""Writes how much speaks for two reports being about one happening."""

from __future__ import annotations

from typing import TypeAlias

Compared: TypeAlias = tuple[str, str, str, bool]  # what, found, bits, whether it speaks for it
LARGE = 40.0  # bits, beyond which odds have no name
NEITHER = 0.05  # bits that say nothing either way
_EVEN = 1.5  # to one


def bits(weight: float) -> str:
    """A weight with its sign: "+4.2", "−1.0", "0.0"."""
    if abs(weight) < NEITHER:
        return "0.0"
    return f"{weight:+.1f}".replace("-", "−")


def times(weight: float) -> int | None:
    """The odds, "to one", of a weight in bits, with two digits that count; None if about even."""
    odds = 2.0 ** min(abs(weight), LARGE)
    if odds < _EVEN:
        return None
    return round(odds) if odds < 100 else int(float(f"{odds:.2g}"))
