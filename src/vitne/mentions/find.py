"""Passages → mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.names import NameFinder
from vitne.mentions.numbers import find_numbers, may_count
from vitne.mentions.times import find_times
from vitne.mentions.words import find_words
from vitne.model import Kind, Mention, Passage, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.packs.pack import Pack

_HIDDEN_BY_NAMES = frozenset({Kind.HEAD, Kind.PEOPLE, Kind.BACK, Kind.TRIGGER, Kind.HARM})


def find(
    passages: Sequence[Passage], published: Period | None, pack: Pack
) -> list[tuple[Mention, ...]]:
    """All mentions of each passage, in text order; mentions of different kinds may overlap."""
    names = NameFinder(passages, pack)
    return [_of(passage, published, pack, names) for passage in passages]


def find_figures(
    passages: Sequence[Passage], published: Period | None, pack: Pack
) -> list[tuple[Mention, ...]]:
    """As `find`, but nothing in passages without a figure: what background numbers need."""
    counting = [may_count(passage, pack.numerals) for passage in passages]
    if True not in counting:
        return [()] * len(passages)
    names = NameFinder(passages, pack)
    last = len(counting) - counting[::-1].index(True)
    rows = [
        _of(passage, published, pack, names) if counts else _skip(passage, published, pack, names)
        for passage, counts in zip(passages[:last], counting, strict=False)
    ]
    return rows + [()] * (len(passages) - last)


def _skip(
    passage: Passage, published: Period | None, pack: Pack, names: NameFinder
) -> tuple[Mention, ...]:
    """Find nothing, but let the finder of names learn whom the passage names."""
    if names.learns(passage):
        times = find_times(passage, published, pack.calendar)
        names.find(passage, frozenset(i for m in times for i in range(m.first, m.last)))
    return ()


def _of(
    passage: Passage, published: Period | None, pack: Pack, names: NameFinder
) -> tuple[Mention, ...]:
    words = find_words(passage, pack.lexicon)
    times = find_times(passage, published, pack.calendar)
    numbers = find_numbers(passage, pack.numerals, times)
    blocked = frozenset(i for m in times for i in range(m.first, m.last))
    named = names.find(passage, blocked)
    covered = {i for m in named if m.kind is Kind.ACTOR for i in range(m.first, m.last)}
    kept = [m for m in words if m.kind not in _HIDDEN_BY_NAMES or m.first not in covered]
    return tuple(sorted([*kept, *times, *numbers, *named], key=lambda m: (m.first, -m.last)))
