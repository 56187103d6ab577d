"""Opening a record: what is made, what is refused and why, who may write."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.record.database import Record
from vitne.record.migrations import VERSION_TABLE
from vitne.record.schema import blobs

if TYPE_CHECKING:
    from servers import Server

BLOB = {"sha256": "0" * 64, "size": 0, "packed": b""}
DROPPING = """
import os, sys
import sqlalchemy as sa
import sqlalchemy.dialects.sqlite
from vitne.record.database import Record
from vitne.record.schema import blobs
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""
OPENING = "Record.open(sys.argv[1])"
READING = """
with Record.open(sys.argv[1]) as record:
    with record.reading() as connection:
        print(connection.execute(sa.select(sa.func.count()).select_from(blobs)).scalar())
    with record.writing() as connection:
        connection.execute(blobs.insert(), [{"sha256": "0", "size": 0, "packed": b""}])
"""


def blobs_in(record: Record) -> int:
    with record.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(blobs)).scalar_one()


def add_blob(record: Record) -> None:
    with record.writing() as connection:
        connection.execute(blobs.insert(), [BLOB])


def test_a_record_is_made_where_there_is_nothing_and_opened_again(target: str) -> None:
    with Record.open(target, create=True) as record:
        add_blob(record)
    with Record.open(target) as record:
        assert blobs_in(record) == 1


def test_what_fails_halfway_is_not_kept(record: Record) -> None:
    def write() -> None:
        with record.writing() as connection:
            connection.execute(blobs.insert(), [BLOB])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert blobs_in(record) == 0


def test_a_reader_sees_one_moment_while_another_writes(record: Record) -> None:
    with record.reading() as connection:
        question = sa.select(sa.func.count()).select_from(blobs)
        assert connection.execute(question).scalar() == 0
        add_blob(record)
        assert connection.execute(question).scalar() == 0
    assert blobs_in(record) == 1


def test_a_second_writer_waits_and_then_gives_up_with_the_reason(record: Record) -> None:
    target = record.engine.url.render_as_string(hide_password=False)
    second = record.name if record.is_sqlite else target
    with (
        Record.open(second, patience=0.05) as other,
        record.writing(),
        pytest.raises(RecordError, match="in use by another process"),
        other.writing(),
    ):
        pass


def test_two_writers_take_turns(record: Record) -> None:
    def write(number: int) -> None:
        with record.writing() as connection:
            connection.execute(blobs.insert(), [{**BLOB, "sha256": f"{number:064}"}])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(40)))
    assert blobs_in(record) == 40


def test_a_record_made_twice_at_once_is_made_once(target: str) -> None:
    def make(_: int) -> None:
        Record.open(target, create=True).close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make, range(4)))
    with Record.open(target) as record:
        assert blobs_in(record) == 0


def test_a_newer_schema_is_refused(record: Record) -> None:
    with record.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608
    target = record.engine.url.render_as_string(hide_password=False)
    with pytest.raises(RecordError, match=r"made by a newer vitne \(schema 9999\)"):
        Record.open(record.name if record.is_sqlite else target)


def test_without_being_told_to_no_record_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(RecordError, match="there is no such record"):
        Record.open(str(path))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_no_record_yet(target: str) -> None:
    if not target.startswith("postgresql"):
        Path(target).touch()
    with pytest.raises(RecordError, match="an empty database, not a record yet"):
        Record.open(target)


def test_a_file_that_a_killed_process_left_empty_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    Record.open(str(path), create=True).close()
    Record.open(str(path)).close()


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Tolv soldater ble drept.\n" * 99, "it is no SQLite database"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "it is no SQLite database"),
        (None, "a folder, not a record"),
    ],
    ids=["text", "header", "folder"],
)
def test_what_is_no_record_is_refused_and_left_alone(
    tmp_path: Path, content: bytes | None, reason: str, *, create: bool
) -> None:
    path = tmp_path / "thing"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(RecordError, match=reason):
        Record.open(str(path), create=create)
    assert path.is_dir() if content is None else path.read_bytes() == content


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_something_else_is_refused_and_left_alone(
    tmp_path: Path, *, create: bool
) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE accounts (id, owner)")
        connection.execute("CREATE TABLE alembic_version (version_num)")
    before = path.read_bytes()
    with pytest.raises(RecordError, match="not a record: it holds accounts, alembic_version"):
        Record.open(str(path), create=create)
    assert path.read_bytes() == before


