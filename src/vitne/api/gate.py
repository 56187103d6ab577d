"""Lets in what is asked of this server under its own name, and is no larger than anybody needs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from vitne.api.problems import problem

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from vitne.api.settings import Settings

_SAFE = ("GET", "HEAD", "OPTIONS")
_BODY = 1024 * 1024  # bytes
_QUERY = 16 * 1024
_BREAKS = frozenset("\r\n\0")


class Gate:
    """Stands before an application.

    A page of another site can have a browser ask this server under a name that it controls (DNS
    rebinding): only loopback and the names in the settings are answered. What changes something
    must not come from a page of another site.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = frozenset(settings.allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, _limited(receive), send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if "*" not in self._hosts and _name(headers.get("host", "")) not in self._hosts:
            return problem(400, "This server is not asked under this name; see --host.")
        if not _BREAKS.isdisjoint(scope["path"]):  # routes match one line only
            return problem(404)
        if len(scope.get("query_string", b"")) > _QUERY:
            return problem(414, f"A query string has {_QUERY} bytes at most.")
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()):
            return problem(400, "The length of the body is no number.")
        if len(length) > len(str(_BODY)) or int(length) > _BODY:
            return problem(413, f"A body has {_BODY} bytes at most.")
        if scope["method"] not in _SAFE and _is_foreign(headers):
            return problem(403, "Sent from a page of another site.")
        return None


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    if host.startswith("["):
        return host[: host.find("]") + 1].lower()
    return host.partition(":")[0].lower()


def _is_foreign(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != headers.get("host")
    except ValueError:
        return True


def _limited(receive: Receive) -> Receive:
    """A body that breaks off where it grows longer than it may be."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= _BODY else {"type": "http.disconnect"}

    return limited
