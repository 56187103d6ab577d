"""Records as JSON, table by table, to be put into any database at the schema they were made with.

When a migration is added, keep a record of the schema before it, so that every step is tested on
a record with something in it:

    PYTHONPATH=src:tests/record python tests/record/kept.py RECORD tests/record/schemas/NNNN.json
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from vitne.record.database import Record
from vitne.record.migrations import VERSION_TABLE

_INDICES = ("article_stems", "claim_stems")  # in the form of one database; not carried over
_LEFT_OUT = ("sqlite_", *_INDICES, VERSION_TABLE)


def dump(record: Record) -> dict[str, list[dict[str, Any]]]:
    """All rows of a record, by table; bytes in base 64."""
    with record.reading() as connection:
        return {
            name: [_plain(dict(row._mapping)) for row in connection.execute(sa.select(table))]
            for name, table in _tables(connection).items()
        }


def load(connection: sa.Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Put the rows of a record into a database at the same schema."""
    for name, table in _tables(connection).items():
        if rows.get(name):
            binary = {c.name for c in table.columns if isinstance(c.type, sa.LargeBinary)}
            connection.execute(table.insert(), [_bytes(row, binary) for row in rows[name]])


def _tables(connection: sa.Connection) -> dict[str, sa.Table]:
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: not name.startswith(_LEFT_OUT))
    return {table.name: table for table in found.sorted_tables}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: base64.b64encode(v).decode() if isinstance(v, bytes) else v for k, v in row.items()}


def _bytes(row: dict[str, Any], binary: set[str]) -> dict[str, Any]:
    return {k: base64.b64decode(v) if k in binary and v is not None else v for k, v in row.items()}


if __name__ == "__main__":
    with Record.open(sys.argv[1]) as one:
        kept = json.dumps(dump(one), ensure_ascii=False, indent=1)
    Path(sys.argv[2]).write_text(kept + "\n", encoding="utf-8")
