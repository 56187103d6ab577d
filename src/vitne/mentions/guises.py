"""Drops people that others only look like: "Gunmen dressed as soldiers killed nine"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Mention, Token
    from vitne.packs.language import Grammar

_PEOPLE = frozenset({Kind.HEAD, Kind.PEOPLE, Kind.ACTOR, Kind.NATION})
_BEFORE = 3  # tokens from "as" to the noun: "as an Egyptian | soldier"
_PARTICLE = 2  # tokens from "dressed" to "as": "klædt ud som"


def without_guises(
    found: list[Mention], tokens: Sequence[Token], grammar: Grammar
) -> list[Mention]:
    """The mentions of a passage but those of whom others are dressed as."""
    low = [token.low for token in tokens]
    if grammar["disguised"].isdisjoint(low):
        return found
    return [m for m in found if m.kind not in _PEOPLE or not _is_guise(low, m, grammar)]


def _is_guise(low: list[str], mention: Mention, grammar: Grammar) -> bool:
    """Whether "as" stands before a noun, and what says that it is a guise before that or behind."""
    disguised, likeness = grammar["disguised"], grammar["likeness"]
    first = mention.first
    at = next(
        (i for i in range(first - 1, first - 1 - _BEFORE, -1) if i >= 0 and low[i] in likeness), -1
    )
    if at < 0:
        return False
    around = [*low[max(0, at - _PARTICLE) : at], *low[mention.last : mention.last + 1]]
    return not disguised.isdisjoint(around)
