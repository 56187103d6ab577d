"""The log of custody: what it tells, and that nobody can change it unseen."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from stories import AT, BARDA, KABUL, OPERATOR, capture, put

from vitne.record.custody import Entry, append, broken, export, log, tool
from vitne.record.schema import custody

if TYPE_CHECKING:
    from vitne.record.database import Record


def fill(record: Record, *notes: str) -> None:
    with record.writing() as connection:
        told = [Entry("note", f"sak {number}", note=note) for number, note in enumerate(notes)]
        append(connection, told, at=AT, operator=OPERATOR)


def faults(record: Record) -> list[str]:
    with record.reading() as connection:
        return list(broken(log(connection)))


def change(record: Record, statement: sa.Executable) -> None:
    with record.writing() as connection:
        connection.execute(statement)


def test_each_capture_is_told_with_who_when_what_and_the_tool(record: Record) -> None:
    one = capture(BARDA.format(killed=7))
    put(record, one)
    with record.reading() as connection:
        (entry,) = log(connection)
    assert (entry.at, entry.operator, entry.action) == (AT, OPERATOR, "capture")
    assert (entry.subject, entry.sha256, entry.tool) == (one.file, one.sha256, tool())
    assert entry.tool.startswith("vitne ")


def test_a_log_of_many_entries_hangs_together(record: Record) -> None:
    fill(record, *map(str, range(2100)))
    fill(record, "end")
    assert faults(record) == []
    with record.reading() as connection:
        assert [entry.id for entry in log(connection)] == list(range(1, 2102))


@pytest.mark.parametrize(
    "column", ["at", "action", "subject", "sha256", "tool", "operator", "note", "digest"]
)
def test_a_changed_entry_is_told(record: Record, column: str) -> None:
    fill(record, "a", "b", "c")
    change(record, sa.update(custody).where(custody.c.id == 2).values({column: "x"}))
    assert "custody: entry 2 (" in faults(record)[0]


def test_an_entry_taken_out_is_told(record: Record) -> None:
    fill(record, "a", "b", "c")
    change(record, sa.delete(custody).where(custody.c.id == 2))
    assert faults(record)[0] == "custody: entries 2 to 2 are missing"


def test_an_entry_put_between_is_told(record: Record) -> None:
    fill(record, "a", "b")
    change(record, sa.update(custody).where(custody.c.id == 2).values(id=3))
    false = dict.fromkeys(("at", "action", "subject", "tool", "operator", "note", "digest"), "x")
    change(record, sa.insert(custody).values(id=2, **false))
    assert faults(record) == [
        "custody: entry 2 (x x) was changed",
        "custody: entry 3 (note sak 1) was changed",
    ]


def test_the_chain_can_be_proved_without_vitne(record: Record) -> None:
    odd = 'æøå \u2028 \x7f \x1f " \\ / </ 👩‍👩‍👧 \ufffd'
    fill(record, odd, "")
    put(record, capture(KABUL, odd))
    with record.reading() as connection:
        lines = b"".join(export(connection)).splitlines()
    before = "0" * 64
    for line in lines:
        entry = json.loads(line)
        digest = entry.pop("digest")
        told = json.dumps(list(entry.values()), ensure_ascii=False, separators=(",", ":"))
        before = hashlib.sha256(f"{before}\n{told}".encode()).hexdigest()
        assert digest == before
    assert len(lines) == 3


def test_what_no_database_takes_is_logged_as_it_is_kept(record: Record) -> None:
    fill(record, "\x00\ud800")
    assert faults(record) == []
