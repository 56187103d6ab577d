"""Tells the numbers that count nobody at all: decimals, scores, and older figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Mention

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_DASHES = frozenset({"-", "–"})
_BESIDE = 8  # tokens between a figure and the one that is right
_COUNTED = (Kind.PEOPLE, Kind.HARM, Kind.UNIT, Kind.NATION, Kind.TRIGGER)


def figure_of(sentence: Sentence, number: Mention) -> str | None:
    """What a number is that counts nothing by what is written beside it; None for any other."""
    if is_measure(number):
        return "a decimal number"
    if is_score(sentence, number):
        return "score"
    ending = sentence.word(number.last) + sentence.word(number.last + 1)
    named = ending in sentence.grammar["genitive_endings"] or _is_label(sentence, number)
    return "a name" if named else None


def _is_label(sentence: Sentence, number: Mention) -> bool:
    """Whether a number of many names the one noun behind it: "the Channel | 7 | tower was hit"."""
    many = number.number is not None and (number.number.low or 0) > 1
    noun = sentence.word(number.last).isalpha()
    if not many or not noun or not sentence.is_a(number.last + 1, "singular_verbs"):
        return False
    told = sentence.covering(number.last, *_COUNTED)  # "a group of | 12 men was"
    return told is None and not sentence.is_a(number.first - 1, "prepositions")


def is_measure(number: Mention) -> bool:
    """Whether a number lies between two whole ones, and so counts nobody: "styrke 7,5"."""
    value = number.number
    if value is None or value.low is None or value.high is None or number.last - number.first > 1:
        return False
    return value.high - value.low == 1 and value.approx


def is_score(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is one of the two of a match: "vant 31-27", and no "27-31" that counts."""
    if not sentence.has("dashes"):
        return False
    won, lost = number, number
    if sentence.is_a(number.last, "dashes"):
        lost = sentence.starting(number.last + 1, Kind.NUMBER) or number
    elif sentence.is_a(number.first - 1, "dashes"):
        won = sentence.covering(number.first - 2, Kind.NUMBER) or number
    if won is lost or won.number is None or lost.number is None:
        return False
    tight = sentence.text[won.end : lost.start] in _DASHES
    return tight and (won.number.low or 0) >= (lost.number.high or 0)


def is_replaced(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is the older of two, or not so: "steg fra 12 til 17", "82 og ikke 41"."""
    if _is_rejected(sentence, number):
        return True
    if not sentence.is_a(number.first - 1, "from") or not sentence.is_a(number.last, "to"):
        return False
    return sentence.starting(number.last + 1, Kind.NUMBER) is not None


def rejected_end(sentence: Sentence, at: int) -> int:
    """Where a figure that is not so ends, 0 for none: "82 | og ikke 41 | mennesker døde"."""
    joined = sentence.is_a(at, "and") or sentence.word(at) == ","
    other = sentence.starting(at + 2, Kind.NUMBER) if joined else None
    return other.last if other is not None and _is_rejected(sentence, other) else 0


def _is_rejected(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is told not to be so, beside the one that is: "ikke | 41 |, men 82"."""
    value, before = number.number, number.first - 1
    if value is None or (value.low or 0) <= 1 or not sentence.is_a(before, "not"):
        return False  # "ikke én soldat"
    plain = number.last - number.first == 1
    around = (
        *sentence.within(before - _BESIDE, before, Kind.NUMBER),
        *sentence.within(number.last, number.last + _BESIDE, Kind.NUMBER),
    )
    return plain and any(m.number is not None and not m.number.ordinal for m in around)
