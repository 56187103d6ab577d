"""All that is known for reading one language, compiled from its folder."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, NamedTuple

from vitne.errors import PackError
from vitne.model import Level, Place
from vitne.model.entries import Form, Scene
from vitne.packs import calendar, conventions, events, language, numerals
from vitne.packs.actors import read_actors
from vitne.packs.compiled import compiled
from vitne.packs.frequent import common_words
from vitne.packs.hints import Hints
from vitne.packs.nations import Number, People, read_nations
from vitne.packs.places import Places, read_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from vitne.model import Token
    from vitne.model.events import EventType
    from vitne.packs.actors import Actors
    from vitne.packs.calendar import Calendar
    from vitne.packs.conventions import Conventions
    from vitne.packs.grounds import Ground
    from vitne.packs.language import Grammar
    from vitne.packs.lexicon import Lexicon
    from vitne.packs.names import Row
    from vitne.packs.nations import Nations
    from vitne.packs.numerals import Numerals


_DEMONYM_FORMS = {
    (Number.SINGULAR, False): Form.SINGULAR,
    (Number.SINGULAR, True): Form.SINGULAR_DEFINITE,
    (Number.PLURAL, False): Form.PLURAL,
    (Number.PLURAL, True): Form.PLURAL_DEFINITE,
}


_REMEMBERED = 100_000  # names
_SHARED = ("events", "actors", "outlets", "places")  # folders that all languages are read with


class _Words(NamedTuple):
    """All that is compiled from the files of a language and from those that all share."""

    grammar: Grammar
    lexicon: Lexicon
    numerals: Numerals
    calendar: Calendar
    events: dict[str, EventType]
    nations: Nations
    actors: Actors
    hints: Hints


def _folders(data: Path, code: str) -> list[Path]:
    return [data / "languages" / code, *(data / name for name in _SHARED)]


def _read(folder: Traversable, data: Path) -> _Words:
    number_words = numerals.read(folder)
    lexicon, actors = language.lexicon(folder), read_actors(data, folder.name)
    return _Words(
        language.grammar(folder),
        lexicon,
        number_words,
        calendar.read(folder, number_words),
        events.event_types(),
        read_nations(data, folder.name),
        actors,
        Hints(lexicon, actors),
    )


class Pack:
    """All that is known for reading one language."""

    __slots__ = (
        "_common", "_namesakes", "_nation_starts", "_nations", "_open", "_seen", "actors", "calendar", "code", "events",
        "grammar", "groundless", "grounds", "hints", "lexicon", "name_words", "nations", "numerals", "places",
        "weighed",
    )  # fmt: skip

    def __init__(self, code: str) -> None:
        """Read and compile the pack of a language.

        Raises:
            PackError: There is no such language, or a file or entry is wrong.
        """
        folder = language.folder(code)
        self.code = code
        with as_file(files("vitne") / "data") as data:
            words = compiled(code, _folders(data, code), lambda: _read(folder, data))
            self.places: Places = read_places(data, code)
        self.grammar = words.grammar
        self.lexicon = words.lexicon
        self.numerals = words.numerals
        self.calendar = words.calendar
        self.events: Mapping[str, EventType] = words.events
        self.nations = words.nations
        self.actors = words.actors
        self.hints = words.hints
        self._nations = self._nation_words()
        self._nation_starts = frozenset(n.partition(" ")[0] for n in self._nations if " " in n)
        self._common: frozenset[str] | None = None
        self._open: dict[str, bool] = {}
        # Words found out so far to begin no name of ground, and to be no nation: most words.
        self.groundless: set[str] = set()
        self.grounds: dict[str, Ground] = {}  # what names of one word stand for, as found so far
        self._seen: dict[str, tuple[int, tuple[Place, ...]]] = {}
        self._namesakes: dict[str, tuple[Place, ...]] = {}
        self.weighed: dict[tuple[str, ...], Row] = {}  # what the tagger of names looked at so far
        # Words written small that may begin a name all the same: "houthiene", "syriske".
        names = self.actors.starts | self._nations.keys() | self._nation_starts
        owners = {name + end for name in names for end in self.grammar["genitive_endings"]}
        self.name_words = frozenset(names | owners)

    def nation(self, low: str) -> tuple[Place, Form, bool] | None:
        """The state or region that an adjective or demonym tells of, its form, and genitive."""
        return self._nations.get(low)

    def nation_at(
        self, tokens: Sequence[Token], at: int, size: int = 1
    ) -> tuple[Place, Form, bool] | None:
        """As `nation`, of one token or more, where they have the capitals the pack writes."""
        low = tokens[at].low
        if size > 1:
            if low not in self._nation_starts or at + size > len(tokens):
                return None
            low = " ".join(token.low for token in tokens[at : at + size])
        found = self._nations.get(low)
        if found is not None and low in self.nations.capitalised:
            written = tokens[at].text
            if written.islower() or (low in self.nations.all_capitals and not written.isupper()):
                return None
        return found

    def match_place(self, low: str, following: list[str]) -> tuple[int, tuple[Place, ...]]:
        """The longest place name that begins with a folded word, given the words after it.

        Names of one word, by far the most, are remembered.
        """
        if following and self.may_go_on(low) and self.places.may_go_on(low, following[0]):
            return self.places.match([low, *following], 0)
        found = self._seen.get(low)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            places = self.places.find(low) or self._part_of_state(low)
            found = self._seen[low] = (1 if places else 0, places)
        return found

    def _part_of_state(self, low: str) -> tuple[Place, ...]:
        """The part of a state that one word tells by a direction: "sør-marokko", "østtchad"."""
        for word, direction in self.grammar.directions.items():
            if not low.startswith(word):
                continue
            named = self.places.find(low[len(word) :].removeprefix("-"))
            state = named[0] if named else None
            if state is not None and state.level is Level.COUNTRY and state.country:
                return (Place(f"{direction} {state.name}", state.country, Level.AREA),)
        return ()

    def namesakes(self, name: str) -> tuple[Place, ...]:
        """All places that bear a name, as `Places.namesakes` lists them; remembered."""
        found = self._namesakes.get(name)
        if found is None:
            if len(self._namesakes) >= _REMEMBERED:
                self._namesakes.clear()
            found = self._namesakes[name] = self.places.namesakes(name)
        return found

    def is_common(self, low: str) -> bool:
        """Whether a folded word is a common one and, unless more is said, no name."""
        if self._common is None:  # few texts are all in capitals
            self._common = frozenset(common_words(language.folder(self.code)))
        if low in self._common:
            return True
        # Words of scenes are names too: "Hamas" tells of a war.
        return any(not isinstance(found[0], Scene) for found in self.lexicon.word(low))

    def may_go_on(self, low: str) -> bool:
        """Whether a place name of several words may begin with a folded word; remembered."""
        found = self._open.get(low)
        if found is None:
            if len(self._open) >= _REMEMBERED:
                self._open.clear()
            found = self._open[low] = self.places.may_go_on(low, "")
        return found

    def note_ground(self, low: str, ground: Ground | None) -> None:
        """Remember what a folded word stands for, whatever stands behind it; None for no ground."""
        if len(self.groundless) + len(self.grounds) >= _REMEMBERED:
            self.groundless.clear()
            self.grounds.clear()
        if ground is None:
            self.groundless.add(low)
        else:
            self.grounds[low] = ground

    def _nation_words(self) -> dict[str, tuple[Place, Form, bool]]:
        words: dict[str, tuple[Place, Form, bool]] = {}
        for low, demonym in self.nations.demonyms.items():
            form = _DEMONYM_FORMS[demonym.number, demonym.definite]
            words[low] = (self._ground(demonym.people), form, False)
            for mark in self.grammar["genitive_endings"]:
                words.setdefault(f"{low}{mark}", (self._ground(demonym.people), form, True))
        for low, people in self.nations.adjectives.items():
            words[low] = (self._ground(people), Form.ADJECTIVE, False)
        return words

    def _ground(self, people: People) -> Place:
        region, state = people.region, people.states[0]
        found = (
            self.places.countries.get(state) if region is None else self.places.regions.get(region)
        )
        if found is None:
            raise PackError(f"languages/{self.code}: {people.id}: there is no {region or state!r}")
        return found

    def capital_of(self, state: str) -> Place | None:
        """The capital of a state (ISO 3166 alpha-3), or None."""
        for name, iso3 in self.nations.capitals.items():
            if iso3 == state:
                towns = [p for p in self.places.find(name) if p.country == state]
                return towns[0] if towns else None
        return None

    @property
    def countries(self) -> Mapping[str, Place]:
        """The states by ISO 3166 alpha-3."""
        return self.places.countries


class Packs:
    """The packs of all languages, each compiled when it is first needed."""

    def __init__(self) -> None:
        """Read what is needed before the language of a text is known."""
        self.conventions: Conventions = conventions.read_conventions(
            files("vitne") / "data" / "languages"
        )
        self._read: dict[str, Pack] = {}
        self.compiling = False  # asked by who counts the CPU of articles

    def language(self, code: str) -> Pack | None:
        """The pack of a language, or None where there is none."""
        found = self._read.get(code)
        if found is None and code in language.languages():
            self.compiling = True
            try:
                found = self._read[code] = Pack(code)
            finally:
                self.compiling = False
        return found
