"""Proves that the judgements of a record are as they were signed, and that none is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.model import Judgement
from vitne.record.decided import SHORT
from vitne.record.judgements import JUDGE, identity, row_of
from vitne.record.schema import custody, judged_claims
from vitne.record.schema import judgements as table

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = 500
_OWN = frozenset({"position", "body_json"})


def broken(connection: sa.Connection) -> Iterator[str]:
    """What is wrong with the judgements of a record, one message each; nothing where all is well.

    The id of a judgement is the hash of what it says, and the log of custody holds it: what is
    changed does not hash to its id, and what is taken out or slipped in is not as the log tells.
    """
    query = sa.select(custody.c.sha256).where(custody.c.action == JUDGE)
    logged = set(connection.execute(query).scalars())
    for row in _rows(connection):
        yield from _faults(connection, row)
        if row.id not in logged:
            yield f"judgements {row.id[:SHORT]}: not in the log of custody"
        logged.discard(row.id)
    for name in sorted(map(str, logged)):
        yield f"custody: judgement {name[:SHORT]} is not in the record any more"


def _rows(connection: sa.Connection) -> Iterator[Any]:
    query = sa.select(table).order_by(table.c.position).limit(_PAGE)
    page = connection.execute(query).all()
    while page:
        yield from page
        page = connection.execute(query.where(table.c.position > page[-1].position)).all()


def _faults(connection: sa.Connection, row: Any) -> Iterator[str]:
    name = f"judgements {row.id[:SHORT]}"
    try:
        one = msgspec.json.decode(row.body_json, type=Judgement)
    except (ValueError, RecursionError) as error:
        yield f"{name}: its JSON cannot be read: {error}"
        return
    if not row.id == one.id == identity(one):
        yield f"{name}: says something else than when it was signed"
    copied = row_of(one, row.position)
    for column, value in row._mapping.items():
        if column not in _OWN and copied[column] != value:
            yield f"{name}: {column} is {value!r}, its JSON says {copied[column]!r}"
    query = sa.select(judged_claims.c.claim).where(judged_claims.c.judgement == row.id)
    if set(connection.execute(query).scalars()) != set(one.claims):
        yield f"{name}: found under other claims than it is about"
