"""What a page says once after something was done: kept for a minute in a sealed cookie."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from vitne.api.settings import Settings
    from vitne.web.context import View

COOKIE = "vitne_done"
_LASTS = 60  # seconds


class Move(msgspec.Struct, frozen=True):
    """An estimate before and after, in figures: low, best, high, and what is known."""

    measure: str
    before: tuple[int | None, int | None, int | None, str]
    after: tuple[int | None, int | None, int | None, str]


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided, and what it changed.

    `judgement` is the id of the last judgement made; `moves` are the estimates that are others now,
    `incident` the incident that the claim is in now. `fault` says why nothing was done.
    """

    action: str = ""
    judgement: str = ""
    claim: str | None = None
    incident: str | None = None
    moves: tuple[Move, ...] = ()
    fault: str = ""


_DONE = msgspec.json.Decoder(Done)


def leave(request: Request, response: Response, done: Done) -> None:
    """Have the next page say it."""
    body = base64.urlsafe_b64encode(msgspec.json.encode(done)).decode()
    sealed = f"{body}.{_mark(request.app.state.settings, body)}"
    response.set_cookie(COOKIE, sealed, max_age=_LASTS, httponly=True, samesite="strict", path="/")


def take(view: View) -> Done | None:
    """What the page before left to be said; it is said as long as its cookie lasts, to its page."""
    sealed = view.request.cookies.get(COOKIE)
    if not sealed or "done" not in view.request.query_params:
        return None
    body, _, mark = sealed.partition(".")
    if not hmac.compare_digest(
        _mark(view.request.app.state.settings, body).encode(), mark.encode()
    ):
        return None
    try:
        return _DONE.decode(base64.urlsafe_b64decode(body))
    except (msgspec.MsgspecError, binascii.Error, ValueError):
        return None


def _mark(settings: Settings, body: str) -> str:
    return hmac.new(settings.secret, b"done:" + body.encode(), hashlib.sha256).hexdigest()
