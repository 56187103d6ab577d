"""Finds the town that a quarter is part of, where no gazetteer knows the quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Kind, Level

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Location, Mention

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
    for other in sentence.of(Kind.PLACE):
        apart = (
            other.first - mention.last
            if other.first > mention.first
            else mention.first - other.last
        )
        place = other.places[0] if other.places else None
        if (
            place is not None
            and apart <= _REACH
            and place.level is Level.TOWN
            and place.lat is not None
        ):
            return msgspec.structs.replace(
                location, lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1
            )
    if town is None or town.lat is None or location.country not in (None, town.country):
        return location
    return msgspec.structs.replace(
        location, lat=town.lat, lon=town.lon, country=town.country, admin1=town.admin1
    )


def _is_quarter(sentence: Sentence, mention: Mention) -> bool:
    """Whether a noun beside a name says that it is part of a town: "bydelen X", "the X quarter"."""
    before = mention.first - 1
    if sentence.is_a(before, "naming_of"):
        before -= 1
    return sentence.is_a(before, "quarter_nouns") or sentence.is_a(mention.last, "quarter_nouns")
