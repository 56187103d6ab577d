"""What a record knows of an address from the last time: when, and how to ask whether it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.captures.validators import Validators
from vitne.model import Metadata
from vitne.record.rows import chunks
from vitne.record.schema import captures, feeds
from vitne.record.texts import key, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Visit(msgspec.Struct, frozen=True):
    """The newest capture of an address; `captured_at` is UTC, ISO 8601."""

    captured_at: str
    title: str | None
    validators: Validators | None


def last_visits(connection: sa.Connection, files: Iterable[str]) -> dict[str, Visit]:
    """The newest capture of each address that was captured before, by the address."""
    names = {key(file): file for file in files}
    found: dict[str, Visit] = {}
    for some in chunks(names):
        question = (
            sa.select(
                captures.c.file,
                captures.c.captured_at,
                captures.c.metadata_json,
                captures.c.headers_json,
            )
            .where(captures.c.file.in_(some))
            .order_by(captures.c.captured_at, captures.c.id)
        )
        for row in connection.execute(question):
            headers = msgspec.json.decode(row.headers_json or "null", type=dict[str, str] | None)
            known = msgspec.json.decode(row.metadata_json, type=Metadata)
            visit = Visit(row.captured_at, known.title, Validators.of(headers))
            found[names[row.file]] = visit
    return found


def feed_validators(connection: sa.Connection, address: str) -> Validators | None:
    """The validators that a feed or sitemap had when everything it listed had been captured."""
    row = connection.execute(sa.select(feeds).where(feeds.c.address == key(address))).first()
    return Validators(row.etag, row.last_modified) if row is not None else None


def remember_feeds(connection: sa.Connection, found: Mapping[str, Validators], *, at: str) -> None:
    """Keep the validators of feeds and sitemaps, of which everything listed has been captured."""
    rows = [
        {
            "address": key(address),
            "etag": storable(validators.etag),
            "last_modified": storable(validators.last_modified),
            "checked_at": at,
        }
        for address, validators in found.items()
    ]
    for some in chunks(row["address"] for row in rows):
        connection.execute(sa.delete(feeds).where(feeds.c.address.in_(some)))
    if rows:
        connection.execute(feeds.insert(), rows)
