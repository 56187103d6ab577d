"""People and their tokens: made once, shown once, kept as a hash, ended at any time.

A token is 256 random bits. Its SHA-256 is kept, and that is enough: a slow hash protects passwords,
which can be guessed; nobody guesses 256 bits, however fast the hash.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.api.register import moment, people
from vitne.api.roles import Role
from vitne.errors import VitneError
from vitne.record.custody import Entry
from vitne.record.texts import storable

if TYPE_CHECKING:
    from vitne.api.register import Register

PREFIX = "vitne_"  # by which a token is known where it should not stand, such as in a log
DAYS = 365  # that a token counts if nothing else is said
_LONGEST = 200  # characters of a name
_DAY = 24 * 3600
_NOTED = 60  # seconds within which a token that is used is noted as used once


class PeopleError(VitneError):
    """Somebody who cannot be added, or is not there."""


class Person(msgspec.Struct, frozen=True):
    """Somebody who may use a record, with what is known of their token; times are UTC, ISO 8601."""

    id: str
    name: str
    role: Role
    made: str
    used: str | None
    expires: str
    revoked: str | None

    def state(self, now: str) -> str:
        """Whether the token counts: in use, expired or revoked."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires <= now else "in use"


class Wanted(msgspec.Struct, frozen=True):
    """Who is to be added, what they may do, and for how many days their token counts."""

    name: str
    role: Role
    days: int = DAYS


def digest_of(token: str) -> str:
    """What is kept of a token, or of the secret in a cookie."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_token() -> str:
    """A new token: a mark by which it is known, and 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def clean_name(name: str | None) -> str | None:
    """A name as a judgement can be signed with; None where there is none or it is too long."""
    told = " ".join(storable(name or "").split())
    return told if told and len(told) <= _LONGEST and told.isprintable() else None


def add(register: Register, wanted: Wanted, *, operator: str) -> str:
    """Add somebody, and make their token.

    Returns:
        The token, which is kept nowhere.

    Raises:
        PeopleError: The name is none, or somebody else has one that looks the same.
    """
    name = clean_name(wanted.name)
    if name is None:
        raise PeopleError(f"a name has 1 to {_LONGEST} printable characters")
    token = new_token()
    with register.writing() as connection:
        if (there := _found(connection, name)) is not None:
            raise PeopleError(
                f"there is {there.name} already; renew gives a new token, revoke ends the old one"
            )
        row = {
            "id": secrets.token_hex(4),
            "name": name,
            "role": wanted.role.value,
            **_dated(register, token, wanted.days),
        }
        connection.execute(people.insert(), row)
        note = f"{wanted.role}, until {row['expires']}"
        register.note(connection, Entry("token made", name, note=note), operator=operator)
    return token


def renew(register: Register, name: str, *, days: int = DAYS, operator: str) -> str:
    """Give somebody a new token; the old one, and whoever signed in with it, is out.

    Raises:
        PeopleError: There is nobody of this name.
    """
    token = new_token()
    with register.writing() as connection:
        there = _known(connection, name)
        row = _dated(register, token, days)
        connection.execute(people.update().where(people.c.id == there.id), row)
        entry = Entry("token renewed", there.name, note=f"until {row['expires']}")
        register.note(connection, entry, operator=operator)
    return token


def revoke(register: Register, name: str, *, operator: str) -> None:
    """End the token of somebody, and their sign-ins, at once and for good.

    Raises:
        PeopleError: There is nobody of this name.
    """
    with register.writing() as connection:
        there = _known(connection, name)
        ended = {"revoked": register.now()}
        connection.execute(people.update().where(people.c.id == there.id), ended)
        register.note(connection, Entry("token revoked", there.name), operator=operator)


def listed(register: Register) -> list[Person]:
    """All who ever had a token, by name."""
    with register.reading() as connection:
        rows = connection.execute(_query().order_by(people.c.name, people.c.made))
        return [_person(row) for row in rows]


def anybody(register: Register) -> bool:
    """Whether there is anybody whose token counts now."""
    query = sa.select(people.c.id).where(*_counts(register.now())).limit(1)
    with register.reading() as connection:
        return connection.execute(query).first() is not None


def holder(connection: sa.Connection, digest: str, *, now: str) -> Person | None:
    """Whose token has a hash, if it counts now."""
    row = connection.execute(_query().where(people.c.digest == digest, *_counts(now))).first()
    return _person(row) if row else None


def is_stale(person: Person, seconds: float) -> bool:
    """Whether it is time to note again that a token is used."""
    return person.used is None or person.used < moment(seconds - _NOTED)


def used(connection: sa.Connection, person: Person, *, now: str) -> None:
    """Note that a token was used."""
    connection.execute(people.update().where(people.c.id == person.id), {"used": now})


def _counts(now: str) -> tuple[sa.ColumnElement[bool], ...]:
    return people.c.revoked.is_(None), people.c.expires > now


def _dated(register: Register, token: str, days: int) -> dict[str, Any]:
    now = register.clock()
    return {
        "digest": digest_of(token),
        "made": moment(now),
        "used": None,
        "expires": moment(now + days * _DAY),
    }


def _found(connection: sa.Connection, name: str) -> Person | None:
    """Whoever is called so and not revoked; names that look the same are the same."""
    rows = connection.execute(_query().where(people.c.revoked.is_(None)))
    return next((_person(row) for row in rows if _bare(row.name) == _bare(name)), None)


def _known(connection: sa.Connection, name: str) -> Person:
    found = _found(connection, name)
    if found is None:
        raise PeopleError(f"there is nobody called {name} whose token could be ended")
    return found


def _bare(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _query() -> sa.Select[Any]:
    return sa.select(people)


def _person(row: Any) -> Person:
    return Person(row.id, row.name, Role(row.role), row.made, row.used, row.expires, row.revoked)
