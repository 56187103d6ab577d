"""Finds the town that a quarter is part of, where no gazetteer knows the quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.surroundings import left_of
from vitne.model import Kind, Level

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Location, Mention, Place

_REACH = 6  # tokens between a quarter and its town: "bydelen Yabsat i Vest-Mosul"


def in_its_town(
    location: Location, sentence: Sentence, mention: Mention, town: Location | None
) -> Location:
    """A quarter with the point and state of its town: that beside it, else the `town` told of.

    "Granater traff bydelen Kissy" tells of Freetown where the article is there. What is known of
    its own stays.
    """
    if (
        location.lat is not None
        or location.level != Level.AREA
        or not _is_quarter(sentence, mention)
    ):
        return location
    found: Place | Location | None = _town_beside(sentence, mention)
    if found is None:
        if town is None or town.lat is None or location.country not in (None, town.country):
            return location
        found = town
    return msgspec.structs.replace(
        location, lat=found.lat, lon=found.lon, country=found.country, admin1=found.admin1
    )


def _town_beside(sentence: Sentence, mention: Mention) -> Place | None:
    """The town told beside a quarter, or the one that opens its sentence: "I Khartoum … bydelen X"."""
    for other in sentence.of(Kind.PLACE):
        apart = max(other.first - mention.last, mention.first - other.last)
        place = other.places[0] if other.places else None
        if place is None or place.level is not Level.TOWN or place.lat is None:
            continue
        if apart <= _REACH or (other.first < mention.first and left_of(sentence, other) <= 0):
            return place
    return None


def quarter_told(sentence: Sentence, outer: Mention) -> Mention | None:
    """The quarter told further on of the town that opens a sentence: "I Bogotá falt to i bydelen | X"."""
    if outer.genitive or outer.places[0].level is not Level.TOWN or left_of(sentence, outer):
        return None
    for inner in sentence.of(Kind.PLACE):
        if inner.first > outer.last and inner.places and not inner.genitive:
            there = inner.places[0].country in (None, outer.places[0].country)
            return inner if there and _is_quarter(sentence, inner) else None
    return None


def _is_quarter(sentence: Sentence, mention: Mention) -> bool:
    """Whether a noun beside a name says that it is part of a town: "bydelen X", "the X quarter"."""
    before = mention.first - 1
    if sentence.is_a(before, "naming_of"):
        before -= 1
    return sentence.is_a(before, "quarter_nouns") or sentence.is_a(mention.last, "quarter_nouns")
