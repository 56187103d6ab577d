"""Looks at the words of a text without reading it: what of conflict may be told there."""

from __future__ import annotations

from collections import Counter
from itertools import chain, repeat
from typing import TYPE_CHECKING

from vitne.mentions.words import KIND_OF
from vitne.model import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.model import Passage
    from vitne.packs.hints import Hint
    from vitne.packs.pack import Pack


def glance(passages: Iterable[Passage], pack: Pack) -> tuple[Mention, ...]:
    """Mentions that speak for conflict: at least all that reading would find, where they count.

    They stand nowhere in particular. What speaks against conflict is left out, and an entry of
    several words is there if a passage has its words, in whatever order; so a text in which these
    weigh too little is no report of conflict, and one in which they weigh enough may be one.
    """
    rows = [[token.low for token in passage.tokens] for passage in passages]
    return tuple(_mentions(rows, pack))


def _mentions(rows: list[list[str]], pack: Pack) -> Iterator[Mention]:
    counts = Counter(chain.from_iterable(rows))
    words = counts.keys()
    hints_of = pack.hints.of
    for low, count in counts.items():
        for hint in hints_of(low):
            if not hint.needs:
                yield from repeat(_mention(hint), count)
            elif not any(words.isdisjoint(need) for need in hint.needs):
                yield from repeat(_mention(hint), _together(low, hint.needs, rows))


def _together(low: str, needs: tuple[frozenset[str], ...], rows: list[list[str]]) -> int:
    """How often a word stands in passages that have a word of each of `needs` too."""
    return sum(
        row.count(low)
        for row in rows
        if low in row and not any(need.isdisjoint(row) for need in needs)
    )


def _mention(hint: Hint) -> Mention:
    if hint.actor is not None:
        return Mention(Kind.ACTOR, 0, 0, 0, 0, (hint.actor.id,), actor=hint.actor)
    assert hint.entry is not None  # noqa: S101 - a hint has one or the other
    return Mention(KIND_OF[type(hint.entry)], 0, 0, 0, 0, (hint.entry.id,), entry=hint.entry)
