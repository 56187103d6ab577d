"""Records of older vitnes under the one of today, and a record of tomorrow's."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from kept import load

import vitne
from vitne.errors import RecordError
from vitne.record import custody, judgements
from vitne.record.database import Record, migrate
from vitne.record.migrations import REVISIONS, VERSION_TABLE
from vitne.record.verify import verify

FIRST = Path(__file__).parent / "schemas" / f"{REVISIONS[0]}.json"
OLDER = REVISIONS[:-1]
# Kills itself as a power cut would, when all steps were taken and nothing was settled.
INTERRUPTED = """
import os, signal, sys
from vitne.record import database
from vitne.record.database import Record

taken = database.migrate

def cut(connection):
    taken(connection)
    os.kill(os.getpid(), signal.SIGKILL)

database.migrate = cut
Record.open(sys.argv[1])
"""


def made(target: str, revision: str) -> dict[str, list[dict[str, Any]]]:
    """Make a record with a judgement as the first vitne left it, and as that of a schema took it over."""
    rows: dict[str, list[dict[str, Any]]] = json.loads(FIRST.read_text(encoding="utf-8"))
    engine = engine_of(target)
    if not target.startswith("postgresql"):
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with engine.begin() as connection:
        migrate(connection, REVISIONS[0])
        load(connection, rows)
    with engine.begin() as connection:
        migrate(connection, revision)
    engine.dispose()
    return rows


def engine_of(target: str) -> sa.Engine:
    address = target.replace("postgresql:", "postgresql+psycopg:")
    return sa.create_engine(address if "://" in address else f"sqlite:///{address}")


def schema_of(target: str) -> str:
    """The schema a record stands at, without opening it as a record."""
    engine = engine_of(target)
    with engine.begin() as connection:
        query = sa.text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608
        found: str = connection.execute(query).scalar_one()
    engine.dispose()
    return found


def check_whole(target: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Whether a record is at the newest schema, and what people decided and what was logged is there."""
    with Record.open(target) as record:
        with record.reading() as connection:
            stand = judgements.standing(connection)
            logged = list(custody.log(connection))
        assert list(verify(record)) == []
    assert [(one.id, one.author, one.reason) for one in stand] == [
        (row["id"], row["author"], row["reason"]) for row in rows["judgements"]
    ]
    assert [one.digest for one in logged] == [row["digest"] for row in rows["custody"]]
    assert schema_of(target) == REVISIONS[-1]


@pytest.mark.parametrize("revision", OLDER)
def test_what_people_decided_outlives_every_step(target: str, revision: str) -> None:
    rows = made(target, revision)
    assert rows["judgements"]
    check_whole(target, rows)


@pytest.mark.parametrize("revision", OLDER)
def test_a_step_cut_off_by_a_kill_is_taken_again(target: str, revision: str) -> None:
    rows = made(target, revision)
    killed = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", INTERRUPTED, target], capture_output=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": str(Path(vitne.__file__).parents[1])},
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert schema_of(target) == revision
    check_whole(target, rows)


def from_tomorrow(target: str) -> None:
    """A record that a later vitne has brought to a schema of its own."""
    Record.open(target, create=True).close()
    engine = engine_of(target)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE insights (id TEXT)")
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9001'")  # noqa: S608
    engine.dispose()


def test_a_record_of_tomorrow_is_told_and_left_alone(target: str) -> None:
    from_tomorrow(target)
    for create in (False, True):
        with pytest.raises(RecordError, match=r"made by a newer vitne \(schema 9001\)"):
            Record.open(target, create=create)
    assert schema_of(target) == "9001"


def test_the_command_line_says_so_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    from_tomorrow(str(path))
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    report = tmp_path / "report.txt"
    report.write_text("Tre soldater ble drept i Kabul mandag.\n", encoding="utf-8")
    for command in (["incidents"], ["capture", str(report)], ["verify"]):
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "vitne", *command, "--record", str(path)], capture_output=True,
            text=True, check=False, timeout=300,
            env={**os.environ, "PYTHONPATH": str(Path(vitne.__file__).parents[1])},
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert "made by a newer vitne (schema 9001); install that one" in done.stderr
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
