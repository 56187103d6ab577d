"""The versions of a report, and what changed between them in the people it says were harmed.

"The toll in this article (killed, Prosecutor General) was changed from 7 to 11 at 14:20" is a
`Change` of a `Revision`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import sqlalchemy as sa

from vitne.model import Claim
from vitne.record.names import among
from vitne.record.rows import chunks
from vitne.record.schema import articles, captures, claims
from vitne.record.superseding import report_of, versions

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

    from vitne.record.superseding import Version

# How tolls are paired: by how many of their aspects, and whether their figures must be the same.
# All; not when; nor where; nor whose people they are.
_STEPS = (
    (8, True), (7, True), (8, False), (7, False), (6, True), (6, False), (3, True), (3, False),
)  # fmt: skip
_PEOPLE = 6
# Of a revision in their list: kind and name of the report, time and id of the newer capture.
Place: TypeAlias = tuple[str, str, str, int]


class Change(msgspec.Struct, frozen=True):
    """A toll that a newer version of a report gives otherwise, gives first, or gives no more.

    One of the two claims is None where the toll was added or dropped.
    """

    before: Claim | None
    after: Claim | None

    @property
    def kind(self) -> str:
        """What happened to the toll: changed, added or dropped."""
        if self.before is None:
            return "added"
        return "dropped" if self.after is None else "changed"

    @property
    def measure(self) -> str:
        """What is counted: killed, wounded …"""
        claim = self.after or self.before
        return claim.toll.measure if claim and claim.toll else ""

    @property
    def voice(self) -> str | None:
        """Who vouches for it; None for the outlet itself."""
        claim = self.after or self.before
        return claim.attribution[-1].name if claim and claim.attribution else None


class Revision(msgspec.Struct, frozen=True):
    """A newer version of a report: what it replaced, when it was first seen, what it changed.

    `at` is UTC, ISO 8601; `older` and `newer` are ids of articles.
    """

    file: str
    address: str | None
    at: str
    older: str
    newer: str
    title: str | None
    changes: tuple[Change, ...]


def compare(older: Sequence[Claim], newer: Sequence[Claim]) -> tuple[Change, ...]:
    """What changed in tolls from one version of an article to the next; pure.

    Tolls are paired by what they count, who vouches, whose people they are, where and when: at one
    place first those that say the same, then, in text order, those that say something else. The
    same change in several places of an article is told once, in the order of the newer version,
    dropped tolls last.
    """
    left, right = _tolls(older), _tolls(newer)
    pairs: list[tuple[Claim, Claim]] = []
    for depth, same in _STEPS:
        pairs += _pair(left, right, depth, same=same)
    had, has = {_said(one) for one, _ in pairs}, {_said(other) for _, other in pairs}
    found = [Change(one, other) for one, other in pairs if _figures(one) != _figures(other)]
    found += [Change(None, claim) for claim in right if _said(claim) not in has]
    found.sort(key=lambda change: change.after.start if change.after else 0)
    found += [Change(claim, None) for claim in left if _said(claim) not in had]
    once: dict[Hashable, Change] = {}
    for change in found:
        once.setdefault((_said(change.before), _said(change.after)), change)
    return tuple(once.values())


def revisions(
    connection: sa.Connection,
    *,
    since: str | None = None,
    until: str | None = None,
    article: str | None = None,
) -> Iterator[Revision]:
    """The revisions of the reports of a record, report by report, each oldest first.

    Args:
        connection: To the record.
        since: Leaves out those first seen before this time, UTC, ISO 8601.
        until: Leaves out those first seen at this time or later.
        article: Only those of the reports that have this article among their versions, by id.
    """
    for place, older, newer in _renewed(connection, _reports(connection, since, article)):
        if (since or "") <= newer.captured_at and not (until and newer.captured_at >= until):
            yield _revision(connection, place, older, newer)


def revisions_after(
    connection: sa.Connection, since: str, after: Place | None
) -> Iterator[tuple[Place, Revision]]:
    """The revisions since a time with their places in that list, from those after a place on."""
    reports = _reports(connection, since, None)
    if after is not None:
        reports = reports[bisect_left(reports, after[:2]) :]
    for place, older, newer in _renewed(connection, reports):
        if newer.captured_at >= since and (after is None or place > after):
            yield place, _revision(connection, place, older, newer)


def newer_versions(connection: sa.Connection, since: str, wanted: Collection[str]) -> set[str]:
    """Those of some articles that were first seen, since a time, as newer versions of a report."""
    question = sa.select(captures.c.file, captures.c.address).where(
        among(connection, captures.c.article, wanted), captures.c.captured_at >= since
    )
    return {
        newer.article
        for _, _, newer in _renewed(connection, _named(connection, question))
        if newer.captured_at >= since and newer.article in wanted
    }


def _renewed(
    connection: sa.Connection, reports: Iterable[tuple[str, str]]
) -> Iterator[tuple[Place, Version, Version]]:
    """Each newer version of some reports, with its place among them and the one before."""
    for some in chunks(reports):
        for report, chain in sorted(versions(connection, some).items()):
            for older, newer in _steps(chain):
                yield (*report, newer.captured_at, newer.capture), older, newer


def _tolls(told: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in told if claim.toll is not None and claim.kind == "toll"]


def _aspects(claim: Claim) -> tuple[Hashable, ...]:
    """What tolls are paired by, what matters most first."""
    toll, voice = claim.toll, claim.attribution[-1].name if claim.attribution else None
    if toll is None:
        return ()
    place = claim.place.name if claim.place else None
    time = (claim.time.earliest, claim.time.latest) if claim.time else None
    return toll.measure, voice, toll.scope, toll.status, toll.who, toll.side, place, time


def _figures(claim: Claim) -> Hashable:
    toll = claim.toll
    return toll and (toll.low, toll.high, toll.known, toll.approx)


def _said(claim: Claim | None) -> Hashable:
    return claim and (_aspects(claim)[:_PEOPLE], _figures(claim))


def _pair(
    left: list[Claim], right: list[Claim], depth: int, *, same: bool
) -> list[tuple[Claim, Claim]]:
    """Take the claims with the same aspects out of both lists, two by two in text order."""

    def key(claim: Claim) -> Hashable:
        return _aspects(claim)[:depth], same and _figures(claim)

    waiting: dict[Hashable, deque[Claim]] = {}
    for claim in left:
        waiting.setdefault(key(claim), deque()).append(claim)
    pairs = [(mates.popleft(), claim) for claim in right if (mates := waiting.get(key(claim)))]
    taken = {claim.id for pair in pairs for claim in pair}
    left[:] = [claim for claim in left if claim.id not in taken]
    right[:] = [claim for claim in right if claim.id not in taken]
    return pairs


def _reports(
    connection: sa.Connection, since: str | None, article: str | None
) -> list[tuple[str, str]]:
    """The reports that may have been revised since, in order of name."""
    question = sa.select(captures.c.file, captures.c.address).where(captures.c.article.is_not(None))
    if since is not None:
        question = question.where(captures.c.captured_at >= since)
    if article is not None:
        question = question.where(captures.c.article == article)
    return _named(connection, question)


def _named(
    connection: sa.Connection, question: sa.Select[tuple[str, str | None]]
) -> list[tuple[str, str]]:
    """The reports of files and addresses, in order of name."""
    found = (report_of(row.file, row.address) for row in connection.execute(question))
    return sorted({report for report in found if report is not None})


def _steps(chain: Sequence[Version]) -> Iterator[tuple[Version, Version]]:
    return ((one, other) for one, other in pairwise(chain) if one.article != other.article)


def _revision(connection: sa.Connection, place: Place, older: Version, newer: Version) -> Revision:
    article = connection.execute(
        sa.select(articles.c.title, articles.c.file).where(articles.c.id == newer.article)
    ).one()
    before, after = _claims(connection, older.article), _claims(connection, newer.article)
    return Revision(
        file=article.file,
        address=place[1] if place[0] == "address" else None,
        at=newer.captured_at,
        older=older.article,
        newer=newer.article,
        title=article.title,
        changes=compare(before, after),
    )


def _claims(connection: sa.Connection, article: str) -> list[Claim]:
    rows = connection.execute(
        sa.select(claims.c.claim_json)
        .where(claims.c.article == article)
        .order_by(claims.c.position)
    )
    return [msgspec.json.decode(row.claim_json, type=Claim) for row in rows]
