"""Tells how people counted stand to each other and to the words around them: joined, apposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import DEFINITE, SINGLE, what_of
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence

_PHRASE = 4  # tokens of "på avdelingen og"


def apposed(sentence: Sentence, count: Count) -> bool:
    """Whether "en …" only tells who somebody is: "Piloten, en newzealender, ble bortført"."""
    if not is_article(count) or sentence.word(count.first - 1) != ",":
        return False
    if sentence.is_a(count.first - 2, "them"):
        return True  # "sier en av dem, en bonde"
    named = sentence.covering(count.first - 2, Kind.PEOPLE, Kind.HEAD, Kind.NAME, Kind.BACK)
    return named is not None and (named.kind is Kind.NAME or named.form in DEFINITE)


def governed(sentence: Sentence, count: Count) -> bool:
    """Whether a preposition stands before people: "hos en søster"."""
    return sentence.is_a(count.first - 1, "prepositions")


def of_share(sentence: Sentence, count: Count) -> bool:
    """Whether only a share of people is told: "to millioner, en tidel av innbyggerne, …"."""
    share = what_of(sentence.covering(count.first - 2, Kind.UNIT)) == "share"
    return share and sentence.is_a(count.first - 1, "of")


def joined(sentence: Sentence, count: Count, later: Count) -> bool:
    """Whether two counts stand side by side: "tolv soldater og tre sivile"."""
    between = sentence.low[count.last : later.first]
    if len(between) == 1:
        return between[0] == "," or between[0] in sentence.grammar["and"]
    within = 1 < len(between) <= _PHRASE and not any(
        sentence.is_stop(i) for i in range(count.last, later.first)
    )  # "to barn på avdelingen og kvinnen der"
    return (
        within
        and sentence.is_a(count.last, "prepositions")
        and between[-1] in sentence.grammar["and"]
    )


def one_number(sentence: Sentence, count: Count, later: Count) -> bool:
    """Whether two words share one number: "138 soldater og politifolk"; not "ni og sjåføren"."""
    people = later.people
    several = people is None or people.form not in SINGLE
    bare = later.number is None and count.number is not None
    return bare and several and joined(sentence, count, later)


def is_wall(sentence: Sentence, at: int) -> bool:
    """Whether a token begins a clause about something else: "omkom i Kabul, som har …"."""
    if sentence.is_wall(at) or sentence.word(at) in (".", ";"):
        return True
    return sentence.word(at) == "," and sentence.is_a(at + 1, "relative")


def nobody(count: Count) -> bool:
    """Whether "ingen" stands alone: "heter det bare at ingen er falt"."""
    number = count.number.number if count.number else None
    return number is not None and number.none and not count.unknown_noun


def is_article(count: Count) -> bool:
    """Whether the number is an article: "en lærer"."""
    number = count.number.number if count.number else None
    return number is not None and number.article
