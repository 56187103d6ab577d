"""Tells the numbers that count nobody at all: decimals, scores, and older figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Mention

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_DASHES = frozenset({"-", "–"})


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
    """Whether a number is the older of two: "dødstallet steg fra 12 til 17"."""
    if not sentence.is_a(number.first - 1, "from") or not sentence.is_a(number.last, "to"):
        return False
    return sentence.starting(number.last + 1, Kind.NUMBER) is not None
