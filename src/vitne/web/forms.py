"""Reads what a form of the pages sends, and lets only those of whoever is signed in pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, quote, urlsplit

import msgspec
from fastapi import Depends, HTTPException, Request
from starlette.responses import RedirectResponse

from vitne.api.access import access_of
from vitne.api.people import FORM_FIELD, is_own_form, person, visitor
from vitne.record.custody import Entry

if TYPE_CHECKING:
    from starlette.responses import Response

_MOST_FIELDS = 2000
_MOST_BYTES = 1024 * 1024


class Sent(msgspec.Struct, frozen=True):
    """The fields of a form that was sent, in their order."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The last value of a field; empty where it was not sent."""
        found = self.every(name)
        return found[-1] if found else ""

    def every(self, name: str) -> list[str]:
        """All values of a field."""
        return [value for key, value in self.pairs if key == name]

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.pairs)


async def sent(request: Request) -> Sent:
    """The form of a request, as browsers send it (application/x-www-form-urlencoded)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(422, "A form is sent as application/x-www-form-urlencoded.")
    body = await request.body()
    if len(body) > _MOST_BYTES:
        raise HTTPException(413)
    try:
        found = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise HTTPException(422, "The form has too many fields.") from error
    return Sent(tuple(found))


SentDep = Annotated[Sent, Depends(sent)]


def signed_in(request: Request, form: Sent) -> str:
    """Who judges by a form, which must be one that the server gave to that person.

    Raises:
        HTTPException: 401 where nobody is signed in, 403 where they may only look, or the form is
            none of ours.
    """
    name = person(request)
    if name is None:
        if (known := visitor(request)) is not None:
            refused(request, known.name, "may only look")
            raise HTTPException(403, f"{known.name} may look, and not judge.")
        raise HTTPException(401)
    own_form(request, form, name)
    return name


def own_form(request: Request, form: Sent, name: str) -> None:
    """Make sure that a form is one that the server gave to whoever is signed in.

    Raises:
        HTTPException: 403 where it is none of ours.
    """
    if not is_own_form(request, form.one(FORM_FIELD)):
        refused(request, name, "a form of somewhere else, or of an earlier sign-in")
        raise HTTPException(
            403, "The form is too old, or was not made by this server. Load the page anew."
        )


def refused(request: Request, name: str, why: str) -> None:
    """Write into the log that somebody wanted what they may not."""
    entry = Entry("refused", f"{request.method} {request.url.path}", note=why)
    access_of(request).note(request, entry, operator=name)


def within(address: str, otherwise: str) -> str:
    """An address on this server; another one where it leads elsewhere."""
    parts = urlsplit(address) if len(address) <= 2000 and address.isprintable() else None
    own = parts is not None and not parts.scheme and not parts.netloc
    if (
        not own
        or not address.startswith("/")
        or address.startswith(("//", "/\\"))
        or "\\" in address
    ):
        return otherwise
    return address


def onwards(address: str, **more: str) -> RedirectResponse:
    """On to an address of this server, with further parameters."""
    path, mark, fragment = address.partition("#")
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in more.items())
    joined = f"{path}{'&' if '?' in path else '?'}{query}" if query else path
    return RedirectResponse(joined + mark + fragment, status_code=303)


def to_sign_in(request: Request) -> Response:
    """To the sign-in page, and back from there."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(path, safe='')}", status_code=303)
