"""All claims about one actor, to be counted and picked from in one look."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.record.names import among
from vitne.record.queries import fetch_claims
from vitne.record.relations import TERRITORY, counted
from vitne.record.schema import articles, claim_actors, claims
from vitne.record.texts import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.record.queries import Found
    from vitne.record.reviews import Reviews

_MOST_CLAIMS = 200_000  # of one actor that are counted
_MOST_ACTS = 100
_OPPOSITE = {"agent": "target", "target": "agent"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which sentences of an actor are wanted; None asks for nothing.

    `role` is its role in the claim, `other` who is on the other side of it, "" for nobody named.
    `act` is a type of act as in `Act`, "" for none.
    """

    role: str | None = None
    kind: str | None = None
    act: str | None = None
    modality: str | None = None
    other: str | None = None


class Act(msgspec.Struct, frozen=True, order=True):
    """An act of one type and how it is meant: asserted, alleged …"""

    act: str  # a sub-event type of ACLED, else a type of PLOVER, "" for neither
    modality: str


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A claim about an actor, in one of its roles."""

    claim: str
    role: str
    kind: str
    act: str
    modality: str
    published: str


class Dossier:
    """The claims that count about one actor; see `vitne.record.relations` for which do."""

    def __init__(self, connection: sa.Connection, reviews: Reviews, rows: tuple[Row, ...]) -> None:
        """Take what `rows` gives for an actor."""
        self._connection = connection
        self._reviews = reviews
        self._rows = rows

    def acts(self, role: str) -> list[tuple[Act, int]]:
        """What is claimed to be done by it, or to it, by type and meaning, most often first."""
        found = Counter(
            Act(row.act, row.modality)
            for row in self._rows
            if row.kind == "event" and row.role == role
        )
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST_ACTS]

    def sentences(
        self, asked: Asked, *, limit: int, offset: int = 0
    ) -> tuple[tuple[Found, ...], int]:
        """The claims that are asked for, of the newest articles first, and how many there are."""
        chosen = {row.claim: row.published for row in self._rows if _fits(row, asked)}
        if asked.other is not None:
            facing = self._facing(chosen, asked)
            chosen = {claim: out for claim, out in chosen.items() if claim in facing}
        ids = sorted(chosen, key=lambda claim: (chosen[claim], claim), reverse=True)
        shown = ids[offset : offset + limit]
        return tuple(fetch_claims(self._connection, shown, self._reviews)), len(ids)

    def holdings(self, *, limit: int) -> tuple[Found, ...]:
        """The claims that it took, lost or handed over a place, place by place and day by day."""
        ids = sorted({row.claim for row in self._rows if row.act in TERRITORY})[:limit]
        found = fetch_claims(self._connection, ids, self._reviews)
        return tuple(sorted(found, key=_place_and_day))

    def _facing(self, chosen: Iterable[str], asked: Asked) -> set[str]:
        """Those of some claims that have the other one, or nobody, on the other side."""
        opposite = _OPPOSITE.get(asked.role or "")
        sides = [opposite] if opposite else list(_OPPOSITE)
        table = claim_actors.c
        if asked.other:
            query = sa.select(table.claim).where(table.actor == key(asked.other))
            return set(self._connection.execute(query.where(table.role.in_(sides))).scalars())
        some = among(self._connection, table.claim, set(chosen))
        query = sa.select(table.claim).where(some, table.role.in_(sides))
        return set(chosen) - set(self._connection.execute(query).scalars())


def _place_and_day(found: Found) -> tuple[str, str, str]:
    place, time = found.claim.place, found.claim.time
    return place.name if place else "", time.earliest if time else "9999", found.claim.id


def _fits(row: Row, asked: Asked) -> bool:
    pairs = (
        (asked.role, row.role), (asked.kind, row.kind), (asked.act, row.act),
        (asked.modality, row.modality),
    )  # fmt: skip
    return all(wanted is None or wanted == told for wanted, told in pairs)


def rows(connection: sa.Connection, reviews: Reviews, name: str) -> tuple[Row, ...]:
    """The claims that count about an actor, by its name as it stands in the record."""
    act = sa.func.coalesce(claims.c.sub_event, claims.c.event_type, "")
    query = (
        sa.select(claims.c.id, claim_actors.c.role, claims.c.kind, act, claims.c.modality)
        .add_columns(sa.func.coalesce(articles.c.published_earliest, ""))
        .select_from(claim_actors)
        .join(claims, claims.c.id == claim_actors.c.claim)
        .join(articles, articles.c.id == claims.c.article)
        .where(claim_actors.c.actor == key(name), *counted(connection, reviews))
        .limit(_MOST_CLAIMS)
    )
    return tuple(Row(*row) for row in connection.execute(query))
