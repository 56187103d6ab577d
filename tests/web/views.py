"""Every view of the web page, with an address of each that a record has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import sqlalchemy as sa

from vitne.record.schema import (
    account_claims,
    articles,
    claim_actors,
    claims,
    incident_accounts,
    incident_voices,
    incidents,
    links,
)

if TYPE_CHECKING:
    from vitne.record.database import Record

# Those that show no one thing of a record.
ALWAYS = {
    "overview": "/",
    "nothing": "/?text=nothing+that+anybody+said",
    "actors": "/actors",
    "voices": "/voices",
    "judgements": "/judgements",
    "method": "/method",
    "quality": "/quality",
    "sign-in": "/sign-in",
    "export": "/export",
    "not-there": "/incidents/0123456789abcdef",
}
OF_SOMETHING = (
    "chosen", "incident", "incident-ged", "incident-then", "period", "article", "explanation",
    "actor", "voice", "export-one", "review", "review-one",
)  # fmt: skip
NAMES = (*ALWAYS, *OF_SOMETHING)


def views(record: Record) -> dict[str, str]:
    """The views by name; what is shown is what most is told of."""
    with record.reading() as connection:
        return {**ALWAYS, **_found(connection)}


def _found(connection: sa.Connection) -> dict[str, str]:
    told = sa.select(incidents).order_by(incidents.c.articles.desc(), incidents.c.id)
    one = connection.execute(told.where(incidents.c.scope == "incident")).first()
    stretch = connection.execute(told.where(incidents.c.scope == "period")).first()
    if one is None:
        return {}
    claim = _claim(connection, one.id)
    found = {
        "chosen": f"/?country={quote(one.country or '')}&kind=toll",
        "incident": f"/incidents/{one.id}",
        "incident-ged": f"/incidents/{one.id}?profile=ged",
        "incident-then": f"/incidents/{one.id}?as_of={_day(connection, claim.article)}",
        "article": f"/articles/{claim.article}?claim={claim.id}#claim-{claim.id}",
        "actor": f"/actors/{quote(_most(connection, claim_actors.c.actor), safe='')}",
        "voice": f"/voices/{quote(_most(connection, incident_voices.c.voice), safe='')}",
        "export-one": f"/export?incident={one.id}",
        "review": "/review",
        "review-one": f"/review?claim={claim.id}",
    }
    if stretch is not None:
        found["period"] = f"/incidents/{stretch.id}"
    if (pair := _linked(connection)) is not None:
        found["explanation"] = "/explain?one={}&other={}".format(*pair)
    return found


def _claim(connection: sa.Connection, incident: str) -> sa.Row[tuple[str, str]]:
    """A toll of an incident, in an article that has an outlet."""
    query = (
        sa.select(claims.c.id, claims.c.article)
        .join(account_claims, account_claims.c.claim == claims.c.id)
        .join(incident_accounts, incident_accounts.c.account == account_claims.c.account)
        .join(articles, articles.c.id == claims.c.article)
        .where(incident_accounts.c.incident == incident)
        .order_by(claims.c.kind != "toll", articles.c.outlet.is_(None), claims.c.id)
    )
    return connection.execute(query).first()  # type: ignore[return-value]


def _day(connection: sa.Connection, article: str) -> str:
    """The day on which an article came out, or was captured."""
    query = sa.select(articles.c.published_earliest, articles.c.captured_at)
    row = connection.execute(query.where(articles.c.id == article)).one()
    return row.published_earliest or row.captured_at[:10]


def _most(connection: sa.Connection, column: sa.Column[str]) -> str:
    """The value that stands most often in a column."""
    query = sa.select(column).group_by(column).order_by(sa.func.count().desc(), column)
    return connection.execute(query).scalars().first() or ""


def _linked(connection: sa.Connection) -> tuple[str, str] | None:
    """Two claims whose accounts are linked."""
    query = sa.select(links.c.one, links.c.other).order_by(links.c.weight.desc(), links.c.one)
    pair = connection.execute(query).first()
    if pair is None:
        return None
    ends = [
        connection.execute(
            sa.select(account_claims.c.claim)
            .where(account_claims.c.account == account)
            .order_by(account_claims.c.claim)
        )
        .scalars()
        .first()
        for account in pair
    ]
    return (ends[0], ends[1]) if ends[0] and ends[1] else None
