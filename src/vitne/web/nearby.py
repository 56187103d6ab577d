"""Incidents that may be the same happening as another: near in place and time, told apart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.record.queries import fetch_incidents
from vitne.record.schema import incidents

if TYPE_CHECKING:
    from vitne.model import Incident

_DAYS = 4  # before and after
_MOST = 8


def nearby(connection: sa.Connection, one: Incident) -> tuple[Incident, ...]:
    """Other incidents of its place or country within a few days, those of its place first."""
    country = one.place.country if one.place else None
    if country is None or one.time is None:
        return ()
    first, last = _around(one.time.earliest, -_DAYS), _around(one.time.latest, _DAYS)
    query = (
        sa.select(incidents.c.id)
        .where(
            incidents.c.country == country,
            incidents.c.scope == one.scope.value,
            incidents.c.earliest.between(first, last),
            incidents.c.id != one.id,
        )
        .order_by(
            sa.case((incidents.c.place == (one.place.name if one.place else None), 0), else_=1),
            incidents.c.earliest,
            incidents.c.id,
        )
        .limit(_MOST)
    )
    return tuple(fetch_incidents(connection, list(connection.execute(query).scalars())))


def _around(day: str, by: int) -> str:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return day
