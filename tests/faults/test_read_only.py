"""A file, or a folder, that may not be written to: looking things up works, writing says why not."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Vitne

# Root may do everything: the command becomes nobody, who may not read the libraries any more; so it
# is done once before, on a copy of the record, which loads them.
NOBODY = """
import os, sys
from typer.testing import CliRunner
from vitne.cli import add_commands
from vitne.cli.app import app
add_commands()
CliRunner().invoke(app, [word.replace({shut!r}, {open!r}) for word in sys.argv[1:]])
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


def let_in(folder: Path) -> None:
    """Let others than who runs the tests look into a folder of theirs."""
    for above in (folder, *folder.parents):
        if above == Path(tempfile.gettempdir()):
            break
        above.chmod(above.stat().st_mode | 0o055)


class Shut:
    """A record that may not be written to, and one like it that may."""

    def __init__(self, folder: Path, filled: Path) -> None:
        let_in(folder)
        self.outside = folder / "outside"
        self.outside.mkdir()
        self.outside.chmod(0o777)
        self.path = Path(shutil.copytree(filled.parent, folder / "shut")) / "war.db"
        self.open = Path(shutil.copytree(filled.parent, folder / "open")) / "war.db"

    def close(self, *, folder: bool) -> None:
        for path in self.path.parent.iterdir():
            path.chmod(0o444)
        self.path.parent.chmod(0o555 if folder else 0o777)

    @property
    def nobody(self) -> str:
        return NOBODY.format(shut=str(self.path.parent), open=str(self.open.parent))


@pytest.fixture
def shut(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Shut:
    return Shut(tmp_path_factory.mktemp("readonly"), filled)


def test_looking_up_works_in_a_read_only_place(run: Vitne, shut: Shut) -> None:
    shut.close(folder=True)
    words = ("incidents", "--format", "jsonl", "--record", shut.path)
    done = run.process(*words, before=shut.nobody)
    assert (done.code, done.out) == (
        0,
        run("incidents", "--format", "jsonl", "--record", shut.open).out,
    )


def test_a_backup_of_a_read_only_record_is_made_elsewhere(run: Vitne, shut: Shut) -> None:
    shut.close(folder=True)
    out = shut.outside / "war.backup"
    done = run.process("backup", "--record", shut.path, "--out", out, before=_once(shut, out))
    assert done.code == 0, done.said
    assert run("restore", out, "--check").code == 0


def _once(shut: Shut, out: Path) -> str:
    """What was made while loading is taken away again."""
    return shut.nobody.replace("if os.getuid", f"os.unlink({str(out)!r})\nif os.getuid", 1)


@pytest.mark.parametrize(("command", "folder"), [("capture", True), ("link", False)])
def test_writing_says_that_it_is_read_only(
    run: Vitne, shut: Shut, reports: Path, command: str, *, folder: bool
) -> None:
    let_in(reports)
    with closing(sqlite3.connect(shut.path, isolation_level=None)) as writer:
        writer.execute("UPDATE articles SET linked = 0")  # so that there is something to do
    shut.close(folder=folder)
    before = shut.path.read_bytes()
    words = ("capture", reports / "00.txt") if command == "capture" else ("link",)
    done = run.process(*words, "--record", shut.path, before=shut.nobody)
    assert done.code == 1
    assert done.said == f"vitne: {shut.path}: read-only: nothing can be written to it\n"
    assert shut.path.read_bytes() == before


def test_what_a_killed_process_wrote_last_is_not_passed_over(run: Vitne, shut: Shut) -> None:
    with closing(sqlite3.connect(shut.path, isolation_level=None)) as writer:
        writer.execute("UPDATE articles SET linked = 0")
        for ending in ("", "-wal"):
            shutil.copy(f"{shut.path}{ending}", f"{shut.path.parent}/left.db{ending}")
    shutil.copy(shut.open, shut.open.with_name("left.db"))
    left = shut.path.with_name("left.db")
    shut.close(folder=True)
    done = run.process("incidents", "--record", left, before=shut.nobody)
    assert done.code == 1
    assert done.said == (
        f"vitne: {left}: read-only, and what was written last is in {left}-wal; "
        "copy both into a folder that may be written to\n"
    )
