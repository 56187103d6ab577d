"""Sign-ins: kept by the server, so that they can be ended; the cookie is 256 random bits."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.api.register import sessions
from vitne.api.tokens import digest_of

if TYPE_CHECKING:
    from vitne.api.register import Register

LASTS = 12 * 3600  # seconds that a sign-in counts at most
IDLE = 30 * 60  # seconds without a request after which it is over
_NOTED = 60  # seconds within which one that is used is noted once


class Session(msgspec.Struct, frozen=True):
    """A sign-in: the hash of the token it was made with, under which name, and when last used."""

    token: str
    name: str
    seen: int


def begin(connection: sa.Connection, *, token: str, name: str, now: float) -> str:
    """Sign somebody in who showed the token with a hash; gives what the cookie is to hold."""
    secret = secrets.token_urlsafe(32)
    over = (sessions.c.made <= now - LASTS) | (sessions.c.seen <= now - IDLE)
    connection.execute(sessions.delete().where(over))
    row = {
        "digest": digest_of(secret), "token": token, "name": name, "made": int(now), "seen": int(now)
    }  # fmt: skip
    connection.execute(sessions.insert(), row)
    return secret


def find(connection: sa.Connection, secret: str, *, now: float) -> Session | None:
    """The sign-in that a cookie stands for, if it is not over."""
    row = connection.execute(
        sa.select(sessions).where(
            sessions.c.digest == digest_of(secret),
            sessions.c.made > now - LASTS,
            sessions.c.seen > now - IDLE,
        )
    ).first()
    return Session(row.token, row.name, row.seen) if row else None


def keep(register: Register, secret: str, found: Session) -> None:
    """Note that a sign-in is in use, once a minute at most."""
    now = register.clock()
    if found.seen > now - _NOTED:
        return
    with register.writing() as connection:
        seen = {"seen": int(now)}
        connection.execute(sessions.update().where(sessions.c.digest == digest_of(secret)), seen)


def end(connection: sa.Connection, secret: str) -> None:
    """End a sign-in."""
    connection.execute(sessions.delete().where(sessions.c.digest == digest_of(secret)))
