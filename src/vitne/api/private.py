"""Lets nobody look who has not said who they are, where the server is set to be private."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from vitne.api.people import visitor
from vitne.api.rates import TooManyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

_OPEN = ("/sign-in", "/favicon.ico")
_FILES = "/static/"  # vitne's own style and script: they are in every package of it


class Private:
    """Stands before an application; `strange` answers those who are not known, `busy` those who wait."""

    def __init__(
        self,
        app: ASGIApp,
        strange: Callable[[Request], Response],
        busy: Callable[[Request, TooManyError], Response],
    ) -> None:
        self._app = app
        self._strange = strange
        self._busy = busy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask who it is."""
        refusal = await self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        request = Request(scope)
        if request.url.path in _OPEN or request.url.path.startswith(_FILES):
            return None
        try:
            known = await run_in_threadpool(visitor, request)
        except TooManyError as error:
            return self._busy(request, error)
        return None if known is not None else self._strange(request)
