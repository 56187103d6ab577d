"""Runs the real command in a process of its own, as a person or a script would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import vitne

PACKAGE = Path(vitne.__file__).parent
SAMPLES = PACKAGE / "data" / "samples"
_TIMEOUT = 120  # seconds


class Vitne:
    """`vitne`, called with arguments; every result has exit code, output and messages."""

    def __init__(self, package: Path = PACKAGE) -> None:
        """Take the package to run, which may be a changed copy."""
        path = os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")])
        plain = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
        kept = {name: value for name, value in os.environ.items() if name not in plain}
        self.environment = {**kept, "PYTHONPATH": path}

    def __call__(
        self, *arguments: str | Path, stdin: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own command
            self.command(*arguments),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=_TIMEOUT,
            check=False,
            env={**self.environment, **environment},
        )

    def command(self, *arguments: str | Path) -> list[str]:
        """The words of a command line."""
        return [sys.executable, "-m", "vitne", *map(str, arguments)]


REPORT = (
    "Minst 18 soldater drept i Kabul\n\n"
    "Minst 18 soldater ble drept og 35 såret da opprørere angrep en militærleir i Kabul lørdag, "
    "opplyser forsvarsdepartementet. Byen har 50.000 innbyggere.\n"
)
