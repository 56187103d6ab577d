"""Tells of a single word what a text with it may be about, before the text is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from vitne.model import KIND_OF, ActorKind, Kind, Mention
from vitne.model.entries import Harm, Head, Measure, People, Scene, Trigger
from vitne.packs.anchors import needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from vitne.model import Actor
    from vitne.model.entries import AnyEntry
    from vitne.packs.actors import Actors
    from vitne.packs.lexicon import Lexicon

T = TypeVar("T")

_REMEMBERED = 100_000  # words


class Hint(msgspec.Struct, frozen=True):
    """What a word may be a mention of, if words of each of `needs` stand beside it; placed nowhere."""

    mention: Mention
    needs: tuple[frozenset[str], ...] = ()


class Hints:
    """For each word, the entries and actors it may belong to that can speak for conflict.

    Each mention of such an entry or actor in a text has one token to itself whose hints name it:
    `single` are those of one word, `several` those of several words, each under one of them.
    Most words have none; `not_single` and `not_several` are those found out so far, and `silent` what
    is in both. Few words speak against conflict; `not_against` are those that do not.
    """

    __slots__ = (
        "_against", "_aliases", "_lexicon", "_names", "_several", "_single", "not_against",
        "not_several", "not_single", "silent",
    )  # fmt: skip

    def __init__(self, lexicon: Lexicon, actors: Actors) -> None:
        """Index the names of actors by their longest words."""
        self._lexicon = lexicon
        self._single: dict[str, tuple[Hint, ...]] = {}
        self._several: dict[str, dict[str, list[Hint]]] = {}
        self._against: dict[str, Mention] = {}
        self.not_against: set[str] = set()
        self.not_single: set[str] = set()
        self.not_several: set[str] = set()
        self.silent: set[str] = set()
        self._names: dict[str, Actor] = {}
        self._aliases: dict[str, list[Hint]] = {}
        alone: dict[str, frozenset[str]] = {}  # the set of each word: one for all its names
        for alias, actor in actors.by_alias.items():
            if not (actor.party or actor.kind is ActorKind.GROUP):
                continue
            if len(alias) == 1:
                self._names[alias[0]] = actor
                continue
            longest = max(alias, key=len)
            rest = [word for word in alias if word != longest]
            others = tuple([alone.setdefault(word, frozenset({word})) for word in rest])
            self._aliases.setdefault(longest, []).append(Hint(_of_actor(actor), others))

    def single(self, low: str) -> tuple[Hint, ...]:
        """The hints of a folded word alone; none for most words."""
        hints = self._single.get(low)
        if hints is None:
            hints = tuple(self._of_word(low))
            _remember(low, hints, self._single, self.not_single)
            self._note_silent(low)
        return hints

    def several(self, low: str, words: AbstractSet[str]) -> list[Hint]:
        """The hints of a folded word together with others that may all stand among some words.

        Of a common word there are hundreds, so they are looked up by one of the others.
        """
        table = self._several.get(low)
        if table is None:
            table = _by_other(self._of_words(low))
            _remember(low, table, self._several, self.not_several)
            self._note_silent(low)
        alone, others = table.get("", ()), table.keys() & words
        if not others:
            return list(alone)
        hints = [hint for other in sorted(others) for hint in table[other]]
        return [*alone, *{id(hint): hint for hint in hints}.values()]

    def against(self, low: str) -> Mention | None:
        """The mention of another world than that of conflict that a folded word is, if it is no more."""
        mention = self._against.get(low)
        if mention is None:
            hits = self._lexicon.word(low)
            entry = hits[0][0] if len(hits) == 1 else None
            mention = of_entry(entry) if isinstance(entry, Scene) and entry.weight < 0 else None
            _remember(low, mention, self._against, self.not_against)
        return mention

    def _note_silent(self, low: str) -> None:
        """Keep a word that has no hints of either kind."""
        if low in self.not_single and low in self.not_several:
            if len(self.silent) >= _REMEMBERED:
                self.silent.clear()
            self.silent.add(low)

    def _of_word(self, low: str) -> Iterator[Hint]:
        yield from (Hint(of_entry(hit[0])) for hit in self._lexicon.word(low) if _speaks(hit[0]))
        for name in {low, low.removesuffix("s")} & self._names.keys():  # also in the genitive
            yield Hint(_of_actor(self._names[name]))

    def _of_words(self, low: str) -> Iterator[Hint]:
        for pattern in self._lexicon.patterns(low):
            if _speaks(pattern[3]):
                yield Hint(of_entry(pattern[3]), needs(pattern, low))
        yield from self._aliases.get(low, ())


def of_entry(entry: AnyEntry) -> Mention:
    """A mention of an entry that is placed nowhere."""
    return Mention(KIND_OF[type(entry)], 0, 0, 0, 0, (entry.id,), entry=entry)


def _of_actor(actor: Actor) -> Mention:
    return Mention(Kind.ACTOR, 0, 0, 0, 0, (actor.id,), actor=actor)


def _by_other(hints: Iterable[Hint]) -> dict[str, list[Hint]]:
    """Hints by each word of the first set they need beside theirs; "" for those that need none."""
    table: dict[str, list[Hint]] = {}
    for hint in dict.fromkeys(hints):
        for other in hint.needs[0] if hint.needs else ("",):
            table.setdefault(other, []).append(hint)
    return table


def _remember(low: str, hints: T | None, known: dict[str, T], without: set[str]) -> None:
    """Keep the hints of a word, or that it has none."""
    if hints:
        known[low] = hints
        return
    if len(without) >= _REMEMBERED:
        without.clear()
    without.add(low)


def _speaks(entry: AnyEntry) -> bool:
    """Whether an entry can speak for conflict: one that speaks against it never makes it one."""
    match entry:
        case Scene():
            return entry.weight > 0
        case Harm():
            return entry.measure is Measure.DISPLACED
        case Head():
            return entry.role == "force"
        case People():
            return entry.armed
        case _:
            return isinstance(entry, Trigger)
