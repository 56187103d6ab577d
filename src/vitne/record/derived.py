"""Proves that incidents, their estimates, and accounts tell the same wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.model import Account, Estimate, Incident
from vitne.record.schema import (
    account_claims,
    accounts,
    estimates,
    incident_accounts,
    incidents,
)
from vitne.record.settling import estimate_row, incident_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Row = dict[str, Any]

_PAGE = 200
_COUNTED = "voices"  # by rules that change: no copy of the JSON
_FULL = "full"  # the profile whose estimates an incident has
_UNREADABLE = (ValueError, TypeError, RecursionError)


def broken(connection: sa.Connection) -> Iterator[str]:
    """What is wrong with what was brought together, one message each; nothing where all is well."""
    for page in _pages(connection, incidents):
        names = [row.id for row in page]
        figures = _of(connection, estimates, estimates.c.incident, names)
        members = _of(connection, incident_accounts, incident_accounts.c.incident, names)
        for row in page:
            found = figures.get(row.id, []), members.get(row.id, [])
            yield from (f"incidents {row.id}: {said}" for said in _incident(row, *found))
    for page in _pages(connection, accounts):
        told = _of(connection, account_claims, account_claims.c.account, [row.id for row in page])
        for row in page:
            yield from (
                f"accounts {row.id}: {said}" for said in _account(row, told.get(row.id, []))
            )


def _pages(connection: sa.Connection, table: sa.Table) -> Iterator[Sequence[Any]]:
    query = sa.select(table).order_by(table.c.id).limit(_PAGE)
    page = connection.execute(query).all()
    while page:
        yield page
        page = connection.execute(query.where(table.c.id > page[-1].id)).all()


def _of(
    connection: sa.Connection, table: sa.Table, owner: sa.Column[str], names: Sequence[str]
) -> dict[str, list[Row]]:
    """The rows of some owners."""
    found: dict[str, list[Row]] = {}
    for row in connection.execute(sa.select(table).where(owner.in_(names))):
        found.setdefault(row._mapping[owner.name], []).append(dict(row._mapping))
    return found


def _incident(row: Any, figures: list[Row], members: list[Row]) -> Iterator[str]:
    try:
        one = msgspec.json.decode(row.incident_json, type=Incident)
        told = [
            (stored, msgspec.json.decode(stored["estimate_json"], type=Estimate))
            for stored in figures
        ]
    except _UNREADABLE as error:
        yield f"its JSON cannot be read: {error}"
        return
    yield from _differ(dict(row._mapping), incident_row(one), "it")
    for stored, figure in told:
        made = estimate_row(row.id, stored["profile"], figure)
        yield from _differ(stored, made, f"the estimate of {stored['measure']!r}")
    full = sorted(repr(figure) for stored, figure in told if stored["profile"] == _FULL)
    if full != sorted(map(repr, (*one.estimates.values(), *one.parts))):
        yield "its estimates are not those that stand in its JSON"
    if sorted(each["account"] for each in members) != sorted(one.accounts):
        yield "its accounts are not those that stand in its JSON"


def _account(row: Any, told: list[Row]) -> Iterator[str]:
    try:
        one = msgspec.json.decode(row.account_json, type=Account)
    except _UNREADABLE as error:
        yield f"its JSON cannot be read: {error}"
        return
    if (one.id, one.article, one.scope.value) != (row.id, row.article, row.scope):
        yield "its JSON is that of another"
    if sorted(each["claim"] for each in told) != sorted(one.claims):
        yield "its claims are not those that stand in its JSON"


def _differ(stored: Row, made: Row, what: str) -> Iterator[str]:
    """Where columns say something else than the JSON that they are copied from."""
    for column, value in made.items():
        if stored[column] != value and column != _COUNTED and not column.endswith("_json"):
            yield f"{what} has {stored[column]!r} as {column}, its JSON says {value!r}"
