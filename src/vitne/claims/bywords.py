"""Reads vouching in one word: "nach Polizeiangaben", "nach ukrainischen Angaben", "demnach"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.attribution import Attribution, plain_voice
from vitne.claims.naming import ACTING, name_phrase
from vitne.claims.parties import is_actor, phrase_at
from vitne.claims.sentence import is_adjective
from vitne.claims.subjects import is_governed
from vitne.model import Kind, Mention

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence

_CUE = "grammar.statement_nouns"


def find_bywords(
    sentence: Sentence, found: list[Attribution], context: Context
) -> list[Attribution]:
    """Who vouches in a word that holds him, or that points back to who spoke before."""
    if not sentence.grammar["statement_nouns"]:
        return []
    rows = []
    for at in range(len(sentence)):
        if any(a.in_zone(at) for a in found):
            continue
        if sentence.ends(at, "statement_nouns") or sentence.ends(at, "side_nouns"):
            one = _of_noun(sentence, at, context)
        elif sentence.is_a(at, "accordingly"):
            one = _again(sentence, (at, at + 1), context)
        else:
            continue
        if one is not None:
            rows.append(one)
    return rows


def _of_noun(sentence: Sentence, at: int, context: Context) -> Attribution | None:
    """ "Nach israelischen Angaben", "Polizeiangaben zufolge", "nach ihren Angaben"."""
    first = at
    while is_adjective(sentence, first - 1) or sentence.covering(first - 1, Kind.NATION):
        first -= 1
    if sentence.is_a(first - 1, "own") and sentence.is_a(first - 2, "after"):
        return _own(sentence, (first - 2, at + 1), context)
    owned = sentence.is_a(first - 1, "possessives")
    begin = first - 1 if owned else first
    sided = sentence.is_a(begin - 1, "from") and sentence.ends(at, "side_nouns")
    before = sided or sentence.is_a(begin - 1, "after")
    if not before and not sentence.is_a(at + 1, "afterwards"):
        return None
    zone = (begin - 1 if before else begin, at + 1 if before else at + 2)
    if owned:
        return _again(sentence, zone, context)
    phrase = _whose(sentence, first, at, context)
    if phrase is None:
        return None
    return _by(sentence, phrase, zone)


def _own(sentence: Sentence, zone: tuple[int, int], context: Context) -> Attribution | None:
    """Who acts and tells it himself: "Nach eigenen Angaben tötete die Armee 40 Rebellen"."""
    rows = [m for m in sentence.of(*ACTING) if is_actor(m) and not is_governed(sentence, m)]
    subject = next((m for m in rows if not zone[0] <= m.first < zone[1]), None)
    if subject is None:
        return None
    phrase = phrase_at(sentence, subject, context)
    return _by(sentence, phrase, zone)


def _by(sentence: Sentence, phrase: Phrase, zone: tuple[int, int]) -> Attribution:
    return Attribution((plain_voice(sentence, phrase, _CUE),), phrase, 0, len(sentence), zone)


def _whose(sentence: Sentence, first: int, at: int, context: Context) -> Phrase | None:
    head = sentence.starting(at, Kind.HEAD)
    if head is not None:
        return phrase_at(sentence, head, context)
    nation: Mention | None = next(iter(sentence.within(first, at, Kind.NATION)), None)
    if nation is None:
        return None
    return name_phrase(sentence, (nation.first, at + 1), nation, context)


def _again(sentence: Sentence, zone: tuple[int, int], context: Context) -> Attribution | None:
    """The chain of the speaker just heard, told by words that point back to it."""
    if not context.heard:
        return None
    basis = "the same speaker"
    chain = tuple(msgspec.structs.replace(voice, basis=basis) for voice in context.heard)
    return Attribution(chain, None, 0, len(sentence), zone)
