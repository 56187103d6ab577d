"""Knows the named parties and voices: armed groups, authorities, bodies, agencies, outlets."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING, Literal

import msgspec

from vitne.errors import PackError
from vitne.model.actors import Actor, ActorKind
from vitne.packs import toml
from vitne.packs.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Alias = tuple[str, ...]  # the folded words of one name
_INITIALS = 2
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
    mouthpiece: Literal["", "state", "group"] = ""
    counterexamples: tuple[str, ...] = ()
    note: str = ""


class ActorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of actors, all of one kind."""

    kind: ActorKind
    actors: tuple[Entry, ...]


class Actors:
    """Named actors, by the folded words of every alias: ("røde", "kors") is the Red Cross.

    "FNs sikkerhetsråd fordømte angrepet." `match(("fns", "sikkerhetsråd", "fordømte"))` gives 2 and
    the Security Council. An alias in `capitals` is written all in capitals ("IS" is no ice); one in
    `names` with one capital at least ("Dawn" is no daybreak).
    """

    __slots__ = (
        "_reach", "by_alias", "by_id", "capitals", "longest_words", "names", "starts",
    )  # fmt: skip

    def __init__(self, by_alias: Mapping[Alias, Actor], written: Mapping[Alias, str]) -> None:
        self.by_alias = by_alias
        self.capitals = frozenset(key for key, name in written.items() if name.isupper())
        self.names = frozenset(key for key, name in written.items() if not name.islower())
        self.by_id: Mapping[str, Actor] = {actor.id: actor for actor in by_alias.values()}
        reach: dict[str, int] = {}
        for alias in by_alias:
            reach[alias[0]] = max(len(alias), reach.get(alias[0], 0))
        self._reach = reach
        self.starts = frozenset(reach)  # the first words of all aliases
        self.longest_words = max(reach.values(), default=0)

    def match(
        self, tokens: Sequence[str], at: int = 0, *, written: Sequence[str] | None = None
    ) -> tuple[int, Actor | None]:
        """Match the longest alias that begins at a folded token; how many tokens, and whose.

        `written` are the same tokens as they stand in the report; without them case is not looked
        at, and "is" is the Islamic State.
        """
        for count in range(min(self._reach.get(tokens[at], 0), len(tokens) - at), 0, -1):
            key = tuple(tokens[at : at + count])
            actor = self.by_alias.get(key)
            if actor and (written is None or self.fits(key, " ".join(written[at : at + count]))):
                return count, actor
        return 0, None

    def fits(self, alias: Alias, written: str) -> bool:
        """Whether words written so can be the alias: capitals for initials, one for a name."""
        if alias in self.capitals:
            return written.isupper()
        return alias not in self.names or not written.islower()


def _actor(entry: Entry, kind: ActorKind) -> Actor:
    told = entry.states, entry.party, entry.sector, entry.mouthpiece
    return Actor(entry.id, entry.name, kind, *told)


def read_actors(data: Path, language: str) -> Actors:
    """Read every actor under the names that one language gives it.

    A language without names of its own for an actor uses the English ones.

    Raises:
        PackError: Two actors share an alias or an id, or an entry has no example.
    """
    by_alias: dict[Alias, Actor] = {}
    written: dict[Alias, str] = {}
    seen: set[str] = set()
    for path in actor_files(data):
        file = toml.read(path, ActorFile)
        for entry in file.actors:
            if entry.id in seen or not entry.examples:
                raise PackError(f"{path}: {entry.id}: given twice, or without an example")
            seen.add(entry.id)
            actor = _actor(entry, file.kind)
            for key, name in aliases(entry, language):
                written[key] = _loosest(written.get(key), name)
                other = by_alias.setdefault(key, actor)
                if other is not actor:
                    raise PackError(f"{path}: {entry.id}: {name!r} is an alias of {other.id} too")
    for key, name in list(written.items()):
        if (dotted := _dotted(name)) != name:
            written.setdefault(words(dotted), dotted)
            by_alias.setdefault(words(dotted), by_alias[key])
    return Actors(by_alias, written)


def actor_files(data: Path) -> Iterator[Path]:
    """Yield the files of actors and outlets, in a fixed order."""
    yield from sorted((data / "actors").glob("*.toml"))
    yield from sorted((data / "outlets").glob("*.toml"))


def aliases(entry: Entry, language: str) -> Iterator[tuple[Alias, str]]:
    """Yield every name of an actor in one language, folded and as written; ’ stands for ' too."""
    own = (*entry.names.get(ANY, ()), *entry.names.get(language, ()))
    for name in dict.fromkeys((entry.name, *own, *entry.names.get("en", ()))):
        key = words(name)
        yield key, name
        if any("'" in word for word in key):
            yield tuple(word.replace("'", "’") for word in key), name


def _dotted(name: str) -> str:
    """The name with initials of two letters dotted: "U.N. Security Council"."""
    return " ".join(
        f"{word[0]}.{word[1]}." if len(word) == _INITIALS and word.isalpha() and word.isupper() else word
        for word in name.split()
    )  # fmt: skip


def _loosest(one: str | None, other: str) -> str:
    """Of two ways to write one alias, the one that asks for fewer capitals: "Nato", not "NATO"."""
    if one is None:
        return other
    return min(one, other, key=lambda name: sum(c.isupper() for c in name))
