"""How an incident became known: day by day, number by number, revision by revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import reconcile
from vitne.record.judgements import best_figures
from vitne.record.names import among
from vitne.record.schema import articles
from vitne.record.statements import Telling, came_out
from vitne.record.versions import revisions
from vitne.web.sayings import vouching

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.model import Estimate, Incident
    from vitne.record.queries import Found
    from vitne.record.versions import Revision
    from vitne.wording import Wording

_MOST_DAYS = 30  # of which the estimates are made anew
_MOST_REVISED = 50  # articles whose versions are compared
_TOLD = ("killed", "wounded")


class Paper(msgspec.Struct, frozen=True):
    """An article that came out, and whether it reprints another."""

    article: str
    outlet: str | None
    file: str
    reprint: bool


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which articles came out, and what all that was known then came to.

    `estimates` is None where it was not made anew; `moved` are the measures that came out otherwise
    than on the day before.
    """

    iso: str
    papers: tuple[Paper, ...]
    estimates: dict[str, Estimate] | None
    moved: tuple[str, ...]


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a measure: since when it is said, until when, by whom, in how many articles."""

    measure: str
    says: str
    first: str
    last: str
    articles: int
    voices: tuple[str, ...]
    claim: str  # that said it first


def days(connection: sa.Connection, incident: Incident, *, profile: str) -> tuple[Day, ...]:
    """The days on which its articles came out, oldest first, each as known on it."""
    by_day = _papers(connection, incident.articles)
    told = sorted(by_day)
    anew = set(told[-_MOST_DAYS:])
    sums = _Sums(connection, incident, profile)
    found: list[Day] = []
    for day in told:
        made = sums.on(day) if day in anew else None
        before = found[-1].estimates if found else None
        found.append(
            Day(iso=day, papers=tuple(by_day[day]), estimates=made, moved=_moved(before, made))
        )
    return tuple(found)


def numbers(found: Sequence[Found], words: Wording) -> tuple[Number, ...]:
    """When each figure was first and last said, measure by measure, as it came."""
    said: dict[tuple[str, str], list[Found]] = {}
    for row in sorted(found, key=_out):
        toll = row.claim.toll
        if toll is not None and row.review != "rejected":
            said.setdefault((toll.measure, words.counted(toll)), []).append(row)
    told = [
        Number(
            measure=measure,
            says=says,
            first=_out(rows[0]),
            last=_out(rows[-1]),
            articles=len({row.article for row in rows}),
            voices=tuple(dict.fromkeys(vouching(row, words) for row in _vouched(rows))),
            claim=rows[0].claim.id,
        )
        for (measure, says), rows in said.items()
    ]
    order = list(dict.fromkeys((*_TOLD, *(one.measure for one in told))))
    return tuple(sorted(told, key=lambda one: (order.index(one.measure), one.first)))


def revised(connection: sa.Connection, incident: Incident) -> tuple[Revision, ...]:
    """What newer versions of its articles changed in tolls, oldest first."""
    newer = sa.select(articles.c.superseded_by).where(articles.c.superseded_by.is_not(None))
    query = (
        sa.select(articles.c.id)
        .where(among(connection, articles.c.id, incident.articles))
        .where(sa.or_(articles.c.superseded_by.is_not(None), articles.c.id.in_(newer)))
        .limit(_MOST_REVISED)
    )
    found = {
        (one.older, one.newer): one
        for key in connection.execute(query).scalars().all()
        for one in revisions(connection, article=key)
    }
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.newer)))


def _vouched(rows: Sequence[Found]) -> list[Found]:
    """Claims without the headlines that say again what a voice of their article says."""
    spoken = {row.article for row in rows if row.claim.attribution}
    return [row for row in rows if row.claim.attribution or row.article not in spoken]


def _papers(connection: sa.Connection, wanted: Sequence[str]) -> dict[str, list[Paper]]:
    query = sa.select(
        articles.c.id, articles.c.outlet, articles.c.file, articles.c.origin,
        articles.c.published_earliest, articles.c.captured_at,
    ).where(among(connection, articles.c.id, wanted))  # fmt: skip
    found: dict[str, list[Paper]] = {}
    for row in connection.execute(query.order_by(articles.c.captured_at, articles.c.id)):
        day = came_out(row.published_earliest, row.captured_at)
        paper = Paper(row.id, row.outlet, row.file, row.origin not in (None, row.id))
        found.setdefault(day, []).append(paper)
    return found


class _Sums:
    """What all that was told of an incident came to, day by day."""

    def __init__(self, connection: sa.Connection, incident: Incident, profile: str) -> None:
        self._connection = connection
        self._telling = Telling(connection, incident.claims)
        self._scope = incident.scope
        self._profile = profiles()[profile]
        self._chosen = bool(best_figures(connection, incident.claims))

    def on(self, day: str) -> dict[str, Estimate]:
        """The estimates of what had come out by an ISO day."""
        told = self._telling.until(day)
        known = [one.claim.id for one in told]
        best = best_figures(self._connection, known) if self._chosen else {}
        return reconcile(told, self._profile, best=best, scope=self._scope).estimates


def _moved(before: dict[str, Estimate] | None, now: dict[str, Estimate] | None) -> tuple[str, ...]:
    return tuple(_differing(before or {}, now or {})) if now is not None else ()


def _differing(before: dict[str, Estimate], now: dict[str, Estimate]) -> Iterator[str]:
    for measure in _TOLD:
        one, other = before.get(measure), now.get(measure)
        if _figures(one) != _figures(other):
            yield measure


def _figures(one: Estimate | None) -> tuple[int | str | None, ...]:
    if one is None or one.known == "unreported":
        return ()
    return one.low, one.best, one.high, one.known


def _out(row: Found) -> str:
    return came_out(row.published, row.captured_at)
