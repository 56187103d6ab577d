"""Tells whether ground is what a verb is about: a town, a quarter, an airport that is taken or held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import closes_clause, phrase_end
from vitne.claims.naming import back_of
from vitne.claims.passives import is_passive
from vitne.claims.sentence import what_of
from vitne.claims.targets import circumstance_end, does_more
from vitne.model import Kind, Level, Mention
from vitne.model.entries import Relation

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_REACH = 7  # tokens from a verb to its object
_GROUND = frozenset({"buildings", "bases", "places"})
_OTHERS = (Kind.PEOPLE, Kind.HEAD, Kind.ACTOR, Kind.NUMBER, Kind.TRIGGER, Kind.HARM)
_HELD = frozenset({"control", "bases"})  # relations that are somewhere, as an alliance is not


def lost_ground(sentence: Sentence, mention: Mention) -> Mention | None:
    """The place that a verb of falling tells of: "Goma er | falt", "Søndag | falt | Goma".

    Not one that only says where: "soldater i Goma | falt"; nor "Moscow | fell | silent".
    """
    at = mention.first - 1
    while sentence.is_any(at, "aux_perfect", "aux_passive", "still"):
        at -= 1
    place, end = sentence.covering(at, Kind.PLACE), mention.last
    if place is None and sentence.grammar.verb_second:
        place = sentence.starting(mention.last, Kind.PLACE)
        end = place.last if place is not None else end
    place = place or _opening_ground(sentence, at + 1)
    if place is None or place.genitive:
        return None
    before = sentence.before_noun(sentence.before_place_noun(place.first - 1) + 1)
    while sentence.is_place_noun(before):
        before = sentence.before_noun(before)
    led_to = end == mention.last and sentence.is_a(end - 1, "prepositions")  # "på hendene til | X"
    stands = led_to or sentence.is_stop(end) or sentence.is_a(end, "prepositions")
    end += sentence.is_a(end, "still")  # "Byen Aba falt | allerede | 4. september"
    stands = stands or sentence.covering(end, Kind.TIME) is not None
    return place if stands and not sentence.is_a(before, "prepositions") else None


def _opening_ground(sentence: Sentence, verb: int) -> Mention | None:
    """The place that opens a sentence, with what tells more of it: "Byen Alamata sør i regionen | falt".

    So "Enugu, hovedstaden i utbryterstaten, | falt", where nobody else is told of before the verb.
    """
    at = 0
    while sentence.is_place_noun(at) or sentence.is_a(at, "determiners"):
        at += 1
    place = sentence.starting(at, Kind.PLACE)
    if place is None or sentence.holds(place.last, verb, *_OTHERS):
        return None
    put_in = sentence.word(place.last) == "," and sentence.word(verb - 1) == ","
    lies = (
        sentence.is_a(place.last, "in") or sentence.word(place.last) in sentence.grammar.directions
    )
    return place if put_in or (lies and sentence.word(verb - 1) != ",") else None


def takes_ground(sentence: Sentence, mention: Mention) -> bool:
    """Whether the object of a verb is ground: "tok mandag byen Diabaly", "holder flyplassen"."""
    if sentence.grammar.verb_last:
        return _takes_within(sentence, mention)
    if sentence.is_a(mention.last, "done_by") and is_passive(sentence, mention):
        return _is_subject(sentence, mention)
    begin = sentence.past_times(mention.last)  # "tog i tisdags järnvägsstationen"
    for at in range(begin, min(begin + _REACH, len(sentence))):
        found = sentence.starting(at, Kind.PLACE, Kind.BACK)
        if found is not None and (found.kind is Kind.PLACE or _points(found)):
            return not found.genitive
        if at == mention.last and sentence.is_a(at, "void_objects"):
            return False  # "took place"
        if does_more(sentence, at):
            return False  # "tok våpen | og brente kasernen"
        if sentence.is_place_noun(at) or _is_site(sentence, at):
            return True
        if sentence.is_a(at, "of") and sentence.is_a(at - 1, "directions"):
            return True  # "the north of the country"
        part = sentence.is_a(at, "of") and sentence.is_a(at - 1, "rest")
        if sentence.is_stop(at) or (sentence.is_a(at, "prepositions") and not part):
            return False
    return False


def was_taken(sentence: Sentence, mention: Mention) -> bool:
    """Whether a town was taken by nobody told: "Enugu, hovedstaden, | ble tatt | i oktober"."""
    ends = sentence.is_stop(mention.last) or sentence.covering(mention.last, Kind.TIME) is not None
    if not ends or not is_passive(sentence, mention):
        return False
    place = lost_ground(sentence, mention)
    return place is not None and bool(place.places) and place.places[0].level is Level.TOWN


def _takes_within(sentence: Sentence, mention: Mention) -> bool:
    """The same where the object stands between subject and closing verb, or in a verb's gap."""
    first, last = sentence.clause(mention.first)
    if closes_clause(sentence, mention):
        begin, last = first, mention.first
    elif mention.last - mention.first > 1:
        begin, last = mention.first + 1, mention.last
    else:
        begin = mention.last
    at = begin
    while at < last:
        part = sentence.is_a(at, "of") and sentence.is_a(at - 1, "rest")
        if not part and (beyond := circumstance_end(sentence, at)) is not None:
            at = beyond
            continue
        if sentence.is_a(at, "prepositions") and not part:
            at = phrase_end(sentence, at + 1)
            continue
        found = sentence.starting(at, Kind.PLACE, Kind.BACK)
        if found is not None and (found.kind is Kind.PLACE or _points(found)):
            if not found.genitive and not _acts(sentence, found, first):
                return True
        elif sentence.is_place_noun(at) or _is_site(sentence, at):
            return True
        at += 1
    entered = (i for i in range(mention.first + 1, mention.last) if sentence.is_a(i, "in"))
    return any(_names_ground(sentence, i + 1) for i in entered)  # "rückten in Aden ein"


