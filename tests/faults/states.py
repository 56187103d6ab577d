"""What a record holds, for tests that compare it with one that nothing was done to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vitne.record.database import Record
from vitne.record.schema import METADATA
from vitne.record.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

# They tell when and in how many goes, not what.
_PASSING = {"captured_at", "at", "id:captures", "id:search_articles", "id:search_claims"}


def state(target: str | Path) -> dict[str, list[Any]]:
    """The rows of a record by table, once it is proved; no times, and not the log of custody."""
    with Record.open(str(target)) as record, record.reading() as connection:
        assert list(verify(record)) == []
        return {
            table.name: sorted(
                repr([_plain(row._mapping[c.name]) for c in table.c if _tells(c)])
                for row in connection.execute(sa.select(table))
            )
            for table in METADATA.sorted_tables
            if table.name != "custody"
        }


def rows(target: str | Path) -> dict[str, list[Any]]:
    """All rows of a record, as they are."""
    with Record.open(str(target)) as record, record.reading() as connection:
        return {
            table.name: list(connection.execute(sa.select(table).order_by(*table.primary_key)))
            for table in METADATA.sorted_tables
        }


def _tells(column: sa.Column[Any]) -> bool:
    return column.name not in _PASSING and f"{column.name}:{column.table.name}" not in _PASSING


def _plain(value: Any) -> Any:
    if isinstance(value, str) and '"captured_at"' in value:
        told = json.loads(value)
        told.pop("captured_at", None)
        return told
    return value
