"""What people decided, newest first, and the one way by which pages decide anything: POST /judge."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, HTTPException, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vitne.api.access import access_of
from vitne.incidents.judged import undone
from vitne.model import Action, Judgement
from vitne.record.custody import Entry
from vitne.record.decided import of_claims
from vitne.record.schema import judged_claims
from vitne.record.schema import judgements as table
from vitne.web.context import ViewDep, page
from vitne.web.deciding import judge
from vitne.web.flash import leave, take
from vitne.web.forms import SentDep, onwards, signed_in, within

if TYPE_CHECKING:
    from vitne.web.context import View
    from vitne.web.forms import Sent

router = APIRouter()

_ROWS = 50
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_Text = Annotated[str | None, Query(max_length=200)]


@router.get("/judgements", response_class=HTMLResponse)
def judgements(
    view: ViewDep,
    author: _Text = None,
    action: _Text = None,
    claim: _Text = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> HTMLResponse:
    """All judgements, or those of one person, of one kind, of one claim."""
    wanted = _wanted(author, action, claim)
    query = sa.select(table.c.position, table.c.body_json).where(*wanted)
    if before is not None:
        query = query.where(table.c.position < before)
    ordered = query.order_by(table.c.position.desc()).limit(_ROWS + 1)
    rows = view.connection.execute(ordered).all()
    made = [_JUDGEMENT.decode(row.body_json) for row in rows[:_ROWS]]
    about = {key for one in made for key in one.claims}
    return page(
        view,
        "judgements.html",
        made=made,
        gone=undone(of_claims(view.connection, about)) if about else {},
        total=_count(view, wanted),
        authors=_authors(view),
        actions=[one.value for one in Action],
        asked={"author": author or "", "action": action or "", "claim": claim or ""},
        onwards=rows[_ROWS - 1].position if len(rows) > _ROWS else None,
        done=take(view),
    )


@router.post("/judge")
def decided(view: ViewDep, form: SentDep) -> Response:
    """Decide what a form says; then back to where it was filled in."""
    back = within(form.one("back"), "/review")
    if view.visitor is None:
        return RedirectResponse(onwards("/sign-in", next=back).headers["location"], status_code=303)
    author = signed_in(view.request, form)
    view.connection.close()  # what is decided is read anew, and nothing is to wait for this look
    done = judge(view.record, form, author=author, at=_now())
    if done.judgement:
        entry = Entry(f"judged: {done.action or 'in part'}", done.judgement)
        access_of(view.request).note(view.request, entry, operator=author)
    response = onwards(
        _further(form, back, failed=bool(done.fault)), done=done.judgement[:12] or "no"
    )
    leave(view.request, response, done)
    return response


def _further(form: Sent, back: str, *, failed: bool) -> str:
    """Where to after a decision: to what comes next, or back to the form that was wrong."""
    return within(form.one("again"), back) if failed else back


def _wanted(
    author: str | None, action: str | None, claim: str | None
) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if author:
        found.append(table.c.author == author)
    if action:
        if action not in tuple(Action):
            raise HTTPException(422, f"action: none of {', '.join(Action)}")
        found.append(table.c.action == action)
    if claim:
        on = sa.select(judged_claims.c.judgement).where(judged_claims.c.claim == claim)
        found.append(table.c.id.in_(on))
    return found


def _count(view: View, wanted: list[Any]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*wanted)
    return int(view.connection.execute(query).scalar_one())


def _authors(view: View) -> list[str]:
    query = sa.select(table.c.author).group_by(table.c.author).order_by(sa.func.count().desc())
    return list(view.connection.execute(query.limit(50)).scalars())


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
