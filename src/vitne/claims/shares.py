"""Reads a part that is told with how many it is of: "41 av de 52 drepte", "Of the 52 dead, 41 were"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.sentence import effect_of, what_of
from vitne.model import Kind
from vitne.model.entries import Form, Harm, Measure

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

BODIES = "harm.bodies"  # the entry of bodies that were found
_VERB_REACH = 2  # tokens from "som" to the harm told of people
_ROUND = (10, 100)  # what a share is of that is told by two numbers: "ni av ti"


def of_before(sentence: Sentence, at: int) -> int:
    """The "of" that makes what begins at a token the whole of a part, -1 for none: "av de | 52"."""
    if not (sentence.has("of") or sentence.has("genitive_articles")):
        return -1
    before = at - 1
    if before > 0 and sentence.is_a(before, "genitive_articles"):
        return before  # "neun | der | 15 Passagiere"
    while sentence.is_a(before, "determiners") or sentence.is_a(before, "definite_articles"):
        before -= 1
    return before if sentence.is_a(before, "of") else -1


def is_parted(sentence: Sentence, of: int) -> bool:
    """Whether a number or a share stands before an "of": "fem | av", "halvparten | av"."""
    part = sentence.covering(of - 1, Kind.NUMBER, Kind.UNIT, Kind.CUE)
    if part is not None and part.kind is Kind.NUMBER:
        return part.last == of
    if part is None or part.kind is Kind.UNIT:
        return what_of(part) == "share"
    opens = sentence.is_stop(part.first) or sentence.is_a(part.first, "among")
    named = effect_of(part) == "subset" and not opens  # "halvparten | av dei"
    return named and part.first < of < part.last


def is_ratio(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is one of the two that tell a share: "sju av ti drepte", "one in ten women"."""
    for skipped in (0, 1):  # "nine | out | of ten", "otte | ud | af ti"
        whole = sentence.starting(number.last + skipped + 1, Kind.NUMBER)
        if whole is not None and _is_of(sentence, whole, skipped):
            return True
    return _part_before(sentence, number) is not None


def _part_before(sentence: Sentence, whole: Mention) -> Mention | None:
    """The number of a share before what it is of: "| seven | of ten", "| one | in ten women"."""
    for skipped in (0, 1):
        part = sentence.covering(whole.first - 2 - skipped, Kind.NUMBER)
        if part is not None and part.last == whole.first - 1 - skipped:
            return part if _is_of(sentence, whole, skipped) else None
    return None


def _is_of(sentence: Sentence, whole: Mention, skipped: int) -> bool:
    """Whether a round number is what a share is of, behind "of", or behind "in" with those counted."""
    of = whole.first - 1
    if sentence.is_a(of, "of"):
        return _is_round(whole)
    few = whole.number is not None and (whole.number.low or 0) in range(2, _ROUND[0] + 1)
    counted = sentence.starting(whole.last, Kind.PEOPLE) is not None
    return not skipped and few and counted and sentence.is_a(of, "in")


def people_of_ratio(sentence: Sentence, number: Mention) -> Mention | None:
    """The people that a share of two numbers is of: "åtte av | ti | innbyggere"."""
    people = sentence.starting(number.last, Kind.PEOPLE)
    return people if people is not None and _part_before(sentence, number) is not None else None


def _is_round(number: Mention | None) -> bool:
    value = number.number if number is not None else None
    return value is not None and value.low == value.high and value.low in _ROUND


def opens_whole(sentence: Sentence, count: Count) -> bool:
    """Whether a clause opens with the whole, its part to follow: "Av de 52 drepte | var 41 sivile"."""
    at = of_before(sentence, count.first)
    among = _among_before(sentence, count.first)
    if among >= 0:  # not "41 mennesker, | blant dem en prest"
        return sentence.word(among - 1) != "," and opens_clause(sentence, among)
    return at >= 0 and opens_clause(sentence, at)


