"""Proving a record: whatever is changed behind its back is found and named."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
import zstandard
from stories import AT, BARDA, KABUL, capture, put

from vitne.model import Action, Judgement
from vitne.record import judgements
from vitne.record.database import Record
from vitne.record.schema import METADATA, articles, blobs, captures, claims, custody
from vitne.record.store import Taken
from vitne.record.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def full(record: Record) -> Record:
    """A record with two versions of one report, another report, and bytes that hold none."""
    put(record, BARDA.format(killed=7), BARDA.format(killed=11), capture(KABUL, "kabul.txt"))
    put(record, Taken(capture("?", "odd.txt"), {"server": "x"}, failure="no text"))
    return record


def change(record: Record, *statements: sa.Executable) -> list[str]:
    """What is found once something was changed, with no reference kept by the database."""
    with record.writing() as connection:
        if not record.is_sqlite:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.execute(statement)
    return list(verify(record))


def where(table: sa.Table, row: Any) -> Iterator[sa.ColumnElement[bool]]:
    return (column == row._mapping[column] for column in table.primary_key)


def one(record: Record, table: sa.Table, *conditions: Any) -> Any:
    with record.reading() as connection:
        return connection.execute(sa.select(table).where(*conditions)).first()


def test_a_whole_record_has_no_fault(full: Record) -> None:
    told: list[tuple[str, int, int]] = []
    assert list(verify(full, tell=lambda *step: told.append(step))) == []
    assert told == [("blobs", 4, 4), ("articles", 3, 3), ("captures", 4, 4)]


def test_an_empty_record_has_no_fault(record: Record) -> None:
    assert list(verify(record)) == []


@pytest.mark.parametrize(
    "packed",
    [
        zstandard.compress(b"Ingen ble drept."),
        zstandard.compress(b"\x00" * 10_000_000),
        b"",
        b"not packed",
    ],
    ids=["other", "bomb", "empty", "unpacked"],
)
def test_changed_bytes_are_found(full: Record, packed: bytes) -> None:
    row = one(full, blobs)
    faults = change(full, sa.update(blobs).where(*where(blobs, row)).values(packed=packed))
    assert [fault.partition(":")[0] for fault in faults] == [f"blobs {row.sha256}"]


def test_cut_off_bytes_are_found(full: Record) -> None:
    row = one(full, blobs)
    cut = sa.update(blobs).where(*where(blobs, row)).values(packed=row.packed[:-9])
    assert change(full, cut)[0].startswith(f"blobs {row.sha256}")


def test_a_changed_text_is_found_with_the_quotes_that_no_longer_stand(full: Record) -> None:
    row = one(full, articles, articles.c.text.contains("twelve"))
    text = row.text.replace("twelve", "twenty")
    faults = change(full, sa.update(articles).where(articles.c.id == row.id).values(text=text))
    assert f"articles {row.id}: the text is not the one that was read" in faults
    assert any("its article does not say 'killed twelve soldiers'" in fault for fault in faults)


@pytest.mark.parametrize(
    ("column", "value"),
    [("low", 70), ("voice", "Anna"), ("place", None), ("modality", "denied"), ("text", "x")],
)
def test_a_column_that_was_changed_is_found(full: Record, column: str, value: object) -> None:
    row = one(full, claims, claims.c.measure == "killed", claims.c.voice.is_not(None))
    update = sa.update(claims).where(claims.c.id == row.id).values({column: value})
    (fault,) = change(full, update)
    assert fault.startswith(f"claims {row.id}: {column} is {value!r}, its JSON says ")


@pytest.mark.parametrize(
    ("column", "value"), [("outlet", "Anna"), ("published_latest", "2021-01-01")]
)
def test_a_changed_column_of_an_article_is_found(full: Record, column: str, value: str) -> None:
    row = one(full, articles)
    (fault,) = change(
        full, sa.update(articles).where(articles.c.id == row.id).values({column: value})
    )
    assert fault.startswith(f"articles {row.id}: {column} is {value!r}")


@pytest.mark.parametrize("table", [articles, claims], ids=lambda table: table.name)
def test_json_that_is_none_or_of_another_is_found(full: Record, table: sa.Table) -> None:
    name = f"{table.name.removesuffix('s')}_json"
    row = one(full, table)
    update = sa.update(table).where(table.c.id == row.id)
    assert any("cannot be read" in fault for fault in change(full, update.values({name: "{"})))
    other = json.loads(getattr(row, name))
    faults = change(full, update.values({name: json.dumps({**other, "id": "f" * 16})}))
    assert f"{table.name} {row.id}: its JSON is that of another" in faults


def test_a_claim_whose_quote_was_moved_is_found(full: Record) -> None:
    row = one(full, claims, claims.c.measure == "killed")
    told = json.loads(row.claim_json)
    told["trigger"]["start"] += 1
    update = sa.update(claims).where(claims.c.id == row.id).values(claim_json=json.dumps(told))
    (fault,) = change(full, update)
    assert f"claims {row.id}: its article does not say {told['trigger']['text']!r}" in fault


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("file", "x.txt"), ("captured_at", "1999-01-01T00:00:00Z"), ("metadata_json", "{}"),
        ("headers_json", "{}"), ("media_type", "text/html"), ("tool", "x"),
    ],
)  # fmt: skip
def test_a_changed_capture_is_not_what_the_log_tells(full: Record, column: str, value: str) -> None:
    row = one(full, captures, captures.c.failure.is_not(None))
    update = sa.update(captures).where(captures.c.id == row.id).values({column: value})
    file = value if column == "file" else row.file
    assert change(full, update) == [
        f"captures {row.id}: {file}: not as the log of custody tells it",
        f"custody: {row.file}: there is no such capture any more, or it was changed",
    ]


def test_a_capture_that_was_taken_out_is_missed(full: Record) -> None:
    row = one(full, captures, captures.c.failure.is_not(None))
    faults = change(full, sa.delete(captures).where(captures.c.id == row.id))
    assert faults == ["custody: odd.txt: there is no such capture any more, or it was changed"]


def test_a_capture_that_was_put_in_is_told(full: Record) -> None:
    row = one(full, captures)
    false = {**row._mapping, "id": 99, "identity": "f" * 64}
    assert change(full, sa.insert(captures).values(false)) == [
        f"captures 99: {row.file}: not as the log of custody tells it"
    ]


def test_a_changed_log_is_told(full: Record) -> None:
    update = sa.update(custody).where(custody.c.id == 2).values(operator="Anna")
    assert change(full, update)[0].startswith("custody: entry 2 (capture urix/barda.txt)")


def test_rows_that_point_nowhere_are_told(full: Record) -> None:
    lost = {"band": "x", "article": "f" * 64}
    if full.is_sqlite:  # only who has switched the check off can do this
        with full.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
    faults = change(
        full,
        sa.insert(METADATA.tables["bands"]).values(lost),
        sa.update(captures).where(captures.c.id == 1).values(article="e" * 64),
    )
    assert f"bands.article: 1 rows point at no row of articles: {'f' * 64} …" in faults
    assert f"captures.article: 1 rows point at no row of articles: {'e' * 64} …" in faults


@pytest.mark.parametrize("name", ["search_articles", "search_claims"])
def test_what_cannot_be_found_by_its_words_is_told(full: Record, name: str) -> None:
    (fault,) = change(full, sa.delete(METADATA.tables[name]).where(sa.text("id = 1")))
    assert fault.startswith(f"{name.removeprefix('search_')}: 1 cannot be found by their words")


def test_a_damaged_page_of_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(str(path), create=True) as record:
        put(record, *(capture(KABUL + str(n), f"{n}.txt") for n in range(40)))
        with closing(record.engine.raw_connection()) as connection:
            page = connection.cursor().execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'ix_claims_kind'"
            ).fetchone()[0]  # fmt: skip
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 100 : page * 4096] = b"\x55" * 3996
    path.write_bytes(content)
    with Record.open(str(path)) as record:
        assert any(fault.startswith("database: ") for fault in verify(record))


def test_a_judgement_that_was_changed_is_told(full: Record) -> None:
    row = one(full, claims, claims.c.measure == "killed")
    signed = Judgement(id="", at=AT, author="Kari", action=Action.ACCEPT, claims=(row.id,))
    with full.writing() as connection:
        kept = judgements.add(connection, signed)
    assert list(verify(full)) == []
    table = METADATA.tables["judgements"]
    faults = change(full, sa.update(table).where(table.c.id == kept.id).values(author="Anna"))
    assert any("judgements" in fault and "Anna" in fault for fault in faults)
