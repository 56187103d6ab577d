"""Links readings in a record of their own, and gives the incidents back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.model import Capture, Incident, Reading, Scope
from vitne.record import linking, schema
from vitne.record.database import Record
from vitne.record.store import Taken, keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AT = "2024-01-01T00:00:00Z"  # no clock: the same measure every day
OPERATOR = "evaluation"


class Linked(msgspec.Struct, frozen=True):
    """What linking made of a set of articles; `clusters` gives the incident of a claim by its id.

    Claims that are only in a period are in no cluster.
    """

    incidents: tuple[Incident, ...]
    periods: tuple[Incident, ...]
    clusters: dict[str, str]


def link(taken: Iterable[tuple[Capture, Reading]]) -> Linked:
    """Keep readings in a new record, link them, and read the tables."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.db"
        with Record.open(str(path), create=True) as record:
            with record.writing() as connection:
                keep(connection, _taken(taken), at=AT, operator=OPERATOR)
            linking.link(record, at=AT, operator=OPERATOR)
            with record.reading() as connection:
                return linked(connection)


def linked(connection: sa.Connection) -> Linked:
    """The incidents in a record, and which of them each claim is in."""
    rows = connection.execute(sa.select(schema.incidents.c.incident_json)).scalars()
    found = sorted((msgspec.json.decode(row, type=Incident) for row in rows), key=lambda i: i.id)
    return Linked(
        tuple(i for i in found if i.scope is Scope.INCIDENT),
        tuple(i for i in found if i.scope is Scope.PERIOD),
        clusters(connection),
    )


def clusters(connection: sa.Connection) -> dict[str, str]:
    """The incident of each claim that is in one."""
    told, kept, made = schema.account_claims, schema.incident_accounts, schema.incidents
    joined = told.join(kept, told.c.account == kept.c.account).join(
        made, made.c.id == kept.c.incident
    )
    query = sa.select(told.c.claim, made.c.id).select_from(joined)
    rows = connection.execute(query.where(made.c.scope == Scope.INCIDENT.value))
    return {row.claim: row.id for row in rows}


def _taken(taken: Iterable[tuple[Capture, Reading]]) -> Sequence[Taken]:
    return [
        Taken(
            capture=msgspec.structs.replace(c, captured_at=AT),
            headers=None,
            reading=r,
            failure=None,
        )
        for c, r in taken
    ]
