"""The pages where a person says who they are, and where they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vitne.api.access import access_of
from vitne.api.people import (
    FORM_FIELD,
    clean_name,
    form_mark,
    is_own_sign_in,
    keep_form,
    sign_in,
    sign_out,
)
from vitne.api.rates import TooManyError
from vitne.web.context import ReaderDep, page
from vitne.web.forms import SentDep, own_form, within

if TYPE_CHECKING:
    from vitne.web.context import Reader
    from vitne.web.forms import Sent

router = APIRouter()

_HOME = "/review"
_LONGEST = 500  # characters of a token


@router.get("/sign-in", response_class=HTMLResponse)
def ask(
    view: ReaderDep, next_: Annotated[str, Query(alias="next", max_length=2000)] = ""
) -> Response:
    """Who are you? A server that knows nobody says so."""
    return _page(view, within(next_, _HOME))


@router.post("/sign-in", response_class=HTMLResponse)
def answer(view: ReaderDep, form: SentDep) -> Response:
    """Sign in whoever shows a token; where all share one they say a name too."""
    back = within(form.one("next"), _HOME)
    if not view.judging:
        return _page(view, back, status=403)
    if not is_own_sign_in(view.request, form.one(FORM_FIELD)):
        return _page(view, back, status=403, wrong="form", name=form.one("name"))
    return _answer(view, form, back)


@router.get("/sign-out", response_class=HTMLResponse)
def ask_to_leave(view: ReaderDep) -> Response:
    """Really? A link alone signs nobody out."""
    if view.visitor is None:
        return RedirectResponse("/", status_code=303)
    return page(view, "sign_out.html", shared=view.visitor.is_shared)


@router.post("/sign-out")
def leave(view: ReaderDep, form: SentDep) -> Response:
    """Sign out."""
    if view.visitor is None:
        raise HTTPException(401)
    own_form(view.request, form, view.visitor.name)
    response = RedirectResponse("/", status_code=303)
    sign_out(view.request, response)
    return response


def _answer(view: Reader, form: Sent, back: str) -> Response:
    name, token = form.one("name"), form.one("token").strip()
    if access_of(view.request).shared is not None and clean_name(name) is None:
        return _page(view, back, status=422, wrong="name", name=name)
    response = RedirectResponse(back, status_code=303)
    try:
        if len(token) <= _LONGEST and sign_in(view.request, response, token=token, name=name):
            return response
    except TooManyError as error:
        return _page(view, back, status=429, wrong="tries", wait=error.wait, name=name)
    return _page(view, back, status=403, wrong="token", name=name)


def _page(view: Reader, back: str, *, status: int = 200, **told: Any) -> Response:
    """The form of the sign-in, with what was wrong with the one that was sent."""
    shown = {"wrong": None, "wait": 0, "name": "", **told}
    shared = access_of(view.request).shared is not None
    mark = form_mark(view.request)
    response = page(
        view, "sign_in.html", status=status, back=back, shared=shared, mark=mark, **shown
    )
    response.headers["cache-control"] = "no-store"
    if shown["wait"]:
        response.headers["retry-after"] = str(shown["wait"])
    if view.judging:
        keep_form(view.request, response)
    return response
