"""Records to test on: every test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from vitne.record import database
from vitne.record.database import Record
from vitne.record.migrations import REVISIONS, VERSION_TABLE
from vitne.record.schema import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servers import Server

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record that others are copied from."""
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Record.open(str(path), create=True).close()
    return path


@pytest.fixture(scope="session")
def shared(server: Server) -> str:
    """The name of a database that holds a record; making a new one for each test takes too long."""
    name = server.make()
    Record.open(server.address(name), create=True).close()
    return name


@pytest.fixture(params=KINDS)
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """An empty record that is open."""
    if request.param == "sqlite":
        target = str(tmp_path / "record.db")
        shutil.copy(request.getfixturevalue("empty_file"), target)
    else:
        server, name = (request.getfixturevalue(one) for one in ("server", "shared"))
        _empty(server, name)
        target = server.address(name)
    with Record.open(target) as record:
        yield record


def _empty(server: Server, name: str) -> None:
    """Take everything out of a record that another test has left."""
    tables = [table.name for table in reversed(METADATA.sorted_tables)]
    with server.connect(name) as connection:
        for table in (*tables, "article_stems", "claim_stems"):
            connection.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]  # noqa: S608
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '{REVISIONS[-1]}'")  # type: ignore[arg-type]  # noqa: S608


@pytest.fixture(autouse=True, scope="session")
def hasty() -> Iterator[None]:
    """Files are not forced to the disk: no test cuts the power."""
    with pytest.MonkeyPatch.context() as patch:
        hasty = ["PRAGMA synchronous = OFF" if "synchronous" in p else p for p in database._PRAGMAS]
        patch.setattr(database, "_PRAGMAS", tuple(hasty))
        yield
