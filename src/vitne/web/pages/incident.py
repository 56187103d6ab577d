"""The page of one incident, and the page that tells why two claims are about one happening."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import msgspec
from fastapi import APIRouter, HTTPException, Query
from starlette.responses import HTMLResponse

from vitne.errors import RecordError
from vitne.exports.evidence import origins
from vitne.exports.format import formats
from vitne.incidents.decisions import grades
from vitne.incidents.judged import undone
from vitne.incidents.profiles import profiles
from vitne.record.decided import of_claims
from vitne.record.pairing import explain
from vitne.record.queries import fetch_incidents
from vitne.record.story import story
from vitne.web.chronicle import Day, days, numbers, revised
from vitne.web.context import ViewDep, page
from vitne.web.flash import take
from vitne.web.incident_view import shown
from vitne.web.methods import side_by_side
from vitne.web.nearby import nearby

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Incident
    from vitne.web.context import View

router = APIRouter()

_FULL = "full"
_LONGEST = 64  # letters of an id that are looked up
_Id = Annotated[str, Query(max_length=_LONGEST)]


class AsOf(msgspec.Struct, frozen=True):
    """The days on which an incident can be looked at; `at` is the one asked for, None for now."""

    days: tuple[Day, ...]
    at: str | None

    @property
    def here(self) -> Day | None:
        """The last day on which something had come out by then."""
        until = [day for day in self.days if self.at is None or day.iso <= self.at]
        return until[-1] if until else None


@router.get("/incidents/{key}", response_class=HTMLResponse)
def incident(
    view: ViewDep,
    key: str,
    profile: Annotated[str, Query(max_length=_LONGEST)] = _FULL,
    as_of: Annotated[str | None, Query(max_length=_LONGEST)] = None,
) -> HTMLResponse:
    """One incident or period, under a method, as known on a day."""
    one = _found(view, key)
    day = _day(as_of)
    if profile not in profiles():
        raise HTTPException(422, f"profile: none of {', '.join(profiles())}")
    when = AsOf(days(view.connection, one, profile=profile), day)
    told = story(view.connection, one.id, profile=profile, as_of=day)
    if told is None:
        return page(view, "incident_before.html", one=one, when=when, profile=profile)
    copies = origins(view.connection, told.incident.articles)
    laid = shown(told, view.wording, copies)
    held = of_claims(view.connection, one.claims)
    return page(
        view,
        "incident.html",
        one=told.incident,
        shown=laid,
        when=when,
        profile=profile,
        methods=side_by_side(view.connection, one, chosen=profile, as_of=day),
        numbers=numbers(told.claims, view.wording),
        revised=revised(view.connection, told.incident),
        judgements=held,
        gone=undone(held),
        formats=_formats(),
        grades=grades(),
        near=nearby(view.connection, one) if view.person else (),
        done=take(view),
    )


@router.get("/explain", response_class=HTMLResponse)
def explained(view: ViewDep, one: _Id, other: _Id) -> HTMLResponse:
    """Why two claims are, or are not, about one happening."""
    try:
        found = explain(view.connection, one, other)
    except RecordError as error:
        raise HTTPException(404, str(error)) from error
    weighed = {step.comparison: (step.found, step.bits) for step in found.comparisons}
    return page(view, "explain.html", found=found, compared=view.wording.compared(weighed))


def _found(view: View, key: str) -> Incident:
    found = fetch_incidents(view.connection, [key]) if len(key) <= _LONGEST else []
    if not found:
        raise HTTPException(404)
    return found[0]


def _day(asked: str | None) -> str | None:
    """An ISO day; nothing, or nothing but blanks, is now."""
    if asked is None or not asked.strip():
        return None
    try:
        return dt.date.fromisoformat(asked.strip()).isoformat()
    except ValueError as error:
        raise HTTPException(422, "as_of: a day such as 2020-10-28") from error


def _formats() -> Sequence[tuple[str, str]]:
    return [(name, one.title) for name, one in formats().items()]
