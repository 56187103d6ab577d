"""Finds the verb whose subject another goes on with: "angrep byen, plyndret den og drepte ni"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import NOMINAL
from vitne.model import Kind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_ACTS = (Kind.TRIGGER, Kind.HARM)
_UNTOLD = NOMINAL | {
    Form.ADJECTIVE,
    Form.ADJECTIVE_DEFINITE,
    Form.PASSIVE,
    Form.GERUND,
    Form.INFINITIVE,
}


def leading_verb(sentence: Sentence, verb: int) -> Mention | None:
    """The verb of an act before another that is joined to it, and has the same subject.

    "Den | dræbte | 34 og tog tre til fange"; "Militsen | angreb | byen, plyndrede butikkerne".
    """
    word = sentence.starting(verb, *_ACTS)
    if word is None or word.form in _UNTOLD:
        return None
    joint = verb - 1
    if sentence.is_a(joint, "and"):
        joint -= sentence.word(joint - 1) == ","
    elif sentence.word(joint) != ",":
        return None
    first, _ = sentence.clause(joint - 1)
    if sentence.word(joint) == "," and hangs(sentence, first):
        return None
    rows = [m for m in sentence.within(first, joint, *_ACTS) if m.form not in _UNTOLD]
    return next((m for m in reversed(rows) if _alike(sentence, first, m, word)), None)


def hangs(sentence: Sentence, first: int) -> bool:
    """Whether a clause hangs on another, so that its verb shares nothing: "Da hæren angreb, flygtede"."""
    if sentence.is_a(first, "that"):
        return False
    start = first + (sentence.word(first) == ",")
    return sentence.is_a(start, "subordinators") or sentence.is_a(start, "prepositions")


def _alike(sentence: Sentence, first: int, lead: Mention, word: Mention) -> bool:
    """Whether both verbs are active, and alike: "har angrebet … og dræbt", "angreb … og dræbte"."""
    before = range(first, lead.first)
    if any(sentence.is_a(i, "aux_passive_only") for i in range(first, word.first)):
        return False
    perfect = any(sentence.is_a(i, "aux_perfect_only") for i in before)
    if Form.PARTICIPLE in (lead.form, word.form):
        return perfect
    return True
