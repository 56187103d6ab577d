"""What the review queue shows: which claims are open to whom, and one of them in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import sqlalchemy as sa

from vitne.record.queries import fetch_claims, fetch_incidents
from vitne.record.schema import articles
from vitne.record.seconding import backing, is_pending
from vitne.web.correcting import Field, fields
from vitne.web.incident_view import Told
from vitne.web.marking import Mark, marks, rendered, runs
from vitne.web.nearby import nearby
from vitne.web.review_asked import ALL, FACETS, OPEN, PENDING
from vitne.web.scoring import DOUBTS
from vitne.web.without import moves, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from vitne.api.axes import Mask
    from vitne.model import Claim, Incident, Judgement
    from vitne.record.queries import Found
    from vitne.record.reviews import Reviews
    from vitne.web.desk import Ranking
    from vitne.web.flash import Move
    from vitne.web.review_asked import Asked

_AROUND = 260  # code points of the article on each side of a claim
_LONGEST = 3_000  # code points that are shown at most
_MOST_COMPARED = 600  # claims of an incident among which others are looked for
_MOST_OTHERS = 8


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in the queue, what hangs on it, and what makes it doubtful: words with their weight."""

    told: Told
    rank: float
    impact: float
    people: float
    wounded: float
    dead: int
    doubts: tuple[tuple[str, float], ...]
    behind: tuple[str, ...]

    @property
    def doubt(self) -> float:
        """The sum of what makes it doubtful."""
        return sum(weight for _, weight in self.doubts)


class Focus(msgspec.Struct, frozen=True, kw_only=True):
    """One claim, ready to be judged.

    `before` and `after` tell whether the article goes on. `without` are the estimates as they would
    be if it were rejected; None where that was not computed. `others` are claims of the same
    incident in other reports, `near` incidents that may be the same. `judged` is what was decided.
    """

    row: Row
    words: Markup
    before: bool
    after: bool
    fields: tuple[Field, ...]
    incident: Incident | None
    without: tuple[Move, ...] | None
    others: tuple[Found, ...]
    near: tuple[Incident, ...]
    judged: tuple[Judgement, ...]


def chosen(
    ranking: Ranking,
    asked: Asked,
    reviews: Reviews,
    *,
    claims: Sequence[str] | None,
    person: str | None,
    two: bool,
) -> Mask:
    """The rows of the claims that are asked for.

    Args:
        ranking: All claims in their order.
        asked: What is asked for.
        reviews: The judgements that stand.
        claims: Those of the incident that is asked for; None for all.
        person: Who asks: with the rule of two, what they stand behind is not offered to them again.
        two: Whether it takes two people to review a claim.
    """
    held = ranking.panorama.columns.claims
    mask = np.ones(len(held.ids), dtype=bool)
    for name in FACETS:
        if value := getattr(asked, name):
            mask &= held.axes[name].mask((value,))
    if claims is not None:
        inside = np.zeros(len(mask), dtype=bool)
        inside[ranking.rows(claims)] = True
        mask &= inside
    return mask & _in_state(ranking, asked.state, reviews, person=person, two=two)


def _in_state(
    ranking: Ranking, state: str, reviews: Reviews, *, person: str | None, two: bool
) -> Mask:
    size = len(ranking.panorama.columns.claims.ids)
    every = np.ones(size, dtype=bool)
    if state == ALL:
        return every
    if state in (OPEN, PENDING):
        touched = reviews.reviewed()
        pending = {one for one in touched if two and is_pending(reviews.of(one))}
        if state == PENDING:
            return _only(ranking, pending)
        mine = {one for one in pending if person in backing(reviews.of(one))}
        every[ranking.rows((touched - pending) | mine)] = False
        return every
    return _only(ranking, reviews.in_state(state))


def _only(ranking: Ranking, wanted: set[str]) -> Mask:
    made = np.zeros(len(ranking.panorama.columns.claims.ids), dtype=bool)
    made[ranking.rows(wanted)] = True
    return made


