"""Which moment of a record something was made of."""

from __future__ import annotations

import functools
import hashlib

import sqlalchemy as sa

from vitne.claims.assemble import READER
from vitne.record import custody
from vitne.record.schema import custody as log

_DIGITS = 16


def version_of(connection: sa.Connection) -> str:
    """What tells the moment of a record from all others.

    Whatever is put into a record is written into its log of custody, whose entries hash all that
    came before: the last digest is that of the whole.
    """
    query = sa.select(log.c.digest).order_by(log.c.id.desc()).limit(1)
    return (connection.execute(query).scalar() or "")[:_DIGITS] or "empty"


@functools.cache
def software() -> str:
    """What tells this version of the software from others."""
    return hashlib.sha256(f"{custody.tool()} {READER}".encode()).hexdigest()[:8]
