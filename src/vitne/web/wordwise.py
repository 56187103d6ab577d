"""What changed between two texts, word by word, with the paragraphs that stayed left out; pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_LINES = 3_000  # of each text that are compared
_MOST_WORDS = 3_000  # of each side of one change that are compared; longer ones are told whole
_NOISY = 300  # lines or words from which common ones are no anchors


class Piece(msgspec.Struct, frozen=True):
    """Words that stayed, were added or were taken out: `how` is same, added or dropped."""

    how: str
    text: str


class Hunk(msgspec.Struct, frozen=True):
    """A place where two texts differ; `skipped` paragraphs before it are the same in both."""

    skipped: int
    pieces: tuple[Piece, ...]


class Compared(msgspec.Struct, frozen=True):
    """All that differs; `rest` paragraphs at the end are the same, `cut` where it was too much."""

    hunks: tuple[Hunk, ...]
    rest: int
    cut: bool


def compare(older: str, newer: str) -> Compared:
    """Compare two versions of a text by paragraphs, then by words within those that differ."""
    mine, theirs = _lines(older), _lines(newer)
    cut = len(mine) > _MOST_LINES or len(theirs) > _MOST_LINES
    mine, theirs = mine[:_MOST_LINES], theirs[:_MOST_LINES]
    hunks: list[Hunk] = []
    skipped = 0
    for how, one, other, first, last in _steps(mine, theirs):
        if how == "equal":
            skipped += other - one
            continue
        old, new = "\n".join(mine[one:other]), "\n".join(theirs[first:last])
        hunks.append(Hunk(skipped, tuple(_pieces(old, new))))
        skipped = 0
    return Compared(tuple(hunks), skipped, cut)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _steps(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    noisy = max(len(mine), len(theirs)) > _NOISY
    yield from SequenceMatcher(None, mine, theirs, autojunk=noisy).get_opcodes()


def _pieces(old: str, new: str) -> Iterator[Piece]:
    if not old or not new:
        yield from _told(("dropped", old), ("added", new))
        return
    mine, theirs = _WORDS.findall(old), _WORDS.findall(new)
    if len(mine) > _MOST_WORDS or len(theirs) > _MOST_WORDS:
        yield from _told(("dropped", old), ("added", new))
        return
    for how, one, other, first, last in _steps(mine, theirs):
        if how == "equal":
            yield Piece("same", "".join(mine[one:other]))
            continue
        dropped, added = "".join(mine[one:other]), "".join(theirs[first:last])
        yield from _told(("dropped", dropped), ("added", added))


def _told(*pieces: tuple[str, str]) -> Iterator[Piece]:
    return (Piece(how, text) for how, text in pieces if text)
