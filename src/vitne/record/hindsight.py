"""Incidents as they would have been told at an earlier time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.incidents.incident import incident as summed_up
from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import reconcile
from vitne.packs.linking import read_families
from vitne.record.judgements import best_figures
from vitne.record.names import among
from vitne.record.queries import files_of
from vitne.record.schema import articles
from vitne.record.statements import statements
from vitne.record.weighing import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vitne.incidents.profiles import Profile
    from vitne.model import Account, Estimate, Incident, Statement
    from vitne.packs.linking import Families


def known_on(
    connection: sa.Connection, found: Sequence[Incident], *, day: str, profile: str
) -> list[Incident]:
    """Incidents as the articles that had come out by a day told them.

    What is linked with what, and what people judged, is as it is now. An incident that no article
    told of yet is left out.

    Args:
        connection: To the record.
        found: Incidents as they are now.
        day: ISO; an article without a date of publication came out when it was captured.
        profile: The method of reconciling.
    """
    told = _by_incident(
        found, statements(connection, {c for one in found for c in one.claims}, as_of=day)
    )
    sums = _Sums(connection, found, profiles()[profile], read_families())
    return [sums.of(one, told[one.id]) for one in found if one.id in told]


def told_before(
    connection: sa.Connection, found: Sequence[Incident], *, time: str
) -> dict[str, dict[str, Estimate]]:
    """What the articles captured before a time tell of incidents: their estimates under `full`.

    An incident of which nothing had been captured is left out. Judgements are as they are now.

    Args:
        connection: To the record.
        found: Incidents as they are now.
        time: UTC, ISO 8601.
    """
    every = statements(connection, {c for one in found for c in one.claims})
    early = [one for one in every if (one.captured_at or "") < time]
    newer = _captured(connection, {one.article for one in early if one.superseded}, time)
    then = [msgspec.structs.replace(one, superseded=one.article in newer) for one in early]
    told = _by_incident(found, then)
    scopes = {one.id: one.scope for one in found}
    full = profiles()["full"]
    return {key: reconcile(some, full, scope=scopes[key]).estimates for key, some in told.items()}


class _Sums:
    """Sums incidents up anew from some of their statements."""

    def __init__(
        self,
        connection: sa.Connection,
        found: Sequence[Incident],
        profile: Profile,
        families: Families,
    ) -> None:
        self._connection = connection
        self._profile = profile
        self._families = families
        self._accounts = load(connection, {key for one in found for key in one.accounts})
        self._files = files_of(connection, {key for one in found for key in one.articles})

    def of(self, one: Incident, told: Sequence[Statement]) -> Incident:
        """An incident of no more than some statements; it keeps its id."""
        out = {statement.article for statement in told}
        best = best_figures(self._connection, [statement.claim.id for statement in told])
        made = summed_up(
            self._told_in(one, out),
            told,
            reconcile(told, self._profile, best=best, scope=one.scope),
            files=[file for article in out for file in self._files.get(article, ())],
            families=self._families,
        )
        return msgspec.structs.replace(made, id=one.id)

    def _told_in(self, one: Incident, out: Iterable[str]) -> list[Account]:
        known = [self._accounts[key] for key in one.accounts if key in self._accounts]
        return [account for account in known if account.article in set(out)]


def _by_incident(
    found: Iterable[Incident], told: Iterable[Statement]
) -> Mapping[str, list[Statement]]:
    at = {claim: one.id for one in found for claim in one.claims}
    rows: dict[str, list[Statement]] = defaultdict(list)
    for statement in told:
        rows[at[statement.claim.id]].append(statement)
    return rows


def _captured(connection: sa.Connection, wanted: Iterable[str], time: str) -> set[str]:
    """Which of some articles had been superseded before a time."""
    newer = articles.alias()
    query = (
        sa.select(articles.c.id)
        .join(newer, newer.c.id == articles.c.superseded_by)
        .where(among(connection, articles.c.id, set(wanted)), newer.c.captured_at < time)
    )
    return set(connection.execute(query).scalars())
