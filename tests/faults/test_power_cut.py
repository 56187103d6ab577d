"""Power cuts and damage: the file and its log as they may lie on the disk afterwards."""

from __future__ import annotations

import random
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from states import rows, state

from reports import REPORTS, add
from vitne.record.database import Record

if TYPE_CHECKING:
    from conftest import Vitne

HEAD, FRAME = 32, 24  # bytes of the log before its frames, and of each frame before its page


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A record as it lies on the disk with all that was written in its log."""
    path = tmp_path_factory.mktemp("written") / "war.db"
    with Record.open(str(path), create=True) as record:
        with record.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
        add(record, *list(REPORTS.items())[:2])
        return path.read_bytes(), Path(f"{path}-wal").read_bytes()


def laid(path: Path, written: tuple[bytes, bytes], cut: bytes) -> Path:
    Path(f"{path}-shm").unlink(missing_ok=True)
    path.write_bytes(written[0])
    Path(f"{path}-wal").write_bytes(cut)
    return path


def test_a_power_cut_anywhere_leaves_the_last_whole_transaction(
    written: tuple[bytes, bytes], tmp_path: Path
) -> None:
    log = written[1]
    size = FRAME + struct.unpack(">I", log[8:12])[0]
    starts = range(HEAD, len(log), size)
    ends = [at + size for at in starts if struct.unpack(">I", log[at + 4 : at + 8])[0]]
    path, rng = tmp_path / "cut.db", random.Random(6)  # noqa: S311 - where to cut
    assert len(ends) >= 4
    for end, after in zip(ends, [*ends[1:], len(log)], strict=True):
        expected = state(laid(path, written, log[:end]))
        middle = rng.randrange(end, after) if after > end else end
        for cut in (
            log[:middle],
            log[: after - 1] if after > end else log,
            log[:end] + b"\xa5" * size,
        ):
            assert state(laid(path, written, cut)) == expected
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def hurt(content: bytes, kind: str, rng: random.Random) -> bytes:
    data, at = bytearray(content), rng.randrange(len(content))
    match kind:
        case "bits":
            for _ in range(20):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        case "page":
            at = at // 4096 * 4096
            data[at : at + 4096] = rng.randbytes(4096)
        case "header":
            data[47] ^= 0xFF  # the form of the file
        case "cut":
            del data[at:]
        case "text":
            return b"war.db is now a text\n" * 100
    return bytes(data)


@pytest.mark.parametrize("kind", ["bits", "page", "header", "cut", "text"])
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_record_is_told_and_brought_back(
    run: Vitne, war: Path, tmp_path: Path, kind: str, seed: int
) -> None:
    backup, before = tmp_path / "war.backup", rows(war)
    run("backup", "--record", war, "--out", backup)
    rng = random.Random(f"{kind} {seed}")  # noqa: S311 - where to hurt it
    war.write_bytes(hurt(war.read_bytes(), kind, rng))
    for command in ("incidents", "voices", "custody", "claims"):
        done = run(command, "--record", war)  # ends without a traceback
        assert done.code == 0 or f"{war}: " in done.said
    done = run("verify", "--record", war)
    assert done.code == 1
    assert f"vitne: {war}: " in done.said
    if kind == "header":
        assert "`vitne restore` brings back a backup" in done.said
    assert run("restore", backup, "--record", war, "--force").code == 0
    assert rows(war) == before
    assert run("verify", "--record", war).said == f"vitne: {war}: whole\n"


def test_a_figure_of_an_incident_that_was_changed_is_told(run: Vitne, war: Path) -> None:
    with closing(sqlite3.connect(war, isolation_level=None)) as connection:
        connection.execute("UPDATE estimates SET best = 50 WHERE rowid = 1")
        changed = "replace(incident_json, '\"low\":5', '\"low\":50')"
        connection.execute(f"UPDATE incidents SET incident_json = {changed}")  # noqa: S608
    done = run("verify", "--record", war)
    assert done.code == 1
    assert "its JSON says" in done.out
    assert "its estimates are not those that stand in its JSON" in done.out


def test_a_row_that_is_no_text_or_none_at_all_is_told(run: Vitne, war: Path) -> None:
    with closing(sqlite3.connect(war, isolation_level=None)) as connection:
        connection.execute("UPDATE cells SET cell = CAST(x'ff41' AS TEXT) WHERE rowid = 1")
        connection.execute("PRAGMA writable_schema = ON")
        nullable = "replace(sql, 'digest VARCHAR(64) NOT NULL', 'digest VARCHAR(64)')"
        connection.execute(f"UPDATE sqlite_master SET sql = {nullable} WHERE name = 'custody'")  # noqa: S608
    with closing(sqlite3.connect(war, isolation_level=None)) as connection:
        connection.execute("UPDATE custody SET digest = NULL WHERE id = 2")
    done = run("verify", "--record", war)
    assert done.code == 1
    assert "cells: a row cannot be read: damaged" in done.out
    assert "custody: entry 2" in done.out
