"""Reads the words around a place name: what describes it, and the town that it lies near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.drafts import SPEECH
from vitne.claims.prepositions import is_near
from vitne.claims.sentence import what_of
from vitne.model import Kind, Level, Mention
from vitne.model.entries import Stance

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_APART = 7  # tokens from a village to the town it lies near: "X, et par kilometer fra | Y"
_FAR = 14  # "X, a village of traders and miners close to | Y"
_DESCRIBED = 3  # words between a place and the noun of what lies in it
_HEDGES = 2  # words as "about" or "some" beside a distance
_UNKNOWN = "place.unknown"  # the rule that makes a place of a name no gazetteer has
_OPENS = frozenset({",", "(", "–", "-"})
_OTHERS = (Kind.HARM, Kind.TRIGGER, Kind.HEAD, Kind.ACTOR, Kind.NAME, Kind.PLACE)
_FINE = frozenset({Level.TOWN, Level.ADM2})
_TOWNS = ("town", "capital")
_ADJECTIVES = 3  # words that describe a name
_OTHER_WORDS = (
    Kind.PEOPLE, Kind.HEAD, Kind.UNIT, Kind.BACK, Kind.ACT, Kind.REPORTING, Kind.RELATION,
    Kind.NUMBER, Kind.ACTOR, Kind.PLACE,
)  # fmt: skip


def left_of(sentence: Sentence, mention: Mention) -> int:
    """The token before a place name and the words that describe it: "i | den beleirede byen X"."""
    at, named = mention.first - 1, False
    if _is_apposed(sentence, mention):
        at -= 1
    if (owner := _owner_before(sentence, at)) is not None:
        at = owner.first - 1
    while at >= 0:
        if is_part(sentence, at):
            at -= 2
        elif (noun := sentence.before_place_noun(at)) < at:
            at, named = noun, named or at - noun > 1
        elif (
            sentence.is_a(at, "determiners")
            or sentence.covering(at, Kind.NATION)
            or sentence.is_a(at, "place_modifiers")
            or (named and _describes(sentence, at))
        ):
            at -= 1
        elif (owner := sentence.covering(at, Kind.PLACE)) is not None and owner.genitive:
            at = owner.first - 1
        elif _joins_directions(sentence, at):
            at -= 2
        elif (described := _before_adjectives(sentence, at)) < at:
            at = described
        else:
            break
    return at


def _is_apposed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name between commas tells which town was meant: "i hovedstaden, | Bamako, …"."""
    at = mention.first - 1
    if sentence.word(at) != ",":
        return False
    if _owner_before(sentence, at - 1) is not None:
        return True  # "i Nigers hovedstad, | Niamey"
    if not sentence.is_stop(mention.last):
        return False
    back = sentence.covering(at - 1, Kind.BACK)
    return sentence.is_place_noun(at - 1) or getattr(back and back.entry, "refers", "") in _TOWNS


def _owner_before(sentence: Sentence, at: int) -> Mention | None:
    """The ground that owns the noun before a name: "i | Nigers hovedstad Niamey".

    Words may describe the noun: "Syria's second-largest city, Aleppo".
    """
    if not (sentence.is_a(at, "owned_places") or sentence.is_place_noun(at)):
        return None
    first = at - 1
    while at - first <= _ADJECTIVES and _describes(sentence, first) and _is_plain(sentence, first):
        first -= 1
    owner = sentence.covering(first, Kind.PLACE)
    return owner if owner is not None and owner.genitive else None


def _joins_directions(sentence: Sentence, at: int) -> bool:
    """Whether two directions describe a name: "in northern and | central Aceh"."""
    directions = sentence.grammar.directions
    return sentence.is_a(at, "and") and sentence.word(at - 1) in directions


