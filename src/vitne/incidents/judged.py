"""What people decided, put into force: which judgements stand, and what claims are with them.

Judgements come in one order, whoever made them and however they reached a record: that of their
turns, then of their ids. Of two on one thing the later one counts, so that the judgements of two
people come to the same whichever is taken in first.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.corrections import correct
from vitne.incidents.fields import CorrectionError
from vitne.model import Action, Claim, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]
Turn = tuple[str, int]

VERDICTS = frozenset({Action.ACCEPT, Action.REJECT, Action.CORRECT})
RULE = "judgement."  # begins the rule that a correction leaves on a claim
_SHORT = 16  # digits of its id that follow
_TWO_PEOPLE = "confirmed"  # a grade that one person alone cannot give


class Grade(msgspec.Struct, frozen=True):
    """A grade that people gave; pending as long as it takes a second person who gives it too."""

    value: str
    authors: tuple[str, ...]
    pending: bool = False


def turn(judgement: Judgement) -> tuple[str, int, str]:
    """Its place in the order of all judgements."""
    return (*(judgement.turn or (judgement.at, 0)), judgement.id)


def turn_after(known: Iterable[Judgement], at: str) -> Turn | None:
    """The turn of a judgement made at a time by somebody who knew some others."""
    last = max((turn(one)[:2] for one in known), default=("", 0))
    return None if last[0] < at else (last[0], last[1] + 1)


def undone(judgements: Iterable[Judgement]) -> dict[str, str]:
    """The judgements that were taken back, each with the undo that does it and stands itself.

    An undo counts if it comes later than what it takes back, and is about the same claims.
    """
    every = {one.id: one for one in judgements}
    found: dict[str, str] = {}
    for one in sorted(every.values(), key=turn, reverse=True):
        target = every.get(one.undoes or "")
        if target is None or one.id in found:
            continue
        if turn(target) < turn(one) and set(target.claims) == set(one.claims):
            found.setdefault(target.id, one.id)
    return found


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that count now, each once and in order; undoings have done their work."""
    every = {one.id: one for one in judgements}
    gone = undone(every.values())
    left = (one for one in every.values() if one.id not in gone and one.action is not Action.UNDO)
    return sorted(left, key=turn)


def apply(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> list[Claim]:
    """Claims as people judged them: rejected ones left out, corrections made.

    A claim that was accepted or corrected after it was rejected counts again. A correction that
    does not fit the claim as it is read now is left out (`corrected` tells which).

    Args:
        claims: As they were read.
        judgements: Those that stand, in order.
    """
    of: dict[str, list[Judgement]] = defaultdict(list)
    for one in judgements:
        if one.action in VERDICTS:
            for claim in one.claims:
                of[claim].append(one)
    return [
        corrected(claim, held)[0] if (held := of.get(claim.id)) else claim
        for claim in claims
        if not ((held := of.get(claim.id)) and held[-1].action is Action.REJECT)
    ]


def corrected(
    claim: Claim, judgements: Iterable[Judgement]
) -> tuple[Claim, list[tuple[Judgement, str]]]:
    """A claim with its corrections, and those that do not fit it any more, each with the reason."""
    misfits = []
    for one in judgements:
        if one.action is not Action.CORRECT or claim.id not in one.claims:
            continue
        try:
            claim = correct(claim, one.field or "", one.value)
        except CorrectionError as error:
            misfits.append((one, str(error)))
        else:
            rules = (*claim.rules, f"{RULE}{one.id[:_SHORT]}")
            claim = msgspec.structs.replace(claim, rules=rules)
    return claim, misfits


def constraints(judgements: Sequence[Judgement]) -> tuple[list[Pair], list[Pair]]:
    """The pairs of claims that people merged, and those that they split.

    The latest decision counts first; an earlier one that goes against it, also by way of others, is
    left out. What was split holds for all that was merged with either.

    Args:
        judgements: Those that stand, in order.
    """
    group: dict[str, set[str]] = {}
    for one in judgements:
        group |= {claim: {claim} for claim in one.claims}
    together: list[Pair] = []
    apart: set[Pair] = set()
    for one in reversed(judgements):
        if one.action is Action.MERGE:
            for other in one.claims[1:]:
                if _join(group, one.claims[0], other, apart):
                    together.append(_pair(one.claims[0], other))
        elif one.action is Action.SPLIT:
            apart |= {
                _pair(*two)
                for two in combinations(one.claims, 2)
                if group[two[0]] is not group[two[1]]
            }
    every = {_pair(*two) for one, other in apart for two in product(group[one], group[other])}
    return sorted(set(together)), sorted(every)


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def _join(group: dict[str, set[str]], one: str, other: str, apart: set[Pair]) -> bool:
    """Join the groups of two claims, unless that would join what was split."""
    mine, others = group[one], group[other]
    if mine is others:
        return True
    if any(_pair(*two) in apart for two in product(mine, others)):
        return False
    mine |= others
    for claim in others:
        group[claim] = mine
    return True


def best_figures(judgements: Iterable[Judgement], claims: Iterable[str]) -> dict[str, int]:
    """The figures that people chose as the best ones of an incident, by measure.

    Args:
        judgements: Those that stand, in order.
        claims: The ids of its claims.
    """
    wanted = set(claims)
    return {
        one.field: one.value
        for one in judgements
        if one.action is Action.BEST and one.field and not wanted.isdisjoint(one.claims)
    }


def grade(judgements: Iterable[Judgement], claims: Iterable[str]) -> Grade | None:
    """The grade given last to an incident with some claims.

    Airwars' "confirmed" takes two people: it is pending until a second one gives it too.
    """
    wanted = set(claims)
    last: dict[str, str] = {}
    value = None
    for one in judgements:
        if one.action is Action.GRADE and not wanted.isdisjoint(one.claims):
            value = str(one.value)
            last[one.author] = value
    if value is None:
        return None
    authors = tuple(sorted(author for author, given in last.items() if given == value))
    return Grade(value, authors, pending=value == _TWO_PEOPLE and len(authors) < 2)


def admiralty(judgements: Iterable[Judgement]) -> Mapping[str, str]:
    """The pair of reliability and credibility given last to each claim: "B2"; else it is F6."""
    return {
        claim: str(one.value)
        for one in judgements
        if one.action is Action.ADMIRALTY
        for claim in one.claims
    }