def test_a_server_database_of_something_else_is_refused_and_left_alone(server: Server) -> None:
    address = server.address(server.make())
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE accounts (id integer)")
    with pytest.raises(RecordError, match="not a record: it holds accounts"):
        Record.open(address, create=True)
    assert sa.inspect(engine).get_table_names() == ["accounts"]
    engine.dispose()


@pytest.mark.parametrize("path", ["", "a\x00b", "/dev/null", "/dev/zero"])
def test_what_can_be_no_file_is_refused(path: str) -> None:
    with pytest.raises(RecordError, match="not a file"):
        Record.open(path, create=True)


def test_a_record_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is its folder there"):
        Record.open(str(tmp_path / "none" / "record.db"), create=True)


@pytest.mark.parametrize("name", ["år æøå.db", "50% ?#.db", "x&mode=ro.db"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    Record.open(str(tmp_path / name), create=True).close()
    assert (tmp_path / name).is_file()


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(str(path), create=True).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996  # the first page: the list of tables
    path.write_bytes(content)
    with pytest.raises(RecordError, match="damaged; `vitne restore` brings back a backup"):
        Record.open(str(path))


def unprivileged(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run Python as a user who may not do everything; what it needs is imported before."""
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", DROPPING + code, str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def let_in(folder: Path) -> None:
    """Let everybody into a folder of this run of pytest, which others may not enter."""
    for above in (folder, *folder.parents):
        if above.name.startswith("pytest-of-"):
            break
        above.chmod(above.stat().st_mode | 0o055)
    above.chmod(above.stat().st_mode | 0o055)


@pytest.fixture
def shut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in a folder that may not be written to."""
    folder = tmp_path_factory.mktemp("shut")
    let_in(folder)
    path = folder / "record.db"
    Record.open(str(path), create=True).close()
    path.chmod(0o444)
    folder.chmod(0o555)
    return path


def test_a_read_only_record_is_read_and_not_written(shut: Path) -> None:
    done = unprivileged(READING, shut)
    assert done.stdout == "0\n"
    assert f"RecordError: {shut}: read-only: nothing can be written to it" in done.stderr


def test_a_record_that_may_not_be_read_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("secret") / "record.db"
    Record.open(str(path), create=True).close()
    path.parent.chmod(0o700)
    let_in(path.parents[1])
    path.chmod(0)
    assert f"RecordError: {path}: permission denied" in unprivileged(OPENING, path).stderr


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(RecordError, match="the server cannot be reached") as told:
        Record.open("postgresql://anna:hemmelig@127.0.0.1:1/x?password=hemmelig")
    assert "hemmelig" not in str(told.value)
    assert "postgresql://anna:***@127.0.0.1:1/x" in str(told.value)


def test_a_database_that_is_not_there_is_told(server: Server) -> None:
    with pytest.raises(RecordError, match=r"there is no such database|database .* does not exist"):
        Record.open(server.address("none"))


def test_a_database_in_another_encoding_is_refused(server: Server) -> None:
    name = server.make("template0 ENCODING 'SQL_ASCII'")
    with pytest.raises(RecordError, match="a database in SQL_ASCII; a record needs UTF8"):
        Record.open(server.address(name), create=True)


def test_without_psycopg_a_server_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match=r"pip install 'vitne\[postgres\]'"):
        Record.open("postgresql://localhost/x")


def test_reading_goes_on_while_another_process_writes(record: Record) -> None:
    with record.writing() as connection:
        connection.execute(blobs.insert(), [BLOB])
        assert blobs_in(record) == 0
    assert blobs_in(record) == 1
