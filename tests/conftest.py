"""What the tests of all rooms share."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from servers import Server
    from vitne.packs.pack import Packs

# Speed is measured in evaluation/: a machine that is busy fails no test.
settings.register_profile("vitne", deadline=None)
settings.load_profile("vitne")


# Fixtures that are dear themselves: a browser, and what is read of all gold and public data.
_DEAR = ("browser", "measuring")
# Folders whose tests share something dear: what is read of all cases, a session of Spark, a record
# of many reports.
_WHOLE = ("claims", "engine", "faults")
_FIRST = {name: place for place, name in enumerate((*_DEAR, *_WHOLE))}


@pytest.hookimpl(tryfirst=True)  # xdist reads the marks in the same hook
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where tests run in two processes, keep together what shares a file, or something dear.

    Two browsers at a time would wait for each other, and each process would fill its own records.
    What takes longest begins first, the browser before all, so that both processes end together.
    """
    groups = {item: _together(item) for item in items}
    items.sort(key=lambda item: _FIRST.get(groups[item], len(_FIRST)))
    if config.pluginmanager.hasplugin("xdist"):
        for item, group in groups.items():
            item.add_marker(pytest.mark.xdist_group(group))


def _together(item: pytest.Item) -> str:
    """What all tests have in common that run in one process."""
    for fixture in _DEAR:
        if fixture in getattr(item, "fixturenames", ()):
            return fixture
    return item.path.parent.name if item.path.parent.name in _WHOLE else item.path.stem


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests."""
    from servers import Server  # noqa: PLC0415 - only for tests of records

    folder = Path(tempfile.mkdtemp(prefix="vitne-pg-"))  # short: the path of a socket has 107 bytes
    try:
        server = Server(folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=("sqlite", "postgresql"))
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may be made: nothing is there."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    server: Server = request.getfixturevalue("server")
    return server.address(server.make())


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a small record, linked, that others are copied from."""
    from reports import fill  # noqa: PLC0415 - only for tests of records
    from vitne.record.database import Record  # noqa: PLC0415

    path = tmp_path_factory.mktemp("filled") / "war.db"
    with Record.open(str(path), create=True) as record:
        fill(record)
    return path


@pytest.fixture
def war(filled: Path, tmp_path: Path) -> Path:
    """The file of a small record, to do something to."""
    return Path(shutil.copy(filled, tmp_path / "war.db"))


@pytest.fixture(scope="session")
def measuring() -> Packs:
    """The packs that gold and public data are measured with: what was read with them is remembered."""
    from vitne.packs.pack import Packs  # noqa: PLC0415 - only for tests of what reading reaches

    return Packs()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the record of the demo, which tests copy or only read."""
    from vitne.cli import sample  # noqa: PLC0415 - only for tests of records

    path = tmp_path_factory.mktemp("sample") / "sample.db"
    sample.make(str(path), lambda: "2025-02-01T09:00:00Z")
    return path


@pytest.fixture
def calls() -> Callable[[Callable[[], object]], int]:
    """Counts the functions called while something is done: the same on any machine, at any load."""

    def count(act: Callable[[], object]) -> int:
        made = 0

        def note(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            act()
        finally:
            sys.setprofile(None)
        return made

    return count
