"""Entries of the packs fit together: what one names, another holds."""

from __future__ import annotations

from collections import Counter

import pytest

from vitne.model.entries import Harm, Trigger
from vitne.packs import events, language

CODES = language.languages()
TYPES = events.event_types()
ENTRIES = {code: list(language.entries(language.folder(code))) for code in CODES}
NAMED = [
    (code, entry) for code, entries in ENTRIES.items() for entry in entries
    if isinstance(entry, Trigger | Harm)
]  # fmt: skip
PLOVER = {
    "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN", "REQUEST", "REJECT",
    "ACCUSE", "RETREAT", "AID", "COOPERATE", "CONCEDE", "SUPPORT", "CONSULT", "AGREE",
}  # fmt: skip


def _events(entry: Trigger | Harm) -> list[str | None]:
    others = entry.beside if isinstance(entry, Trigger) else [entry.agent_event]
    return [entry.event, *others]


def test_an_event_named_is_there() -> None:
    assert [
        (code, entry.id, event)
        for code, entry in NAMED for event in _events(entry) if event and event not in TYPES
    ] == []  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_ids_are_unique(code: str) -> None:
    counts = Counter(entry.id for entry in ENTRIES[code])
    assert [entry for entry, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_every_event_can_be_told(code: str) -> None:
    """An event type that no word evokes is dead weight."""
    told = {entry.event for entry in ENTRIES[code] if isinstance(entry, Trigger | Harm)}
    told |= {entry.agent_event for entry in ENTRIES[code] if isinstance(entry, Harm)}
    assert sorted(TYPES.keys() - told) == []


def test_types_are_of_the_scheme() -> None:
    assert {id: kind.plover for id, kind in TYPES.items() if kind.plover not in PLOVER} == {}


@pytest.mark.parametrize("code", CODES)
def test_every_entry_has_examples(code: str) -> None:
    assert [entry.id for entry in ENTRIES[code] if not entry.examples] == []


@pytest.mark.parametrize("code", CODES)
def test_no_entry_has_a_word_twice(code: str) -> None:
    counts = {entry.id: Counter(entry.words) for entry in ENTRIES[code]}
    assert [(id, word) for id, c in counts.items() for word, n in c.items() if n > 1] == []
