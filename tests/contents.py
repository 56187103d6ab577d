"""All that a record holds, for tests that compare two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vitne.record.database import Record
from vitne.record.schema import METADATA
from vitne.record.verify import verify

if TYPE_CHECKING:
    from collections.abc import Container


def everything(target: str, *, but: Container[str]) -> dict[str, list[dict[str, Any]]]:
    """What a record holds, once it is proved, but for columns that differ from run to run."""
    with Record.open(target) as record, record.reading() as connection:
        assert list(verify(record)) == []
        return {
            table.name: [
                {k: v for k, v in row._mapping.items() if k not in but}
                for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in METADATA.sorted_tables
        }
