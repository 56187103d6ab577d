"""Splits the dead by category so that the categories add up to best, as UCDP's columns do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vitne.incidents.estimating import Bound, Range
from vitne.incidents.populations import Population, order
from vitne.incidents.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = Population(status="unknown")
_CIVILIAN = "civilian"


def categories(best: Bound, parts: Mapping[Population, Range]) -> dict[Population, Range]:
    """The dead by side and civilians, and those of whom neither is told; they add up to best.

    `UNKNOWN` takes what is left of best. Where the parts are told to be more than the whole, all
    are unknown, for no part can be believed before another.
    """
    if best.value is None:
        return {}
    chosen: dict[Population, Bound] = {}
    for (status, side), found in _grouped(parts).items():
        bound = found.get(None) or (next(iter(found.values())) if len(found) == 1 else None)
        if bound is not None:
            chosen[Population(status, side)] = bound
    total = sum(bound.value or 0 for bound in chosen.values())
    if total > best.value:
        chosen, total = {}, 0
    left = Bound(best.value - total, best.claims)
    rules = frozenset({Rule.CATEGORIES})
    ranges = {people: Range(best=bound, rules=rules) for people, bound in chosen.items()}
    return {
        **dict(sorted(ranges.items(), key=lambda p: order(p[0]))),
        UNKNOWN: Range(best=left, rules=rules),
    }


def _grouped(
    parts: Mapping[Population, Range],
) -> dict[tuple[str | None, str | None], dict[str | None, Bound]]:
    """Best figures by status and side, then by who: combatants need a side, civilians none."""
    found: dict[tuple[str | None, str | None], dict[str | None, Bound]] = defaultdict(dict)
    for people, part in parts.items():
        if part.best.value is None or people.status is None:
            continue
        if people.status == _CIVILIAN:
            if people.side is None:
                found[people.status, None][people.who] = part.best
        elif people.side is not None:
            found[people.status, people.side][people.who] = part.best
    return found
