"""Proves the packs: every entry fires on its examples, and on none of its counterexamples."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from vitne import mentions, pipeline
from vitne.cli.layouts import LayoutProver
from vitne.cli.proved import Failure, Proof, broken
from vitne.cli.spellings import prove_spellings
from vitne.engine.workers import packs
from vitne.errors import PackError
from vitne.mentions.numbers import find_numbers
from vitne.mentions.times import find_times
from vitne.model import Capture, Mention, Metadata, Passage, Period, Role
from vitne.packs import calendar, language, numerals
from vitne.packs.catalogue import SHARED, Card, language_cards, shared_cards
from vitne.packs.events import event_types
from vitne.packs.folding import lowered
from vitne.passages.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from vitne.packs.lexicon import Lexicon
    from vitne.packs.pack import Pack

    Fires = Callable[[str], Container[str]]  # a sentence → the entries that fire on it

_PUBLISHED = Period(dt.date(2020, 10, 28), dt.date(2020, 10, 28), "2020-10-28")
_NUMBERS = frozenset({"quantities", "hedges", "ranges"})


def prove(codes: Iterable[str]) -> Iterator[Proof]:
    """Prove the packs of some languages, then what all languages share."""
    for code in codes:
        yield from prove_language(code)
    yield from prove_shared()


def prove_language(code: str) -> Iterator[Proof]:
    """Prove one language: lexicon, numbers, times, layout, spellings of place names."""
    try:
        cards = list(language_cards(code))
    except PackError as error:
        yield broken(code, "files", error)
        return
    firing = _Firing(code)
    unread: set[str] = set()  # the parts of the pack that cannot be compiled, each told once
    for kind in dict.fromkeys(card.kind for card in cards):
        part = "lexicon" if kind in language.KINDS else kind
        if part in unread:
            continue
        rows = [card for card in cards if card.kind == kind]
        try:
            fires = firing.of(kind)
        except PackError as error:
            unread.add(part)
            yield broken(code, part, error, _file_of(error, cards) or rows[0].file)
            continue
        failures = [*_failures(rows, fires), *_unknown_events(rows)]
        yield _proof(code, kind, rows, failures)
    yield prove_spellings(code)


def _file_of(error: PackError, cards: Iterable[Card]) -> str | None:
    """The file of the entry that an error names: "entry harm.killed: …"."""
    named = re.search(r"entry ([^\s:]+):", str(error))
    return next((card.file for card in cards if named and card.id == named[1]), None)


def prove_shared() -> Iterator[Proof]:
    """Prove event types and actors: an example may be in any language that has a pack."""
    try:
        cards = list(shared_cards())
        known = [
            pack for code in language.languages() if (pack := packs().language(code)) is not None
        ]
    except PackError as error:
        yield broken(SHARED, "files", error)
        return
    events = [card for card in cards if card.kind == "events"]
    yield _proof(SHARED, "events", events, _failures(events, _any(known, _events_in)))
    for kind in sorted({card.kind for card in cards} - {"events"}):
        actors = [card for card in cards if card.kind == kind]
        yield _proof(SHARED, kind, actors, _failures(actors, _any(known, _actors_in)))


def _failures(cards: Iterable[Card], fires: Fires) -> Iterator[Failure]:
    seen: set[str] = set()
    for card in cards:
        if card.id in seen:
            yield Failure(card.file, card.id, "the id is given twice")
        seen.add(card.id)
        if not card.examples:
            yield Failure(card.file, card.id, "has no example")
        for example in card.examples:
            if card.id not in fires(example):
                yield Failure(card.file, card.id, f"is silent on its example: {example}")
        for example in card.counterexamples:
            if card.id in fires(example):
                yield Failure(card.file, card.id, f"fires on its counterexample: {example}")


def _unknown_events(cards: Iterable[Card]) -> Iterator[Failure]:
    for card in cards:
        for said in card.says:
            name, _, event = said.partition(" ")
            if name == "event" and event not in _known_events():
                yield Failure(card.file, card.id, f"there is no event type {event!r}")


@functools.cache
def _known_events() -> frozenset[str]:
    return frozenset(event_types())


class _Firing:
    """Tells which entries of one language fire on a sentence; reads each part of the pack once."""

    def __init__(self, code: str) -> None:
        self._code, self._folder = code, language.folder(code)

    def of(self, kind: str) -> Fires:
        """What tells it for the entries of a kind.

        Raises:
            PackError: That part of the pack cannot be read.
        """
        if kind in language.KINDS:
            return self._words
        if kind == "times":
            return self._times
        return self._numbers if kind in _NUMBERS else self._layout

    @functools.cached_property
    def _words(self) -> Fires:
        lexicon = self._lexicon()
        return functools.cache(
            lambda text: frozenset(hit[0].id for _, _, hit in lexicon.scan(passage(text).tokens))
        )

    def _lexicon(self) -> Lexicon:
        """As kept for reading; of a pack that cannot be read in another part, compiled anew."""
        with suppress(PackError):
            pack = packs().language(self._code)
            if pack is not None:
                return pack.lexicon
        return language.lexicon(self._folder)

    @functools.cached_property
    def _times(self) -> Fires:
        words = calendar.read(self._folder)
        return functools.cache(lambda text: _rules(find_times(passage(text), _PUBLISHED, words)))

    @functools.cached_property
    def _numbers(self) -> Fires:
        words = numerals.read(self._folder)
        return functools.cache(lambda text: _rules(find_numbers(passage(text), words)))

    @functools.cached_property
    def _layout(self) -> Fires:
        return LayoutProver(self._folder).fires


def _rules(found: Iterable[Mention]) -> frozenset[str]:
    rows = list(found)
    hedges = {m.number.hedge for m in rows if m.number is not None and m.number.hedge}
    return frozenset(rule for m in rows for rule in m.rules) | hedges


def passage(text: str) -> Passage:
    """A sentence on its own, as a passage."""
    tokens = tokenise(text, lowered(text), 0, len(text), owning=True)
    return Passage(0, 0, len(text), Role.PARAGRAPH, 0, tokens)


def _any(known: list[Pack], find: Callable[[Pack, str], Iterable[str]]) -> Fires:
    return functools.cache(lambda text: _Anywhere(find(pack, text) for pack in known))


class _Anywhere:
    """What fires in any language: each is looked through only when those before it had not what is asked."""

    def __init__(self, found: Iterator[Iterable[str]]) -> None:
        self._found, self._seen = found, set[str]()

    def __contains__(self, entry: object) -> bool:
        while entry not in self._seen:
            rest = next(self._found, None)
            if rest is None:
                return False
            self._seen.update(rest)
        return True


def _events_in(pack: Pack, text: str) -> Iterator[str]:
    """The event types that a sentence tells of: by a word of its own, or by a word for harm."""
    for _, _, hit in pack.lexicon.scan(passage(text).tokens):
        event = getattr(hit[0], "event", None)
        if event is not None:
            yield event
    data = text.encode()
    known = Metadata(published=_PUBLISHED.edtf, language=pack.code)
    capture = Capture("example", data, hashlib.sha256(data).hexdigest(), "text/plain", known)
    for claim in pipeline.read(capture, packs()).claims:
        yield from (rule.removeprefix("event.") for rule in claim.rules)


def _actors_in(pack: Pack, text: str) -> Iterator[str]:
    for mention in mentions.find([passage(text)], _PUBLISHED, pack)[0]:
        if mention.actor is not None:
            yield mention.actor.id


def _proof(code: str, kind: str, cards: list[Card], failures: Iterable[Failure]) -> Proof:
    sentences = sum(len(card.examples) + len(card.counterexamples) for card in cards)
    return Proof(code, kind, len(cards), sentences, tuple(failures))
