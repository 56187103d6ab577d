"""Reads whose statement it is, and who carried it: "i en uttalelse som Lusa gjengir", "heter det i teksten"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.parties import phrase_at
from vitne.claims.sentence import has_capital
from vitne.model import Kind, Mention, Voice

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

_OWNING = ("from", "by", "of", "for", "genitive_articles")  # open whose it is
_CARRIED_REACH = 6  # tokens between a medium and the word that says it passed a statement on


def carriers(sentence: Sentence, context: Context) -> tuple[Voice, ...]:
    """Who passed a statement on, the last to do so first.

    "et kommuniké som ble lest opp over radioen Vorgan, og som nyhetsbyrået Lusa gjengir"; "in a
    statement cited by AFP".
    """
    if not sentence.has_a(0, len(sentence), "statements"):
        return ()
    paper = next(i for i in range(len(sentence)) if sentence.is_a(i, "statements"))
    found: list[Voice] = []
    spans: list[tuple[int, int]] = []
    for mention in sentence.within(paper + 1, len(sentence), Kind.ACTOR, Kind.HEAD):
        phrase = phrase_at(sentence, mention, context)
        # "et opptak sendt til en lokal radiostasjon"
        received = sentence.has_a(max(paper, phrase.first - 3), phrase.first, "to")
        if phrase.role != "media" or received or not _carries(sentence, paper, mention):
            continue
        quote = sentence.quote(phrase.first, phrase.last)
        if not any(first < phrase.last and phrase.first < last for first, last in spans):
            spans.append((phrase.first, phrase.last))
            found.append(Voice(phrase.name, "relay", quote.text, quote.start, quote.end))
    return tuple(reversed(found))


def _carries(sentence: Sentence, paper: int, medium: Mention) -> bool:
    """Whether a medium is told to have passed a statement on, in a clause that describes it."""
    first, last = sentence.clause(medium.first)
    first = max(first, paper + 1, medium.first - _CARRIED_REACH)
    return sentence.has_a(first, min(last, medium.last + _CARRIED_REACH), "carrying")


def only_carries(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb only says who passed a statement on: "et brev som Tass gjengir"."""
    if not sentence.has_a(mention.first, mention.last, "carrying"):
        return False
    first, _ = sentence.clause(mention.first)
    before = first - 1
    while before > 0 and (sentence.is_stop(before) or sentence.is_a(before, "and")):
        before -= 1
    return sentence.is_a(first, "relative") and sentence.is_a(before, "statements")


def behind_carried(sentence: Sentence, at: int) -> bool:
    """Whether a verb stands behind a statement and who carried it: "I et brev som X gjengir, sier Y"."""
    if not sentence.grammar.verb_second or not sentence.has_a(0, at, "statements"):
        return False
    before = at - 1
    while before > 0 and sentence.is_stop(before):
        before -= 1
    first, _ = sentence.clause(before)
    paper = first - 2 if sentence.word(first - 1) == "," else first - 1
    opened = sentence.is_a(first, "relative") and sentence.is_a(paper, "statements")
    return opened and sentence.has_a(first, before + 1, "carrying")


def statement_goes_on(sentence: Sentence, at: int, context: Context, cue: str) -> tuple[Voice, ...]:
    """Whose a statement is that is only called one: "X, heter det i teksten"; () where nobody spoke."""
    while sentence.is_a(at, "prepositions") or sentence.is_a(at, "determiners"):
        at += 1
    if sentence.grammar.noun_capitals:
        while not has_capital(sentence, at) and not sentence.is_stop(at):
            at += 1  # "in einer | am Montag veröffentlichten | Mitteilung"
        if (day := sentence.covering(at, Kind.TIME)) is not None:
            return statement_goes_on(sentence, day.last, context, cue)
    owned = sentence.is_any(at + 1, *_OWNING)
    return () if owned or not sentence.is_a(at, "statements") else last_statement(context, cue)


def last_statement(context: Context, cue: str) -> tuple[Voice, ...]:
    """The chain of who spoke last, whose statement goes on; () where nobody has spoken."""
    if not context.chain:
        return ()
    last = msgspec.structs.replace(context.chain[-1], cue=cue, basis="the statement goes on")
    return (*context.chain[:-1], last)
