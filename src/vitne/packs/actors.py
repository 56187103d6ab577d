"""Knows the named parties and voices: armed groups, authorities, bodies, agencies, outlets."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.model.actors import Actor, ActorKind
from vitne.packs import toml
from vitne.packs.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ANY = "any"  # names that are written so in every language


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One actor of a pack file, with its names by language and sentences that prove it."""

    id: str
    name: str
    names: dict[str, tuple[str, ...]]
    examples: tuple[str, ...]
    states: tuple[str, ...] = ()
    party: bool = False
    sector: str | None = None
    counterexamples: tuple[str, ...] = ()
    note: str = ""


class ActorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of actors, all of one kind."""

    kind: ActorKind
    actors: tuple[Entry, ...]


class Actors:
    """Named actors, by the folded words of every alias: ("røde", "kors") is the Red Cross.

    "FNs sikkerhetsråd fordømte angrepet." `match(("fns", "sikkerhetsråd", "fordømte"))` gives 2 and
    the Security Council.
    """

    __slots__ = ("_reach", "by_alias", "by_id", "longest_words")

    def __init__(self, by_alias: Mapping[tuple[str, ...], Actor]) -> None:
        self.by_alias = by_alias
        self.by_id: Mapping[str, Actor] = {actor.id: actor for actor in by_alias.values()}
        reach: dict[str, int] = {}
        for alias in by_alias:
            reach[alias[0]] = max(len(alias), reach.get(alias[0], 0))
        self._reach = reach
        self.longest_words = max(reach.values(), default=0)

    @property
    def starts(self) -> frozenset[str]:
        """The first words of all aliases."""
        return frozenset(self._reach)

    def match(self, tokens: Sequence[str], at: int = 0) -> tuple[int, Actor | None]:
        """Match the longest alias that begins at a folded token; how many tokens, and whose."""
        for count in range(min(self._reach.get(tokens[at], 0), len(tokens) - at), 0, -1):
            if actor := self.by_alias.get(tuple(tokens[at : at + count])):
                return count, actor
        return 0, None


def read_actors(data: Path, language: str) -> Actors:
    """Read every actor under the names that one language gives it.

    A language without names of its own for an actor uses the English ones.

    Raises:
        PackError: Two actors share an alias or an id, or an entry has no example.
    """
    by_alias: dict[tuple[str, ...], Actor] = {}
    seen: set[str] = set()
    for path in actor_files(data):
        file = toml.read(path, ActorFile)
        for entry in file.actors:
            if entry.id in seen or not entry.examples:
                raise PackError(f"{path}: {entry.id}: given twice, or without an example")
            seen.add(entry.id)
            _add(by_alias, entry, file.kind, language, path)
    return Actors(by_alias)


def actor_files(data: Path) -> Iterator[Path]:
    """Yield the files of actors and outlets, in a fixed order."""
    yield from sorted((data / "actors").glob("*.toml"))
    yield from sorted((data / "outlets").glob("*.toml"))


def aliases(entry: Entry, language: str) -> Iterator[tuple[str, ...]]:
    """Yield the folded words of every name of an actor in one language; ’ stands for ' too."""
    own = (*entry.names.get(ANY, ()), *entry.names.get(language, ()))
    for name in dict.fromkeys((entry.name, *own, *entry.names.get("en", ()))):
        key = words(name)
        yield key
        if any("'" in word for word in key):
            yield tuple(word.replace("'", "’") for word in key)


def _add(
    by_alias: dict[tuple[str, ...], Actor],
    entry: Entry,
    kind: ActorKind,
    language: str,
    path: Path,
) -> None:
    actor = Actor(entry.id, entry.name, kind, entry.states, entry.party, entry.sector)
    for key in aliases(entry, language):
        other = by_alias.setdefault(key, actor)
        if other.id != actor.id:
            raise PackError(f"{path}: {actor.id}: {' '.join(key)!r} is an alias of {other.id} too")
