"""The entries of the packs as cards that a person can read, with the file each stands in."""

from __future__ import annotations

import functools
from enum import Enum
from importlib.resources import as_file, files
from types import GenericAlias
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.packs import calendar, language, numerals, toml
from vitne.packs.actors import ActorFile, actor_files
from vitne.packs.conventions import ConventionFile
from vitne.packs.events import event_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable

SHARED = "shared"  # the language of what belongs to none: event types, actors
_TOLD_APART = frozenset(
    {"id", "words", "patterns", "names", "joins", "examples", "counterexamples", "note"}
)
_FEW = 6
# Rules that are no entries: ids made of the keys of a table ("nation.UKR"), and what the order
# or the shape of words tells.
_TABLES = {
    "place.unknown": "a name in the place of a place that no gazetteer knows",
    "place.": "a place of GeoNames, or of regions.csv, divisions.csv or countries.csv in data/places",
    "told elsewhere": "a name that the article elsewhere tells to be a place",
    "nation.": "an adjective or name of a people: nations.csv and peoples.csv of the language",
    "name": "capitalised words that no pack knows",
    "names/": "what the tagger of names takes capitalised words for, and how surely (docs/names.md)",
    "colon": "a speaker before the colon of a headline",
    "condition.verb-first": "a condition told by the order of words: the verb comes first",
}


class Card(msgspec.Struct, frozen=True):
    """One entry: what it is, why it exists, what proves it."""

    id: str
    kind: str
    language: str
    file: str  # below data/
    words: tuple[str, ...]
    says: tuple[str, ...] = ()  # its other values: "measure killed"
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str = ""


class Catalogue:
    """All cards of some languages, by id."""

    def __init__(self, languages: Iterable[str]) -> None:
        """Read the packs.

        Raises:
            PackError: A file or an entry is wrong.
        """
        self.cards = [*shared_cards(), *(c for code in languages for c in language_cards(code))]
        self._by_id: dict[str, list[Card]] = {}
        for card in self.cards:
            self._by_id.setdefault(card.id, []).append(card)

    def find(self, rule: str) -> list[Card]:
        """The cards of an id; one made up for a row of a table; none for an id nobody has."""
        for name in (rule, rule.removeprefix("event.")):  # claims name event types so
            if name in self._by_id:
                return self._by_id[name]
        keys = (rule, rule.partition(".")[0] + ".", rule.partition("/")[0] + "/")
        said = next((_TABLES[key] for key in keys if key in _TABLES), None)
        return [] if said is None else [Card(rule, said, SHARED, "", ())]

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return sorted(self._by_id)


def language_cards(code: str) -> Iterator[Card]:
    """The cards of one language: lexicon, numbers, times, layout."""
    folder = language.folder(code)
    for file in lexicon_files(folder):
        kind = file.name.partition(".")[0]
        shape: Any = GenericAlias(dict, (str, GenericAlias(list, (language.KINDS[kind],))))
        yield from _cards(toml.read(file, shape).get("entries", []), kind, code, file.name)
    words = numerals.read(folder)
    yield from _cards(_rows(words.quantities), "quantities", code, "numerals.toml")
    yield from _cards(_rows(words.hedges), "hedges", code, "hedges.toml")
    yield from _cards(_rows(words.after), "hedges", code, "hedges.toml")
    yield from _cards(words.ranges, "ranges", code, "hedges.toml")
    yield from _cards(calendar.read(folder, words).entries.values(), "times", code, "times.toml")
    layout = toml.read(folder / "article.toml", ConventionFile)
    yield from _cards(layout.entries, "layout", code, "article.toml")


def lexicon_files(folder: Traversable) -> list[Traversable]:
    """The lexicon files of a language folder, `KIND.toml` and `KIND.*.toml`, in order of name."""
    rows = (f for f in folder.iterdir() if f.name.partition(".")[0] in language.KINDS)
    return sorted((f for f in rows if f.name.endswith(".toml")), key=lambda f: f.name)


def shared_cards() -> Iterator[Card]:
    """The cards of what all languages share: event types and actors."""
    for event in event_types().values():
        yield _card(event, "events", SHARED, f"events/{event.id}.toml")
    with as_file(files("vitne") / "data") as data:
        for path in actor_files(data):
            file = toml.read(path, ActorFile)
            for actor in file.actors:
                yield _card(actor, f"actors.{file.kind}", SHARED, f"{path.parent.name}/{path.name}")


def few(words: Sequence[str]) -> str:
    """The first words of a list: "gang, gangen", "aksje, bokse, bort and 70 more"."""
    more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    return ", ".join(words[:_FEW]) + more


def _rows(phrases: dict[str, Any]) -> list[Any]:
    """The entries of a table of phrases, each once."""
    rows = {row.id: row for found in phrases.values() for _, row in found}
    return list(rows.values())


def _cards(entries: Iterable[Any], kind: str, code: str, file: str) -> Iterator[Card]:
    for entry in entries:
        yield _card(entry, kind, code, f"languages/{code}/{file}")


def _card(entry: Any, kind: str, code: str, file: str) -> Card:
    return Card(
        id=entry.id, kind=kind, language=code, file=file, words=tuple(_words(entry)),
        says=tuple(_says(entry)), examples=entry.examples,
        counterexamples=getattr(entry, "counterexamples", ()), note=entry.note,
    )  # fmt: skip


def _words(entry: Any) -> Iterable[str]:
    for name in ("words", "patterns", "joins"):
        if found := getattr(entry, name, ()):
            return tuple(found)
    names = getattr(entry, "names", {})
    return tuple(dict.fromkeys(name for some in names.values() for name in some))


@functools.cache
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a kind of entry; msgspec works them out anew each time."""
    return msgspec.structs.fields(kind)


def _says(entry: msgspec.Struct) -> Iterator[str]:
    """The values of an entry that are not the usual ones: "measure killed", "compound"."""
    for field in _fields(type(entry)):
        value = getattr(entry, field.name)
        default = field.default
        if field.name in _TOLD_APART or value == default or value in (None, (), "", frozenset()):
            continue
        if isinstance(value, dict):
            value = "; ".join(f"{key} {said}" for key, said in value.items())
        elif isinstance(value, tuple | frozenset):
            value = few(sorted(map(str, value)))
        elif isinstance(value, Enum):
            value = value.value
        yield field.name if value is True else f"{field.name} {value}"
