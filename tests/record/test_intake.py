"""`vitne capture`, `reread`, `verify` and `custody`: as a person runs them, and breaks them off."""

from __future__ import annotations

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from stories import BARDA, KABUL
from typer.testing import CliRunner

import vitne
from contents import everything
from vitne.cli import intake, recording
from vitne.cli.app import app
from vitne.record.database import Record
from vitne.record.schema import articles, captures, claims
from vitne.record.verify import verify

AT = "2020-11-01T12:00:00Z"
# Times and the names of folders differ from run to run.
PASSING = frozenset({"at", "digest", "operator"})


class Done(NamedTuple):
    code: int
    out: str
    said: str


def run(*words: str | Path, **environment: str) -> Done:
    """Run the command in this process."""
    assert intake  # its commands are there once it is imported
    result = CliRunner().invoke(app, [*map(str, words)], env={"VITNE_RECORD": None, **environment})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def broken_off(
    code: str, *words: str | Path, stderr: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process that breaks itself off at a point that `code` sets."""
    path = os.pathsep.join([str(Path(vitne.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", BREAKING + code + "\nfrom vitne.cli import main\nmain()", *map(str, words)],
        stdout=subprocess.PIPE, stderr=stderr, text=True, check=False,
        env={**os.environ, "PYTHONPATH": path, "TERM": "xterm-256color", "COLUMNS": "200"},
    )  # fmt: skip


BREAKING = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)

def break_off(module, name, *, after, when, how=signal.SIGKILL):
    real, calls = getattr(module, name), []
    def broken(*arguments, **named):
        calls.append(1)
        if len(calls) == when and not after:
            os.kill(os.getpid(), how)
        result = real(*arguments, **named)
        if len(calls) == when and after:
            os.kill(os.getpid(), how)
        return result
    setattr(module, name, broken)

from vitne.cli import recording
from vitne.record import custody, database, indexing, readings, store, superseding
recording._BATCH = 3
"""
# Where it is killed, and how many captures are kept by then.
POINTS = {
    "before the schema is made": ("break_off(database, 'migrate', after=False, when=1)", 0),
    "before the schema is kept": ("break_off(database, 'migrate', after=True, when=1)", 0),
    "before the first batch": ("break_off(recording, 'keep', after=False, when=1)", 0),
    "with the bytes written": ("break_off(store, '_keep_bytes', after=True, when=1)", 0),
    "with articles and no claims": (
        "break_off(readings, '_insert_claims', after=False, when=2)",
        3,
    ),
    "in the middle of the indices": ("break_off(indexing, '_add', after=True, when=3)", 3),
    "before versions are marked": ("break_off(store, 'mark', after=False, when=2)", 3),
    "with the log written": ("break_off(custody, 'append', after=True, when=2)", 3),
    "before the second batch is kept": ("break_off(recording, 'keep', after=True, when=2)", 3),
    "between two batches": ("break_off(recording, 'keep', after=False, when=3)", 6),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten reports, two of them versions of one address, one in two files, and one that is none."""
    folder = tmp_path_factory.mktemp("reports")
    for number in range(6):
        text = KABUL.replace("twelve", str(20 + number))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    for number in (7, 11):
        (folder / f"b{number}.txt").write_text(BARDA.format(killed=number), encoding="utf-8")
        known = {"url": "https://www.fjordposten.no/barda", "publisher": "Fjordposten"}
        (folder / f"b{number}.meta.json").write_text(json.dumps(known), encoding="utf-8")
    (folder / "copy.txt").write_bytes((folder / "0.txt").read_bytes())
    (folder / "lines.jsonl").write_text(json.dumps({"text": KABUL}) + "\n{}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What a record of them holds that was made undisturbed."""
    target = str(tmp_path_factory.mktemp("whole") / "record.db")
    capture(folder, target)
    return everything(target, but=PASSING)


def capture(folder: Path, record: str, *more: str) -> Done:
    return run("capture", folder, "--record", record, "--captured-at", AT, *more)


def test_reports_are_captured_and_what_cannot_be_is_said(folder: Path, target: str) -> None:
    done = capture(folder, target, "--operator", "Kari")
    assert done.said == (
        f"vitne: {folder}/lines.jsonl#2: has neither text nor html\n"
        "vitne: 10 captured, 0 known already, 1 could not be read\n"
    )
    assert (done.code, done.out) == (1, "")
    with Record.open(target) as record, record.reading() as connection:
        stored = connection.execute(sa.select(captures).order_by(captures.c.file)).all()
        assert [Path(row.file).name for row in stored][:2] == ["0.txt", "1.txt"]
        assert {row.captured_at for row in stored} == {AT}
        assert connection.execute(sa.select(sa.func.count()).select_from(articles)).scalar() == 9
        outlets = connection.execute(sa.select(articles.c.outlet).distinct()).scalars()
        assert set(outlets) == {"Fjordposten", None}


def test_what_is_known_is_not_read_again(
    folder: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture(folder, target)
    before = everything(target, but=PASSING)

    def never(_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(recording, "read_to_keep", never)
    done = capture(folder, target)
    assert done.said.endswith("vitne: 0 captured, 10 known already, 1 could not be read\n")
    assert everything(target, but=PASSING) == before


def test_several_processes_make_the_same_record(
    folder: Path, target: str, whole: dict[str, list[Any]]
) -> None:
    capture(folder, target, "--jobs", "2")
    assert everything(target, but=PASSING) == whole


@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_nothing_is_lost_and_nothing_done_twice(
    folder: Path, tmp_path: Path, whole: dict[str, list[Any]], point: str
) -> None:
    code, kept = POINTS[point]
    record = str(tmp_path / "record.db")
    done = broken_off(code, "capture", folder, "--record", record, "--captured-at", AT)
    assert done.returncode == -signal.SIGKILL, done.stderr
    if "schema" not in point:
        with Record.open(record) as opened:
            assert list(verify(opened)) == []
    said = capture(folder, record).said.splitlines()[-1]
    assert said.startswith(f"vitne: {10 - kept} captured, {kept} known already")
    assert everything(record, but=PASSING) == whole


def test_ctrl_c_keeps_what_was_kept_and_the_same_command_goes_on(
    folder: Path, tmp_path: Path, whole: dict[str, list[Any]]
) -> None:
    record = str(tmp_path / "record.db")
    point = "break_off(recording, 'keep', after=True, when=2, how=signal.SIGINT)"
    done = broken_off(point, "capture", folder, "--record", record, "--captured-at", AT)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (130, "vitne: interrupted")
    said = capture(folder, record).said.splitlines()[-1]
    assert said.startswith("vitne: 7 captured, 3 known already")
    assert everything(record, but=PASSING) == whole


def test_the_record_may_be_named_by_the_environment(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    run("capture", folder / "0.txt", VITNE_RECORD=str(path))
    assert run("verify", VITNE_RECORD=str(path)) == Done(0, "", f"vitne: {path}: whole\n")


def test_without_a_record_the_command_is_called_wrongly(folder: Path) -> None:
    done = run("capture", folder)
    assert done.code == 2
    assert "--record" in done.said


@pytest.mark.parametrize("command", ["verify", "reread", "custody"])
def test_a_record_that_is_not_there_is_told_and_not_made(tmp_path: Path, command: str) -> None:
    path = tmp_path / "none.db"
    done = run(command, "--record", path)
    assert done.code == 1
    assert done.said == f"vitne: {path}: there is no such record; `vitne capture` makes one\n"
    assert not path.exists()


def test_the_operator_is_who_is_logged_in_unless_told(folder: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "record.db")
    run("capture", folder / "0.txt", "--record", path, LOGNAME="anna")
    run("capture", folder / "1.txt", "--record", path, "--operator", "Kari")
    run("capture", folder / "2.txt", "--record", path, VITNE_OPERATOR="Ola")
    log = map(json.loads, run("custody", "--record", path).out.splitlines())
    assert [entry["operator"] for entry in log] == ["anna", "Kari", "Ola"]


def test_verify_tells_what_is_broken_and_ends_with_1(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    capture(folder, str(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE articles SET text = replace(text, 'car bomb', 'cat\x1bbomb')")
        connection.commit()
    done = run("verify", "--record", path)
    assert done.code == 1
    assert done.said == f"vitne: {path}: {len(done.out.splitlines())} faults\n"
    assert "the text is not the one that was read" in done.out
    assert "\x1b" not in done.out


def test_reread_tells_what_is_read_otherwise(folder: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "record.db")
    capture(folder, path)
    assert run("reread", "--record", path) == Done(
        0,
        "",
        "vitne: 10 captures read again; 0 articles read otherwise\n"
        "vitne: claims: 0 appeared, 0 vanished, 0 changed\n",
    )
    with Record.open(path) as record, record.writing() as connection:
        connection.execute(sa.delete(claims).where(claims.c.measure == "killed"))
    done = run("reread", "--record", path, "--jobs", "2")
    assert "9 articles read otherwise" in done.said
    assert "claims: 9 appeared, 0 vanished, 0 changed" in done.said
    assert run("verify", "--record", path).code == 0


def test_two_processes_may_capture_the_same_reports_at_once(
    folder: Path, target: str, whole: dict[str, list[Any]]
) -> None:
    Record.open(target, create=True).close()
    words = ("capture", folder, "--record", target, "--captured-at", AT)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: broken_off("", *words), range(2)))
    said = [one.stderr.splitlines()[-1].split() for one in done]
    assert sum(int(words[1]) for words in said) == 10
    assert sum(int(words[3]) for words in said) == 10
    assert everything(target, but=PASSING) == whole


def test_on_a_terminal_it_is_shown_how_far_it_has_come(folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    for shown in ("10 read, 0 known already", "0 read, 10 known already"):
        ours, theirs = pty.openpty()
        words = ("capture", folder, "--record", record, "--captured-at", AT)
        with ThreadPoolExecutor(1) as pool:
            said = pool.submit(listen, ours)
            broken_off("", *words, stderr=theirs)
            os.close(theirs)
        assert shown in said.result()


def listen(descriptor: int) -> str:
    said = b""
    try:
        while chunk := os.read(descriptor, 65536):
            said += chunk
    except OSError:  # Linux says so when the other side of a terminal is closed
        return said.decode()
    return said.decode()
