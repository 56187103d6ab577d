"""Tells who keeps a number back: "Egne tap vil hæren ikke oppgi"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.parties import phrase_at
from vitne.claims.sentence import effect_of
from vitne.claims.subjects import actor_after, actor_before, unknown_after
from vitne.claims.tellers import head_of_relative
from vitne.model import Kind, Party

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_SILENT_REACH = 4  # tokens behind a verb of telling in which its subject stands


def kept_back(sentence: Sentence) -> bool:
    """Whether somebody will not tell, though he could: "…, vil koalisjonen ikke si noe om"."""
    for at in range(len(sentence)):
        if not sentence.is_a(at, "disclosing"):
            continue
        first, last = sentence.clause(at)
        able = any(
            effect_of(c) == "hypothetical" and first <= c.first < last
            for c in sentence.of(Kind.CUE)
        )
        denied = sentence.has_a(first, last, "not") or sentence.has_a(first, last, "without")
        if denied and not able:
            return True
    return False


def keep_silent(sentence: Sentence, toll: Draft, context: Context) -> None:
    """Note who gives no figure; losses that a fighting party keeps back are its fighters."""
    if toll.toll is None or toll.toll.known != "undisclosed":
        return
    toll.silent, fights = _silent_party(sentence, toll, context)
    own = fights or sentence.has_a(0, len(sentence), "own")
    if own and toll.toll.status == "unknown":
        toll.toll = msgspec.structs.replace(toll.toll, status="combatant", who="fighters")


def _silent_party(sentence: Sentence, toll: Draft, context: Context) -> tuple[Party | None, bool]:
    """Who gives no figure, and whether it is an armed group: "Egne tap vil hun ikke oppgi"."""
    telling = (i for i in range(len(sentence)) if sentence.is_a(i, "disclosing"))
    at = next(telling, toll.anchor[0])
    first, _ = sentence.clause(at)
    inverted = sentence.word(at - 1) == ","
    subject = actor_before(sentence, at, first) or actor_after(
        sentence, at + 1, min(at + _SILENT_REACH, len(sentence))
    )
    if subject is None and sentence.is_a(first, "relative"):
        subject = head_of_relative(sentence, first)  # "sa ministeren, som ikke ville si noe om"
    if subject is None and not inverted:
        subject = actor_before(sentence, toll.anchor[0] + 1, 0)
    if subject is not None and subject.kind is not Kind.PEOPLE:
        phrase = phrase_at(sentence, subject, context)
        return phrase.as_party(sentence), phrase.role == "group" and phrase.party
    for i in range(first, at):
        if sentence.is_a(i, "determiners") and sentence.is_a(i + 1, "not") and context.last:
            return sentence.party(i, i + 1, context.last[0]), False  # "vil den ikke oppgi"
    unknown = unknown_after(sentence, at + 1) if inverted else None
    return (unknown.as_party(sentence) if unknown is not None else None), False
