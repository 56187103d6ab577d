"""Claims out of the record, where they stand, as people judged them: ready to be reconciled."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents import judged
from vitne.model import Claim, Period, Role, Statement
from vitne.record import judgements
from vitne.record.rows import chunks
from vitne.record.schema import articles, claims

if TYPE_CHECKING:
    from collections.abc import Collection

_CLAIM = msgspec.json.Decoder(Claim)
_NEVER = "9999-99-99"


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
    return Telling(connection, wanted).until(as_of)


class Telling:
    """The statements of claims, from which those are taken that had come out by one day or another."""

    def __init__(self, connection: sa.Connection, wanted: Collection[str]) -> None:
        """Read the claims; what a person rejected is left out, what one corrected is changed."""
        self._connection = connection
        found: list[Any] = []
        for some in chunks(sorted(wanted)):
            found += connection.execute(_query().where(claims.c.id.in_(some)))
        found.sort(key=lambda row: (row.out or "9999", row.captured_at, row.article, row.position))
        held = judgements.standing(connection, about=wanted)
        read = (_CLAIM.decode(row.claim_json) for row in found)
        kept = {one.id: one for one in judged.apply(read, held)}
        self._told = [(row, _statement(row, kept[row.id])) for row in found if row.id in kept]

    def until(self, day: str | None) -> list[Statement]:
        """The statements of what had come out by an ISO day, all if None.

        Those of a version say whether a newer one had superseded it by then.
        """
        if day is None:
            return [one for _, one in self._told]
        return [
            _of_version(one, superseded=self._newer.get(row.superseded_by, _NEVER) <= day)
            for row, one in self._told
            if came_out(row.out, row.captured_at) <= day
        ]

    @cached_property
    def _newer(self) -> dict[str, str]:
        """The days on which the versions came out that supersede others."""
        wanted = {row.superseded_by for row, _ in self._told if row.superseded_by}
        columns = articles.c.published_earliest.label("out"), articles.c.captured_at
        return {
            row.id: came_out(row.out, row.captured_at)
            for some in chunks(sorted(wanted))
            for row in self._connection.execute(
                sa.select(articles.c.id, *columns).where(articles.c.id.in_(some))
            )
        }


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


def _statement(row: Any, claim: Claim) -> Statement:
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
        superseded=row.superseded_by is not None,
    )


def _of_version(one: Statement, *, superseded: bool) -> Statement:
    if one.superseded == superseded:
        return one
    return msgspec.structs.replace(one, superseded=superseded)


def _period(earliest: str | None, latest: str | None) -> Period | None:
    if earliest is None or latest is None:
        return None
    edtf = earliest if earliest == latest else f"{earliest}/{latest}"
    return Period(dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest), edtf)
