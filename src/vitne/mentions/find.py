"""Passages → mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.mentions.capitals import common_tail
from vitne.mentions.forms import settle_owners, settle_words
from vitne.mentions.guises import without_guises
from vitne.mentions.known import leading_party
from vitne.mentions.names import NameFinder
from vitne.mentions.numbers import find_numbers
from vitne.mentions.times import find_times
from vitne.mentions.villages import settle_villages
from vitne.mentions.words import words_of
from vitne.mentions.years import Years
from vitne.model import Kind, Mention, Passage, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.packs.pack import Pack

_Told = tuple[list[Mention], list[Mention]]  # times, numbers
_HIDDEN_BY_NAMES = frozenset({Kind.HEAD, Kind.PEOPLE, Kind.BACK, Kind.TRIGGER, Kind.HARM})


def find(
    passages: Sequence[Passage],
    published: Period | None,
    pack: Pack,
    words: Sequence[list[Mention]] | None = None,
    names: NameFinder | None = None,
) -> list[tuple[Mention, ...]]:
    """All mentions of each passage, in text order; mentions of different kinds may overlap.

    `words` are the mentions of words, where `find_words` has found them already; `names` finds
    the names, where it is asked about them later too.
    """
    names = names or NameFinder(passages, pack)
    rows = zip(passages, words or find_words(passages, pack), strict=True)
    years = Years()
    found = [
        _of(passage, _told(passage, published, pack, years), row, names, pack)
        for passage, row in rows
    ]
    return settle_villages(passages, found)


def find_words(passages: Iterable[Passage], pack: Pack) -> list[list[Mention]]:
    """The entries of the lexicon in each passage."""
    return [_words(passage, pack) for passage in passages]


def _words(passage: Passage, pack: Pack) -> list[Mention]:
    mentions = words_of(passage, pack)
    return settle_words(mentions, passage.tokens, pack.grammar)


def _told(passage: Passage, published: Period | None, pack: Pack, years: Years) -> _Told:
    times = find_times(passage, published, pack.calendar, years)
    return times, find_numbers(passage, pack.numerals, times)


def _of(
    passage: Passage, told: _Told, words: list[Mention], names: NameFinder, pack: Pack
) -> tuple[Mention, ...]:
    times, numbers = told
    titles = frozenset[int]()
    if pack.grammar.noun_rows:
        titles = _tokens_of(m for m in words if m.kind is Kind.HEAD)
    if pack.grammar.noun_capitals:  # a capital tells of no name; what stands in a gap may be one
        grounds = (t.low for t in passage.tokens)
        titles = titles | {i for m in words for i in (m.first, m.last - 1)}
        titles |= {i for i, low in enumerate(grounds) if pack.grammar.is_place_noun(low)}
        titles |= _tokens_of(numbers)
    named = names.find(passage, _tokens_of(times), titles)
    actors = (m for m in named if m.kind is Kind.ACTOR)
    covered = _tokens_of(m for m in actors if not common_tail(passage.tokens[m.first].text))
    kept = [m for m in words if m.kind not in _HIDDEN_BY_NAMES or m.first not in covered]
    kept = [m for m in kept if m.kind is not Kind.RELATION or not _over_act(m, kept)]
    kept = [_with_holder(m, passage, pack) if m.kind is Kind.RELATION else m for m in kept]
    found = sorted([*kept, *times, *numbers, *named], key=lambda m: (m.first, -m.last))
    if pack.grammar.noun_rows:
        found = settle_owners(found, passage.tokens, pack.grammar)
    return tuple(without_guises(found, passage.tokens, pack.grammar))


def _with_holder(relation: Mention, passage: Passage, pack: Pack) -> Mention:
    """A word for a relation with the party that its first part names: "RSF-kontrollerte"."""
    actor = leading_party(pack, passage.tokens[relation.first])
    return relation if actor is None else msgspec.structs.replace(relation, actor=actor)


def _over_act(relation: Mention, words: list[Mention]) -> bool:
    """Whether the gap of a word for a relation holds what was done: "har | angrepet | en base"."""
    acts = (m for m in words if m.kind in (Kind.TRIGGER, Kind.HARM))
    return any(relation.first < m.first and m.last < relation.last for m in acts)


def _tokens_of(mentions: Iterable[Mention]) -> frozenset[int]:
    return frozenset(i for m in mentions for i in range(m.first, m.last))
