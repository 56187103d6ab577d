"""Tells whom a word of harm cannot be about, by its form, its number, and who stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fellows import along_behind
from vitne.claims.sentence import PLURALS, SINGLE
from vitne.model import Kind
from vitne.model.entries import Form, Harm, HarmPart, People

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_AUXILIARIES = ("aux_passive", "aux_perfect", "still")
_PLURAL = PLURALS | {Form.BASE}
_SUM = 1_000_000  # so many are lost in money, and not of people
_KIN = "members of one family"  # who sons, mothers and wives are


def agrees(sentence: Sentence, harm: Mention, count: Count) -> bool:
    """Whether people may be the subject of a verb: not "Sønnen til | to lærere | ble drept"."""
    if _are_kin(sentence, count):
        return False
    if not sentence.has("singular_verbs"):
        return True
    at = harm.first - 1
    while sentence.is_any(at, *_AUXILIARIES) and sentence.is_any(at - 1, *_AUXILIARIES):
        at -= 1
    if not sentence.is_a(at, "singular_verbs") or not _is_many(count):
        return True
    of = sentence.before_noun(count.first)
    if sentence.is_a(of, "of"):  # "a group of nine men was shot"
        gathered = sentence.is_any(of - 1, "collectives", "gatherings", "tally_words")
        return gathered or (count.number is not None and not _is_person(sentence, of - 1))
    return count.number is not None or count.last == at


def _are_kin(sentence: Sentence, count: Count) -> bool:
    """Whether people only tell whose son, mother or wife is told of: "faren til | to soldater"."""
    at = sentence.before_noun(count.first)
    if not sentence.is_any(at, "of", "to") or sentence.is_any(count.last, "relative"):
        return False
    who = sentence.covering(at - 1, Kind.PEOPLE)
    entry = who.entry if who is not None and who.form in SINGLE else None
    return isinstance(entry, People) and entry.who == _KIN and entry.heads == 1


def _is_person(sentence: Sentence, at: int) -> bool:
    """Whether one person is told at a token: "The | son | of two teachers"."""
    who = sentence.covering(at, Kind.PEOPLE, Kind.HEAD)
    return who is not None and who.form in SINGLE


def _is_many(count: Count) -> bool:
    """Whether people are told as many: by a number, or by a plural without one."""
    if count.number is not None:
        return (count.value is not None and (count.value.low or 0) > 1) and not count.of_whole
    return count.people is not None and count.people.form in _PLURAL


def stands_beyond(sentence: Sentence, harm: Mention, count: Count) -> bool:
    """Whether a noun of harm names its one before a count: "the murder of Juan Perez sought | both"."""
    if not isinstance(harm.entry, Harm) or not harm.entry.noun:
        return False
    name = next(sentence.within(harm.last, count.first, Kind.NAME), None)
    if name is None:
        return False
    at = count.first - 1
    at -= sentence.is_any(at, "possessives", "determiners")
    listed = sentence.is_any(at, "and", "other") or sentence.word(at) in (",", ";")
    along = any(along_behind(sentence, i) == at + 1 for i in range(name.last, at + 1))
    return not (listed or along or sentence.covering(at, Kind.CUE))


def counts_otherwise(sentence: Sentence, entry: Harm, count: Count) -> bool:
    """Whether a number beside a word of loss is of no people lost: their number has fallen, money."""
    if entry.of_fighters and _is_tallied(sentence, count):
        return True
    number = count.value
    least = number.low if number is not None else None
    money = count.people is None and least is not None and least >= _SUM
    return entry.part is HarmPart.LOSSES and money


def _is_tallied(sentence: Sentence, count: Count) -> bool:
    """Whether their number is what is told of: "the number of deserters has fallen"."""
    at = count.first - 1
    return sentence.is_a(at - sentence.is_a(at, "prepositions"), "tally_words")
