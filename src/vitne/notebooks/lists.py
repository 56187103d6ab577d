"""Asks a record for lists of claims, incidents, estimates, voices and articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import msgspec
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.model import Reading
from vitne.notebooks.columns import EstimateRow, estimates_of
from vitne.notebooks.reports import list_articles
from vitne.record import schema
from vitne.record.filters import Conditions
from vitne.record.hindsight import known_on
from vitne.record.ids import claim_id, incident_id
from vitne.record.queries import Found, fetch_claims, list_claims, list_incidents
from vitne.record.reviews import Reviews
from vitne.record.rows import article_of, chunks
from vitne.record.speaking import list_speakers

if TYPE_CHECKING:
    from vitne.model import Incident
    from vitne.notebooks.rows import ArticleRow
    from vitne.record.filters import Filters
    from vitne.record.speaking import Speaker

T = TypeVar("T")
Reader = Callable[[sa.Connection, int | None], Iterator[T]]  # gives the first few, all for None
_LOT = 100  # incidents reconciled again at once
_AFTER = "g"  # sorts after every digit of an id


def claims(asked: Filters) -> Reader[Found]:
    """Reads claims; the incident that is asked for may be told by the beginning of its id."""

    def read(connection: sa.Connection, most: int | None) -> Iterator[Found]:
        wanted = _whole(connection, asked)
        with closing(
            list_claims(connection, wanted, Reviews.load(connection), limit=most)
        ) as found:
            yield from found

    return read


def incidents(asked: Filters, profile: str, day: str | None) -> Reader[Incident]:
    """Reads incidents with the estimates of a method, as known on a day."""

    def read(connection: sa.Connection, most: int | None) -> Iterator[Incident]:
        reviews = Reviews.load(connection)
        limit = most if day is None else None
        found = list_incidents(connection, asked, reviews, profile=profile, limit=limit)
        with closing(found):
            if day is None:
                yield from found
                return
            lots = chunks(found, _LOT)
            known = (known_on(connection, some, day=day, profile=profile) for some in lots)
            yield from islice((one for some in known for one in some), most)

    return read


def estimates(asked: Filters, profile: str, day: str | None) -> Reader[EstimateRow]:
    """Reads the estimates of incidents, one a measure and population."""

    def read(connection: sa.Connection, most: int | None) -> Iterator[EstimateRow]:
        found = incidents(asked, profile, day)(connection, None)
        yield from islice((row for one in found for row in estimates_of(one, profile)), most)

    return read


def voices(asked: Filters) -> Reader[Speaker]:
    """Reads who vouches for what."""

    def read(connection: sa.Connection, most: int | None) -> Iterator[Speaker]:
        return list_speakers(connection, asked, Reviews.load(connection), limit=most)

    return read


def articles(asked: Filters) -> Reader[ArticleRow]:
    """Reads what is known of articles."""

    def read(connection: sa.Connection, most: int | None) -> Iterator[ArticleRow]:
        return list_articles(connection, asked, limit=most)

    return read


def one_article(connection: sa.Connection, beginning: str) -> tuple[Reading, list[Found]]:
    """The article whose id begins so, or that makes the claim whose id does; with its claims.

    Raises:
        RecordError: There is none, or there are several.
    """
    table, own = schema.articles, schema.claims
    whole = _article_id(connection, beginning)
    row = connection.execute(sa.select(table).where(table.c.id == whole)).one()
    ids = sa.select(own.c.id).where(own.c.article == whole).order_by(own.c.position)
    wanted = connection.execute(ids).scalars().all()
    found = list(fetch_claims(connection, wanted, Reviews.load(connection)))
    article = article_of(row.article_json, row.text)
    return Reading(row.file, article, (), tuple(one.claim for one in found)), found


def count_claims(connection: sa.Connection, asked: Filters) -> int:
    """How many claims filters let through, without reading them."""
    table, told = schema.claims, schema.articles
    wanted = Conditions(connection, _whole(connection, asked), Reviews.load(connection)).of_claims()
    query = sa.select(sa.func.count()).select_from(table.join(told, told.c.id == table.c.article))
    return connection.execute(query.where(*wanted)).scalar() or 0


def count_incidents(connection: sa.Connection, asked: Filters) -> int:
    """How many incidents and periods filters let through, without reading them."""
    wanted = Conditions(connection, asked, Reviews.load(connection)).of_incidents(whole=True)
    query = sa.select(sa.func.count()).select_from(schema.incidents).where(*wanted)
    return connection.execute(query).scalar() or 0


def _whole(connection: sa.Connection, asked: Filters) -> Filters:
    """The same with the whole id of the incident that is asked for."""
    if asked.incident is None:
        return asked
    return msgspec.structs.replace(asked, incident=incident_id(connection, asked.incident))


def _article_id(connection: sa.Connection, beginning: str) -> str:
    asked = beginning.strip().lower()
    if not asked or not set(asked) <= set("0123456789abcdef"):
        raise RecordError(f"there is no article whose id begins with {beginning!r}")
    column, own = schema.articles.c.id, schema.claims
    query = sa.select(column).where(column >= asked, column < asked + _AFTER).limit(2)
    found = connection.execute(query).scalars().all()
    if len(found) > 1:
        raise RecordError(f"{beginning!r} is the beginning of several ids of articles")
    if found:
        return str(found[0])
    of = sa.select(own.c.article).where(own.c.id == claim_id(connection, asked))
    return str(connection.execute(of).scalar_one())
