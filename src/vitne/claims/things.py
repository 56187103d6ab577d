"""Finds struck things by their grammar where no pack knows the noun: "traff en matstasjon"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import has_capital
from vitne.model import Kind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_LONGEST = 5  # tokens from an article to its noun: "det fire etasjer høye bygget"
_SHORTEST = 3  # letters of a noun that may be a thing
_KNOWN = (Kind.TRIGGER, Kind.PEOPLE, Kind.HEAD, Kind.UNIT, Kind.PLACE)
_OTHER = (
    Kind.TIME, Kind.HARM, Kind.REPORTING, Kind.TRIGGER, Kind.PLACE, Kind.BACK, Kind.NATION,
    Kind.PEOPLE, Kind.HEAD, Kind.ACTOR, Kind.NUMBER,
)  # fmt: skip


def thing_at(sentence: Sentence, at: int, *, bare: bool = False) -> tuple[int, int] | None:
    """The tokens of a thing that begins at a token: "en kafé", "det gamle verkstedet", "kaien".

    `bare` takes a noun without article or ending too, as in a headline: "traff kafé".
    """
    first, known = at, bare
    number = sentence.covering(at - 1, Kind.NUMBER)  # "tre | matlagre", not "fra tre | kanter"
    foreign = number is not None and not sentence.is_a(number.first - 1, "from")
    while at < first + _LONGEST and _before_noun(sentence, at):
        known = known or sentence.is_a(at, "determiners") or sentence.is_a(at, "articles")
        foreign = foreign or sentence.covering(at, Kind.NATION) is not None
        at += 1
    if not _is_noun(sentence, at) or _describes_next(sentence, at):
        return None
    known = known or sentence.ends(at, "definite_endings")
    if foreign and not known:  # "palestinske | olivenplukkere"
        known = sentence.covering(at, Kind.UNIT) is None and not sentence.is_place_noun(at)
    return (first, _noun_end(sentence, at)) if known else None


def _noun_end(sentence: Sentence, at: int) -> int:
    """Where the noun of a thing ends, in a language that sets nouns in a row: "petrol station"."""
    unit = sentence.starting(at, Kind.UNIT)
    if unit is not None and unit.last > at + 1:
        return unit.last
    while sentence.grammar.noun_rows and _is_noun(sentence, at + 1):
        at += 1
    return at + 1


def thing_before(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """The thing that opens a clause as its subject: "Skolen i byen ble truffet"."""
    while first < last and (
        sentence.is_stop(first)
        or sentence.is_a(first, "subordinators")
        or _is_time(sentence, first)
    ):
        first += 1
    found = thing_at(sentence, first, bare=True)
    return found if found is not None and found[1] <= last else None


def _before_noun(sentence: Sentence, at: int) -> bool:
    """Whether a token belongs before a noun: article, number, nation, or adjective."""
    if sentence.is_a(at, "determiners") or sentence.is_a(at, "articles"):
        return True
    nation = sentence.covering(at, Kind.NATION)
    if nation is not None:
        return nation.form in (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE)
    owner = sentence.covering(at, Kind.HEAD, Kind.ACTOR)
    if owner is not None:
        return owner.genitive
    adjective = sentence.ends(at, "adjective_endings")
    if sentence.grammar.noun_capitals:
        small = not sentence.is_a(at, "function") and not has_capital(sentence, at)
        return adjective and small and not sentence.is_stop(at)
    return adjective and _is_noun(sentence, at) and _is_noun(sentence, at + 1)


def _describes_next(sentence: Sentence, at: int) -> bool:
    """Whether a word is an adjective of a noun that is no thing: "en kraftig" before "bombe"."""
    adjective = sentence.ends(at, "adjective_endings")
    return adjective and sentence.starting(at + 1, *_KNOWN, Kind.NATION) is not None


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether a token may be a common noun that no pack knows: lower case, no function word."""
    if sentence.is_stop(at) or _told(sentence, at):
        return False
    classes = ("function", "prepositions", "directions", "particles", "void_objects", "launching")
    if sentence.is_any(at, *classes):
        return False
    word = sentence.passage.tokens[at].text.rpartition("-")[2]
    common = word == word.lower() or at == 0
    if sentence.grammar.noun_capitals:
        common = word[:1].isupper() and sentence.covering(at, Kind.NAME) is None
    return common and len(word) >= _SHORTEST and word.isalpha()


def _told(sentence: Sentence, at: int) -> bool:
    """Whether a pack knows the word as something else; what stands in a verb's gap is free."""
    if not sentence.grammar.noun_capitals:
        return sentence.covering(at, *_OTHER) is not None
    over = (m for m in sentence.of(*_OTHER) if m.first <= at < m.last)
    return any(m.kind is not Kind.TRIGGER or at in (m.first, m.last - 1) for m in over)


def _is_time(sentence: Sentence, at: int) -> bool:
    return sentence.covering(at, Kind.TIME) is not None
