"""Which accounts of many may be about the same happening: those that meet in a cell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vitne.incidents.cells import cells, meets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.incidents.clusters import Pair
    from vitne.model import Account


def candidates(accounts: Iterable[Account]) -> set[Pair]:
    """The pairs of accounts of two articles that meet in a cell, the smaller id first."""
    at: dict[str, list[Account]] = defaultdict(list)
    found = list(accounts)
    for account in found:
        for cell in cells(account):
            at[cell].append(account)
    return {
        (min(one.id, other.id), max(one.id, other.id))
        for one in found
        for cell in cells(one)
        for meeting in meets(cell)
        for other in at.get(meeting, ())
        if one.article != other.article
    }
