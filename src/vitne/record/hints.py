"""Says which of the names that are looked for a record does not know, and which are like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vitne.record.countries import country_code
from vitne.record.names import find, near
from vitne.record.schema import articles, claim_actors, claims

if TYPE_CHECKING:
    import sqlalchemy as sa

    from vitne.record.filters import Filters


def unknown(connection: sa.Connection, filters: Filters) -> list[str]:
    """What is to be said of names that stand nowhere in a record, with names like them."""
    columns: tuple[tuple[str, sa.Column[Any]], ...] = (
        ("place", claims.c.place), ("actor", claim_actors.c.actor),
        ("agent", claim_actors.c.actor), ("target", claim_actors.c.actor),
        ("side", claim_actors.c.actor), ("outlet", articles.c.outlet),
    )  # fmt: skip
    told = [_unknown(connection, name, getattr(filters, name), column) for name, column in columns]
    if filters.voice is not None and not find(connection, articles.c.outlet, filters.voice):
        told.append(_unknown(connection, "voice", filters.voice, claims.c.voice))
    return [one for one in told if one is not None]


def _unknown(
    connection: sa.Connection, name: str, wanted: str | None, column: sa.Column[Any]
) -> str | None:
    if wanted is None or (name == "place" and country_code(wanted)):
        return None
    if find(connection, column, wanted):
        return None
    like = near(connection, column, wanted)
    hint = f"; there are {', '.join(like)}" if like else ""
    return f"the record knows no {name} {wanted!r}{hint}"
