"""Finds short brackets and quotation marks inside a clause: "(GNA)", "«lynraskt»"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = {"(": ")", "«": "»", "“": "”"}
_SHORT = 6  # tokens from one mark to the other


def short_brackets(low: Sequence[str]) -> set[int]:
    """The tokens of brackets and quotation marks that hold a word or a few."""
    inside: set[int] = set()
    if _OPENING.keys().isdisjoint(low):
        return inside
    for at, word in enumerate(low):
        close = _OPENING.get(word)
        if close is None:
            continue
        ends = range(at + 2, min(at + _SHORT, len(low)))
        end = next((i for i in ends if low[i] == close), None)
        if end is not None:
            inside.update(range(at, end + 1))
    return inside