def _among_before(sentence: Sentence, at: int) -> int:
    """The "among" before a known number of people, -1 for none: "| Blant de | tolv drepte var tre barn"."""
    before = at - 1
    while sentence.is_any(before, "definite_articles", "determiners"):
        before -= 1
    return before if before < at - 1 and sentence.is_a(before, "among") else -1


def opens_clause(sentence: Sentence, at: int) -> bool:
    """Whether a token opens what is told: the first, or behind a comma or "at"."""
    if at < 1 or sentence.word(at - 1) in (",", ":") or sentence.is_a(at - 1, "that"):
        return True
    return at == 1 and (sentence.is_a(0, "dashes") or sentence.is_a(0, "quotes"))


def whole_before(sentence: Sentence, count: Count, tolls: list[Draft]) -> Draft | None:
    """The toll that a clause opens with, of which a later count is a part: "Of the 52 dead, | 41 were"."""
    for toll in tolls:
        whole = count_of(sentence, toll)
        if whole is None or not toll.anchor[1] <= count.first or not opens_whole(sentence, whole):
            continue
        if not sentence.holds(toll.anchor[1], count.first, Kind.HARM):
            return toll
    return None


def share_out(sentence: Sentence, tolls: list[Draft]) -> None:
    """Make a part of what a clause opens with of a toll told by its own word: "Av 30 sårede er tolv i livsfare"."""
    for draft in tolls:
        count, part = count_of(sentence, draft), draft.toll
        if count is None or part is None or part.scope == "subset":
            continue
        whole = whole_before(sentence, count, [d for d in tolls if d is not draft])
        if whole is not None and whole.toll is not None and whole.toll.measure == part.measure:
            draft.main = whole
            draft.toll = msgspec.structs.replace(part, scope="subset")


def whole_behind(sentence: Sentence, count: Count, tolls: list[Draft]) -> Draft | None:
    """The toll that a count before it is a part of: "| 41 av de | 52 drepte", "tre barn er blant de | 52"."""
    end = count.number.last if count.number else -1
    for toll in tolls:
        whole = count_of(sentence, toll)
        if whole is None or end < 0:
            continue
        if of_before(sentence, whole.first) == end or _told_among(sentence, count, whole):
            return toll
    return None


def _told_among(sentence: Sentence, count: Count, whole: Count) -> bool:
    """Whether people are said to be of those counted behind: "tre barn | er blant de | tolv som ble drept"."""
    at = _among_before(sentence, whole.first)
    verb = at - 1 - (not sentence.is_a(at - 1, "being"))  # "er | også | blant"
    told = at >= 0 and sentence.is_a(verb, "being")
    return told and verb == count.last and count.people is not None


def suffers(sentence: Sentence, at: int) -> bool:
    """Whether people are told by their death: "52 people | killed", "som ble drept"; not "| dödades".

    Of those taken, or wounded, a part may be told to have died: "åtte av de elleve som ble bortført, er døde".
    """
    relative = sentence.is_a(at, "relative")
    end = at + 1 + _VERB_REACH if relative else at + 1
    harm = next(sentence.within(at, min(end, len(sentence)), Kind.HARM), None)
    if harm is None or not isinstance(harm.entry, Harm):
        return False
    past = harm.form in (Form.PAST, Form.PAST_OR_PARTICIPLE)
    died = past and not harm.entry.transitive  # "17 of the 19 people | died"
    finite = (died or harm.form is Form.PASSIVE) and not relative
    return harm.entry.measure is Measure.KILLED and not finite


def of_told(sentence: Sentence, tolls: list[Draft], told: Draft) -> None:
    """Make a part of the toll told before of those in one of its places, and of the bodies found.

    "34 are dead. In Bamba | alone 13 were killed", "16 rebels were killed. Only six bodies were found".
    """
    whole, draft = told.toll, next(iter(tolls), None)
    if whole is None or draft is None or draft.toll is None or draft.toll.scope != "incident":
        return
    less = 0 < (draft.toll.low or 0) < (whole.low or 0)
    if not less or draft.toll.measure != whole.measure or not sentence.has("sole"):
        return
    number = count_of(sentence, draft)
    bodies = BODIES in draft.rules and number is not None
    if bodies and number is not None and sentence.is_a(number.first - 1, "sole"):
        status = whole.status if draft.toll.status == "unknown" else draft.toll.status
        draft.toll = msgspec.structs.replace(draft.toll, status=status)
    elif not any(_place_alone(sentence, place) for place in sentence.of(Kind.PLACE)):
        return
    draft.toll, draft.main = msgspec.structs.replace(draft.toll, scope="subset"), told


