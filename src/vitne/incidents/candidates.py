"""Which accounts of many may be about the same happening: those that meet in a cell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vitne.incidents.cells import cells, meets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.incidents.clusters import Pair
    from vitne.model import Account

Seekers = dict[str, list[str]]  # cell → the accounts that look for others in it


def seekers(accounts: Iterable[Account]) -> Seekers:
    """The cells in which accounts look for others that may be about the same, each with its seekers."""
    found: Seekers = defaultdict(list)
    for account in accounts:
        for cell in cells(account):
            for meeting in meets(cell):
                found[meeting].append(account.id)
    return found


def meetings(sought: Seekers, there: Iterable[tuple[str, str]]) -> set[Pair]:
    """The pairs of a seeker and an account that is there, given as (cell, account); smaller id first."""
    return {
        (min(one, other), max(one, other))
        for cell, other in there
        for one in sought.get(cell, ())
        if one != other
    }


def candidates(accounts: Iterable[Account]) -> set[Pair]:
    """The pairs of accounts of two articles that meet in a cell, the smaller id first."""
    known = {account.id: account for account in accounts}
    there = ((cell, one.id) for one in known.values() for cell in cells(one))
    pairs = meetings(seekers(known.values()), there)
    return {pair for pair in pairs if known[pair[0]].article != known[pair[1]].article}
