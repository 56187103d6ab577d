"""Records that something is done to, and vitne run on them as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

import vitne
from vitne.cli import add_commands
from vitne.cli.app import app

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
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of twelve reports, two of which tell of one attack."""
    folder = tmp_path_factory.mktemp("reports")
    for number in range(12):
        text = REPORT.format(number // 2 + 3, CITIES[number // 2])
        (folder / f"{number:02}.txt").write_text(text + f"\n({number})\n", encoding="utf-8")
    return folder
