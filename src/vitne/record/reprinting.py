"""Finds which articles of a record reprint the text of which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents.reprints import Copy, bands, body, is_reprint, original, sign
from vitne.model import Article
from vitne.record import schema
from vitne.record.rows import chunks
from vitne.record.schema import articles, signatures

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_ARTICLE = msgspec.json.Decoder(Article)


def find(connection: sa.Connection, chosen: Sequence[str]) -> set[str]:
    """Find the reprints among articles and any that they are like, and keep the original of each.

    Articles that hang together by likeness have one original, whichever of them came first into
    the record. Gives the articles, of all, whose original is another than before.
    """
    _sign(connection, chosen)
    alike = _Alike(connection)
    moved: set[str] = set()
    seen: set[str] = set()
    for one in chosen:
        if one not in seen:
            group = alike.group(one)
            seen |= group
            moved |= _settle(connection, group)
    return moved


def _sign(connection: sa.Connection, chosen: Sequence[str]) -> None:
    made: list[dict[str, Any]] = []
    for some in chunks(chosen):
        for table in (schema.bands, signatures):
            connection.execute(sa.delete(table).where(table.c.article.in_(some)))
        query = sa.select(articles.c.id, articles.c.text, articles.c.article_json)
        for row in connection.execute(query.where(articles.c.id.in_(some))):
            whole = msgspec.structs.replace(_ARTICLE.decode(row.article_json), text=row.text)
            made.append({"article": row.id, "signature": sign(body(whole))})
    keys = [
        {"article": one["article"], "band": band}
        for one in made
        for band in bands(one["signature"])
    ]
    for table, rows in ((signatures, made), (schema.bands, keys)):
        if rows:
            connection.execute(sa.insert(table), rows)


class _Alike:
    """Which articles have a text like that of another; looked up once each."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._signatures: dict[str, bytes] = {}

    def group(self, one: str) -> set[str]:
        """An article and all that hang together with it."""
        found, waiting = {one}, [one]
        while waiting:
            near = self._near(waiting.pop()) - found
            found |= near
            waiting += near
        return found

    def _near(self, one: str) -> set[str]:
        mates = schema.bands.alias()
        query = (
            sa.select(mates.c.article)
            .join(schema.bands, schema.bands.c.band == mates.c.band)
            .where(schema.bands.c.article == one, mates.c.article != one)
            .distinct()
        )
        others = list(self._connection.execute(query).scalars())
        signed = self._signed([one, *others]) if others else {}
        return {other for other in others if is_reprint(signed[one], signed[other])}

    def _signed(self, wanted: Sequence[str]) -> dict[str, bytes]:
        for some in chunks(set(wanted) - self._signatures.keys()):
            query = sa.select(signatures).where(signatures.c.article.in_(some))
            self._signatures |= {
                row.article: row.signature for row in self._connection.execute(query)
            }
        return self._signatures


def _settle(connection: sa.Connection, group: Collection[str]) -> set[str]:
    """Keep the original of articles with one text; gives those that had another."""
    rows: list[Any] = []
    columns = (
        articles.c.id, articles.c.published_earliest, articles.c.outlet, articles.c.agency,
        articles.c.captured_at, articles.c.origin,
    )  # fmt: skip
    for some in chunks(sorted(group)):
        rows += connection.execute(sa.select(*columns).where(articles.c.id.in_(some)))
    first = original(
        Copy(
            id=row.id,
            published=row.published_earliest,
            own=row.agency is not None and row.agency == row.outlet,
            captured_at=row.captured_at,
        )
        for row in rows
    )
    moved = {row.id for row in rows if row.origin != first}
    for some in chunks(sorted(moved)):
        connection.execute(sa.update(articles).where(articles.c.id.in_(some)).values(origin=first))
    return moved