def rows(
    connection: sa.Connection, ranking: Ranking, wanted: Sequence[str], reviews: Reviews
) -> tuple[Row, ...]:
    """Some claims with what hangs on them."""
    return tuple(
        _row(ranking, found, reviews) for found in fetch_claims(connection, wanted, reviews)
    )


def _row(ranking: Ranking, found: Found, reviews: Reviews) -> Row:
    at = ranking.rows([found.claim.id])
    told = (
        [float(column[at[0]]) for column in (
            ranking.rank, ranking.impact, ranking.killed, ranking.wounded, ranking.dead, ranking.doubt
        )]
        if len(at)
        else [0.0] * 6
    )  # fmt: skip
    flags = int(told[5])
    return Row(
        told=Told(0, found),
        rank=told[0],
        impact=told[1],
        people=told[2],
        wounded=told[3],
        dead=int(told[4]),
        doubts=tuple((words, weight) for flag, (weight, words) in DOUBTS.items() if flags & flag),
        behind=backing(reviews.of(found.claim.id)),
    )


def focus(connection: sa.Connection, row: Row, reviews: Reviews, *, judging: bool) -> Focus:
    """One claim with all that it takes to judge it.

    Args:
        connection: To the record.
        row: The claim.
        reviews: The judgements that stand.
        judging: Whether somebody may judge it; else what is needed for that is left out.
    """
    found = row.told.found
    held = fetch_incidents(connection, [found.incident]) if found.incident else []
    one = held[0] if held else None
    words, before, after = _words(connection, found.article, found.claim)
    return Focus(
        row=row,
        words=words,
        before=before,
        after=after,
        fields=fields(found.claim) if judging else (),
        incident=one,
        without=None if one is None else _without(connection, one, found.claim.id),
        others=() if one is None else _others(connection, one, found, reviews),
        near=nearby(connection, one) if judging and one else (),
        judged=tuple(reviews.of(found.claim.id)),
    )


def _words(connection: sa.Connection, article: str, claim: Claim) -> tuple[Markup, bool, bool]:
    """The words of a claim with those around them, and whether there are more."""
    start = max(0, claim.start - _AROUND)
    length = min(claim.end - start + _AROUND, _LONGEST)
    query = sa.select(
        sa.func.substr(articles.c.text, start + 1, length), sa.func.length(articles.c.text)
    )
    text, whole = connection.execute(query.where(articles.c.id == article)).one()
    head, tail = _trimmed(text, claim.start - start, min(claim.end - start, length))
    inside = [
        Mark(max(m.start - start, head), min(m.end - start, tail), 1, m.role)
        for m in marks(1, claim)
        if m.start - start < tail and m.end - start > head
    ]
    shown = rendered(runs(text, head, tail, inside), chosen=1)
    return shown, start + head > 0, start + tail < whole


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where what is shown begins and ends: at blanks, where there are any near."""
    head, tail = 0, len(text)
    if start >= _AROUND:
        head = next((at + 1 for at in range(min(start, 40)) if text[at].isspace()), 0)
    if tail - end >= _AROUND:
        tail = next(
            (at for at in range(tail - 1, max(end, tail - 40), -1) if text[at].isspace()), tail
        )
    return head, tail


def _without(connection: sa.Connection, one: Incident, claim: str) -> tuple[Move, ...] | None:
    """What the estimates of an incident would be without a claim; None where that takes too long."""
    made = without(connection, one, {claim})
    return None if made is None else tuple(moves(one.estimates, made))


def _others(
    connection: sa.Connection, one: Incident, found: Found, reviews: Reviews
) -> tuple[Found, ...]:
    """Claims of the same incident that other reports make, one a report, of the same measure first."""
    toll = found.claim.toll
    every = fetch_claims(connection, one.claims[:_MOST_COMPARED], reviews)
    rest = [row for row in every if row.article != found.article]
    rest.sort(
        key=lambda row: not (toll and row.claim.toll and row.claim.toll.measure == toll.measure)
    )
    first: dict[str, Found] = {}
    for row in rest:
        first.setdefault(row.article, row)
    return tuple(first.values())[:_MOST_OTHERS]
