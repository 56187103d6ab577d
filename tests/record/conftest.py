"""Records to test on: every test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from servers import Server

from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="vitne-pg-"))  # short: the path of a socket has 107 bytes
    try:
        server = Server(folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may be made: nothing is there."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    server: Server = request.getfixturevalue("server")
    return server.address(server.make())


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Server | None], Any]:
    """The empty record that those of the tests are copied from, one of each kind."""
    made: dict[str, Any] = {}

    def like(kind: str, server: Server | None) -> Any:
        if kind not in made and server is None:
            made[kind] = tmp_path_factory.mktemp("empty") / "record.db"
            Record.open(str(made[kind]), create=True).close()
        elif kind not in made and server is not None:
            made[kind] = server.make()
            Record.open(server.address(made[kind]), create=True).close()
        return made[kind]

    return like


@pytest.fixture(params=KINDS)
def record(
    request: pytest.FixtureRequest, tmp_path: Path, empty: Callable[[str, Server | None], Any]
) -> Iterator[Record]:
    """An empty record that is open."""
    if request.param == "sqlite":
        target = str(tmp_path / "record.db")
        shutil.copy(empty("sqlite", None), target)
    else:
        server: Server = request.getfixturevalue("server")
        target = server.address(server.make(empty("postgresql", server)))
    with Record.open(target) as record:
        yield record
