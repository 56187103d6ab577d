"""Finds what an article says twice in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Role, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable

_REPEATED_WORDS = 4
_HEAD_SIGNS, _HEAD_LETTERS = 64, 5


def segments_of(text: str, parts: Iterable[tuple[Role, int, int]]) -> tuple[Segment, ...]:
    """The parts as segments; one that says the same words again points to the first.

    A caption printed twice, before and after the debris of a player, is one caption. White space
    is no difference, and fewer than four words are no repetition.
    """
    heads: dict[str, int | None] = {}  # None: more than one part begins so
    first: dict[tuple[str, ...], int] = {}
    segments: list[Segment] = []
    for index, (role, start, end) in enumerate(parts):
        # The first letters or word tell most parts apart, so that few are compared in full.
        head = text[start : start + _HEAD_LETTERS]
        if not head.isalpha():
            head = text[start : min(end, start + _HEAD_SIGNS)].split(None, 1)[0]
        repeats = None
        if head in heads:
            before = heads[head]
            if before is not None:
                earlier = segments[before]
                first[tuple(text[earlier.start : earlier.end].split())] = before
                heads[head] = None
            said = tuple(text[start:end].split())
            original = first.setdefault(said, index)
            if original != index and len(said) >= _REPEATED_WORDS:
                repeats = original
        else:
            heads[head] = index
        segments.append(Segment(role, start, end, repeats))
    return tuple(segments)
