"""Processes killed with signal 9: the record opens, verifies, is gone on with and ends the same."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from states import rows, state

from vitne.record.database import Record
from vitne.record.verify import verify

if TYPE_CHECKING:
    from conftest import Vitne

# Kills the process at a call of a function of vitne.
KILL = """
import os, signal
from importlib import import_module

def kill(module, name, *, when=1, after=False):
    owner = import_module(module)
    *inner, name = name.split(".")
    for one in inner:
        owner = getattr(owner, one)
    real, calls = getattr(owner, name), []
    def killed(*arguments, **named):
        calls.append(1)
        if len(calls) == when and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments, **named)
        if len(calls) == when and after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(owner, name, killed)

"""
LINKING = {
    "with the incidents made": "kill('vitne.record.linking', 'Linker.step', after=True, when=2)",
    "with the log written": "kill('vitne.record.custody', 'append', after=True, when=3)",
}
KNOWN = "--published", "2024-03-05", "--captured-at", "2024-03-06T00:00Z"
FEW = "import vitne.record.linking as L; L.link.__kwdefaults__['batch'] = 4\n"


def died(run: Vitne, code: str, *words: str | Path) -> None:
    done = run.process(*words, before=KILL + code)
    assert done.code == -signal.SIGKILL, done


@pytest.fixture(scope="session")
def linked(run: Vitne, reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What capturing and linking make undisturbed."""
    path = tmp_path_factory.mktemp("linked") / "record.db"
    run("capture", reports, "--record", path, *KNOWN)
    run("link", "--record", path)
    return path


@pytest.fixture
def captured(run: Vitne, reports: Path, tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    run("capture", reports, "--record", path, *KNOWN)
    return path


@pytest.mark.parametrize("point", LINKING)
def test_linking_that_was_killed_goes_on_where_it_was(
    run: Vitne, captured: Path, linked: Path, point: str
) -> None:
    died(run, FEW + LINKING[point], "link", "--record", captured)
    with Record.open(str(captured)) as record:
        assert list(verify(record)) == []
    assert run("link", "--record", captured).code == 0
    assert state(captured) == state(linked)


def test_capturing_into_a_record_of_either_kind_that_was_killed_goes_on(
    run: Vitne, target: str, reports: Path, linked: Path
) -> None:
    code = "import vitne.cli.recording as R; R._BATCH = 4; kill('vitne.record.custody', 'append', when=2)"
    words = ("capture", reports, "--record", target, *KNOWN)
    died(run, code, *words)
    assert len(rows(target)["captures"]) == 4
    assert run(*words).said == "vitne: 8 captured, 4 known already\n"
    run("link", "--record", target)
    assert state(target) == state(linked)


def test_a_judgement_is_signed_or_not(run: Vitne, war: Path) -> None:
    claim = rows(war)["claims"][0].id
    words = ("judge", "note", claim, "to be asked about", "--record", war, "--author", "Kari")
    died(run, "kill('vitne.record.custody', 'append', after=True)", *words)
    assert state(war)["judgements"] == []
    assert run(*words).code == 0
    assert len(state(war)["judgements"]) == 1


def test_a_backup_that_was_killed_leaves_the_older_one_and_is_made_again(
    run: Vitne, war: Path, tmp_path: Path
) -> None:
    out, before = tmp_path / "war.backup", rows(war)
    run("backup", "--record", war, "--out", out)
    older = out.read_bytes()
    words = ("backup", "--record", war, "--out", out, "--force")
    died(run, "kill('vitne.record.backup', 'keep')", *words)
    assert out.read_bytes() == older
    assert rows(war) == before
    assert run(*words).code == 0
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize(
    ("code", "aside"),
    [
        ("kill('vitne.record.restoring', '_compare')", False),
        ("kill('vitne.record.restoring', 'keep')", True),
    ],
)
def test_a_restore_that_was_killed_loses_neither_record_nor_backup(
    run: Vitne, war: Path, tmp_path: Path, code: str, *, aside: bool
) -> None:
    out, before = tmp_path / "war.backup", rows(war)
    run("backup", "--record", war, "--out", out)
    words = ("restore", out, "--record", war, "--force")
    died(run, code, *words)
    assert rows(tmp_path / "war.db.before" if aside else war) == before
    assert run(*words).code == 0
    assert rows(war) == before
    assert not list(tmp_path.glob("*.part*"))


def test_a_reader_that_was_killed_loses_no_report(
    run: Vitne, reports: Path, linked: Path, tmp_path: Path
) -> None:
    path = tmp_path / "record.db"
    words = ("capture", reports, "--record", path, *KNOWN)
    with run.start(*words, "--jobs", "2") as process:
        os.kill(_worker(process.pid), signal.SIGKILL)
        _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "vitne: 12 captured, 0 known already\n")
    run("link", "--record", path)
    assert state(path) == state(linked)


def _worker(pid: int) -> int:
    """A process that reads for another one, as soon as there is one."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while True:
        for child in children.read_text(encoding="ascii").split():
            with suppress(OSError):  # it is only now becoming another
                if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
