"""The pages where a person says who they are, and where they go."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vitne.api.people import clean_name, sign_in, sign_out
from vitne.api.tries import TooManyTriesError
from vitne.web.context import ViewDep, page
from vitne.web.forms import SentDep, signed_in, within

router = APIRouter()

_HOME = "/review"


@router.get("/sign-in", response_class=HTMLResponse)
def ask(
    view: ViewDep, next_: Annotated[str, Query(alias="next", max_length=2000)] = ""
) -> Response:
    """Who are you? A server without a token says that nobody judges here."""
    return page(view, "sign_in.html", back=within(next_, _HOME), name="", wrong=None, wait=0)


@router.post("/sign-in", response_class=HTMLResponse)
def answer(view: ViewDep, form: SentDep) -> Response:
    """Sign in whoever shows the token of the server and says a name."""
    back = within(form.one("next"), _HOME)
    name, wrong, wait, status = form.one("name"), None, 0, 403
    if not view.request.app.state.settings.judging:
        return page(view, "sign_in.html", status=403, back=back, name=name, wrong=None, wait=0)
    if clean_name(name) is None:
        wrong, status = "name", 422
    else:
        response = RedirectResponse(back, status_code=303)
        try:
            if sign_in(view.request, response, token=form.one("token").strip(), name=name):
                return response
            wrong = "token"
        except TooManyTriesError as error:
            wrong, wait, status = "tries", error.wait, 429
    return page(view, "sign_in.html", status=status, back=back, name=name, wrong=wrong, wait=wait)


@router.get("/sign-out", response_class=HTMLResponse)
def ask_to_leave(view: ViewDep) -> Response:
    """Really? A link alone signs nobody out."""
    if view.person is None:
        return RedirectResponse("/", status_code=303)
    return page(view, "sign_out.html")


@router.post("/sign-out")
def leave(view: ViewDep, form: SentDep) -> Response:
    """Sign out."""
    signed_in(view.request, form)
    response = RedirectResponse("/", status_code=303)
    sign_out(response)
    return response
