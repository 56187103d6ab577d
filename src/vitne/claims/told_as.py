"""Reads people told of only by what they did: "skjøt mot dem som flyktet", "those who ran"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Party

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_LONGEST = 7  # tokens of "som bodde i landsbyen"
_NAME = "people"


def those_at(sentence: Sentence, at: int) -> Party | None:
    """The people that begin at a token: "dem som lette etter overlevende", "de, der løb ud"."""
    if not sentence.is_a(at, "those_who"):
        return None
    begins = at + 1 + (sentence.word(at + 1) == ",")
    if not sentence.is_a(begins, "relative"):
        return None
    end = begins + 1
    while end < min(len(sentence), begins + _LONGEST) and not _ends(sentence, end):
        end += 1
    return sentence.party(at, end, _NAME)


def _ends(sentence: Sentence, at: int) -> bool:
    if sentence.is_stop(at) or sentence.word(at) == "," or sentence.is_a(at, "coordinators"):
        return True
    return sentence.covering(at, Kind.TIME) is not None or sentence.is_a(at, "subordinators")
