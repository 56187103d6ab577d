"""Reads the folder of one language into a lexicon."""

from __future__ import annotations

from functools import cache, cached_property
from importlib.resources import files
from types import GenericAlias
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.errors import PackError
from vitne.model.entries import (
    Act,
    AnyEntry,
    Back,
    Cue,
    Entry,
    Harm,
    Head,
    People,
    Relation,
    Reporting,
    Scene,
    Trigger,
    Unit,
)
from vitne.packs import toml
from vitne.packs.inflection import Inflection
from vitne.packs.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

KINDS: dict[str, type[Entry]] = {
    "harms": Harm,
    "people": People,
    "triggers": Trigger,
    "reporting": Reporting,
    "acts": Act,
    "relations": Relation,
    "cues": Cue,
    "units": Unit,
    "heads": Head,
    "backs": Back,
    "scenes": Scene,
}


_NO_WORDS: frozenset[str] = frozenset()


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Closed word classes of a language, by name; docs/packs.md says what each is for."""

    code: str
    name: str
    abbreviations: frozenset[str]
    breaks: frozenset[str]
    directions: dict[str, str]  # word for a direction → its English adjective
    words: dict[str, frozenset[str]]
    noun_rows: bool = False  # a noun owns the one behind it: "army helicopters"
    noun_capitals: bool = False  # every noun has a capital: "eine Rakete traf die Schule"
    verb_last: bool = False  # the verb closes its clause: "als Rebellen das Lager angriffen"
    names: str = ""  # the weights that names no pack knows are tagged with; none where it is empty
    spoken_in: frozenset[str] = _NO_WORDS  # states whose towns its readers know (ISO 3166 alpha-3)
    verb_second: bool = True  # the subject may follow its verb: "i går bombet hæren byen"

    def __getitem__(self, name: str) -> frozenset[str]:
        """The words of one class, e.g. `grammar["that"]`; empty if the language has none."""
        return self.words.get(name, _NO_WORDS)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """The classes that each word is of: `words`, asked the other way round."""
        found: dict[str, set[str]] = {}
        for name, words in self.words.items():
            for word in words:
                found.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}

    @cached_property
    def _endings(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(words) for name, words in self.words.items()}

    def ends(self, low: str, name: str) -> bool:
        """Whether a word has an ending of one class: "helikopter" one of "aircraft_endings"."""
        return low.endswith(self._endings.get(name, ()))

    @cached_property
    def _genitive_endings(self) -> tuple[str, ...]:
        return tuple(sorted(self["genitive_endings"], key=len, reverse=True))

    def owned(self, low: str) -> str | None:
        """The word without its mark of the genitive: "hærens" is "hæren"; None without one."""
        if not low.endswith(self._genitive_endings):
            return None  # most words
        for mark in self._genitive_endings:
            if low.endswith(mark) and len(low) > len(mark):
                return low[: -len(mark)]
        return None

    @cached_property
    def _no_subject(self) -> frozenset[str]:
        return self["adverbs"] | self["prepositions"] | self["not"] | self["still"]

    def may_invert(self, verb: str, behind: str) -> bool:
        """Whether what stands behind a verb may be its subject: "stilte | hæren | seg bak".

        Not "ikke", "mandag", "med" or a figure, and not behind "har", where a participle follows.
        """
        plain = verb not in self["finite_auxiliaries"] and not behind[0].isdigit()
        return plain and behind not in self._no_subject

    @cached_property
    def along_heads(self) -> frozenset[str]:
        """The first words of the phrases that tell who was harmed along with others: "sammen"."""
        return frozenset(phrase.partition(" ")[0] for phrase in self["along"])

    @cached_property
    def _place_nouns(self) -> frozenset[str]:
        return self["place_nouns"] | self["place_nouns_plural"]

    def is_place_noun(self, low: str) -> bool:
        """Whether a word before a name makes it a place: "byen", "gruvebyen", "distriktene"."""
        return low in self._place_nouns or self.ends(low, "place_noun_endings")

    def is_settlement(self, low: str) -> bool:
        """Whether a noun is one for a town or village: "landsby", "nybyggerlandsby"."""
        return low in self["settlements"] or self.ends(low, "settlement_endings")


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder, in order; looked up once."""
    root = files("vitne") / "data" / "languages"
    return tuple(sorted(f.name for f in root.iterdir() if (f / "language.toml").is_file()))


def folder(code: str) -> Traversable:
    """The folder of a language.

    Raises:
        PackError: There is none.
    """
    path = files("vitne") / "data" / "languages" / code
    if not (path / "language.toml").is_file():
        raise PackError(f"language {code}: there is no such pack")
    return path


def entries(path: Traversable) -> Iterator[AnyEntry]:
    """All entries of a language folder: every `KIND.toml` and `KIND.*.toml` in it."""
    for _, found in _by_file(path):
        yield from found


def _by_file(path: Traversable) -> Iterator[tuple[Traversable, list[AnyEntry]]]:
    for file in sorted(path.iterdir(), key=lambda f: f.name):
        kind, _, ending = file.name.partition(".")
        if kind in KINDS and ending.endswith("toml"):
            shape: Any = GenericAlias(dict, (str, GenericAlias(list, (KINDS[kind],))))
            yield file, toml.read(file, shape).get("entries", [])


def grammar(path: Traversable) -> Grammar:
    """The closed word classes of a language folder."""
    return toml.read(path / "language.toml", Grammar)


def lexicon(path: Traversable) -> Lexicon:
    """Compile the entries of a language folder.

    Raises:
        PackError: An entry is wrong; names it and its file.
    """
    inflection = toml.read(path / "inflection.toml", Inflection)
    words = grammar(path)
    reading = path

    def told() -> Iterator[AnyEntry]:
        nonlocal reading
        for reading, found in _by_file(path):  # noqa: B007 - named where an entry of it is wrong
            yield from found

    try:
        return Lexicon(told(), inflection, words.breaks, words.owned, words.may_invert)
    except PackError as error:
        if str(path) in str(error):
            raise
        raise PackError(f"{reading}: {error}") from error
