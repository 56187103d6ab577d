"""Tells the numbers that are ages, and count nobody: "Ahmed (17)", "to gutter på 11, 13 og 15 år"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import PLURALS, SINGLE, what_of
from vitne.model import Kind, Mention

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence


_OLDEST = 110  # years


def is_aged(sentence: Sentence, unit: Mention) -> bool:
    """Whether an age stands inside the phrase: "en to år gammel jente"."""
    return sentence.is_a(unit.last, "aged")


def is_age_of_name(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is somebody's age: "Ahmed (17)"."""
    around = (sentence.word(number.first - 1), sentence.word(number.last))
    if around == (",", ","):  # "The soldier, 24, was killed"
        who = sentence.covering(number.first - 2, Kind.NAME, Kind.HEAD, Kind.PEOPLE)
        value = number.number.low if number.number else None
        bare = number.last - number.first == 1 and value is not None and value <= _OLDEST
        return bare and who is not None and who.form not in PLURALS
    at = number.first - 2
    if around != ("(", ")"):
        return False
    if sentence.is_a(at, "possessives"):  # "Kollegaen hennes (41)"
        return sentence.covering(at - 1, Kind.PEOPLE) is not None
    people = sentence.covering(at, Kind.PEOPLE)
    one = people is not None and people.form in SINGLE
    return one or sentence.covering(at, Kind.NAME, Kind.HEAD) is not None


def is_age_of_people(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is an age told behind people: "to gutter på 11, 13 og 15 år"."""
    first, last = _series(sentence, number)
    at = first - 1
    while sentence.is_a(at - 1, "at_age"):  # "im Alter von 11 Jahren"
        at -= 1
    people = sentence.covering(at - 1, Kind.PEOPLE, Kind.NAME, Kind.HEAD)
    if sentence.is_a(first - 1, "aged"):
        counted = sentence.starting(last, Kind.PEOPLE, Kind.HEAD, Kind.UNIT)
        if people is not None or counted is None:
            return True  # "two boys aged 11 and 13", "three men, aged 33 and 34, were"
    if not sentence.is_a(first - 1, "at_age"):
        return False
    if people is None:
        return False
    unit = sentence.covering(last, Kind.UNIT)
    return sentence.is_a(last, "years") or what_of(unit) in ("age", "time")


def _series(sentence: Sentence, number: Mention) -> tuple[int, int]:
    """The tokens of the numbers told in a row with one: "11, 13 og 15"."""
    first, last = number.first, number.last
    while _joins(sentence, first - 1) and (one := sentence.covering(first - 2, Kind.NUMBER)):
        first = one.first
    while _joins(sentence, last) and (one := sentence.starting(last + 1, Kind.NUMBER)):
        last = one.last
    return first, last


def _joins(sentence: Sentence, at: int) -> bool:
    return sentence.word(at) == "," or sentence.is_a(at, "and")
