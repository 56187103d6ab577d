"""Finds claims and incidents by the beginning of their ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.record.schema import account_claims, claims, incident_accounts, incidents

if TYPE_CHECKING:
    from typing import Any

_HEX = re.compile("[0-9a-f]{1,16}")
_AFTER = "g"  # sorts after every digit of an id
_SHOWN = 5  # ids that are offered where several begin alike


def claim_id(connection: sa.Connection, beginning: str) -> str:
    """The id of the one claim whose id begins so.

    Raises:
        RecordError: There is none, or there are several.
    """
    return _one(connection, claims.c.id, beginning, "claim")


def incident_id(connection: sa.Connection, beginning: str) -> str:
    """The id of the one incident or period whose id begins so, or that has the one claim.

    Raises:
        RecordError: There is none, or there are several.
    """
    if not _begins(connection, incidents.c.id, beginning) and (
        of := _of_claim(connection, _begins(connection, claims.c.id, beginning))
    ):
        return of
    return _one(connection, incidents.c.id, beginning, "incident")


def incident_of(connection: sa.Connection, claim: str) -> str | None:
    """The id of the incident or period that a claim is in."""
    query = (
        sa.select(incident_accounts.c.incident)
        .join(account_claims, account_claims.c.account == incident_accounts.c.account)
        .where(account_claims.c.claim == claim)
    )
    return connection.execute(query).scalar()


def _of_claim(connection: sa.Connection, found: list[str]) -> str | None:
    return incident_of(connection, found[0]) if len(found) == 1 else None


def _one(connection: sa.Connection, column: sa.Column[Any], beginning: str, what: str) -> str:
    found = _begins(connection, column, beginning)
    if not found:
        raise RecordError(f"there is no {what} whose id begins with {beginning!r}")
    if len(found) > 1:
        more = ", …" if len(found) > _SHOWN else ""
        raise RecordError(
            f"{beginning!r} is the beginning of several ids: {', '.join(found[:_SHOWN])}{more}"
        )
    return found[0]


def _begins(connection: sa.Connection, column: sa.Column[Any], beginning: str) -> list[str]:
    """The first few ids that begin so; a whole id is found alone."""
    asked = beginning.strip().lower()
    if not _HEX.fullmatch(asked):
        return []
    query = (
        sa.select(column)
        .where(column >= asked, column < asked + _AFTER)
        .order_by(column)
        .limit(_SHOWN + 1)
    )
    return list(connection.execute(query).scalars())
