"""The pages of voices: what each said on which incidents, and how it stood to the others there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import HTMLResponse

from vitne.record import ranking
from vitne.record.queries import fetch_claims, fetch_incidents
from vitne.web.context import View, ViewDep, page
from vitne.web.names import name_in

router = APIRouter()

_PAGE = 50
_WAYS = ("alone", "agreed", "contradicted", "revised", "own", "enemy")

Text = Annotated[str | None, Query(max_length=500)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/voices", response_class=HTMLResponse)
def voices(view: ViewDep, q: Text = None, order: Text = None, at: PageNumber = 1) -> HTMLResponse:
    """All voices, those heard on most incidents first unless asked otherwise."""
    chosen = order if order in ranking.ORDERS else ranking.ORDERS[0]
    found, total = ranking.rank(
        view.connection, text=q, order=chosen, limit=_PAGE, offset=(at - 1) * _PAGE
    )
    return page(
        view,
        "voices.html",
        found=found,
        total=total,
        q=q or "",
        order=chosen,
        at=at,
        pages=-(-total // _PAGE),
    )


@router.get("/voices/{name:path}", response_class=HTMLResponse)
def voice(view: ViewDep, name: str, how: Text = None, at: PageNumber = 1) -> HTMLResponse:
    """One voice: in figures, and what it said incident by incident."""
    name = name_in(name)
    known = ranking.ranked(view.connection, name)
    if known is None:
        return _apart(view, name)
    chosen = how if how in _WAYS else None
    heard = ranking.heard_on(
        view.connection, known.name, how=chosen, limit=_PAGE, offset=(at - 1) * _PAGE
    )
    ids = list({said.incident for one in heard for said in one.said})
    about = fetch_incidents(view.connection, ids)
    total = getattr(known, chosen) if chosen else known.incidents + known.periods
    return page(
        view,
        "voice.html",
        known=known,
        heard=heard,
        labels={one.id: view.wording.label(one) for one in about},
        how=chosen,
        total=total,
        at=at,
        pages=-(-total // _PAGE),
    )


def _apart(view: View, name: str) -> HTMLResponse:
    """A name that is no voice of any incident: an outlet that prints others, a party that demands."""
    known = ranking.apart(view.connection, name, limit=_PAGE)
    if known is None:
        raise HTTPException(404)
    said = list(fetch_claims(view.connection, known.claims, view.reviews))
    return page(view, "voice_apart.html", known=known, said=said)
