"""Articles: the evidence that all claims are tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.api import shapes
from vitne.api.pages import ArticlePage, ListedArticle
from vitne.api.parameters import LIMIT
from vitne.api.problems import ProblemError
from vitne.api.shapes import WholeArticle
from vitne.record.names import among
from vitne.record.queries import fetch_claims, files_of
from vitne.record.rows import article_of
from vitne.record.schema import articles as table
from vitne.record.schema import claims
from vitne.record.versions import revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.api.looking import Look

_LISTED = (
    table.c.id, table.c.file, table.c.address, table.c.language, table.c.title, table.c.outlet,
    table.c.agency, table.c.published_earliest, table.c.captured_at, table.c.superseded_by,
)  # fmt: skip


def articles(look: Look) -> ArticlePage:
    """A page of the articles chosen."""
    page = look.panorama.articles(
        look.asked.choice(), look.asked.one("after"), look.asked.number("limit", LIMIT)
    )
    return ArticlePage(
        items=_listed(look.connection, page.ids),
        total=page.total,
        next=look.following(page.next),
        moment=look.panorama.moment,
    )


def article(look: Look) -> WholeArticle:
    """One article with its text, its segments and its claims."""
    key = look.path("article")
    row = look.connection.execute(sa.select(table).where(table.c.id == key)).one_or_none()
    if row is None:
        raise ProblemError(404, "There is no such article.")
    query = sa.select(claims.c.id).where(claims.c.article == key).order_by(claims.c.position)
    ids = look.connection.execute(query).scalars().all()
    return WholeArticle(
        **msgspec.structs.asdict(article_of(row.article_json, row.text)),
        files=files_of(look.connection, [key]).get(key, (row.file,)),
        agency=row.agency,
        origin=row.origin,
        superseded_by=row.superseded_by,
        claims=tuple(map(shapes.claim, fetch_claims(look.connection, ids, look.reviews))),
        revisions=tuple(map(shapes.revision, revisions(look.connection, article=key))),
    )


def _listed(connection: sa.Connection, wanted: Sequence[str]) -> list[ListedArticle]:
    told = sa.select(sa.func.count()).where(claims.c.article == table.c.id).scalar_subquery()
    query = sa.select(*_LISTED, told).where(among(connection, table.c.id, wanted))
    rows = {row[0]: row for row in connection.execute(query)}
    names = ListedArticle.__struct_fields__
    found = (rows[key] for key in wanted if key in rows)
    return [ListedArticle(**dict(zip(names, row, strict=True))) for row in found]
