"""Judgements carried from one record to another, as JSON lines."""

from __future__ import annotations

import io
import random
import shutil
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import sqlalchemy as sa
from stories import AT, BARDA, OPERATOR, capture, put

from vitne.model import Action, Judgement
from vitne.record import custody, exchange, judgements
from vitne.record.database import Record
from vitne.record.schema import METADATA, articles, claims
from vitne.record.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = "2020-11-02T12:00:00Z"


@pytest.fixture
def fresh(tmp_path: Path, empty_file: Path) -> Iterator[Record]:
    """One more record, in a file of its own."""
    shutil.copy(empty_file, tmp_path / "other.db")
    with Record.open(str(tmp_path / "other.db")) as other:
        yield other


@pytest.fixture
def desks(record: Record, fresh: Record) -> tuple[Record, Record]:
    """Kari's record and Ola's, with the same report."""
    for one in (record, fresh):
        put(one, capture(BARDA.format(killed=14)))
    return record, fresh


def claim(record: Record) -> str:
    with record.reading() as connection:
        query = sa.select(claims.c.id).where(claims.c.measure == "killed")
        return str(connection.execute(query).scalar())


def judge(record: Record, action: Action, *on: str, author: str = "Kari", **more: Any) -> Judgement:
    at = more.pop("at", NOON)
    made = Judgement("", at, author, action, on, reason="because", **more)
    with record.writing() as connection:
        return judgements.add(connection, made)


def export(record: Record) -> bytes:
    with record.reading() as connection:
        return b"".join(exchange.export(connection))


def take(record: Record, exported: bytes) -> exchange.TakenIn:
    with record.writing() as connection:
        found = exchange.lines(io.BytesIO(exported))
        return exchange.take_in(connection, found, at=AT, operator=OPERATOR)


def everything(record: Record) -> list[Any]:
    with record.reading() as connection:
        return [connection.execute(sa.select(table)).all() for table in METADATA.sorted_tables]


def standing(record: Record) -> list[str]:
    """The ids of what stands, in order."""
    with record.reading() as connection:
        return [one.id for one in judgements.standing(connection)]


def made_up(**changes: Any) -> Judgement:
    """A sound judgement on a claim that no record has."""
    whole = {"claims": ("f" * 16,), **changes}
    made = msgspec.structs.replace(Judgement("", NOON, "Kari", Action.ACCEPT), **whole)
    return msgspec.structs.replace(made, id=judgements.identity(made))


def line(made: Judgement) -> bytes:
    return msgspec.json.encode(made) + b"\n"


def test_what_is_exported_and_imported_stands_as_it_did(desks: tuple[Record, Record]) -> None:
    kari, ola = desks
    one = judge(kari, Action.CORRECT, claim(kari), field="toll.low", value=12)
    two = judge(kari, Action.NOTE, claim(kari), value="spør politiet: «7»\n\x00")
    judge(kari, Action.UNDO, undoes=one.id)
    done = take(ola, export(kari))
    assert (done.new, done.known, done.refused, done.waiting) == (3, 0, [], [])
    assert standing(ola) == standing(kari) == [two.id]
    assert export(ola) == export(kari)
    assert list(verify(ola)) == []


def test_importing_twice_changes_nothing(desks: tuple[Record, Record]) -> None:
    kari, ola = desks
    judge(kari, Action.REJECT, claim(kari))
    take(ola, export(kari))
    with ola.writing() as connection:
        connection.execute(sa.update(articles).values(linked=True))
    before = everything(ola)
    done = take(ola, export(kari))
    assert (done.new, done.known) == (0, 1)
    assert everything(ola) == before
    mine = everything(kari)
    take(kari, export(kari))
    assert everything(kari) == mine


def test_two_peoples_judgements_come_to_the_same_in_either_record(
    desks: tuple[Record, Record],
) -> None:
    kari, ola = desks
    name = claim(kari)
    judge(kari, Action.CORRECT, name, field="toll.low", value=12)
    judge(kari, Action.REJECT, name)
    judge(ola, Action.ACCEPT, name, author="Ola")
    last = judge(ola, Action.CORRECT, name, author="Ola", field="toll.low", value=13)
    from_kari, from_ola = export(kari), export(ola)
    take(ola, from_kari)
    take(kari, from_ola)
    assert standing(kari) == standing(ola)
    assert export(kari) == export(ola)
    assert last.id in standing(kari)


def test_lines_in_any_order_come_to_the_same(desks: tuple[Record, Record]) -> None:
    kari, ola = desks
    name = claim(kari)
    for low in range(12):
        made = judge(kari, Action.CORRECT, name, field="toll.low", value=low)
        if low % 3:
            back = judge(kari, Action.UNDO, undoes=made.id)
            if low % 2:
                judge(kari, Action.UNDO, undoes=back.id)
    rows = export(kari).splitlines(keepends=True)
    random.Random(4).shuffle(rows)  # noqa: S311 - the same order every time
    done = take(ola, b"".join(rows))
    assert done.refused == []
    assert standing(ola) == standing(kari)
    assert export(ola) == export(kari)


