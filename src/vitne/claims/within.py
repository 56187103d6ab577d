"""Places a name in the ground told beside it: a village near its town, a district of its province."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.nested import contained, lies_by, told_apart, told_before
from vitne.claims.surroundings import owner_of
from vitne.model import Kind, Level, Mention, Place

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_FAR = 14  # tokens: "X, a village of traders and miners close to | Y"
_SMALL = frozenset({Level.TOWN, Level.AREA})
_FINE = frozenset({Level.TOWN, Level.ADM2})


def by_town(sentence: Sentence, inner: Mention) -> Mention:
    """A place with the ground it is said to lie in: that of the town beside it, or its province.

    Of a region of several states, the part in the one told with it: "Sahel-regionen i Mali".
    """
    place = inner.places[0]
    if place.country is None and (state := _state_of(sentence, inner)) is not None:
        return _placed(inner, country=state)
    if place.lat is not None:
        return inner
    if (ground := _ground_of(sentence, inner)) is not None:
        return _placed(inner, country=ground.country, admin1=ground.admin1)
    return _by_its_town(sentence, inner) if place.level in _SMALL else inner


def _state_of(sentence: Sentence, inner: Mention) -> str | None:
    owner = owner_of(sentence, inner.first)
    if owner is not None and owner.places:
        return owner.places[0].country
    for outer in sentence.of(Kind.PLACE):
        if outer.first >= inner.last and contained(sentence, outer) is inner:
            return outer.places[0].country
    return None


def _by_its_town(sentence: Sentence, inner: Mention) -> Mention:
    place = inner.places[0]
    for outer in sentence.of(Kind.PLACE):
        if not outer.places or outer.places[0].lat is None or outer.places[0].level not in _FINE:
            continue
        town = outer.places[0]
        told = told_apart(sentence, outer) or told_before(sentence, outer)
        if told is inner and not place.country:
            return _placed(inner, country=town.country)
        if _is_part(sentence, inner, outer) or lies_by(sentence, inner, outer, _FAR):
            return _placed(
                inner, lat=town.lat, lon=town.lon, country=town.country, admin1=town.admin1
            )
    return inner


def _is_part(sentence: Sentence, inner: Mention, outer: Mention) -> bool:
    """Whether a quarter or site is told to be in a town: "Evinfängelset i | Teheran"."""
    return inner.places[0].level is Level.AREA and contained(sentence, outer) is inner


def _ground_of(sentence: Sentence, inner: Mention) -> Place | None:
    """The province told behind a place that no gazetteer knows: "Zhari district, | Kandahar"."""
    for outer in sentence.of(Kind.PLACE):
        if outer.first < inner.last or not outer.places or outer.places[0].level is not Level.ADM1:
            continue
        if told_before(sentence, outer) is inner or contained(sentence, outer) is inner:
            return outer.places[0]
    return None


def _placed(mention: Mention, **where: float | str | None) -> Mention:
    """A name with more told of the place it likeliest means."""
    found = msgspec.structs.replace(mention.places[0], **where)
    return msgspec.structs.replace(mention, places=(found, *mention.places[1:]))
