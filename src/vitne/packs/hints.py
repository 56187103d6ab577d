"""Tells of a single word what a text with it may be about, before the text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model.entries import Head, People, Scene, Trigger
from vitne.packs.anchors import needs

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
    Most words have none; `not_single` and `not_several` are those found out so far.
    """

    __slots__ = (
        "_aliases", "_lexicon", "_names", "_several", "_single", "not_several", "not_single",
    )  # fmt: skip

    def __init__(self, lexicon: Lexicon, actors: Actors) -> None:
        """Index the names of actors by their longest words."""
        self._lexicon = lexicon
        self._single: dict[str, tuple[Hint, ...]] = {}
        self._several: dict[str, tuple[Hint, ...]] = {}
        self.not_single: set[str] = set()
        self.not_several: set[str] = set()
        self._names: dict[str, Actor] = {}
        self._aliases: dict[str, list[Hint]] = {}
        for alias, actor in actors.by_alias.items():
            if len(alias) == 1:
                self._names[alias[0]] = actor
                continue
            longest = max(alias, key=len)
            others = tuple(frozenset({word}) for word in alias if word != longest)
            self._aliases.setdefault(longest, []).append(Hint(actor=actor, needs=others))

    def single(self, low: str) -> tuple[Hint, ...]:
        """The hints of a folded word alone; none for most words."""
        hints = self._single.get(low)
        if hints is None:
            hints = tuple(self._of_word(low))
            _remember(low, hints, self._single, self.not_single)
        return hints

    def several(self, low: str) -> tuple[Hint, ...]:
        """The hints of a folded word together with others; none for most words."""
        hints = self._several.get(low)
        if hints is None:
            hints = tuple(dict.fromkeys(self._of_words(low)))
            _remember(low, hints, self._several, self.not_several)
        return hints

    def _of_word(self, low: str) -> Iterator[Hint]:
        yield from (Hint(hit[0]) for hit in self._lexicon.word(low) if _speaks(hit[0]))
        for name in {low, low.removesuffix("s")} & self._names.keys():  # also in the genitive
            yield Hint(actor=self._names[name])

    def _of_words(self, low: str) -> Iterator[Hint]:
        for pattern in self._lexicon.patterns(low):
            if _speaks(pattern[3]):
                yield Hint(pattern[3], needs=needs(pattern, low))
        yield from self._aliases.get(low, ())


def _remember(
    low: str, hints: tuple[Hint, ...], known: dict[str, tuple[Hint, ...]], without: set[str]
) -> None:
    """Keep the hints of a word, or that it has none."""
    if hints:
        known[low] = hints
        return
    if len(without) >= _REMEMBERED:
        without.clear()
    without.add(low)


def _speaks(entry: AnyEntry) -> bool:
    """Whether an entry can speak for conflict: one that speaks against it never makes it one."""
    return (
        entry.weight > 0 if isinstance(entry, Scene) else isinstance(entry, Trigger | Head | People)
    )
