"""Lists the articles of a record, those that came out last first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vitne.notebooks.rows import ArticleRow
from vitne.record.filters import in_language
from vitne.record.names import among, find
from vitne.record.schema import articles, captures, claims
from vitne.record.search import articles_with
from vitne.record.texts import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.record.filters import Filters

_LOT = 500  # rows read at once


def list_articles(
    connection: sa.Connection, filters: Filters, *, limit: int | None = None
) -> Iterator[ArticleRow]:
    """The articles that filters let through: by outlet, language, file, words, day of publication.

    Those whose day is not known come last.
    """
    many = sa.select(sa.func.count()).where(claims.c.article == articles.c.id).scalar_subquery()
    query = (
        sa.select(articles, many.label("claims"))
        .where(*_conditions(connection, filters))
        .order_by(articles.c.published_earliest.desc().nulls_last(), articles.c.id)
        .limit(limit)
    )
    columns = [one for one in query.selected_columns if one.key not in ("text", "article_json")]
    found = query.with_only_columns(*columns)
    with connection.execute(found, execution_options={"yield_per": _LOT}) as rows:
        yield from map(_row, rows)


def _conditions(connection: sa.Connection, asked: Filters) -> Iterator[sa.ColumnElement[bool]]:
    if asked.outlet is not None:
        yield among(
            connection, articles.c.outlet, find(connection, articles.c.outlet, asked.outlet)
        )
    if asked.language is not None:
        yield in_language(asked.language)
    if asked.file is not None:
        own = sa.select(captures.c.article).where(captures.c.file == key(asked.file))
        yield articles.c.id.in_(own)
    if asked.text is not None:
        yield articles.c.id.in_(articles_with(connection, asked.text))
    if asked.earliest is not None:
        yield articles.c.published_latest >= asked.earliest
    if asked.latest is not None:
        yield articles.c.published_earliest <= asked.latest


def _row(row: Any) -> ArticleRow:
    return ArticleRow(
        id=row.id,
        file=row.file,
        address=row.address,
        title=row.title,
        outlet=row.outlet,
        agency=row.agency,
        language=row.language,
        published_earliest=row.published_earliest,
        published_latest=row.published_latest,
        captured_at=row.captured_at,
        superseded_by=row.superseded_by,
        reprint_of=None if row.origin == row.id else row.origin,
        claims=row.claims,
    )
