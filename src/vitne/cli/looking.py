"""Lists claims, incidents and voices of a record."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from vitne.cli import incident_rows, voice_rows
from vitne.cli.claim_rows import CLAIMS
from vitne.cli.exits import say
from vitne.cli.seeking import Form
from vitne.cli.tables import asked, show
from vitne.record.hints import unknown
from vitne.record.ids import claim_id, incident_id
from vitne.record.queries import list_claims, list_incidents
from vitne.record.reviews import Reviews
from vitne.record.rows import chunks
from vitne.record.speaking import list_speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import sqlalchemy as sa

    from vitne.model import Incident
    from vitne.record.filters import Filters

_LOT = 100  # incidents reconciled again at once


class Wish(msgspec.Struct, frozen=True):
    """How a list is to be printed: its form, how much of it, and from where on."""

    form: Form
    limit: int | None
    after: str | None


def claims(connection: sa.Connection, filters: Filters, wish: Wish) -> None:
    """Print the claims that filters let through.

    Raises:
        RecordError: There is no such incident, or no claim after which to go on.
    """
    if filters.incident is not None:
        whole = incident_id(connection, filters.incident)
        filters = msgspec.structs.replace(filters, incident=whole)
    found = list_claims(
        connection,
        filters,
        Reviews.load(connection),
        limit=asked(wish.form, wish.limit),
        after=wish.after and claim_id(connection, wish.after),
    )
    with closing(found):  # before the record is, where the reader of the output goes away
        count = show(found, CLAIMS, form=wish.form, limit=wish.limit)
    if not count:
        _hint(connection, filters)


def incidents(
    connection: sa.Connection, filters: Filters, wish: Wish, *, profile: str, as_of: str | None
) -> None:
    """Print the incidents that filters let through, under a method, as known on a day.

    Raises:
        RecordError: There is no incident after which to go on.
    """
    limit = asked(wish.form, wish.limit)
    found = list_incidents(
        connection,
        filters,
        Reviews.load(connection),
        profile=profile,
        limit=None if as_of else limit,
        after=wish.after and incident_id(connection, wish.after),
    )
    rows: Iterable[Incident] = found
    if as_of is not None:
        rows = islice(_known(connection, found, profile, as_of), limit)
    listing = incident_rows.listing(profile, as_of)
    with closing(found):
        count = show(rows, listing, form=wish.form, limit=wish.limit)
    if not count:
        _hint(connection, filters)


def voices(connection: sa.Connection, filters: Filters, wish: Wish) -> None:
    """Print the voices on the incidents that filters let through."""
    found = list_speakers(
        connection, filters, Reviews.load(connection), limit=asked(wish.form, wish.limit)
    )
    if filters.voice is not None and wish.form is Form.TABLE:
        listing = voice_rows.SAID
        count = show(voice_rows.all_said(found), listing, form=wish.form, limit=wish.limit)
    else:
        count = show(found, voice_rows.VOICES, form=wish.form, limit=wish.limit)
    if not count:
        _hint(connection, filters)


def _known(
    connection: sa.Connection, found: Iterator[Incident], profile: str, day: str
) -> Iterator[Incident]:
    from vitne.record.hindsight import known_on  # noqa: PLC0415 - reconciling only where it is done

    for some in chunks(found, _LOT):
        yield from known_on(connection, some, day=day, profile=profile)


def _hint(connection: sa.Connection, filters: Filters) -> None:
    """Say which of the names asked for the record does not know."""
    for told in unknown(connection, filters):
        say(told)
