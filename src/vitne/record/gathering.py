"""Articles of a record → accounts, in its tables."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents import judged, rows
from vitne.incidents.accounts import account, happened, pairs
from vitne.incidents.accounts import gather as gather_claims
from vitne.incidents.cells import cells as cells_of
from vitne.model import Account, Claim
from vitne.record.judgements import standing
from vitne.record.rows import chunks
from vitne.record.schema import (
    account_claims,
    accounts,
    cells,
    claims,
    incident_accounts,
    incidents,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from vitne.incidents.clusters import Pair
    from vitne.incidents.scoring import Scorer
    from vitne.packs.linking import Families

_CLAIM = msgspec.json.Decoder(Claim)
_EVERY = -1e6  # bits: every pair of one article is weighed
Held = tuple[list["Pair"], list["Pair"]]


def clear(connection: sa.Connection, chosen: Sequence[str]) -> set[str]:
    """Take away the accounts of articles and their incidents; gives the accounts left without one."""
    mine = of_articles(connection, chosen)
    loose: set[str] = set()
    for some in chunks(sorted(mine)):
        within = sa.select(incident_accounts.c.incident).where(
            incident_accounts.c.account.in_(some)
        )
        mates = incident_accounts.c.incident.in_(within)
        loose |= set(
            connection.execute(sa.select(incident_accounts.c.account).where(mates)).scalars()
        )
        connection.execute(sa.delete(incidents).where(incidents.c.id.in_(within)))
        connection.execute(sa.delete(accounts).where(accounts.c.id.in_(some)))
    return loose - mine


def of_articles(connection: sa.Connection, chosen: Collection[str]) -> set[str]:
    """The accounts of articles."""
    return {
        one
        for some in chunks(sorted(chosen))
        for one in connection.execute(
            sa.select(accounts.c.id).where(accounts.c.article.in_(some))
        ).scalars()
    }


def gather(
    connection: sa.Connection,
    chosen: Sequence[str],
    *,
    scorer: Scorer,
    families: Families,
    held: Held,
) -> list[Account]:
    """Make the accounts of articles and keep them, each with its claims and its cells."""
    told = list(_told(connection, chosen))
    weighed = _weights([one for _, one in told], scorer, families)
    together, apart = held
    made = [
        account(scope, one, article=article, families=families)
        for (article, read), weights in zip(told, weighed, strict=True)
        for scope, one in gather_claims(
            read,
            weights,
            threshold=scorer.model.weights.threshold,
            apart=apart,
            together=together,
        )
    ]
    _keep(connection, made)
    return made


def _told(connection: sa.Connection, chosen: Sequence[str]) -> Iterator[tuple[str, list[Claim]]]:
    """Each article with its claims, as people judged them."""
    found: list[Any] = []
    for some in chunks(chosen):
        query = sa.select(claims.c.id, claims.c.article, claims.c.claim_json)
        query = query.where(claims.c.article.in_(some))
        found += connection.execute(query.order_by(claims.c.article, claims.c.position))
    decisions = standing(connection, about=[row.id for row in found])
    found.sort(key=lambda row: row.article)
    for article, group in groupby(found, key=lambda row: row.article):
        yield article, judged.apply((_CLAIM.decode(row.claim_json) for row in group), decisions)


def _weights(
    told: Sequence[list[Claim]], scorer: Scorer, families: Families
) -> list[dict[Pair, float]]:
    """The weights of the pairs of claims of each article."""
    asked = [pair for read in told for pair in pairs(read)]
    compared = [claim for read in told for claim in read if happened(claim)]
    at = {claim.id: number for number, read in enumerate(told) for claim in read}
    weighed: list[dict[Pair, float]] = [{} for _ in told]
    for link in scorer.score(rows.of_claims(compared, families), asked, least=_EVERY):
        weighed[at[link.one]][link.one, link.other] = link.weight
    return weighed


def _keep(connection: sa.Connection, made: Sequence[Account]) -> None:
    if not made:
        return
    connection.execute(
        sa.insert(accounts),
        [
            {
                "id": one.id,
                "article": one.article,
                "scope": one.scope.value,
                "account_json": msgspec.json.encode(one).decode(),
            }
            for one in made
        ],
    )
    connection.execute(
        sa.insert(account_claims),
        [{"claim": claim, "account": one.id} for one in made for claim in one.claims],
    )
    found = [{"cell": cell, "account": one.id} for one in made for cell in cells_of(one)]
    if found:
        connection.execute(sa.insert(cells), found)
