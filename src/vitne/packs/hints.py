"""Tells of a single word what a text with it may be about, before the text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model.entries import Head, People, Scene, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Actor
    from vitne.model.entries import AnyEntry
    from vitne.packs.actors import Actors
    from vitne.packs.lexicon import Lexicon

_REMEMBERED = 100_000  # words


class Hint(msgspec.Struct, frozen=True):
    """What a word may belong to: an entry or an actor, if words of each of `needs` stand beside it."""

    entry: AnyEntry | None = None
    actor: Actor | None = None
    needs: tuple[frozenset[str], ...] = ()


class Hints:
    """For each word, the entries and actors it may belong to that can speak for conflict.

    Each mention of such an entry or actor in a text has one token to itself whose hints name it:
    `single` are those of one word, `several` those of several words, each under one of them.
    """

    __slots__ = ("_known", "_lexicon", "_names", "several")

    def __init__(self, lexicon: Lexicon, actors: Actors) -> None:
        """Index the names of actors by their longest words, patterns by their least used ones."""
        self._lexicon = lexicon
        self._known: dict[str, tuple[Hint, ...]] = {}
        self._names = {alias[0]: who for alias, who in actors.by_alias.items() if len(alias) == 1}
        self.several: dict[str, dict[Hint, None]] = {}
        for word, pattern in lexicon.patterns():
            if _speaks(pattern.entry):
                needs = tuple(step for step in pattern.literals if word not in step)
                self.several.setdefault(word, {})[Hint(pattern.entry, needs=needs)] = None
        for alias, actor in actors.by_alias.items():
            longest = max(alias, key=len)
            needs = tuple(frozenset({word}) for word in alias if word != longest)
            if len(alias) > 1:
                self.several.setdefault(longest, {})[Hint(actor=actor, needs=needs)] = None

    def single(self, low: str) -> tuple[Hint, ...]:
        """The hints of a folded word alone; none for most words."""
        hints = self._known.get(low)
        if hints is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            hints = self._known[low] = tuple(self._find(low))
        return hints

    def _find(self, low: str) -> Iterator[Hint]:
        yield from (Hint(hit[0]) for hit in self._lexicon.word(low) if _speaks(hit[0]))
        for name in {low, low.removesuffix("s")} & self._names.keys():  # also in the genitive
            yield Hint(actor=self._names[name])


def _speaks(entry: AnyEntry) -> bool:
    """Whether an entry can speak for conflict: one that speaks against it never makes it one."""
    return (
        entry.weight > 0 if isinstance(entry, Scene) else isinstance(entry, Trigger | Head | People)
    )
