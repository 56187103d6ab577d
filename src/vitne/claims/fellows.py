"""Finds who was harmed along with others: "drept sammen med to livvakter", "as well as two peasants"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.counted import counted
from vitne.claims.sentence import NOMINAL, SINGLE
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_LONGEST = 3  # words of "as well as"
_TELLING = (Kind.HARM, Kind.REPORTING, Kind.ACT)


def along_behind(sentence: Sentence, at: int) -> int:
    """The token behind words that join people to others, 0 for none: "sammen med | to livvakter"."""
    at += sentence.word(at) == ","
    if sentence.word(at) not in sentence.grammar.along_heads:
        return 0
    phrases = sentence.grammar["along"]
    sizes = range(_LONGEST, 0, -1)
    size = next((n for n in sizes if " ".join(sentence.low[at : at + n]) in phrases), 0)
    return at + size if size else 0


def is_along(sentence: Sentence, at: int, first: int) -> bool:
    """Whether people are told along with those before: "tolv soldater, sammen med deres | sjåfør"."""
    behind = along_behind(sentence, at)
    own = first - behind == 1 and sentence.is_any(behind, "possessives", "determiners")
    return behind > 0 and (behind == first or own)


def find_fellows(
    sentence: Sentence, drafts: list[Draft], counts: list[Count], used: set[int]
) -> list[Draft]:
    """Further tolls of those told along with the harmed, behind where or when it was.

    "The mayor was killed near his home, along with two of his guards" counts two more.
    """
    wholes = [d for d in drafts if d.toll and d.toll.scope == "incident"]
    if not wholes or sentence.grammar.along_heads.isdisjoint(sentence.low):
        return []
    found = []
    for at in range(wholes[0].anchor[1], len(sentence)):
        behind = along_behind(sentence, at) if sentence.word(at) != "," else 0
        count = _count_at(sentence, behind, counts) if behind else None
        if count is None or count.first in used:
            continue
        told = _told_before(sentence, at, wholes)
        if told is None:
            continue
        used.add(count.first)
        found.append(_fellows(sentence, count, told))
    return found


def _fellows(sentence: Sentence, count: Count, told: Draft) -> Draft:
    """A toll of people to whom the same befell as to those told before."""
    assert told.toll is not None  # noqa: S101 - asked before
    draft = counted(sentence, count, told.toll.measure, told.anchor)
    draft.rules = [*told.rules[:1], *draft.rules]  # the word for the harm
    assert draft.toll is not None  # noqa: S101 - counted makes one
    draft.toll = msgspec.structs.replace(draft.toll, scope="incident")
    return draft


def _count_at(sentence: Sentence, at: int, counts: list[Count]) -> Count | None:
    """The people counted, or the one told as somebody's, from a token on: "to av", "hans kone"."""
    count = next((c for c in counts if c.last > at), None)
    if count is None or count.first > at + 1 or count.decoy is not None:
        return None
    if count.number is not None:
        return count if count.people or count.of_whole else None
    return count if is_theirs(sentence, at, count) else None


def is_theirs(sentence: Sentence, at: int, count: Count) -> bool:
    """Whether people from a token on are one told as another's: "and | his wife", "og | kona hans"."""
    one = count.people is not None and count.people.form in SINGLE
    return one and sentence.has_a(at, count.last + 1, "possessives")


def _told_before(sentence: Sentence, at: int, wholes: list[Draft]) -> Draft | None:
    """The toll told last before a token, with nothing else told between."""
    told = next((d for d in reversed(wholes) if d.anchor[1] <= at), None)
    if told is None:
        return None
    between = range(told.anchor[1], at)
    if any(sentence.is_wall(i) or sentence.word(i) in (".", ";", ":") for i in between):
        return None
    if sentence.has_a(told.anchor[1], at, "done_by") and sentence.word(at - 1) != ",":
        return None  # "killed by a soldier together with two militiamen"
    if sentence.holds(told.anchor[1], at, *_TELLING):
        return None
    acts = sentence.within(told.anchor[1], at, Kind.TRIGGER)
    return told if all(m.form in NOMINAL for m in acts) else None
