"""Claims out of the record, where they stand, as people judged them: ready to be reconciled."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents import judged
from vitne.model import Claim, Period, Role, Statement
from vitne.record import judgements
from vitne.record.rows import chunks
from vitne.record.schema import articles, claims

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_CLAIM = msgspec.json.Decoder(Claim)


def statements(
    connection: sa.Connection, wanted: Collection[str], *, as_of: str | None = None
) -> list[Statement]:
    """The statements of claims, in order of article and of telling.

    Args:
        connection: To the record.
        wanted: Ids of claims; what a person rejected is left out, what one corrected is changed.
        as_of: An ISO day: leaves out what came out later. An article without a date of publication
            came out when it was captured.
    """
    found: list[Any] = []
    for some in chunks(sorted(wanted)):
        found += connection.execute(_query().where(claims.c.id.in_(some)))
    if as_of is not None:
        found = [row for row in found if came_out(row.out, row.captured_at) <= as_of]
    newer = _newer(connection, found, as_of)
    held = judgements.standing(connection, about=wanted)
    kept = {c.id: c for c in judged.apply((_CLAIM.decode(row.claim_json) for row in found), held)}
    found.sort(key=lambda row: (row.out or "9999", row.captured_at, row.article, row.position))
    return [_statement(row, kept[row.id], newer) for row in found if row.id in kept]


def _query() -> sa.Select[Any]:
    return sa.select(
        claims.c.id,
        claims.c.article,
        claims.c.position,
        claims.c.role,
        claims.c.claim_json,
        articles.c.file,
        articles.c.language,
        articles.c.outlet,
        articles.c.agency,
        articles.c.origin,
        articles.c.superseded_by,
        articles.c.captured_at,
        articles.c.published_earliest.label("out"),
        articles.c.published_latest,
    ).join(articles, articles.c.id == claims.c.article)


def came_out(published: str | None, captured_at: str) -> str:
    """The ISO day on which an article came out; without a date of publication, when it was captured."""
    return published or captured_at[:10]


def _newer(connection: sa.Connection, found: Iterable[Any], as_of: str | None) -> set[str]:
    """The newer versions that had come out by then."""
    wanted = {row.superseded_by for row in found if row.superseded_by}
    if as_of is None:
        return wanted
    columns = articles.c.published_earliest.label("out"), articles.c.captured_at
    rows = [
        row
        for some in chunks(sorted(wanted))
        for row in connection.execute(
            sa.select(articles.c.id, *columns).where(articles.c.id.in_(some))
        )
    ]
    return {row.id for row in rows if came_out(row.out, row.captured_at) <= as_of}


def _statement(row: Any, claim: Claim, newer: Collection[str]) -> Statement:
    return Statement(
        claim=claim,
        article=row.article,
        file=row.file,
        language=row.language,
        origin=row.origin or row.article,
        role=Role(row.role),
        outlet=row.outlet,
        agency=row.agency,
        published=_period(row.out, row.published_latest),
        captured_at=row.captured_at,
        superseded=row.superseded_by in newer,
    )


def _period(earliest: str | None, latest: str | None) -> Period | None:
    if earliest is None or latest is None:
        return None
    edtf = earliest if earliest == latest else f"{earliest}/{latest}"
    return Period(dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest), edtf)
