"""How the accounts of an incident hang together."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents.clusters import UNSEEN
from vitne.record.names import among
from vitne.record.rows import chunks
from vitne.record.schema import incident_accounts, links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Levels = dict[str, tuple[str, float]]
_LEVELS = msgspec.json.Decoder(Levels)
_Ranked = tuple[float, str, str]  # the bits against a link, its accounts: the strongest first


class Step(msgspec.Struct, frozen=True):
    """A link between two accounts of one incident: what was compared, and the sum in bits."""

    one: str
    other: str
    weight: float
    levels: Levels


def held_by(connection: sa.Connection, chosen: Collection[str]) -> list[Step]:
    """The strongest links that together hold some accounts, from the first of them on.

    Accounts that no link reaches from there (a person put them in) are left out.
    """
    near: dict[str, list[_Ranked]] = defaultdict(list)
    for one, other, weight in _links(connection, chosen):
        near[one].append((-weight, one, other))
        near[other].append((-weight, one, other))
    reached: set[str] = set(list(chosen)[:1])
    waiting = [row for one in reached for row in near[one]]
    heapq.heapify(waiting)
    found = []
    while waiting:
        _, one, other = heapq.heappop(waiting)
        for new in {one, other} - reached:
            reached.add(new)
            found.append((one, other))
            for row in near[new]:
                if not reached.issuperset(row[1:]):
                    heapq.heappush(waiting, row)
    steps = _steps(connection, found)
    return [steps[pair] for pair in found]


def route(connection: sa.Connection, incident: str, start: str, end: str) -> tuple[Step, ...]:
    """The way between two accounts of an incident whose weakest link is as strong as can be."""
    before: dict[str, tuple[str, Step]] = {}
    reached = {start}
    others = [one for one in accounts_of(connection, incident) if one != start]
    for step in held_by(connection, [start, *others]):
        known, new = (step.one, step.other) if step.one in reached else (step.other, step.one)
        reached.add(new)
        before[new] = known, step
    way = []
    while end in before:
        end, step = before[end]
        way.append(step)
    return tuple(reversed(way))


def mean_between(connection: sa.Connection, one: str, other: str) -> float:
    """The mean weight, in bits, of all pairs of accounts of two incidents."""
    left, right = accounts_of(connection, one), accounts_of(connection, other)
    forth = sa.and_(among(connection, links.c.one, left), among(connection, links.c.other, right))
    back = sa.and_(among(connection, links.c.one, right), among(connection, links.c.other, left))
    query = sa.select(links.c.weight).where(sa.or_(forth, back))
    weights = connection.execute(query).scalars().all()
    pairs = len(left) * len(right)
    return (sum(weights) + UNSEEN * (pairs - len(weights))) / pairs if pairs else UNSEEN


def accounts_of(connection: sa.Connection, incident: str) -> list[str]:
    """The accounts of an incident, by id."""
    query = sa.select(incident_accounts.c.account).where(incident_accounts.c.incident == incident)
    return sorted(connection.execute(query).scalars())


def _links(connection: sa.Connection, chosen: Collection[str]) -> Iterable[Any]:
    """The links among some accounts, with their weights: of many accounts there are very many."""
    query = sa.select(links.c.one, links.c.other, links.c.weight).where(
        among(connection, links.c.one, chosen), among(connection, links.c.other, chosen)
    )
    return connection.execute(query)


def _steps(
    connection: sa.Connection, pairs: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Step]:
    """The links between some pairs of accounts, with what was compared."""
    found = {}
    for some in chunks(pairs):
        query = sa.select(links).where(sa.tuple_(links.c.one, links.c.other).in_(some))
        for row in connection.execute(query):
            levels = _LEVELS.decode(row.levels_json)
            found[row.one, row.other] = Step(row.one, row.other, row.weight, levels)
    return found
