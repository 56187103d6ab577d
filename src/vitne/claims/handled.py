"""Tells whether things of a kind are what a verb is about: houses burnt, arms taken, troops sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fronting import in_phrase
from vitne.claims.passives import is_passive
from vitne.claims.sentence import NOMINAL, what_of
from vitne.claims.targets import does_more
from vitne.model import Kind, Level
from vitne.model.entries import Form, Head

if TYPE_CHECKING:
    from collections.abc import Collection

    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_REACH = 9  # tokens from a verb to its object, its subject and a time between
_PLACES = "places"  # towns and villages
_FORCES = "forces"  # soldiers, and bodies of them
_THINGS = (Kind.UNIT, Kind.PEOPLE, Kind.HEAD, Kind.PLACE)
_PARTICIPLES = frozenset({Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE, Form.PASSIVE})


def handles(sentence: Sentence, mention: Mention, kinds: Collection[str]) -> bool:
    """Whether things of some kinds are the object of a verb, or the subject of a passive one."""
    if mention.form in NOMINAL:
        return False
    if is_passive(sentence, mention):
        return _befalls(sentence, mention, kinds)
    if mention.form in _PARTICIPLES and _stands_before(sentence, mention, kinds):
        return not _is_described(sentence, mention)  # "Butikken ble tømt og ni hus | brent"
    at = mention.last
    for i in range(at, min(at + _REACH, sentence.clause(at - 1)[1])):
        if any(_is_of(sentence, thing, kinds) for thing in sentence.begun(i, *_THINGS)):
            return True
        counted = sentence.covering(i, Kind.NUMBER, Kind.TIME) is not None
        ends = sentence.is_stop(i) or does_more(sentence, i)
        if ends or (sentence.is_a(i, "prepositions") and not counted):
            return False
    return False


def _befalls(sentence: Sentence, mention: Mention, kinds: Collection[str]) -> bool:
    """The same of a passive: "Ni hus ble | brent", "I går ble to gevær | tatt"."""
    first, last = sentence.clause(mention.first)
    before = sentence.within(first, mention.first, *_THINGS)
    if any(_is_of(sentence, m, kinds) and not in_phrase(sentence, m) for m in before):
        return not _is_described(sentence, mention)
    behind = sentence.past_times(mention.last)  # "I byn brändes | nio hus"
    near = sentence.within(behind, min(behind + 3, last), *_THINGS)
    return mention.form is Form.PASSIVE and any(_is_of(sentence, m, kinds) for m in near)


def _is_described(sentence: Sentence, mention: Mention) -> bool:
    """Whether a participle only tells of whom the clause is: "Soldiers | sent | to part them were shot"."""
    _, last = sentence.clause(mention.first)
    return not sentence.grammar.verb_second and sentence.has_a(
        mention.last, last, "aux_passive_only"
    )


def _stands_before(sentence: Sentence, mention: Mention, kinds: Collection[str]) -> bool:
    before = sentence.within(max(0, mention.first - 3), mention.first, *_THINGS)
    return any(
        m.last == mention.first and _is_of(sentence, m, kinds) and not in_phrase(sentence, m)
        for m in before
    )


def _is_of(sentence: Sentence, mention: Mention, kinds: Collection[str]) -> bool:
    """Whether a word is for things of one of the kinds; no wounded soldiers, who are brought away."""
    if mention.genitive:
        return False
    if mention.kind is Kind.PLACE:  # "Gao was burnt"
        town = bool(mention.places) and mention.places[0].level is Level.TOWN
        return town and _PLACES in kinds
    if what_of(mention) in kinds:
        return True
    if _FORCES not in kinds or sentence.covering(mention.first - 1, Kind.HARM) is not None:
        return False
    body = isinstance(mention.entry, Head) and mention.entry.role == "force"
    return body or what_of(mention) == "troops" or bool(getattr(mention.entry, "armed", False))
