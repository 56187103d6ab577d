"""Entries of the packs fit together: what one names, another holds."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from vitne.model.entries import AnyEntry, Harm, Trigger
from vitne.packs import events, language

CODES = language.languages()
TYPES = events.event_types()
PLOVER = {
    "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN", "REQUEST", "REJECT",
    "ACCUSE", "RETREAT", "AID", "COOPERATE", "CONCEDE", "SUPPORT", "CONSULT", "AGREE",
}  # fmt: skip


@cache
def entries(code: str) -> list[AnyEntry]:
    """The entries of a language."""
    return list(language.entries(language.folder(code)))


def _events(entry: Trigger | Harm) -> list[str | None]:
    others = entry.beside if isinstance(entry, Trigger) else [entry.agent_event]
    return [entry.event, *others]


def test_an_event_named_is_there() -> None:
    assert [
        (code, entry.id, event)
        for code in CODES for entry in entries(code) if isinstance(entry, Trigger | Harm)
        for event in _events(entry) if event and event not in TYPES
    ] == []  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_ids_are_unique(code: str) -> None:
    counts = Counter(entry.id for entry in entries(code))
    assert [entry for entry, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_every_event_can_be_told(code: str) -> None:
    """An event type that no word evokes is dead weight."""
    told = {entry.event for entry in entries(code) if isinstance(entry, Trigger | Harm)}
    told |= {entry.agent_event for entry in entries(code) if isinstance(entry, Harm)}
    assert sorted(TYPES.keys() - told) == []


def test_types_are_of_the_scheme() -> None:
    assert {id: kind.plover for id, kind in TYPES.items() if kind.plover not in PLOVER} == {}


@pytest.mark.parametrize("code", CODES)
def test_every_entry_has_examples(code: str) -> None:
    assert [entry.id for entry in entries(code) if not entry.examples] == []


@pytest.mark.parametrize("code", CODES)
def test_no_entry_has_a_word_twice(code: str) -> None:
    counts = {entry.id: Counter(entry.words) for entry in entries(code)}
    assert [(id, word) for id, c in counts.items() for word, n in c.items() if n > 1] == []
