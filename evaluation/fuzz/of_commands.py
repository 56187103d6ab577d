"""Command lines: dates, ids, filters and paths as nobody types them, each answered in plain words."""

from __future__ import annotations

import contextlib
import io
import os
from typing import TYPE_CHECKING

import click

from fuzz import records
from fuzz.checks import hold
from fuzz.mutating import HOSTILE, MARKS
from fuzz.target import Target
from vitne.cli import app as commands  # noqa: F401 - makes the commands known
from vitne.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

_CODES = frozenset((0, 1, 2, 3, 130, 141))
_ASKED = (
    ("read", "sak.txt"), ("read", "sak.txt", "--format", "jsonl"), ("read", "sak.txt", "--published", "2020-10-04"),
    ("read", "sak.txt", "--captured-at", "2020-10-04T12:00Z"), ("explain", "sak.txt", "--claim", "0"),
    ("packs", "--language", "nb", "--entry", "harm.killed"), ("packs", "--kind", "times", "--language", "nb"),
    ("claims", "--record", "record.db", "--from", "2020", "--to", "2020-10"), ("claims", "--record", "record.db", "--text", "Barda"),
    ("incidents", "--record", "record.db", "--place", "Barda"), ("voices", "--record", "record.db", "--voice", "*"),
    ("export", "--record", "record.db", "--format", "acled", "--today", "2024-01-01", "--embargo", "3"),
    ("export", "--record", "record.db", "--format", "geojson", "--ceiling", "adm1", "--incident", "0"),
    ("new", "--record", "record.db", "--since", "7d"), ("incident", "--record", "record.db", "0"), ("schema",),
    ("show", "--record", "record.db", "0"), ("history", "--record", "record.db"), ("verify", "--record", "record.db"),
)  # fmt: skip
_OPTIONS = (
    "\n--published\n", "\n--publisher\n", "\n--language\n", "\n--captured-at\n", "\n--format\n", "\n--from\n", "\n--to\n",
    "\n--as-of\n", "\n--since\n", "\n--limit\n", "\n--after\n", "\n--text\n", "\n--place\n", "\n--actor\n", "\n--kind\n",
    "\n--incident\n", "\n--profile\n", "\n--today\n", "\n--embargo\n", "\n--ceiling\n", "\n--lang\n", "\n--claim\n", "\n--entry\n",
    "\n--event-type\n", "\n--measure\n", "\n--grade\n", "\n--file\n", "\n--scope\n", "\n--hxl", "\n--plain", "\n--help", "\n--",
)  # fmt: skip
_DATES = (
    "2020", "2020-10", "2020-10-04", "2020-13", "2020-02-30", "0000", "0001-01-01", "9999-12-31", "10000", "-0001", "2020-W01",
    "2020-21", "2020-10-04/2020-10-02", "2020-10-04/..", "../2020", "2020?", "2020~", "20XX", "2020-10-04T24:00Z", "now", "today",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2020-10-04T12:00:00+99:99", "2020-10-04 12:00", "7d", "999999h",
    "2020-10-04T12:00:00Z", "[2020..2021]", "2020-10-4", "٢٠٢٠", "２０２０", "jsonl", "csv", "table", "record.db", "/dev/null", ".",
)  # fmt: skip
# What would write outside of the folder, serve, wait, or ask the network.
_LEFT_OUT = frozenset((
    "serve", "watch", "demo", "capture", "link", "reread", "judge", "undo", "backup", "restore", "people", "token", "engine",
    "upgrade", "judgements", "import", "init", "check", "weights", "bench", "users", "sign", "remove", "verify",
))  # fmt: skip


def target(_: str) -> Target:
    """The commands that read, each run in this process."""
    folder = records.copy().parent
    (folder / "sak.txt").write_text(
        "Minst tolv soldater ble drept i Kabul, sier hæren.", encoding="utf-8"
    )
    allowed = frozenset(
        name for command in app.registered_commands
        if (name := command.name or getattr(command.callback, "__name__", "").replace("_", "-"))
        and name not in _LEFT_OUT
    )  # fmt: skip

    def run(data: bytes) -> None:
        words = data.decode("utf-8", "surrogateescape").split("\n")
        if words[0] in allowed and not any(
            word.startswith(("--out", "--prov", "-o")) for word in words
        ):
            _run(folder, [word for word in words if "\x00" not in word])

    seeds = tuple("\n".join(asked).encode() for asked in _ASKED if asked[0] in allowed)
    return Target(
        run, seeds, (_OPTIONS, _DATES, records.VALUES, records.PEOPLE, HOSTILE, MARKS), longest=500
    )


def _run(folder: Path, words: list[str]) -> None:
    before = os.getcwd()  # noqa: PTH109 - given back as it was
    os.chdir(folder)
    out, said = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors=how)
        for how in ("strict", "backslashreplace")  # as Python itself opens them
    )
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            code = _code(words)
    finally:
        os.chdir(before)
    said.flush()
    told = said.buffer.getvalue().decode()  # type: ignore[attr-defined]
    hold(code in _CODES, "a command ends with one of the codes that its help tells")
    hold("Traceback" not in told, "a command answers in plain words")
    hold(code == 0 or told.strip(), "a command that fails says why")


def _code(words: list[str]) -> int:
    try:
        app(words, standalone_mode=True)
    except SystemExit as end:
        return int(end.code or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    return 0
