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
    alike = _Alike(connection, chosen)
    moved: set[str] = set()
    alone: list[str] = []
    seen: set[str] = set()
    for one in chosen:
        if one in seen:
            continue
        group = alike.group(one)
        seen |= group
        if len(group) > 1:
            moved |= _settle(connection, group)
        else:
            alone.append(one)
    return moved | _settle_alone(connection, alone)


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
    """Which articles have a text like that of another; those of some are looked up at once."""

    def __init__(self, connection: sa.Connection, chosen: Sequence[str]) -> None:
        self._connection = connection
        self._signatures: dict[str, bytes] = {}
        self._sharing: dict[str, set[str]] = {}
        self._look_up(chosen)

    def group(self, one: str) -> set[str]:
        """An article and all that hang together with it."""
        found, waiting = {one}, [one]
        while waiting:
            near = self._near(waiting.pop()) - found
            found |= near
            waiting += near
        return found

    def _near(self, one: str) -> set[str]:
        if one not in self._sharing:
            self._look_up([one])
        others = self._sharing[one]
        signed = self._signed([one, *others]) if others else {}
        return {other for other in others if is_reprint(signed[one], signed[other])}

    def _look_up(self, wanted: Sequence[str]) -> None:
        """Find the articles that share a band with some."""
        self._sharing |= {one: set() for one in wanted}
        mates = schema.bands.alias()
        mine = schema.bands.c
        for some in chunks(wanted):
            query = (
                sa.select(mine.article, mates.c.article)
                .join(mates, sa.and_(mates.c.band == mine.band, mates.c.article != mine.article))
                .where(mine.article.in_(some))
                .distinct()
            )
            for one, other in self._connection.execute(query):
                self._sharing[one].add(other)

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


def _settle_alone(connection: sa.Connection, alone: Sequence[str]) -> set[str]:
    """Articles that nobody reprints are their own originals; gives those that had another."""
    moved: set[str] = set()
    for some in chunks(alone):
        other = sa.and_(articles.c.id.in_(some), articles.c.origin.is_distinct_from(articles.c.id))
        moved |= set(connection.execute(sa.select(articles.c.id).where(other)).scalars())
        connection.execute(sa.update(articles).where(other).values(origin=articles.c.id))
    return moved
