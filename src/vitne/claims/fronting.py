"""Tells what stands before a verb: who may act of it, and whether the subject stands behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.machines import acting_machines
from vitne.claims.naming import ACTING, back_of
from vitne.claims.parties import is_actor, left_of
from vitne.claims.sentence import NOMINAL, describes_people, what_of
from vitne.model import Kind, Mention
from vitne.model.places import Level

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_CAPITAL = 500_000  # people of a city that may stand for its state: "Moskva sendte"
_DOERS = (Kind.PEOPLE, Kind.HEAD, Kind.ACTOR)
_NOMINALS = (Kind.PEOPLE, Kind.HEAD, Kind.ACTOR, Kind.NAME, Kind.UNIT, Kind.BACK)


def actors(sentence: Sentence, first: int, last: int) -> list[Mention]:
    """Those in a token range who may act: parties and people, states and their capitals."""
    rows = (
        m for m in sentence.within(first, last, *ACTING)
        if is_actor(m) and not (is_ground(m) or _is_no_noun(sentence, m))
    )  # fmt: skip
    if not sentence.grammar.noun_capitals:
        return list(rows)
    return [m for m in rows if not _may_be_noun(sentence, m)]


def _is_no_noun(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word only leads a noun: "deres | konvoj", "Mistenkte | islamister"."""
    return sentence.is_a(mention.first, "possessives") or describes_people(sentence, mention)