def _place_alone(sentence: Sentence, place: Mention) -> bool:
    """Whether only one place is told of: "in Bamba | alone", "| alene i Bamba"."""
    before = sentence.is_a(place.first - 1, "in") and sentence.is_a(place.first - 2, "sole")
    return before or sentence.is_a(place.last, "sole")


def count_of(sentence: Sentence, toll: Draft) -> Count | None:
    """The count whose number a toll has."""
    number = toll.toll.number if toll.toll else None
    if number is None:
        return None
    for count in sentence.counts or ():
        value = count.value
        if value is not None and value.start == number.start:
            return count
    return None


def hurt_before(sentence: Sentence, count: Count, tolls: list[Draft]) -> Draft | None:
    """The toll right before a comma of which a part was hurt badly: "tolv såret, | tre kritisk"."""
    last = count.last
    if count.number is None or count.people or not sentence.is_a(last, "severity"):
        return None
    if sentence.word(count.first - 1) != "," or not sentence.is_stop(last + 1):
        return None
    whole = next((d for d in tolls if d.last == count.first - 1), None)
    hurt = whole is not None and whole.toll is not None and whole.toll.measure != "killed"
    return whole if hurt else None


def told_how(sentence: Sentence, count: Count) -> bool:
    """Whether only when or how tells which part a bare number is: ", heraf over 700 siden november".

    "90 were hurt, 23 of them | by live fire": a part by name, with a preposition behind it.
    """
    if count.unknown_noun or (count.value is not None and count.value.vague):
        return False
    told = sentence.is_a(count.last, "prepositions") or sentence.is_a(count.last, "circumstances")
    how = told and sentence.is_a(count.last - 1, "them")
    return how or sentence.starting(count.last, Kind.TIME) is not None


def one_included(sentence: Sentence, count: Count, tolls: list[Draft]) -> bool:
    """Whether one of a trade that no pack knows is of those counted: "four people, among them | a beekeeper".

    Only right behind them, their body, their harm or its day: not "five cars, including | a taxi".
    """
    number = count.value
    if not (count.subset and count.unknown_noun and number is not None and number.article):
        return False
    cues = (c for c in sentence.of(Kind.CUE) if 0 <= count.first - c.last <= 1)
    cue = next((c for c in cues if effect_of(c) == "subset"), None)
    if cue is None or sentence.word(cue.first - 1) != ",":
        return False
    at = cue.first - 1
    wholes = [c for c in (count_of(sentence, d) for d in tolls) if c is not None]
    behind = any(c.last == at and c.first < count.first for c in wholes)
    behind = behind or any(d.anchor[1] == at for d in tolls)
    beside = (
        sentence.covering(at - 1, Kind.TIME, Kind.ACTOR) is not None or sentence.word(at - 1) == ")"
    )
    return behind or (bool(wholes) and beside)


def told_no_more(sentence: Sentence, at: int) -> bool:
    """Whether a verb or a preposition follows a bare number, and no word for people."""
    return sentence.is_a(at, "being") or sentence.is_a(at, "prepositions")


def shared_noun(sentence: Sentence, at: int) -> Mention | None:
    """The people whom two numbers of two nations share: "sju afghanske | og tre pakistanske soldater"."""
    other = sentence.starting(at + 1, Kind.NUMBER) if sentence.is_a(at, "and") else None
    nation = sentence.starting(other.last, Kind.NATION) if other is not None else None
    return sentence.starting(nation.last, Kind.PEOPLE) if nation is not None else None
