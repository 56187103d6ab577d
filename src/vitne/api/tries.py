"""Counts wrong tokens, so that nobody can try one after the other; all processes count together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.api.rates import TooManyError
from vitne.api.register import tries

if TYPE_CHECKING:
    from vitne.api.register import Register

_MOST = 10  # wrong tokens in a window
_WINDOW = 60.0  # seconds


def check(connection: sa.Connection, address: str, *, now: float) -> None:
    """Make sure that an address may try again.

    Raises:
        TooManyError: It may not yet.
    """
    query = sa.select(tries.c.at).where(tries.c.address == address, tries.c.at > now - _WINDOW)
    tried = sorted(connection.execute(query).scalars())
    if len(tried) >= _MOST:
        wait = math.ceil(tried[-_MOST] + _WINDOW - now)
        raise TooManyError(f"too many wrong tokens; try again in {wait} seconds", wait)


def failed(register: Register, connection: sa.Connection, address: str) -> None:
    """Remember a wrong token, and forget those of long ago."""
    now = register.clock()
    connection.execute(tries.delete().where(tries.c.at <= now - _WINDOW))
    connection.execute(tries.insert(), {"address": address, "at": now})
