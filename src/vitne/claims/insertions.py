"""Finds who speaks over an insertion: "A spokesman for the rebels, Ali Saad, said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.naming import ACTING
from vitne.claims.parties import is_actor
from vitne.claims.subjects import actor_before, is_governed
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention


def subject_over(sentence: Sentence, opened: int, at: int) -> Mention | None:
    """The subject of a verb at a token, before the comma that opens an insertion."""
    named = _right_before(sentence, opened)
    called = sentence.starting(opened + 1, Kind.ACTOR)
    if named is None and called is not None and called.last == at - 1 and not called.genitive:
        return called  # "the UN mission, MINUSMA, said"
    if named is None:
        return actor_before(sentence, opened, 0) or _named_between(sentence, opened, at)
    spokesman = actor_before(sentence, opened, sentence.clause(opened - 1)[0])
    speaks = spokesman is not None and sentence.is_a(spokesman.last, "prepositions")
    return spokesman if speaks else named  # "a spokesman for | the rebels, Ali Saad,"


def is_named(sentence: Sentence, first: int, last: int) -> bool:
    """Whether tokens only name who stands before them, and where: "gruppen | M23", "rådet | i Erbil"."""
    named = (Kind.ACTOR, Kind.NAME, Kind.PLACE)
    return all(
        sentence.word(i) in "()" or sentence.is_a(i, "prepositions") or sentence.covering(i, *named)
        for i in range(first, last)
    )


def _named_between(sentence: Sentence, opened: int, at: int) -> Mention | None:
    """The name of who holds a post no pack knows: "The overseer of the port, Ali Saad, said"."""
    name = sentence.starting(opened + 1, Kind.NAME)
    return name if name is not None and name.last == at - 1 else None


def _right_before(sentence: Sentence, at: int) -> Mention | None:
    """The actor whose name ends at a comma, where the subject stands beside its verb."""
    if sentence.grammar.verb_second:
        return None
    rows = (m for m in sentence.within(0, at, *ACTING) if m.last == at and is_actor(m))
    found = next(rows, None)
    seat = found is not None and found.kind is Kind.PLACE and is_governed(sentence, found)
    return None if seat else found  # "The keeper of the port in Mali, Ali Saad, said"
