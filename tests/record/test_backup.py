"""Backups of records, and records made of them again: whole, proved, or refused with the reason."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.record import archive, backup, restoring
from vitne.record.database import Record
from vitne.record.migrations import VERSION_TABLE
from vitne.record.schema import METADATA, blobs
from vitne.record.search import find_articles, find_claims
from vitne.record.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from servers import Server

AT = "2024-03-11T12:00:00Z"


def silent(_what: str, _done: int, _of: int) -> None:
    pass


def make(target: str, path: Path, *, force: bool = False) -> archive.Manifest:
    with Record.connect(target) as record:
        return backup.backup(record, backup.Wish(path, AT, force), tell=silent)


def restore(path: Path, target: Path | str, *, force: bool = False) -> restoring.Restored:
    return restoring.restore(path, str(target), force=force, tell=silent)


def rows(target: str) -> dict[str, list[Any]]:
    """All that a record holds, table by table, once it is proved."""
    with Record.open(target) as record, record.reading() as connection:
        assert list(verify(record)) == []
        return {
            table.name: list(connection.execute(sa.select(table).order_by(*table.primary_key)))
            for table in METADATA.sorted_tables
        }


def found(target: str) -> tuple[list[str], list[str]]:
    with Record.open(target) as record, record.reading() as connection:
        return find_articles(connection, "bombet"), find_claims(connection, "drept")


@pytest.fixture(scope="session")
def made(filled: Path) -> bytes:
    """The bytes of a backup."""
    make(str(filled), path := filled.with_name("war.backup"))
    return path.read_bytes()


@pytest.fixture
def kept(made: bytes, war: Path) -> Path:
    """A backup, beside its record."""
    path = war.with_name("war.backup")
    path.write_bytes(made)
    return path


def test_what_is_restored_is_what_was_backed_up_table_by_table(kept: Path, tmp_path: Path) -> None:
    restore(kept, tmp_path / "new.db")
    assert rows(str(tmp_path / "new.db")) == rows(str(tmp_path / "war.db"))


def test_a_record_goes_to_a_server_and_back(kept: Path, server: Server, tmp_path: Path) -> None:
    target = server.address(server.make())
    assert restore(kept, target).name == "postgresql://vitne@/" + target.split("/")[3].split("?")[0]
    make(target, tmp_path / "server.backup")
    for again in (str(tmp_path / "new.db"), server.address(server.make())):
        restore(tmp_path / "server.backup", again)
        assert rows(again) == rows(str(tmp_path / "war.db"))
        assert found(again) == found(str(tmp_path / "war.db"))
        assert all(found(again))


def test_a_backup_is_of_one_moment_though_somebody_writes(war: Path, tmp_path: Path) -> None:
    before = rows(str(war))
    with Record.open(str(war)) as writer, Record.connect(str(war)) as record:
        written = []

        def write(what: str, _done: int, _of: int) -> None:
            if what in ("copying", "packing"):
                row = {"sha256": f"{len(written):064}", "size": 0, "packed": b""}
                with writer.writing() as connection:
                    connection.execute(blobs.insert(), row)
                written.append(row)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(backup, "_PAGES", 5)
            backup.backup(record, backup.Wish(tmp_path / "war.backup", AT), tell=write)
    restore(tmp_path / "war.backup", tmp_path / "restored.db")
    assert len(written) > 10
    assert rows(str(tmp_path / "restored.db")) == before


def test_the_manifest_tells_what_is_in_it_without_vitne(kept: Path, filled: Path) -> None:
    line = kept.read_bytes().split(b"\n")[1]
    told = json.loads(line)
    with closing(sqlite3.connect(filled)) as connection:
        entries, head = connection.execute("SELECT max(id), digest FROM custody").fetchone()
    assert (told["custody"], told["head"]) == (entries, head)
    assert (told["record"], told["made_at"], told["schema"]) == ("war.db", AT, "0003")
    assert told["rows"]["articles"] == 7
    assert told["tool"].startswith("vitne ")


def test_a_backup_is_unpacked_without_vitne(kept: Path, tmp_path: Path) -> None:
    with kept.open("rb") as packed, (tmp_path / "plain.db").open("wb") as plain:
        subprocess.run(["zstd", "-d"], stdin=packed, stdout=plain, check=True)  # noqa: S607
    told = json.loads(kept.read_bytes().split(b"\n")[1])
    unpacked = (tmp_path / "plain.db").read_bytes()
    assert hashlib.sha256(unpacked).hexdigest() == told["sha256"]


def test_a_file_that_is_there_is_not_written_over_unless_forced(war: Path, kept: Path) -> None:
    before = kept.read_bytes()
    with pytest.raises(RecordError, match=r"war\.backup: is there already; --force"):
        make(str(war), kept)
    assert kept.read_bytes() == before
    kept.write_bytes(b"an older one")
    make(str(war), kept, force=True)
    assert restoring.check(kept, tell=silent).rows["articles"] == 7


def test_neither_the_record_nor_a_folder_is_written_over(war: Path, tmp_path: Path) -> None:
    for path, reason in ((war, "the record itself"), (tmp_path, "a folder")):
        with pytest.raises(RecordError, match=reason):
            make(str(war), path, force=True)
    assert rows(str(war))


def test_nothing_is_left_where_a_backup_fails(war: Path, tmp_path: Path) -> None:
    def stop(what: str, _done: int, _of: int) -> None:
        if what == "packing":
            raise KeyboardInterrupt

    with Record.connect(str(war)) as record, pytest.raises(KeyboardInterrupt):
        backup.backup(record, backup.Wish(tmp_path / "war.backup", AT), tell=stop)
    assert {path.name for path in tmp_path.iterdir()} <= {"war.db", "war.db-wal", "war.db-shm"}


def test_two_backups_to_one_place_do_not_mix(war: Path, tmp_path: Path) -> None:
    path = tmp_path / "war.backup"

    def second(_what: str, _done: int, _of: int) -> None:
        with pytest.raises(RecordError, match="another process is writing it"):
            make(str(war), path)

    with Record.connect(str(war)) as record:
        backup.backup(record, backup.Wish(path, AT), tell=second)
    assert restoring.check(path, tell=silent).rows["articles"] == 7


def test_a_damaged_record_takes_no_place_of_a_good_backup(war: Path, kept: Path) -> None:
    content = bytearray(war.read_bytes())
    page = content.rindex("såret da russiske fly".encode()) // 4096 * 4096
    content[page : page + 8] = b"\xff" * 8  # what kind of page it is
    war.write_bytes(content)
    before = kept.read_bytes()
    with pytest.raises(RecordError, match=r"war\.db: damaged.*no backup was made"):
        make(str(war), kept, force=True)
    assert kept.read_bytes() == before


def test_a_log_that_was_tampered_with_is_not_backed_up(war: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(war)) as connection:
        connection.execute("UPDATE custody SET operator = 'Ola' WHERE id = 2")
        connection.commit()
    with pytest.raises(RecordError, match=r"custody: entry 2 .* was changed; no backup was made"):
        make(str(war), tmp_path / "war.backup")


@pytest.mark.parametrize("at", [0, 8, 40, 9000, 16_400, 20_000, -3])
def test_a_flipped_byte_is_found_and_nothing_changed(kept: Path, war: Path, at: int) -> None:
    content = bytearray(kept.read_bytes())
    content[at] ^= 0x40
    kept.write_bytes(content)
    before = war.read_bytes()
    if at == 9000:  # where nothing is written
        restoring.check(kept, tell=silent)
        return
    with pytest.raises(RecordError, match=r"war\.backup: (a damaged backup|a file, but not)"):
        restore(kept, war, force=True)
    assert war.read_bytes() == before
    assert not list(kept.parent.glob("*.part*"))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_part_of_a_backup_is_refused(kept: Path, tmp_path: Path, share: float) -> None:
    content = kept.read_bytes()
    kept.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RecordError, match=r"war\.backup: a"):
        restore(kept, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_what_is_no_backup_is_refused_with_what_it_is(war: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a backup\n" * 5000, encoding="utf-8")
    for name, reason in (
        ("war.db", "an SQLite database, not a backup"),
        ("notes.txt", "a file, but not a backup"),
        ("none", "there is no such file"),
        (".", "is a directory"),
    ):
        with pytest.raises(RecordError, match=reason):
            restore(tmp_path / name, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_what_stood_there_is_kept_aside(kept: Path, war: Path) -> None:
    with Record.open(str(war)) as record, record.writing() as connection:
        connection.execute(blobs.insert(), {"sha256": "f" * 64, "size": 0, "packed": b""})
    with pytest.raises(RecordError, match="is there already; --force"):
        restore(kept, war)
    done = restore(kept, war, force=True)
    assert done.aside == war.with_name("war.db.before")
    with Record.open(str(done.aside)) as record, record.reading() as connection:
        assert connection.execute(sa.select(sa.func.max(blobs.c.sha256))).scalar() == "f" * 64
    assert len(rows(str(war))["blobs"]) == 7
    assert restore(kept, war, force=True).aside == war.with_name("war.db.before1")


@pytest.mark.parametrize("damage", ["truncated", "text", "header"])
def test_a_damaged_record_is_replaced_and_kept_with_its_log(
    kept: Path, war: Path, damage: str
) -> None:
    content = war.read_bytes()
    broken = {"truncated": content[:5000], "text": b"war", "header": b"\xff" * 100 + content[100:]}
    war.write_bytes(broken[damage])
    log = war.with_name("war.db-wal")
    log.write_bytes(b"what a killed process left")
    restore(kept, war, force=True)
    assert len(rows(str(war))["articles"]) == 7
    if damage != "truncated":  # SQLite itself looks at that log, and finds nothing in it
        assert war.with_name("war.db.before-wal").read_bytes() == b"what a killed process left"
    assert war.with_name("war.db.before").exists()


def test_a_log_without_its_record_does_not_end_up_in_the_restored_one(
    kept: Path, war: Path
) -> None:
    with Record.open(str(war)) as record:
        with record.writing() as connection:
            connection.execute(blobs.insert(), {"sha256": "f" * 64, "size": 0, "packed": b""})
        log = war.with_name("war.db-wal").read_bytes()
    war.unlink()
    war.with_name("war.db-wal").write_bytes(log)
    restore(kept, war)
    assert len(rows(str(war))["blobs"]) == 7


def test_a_record_that_is_open_is_not_replaced(kept: Path, war: Path) -> None:
    before = rows(str(war))
    with (
        Record.open(str(war)) as record,
        record.reading() as connection,
        pytest.MonkeyPatch.context() as patch,
    ):
        connection.execute(sa.select(blobs.c.sha256)).first()
        patch.setattr(restoring, "_PATIENCE", 0.05)
        with pytest.raises(RecordError, match=r"war\.db: in use by another process"):
            restore(kept, war, force=True)
    assert rows(str(war)) == before
    assert not list(kept.parent.glob("*.before*"))


def test_a_server_database_with_a_record_in_it_is_let_be(
    kept: Path, server: Server, tmp_path: Path
) -> None:
    target = server.address(server.make())
    restore(kept, target)
    before = rows(target)
    with pytest.raises(RecordError, match="has a record in it; restore into an empty database"):
        restore(kept, target, force=True)
    assert rows(target) == before


def test_a_backup_of_a_newer_vitne_is_refused(war: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(war)) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608
        connection.commit()
    with pytest.raises(RecordError, match=r"newer vitne \(schema 9999\)"):
        make(str(war), tmp_path / "war.backup")


def test_what_is_no_record_is_not_backed_up(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    for name, reason in (("empty.db", "not a record yet"), ("none.db", "there is no such record")):
        with pytest.raises(RecordError, match=reason):
            make(str(tmp_path / name), tmp_path / "x.backup")
    assert [path.name for path in tmp_path.iterdir()] == ["empty.db"]
