"""How what is told of incidents is meant, where that is anything but that it was so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.record.names import among
from vitne.record.schema import account_claims, claims, incident_accounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ASSERTED, _DENIED = "asserted", "denied"
_ORDER = ("reported", "alleged", "demanded", "threatened", "conditional", "hypothetical", _DENIED)


def meant(connection: sa.Connection, wanted: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """By incident, what a reader must know before taking it for something that happened.

    An incident that nobody asserts is only reported, alleged, threatened …; one that somebody
    denies is denied, whatever others say. Incidents of which neither is so are left out.
    """
    joined = incident_accounts.join(
        account_claims, account_claims.c.account == incident_accounts.c.account
    ).join(claims, claims.c.id == account_claims.c.claim)
    query = (
        sa.select(incident_accounts.c.incident, claims.c.modality)
        .select_from(joined)
        .where(among(connection, incident_accounts.c.incident, wanted))
        .distinct()
    )
    told: dict[str, set[str]] = {}
    for row in connection.execute(query):
        told.setdefault(row.incident, set()).add(row.modality)
    found = {key: _marks(held) for key, held in told.items()}
    return {key: marks for key, marks in found.items() if marks}


def _marks(held: set[str]) -> tuple[str, ...]:
    shown = held if _ASSERTED not in held else held & {_DENIED}
    return tuple(one for one in _ORDER if one in shown)
