"""Tells whom words for an unknown number are of: "drepte et ukjent antall soldater"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import effect_of
from vitne.model import Kind, Mention

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence

_BESIDE = 3  # tokens of "av væpnede opprørere"


def figure_since(sentence: Sentence, cue: Mention, harm: Mention) -> bool:
    """Whether others were of no known number: "et ukjent antall såret, mens de selv har | to falne"."""
    other = next(sentence.within(cue.last, harm.first, Kind.HARM), None)
    if other is None:
        return False
    apart = sentence.clause_of(other.first) != sentence.clause_of(harm.first)
    return apart or sentence.holds(other.last, harm.first, Kind.NUMBER)


def unknown_behind(sentence: Sentence, harm: Mention) -> Mention | None:
    """The words for an unknown number right behind a harm: "drepte | et ukjent antall soldater"."""
    if sentence.is_a(harm.last, "and"):
        return None  # "23 drepte | og | et ukjent antall sårede"
    cues = sentence.within(harm.first, harm.last + _BESIDE + 2, Kind.CUE)
    near = (c for c in cues if c.first <= harm.last + 1 and effect_of(c) == "unknown")
    return next(near, None)


def counted_beside(sentence: Sentence, harm: Mention, free: list[Count]) -> list[Count]:
    """People counted beside those of no known number: "åtte soldater og et ukjent antall opprørere"."""
    cue = number_unknown(sentence, harm)
    if cue is None:
        return []
    at = cue.first - 1
    while sentence.is_a(at, "articles"):
        at -= 1
    rows = [c for c in free if c.number and c.people and c.last <= harm.first]
    return [
        c for c in rows
        if (c.last == at and sentence.is_a(at, "and"))
        or (cue.last <= c.first - 2 and _joined_behind(sentence, cue, c))
    ]  # fmt: skip


def _joined_behind(sentence: Sentence, cue: Mention, count: Count) -> bool:
    """Whether only the people of no known number stand between: "et ukjent antall sivile og | to soldater"."""
    between = range(cue.last, count.first - 1)
    near = len(between) <= _BESIDE and not any(sentence.is_stop(i) for i in between)
    return near and sentence.is_a(count.first - 1, "and")


def number_unknown(sentence: Sentence, harm: Mention) -> Mention | None:
    """The words for a number nobody knows, right before the people harmed: "et ukjent antall"."""
    rows = sentence.within(0, harm.first, Kind.CUE)
    return next(
        (
            c for c in rows
            if effect_of(c) == "unknown"
            and (sentence.starting(c.last, Kind.PEOPLE) or sentence.starting(c.last + 1, Kind.PEOPLE))
        ),
        None,
    )  # fmt: skip
