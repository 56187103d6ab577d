"""The page on which an admin adds people, ends their tokens, and sees what was done."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import HTMLResponse, Response

from vitne.api import tokens
from vitne.api.access import access_of
from vitne.api.register import Register  # noqa: TC001 - FastAPI looks at the types
from vitne.api.roles import Role
from vitne.web.context import Reader, ReaderDep, page
from vitne.web.forms import Sent, SentDep, own_form, refused, to_sign_in

router = APIRouter()

_ENTRIES = 50  # of the log that are shown
_MOST_DAYS = 3650


@router.get("/people", response_class=HTMLResponse)
def people(view: ReaderDep, all_: Annotated[bool, Query(alias="all")] = False) -> Response:  # noqa: FBT002 - a parameter of the address
    """Who may use the record, and what was done; all of it, or what was done last."""
    if view.visitor is None:
        return to_sign_in(view.request)
    return _page(view, _admitted(view), last=None if all_ else _ENTRIES)


@router.post("/people", response_class=HTMLResponse)
def change(view: ReaderDep, form: SentDep) -> Response:
    """Add somebody, or give them a new token, or end it; a new token is shown this once."""
    if view.visitor is None:
        raise HTTPException(401)
    register = _admitted(view)
    own_form(view.request, form, view.visitor.name)
    try:
        token = _changed(register, form, operator=view.visitor.name)
    except tokens.PeopleError as error:
        return _page(view, register, status=409, fault=str(error))
    return _page(view, register, token=token, named=tokens.clean_name(form.one("name")))


def _admitted(view: Reader) -> Register:
    """The register, for an admin.

    Raises:
        HTTPException: 403 for all others.
    """
    register, who = access_of(view.request).register, view.visitor
    if register is None or who is None or not who.role.may(Role.ADMIN):
        refused(view.request, who.name if who else "", "is no admin")
        raise HTTPException(403, "Only an admin sees to people and their tokens.")
    return register


def _changed(register: Register, form: Sent, *, operator: str) -> str | None:
    """What a form asks for is done; gives the token that was made."""
    name = form.one("name")
    match form.one("action"):
        case "add":
            wanted = tokens.Wanted(name, _role(form.one("role")), _days(form.one("days")))
            return tokens.add(register, wanted, operator=operator)
        case "renew":
            return tokens.renew(register, name, operator=operator)
        case "revoke":
            tokens.revoke(register, name, operator=operator)
            return None
        case _:
            raise HTTPException(422, "action: none of add, renew, revoke")


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise HTTPException(422, f"role: none of {', '.join(Role)}") from error


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= _MOST_DAYS):
        raise HTTPException(422, f"days: a number from 1 to {_MOST_DAYS}")
    return int(text)


def _page(view: Reader, register: Register, *, status: int = 200, **told: Any) -> Response:
    shown = {"fault": None, "token": None, "named": None, "last": _ENTRIES, **told}
    response = page(
        view, "people.html", status=status,
        people=tokens.listed(register), now=register.now(),
        roles=list(Role), days=tokens.DAYS,
        entries=register.log(shown["last"])[::-1],
        **shown,
    )  # fmt: skip
    response.headers["cache-control"] = "no-store"
    return response
