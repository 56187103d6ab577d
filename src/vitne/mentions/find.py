"""Passages → mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.names import NameFinder
from vitne.mentions.numbers import find_numbers
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
