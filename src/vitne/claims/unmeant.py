"""Leaves out words that mean nothing by themselves: "forsvar" of no state, "et" of an unknown number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind
from vitne.model.entries import Back, Cue, Harm, Head

if TYPE_CHECKING:
    from vitne.model import Mention, Passage
    from vitne.packs.language import Grammar

_OWNERS = (Kind.PLACE, Kind.NATION, Kind.ACTOR)
_THINGS = ("vehicles", "weapons")
_BESIDE = 6  # tokens between a verb and what it is about


def without_unmeant(
    mentions: tuple[Mention, ...], passage: Passage, grammar: Grammar
) -> tuple[Mention, ...]:
    """The mentions, but for a body that no state owns, and articles that count or mean nobody.

    "Russlands forsvar" is an army, "Ukrainas forsvar av byen" and "til forsvar" are none; "et ukjent
    antall soldater" is not one soldier; "de tre andre" is no "de"; no attack failed where "åtte
    opprørere ble uskadeliggjort".
    """
    owned = [m for m in mentions if m.kind is Kind.HEAD and _must_be_owned(m)]
    left_out = {id(m) for m in owned if not _is_owned(m, mentions, passage, grammar)}
    cues = [m for m in mentions if m.kind is Kind.CUE]
    unknown = {m.first for m in cues if isinstance(m.entry, Cue) and m.entry.effect == "unknown"}
    others = _others(mentions, passage, grammar)
    failed = [m for m in cues if isinstance(m.entry, Cue) and m.entry.effect == "failed"]
    for harm in _either(mentions, failed):
        of_things = _is_of_things(harm, mentions)
        left_out |= {
            id(m) for m in mentions
            if m.first <= harm.first < m.last
            and (m.kind is Kind.HARM if of_things else m in failed or m.kind is Kind.TRIGGER)
        }  # fmt: skip
    if others:
        left_out |= {id(m) for m in mentions if m.last in others and _opens(m, passage, grammar)}
    if unknown:
        left_out |= {id(m) for m in mentions if _is_article(m) and {m.first, m.last} & unknown}
    return tuple(m for m in mentions if id(m) not in left_out) if left_out else mentions


def _either(mentions: tuple[Mention, ...], failed: list[Mention]) -> list[Mention]:
    """Words said of people harmed, and of weapons that fail: "uskadeliggjorde"."""
    at = {i for m in failed for i in range(m.first, m.last)}
    if not at:
        return []
    return [
        m for m in mentions
        if m.first in at and isinstance(m.entry, Harm) and m.entry.needs_people
    ]  # fmt: skip


def _is_of_things(harm: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Whether weapons stand beside such a word: "uskadeliggjorde | to bomber"."""
    near = range(harm.first - _BESIDE, harm.last + _BESIDE)
    counted = {m.first: m.last for m in mentions if m.kind is Kind.NUMBER}
    behind = counted.get(harm.last, harm.last)
    return any(
        (
            m.first in near
            and (getattr(m.entry, "weapon", False) or getattr(m.entry, "what", "") in _THINGS)
        )
        or (m.kind is Kind.TRIGGER and m.first == behind)
        for m in mentions
    )


def _must_be_owned(mention: Mention) -> bool:
    return isinstance(mention.entry, Head) and mention.entry.owned


def _is_owned(
    mention: Mention, mentions: tuple[Mention, ...], passage: Passage, grammar: Grammar
) -> bool:
    """Whether a state stands right before a noun, and no preposition behind it."""
    owned = {m.last for m in mentions if m.genitive and m.kind in _OWNERS}
    tokens = passage.tokens
    after = tokens[mention.last].low if mention.last < len(tokens) else ""
    return mention.first in owned and after not in grammar["prepositions"]


def _others(mentions: tuple[Mention, ...], passage: Passage, grammar: Grammar) -> set[int]:
    """Where numbers begin that count those left of some: "de | tre andre"."""
    words, tokens = grammar["other"], passage.tokens
    numbers = (m for m in mentions if m.kind is Kind.NUMBER and m.last < len(tokens))
    return {m.first for m in numbers if tokens[m.last].low in words}


def _opens(mention: Mention, passage: Passage, grammar: Grammar) -> bool:
    """Whether "de" opens what is told, and is no object behind a verb."""
    if not isinstance(mention.entry, Back) or mention.entry.refers != "they":
        return False
    before = passage.tokens[mention.first - 1].low if mention.first else ""
    return not before or not before[0].isalnum() or before in grammar["coordinators"]


def _is_article(mention: Mention) -> bool:
    return mention.number is not None and mention.number.article
