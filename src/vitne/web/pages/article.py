"""The page of one article: its words, what is claimed in them, by whom, and how that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from fastapi import APIRouter, HTTPException, Query
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from vitne.exports.rendering import showable
from vitne.record import evidence as gathered
from vitne.record.versions import Change, compare
from vitne.web.context import ViewDep, page
from vitne.web.sheet import Part, part_at, parts, sheet
from vitne.web.wordwise import Compared
from vitne.web.wordwise import compare as compare_words

if TYPE_CHECKING:
    from vitne.record.evidence import Evidence, Version
    from vitne.web.context import View

router = APIRouter()

_ROLES = (
    "number", "trigger", "agent", "target", "place", "time", "voice", "cue", "condition",
)  # fmt: skip
_LONGEST = 100  # letters of an id that are looked up


class Comparison(msgspec.Struct, frozen=True):
    """What changed from one version of a report to another."""

    older: Version
    newer: Version
    words: Compared
    tolls: tuple[Change, ...]


@router.get("/articles/{key}", response_class=HTMLResponse)
def article(
    view: ViewDep,
    key: str,
    claim: Annotated[str | None, Query(max_length=_LONGEST)] = None,
    part: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    against: Annotated[str | None, Query(max_length=_LONGEST)] = None,
) -> HTMLResponse:
    """The article with an id, at a claim or at one of its parts."""
    told = gathered.evidence(view.connection, key[:_LONGEST])
    if told is None:
        raise HTTPException(404)
    every = parts(told.article)
    shown = _chosen(every, told, claim, part)
    found = gathered.claims_within(
        view.connection, told, view.reviews, start=shown.start, end=shown.end
    )
    laid = sheet(told.article, shown, found, view.reviews, chosen=claim)
    return page(
        view,
        "article.html",
        told=told,
        sheet=laid,
        parts=every,
        part_of=lambda place: part_at(every, place).number,
        roles=_ROLES,
        chosen=claim,
        comparison=_comparison(view, told, against),
    )


@router.get("/articles/{key}/text", response_class=PlainTextResponse)
def text(view: ViewDep, key: str) -> PlainTextResponse:
    """The whole text of an article, and nothing else."""
    found = gathered.text_of(view.connection, key[:_LONGEST])
    if found is None:
        raise HTTPException(404)
    return PlainTextResponse(showable(found), headers={"cache-control": "private, no-cache"})


@router.get("/claims/{key}")
def claim(view: ViewDep, key: str) -> RedirectResponse:
    """To the words of a claim, in its article."""
    found = gathered.article_of_claim(view.connection, key[:_LONGEST])
    if found is None:
        raise HTTPException(404)
    return RedirectResponse(f"/articles/{found}?claim={key}#claim-{key}", status_code=303)


def _chosen(every: list[Part], told: Evidence, claim: str | None, part: int | None) -> Part:
    """The part asked for, else the one with the claim, else the first."""
    if part is not None:
        if part > len(every):
            raise HTTPException(404)
        return every[part - 1]
    place = next((one.start for one in told.outlines if one.id == claim), 0)
    return part_at(every, place)


def _comparison(view: View, told: Evidence, against: str | None) -> Comparison | None:
    """The article with the version asked for, else with the one before, else with the one after."""
    at = {one.told.article: one for one in told.versions}
    own = at.get(told.article.id)
    if own is None or len(at) < 2:
        return None
    other = at.get(against or "")
    if against is not None and (other is None or other is own):
        raise HTTPException(404)
    if other is None:
        order = list(at.values())
        place = order.index(own)
        other = order[place - 1] if place else order[1]
    older, newer = sorted((own, other), key=lambda one: (one.at, one.told.article))
    texts = [gathered.text_of(view.connection, one.told.article) or "" for one in (older, newer)]
    tolls = [gathered.claims_of(view.connection, one.told.article) for one in (older, newer)]
    return Comparison(older, newer, compare_words(*texts), compare(*tolls))
