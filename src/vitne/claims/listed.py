"""Reads what is listed behind a first thing struck: "en skole, et marked og to moskeer"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import what_of
from vitne.claims.things import thing_at
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_LISTED = frozenset({"buildings", "bases", "vehicles", "places"})
_LONGEST = 6  # things in a list
_ARTICLES = 3  # tokens before a noun: "rundt 250 | biler"


def listed_behind(sentence: Sentence, at: int) -> list[tuple[int, int]]:
    """The tokens of what is listed behind a thing that ends at a token; none without an "and"."""
    rows: list[tuple[int, int]] = []
    while len(rows) < _LONGEST:
        comma = sentence.word(at) == ","
        step = at + comma
        closes = sentence.is_a(step, "and")
        if not (comma or closes):
            return []
        found = _item(sentence, step + closes)
        if found is None:
            return []
        rows.append(found)
        at = found[1]
        if closes:
            return rows
    return []


def _item(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """A thing with its article, number or ending: "et marked", "250 biler", "rådhuset"."""
    step = at
    while step < at + _ARTICLES and (
        sentence.is_a(step, "determiners")
        or sentence.covering(step, Kind.NUMBER, Kind.NATION) is not None
    ):
        step += 1
    unit = sentence.starting(step, Kind.UNIT)
    if unit is not None and what_of(unit) in _LISTED and not unit.genitive:
        return at, unit.last
    if sentence.covering(at, Kind.TRIGGER, Kind.HARM) is not None:
        return None
    found = thing_at(sentence, at)
    return found if found is not None and sentence.is_a(at, "determiners") else None
