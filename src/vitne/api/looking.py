"""One look at a record over HTTP: what was asked, and the answer with what tells its moment."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.responses import Response

from vitne.api.memory import Memory
from vitne.api.versions import moment_of, software
from vitne.api.watch import watch
from vitne.packs import versions
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa
    from starlette.requests import Request

    from vitne.api.panorama import Panorama
    from vitne.api.parameters import Asked, Parameters
    from vitne.record.database import Record

_REMEMBERED = 64 * 1024 * 1024  # bytes of answers that are kept
_AT_ONCE = 2  # answers that are made
_LARGEST = 2 * 1024 * 1024  # bytes of an answer that is kept


class Answer(msgspec.Struct, frozen=True):
    """An answer as it is sent, and where its list goes on."""

    body: bytes
    next: str | None


class Shown:
    """A record that is shown over HTTP, with what is kept ready for it."""

    def __init__(self, record: Record, parameters: Parameters) -> None:
        self.record = record
        self.parameters = parameters
        self.answers: Memory[Answer] = Memory(_REMEMBERED, size=lambda one: len(one.body) + 500)
        self._reviews: Memory[Reviews] = Memory(2)
        self._limiter: CapacityLimiter | None = None

    async def apart(self, make: Callable[[], Response]) -> Response:
        """Make an answer beside the loop that serves all connections.

        Few are made at once: more threads would only take turns at one interpreter.
        """
        if self._limiter is None:
            self._limiter = CapacityLimiter(_AT_ONCE)
        return await to_thread.run_sync(make, limiter=self._limiter)

    def reviews(self, look: Look) -> Reviews:
        """The judgements that stand at the moment of a look."""
        found = self._reviews.get(look.moment)
        if found is None:
            found = Reviews.load(look.connection)
            self._reviews.put(look.moment, found)
        return found


class Look:
    """One look at a record: what was asked, and the record at one moment."""

    def __init__(
        self, request: Request, shown: Shown, connection: sa.Connection, asked: Asked
    ) -> None:
        self.request = request
        self.shown = shown
        self.connection = connection
        self.asked = asked
        self.moment = moment_of(connection)

    @cached_property
    def panorama(self) -> Panorama:
        """All incidents at once; it may be of an earlier moment while a new one is being made."""
        return watch(self.shown.record).at(self.moment)

    @cached_property
    def reviews(self) -> Reviews:
        """The judgements that stand."""
        return self.shown.reviews(self)

    def path(self, name: str) -> str:
        """A part of the path of the address."""
        found: str = self.request.path_params[name]
        return found

    def following(self, cursor: str | None) -> str | None:
        """The address of the page at a cursor."""
        if cursor is None:
            return None
        url = self.request.url.include_query_params(after=cursor)
        return f"{url.path}?{url.query}"


def respond(
    request: Request, names: tuple[str, ...], make: Callable[[Look], Any], *, overview: bool
) -> Response:
    """Answer a request with what is made of a look at the record.

    Args:
        request: The request.
        names: The query parameters that it may have.
        make: Makes the answer.
        overview: Whether the answer is made of the panorama too.
    """
    shown: Shown = request.app.state.shown
    asked = shown.parameters.read(request, names)
    with shown.record.reading() as connection:
        look = Look(request, shown, connection, asked)
        held = look.panorama.moment.version if overview else ""
        tag = f'W/"{look.moment.version}.{held}.{software()}"'
        headers = {
            "etag": tag, "cache-control": "private, no-cache", "vary": "accept-encoding",
            "vitne-version": versions.edition(),
        }  # fmt: skip
        if _has(request, tag):
            return Response(status_code=304, headers=headers)
        key = (tag, request.url.path, request.url.query)
        answer = shown.answers.get(key)
        if answer is None:
            made = make(look)
            answer = Answer(msgspec.json.encode(made), getattr(made, "next", None))
            if len(answer.body) <= _LARGEST:
                shown.answers.put(key, answer)
    if answer.next is not None:
        headers["link"] = f'<{answer.next}>; rel="next"'
    return Response(answer.body, headers=headers, media_type="application/json")


def _has(request: Request, tag: str) -> bool:
    """Whether the one who asks has the answer already."""
    asked = request.headers.get("if-none-match")
    if asked is None:
        return False
    bare = tag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") in (bare, "*") for one in asked.split(","))
