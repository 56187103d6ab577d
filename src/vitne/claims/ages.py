"""Tells the numbers that are ages, and count nobody: "Ahmed (17)", "to gutter på 11, 13 og 15 år"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.naming import back_of
from vitne.claims.sentence import PLURALS, SINGLE, what_of
from vitne.model import Kind, Mention
from vitne.model.entries import Form, People

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence


_OLDEST = 110  # years
_AGES = ("age_words", "aged", "at_age", "dashes")  # one of these stands before an age
_ENDS = frozenset({";", "."})
_KNOWN = (Kind.PLACE, Kind.NATION, Kind.TIME, Kind.NUMBER, Kind.UNIT, Kind.ACTOR)


def is_aged(sentence: Sentence, unit: Mention) -> bool:
    """Whether an age stands inside the phrase: "en to år gammel jente"."""
    return sentence.is_a(unit.last, "aged")


def is_age_of_name(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is somebody's age: "Ahmed (17)"."""
    end = number.last + sentence.is_a(number.last, "years")  # "Palin, 29 år, ble"
    around = (sentence.word(number.first - 1), sentence.word(end))
    at = number.first - 2
    if around == (",", ","):  # "The soldier, 24, was killed"
        who = sentence.covering(at, Kind.NAME, Kind.HEAD, Kind.PEOPLE)
        one = _is_named(sentence, at) if who is None else who.form not in PLURALS
        return one and _may_be_age(number)
    if _closes_name(sentence, number):
        return True
    if _is_what_one_was(sentence, number):
        return True
    if around != ("(", ")"):
        return False
    if sentence.is_a(at, "possessives"):  # "Kollegaen hennes (41)"
        return sentence.covering(at - 1, Kind.PEOPLE) is not None
    if sentence.covering(at, Kind.NAME, Kind.HEAD) is not None:
        return True
    people = sentence.covering(at, Kind.PEOPLE)
    if people is not None:
        return people.form in SINGLE
    return _is_named(sentence, at) and _may_be_age(number)


def _closes_name(sentence: Sentence, number: Mention) -> bool:
    """Whether a number ends what is told of one of a list: "Maria Pulido, 42; Pilar Pulido, 19"."""
    if sentence.word(number.first - 1) != "," or sentence.word(number.last) not in _ENDS:
        return False
    name = sentence.covering(number.first - 2, Kind.NAME)
    return name is not None and name.last - name.first > 1 and _may_be_age(number)


def _is_named(sentence: Sentence, at: int) -> bool:
    """Whether a word is written as a name is, and known as no place: "Palin, 29, of Wasilla"."""
    return sentence.quote(at, at + 1).text[:1].isupper() and not sentence.covering(at, *_KNOWN)


def _may_be_age(number: Mention) -> bool:
    value = number.number.low if number.number else None
    return number.last - number.first == 1 and value is not None and value <= _OLDEST


def _may_be_told(number: Mention) -> bool:
    """Whether the highest of a number is the age of somebody."""
    high = number.number.high if number.number else None
    return high is not None and high <= _OLDEST


def _is_what_one_was(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is what one person was: "when he was 18"."""
    if not sentence.is_a(number.first - 1, "being"):
        return False
    one = back_of(sentence.covering(number.first - 2, Kind.BACK)) == "person"
    stands_alone = sentence.is_stop(number.last) or number.last == len(sentence)
    return one and stands_alone and _may_be_age(number)


def is_age_of_people(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is an age told behind people: "to gutter på 11, 13 og 15 år"."""
    first, last = _series(sentence, number)
    near = sentence.is_any(first - 1, *_AGES) or sentence.is_a(first - 2, "age_words")
    return near and _tells_age(sentence, number, (first, last))


def _tells_age(sentence: Sentence, number: Mention, series: tuple[int, int]) -> bool:
    first, last = series
    aged = sentence.is_a(first - 1, "age_words") or sentence.is_a(first - 2, "age_words")
    if aged and _may_be_told(number):
        return True  # "ranged in age from 6 to 71", "i alderen 6 til 71"
    at = first - 1
    while sentence.is_a(at - 1, "at_age"):  # "im Alter von 11 Jahren"
        at -= 1
    people = sentence.covering(at - 1, Kind.PEOPLE, Kind.NAME, Kind.HEAD)
    if sentence.is_a(first - 1, "aged"):
        counted = sentence.starting(last, Kind.PEOPLE, Kind.HEAD, Kind.UNIT)
        if people is not None or counted is None:
            return True  # "two boys aged 11 and 13", "three men, aged 33 and 34, were"
    if people is None:
        return False
    if sentence.is_a(first - 1, "dashes") and sentence.is_a(last, "dashes"):
        return people.kind is Kind.PEOPLE and _may_be_age(number)  # "tre män – 33, 34 och 39 –"
    if not sentence.is_a(first - 1, "at_age"):
        return False
    unit = sentence.covering(last, Kind.UNIT)
    if sentence.is_a(last, "years") or what_of(unit) in ("age", "time"):
        return True
    if people.kind is not Kind.PEOPLE or sentence.is_a(first - 2, "collectives"):
        return False
    told = _is_one(people) or last - first > 1  # "en mand på 32", "mænd på 33 og 34"
    return told and _may_be_age(number) and not _counts_on(sentence, last)


def _is_one(people: Mention) -> bool:
    """Whether a word is of one person: "en mand", "sønnen"; not the body of "polisen om 64 döda"."""
    entry = people.entry
    body = isinstance(entry, People) and entry.status == "police"
    return people.form is Form.SINGULAR or (people.form in SINGLE and not body)


def _counts_on(sentence: Sentence, at: int) -> bool:
    """Whether what is counted follows a number: "kvinner på 20 gårder"."""
    if sentence.is_stop(at) or at >= len(sentence):
        return False
    return not (
        sentence.is_any(at, "function", "prepositions", "relative")
        or sentence.covering(at, Kind.HARM, Kind.REPORTING) is not None
    )


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
