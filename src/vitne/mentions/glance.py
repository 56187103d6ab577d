"""Looks at the words of a text without reading it: what of conflict may be told there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vitne.mentions.words import KIND_OF
from vitne.model import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.model import Token
    from vitne.packs.hints import Hint
    from vitne.packs.pack import Pack


def glance(tokens: Iterable[Token], pack: Pack) -> tuple[Mention, ...]:
    """Mentions that speak for conflict: at least all that reading would find, where they count.

    They stand nowhere in particular. What speaks against conflict is left out, and an entry of
    several words is there if its words are, in whatever order; so a text in which these weigh too
    little is no report of conflict, and one in which they weigh enough may be one.
    """
    counts = Counter([token.low for token in tokens])
    return tuple(_mentions(counts, pack))


def _mentions(counts: Counter[str], pack: Pack) -> Iterator[Mention]:
    words = counts.keys()
    hints_of = pack.hints.of
    for low, count in counts.items():
        for hint in hints_of(low):
            if not any(words.isdisjoint(need) for need in hint.needs):
                mention = _mention(hint)
                yield from [mention] * count


def _mention(hint: Hint) -> Mention:
    if hint.actor is not None:
        return Mention(Kind.ACTOR, 0, 0, 0, 0, (hint.actor.id,), actor=hint.actor)
    assert hint.entry is not None  # noqa: S101 - a hint has one or the other
    return Mention(KIND_OF[type(hint.entry)], 0, 0, 0, 0, (hint.entry.id,), entry=hint.entry)
