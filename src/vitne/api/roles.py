"""What people may do: look, judge, or see to the others."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Role(StrEnum):
    """What somebody may do; each may what those before it may.

    A reader looks, where the server is set to be private. A judge judges. An admin makes and ends
    the tokens of others, and sees what was done.
    """

    READER = "reader"
    JUDGE = "judge"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        """Whether this role is enough for what needs another."""
        return _ORDER.index(self) >= _ORDER.index(needed)


_ORDER = tuple(Role)


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who showed a token, now or when signing in.

    `key` tells them from others; `name` is what judgements are signed with. With a token that is
    shared (`is_shared`) it is whatever they say it is, and empty where they say none.
    """

    key: str
    name: str
    role: Role
    is_shared: bool = False
