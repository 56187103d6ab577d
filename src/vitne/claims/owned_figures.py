"""Reads whose a figure is: "Politiets tall er | 12 drepte", "the government's official figure is | 450"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import Attribution, plain_voice
from vitne.claims.naming import ACTING
from vitne.claims.parties import phrase_at
from vitne.claims.sentence import is_adjective

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

_CUE = "grammar.figure_nouns"


def find_owned_figures(
    sentence: Sentence, found: list[Attribution], context: Context
) -> list[Attribution]:
    """Who vouches for a figure that is told to be his."""
    if not sentence.has("figure_nouns"):
        return []
    rows = []
    for at in range(1, len(sentence) - 1):
        if not (sentence.is_a(at, "figure_nouns") and sentence.is_a(at + 1, "being")):
            continue
        one = _owned(sentence, at, context)
        if one is not None and not any(a.covers(at) or a.in_zone(at) for a in found):
            rows.append(one)
    return rows


def _owned(sentence: Sentence, at: int, context: Context) -> Attribution | None:
    before = at - 1
    while is_adjective(sentence, before) or sentence.is_a(before, "own"):
        before -= 1
    owner = sentence.covering(before, *ACTING)
    if owner is None or not owner.genitive:
        return None
    phrase = phrase_at(sentence, owner, context)
    stops = (i for i in range(at, len(sentence)) if sentence.word(i) in (";", "."))
    last = next(stops, len(sentence))
    zone = (phrase.first, at + 2)
    return Attribution((plain_voice(sentence, phrase, _CUE),), phrase, at + 2, last, zone)
