"""Knows how names of speakers stand to each other: who is described, who has access, whose side.

Reads `data/voices`: `standing.toml`, `spellings.toml` and `cues.toml`, beside the actors and nations
of the packs.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.model.actors import ActorKind  # noqa: TC001 - msgspec reads the annotations
from vitne.packs import toml
from vitne.packs.actors import read_actors
from vitne.packs.compiled import compiled
from vitne.packs.folding import words
from vitne.packs.language import languages
from vitne.packs.nations import read_nations

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.model.actors import Actor

_FOLDERS = ("voices", "actors", "outlets", "places", "languages/en")


class Access(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Third parties with access to the dead: kinds and ids of actors, and names that describe."""

    kinds: frozenset[ActorKind]
    actors: frozenset[str]
    names: tuple[str, ...]


class Fighters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Labels of people who fight, by the side they are on where it is not told.

    `lost` are ids of entries for harms by which somebody lost people of his own.
    """

    lost: frozenset[str]
    of_a_state: frozenset[str]
    of_a_group: frozenset[str]


class Rewrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ways to write one sound, with names that it shows to be the same, and others that are not."""

    old: tuple[str, ...]
    new: str
    same: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...] = ()


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file standing.toml."""

    described: tuple[str, ...]
    described_of: tuple[str, ...]
    of_the_state: tuple[str, ...]
    not_of_the_state: tuple[str, ...]
    particles: frozenset[str]
    access: Access
    fighters: Fighters
    everyone: dict[str, frozenset[str]]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words on which a list of cues must fire, or must not."""

    list: str
    language: str
    text: str


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words within a claim, by language, that tell how its figure stands to another of its voice."""

    earlier: dict[str, tuple[str, ...]]
    additional: dict[str, tuple[str, ...]]
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()


class _Spellings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file spellings.toml."""

    rewrites: tuple[Rewrite, ...]


class Standing(msgspec.Struct, frozen=True):
    """What is known of the names of speakers; keys are folded words joined by a blank.

    `described` are names that may be anybody's, `apart` beginnings of bodies that are not on the
    side of their state, `everyone` by status the labels of people that single nobody out.
    """

    actors: dict[str, Actor]
    states: dict[str, str]  # name of a state → ISO 3166 alpha-3
    adjectives: dict[str, str]  # "armenian" → ARM
    described: tuple[str, ...]
    of_the_state: tuple[str, ...]
    apart: tuple[str, ...]
    particles: frozenset[str]
    access: Access
    access_names: tuple[str, ...]
    fighters: Fighters
    everyone: dict[str, frozenset[str]]
    rewrites: tuple[Rewrite, ...]
    cues: Cues


class _Quantity(msgspec.Struct, frozen=True):
    words: tuple[str, ...]
    vague: bool = True


class _Quantities(msgspec.Struct, frozen=True):
    """The part of numerals.toml that tells which words hold no figure."""

    quantities: tuple[_Quantity, ...] = ()


@cache
def read_standing() -> Standing:
    """Read what is known of the names of speakers.

    Raises:
        PackError: A file is wrong, or names an actor that there is not.
    """
    with as_file(files("vitne") / "data") as data:
        folders = [data / name for name in _FOLDERS]
        return compiled("voices", folders, lambda: _read(data))


@cache
def vague_words(language: str) -> tuple[str, ...]:
    """Words of a language for a number that hold no figure: "flere", "titalls"; none if unknown."""
    if language not in languages():
        return ()
    path = files("vitne") / "data" / "languages" / language / "numerals.toml"
    rows = toml.read(path, _Quantities).quantities
    return tuple(sorted({word for row in rows if row.vague for word in row.words}))


def folded(name: str) -> str:
    """A name as the keys of `Standing` have it: folded words joined by a blank."""
    return " ".join(words(name))


def _read(data: Path) -> Standing:
    path = data / "voices" / "standing.toml"
    table = toml.read(path, _Table)
    spellings = toml.read(data / "voices" / "spellings.toml", _Spellings)
    actors, nations = read_actors(data, "en"), read_nations(data, "en")
    unknown = table.access.actors - actors.by_id.keys()
    if unknown:
        raise PackError(f"{path}: access: there is no actor {min(unknown)!r}")
    return Standing(
        actors={" ".join(alias): actor for alias, actor in actors.by_alias.items()},
        states=nations.names,
        adjectives={word: p.state for word, p in nations.adjectives.items() if p.state},
        described=tuple(map(folded, (*table.described, *(f"{n} of" for n in table.described_of)))),
        of_the_state=tuple(map(folded, table.of_the_state)),
        apart=tuple(map(folded, table.not_of_the_state)),
        particles=table.particles,
        access=table.access,
        access_names=tuple(map(folded, table.access.names)),
        fighters=table.fighters,
        everyone=table.everyone,
        rewrites=spellings.rewrites,
        cues=toml.read(data / "voices" / "cues.toml", Cues),
    )
