"""What is known of a text beside its claims: its words, its day, and the state that it is on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import muc4_persons
import muc4_rules

from vitne.model import ActorKind, Role
from vitne.packs.folding import words as folded
from vitne.wording.names import countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from muc4_persons import Person

    from vitne.model import Article, Passage, Reading
    from vitne.packs.pack import Pack

_HEADING = 200  # characters from the start, with the source and the kind of text: "[COMMUNIQUE]"
_WORD = re.compile(r"[A-Z][A-Z-]+")
# Kinds of actors that may be an organisation that did it.
_BODIES = frozenset({ActorKind.GROUP, ActorKind.FORCE, ActorKind.AUTHORITY})


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An organisation named in a passage, with the words it is named by."""

    name: str
    passage: int
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """A place named in a passage, as MUC-4 writes it, with how much ground the name covers."""

    text: str
    country: str | None
    level: str
    passage: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is known beside the claims of a text.

    `day` is that of the text, `home` the state that it is on, `passages` the words of each passage,
    `heading` those it starts with, `bodies` the canonical names of organisations, `named` those that
    the text names, `grounds` the places, `persons` those it names.
    """

    day: date | None
    home: str | None
    passages: tuple[frozenset[str], ...]
    heading: frozenset[str]
    bodies: frozenset[str]
    named: tuple[Mentioned, ...]
    grounds: tuple[Ground, ...]
    persons: tuple[Person, ...]


def told(reading: Reading, pack: Pack) -> Told:
    """What is known of a text that was read."""
    article = reading.article
    text = article.text
    state = home(article, pack)
    return Told(
        article.published.latest if article.published is not None else None,
        state,
        tuple(words_of(text[each.start : each.end]) for each in reading.passages),
        words_of(text[:_HEADING]),
        frozenset(actor.name for actor in pack.actors.by_id.values()),
        tuple(_named(reading.passages, pack)),
        tuple(_grounds(reading.passages, state, pack)),
        muc4_persons.persons(reading, pack),
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a stretch of text in capitals."""
    return frozenset(_WORD.findall(text.upper()))


def _named(passages: tuple[Passage, ...], pack: Pack) -> Iterator[Mentioned]:
    """The organisations named in each passage."""
    for passage in passages:
        lows = [token.low for token in passage.tokens]
        written = [token.text for token in passage.tokens]
        at = 0
        while at < len(lows):
            size, actor = pack.actors.match(lows, at, written=written)
            if actor is not None and (actor.party or actor.kind in _BODIES):
                words = words_of(" ".join(written[at : at + size]))
                yield Mentioned(actor.name, passage.index, words)
            at += max(size, 1)


def _grounds(passages: tuple[Passage, ...], state: str | None, pack: Pack) -> Iterator[Ground]:
    """The places named in each passage, those of the state of the text first."""
    for passage in passages:
        lows = [token.low for token in passage.tokens]
        for at, low in enumerate(lows):
            _, found = pack.match_place(low, lows[at + 1 : at + 4])
            if found:
                place = next((each for each in found if each.country == state), found[0])
                yield Ground(
                    written_place(place.name, place.country, place.level),
                    place.country,
                    place.level,
                    passage.index,
                )


def written_place(name: str, country: str | None, level: str) -> str:
    """A place as MUC-4 writes it: "PERU: LIMA (CITY)"."""
    state = countries("en").get(country or "", country or "").upper()
    return state if level == "country" else f"{state}: {name.upper()} ({level.upper()})"


def home(article: Article, pack: Pack) -> str | None:
    """The state that a text is on: that of its dateline, or the one asked for that it names most.

    MUC-4 takes it where no place is told.
    """
    found = _dateline(article, pack)
    if found in muc4_rules.ASKED:
        return found
    named = Counter(_states(folded(article.text), pack))
    asked = [(count, state) for state, count in named.items() if state in muc4_rules.ASKED]
    return max(asked)[1] if asked else found


def _states(lows: Sequence[str], pack: Pack) -> Iterator[str | None]:
    """The states that words name, by their names or those of their people."""
    for at, low in enumerate(lows):
        if (found := pack.nation(low)) is not None:
            yield found[0].country
        else:
            _, places = pack.match_place(low, list(lows[at + 1 : at + 3]))
            if places and places[0].level == "country":
                yield places[0].country


def _dateline(article: Article, pack: Pack) -> str | None:
    """The state of the town that a text is from."""
    for segment in article.segments:
        if segment.role is Role.DATELINE:
            first, *rest = folded(article.text[segment.start : segment.end])
            _, places = pack.match_place(first, rest)
            return places[0].country if places else None
    return None
