"""Tells what is only asked, or not answered: "ville ikke si | om soldater var drept"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import effect_of
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_NEAR = 2  # tokens in which a word of asking stands before the word for "whether"
_OPEN = frozenset({"unclear", "unknown", "doubt", "nobody"})
_WHO_REACH = 4  # tokens from "who" to what is asked: "who | had first fired"
_FEW = 6  # tokens from "whether" to what is asked, where no clause begins between them


def asked_at(sentence: Sentence, at: int) -> int | None:
    """Where the word for "whether" stands, if a token lies in what is only asked; else None.

    "Hæren vil ikke si | om soldater er drept", "Spørsmålet er | om", "declined to comment on
    | whether". Not "om" behind other words: "Hæren melder om tre drepte", "vil angripe om".
    """
    if not sentence.has("if_initial"):
        return None
    first, _ = sentence.clause(at)
    whether = next(
        (i for i in range(at - 1, max(first, at - _FEW) - 1, -1) if sentence.is_a(i, "if_initial")),
        first if sentence.is_a(first, "if_initial") else None,
    )
    if whether is None or sentence.has_a(whether + 1, at, "that"):
        return None
    return whether if _asks(sentence, whether) else None


def _asks(sentence: Sentence, whether: int) -> bool:
    """Whether a word of asking stands right before the word for "whether", or no answer is given.

    "Politiet opplyser | om tre drepte" tells of them.
    """
    before = whether - 1
    if sentence.word(before) == ",":
        before -= 1
    if sentence.is_a(before, "prepositions") or sentence.is_a(before, "about"):
        before -= 1
    rows = range(before, max(before - _NEAR, -1), -1)  # "Spørsmålet er | om"
    near = [i for i in rows if not sentence.is_stop(i)]
    if any(sentence.is_a(i, "inquiring") for i in near):
        return True
    return any(sentence.is_a(i, "answering") for i in near) and is_refused(sentence, whether)


def is_refused(sentence: Sentence, whether: int) -> bool:
    """Whether somebody will not answer: "ville ikke si | om", "declined to comment on | whether"."""
    first, _ = sentence.clause(max(0, whether - 2))
    return sentence.has_a(first, whether, "not") or sentence.has_a(first, whether, "refusing")


def who_is_asked(sentence: Sentence, at: int) -> bool:
    """Whether it is not told who did what a clause tells: "ville ikke si | hvem som skjøt", "unclear who"."""
    if not sentence.has("who_asked"):
        return False
    first, _ = sentence.clause(at)
    near = range(at - 1, max(first, at - _WHO_REACH) - 2, -1)
    who = next((i for i in (*near, first, first - 1) if sentence.is_a(i, "who_asked")), -1)
    if who < 0:
        return False
    before = who - (2 if sentence.word(who - 1) == "," else 1)
    cue = sentence.covering(before, Kind.CUE)
    open_ = cue is not None and effect_of(cue) in _OPEN
    if open_ or sentence.is_a(before, "inquiring"):
        return True
    nobody = any(m.number and m.number.none for m in sentence.within(0, who, Kind.NUMBER))
    return sentence.is_a(before, "answering") and (nobody or is_refused(sentence, who))
