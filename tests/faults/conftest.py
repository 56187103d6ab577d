"""Records that something is done to, and vitne run on them as a person runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from typer.testing import CliRunner

import vitne
from vitne.cli import add_commands
from vitne.cli.app import app
from vitne.record.database import Record

sys.path.append(str(Path(__file__).parents[1] / "record"))  # its servers and reports

from reports import fill
from servers import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

add_commands()


CITIES = ("Kharkiv", "Odesa", "Dnipro", "Kherson", "Poltava", "Sumy")
REPORT = (
    "{0} drept i {1}\n\nKiev, 5. mars 2024 (NTB): Minst {0} personer ble drept og {0} såret da "
    "russiske fly bombet {1} tirsdag, opplyser politiet i byen.\n"
)


class Done(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    said: str


class Vitne:
    """`vitne`, here or in a process of its own; a traceback fails the test."""

    def __init__(self) -> None:
        path = [str(Path(vitne.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
        self.environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
        self.environment.pop("VITNE_RECORD", None)

    def __call__(self, *words: str | Path) -> Done:
        """Run it in this process."""
        result = CliRunner().invoke(app, [*map(str, words)], env={"VITNE_RECORD": None})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    def start(self, *words: str | Path, before: str = "") -> subprocess.Popen[str]:
        """Run it in a process, after some Python has set the stage."""
        code = f"{before}\nfrom vitne.cli import main\nmain()"
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", code, *map(str, words)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            env=self.environment,
        )  # fmt: skip

    def process(self, *words: str | Path, before: str = "") -> Done:
        """Run it in a process to its end."""
        process = self.start(*words, before=before)
        out, said = process.communicate(timeout=120)
        assert "Traceback" not in said, said
        return Done(process.returncode, out, said)


@pytest.fixture(scope="session")
def run() -> Vitne:
    return Vitne()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record, linked."""
    path = tmp_path_factory.mktemp("filled") / "war.db"
    with Record.open(str(path), create=True) as record:
        fill(record)
    return path


@pytest.fixture
def war(filled: Path, tmp_path: Path) -> Path:
    """A small record to do something to."""
    return Path(shutil.copy(filled, tmp_path / "war.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    server: Server = request.getfixturevalue("server")
    return server.address(server.make())


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of twelve reports, two of which tell of one attack."""
    folder = tmp_path_factory.mktemp("reports")
    for number in range(12):
        text = REPORT.format(number // 2 + 3, CITIES[number // 2])
        (folder / f"{number:02}.txt").write_text(text + f"\n({number})\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server."""
    folder = Path(tempfile.mkdtemp(prefix="vitne-pg-"))  # short: the path of a socket has 107 bytes
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
