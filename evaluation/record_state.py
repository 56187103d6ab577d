"""What state a record is in: a digest of its rows, what is broken, how far it has come."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne import captures
from vitne.cli.recording import Keeping, record_all
from vitne.errors import RecordError
from vitne.model import Metadata
from vitne.record import schema
from vitne.record.database import Record
from vitne.record.linking import link
from vitne.record.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Times, and numbers that only count rows: they say when and in how many goes, not what.
_PASSING = {"captured_at", "at", "id:captures", "id:search_articles", "id:search_claims"}
_OPERATOR = "kills"
_TIMED = '"captured_at"'


def digest(path: Path) -> str:
    """A hash over all rows of all tables, but for times and the log of custody."""
    found = hashlib.sha256()
    for name, rows in tables(path).items():
        found.update(name.encode())
        for row in rows:
            found.update(row.encode())
    return found.hexdigest()


def tables(path: Path) -> dict[str, list[str]]:
    """The rows of each table, sorted, one line of JSON each."""
    with Record.open(str(path)) as record, record.reading() as connection:
        return {
            table.name: _rows(connection, table)
            for table in schema.METADATA.sorted_tables
            if table.name != "custody"
        }


def _rows(connection: sa.Connection, table: sa.Table) -> list[str]:
    columns = [
        c for c in table.columns
        if c.name not in _PASSING and f"{c.name}:{table.name}" not in _PASSING
    ]  # fmt: skip
    rows = connection.execute(sa.select(*columns))
    return sorted(json.dumps([_plain(value) for value in row]) for row in rows)


def _plain(value: object) -> object:
    """A value without times in it."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str) and _TIMED in value:
        told = json.loads(value)
        if isinstance(told, dict):
            told.pop("captured_at", None)
        return told
    return value


def go_on(path: Path, articles: Path, *, at: str) -> None:
    """Capture the articles and link them, as far as that is not done yet."""
    found = captures.capture([str(articles)], metadata=Metadata(), now=at)
    with Record.open(str(path), create=True) as record:
        record_all(found, record, Keeping(_OPERATOR, lambda: at))
        link(record, at=at, operator=_OPERATOR)


def faults(path: Path) -> Iterator[str]:
    """What is broken in a record; nothing where it opens and verifies."""
    try:
        with Record.open(str(path)) as record:
            yield from verify(record)
    except RecordError as error:
        yield f"it does not open: {error}"


def count(path: Path) -> int:
    """How many articles are kept."""
    with Record.open(str(path)) as record, record.reading() as connection:
        return _count(connection, sa.true())


def phase(path: Path, total: int) -> str:
    """How far a record has come, of so many articles: what a kill hit."""
    if not path.exists():
        return "before the record was made"
    try:
        with Record.open(str(path)) as record, record.reading() as connection:
            kept = _count(connection, sa.true())
            linked = _count(connection, schema.articles.c.linked)
    except RecordError:
        return "while the record was made"
    return f"{_share(kept, total)} kept, {_share(linked, total)} linked"


def _count(connection: sa.Connection, where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(schema.articles).where(where)
    return int(connection.execute(query).scalar_one())


def _share(count: int, total: int) -> str:
    return "none" if count == 0 else "all" if count == total else "some"