def _may_be_noun(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name of one word may be any noun, as all have capitals: "Ziele"."""
    one = mention.kind is Kind.NAME and mention.last - mention.first == 1
    return one and not sentence.passage.tokens[mention.first].text.isupper()


def is_ground(mention: Mention) -> bool:
    """Whether a place is only where it was, and no state or its capital that acts: "Barda"."""
    return is_town(mention) and not any(p.population > _CAPITAL for p in mention.places)


def is_town(mention: Mention) -> bool:
    """Whether a mention is a place smaller than a state."""
    return mention.kind is Kind.PLACE and not any(p.level is Level.COUNTRY for p in mention.places)


def fronted(sentence: Sentence, verb: tuple[int, int], subject: Mention) -> bool:
    """Whether something else than the subject opens the clause: "fredag inntok styrkene byen"."""
    if (tag := _tag_before(sentence, verb[0])) > 0:
        return all_fronted(sentence, sentence.clause(tag - 1)[0], tag)
    first = _opened(sentence, verb[0])
    if verb[0] == first and verb[1] - verb[0] == 1:
        return True
    if sentence.covering(verb[0] - 1, Kind.TIME) is not None:
        return _no_other(sentence, first, verb[0]) and not _pronoun_acts(sentence, first, verb[0])
    between = range(verb[1], left_of(sentence, subject))
    finite = not any(sentence.is_a(i, "aux_perfect_only") for i in range(first, verb[0]))
    passed = (Kind.TIME, Kind.NUMBER) if finite else (Kind.TIME,)  # "overfaldt | 20 | mænd en bus"
    close = all(sentence.covering(i, *passed) is not None for i in between)
    return close and verb[0] > first and all_fronted(sentence, first, verb[0])


def _tag_before(sentence: Sentence, verb: int) -> int:
    """Where a tag begins that is put in right before a verb: "I går, | sier hun, skjøt de"; else -1."""
    if sentence.word(verb - 1) != ",":
        return -1
    first, _ = sentence.clause(verb - 2)
    tags = sentence.word(first) == "," and sentence.starting(first + 1, Kind.REPORTING)
    return first if tags else -1


def _pronoun_acts(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a pronoun before a day is the subject: "at | den | tirsdag drepte ni opprørere"."""
    return any(
        may_be_body(sentence, i)
        and sentence.covering(i, Kind.TIME) is None
        and sentence.starting(i + 1, Kind.TIME) is not None
        for i in range(first + 1, last)  # not "Den | same dagen drap"
    )


def may_be_body(sentence: Sentence, at: int) -> bool:
    """Whether a token is a pronoun that may stand for who acts, as one body or many: "den", "de"."""
    return sentence.is_any(at, "it", "it_neuter", "pronouns_plural")


def _opened(sentence: Sentence, verb: int) -> int:
    """Where the clause of a verb begins, over an insertion: "lenger sør, i Amhara, tok hæren …"."""
    first, _ = sentence.clause(verb)
    if first == verb - 1 and sentence.word(first) == ",":
        while first > 0 and sentence.word(first) == ",":
            first, _ = sentence.clause(first - 1)
    return first


def all_fronted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether all before a verb tells when, where or how: "lenger nord", "i Osh", "derimot"."""
    return _no_other(sentence, first, last) and (
        sentence.is_a(first, "prepositions")
        or sentence.is_a(first, "fronting")
        or sentence.covering(first, Kind.TIME) is not None
        or _how_often(sentence, first)
    )


def _how_often(sentence: Sentence, first: int) -> bool:
    """Whether how often it was opens a clause: "To ganger lørdag angrep hæren byen"."""
    number = sentence.starting(first, Kind.NUMBER)
    return number is not None and _are_times(sentence.starting(number.last, Kind.UNIT))


def _are_times(mention: Mention | None) -> bool:
    return what_of(mention) == "times"


def _no_other(sentence: Sentence, first: int, last: int) -> bool:
    """Whether no noun before a verb may be its subject: all hang on prepositions or tell when."""
    if any(_opens_as_act(sentence, m, first) for m in sentence.within(first, last, Kind.TRIGGER)):
        return False
    return not acting_machines(sentence, first, last) and all(
        _governed(sentence, m, first)
        or sentence.covering(m.first, Kind.TIME) is not None
        or back_of(m) == "here"
        or _are_times(m)
        for m in sentence.within(first, last, *_NOMINALS)
    )


def _opens_as_act(sentence: Sentence, act: Mention, first: int) -> bool:
    """Whether an act is itself the subject: "Et angrep i natt drepte en kvinne og sønnen hennes"."""
    return act.form in NOMINAL and not _governed(sentence, act, first)


def _governed(sentence: Sentence, mention: Mention, first: int) -> bool:
    return in_phrase(sentence, mention) or any(
        sentence.is_a(i, "prepositions")
        for i in range(max(first, mention.first - 3), mention.first)
    )


def leads(sentence: Sentence, mention: Mention, others: list[Mention]) -> bool:
    """Whether "de" only opens a phrase: "forlot de siste soldatene byen"."""
    return any(left_of(sentence, m) <= mention.first < m.first for m in others)


def opens_behind(sentence: Sentence, first: int, verb: int) -> bool:
    """Whether a verb comes before its subject: first in its clause, or after a time or place."""
    before = range(first, verb)
    as_what = first == 0 and sentence.is_a(0, "relative")  # "Som hevn gikk opprørerne løs på byen"
    if (as_what or sentence.is_a(first, "prepositions")) and verb > first:
        return True  # "I en video påtar gruppa seg angrepet"
    return not any(sentence.covering(i, Kind.PEOPLE, Kind.HEAD) for i in before) and all(
        sentence.covering(i, Kind.TIME, Kind.PLACE, Kind.CUE)
        or sentence.is_a(i, "function")
        or sentence.is_stop(i)
        for i in before
    )


def _tells_kind(sentence: Sentence, at: int) -> bool:
    """Whether a word before a place's name only tells of what kind it is: "i grensebyen Yabus"."""
    before = sentence.is_place_noun(at) or sentence.is_a(at, "determiners")
    adjective = sentence.ends(at, "adjective_endings")
    plain = adjective and not sentence.is_a(at, "function")
    return before or plain or sentence.covering(at, Kind.NATION) is not None


def in_phrase(sentence: Sentence, mention: Mention) -> bool:
    """Whether a preposition governs the mention, so that it is no subject."""
    at = mention.first - 1
    while at >= 0 and (sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION)):
        at -= 1
    number = sentence.covering(at, Kind.NUMBER)
    if number is not None and sentence.is_a(number.first - 1, "targeting"):
        at = number.first - 1  # "gikk løs på | fire | politiposter"
    while mention.kind in (Kind.PLACE, Kind.UNIT) and _tells_kind(sentence, at):
        if sentence.is_a(at, "prepositions"):  # "nahe Mopti", though it has an adjective's ending
            break
        at -= 1
    if mention.kind is Kind.PLACE and sentence.is_a(at, "and"):  # "leirene i X og Y ble angrepet"
        first = sentence.covering(at - 1, Kind.PLACE)
        at = first.first - 1 if first is not None else at
    if at < 0 or not sentence.is_a(at, "prepositions"):
        return False
    opens = sentence.is_a(at, "subordinators") and at == sentence.clause(mention.first)[0]
    if opens and mention.kind in _DOERS:
        return False  # "sedan | rebeller anfallit basen", "before | the army came"
    return sentence.grammar.verb_second or not opens  # "after Azerbaijan launched"