def _before_adjectives(sentence: Sentence, at: int) -> int:
    """The article or preposition before words that describe a name: "in | war-torn Mosul".

    The token itself where they are none: "i | det hardt rammede Aleppo" has its article.
    """
    first = at
    while at - first < _ADJECTIVES and _describes(sentence, first) and _is_plain(sentence, first):
        first -= 1
    if first == at:
        return at
    defined = sentence.is_a(first, "definite_articles") or sentence.is_a(first, "determiners")
    if defined and _leads(sentence, first - 1):
        return first
    owner = sentence.covering(first, Kind.PLACE)
    if owner is not None and owner.genitive:
        return first  # "i Pakistans | urolige Baluchistan-provins"
    alone = sentence.grammar.noun_rows and at - first == 1
    return first if alone and _leads(sentence, first) else at


def _leads(sentence: Sentence, at: int) -> bool:
    return sentence.is_a(at, "in") or sentence.is_a(at, "near")


def _is_plain(sentence: Sentence, at: int) -> bool:
    """Whether a word is no noun or verb that the packs know, and no name."""
    text = sentence.passage.tokens[at].text
    return text[0].islower() and sentence.covering(at, *_OTHER_WORDS) is None


def is_part(sentence: Sentence, at: int) -> bool:
    """Whether "of" at a token makes a part of what follows: "parts of", "in the north of"."""
    if not sentence.is_a(at, "of"):
        return False
    if sentence.is_a(at - 1, "place_parts"):
        return True
    return sentence.is_a(at - 1, "directions") and sentence.is_a(at - 2, "definite_articles")


def _describes(sentence: Sentence, at: int) -> bool:
    """Whether a word only tells more of a noun of place: "the sprawling market town of X"."""
    word = sentence.word(at)
    plain = word[:1].isalpha() and not sentence.is_a(at, "function")
    return plain and sentence.covering(at, Kind.HARM, Kind.TRIGGER, Kind.TIME, Kind.ACTOR) is None


def beside(sentence: Sentence, outer: Mention) -> Mention | None:
    """The settlement told before the town it lies near: "traff landsbyen X like ved | Y"."""
    for inner in sentence.of(Kind.PLACE):
        if not _lies_by(sentence, inner, outer, _APART):
            continue
        left = left_of(sentence, inner)
        behind = sentence.grammar.noun_rows and sentence.is_place_noun(inner.last)
        named = left < inner.first - 1 or behind  # "landsbyen X", "X village"
        hit = sentence.covering(left, Kind.TRIGGER, Kind.HARM) is not None
        from_there = sentence.is_a(left, "from") or sentence.is_a(left, "to")
        if (named or hit or sentence.is_a(left, "in")) and not from_there:
            return inner
    return None


def part_named(sentence: Sentence, outer: Mention) -> Mention | None:
    """The finer place that a noun names behind the one it lies in, as languages with nouns in rows
    do: "the Baghdad neighbourhood of Zafaraniya", "a Harare township, Mabvuku".
    """
    if not sentence.grammar.noun_rows or outer.genitive:
        return None
    noun = outer.last
    while noun < outer.last + _DESCRIBED and not sentence.is_place_noun(noun):
        if not _describes(sentence, noun):
            return None
        noun += 1
    first = noun + 1 + (sentence.is_a(noun + 1, "naming_of") or sentence.word(noun + 1) == ",")
    rows = (sentence.starting(at, Kind.PLACE) for at in (first, first + 1))
    inner = next((mention for mention in rows if mention is not None), None)
    if inner is None or inner.genitive or not inner.places or not sentence.is_place_noun(noun):
        return None
    return inner if _is_wider(outer, inner) else None


def _is_wider(outer: Mention, inner: Mention) -> bool:
    """Whether of "A district of B" the first is the larger: known, and no smaller town than B."""
    a, b = outer.places[0], inner.places[0]
    if _UNKNOWN in outer.rules:
        return False
    return a.level is not Level.TOWN or b.lat is None or a.population >= b.population


