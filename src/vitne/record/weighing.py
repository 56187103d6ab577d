"""Accounts of a record → links with those that they meet, in its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.incidents import rows
from vitne.incidents.candidates import meetings, seekers
from vitne.incidents.clusters import UNSEEN
from vitne.model import Account, Scope
from vitne.record.rows import chunks
from vitne.record.schema import accounts, cells, links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from vitne.incidents.clusters import Pair
    from vitne.incidents.scoring import Scorer

_ACCOUNT = msgspec.json.Decoder(Account)
_AT_ONCE = 500_000  # pairs weighed in one go, for flat memory


def weigh(connection: sa.Connection, made: Sequence[Account], *, scorer: Scorer) -> int:
    """Weigh new accounts against those that they meet; keep what is worth it. Gives how many."""
    fresh = [one for one in made if one.scope is Scope.INCIDENT]
    pairs = _meetings(connection, fresh)
    known = {one.id: one for one in fresh}
    known |= load(connection, {one for pair in pairs for one in pair} - known.keys())
    wanted = [pair for pair in sorted(pairs) if known[pair[0]].article != known[pair[1]].article]
    count = 0
    for some in chunks(wanted, _AT_ONCE):
        compared = {one for pair in some for one in pair}
        table = rows.of_accounts(known[one] for one in sorted(compared))
        found = scorer.score(table, some, least=UNSEEN)
        count += len(found)
        if found:
            connection.execute(
                sa.insert(links),
                [
                    {
                        "one": link.one,
                        "other": link.other,
                        "weight": link.weight,
                        "levels_json": msgspec.json.encode(link.levels).decode(),
                    }
                    for link in found
                ],
            )
    return count


def load(connection: sa.Connection, wanted: Collection[str]) -> dict[str, Account]:
    """Accounts by their ids."""
    return {
        one.id: one
        for some in chunks(sorted(wanted))
        for one in map(
            _ACCOUNT.decode,
            connection.execute(
                sa.select(accounts.c.account_json).where(accounts.c.id.in_(some))
            ).scalars(),
        )
    }


def _meetings(connection: sa.Connection, fresh: Iterable[Account]) -> set[Pair]:
    """The pairs of a new account and any that meet in a cell, the smaller id first."""
    sought = seekers(fresh)
    pairs: set[Pair] = set()
    for some in chunks(sorted(sought)):
        query = sa.select(cells.c.cell, cells.c.account).where(cells.c.cell.in_(some))
        pairs |= meetings(sought, connection.execute(query))
    return pairs
