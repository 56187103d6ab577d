"""The register of people beside a record, in a file and in PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from vitne.api import sessions
from vitne.api.register import ENDING, SCHEMA, Register
from vitne.api.roles import Role
from vitne.api.tokens import PeopleError, Wanted, add, anybody, digest_of, listed, revoke
from vitne.errors import RecordError
from vitne.record.database import Record
from vitne.record.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = 1_750_000_000.0  # 2025-06-15


@pytest.fixture
def register(target: str) -> Iterator[Register]:
    """The register of a new record."""
    with Record.open(target, create=True) as record:
        found = Register.beside(record, create=True, clock=lambda: NOON)
        assert found is not None
        yield found
        found.close()


def test_a_record_has_none_until_somebody_is_added(target: str) -> None:
    with Record.open(target, create=True) as record:
        assert Register.beside(record) is None
        made = Register.beside(record, create=True)
        assert made is not None
        assert not anybody(made)
        again = Register.beside(record)
        assert again is not None
        assert again.name == made.name


def test_people_are_added_listed_and_ended(register: Register) -> None:
    token = add(register, Wanted("Kari Nordmann", Role.ADMIN, 30), operator="root")
    with pytest.raises(PeopleError):
        add(register, Wanted("kari nordmann", Role.JUDGE), operator="root")
    (kari,) = listed(register)
    assert (kari.name, kari.role, kari.expires) == (
        "Kari Nordmann",
        Role.ADMIN,
        "2025-07-15T15:06:40Z",
    )
    with register.writing() as connection:
        secret = sessions.begin(connection, token=digest_of(token), name=kari.name, now=NOON)
    with register.reading() as connection:
        assert sessions.find(connection, secret, now=NOON + 60) is not None
    revoke(register, "Kari Nordmann", operator="root")
    assert not anybody(register)
    add(register, Wanted("Kari Nordmann", Role.READER), operator="root")
    assert [one.action for one in register.log()] == ["token made", "token revoked", "token made"]
    assert register.broken() == []


def test_a_log_that_was_changed_is_told(register: Register) -> None:
    for name in ("Kari", "Ola"):
        add(register, Wanted(name, Role.JUDGE), operator="root")
    with register.writing() as connection:
        log = sa.table("custody", sa.column("id"), sa.column("operator"),
                       schema=None if ENDING in register.name else SCHEMA)  # fmt: skip
        connection.execute(log.update().where(log.c.id == 1).values(operator="nobody"))
    (said,) = register.broken()
    assert "audit: entry 1 (token made Kari) was changed" in said


def test_the_record_knows_nothing_of_it(target: str) -> None:
    with Record.open(target, create=True) as record:
        register = Register.beside(record, create=True)
        assert register is not None
        add(register, Wanted("Kari", Role.JUDGE), operator="root")
        with record.reading() as connection:
            names = set(sa.inspect(connection).get_table_names())
            count = connection.execute(sa.text("SELECT count(*) FROM custody")).scalar()
        assert not names & {"people", "sessions", "tries", "register"}
        assert count == 0
        assert list(verify(record)) == []
    with Record.open(target) as again:
        assert Register.beside(again) is not None


def test_one_of_a_newer_vitne_is_left_alone(target: str) -> None:
    with Record.open(target, create=True) as record:
        made = Register.beside(record, create=True)
        assert made is not None
        with made.writing() as connection:
            where = "" if record.is_sqlite else f"{SCHEMA}."
            connection.execute(sa.text(f"UPDATE {where}register SET version = 99"))  # noqa: S608 - a constant
        with pytest.raises(RecordError, match="made by a newer vitne"):
            Register.beside(record)


def test_one_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "war.db"), create=True) as record:
        (tmp_path / f"war.db{ENDING}").mkdir()
        with pytest.raises(RecordError, match=r"war\.db\.people"):
            Register.beside(record, create=True)
