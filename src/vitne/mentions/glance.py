"""Looks at the words of a text without reading it: what of conflict may be told there."""

from __future__ import annotations

from collections import Counter
from itertools import chain, filterfalse, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.model import Mention
    from vitne.packs.pack import Pack


class Glance:
    """What the words of an article may tell of conflict.

    `surely` are mentions of entries of one word: they are most of what reading will find. `perhaps`
    are mentions of entries of several words, each where a row has its words in whatever order.
    Both together are no less than reading finds of what speaks for conflict; `against`, of what
    speaks against it, is no more. They stand nowhere in particular. Where all weigh too little, the
    article reports no conflict.
    """

    __slots__ = ("_counts", "_hints", "_pack", "_rows", "_sets", "_told", "_written")

    def __init__(self, rows: Sequence[tuple[Sequence[str], Sequence[str]]], pack: Pack) -> None:
        """Count the words of an article, as written and folded; a row holds whole sentences."""
        self._written = [written for written, _ in rows]
        self._rows = [folded for _, folded in rows]
        self._counts = Counter(chain.from_iterable(self._rows))
        self._pack = pack
        self._hints = pack.hints
        self._told = list(filterfalse(pack.hints.silent.__contains__, self._counts))
        self._sets: list[frozenset[str]] | None = None  # the rows, for looking words up

    @property
    def tokens(self) -> int:
        """How many tokens the article has."""
        return sum(map(len, self._rows))

    def surely(self) -> Iterator[Mention]:
        """Mentions of entries and actors of one word."""
        hints, counts = self._hints, self._counts
        for low in filterfalse(hints.not_single.__contains__, self._told):
            for hint in hints.single(low):
                yield from repeat(hint.mention, counts[low])

    def perhaps(self) -> Iterator[Mention]:
        """Mentions of entries and actors of several words."""
        hints, words = self._hints, self._counts.keys()
        for low in filterfalse(hints.not_several.__contains__, self._told):
            rows: list[tuple[int, frozenset[str]]] | None = None
            for hint in hints.several(low, words):
                if any(map(words.isdisjoint, hint.needs)):
                    continue
                rows = self._rows_with(low) if rows is None else rows
                for count, row in rows:
                    if not any(map(row.isdisjoint, hint.needs)):
                        yield from repeat(hint.mention, count)

    def against(self) -> Iterator[Mention]:
        """Mentions of other worlds than that of conflict, by words that reading is sure to take so.

        They have no other sense, and are written small: "Ras Isa" is no slide.
        """
        if self._pack.grammar.noun_capitals:
            return  # a capital tells what sense a word has
        hints = self._hints
        for low in filterfalse(hints.not_against.__contains__, self._counts):
            if (mention := hints.against(low)) is not None:
                yield from repeat(mention, sum(row.count(low) for row in self._written))

    def _rows_with(self, low: str) -> list[tuple[int, frozenset[str]]]:
        """The words of each row that has a word, and how often it stands there."""
        if self._sets is None:
            self._sets = [frozenset(row) for row in self._rows]
        rows = zip(self._rows, self._sets, strict=True)
        return [(row.count(low), words) for row, words in rows if low in words]