def test_imported_judgements_have_their_articles_linked_again(
    desks: tuple[Record, Record],
) -> None:
    kari, ola = desks
    judge(kari, Action.REJECT, claim(kari))
    with ola.writing() as connection:
        connection.execute(sa.update(articles).values(linked=True))
    take(ola, export(kari))
    with ola.reading() as connection:
        assert connection.execute(sa.select(articles.c.linked)).scalars().all() == [False]


def test_the_log_of_custody_tells_who_imported_what(desks: tuple[Record, Record]) -> None:
    kari, ola = desks
    made = judge(kari, Action.REJECT, claim(kari))
    take(ola, export(kari))
    with ola.reading() as connection:
        last = list(custody.log(connection))[-1]
    assert (last.action, last.sha256, last.at, last.operator) == ("judge", made.id, AT, OPERATOR)
    assert "by Kari" in last.note


def test_judgements_on_claims_that_are_not_there_yet_wait_for_them(
    record: Record, fresh: Record
) -> None:
    kari, new = record, fresh
    put(kari, capture(BARDA.format(killed=14)))
    name = claim(kari)
    made = judge(kari, Action.REJECT, name)
    back = judge(kari, Action.UNDO, undoes=made.id)
    done = take(new, line(back))
    assert [(one.line, one.text) for one in done.waiting] == [
        (1, f"not in the record (yet): claim {name}"),
        (1, f"not in the record (yet): judgement {made.id[:12]}"),
    ]
    take(new, line(made))
    put(new, capture(BARDA.format(killed=14)))
    assert standing(new) == []
    assert export(new) == export(kari)


def test_what_is_no_judgement_is_refused_by_its_line_and_the_rest_goes_on(
    record: Record,
) -> None:
    good, other = made_up(), made_up(author="Ola")
    changed = msgspec.structs.replace(made_up(author="Per"), author="Pål")
    senseless = made_up(action=Action.GRADE, value="sure")
    rows = [
        b"\xef\xbb\xbf" + line(good),
        b"\n",
        b"{\n",
        b"\xff\xfe\x00\n",
        b"[" * 100_000 + b"\n",
        b'{"id": 3}\n',
        b'{"value": 1e999}\n',
        line(changed),
        line(senseless),
        b"null\n",
        line(good),
        line(other).rstrip(),
    ]
    done = take(record, b"".join(rows))
    assert (done.new, done.known) == (2, 1)
    assert [one.line for one in done.refused] == [3, 4, 5, 6, 7, 8, 9, 10]
    said = {one.line: one.text for one in done.refused}
    assert said[3].startswith("no judgement: ")
    assert "is not that of what it says: it was changed" in said[8]
    assert "'sure' is none of the grades" in said[9]
    assert all(len(text) < 500 for text in said.values())


def test_an_endless_line_is_refused_without_being_held(record: Record) -> None:
    class Endless(io.RawIOBase):
        """A line of 64 MB, then a sound one; notes the largest piece asked for."""

        def __init__(self) -> None:
            self.left = 64 * 1024 * 1024
            self.last = line(made_up())
            self.largest = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            self.largest = max(self.largest, size)
            if self.left <= 0:
                told, self.last = self.last, b""
                return told
            size = min(size, self.left)
            self.left -= size
            return b"x" * (size - 1) + (b"x" if self.left else b"\n")

    stream = Endless()
    with record.writing() as connection:
        found = exchange.lines(stream)  # type: ignore[arg-type]
        done = exchange.take_in(connection, found, at=AT, operator=OPERATOR)
    assert (done.new, [one.line for one in done.refused]) == (1, [1])
    assert "longer than" in done.refused[0].text
    assert stream.largest <= exchange.LONGEST + 1


def test_an_undoing_that_names_other_claims_is_refused(record: Record) -> None:
    target = made_up()
    forged = made_up(action=Action.UNDO, claims=("e" * 16,), undoes=target.id, reason="x")
    for exported in (line(target) + line(forged), line(forged)):
        done = take(record, exported)
        ((_, text),) = [(one.line, one.text) for one in done.refused]
        assert "names other claims" in text
    assert standing(record) == [target.id]


def test_more_judgements_than_are_put_in_at_once_keep_their_order(record: Record) -> None:
    made = [made_up(author=f"Person {number}") for number in range(1201)]
    done = take(record, b"".join(map(line, made)))
    assert done.new == 1201
    assert export(record) == b"".join(
        msgspec.json.encode(one, order="deterministic") + b"\n"
        for one in sorted(made, key=lambda one: one.id)
    )


def test_an_empty_file_is_no_judgements(record: Record) -> None:
    assert take(record, b"") == exchange.TakenIn()
    assert export(record) == b""
