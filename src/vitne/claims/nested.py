"""Finds the finer of two places told together: "landsbyen X i Y", "X, a village near Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.prepositions import is_near
from vitne.claims.sentence import what_of
from vitne.claims.surroundings import describes, left_of, owner_before
from vitne.model import Kind, Level, Mention

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_APART = 7  # tokens from a village to the town it lies near: "X, et par kilometer fra | Y"
_FAR = 14  # tokens from a distance to the town it is told from
_DESCRIBED = 3  # words between a place and the noun of what lies in it
_HEDGES = 2  # words as "about" or "some" beside a distance
_UNKNOWN = "place.unknown"  # the rule that makes a place of a name no gazetteer has
_OPENS = frozenset({",", "(", "–", "-"})
_OTHERS = (Kind.HARM, Kind.TRIGGER, Kind.HEAD, Kind.ACTOR, Kind.NAME, Kind.PLACE)
_PARTS = frozenset({Level.AREA, Level.ADM2})
_OVER = frozenset({Level.COUNTRY, Level.SEA})  # lie in no other: "the Red Sea port city of X"
_SIZES = (Level.TOWN, Level.ADM2, Level.ADM1, Level.COUNTRY)  # each lies in those behind it


def finer_told(sentence: Sentence, outer: Mention) -> Mention | None:
    """The place that one only helps to find: "landsbyen X" of "landsbyen X utenfor Y"."""
    if len(sentence.of(Kind.PLACE)) == 1:
        return None  # most sentences name one place
    return (
        part_named(sentence, outer)
        or _named_by_compound(sentence, outer)
        or _owned(sentence, outer)
        or _behind_owner(sentence, outer)
        or contained(sentence, outer)
        or told_before(sentence, outer)
        or _told_behind(sentence, outer)
        or _beside(sentence, outer)
        or told_apart(sentence, outer)
    )


def contained(sentence: Sentence, outer: Mention) -> Mention | None:
    """The finer place that lies in the one found: "bydelen Yabsat i Vest-Mosul"."""
    end = outer.first - 1
    while (
        sentence.is_a(end, "definite_articles") or sentence.word(end) in sentence.grammar.directions
    ):
        end -= 1
    described = left_of(sentence, outer)
    if end > described and sentence.is_a(described, "in"):
        end = described  # "Marawi på den filippinske øya Mindanao"
    named = sentence.grammar.noun_rows and sentence.is_place_noun(end - 1)
    if not (sentence.is_a(end, "in") or (named and sentence.is_a(end, "of"))):
        return None
    if sentence.is_a(end - 1, "directions") or named:
        end -= 1  # "Boga øst i Kongo", "the Kanyosha district of Bujumbura"
    while named and sentence.is_a(end - 1, "noun_leads"):
        end -= 1  # "the X refugee | camp on"
    for inner in sentence.of(Kind.PLACE):
        if inner.last == end and inner.places and not inner.genitive:
            if part_named(sentence, inner) is outer:
                return None  # "the Baghdad neighbourhood of X"
            place, state = inner.places[0], outer.places[0]
            there = state.level is not Level.COUNTRY or place.country in (state.country, None)
            return inner if there and place.level not in _OVER else None
    return None


def told_before(sentence: Sentence, outer: Mention) -> Mention | None:
    """The place that words behind its comma tell more of: "X, hovedstaden i | Y", "X, northern | Y"."""
    left = left_of(sentence, outer)
    for inner in sentence.of(Kind.PLACE):
        comma = _behind(sentence, inner)
        if sentence.word(comma) != "," or not _goes_on(sentence, inner, outer, _APART):
            continue
        if left == comma:  # only words of the larger name stand between
            return inner if _lies_in(inner, outer) else None
        if left < comma or not sentence.is_a(left, "prepositions"):
            continue
        between = range(comma + 1, left)
        if all(sentence.is_any(at, "determiners", "still") for at in between):  # "X, both in | Y"
            lies = _lies_in(inner, outer) or _is_small(inner, outer)
            return inner if sentence.is_a(left, "in") and lies else None
        told = any(_names_ground(sentence, at) for at in between)
        told = told or sentence.is_a(left - 1, "directions")  # "X, just east of | Y"
        if told and not any(sentence.is_a(at, "and") for at in between):
            return inner
    return None


def _behind(sentence: Sentence, mention: Mention) -> int:
    """The token behind a name, and behind its noun where that follows: "Djugu territory | ,"."""
    noun = sentence.grammar.noun_rows and sentence.is_place_noun(mention.last)
    return mention.last + noun


def _names_ground(sentence: Sentence, at: int) -> bool:
    """Whether a word says what a place is: "hovedstaden", "a village", "the border"."""
    classes = ("settlements", "owned_places", "place_nouns_plural", "borders")
    return sentence.is_place_noun(at) or sentence.is_any(at, *classes)


def _told_behind(sentence: Sentence, outer: Mention) -> Mention | None:
    """The town named behind what it is to a larger place: "hovedstaden i | Niger, Niamey"."""
    first = outer.first
    while sentence.word(first - 1) in sentence.grammar.directions:
        first -= 1  # "cities in | eastern Congo, Goma and Bukavu"
    before = sentence.before_noun(first)
    inside = sentence.is_a(before, "in") or sentence.is_a(before, "of")
    if not (inside and sentence.word(outer.last) == "," and _names_ground(sentence, before - 1)):
        return None
    inner = sentence.starting(outer.last + 1, Kind.PLACE)
    if inner is None or inner.genitive or not inner.places:
        return None
    return inner if _lies_in(inner, outer) else None


def _lies_in(inner: Mention, outer: Mention) -> bool:
    """Whether of two places of one state, as far as told, the first is of a smaller kind."""
    a, b = inner.places[0], outer.places[0]
    if a.country not in (None, b.country) or a.level not in _SIZES or b.level not in _SIZES:
        return False
    return _SIZES.index(a.level) < _SIZES.index(b.level)


def _is_small(inner: Mention, outer: Mention) -> bool:
    """Whether of two towns the first is one that no gazetteer has: "at Yepyar, also in | Pauk"."""
    a, b = inner.places[0], outer.places[0]
    alike = a.level is b.level and a.country in (None, b.country)
    return alike and a.lat is None


def _beside(sentence: Sentence, outer: Mention) -> Mention | None:
    """The settlement told before the town it lies near: "traff landsbyen X like ved | Y"."""
    for inner in sentence.of(Kind.PLACE):
        if not lies_by(sentence, inner, outer, _APART):
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
        if not describes(sentence, noun):
            return None
        noun += 1
    first = noun + 1 + (sentence.is_a(noun + 1, "naming_of") or sentence.word(noun + 1) == ",")
    rows = (sentence.starting(at, Kind.PLACE) for at in (first, first + 1))
    inner = next((mention for mention in rows if mention is not None), None)
    if inner is None or inner.genitive or not inner.places or not sentence.is_place_noun(noun):
        return None
    quarter = sentence.is_a(noun, "quarter_nouns")
    return inner if _is_wider(outer, inner, quarter=quarter) else None


def _named_by_compound(sentence: Sentence, outer: Mention) -> Mention | None:
    """The place behind a noun joined to a larger one: "Port-au-Prince-bydelen | Cité Soleil"."""
    if not sentence.is_place_noun(outer.last - 1):
        return None
    inner = sentence.starting(outer.last, Kind.PLACE)
    return inner if inner is not None and inner.places and not inner.genitive else None


def _owned(sentence: Sentence, outer: Mention) -> Mention | None:
    """The place told behind its noun and whose it is: "Port-au-Princes bydel | Cité Soleil"."""
    if not outer.genitive:
        return None
    for inner in sentence.of(Kind.PLACE):
        if inner.first <= outer.last or not inner.places or inner.genitive:
            continue
        noun = inner.first - 1 - (sentence.word(inner.first - 1) == ",")
        return inner if owner_before(sentence, noun) is outer else None
    return None


def _behind_owner(sentence: Sentence, outer: Mention) -> Mention | None:
    """The place told behind the noun of the larger one: "Yobe state's | Tarmuwa area"."""
    base = sentence.grammar.owned(sentence.word(outer.last))
    if base is None or not sentence.grammar.is_place_noun(base):
        return None
    inner = sentence.starting(outer.last + 1, Kind.PLACE)
    return inner if inner is not None and inner.places and not inner.genitive else None


def _is_wider(outer: Mention, inner: Mention, *, quarter: bool) -> bool:
    """Whether of "A district of B" the first is the larger: known, and no smaller town than B."""
    a, b = outer.places[0], inner.places[0]
    if _UNKNOWN in outer.rules or _lies_in(outer, inner):
        return False
    if quarter and a.level in _PARTS and b.lat is not None:
        return False  # "the Dahiyeh district of Beirut"
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
        end = _behind(sentence, inner)
        if inner.places and end < lengths[0].first and _only_apart(sentence, end, at):
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


def lies_by(sentence: Sentence, inner: Mention, outer: Mention, reach: int) -> bool:
    """Whether a place is said to lie near another behind it, with nothing else between."""
    if not _goes_on(sentence, inner, outer, reach):
        return False
    before = left_of(sentence, outer)
    away = sentence.is_a(before, "for") or sentence.is_a(before, "of")
    if away and sentence.is_a(before - 1, "directions"):
        return False  # "X nord for Y" may be far off
    if sentence.is_a(before - 1, "roads"):
        return False  # as "X, på veien til Y"
    near = sentence.has_a(inner.last, outer.first, "near") or is_near(sentence, before)
    return near and not sentence.has_a(inner.last, outer.first, "between")


def _goes_on(sentence: Sentence, inner: Mention, outer: Mention, reach: int) -> bool:
    """Whether the words between two places still tell where the first one is."""
    if not 0 < outer.first - inner.last <= reach or inner.genitive or not inner.places:
        return False
    if inner.places[0].level is Level.COUNTRY:
        return False
    first = _behind(sentence, inner) + 1
    stops = any(sentence.is_stop(i) for i in range(first, outer.first))
    return not stops and not sentence.holds(inner.last, outer.first, *_OTHERS)
