"""A small record that is shown, for tests of who may do what."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner
from visiting import Server

from vitne.cli import add_commands
from vitne.cli.app import app
from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REPORT = "Minst 18 sivile ble drept i et luftangrep mot Douma lørdag, opplyser Hvite hjelmer."


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a record with one report, which tests copy."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "douma.txt").write_text(REPORT, encoding="utf-8")
    add_commands()
    for command in (["capture", str(folder / "douma.txt"), "--published", "2018-04-07"], ["link"]):
        done = CliRunner().invoke(app, [*command, "--record", str(folder / "small.db")])
        assert done.exit_code == 0, done.output
    return folder / "small.db"


@pytest.fixture
def own_file(small_file: Path, tmp_path: Path) -> Path:
    """The file of a copy of that record."""
    return shutil.copy(small_file, tmp_path / "own.db")


@pytest.fixture
def serve(own_file: Path) -> Iterator[Callable[..., Server]]:
    """Serves a copy of the record: `serve(private=True)`."""
    with ExitStack() as opened:

        def made(**settings: object) -> Server:
            return Server(opened.enter_context(Record.open(str(own_file))), **settings)

        yield made