def told_apart(sentence: Sentence, outer: Mention) -> Mention | None:
    """The place that a distance behind it only finds on the map: "i Jolo, 950 km sør for | Manila"."""
    at = left_of(sentence, outer)
    if not (sentence.is_a(at, "for") or sentence.is_a(at, "from")):
        return None
    lengths = [
        m for m in sentence.of(Kind.UNIT) if at - _FAR < m.first < at and what_of(m) == "distance"
    ]
    if not lengths:
        return None
    for inner in sentence.of(Kind.PLACE):
        if inner.places and inner.last < lengths[0].first and _only_apart(sentence, inner.last, at):
            return None if inner.genitive else inner
    return None


def _only_apart(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a comma or bracket and a distance are all that stands between two tokens."""
    if sentence.word(first) not in _OPENS:
        return False
    rest = (
        at for at in range(first + 1, last)
        if not (
            sentence.covering(at, Kind.NUMBER, Kind.UNIT) or sentence.is_stop(at)
            or sentence.is_a(at, "directions") or sentence.is_a(at, "unna")
        )
    )  # fmt: skip
    return sum(1 for _ in rest) <= _HEDGES


def by_town(sentence: Sentence, inner: Mention) -> Mention:
    """A village that no gazetteer knows, with the ground of the town it is said to lie near."""
    place = inner.places[0]
    if place.lat is not None or place.level is not Level.TOWN:
        return inner
    for outer in sentence.of(Kind.PLACE):
        if not outer.places or outer.places[0].lat is None or outer.places[0].level not in _FINE:
            continue
        if _lies_by(sentence, inner, outer, _FAR):
            town = outer.places[0]
            found = msgspec.structs.replace(
                place, lat=town.lat, lon=town.lon, country=town.country, admin1=town.admin1
            )
            return msgspec.structs.replace(inner, places=(found, *inner.places[1:]))
    return inner


def _lies_by(sentence: Sentence, inner: Mention, outer: Mention, reach: int) -> bool:
    """Whether a place is said to lie near another behind it, with nothing else between."""
    if not _goes_on(sentence, inner, outer, reach):
        return False
    before = left_of(sentence, outer)
    away = sentence.is_a(before, "for") or sentence.is_a(before, "of")
    if away and sentence.is_a(before - 1, "directions"):
        return False  # "X nord for Y" may be far off
    near = sentence.has_a(inner.last, outer.first, "near") or is_near(sentence, before)
    return near and not sentence.has_a(inner.last, outer.first, "between")


def _goes_on(sentence: Sentence, inner: Mention, outer: Mention, reach: int) -> bool:
    """Whether the words between two places still tell where the first one is."""
    if not 0 < outer.first - inner.last <= reach or inner.genitive or not inner.places:
        return False
    if inner.places[0].level is Level.COUNTRY:
        return False
    stops = any(sentence.is_stop(i) for i in range(inner.last + 1, outer.first))
    return not stops and not sentence.holds(inner.last, outer.first, *_OTHERS)


def at_hospital(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody lay or died in a hospital there, far from the act: "på sykehus i X".

    "Bomber traff et sykehus i X" and "at a hospital in X hit by shells" tell where the act was.
    """
    at = before = left_of(sentence, mention)
    if sentence.is_a(mention.last, "hospitals"):  # "a Raipur hospital"
        pass
    elif sentence.is_a(before, "in") and sentence.is_a(before - 1, "hospitals"):
        at = before - 2
        while sentence.is_a(at, "determiners") or sentence.is_a(at, "articles"):
            at -= 1
    else:
        return False
    there = sentence.is_a(at, "in") or sentence.is_a(at, "to")
    return there and sentence.covering(at - 1, Kind.TRIGGER) is None


def speaks_there(draft: Draft, mention: Mention) -> bool:
    """Whether what opens a sentence is where somebody speaks: "I Pale hevder hæren at fem falt"."""
    sentence = draft.sentence
    if left_of(sentence, mention) != 0 or not sentence.is_a(0, "in"):
        return False
    if draft.kind in SPEECH:
        comma = sentence.word(mention.last) == ","
        return comma or sentence.starting(mention.last, Kind.REPORTING, Kind.ACT) is not None
    told = sentence.starting(mention.last, Kind.REPORTING)
    return told is not None and getattr(told.entry, "stance", None) == Stance.CLAIMS
