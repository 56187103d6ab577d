"""Tells the words that begin a clause from those that only look so: "blev der skudt", "har siden mai"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence


def begins_clause(sentence: Sentence, at: int) -> bool:
    """Whether a word begins a clause: it subordinates, or joins one to the clause before."""
    if sentence.is_a(at, "subordinators") and not (
        _spans(sentence, at)
        or sentence.merely_then(at)
        or _expletive(sentence, at)
        or _likens(sentence, at)
        or _fought_over(sentence, at)
    ):
        return True
    return _joins(sentence, at)


def _spans(sentence: Sentence, at: int) -> bool:
    """Whether "siden" stands between the verbs of one clause: "har siden mandag inntatt"."""
    return sentence.is_a(at, "since") and sentence.is_a(at - 1, "aux_perfect")


def _fought_over(sentence: Sentence, at: int) -> bool:
    """Whether "om" tells what is fought over, and is no "if": "det ble kjempet | om landsbyen X"."""
    if not sentence.is_a(at, "about") or sentence.covering(at - 1, Kind.TRIGGER) is None:
        return False
    return sentence.is_place_noun(at + 1) or sentence.starting(at + 1, Kind.PLACE) is not None


def _likens(sentence: Sentence, at: int) -> bool:
    """Whether "as" only tells of a guise: "men dressed as soldiers", "mænd klædt ud som soldater"."""
    dressed = sentence.is_a(at - 1, "disguised") or sentence.is_a(at - 2, "disguised")
    return dressed and sentence.is_a(at, "likeness")


def _expletive(sentence: Sentence, at: int) -> bool:
    """Whether "der" only fills the place of a subject: "blev der skudt", "at der er kampe"."""
    if not (sentence.is_a(at, "expletive") and sentence.is_a(at, "relative")):
        return False
    before = ("that", "clause_walls", "finite_auxiliaries", "modal_future")
    return at == 0 or sentence.is_any(at - 1, *before) or _behind_verb(sentence, at)


def _behind_verb(sentence: Sentence, at: int) -> bool:
    """Whether one word that a day stands before is a verb: "Søndag formiddag faldt | der bomber"."""
    day = sentence.covering(at - 2, Kind.TIME)
    return day is not None and day.last == at - 1


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether "men" or "og" here begins a clause of its own: "… , men byen holdt stand"."""
    return sentence.is_a(at, "but") or (sentence.is_a(at, "and") and sentence.is_a(at + 1, "that"))


def closes_circumstance(sentence: Sentence, comma: int) -> bool:
    """Whether a comma ends a clause that tells when or why: "Da opprørerne kom, angrep hæren byen"."""
    if comma == 0 or sentence.word(comma) != ",":
        return False
    opener, _ = sentence.clause(comma - 1)
    opener += sentence.is_a(opener, "coordinators")
    if sentence.is_any(opener, "relative", "if_words", "if_initial"):
        return False
    opens = opener == 0 or (opener == 1 and sentence.is_a(0, "coordinators"))
    return opens and sentence.is_a(opener, "subordinators")
