"""Reads tolls whose verb is told once: "Nine were killed in Goma and four in Bukavu"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.counted import counted_on
from vitne.claims.counts import spare_counts
from vitne.claims.drafts import last_counted
from vitne.claims.tolls import take_people
from vitne.model import Kind
from vitne.model.entries import Form, Harm, HarmPart

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_FINITE = (
    Form.PAST,
    Form.PARTICIPLE,
    Form.PAST_OR_PARTICIPLE,
    Form.PASSIVE,
    Form.ADJECTIVE,
    Form.BASE,
)
_APART = 2  # tokens at least from a verb to what joins the second number: "died in X | and four"
_REACH = 7  # tokens at most of where or when it was: "in the east of the city"
_KNOWN = (Kind.PLACE, Kind.TIME, Kind.UNIT, Kind.HEAD, Kind.BACK, Kind.NAME, Kind.NUMBER)


def gapped(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Further tolls of the verb before, of which only where or when is told."""
    found: list[Draft] = []
    for count in spare_counts(sentence, drafts) if drafts else ():
        if _is_other(sentence, count):
            continue
        told = last_counted([*drafts, *found], count.first)
        if told is not None and _goes_on(sentence, told, count):
            found.append(_again(sentence, told, count))
    return found


def _goes_on(sentence: Sentence, told: Draft, count: Count) -> bool:
    """Whether a number is joined to a toll, and only where or when follows: "| and four in Bukavu"."""
    harm = sentence.covering(told.anchor[0], Kind.HARM)
    entry = harm.entry if harm is not None else None
    if harm is None or not isinstance(entry, Harm) or harm.form not in _FINITE:
        return False
    part = count.of_whole or count.subset
    at = count.first - 1
    while sentence.is_a(at, "other"):
        at -= 1  # "and another | four"
    joined = sentence.is_a(at, "and") or count.subset or (part and sentence.word(at) == ",")
    apart = part or at - harm.first > _APART
    if entry.part is not HarmPart.SUFFERED or not (joined and apart):
        return False
    later = count.number is not None and _is_later(sentence, count)
    first = count.number.last if later and count.number else count.last
    while sentence.is_a(first, "other") or sentence.is_a(first, "earlier"):
        first += 1
    end = next((i for i in range(first, len(sentence)) if sentence.is_stop(i)), len(sentence))
    if not (part or not entry.transitive) and sentence.has_a(first, end, "hospitals"):
        return False  # "twelve were killed in the blast and 40 in hospital"
    return _only_where(sentence, first, end)


def _is_other(sentence: Sentence, count: Count) -> bool:
    """Whether a number counts no people; "three | later in hospital" counts no "later"."""
    return bool(count.decoy or count.unknown_noun) and not _is_later(sentence, count)


def _is_later(sentence: Sentence, count: Count) -> bool:
    return count.number is not None and sentence.is_a(count.number.last, "earlier")


def _only_where(sentence: Sentence, first: int, end: int) -> bool:
    """Whether words tell nothing but where or when, with no verb among them."""
    opens = sentence.is_a(first, "prepositions") or sentence.covering(first, Kind.TIME)
    if not opens or end - first > _REACH or sentence.is_a(first, "of"):
        return False
    if sentence.holds(first, end, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.REPORTING, Kind.RELATION):
        return False
    return all(
        sentence.is_a(i, "prepositions") or sentence.is_a(i, "determiners")
        or sentence.covering(i, *_KNOWN) or _named_so(sentence, i)
        for i in range(first, end)
    )  # fmt: skip


def _named_so(sentence: Sentence, at: int) -> bool:
    """Whether a word no pack knows stands where only a noun can: "in the | hills"."""
    behind = sentence.is_a(at - 1, "prepositions") or sentence.is_a(at - 1, "determiners")
    return behind and not sentence.is_a(at, "function")


def _again(sentence: Sentence, told: Draft, count: Count) -> Draft:
    """The toll of another place or day, of the same harm and, where none are named, the same people."""
    draft = counted_on(sentence, count, told)
    assert draft.toll is not None  # noqa: S101 - a counted draft has a toll
    if count.of_whole or count.subset:
        draft.main = told
    elif told.toll is not None and told.toll.scope == "subset":
        draft.main = told.main  # "three of the dead were rebels and two …": both are parts
    else:
        draft.toll = msgspec.structs.replace(draft.toll, scope="incident")
    if count.people is None:
        take_people(draft, told)
    return draft
