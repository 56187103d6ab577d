"""The review queue: what is to be reviewed, in which order and why, and one claim at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from fastapi import APIRouter, HTTPException
from starlette.responses import HTMLResponse

from vitne.api.memory import Memory
from vitne.api.versions import moment_of
from vitne.incidents.judged import VERDICTS
from vitne.model import Action
from vitne.record.decided import standing
from vitne.record.queries import fetch_incidents
from vitne.record.reviews import Reviews
from vitne.web.context import ViewDep, page
from vitne.web.desk import desk
from vitne.web.flash import take
from vitne.web.review_asked import FACETS, PENDING, STATES, Asked, AskedError
from vitne.web.review_view import Focus, Row, chosen, focus, rows
from vitne.web.scoring import DOUBTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.api.axes import Mask
    from vitne.model import Incident, Judgement
    from vitne.web.context import View
    from vitne.web.desk import Ranking

router = APIRouter()

_ROWS = 25
_KEPT = 2  # moments of a record of which the judgements are kept
_MOST_VALUES = 40  # of a facet that are offered


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the queue, with the claim that is looked at.

    `next` and `previous` are the addresses of its neighbours, `after` that of what is to be judged
    once this one is: the next claim, which then may stand in its place.
    """

    asked: Asked
    total: int
    rows: tuple[Row, ...]
    focus: Focus | None
    here: str
    next: str | None
    previous: str | None
    after: str

    @property
    def at(self) -> int:
        """Which page it is."""
        return self.asked.at

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // _ROWS))


@router.get("/review", response_class=HTMLResponse)
def review(view: ViewDep) -> HTMLResponse:
    """The queue, and a claim of it: the one asked for, else the first."""
    try:
        asked = Asked.of(view.request.query_params)
    except AskedError as error:
        raise HTTPException(422, str(error)) from error
    one = _incident(view, asked.incident)
    ranking, reviews = desk(view.record).now(), _reviews(view)
    two = view.request.app.state.settings.two_people
    mask = chosen(
        ranking, asked, reviews, claims=one.claims if one else None, person=view.person, two=two
    )
    return page(
        view,
        "review.html",
        queue=_queue(view, ranking, reviews, asked, mask),
        one=one,
        facets=_facets(ranking, asked),
        states=[name for name in STATES if two or name != PENDING],
        doubts=DOUBTS,
        two=two,
        last=_last(view),
        done=take(view),
    )


def _queue(view: View, ranking: Ranking, reviews: Reviews, asked: Asked, mask: Mask) -> Queue:
    start = (asked.at - 1) * _ROWS
    ids = ranking.first(mask, start=max(0, start - 1), count=_ROWS + 2)
    before, ids = (ids[0], ids[1:]) if start and ids else (None, ids)
    listed = rows(view.connection, ranking, ids[:_ROWS], reviews)
    looked = _looked_at(view, ranking, reviews, asked.claim, listed)
    places = [row.told.claim.id for row in listed]
    key = looked.told.claim.id if looked else ""
    place = places.index(key) if key in places else -1
    following = ids[place + 1] if place + 1 < len(ids) else ""
    earlier = places[place - 1] if place > 0 else before if place == 0 else None
    turned = asked.at + (place + 1 >= _ROWS)
    return Queue(
        asked=asked,
        total=int(mask[ranking.order].sum()),
        rows=listed,
        focus=focus(view.connection, looked, reviews, judging=view.person is not None)
        if looked
        else None,
        here=asked.address(claim=key),
        next=asked.address(claim=following, at=turned) if following else None,
        previous=asked.address(claim=earlier, at=asked.at - (place == 0)) if earlier else None,
        after=asked.address(claim=following),
    )


def _looked_at(
    view: View, ranking: Ranking, reviews: Reviews, claim: str, listed: Sequence[Row]
) -> Row | None:
    """The claim asked for, even if it was judged by now or is on another page; else the first."""
    if not claim:
        return listed[0] if listed else None
    found = [row for row in listed if row.told.claim.id == claim]
    found = found or list(rows(view.connection, ranking, [claim], reviews))
    if not found:
        raise HTTPException(404)
    return found[0]


def _facets(ranking: Ranking, asked: Asked) -> dict[str, list[str]]:
    """What the queue can be narrowed to, the most frequent first."""
    held = ranking.panorama.columns.claims.axes
    found: dict[str, list[str]] = {}
    for name in FACETS:
        axis = held[name]
        counts = axis.count(ranking.rank >= 0)
        order = sorted(range(len(axis.names)), key=lambda code: -int(counts[code]))
        names = [
            axis.names[code] for code in order[:_MOST_VALUES] if axis.names[code] != "background"
        ]
        value = getattr(asked, name)
        found[name] = [*names, *([value] if value and value not in names else [])]
    return found


def _incident(view: View, key: str) -> Incident | None:
    if not key:
        return None
    found = fetch_incidents(view.connection, [key])
    if not found:
        raise HTTPException(404)
    return found[0]


def _reviews(view: View) -> Reviews:
    """The judgements that stand, read once for each moment of the record."""
    state = view.request.app.state
    if not hasattr(state, "reviews"):
        state.reviews = Memory[Reviews](_KEPT)
    moment = moment_of(view.connection)
    found: Reviews | None = state.reviews.get(moment)
    if found is None:
        found = Reviews.load(view.connection)
        state.reviews.put(moment, found)
    return found


def _last(view: View) -> Judgement | None:
    """What whoever is signed in decided last, and can take back with one key."""
    if view.person is None:
        return None
    mine = [one for one in standing(view.connection) if one.author == view.person]
    kinds = VERDICTS | {Action.MERGE, Action.SPLIT}
    return next((one for one in reversed(mine) if one.action in kinds), None)
