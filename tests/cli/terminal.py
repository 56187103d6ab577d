"""Runs the command: in a process of its own, as a person would, or quicker in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

import vitne
from vitne.cli import add_commands
from vitne.cli.app import app

PACKAGE = Path(vitne.__file__).parent
SAMPLES = PACKAGE / "data" / "samples"
_TIMEOUT = 120  # seconds

add_commands()


_ASIDE = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


class Here:
    """`vitne` in this process: the packs are read once for all tests."""

    def __call__(self, *arguments: str | Path, stdin: str = "", **environment: str) -> Done:
        plain = dict.fromkeys(_ASIDE)
        result = CliRunner().invoke(
            app, [*map(str, arguments)], input=stdin, env={**plain, **environment}
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)


class Vitne:
    """`vitne` in a process of its own."""

    def __init__(self, package: Path = PACKAGE) -> None:
        """Take the package to run, which may be a changed copy."""
        path = os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")])
        kept = {name: value for name, value in os.environ.items() if name not in _ASIDE}
        self.environment = {**kept, "PYTHONPATH": path}

    def __call__(self, *arguments: str | Path, stdin: str = "", **environment: str) -> Done:
        done = subprocess.run(  # noqa: S603 - our own command
            self.command(*arguments),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=_TIMEOUT,
            check=False,
            env={**self.environment, **environment},
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def command(self, *arguments: str | Path) -> list[str]:
        """The words of a command line."""
        return [sys.executable, "-m", "vitne", *map(str, arguments)]


REPORT = (
    "Minst 18 soldater drept i Kabul\n\n"
    "Minst 18 soldater ble drept og 35 såret da opprørere angrep en militærleir i Kabul lørdag, "
    "opplyser forsvarsdepartementet. Byen har 50.000 innbyggere.\n"
)
