"""What the server was told when it was started."""

from __future__ import annotations

import secrets

import msgspec

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def _secret() -> bytes:
    return secrets.token_bytes(32)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a record is shown, and by whom it may be judged.

    With a `token`, whoever has it may judge; without one the people of the record's register may
    (`vitne people`). `read_only` lets nobody judge or sign in; `private` lets nobody look who has not
    signed in. `hosts` are the names under which the server may be asked, beside those of loopback.
    `limited` makes addresses and people wait that ask too often. `secret` marks the forms of pages;
    all processes of one server share it. What happened in the last `embargo_days` is left out of
    exports. With `two_people` a claim takes two people to be reviewed.
    """

    token: str | None = None
    hosts: tuple[str, ...] = ()
    secret: bytes = msgspec.field(default_factory=_secret)
    embargo_days: int = 0
    two_people: bool = False
    read_only: bool = False
    private: bool = False
    limited: bool = False

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """All names under which the server may be asked, in lower case."""
        return (*LOOPBACK, *(host.lower() for host in self.hosts))

    def __repr__(self) -> str:
        """Its fields, without what must never stand in a log."""
        return f"Settings(hosts={self.hosts!r}, shared={self.token is not None!r})"