def _names_ground(sentence: Sentence, at: int) -> bool:
    while sentence.is_a(at, "determiners"):
        at += 1
    return (
        sentence.starting(at, Kind.PLACE) is not None
        or sentence.is_place_noun(at)
        or _is_site(sentence, at)
    )


def _acts(sentence: Sentence, mention: Mention, first: int) -> bool:
    """Whether a state at the head of its clause takes, and is not taken: "Russland nahm … ein"."""
    state = any(place.level is Level.COUNTRY for place in mention.places)
    return state and mention.first <= first + 1


def is_held(draft: Draft) -> bool:
    """Whether somebody holds ground or has bases on it: "Hæren holder flyplassen"."""
    if draft.kind != "relation":
        return False
    rows = draft.sentence.of(Kind.RELATION)
    first, last = draft.anchor
    return any(
        m.first < last and first < m.last
        and isinstance(m.entry, Relation) and m.entry.relation in _HELD
        for m in rows
    )  # fmt: skip


def _is_subject(sentence: Sentence, mention: Mention) -> bool:
    """Whether the subject of a passive is ground: "Byen Alamata er tatt av føderale styrker"."""
    for at in range(sentence.clause(mention.first)[0], mention.first):
        if sentence.is_a(at, "prepositions"):
            return False
        found = sentence.starting(at, Kind.PLACE, Kind.BACK)
        named = found is not None and (found.kind is Kind.PLACE or _points(found))
        if named or sentence.is_place_noun(at) or _is_site(sentence, at):
            return True
    return False


def _points(mention: Mention) -> bool:
    return back_of(mention) in ("town", "area", "around", "capital")


def _is_site(sentence: Sentence, at: int) -> bool:
    """Whether a building or a place of use begins here: "jernbanestasjonen", "rådhuset"."""
    unit = sentence.starting(at, Kind.UNIT)
    return unit is not None and not unit.genitive and what_of(unit) in _GROUND
