"""Links of a record → incidents with their estimates, in its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents.cells import cells as cells_of
from vitne.incidents.clusters import cluster
from vitne.incidents.incident import first_told, incident
from vitne.incidents.reconcile import reconcile_all
from vitne.incidents.rows import day
from vitne.incidents.standing import standings
from vitne.incidents.voices import independent
from vitne.model import Account, Scope
from vitne.record.decided import best_figures, with_best
from vitne.record.rows import chunks
from vitne.record.schema import (
    account_claims,
    articles,
    captures,
    cells,
    estimates,
    incident_accounts,
    incident_voices,
    incidents,
    links,
)
from vitne.record.statements import came_out, statements
from vitne.record.texts import key
from vitne.record.weighing import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from vitne.incidents.clusters import Pair
    from vitne.incidents.profiles import Profile
    from vitne.model import Estimate, Incident, Statement
    from vitne.packs.linking import Families, Model
    from vitne.record.gathering import Held


class Settler:
    """Clusters the accounts that hang together with some, and keeps the incidents they make."""

    def __init__(
        self, connection: sa.Connection, model: Model, held: Held, families: Families
    ) -> None:
        self._connection = connection
        self._threshold = model.weights.threshold
        self._families = families
        together, apart = held
        self._together = self._accounts_of(together)
        self._apart = self._accounts_of(apart)
        self._chosen = with_best(connection)

    def settle(self, touched: Collection[str], profiles: Mapping[str, Profile]) -> int:
        """Cluster anew all that hangs together with the touched accounts. Gives how many came of it."""
        reached, weights = self._reached(touched)
        known = load(self._connection, reached)
        found = self._clusters(known, weights)
        self._drop(known)
        self._keep(found, profiles)
        return len(found)

    def _accounts_of(self, pairs: Iterable[Pair]) -> set[Pair]:
        """The pairs of accounts that pairs of claims stand in; of one account there is none."""
        held = list(pairs)
        at: dict[str, str] = {}
        for some in chunks(sorted({claim for pair in held for claim in pair})):
            query = sa.select(account_claims).where(account_claims.c.claim.in_(some))
            at |= {row.claim: row.account for row in self._connection.execute(query)}
        found = {(at[one], at[other]) for one, other in held if one in at and other in at}
        return {(min(pair), max(pair)) for pair in found if pair[0] != pair[1]}

    def _reached(self, touched: Collection[str]) -> tuple[set[str], dict[Pair, float]]:
        """The accounts that hang together with some by strong enough links, and all their links."""
        reached: set[str] = set()
        weights: dict[Pair, float] = {}
        frontier = set(touched)
        while frontier:
            reached |= frontier
            near: set[str] = set()
            for one, other, weight in self._links(frontier):
                weights[one, other] = weight
                if weight >= self._threshold:
                    near |= {one, other}
            near |= self._of_periods(frontier)
            near |= {one for pair in self._together if frontier & set(pair) for one in pair}
            frontier = near - reached
        return reached, weights

    def _links(self, some: Collection[str]) -> Iterable[Any]:
        for part in chunks(sorted(some)):
            for column in (links.c.one, links.c.other):
                query = sa.select(links.c.one, links.c.other, links.c.weight)
                yield from self._connection.execute(query.where(column.in_(part)))

    def _of_periods(self, some: Collection[str]) -> set[str]:
        """Accounts of the same period as some."""
        mates = cells.alias()
        found: set[str] = set()
        for part in chunks(sorted(some)):
            query = (
                sa.select(mates.c.account)
                .join(cells, cells.c.cell == mates.c.cell)
                .where(cells.c.account.in_(part), cells.c.cell.startswith("P:"))
            )
            found |= set(self._connection.execute(query).scalars())
        return found

    def _clusters(
        self, known: Mapping[str, Account], weights: Mapping[Pair, float]
    ) -> list[list[Account]]:
        """The accounts of each incident and of each period."""
        told = sorted(name for name, one in known.items() if one.scope is Scope.INCIDENT)
        days = {
            name: (first, last)
            for name in told
            if (first := day(known[name].earliest or ""))
            and (last := day(known[name].latest or ""))
        }
        found = cluster(
            told,
            weights,
            threshold=self._threshold,
            days=days,
            apart=self._apart,
            together=self._together,
        )
        periods: dict[str, list[str]] = {}
        for name, one in sorted(known.items()):
            if one.scope is Scope.PERIOD:
                periods.setdefault(_period(one), []).append(name)
        return [[known[name] for name in one] for one in (*found, *periods.values())]

    def _drop(self, known: Collection[str]) -> None:
        """Take away the incidents that some accounts were in."""
        for some in chunks(sorted(known)):
            mine = sa.select(incident_accounts.c.incident).where(
                incident_accounts.c.account.in_(some)
            )
            self._connection.execute(sa.delete(incidents).where(incidents.c.id.in_(mine)))

    def _keep(self, found: Sequence[list[Account]], profiles: Mapping[str, Profile]) -> None:
        told = self._statements(found)
        files, order = self._articles({one.article for group in found for one in group})
        made = []
        figures: list[dict[str, Any]] = []
        for group in found:
            ordered = first_told(group, order)
            claims = [one for account in ordered for one in told.get(account.id, ())]
            if not claims:
                continue  # all of it was rejected
            best = self._best([one.claim.id for one in claims])
            results = reconcile_all(claims, best=best, scope=ordered[0].scope, methods=profiles)
            graded = results["airwars"].grade
            whole = incident(
                ordered,
                claims,
                results["full"],
                files={name for account in ordered for name in files[account.article]},
                families=self._families,
                grade=graded.id if graded else None,
            )
            made.append(whole)
            for name, result in results.items():
                every = (*result.estimates.values(), *result.parts)
                figures += [estimate_row(whole.id, name, estimate) for estimate in every]
        self._insert(made, figures)

    def _best(self, claims: Sequence[str]) -> Mapping[str, int]:
        """The best figures that people chose for an incident with some claims."""
        if not self._chosen.intersection(claims):
            return {}
        return best_figures(self._connection, claims)

    def _statements(self, found: Sequence[list[Account]]) -> dict[str, list[Statement]]:
        """The statements of each account."""
        at = {claim: one.id for group in found for one in group for claim in one.claims}
        told: dict[str, list[Statement]] = {}
        for one in statements(self._connection, at.keys()):
            told.setdefault(at[one.claim.id], []).append(one)
        return told

    def _articles(
        self, wanted: Collection[str]
    ) -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
        """The files that articles came in, and what tells which came out first."""
        files: dict[str, list[str]] = {}
        order: dict[str, tuple[str, ...]] = {}
        for some in chunks(sorted(wanted)):
            query = sa.select(captures.c.article, captures.c.file)
            for row in self._connection.execute(query.where(captures.c.article.in_(some))):
                files.setdefault(row.article, []).append(row.file)
            columns = articles.c.id, articles.c.published_earliest, articles.c.captured_at
            for one, out, captured in self._connection.execute(
                sa.select(*columns).where(articles.c.id.in_(some))
            ):
                order[one] = (came_out(out, captured), captured, one)
        return files, order

    def _insert(self, made: Sequence[Incident], figures: Sequence[dict[str, Any]]) -> None:
        tables: list[tuple[sa.Table, list[dict[str, Any]]]] = [
            (incidents, [incident_row(one) for one in made]),
            (
                incident_accounts,
                [{"account": name, "incident": one.id} for one in made for name in one.accounts],
            ),
            (incident_voices, [row for one in made for row in _voices(one)]),
            (estimates, list(figures)),
        ]
        for table, rows in tables:
            if rows:
                self._connection.execute(sa.insert(table), rows)


def _period(account: Account) -> str:
    """What accounts of one period share; one without a place or a time stands alone."""
    return next(iter(cells_of(account)), account.id)


def incident_row(one: Incident) -> dict[str, Any]:
    """The row that an incident becomes."""
    place, time = one.place, one.time
    return {
        "id": one.id,
        "scope": one.scope.value,
        "label": one.label,
        "event_type": one.event_type,
        "sub_event": one.sub_event,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "earliest": time.earliest if time else None,
        "latest": time.latest if time else None,
        "articles": len(one.articles),
        "voices": len(independent(one.voices)),
        "incident_json": msgspec.json.encode(one).decode(),
    }


def _voices(one: Incident) -> list[dict[str, Any]]:
    """How the voices of an incident stand; two unnamed ones share a name and so a row."""
    return [
        {
            "incident": one.id,
            "voice": key(stood.name),
            "role": stood.role,
            "scope": one.scope.value,
            "claims": stood.claims,
            "vouches": stood.vouches,
            "stake": stood.stake,
            "alone": stood.alone,
            "agreed": stood.agreed,
            "contradicted": stood.contradicted,
            "revised": stood.revised,
        }
        for stood in standings(one.voices, one.contradictions)
    ]


def estimate_row(incident_id: str, profile: str, estimate: Estimate) -> dict[str, Any]:
    """The row that an estimate of an incident becomes."""
    parts = (estimate.status, estimate.side, estimate.who)
    return {
        "incident": incident_id,
        "profile": profile,
        "measure": estimate.measure,
        "population": " · ".join(part for part in parts if part),
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "estimate_json": msgspec.json.encode(estimate).decode(),
    }
