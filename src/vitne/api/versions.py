"""Which moment of a record something was made of."""

from __future__ import annotations

import functools
import hashlib

import msgspec
import sqlalchemy as sa

from vitne.claims.assemble import reader
from vitne.record import custody
from vitne.record.schema import custody as log

_DIGITS = 16
_JUDGING = ("judge", "link")  # what is logged though no article was captured or read anew


class Moment(msgspec.Struct, frozen=True):
    """The moment of a record that an answer shows.

    `entry` is the last one in the log of custody then, `at` when it was written (UTC, ISO 8601);
    `version` tells the moment from all others.
    """

    version: str
    entry: int
    at: str | None


def moment_of(connection: sa.Connection) -> Moment:
    """The moment of a record that a transaction sees.

    Whatever is put into a record is written into its log of custody, whose entries hash all that
    came before: the last digest is that of the whole.
    """
    query = sa.select(log.c.digest, log.c.id, log.c.at).order_by(log.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return Moment(row[0][:_DIGITS], row[1], row[2]) if row else Moment("empty", 0, None)


def only_judged(connection: sa.Connection, since: Moment) -> bool:
    """Whether nothing but judgements, and linking after them, came into a record since a moment."""
    then = sa.select(log.c.digest).where(log.c.id == since.entry)
    told = connection.execute(then).scalar()
    if told is None or told[:_DIGITS] != since.version:
        return False  # it is another record by now
    others = sa.select(log.c.id).where(log.c.id > since.entry, log.c.action.not_in(_JUDGING))
    return connection.execute(others.limit(1)).first() is None


@functools.cache
def software() -> str:
    """What tells this version of the software from others."""
    return hashlib.sha256(f"{custody.tool()} {reader()}".encode()).hexdigest()[:8]
