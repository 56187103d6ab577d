"""Incidents, their stories, and the claims they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.api import shapes
from vitne.api.pages import ClaimPage, IncidentPage
from vitne.api.parameters import LIMIT
from vitne.api.problems import ProblemError
from vitne.articles.dates import parse_edtf
from vitne.record.queries import FULL, fetch_claims, fetch_incidents
from vitne.record.story import story

if TYPE_CHECKING:
    from vitne.api.looking import Look
    from vitne.api.shapes import IncidentStory, ToldClaim


def incidents(look: Look) -> IncidentPage:
    """A page of the incidents chosen."""
    profile = look.asked.one("profile") or FULL
    page = look.panorama.page(
        look.asked.choice(), look.asked.one("after"), look.asked.number("limit", LIMIT)
    )
    found = fetch_incidents(look.connection, page.ids, profile=profile)
    return IncidentPage(
        items=[shapes.incident(one, profile=profile) for one in found],
        total=page.total,
        unplaced=page.unplaced,
        country_only=page.country_only,
        next=look.following(page.next),
        moment=look.panorama.moment,
    )


def incident(look: Look) -> IncidentStory:
    """The whole story of one incident.

    Raises:
        ProblemError: There is none, or nobody had told of it by the day asked for.
    """
    key, day = look.path("incident"), look.asked.one("as_of")
    period = None if day is None else parse_edtf(day)
    if day is not None and period is None:
        raise ProblemError(422, "as_of: no date, such as 2020, 2020-10 or 2020-10-04", name="as_of")
    told = story(
        look.connection,
        key,
        profile=look.asked.one("profile") or FULL,
        as_of=period.latest.isoformat() if period else None,
    )
    if told is None:
        if day is not None and fetch_incidents(look.connection, [key]):
            raise ProblemError(404, f"No article had told of it by {day}.")
        raise ProblemError(404, "There is no such incident.")
    return shapes.story(told)


def claims_of(look: Look) -> ClaimPage:
    """The claims of one incident, as it lists them."""
    found = fetch_incidents(look.connection, [look.path("incident")])
    if not found:
        raise ProblemError(404, "There is no such incident.")
    told = fetch_claims(look.connection, found[0].claims, look.reviews)
    items = list(map(shapes.claim, told))
    return ClaimPage(items=items, total=len(items), next=None, moment=look.moment)


def claims(look: Look) -> ClaimPage:
    """A page of the claims chosen."""
    page = look.panorama.claims(
        look.asked.choice(), look.asked.one("after"), look.asked.number("limit", LIMIT)
    )
    return ClaimPage(
        items=list(map(shapes.claim, fetch_claims(look.connection, page.ids, look.reviews))),
        total=page.total,
        next=look.following(page.next),
        moment=look.panorama.moment,
    )


def claim(look: Look) -> ToldClaim:
    """One claim."""
    found = list(fetch_claims(look.connection, [look.path("claim")], look.reviews))
    if not found:
        raise ProblemError(404, "There is no such claim.")
    return shapes.claim(found[0])
