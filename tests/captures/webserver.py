"""A web server on loopback that does what a test wants, however rude."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from vitne.captures.fetching import Fetcher
from vitne.captures.manners import Manners, World

if TYPE_CHECKING:
    import ssl

NOW = "2020-10-04T12:00:00Z"
WITHHOLD = b""  # nothing more is sent until the client goes away


class Asked(NamedTuple):
    """A request."""

    path: str
    headers: dict[str, str]


Route = bytes | list[bytes] | Callable[[Asked], bytes | Iterable[bytes]]


def reply(body: bytes | str = b"", status: int = 200, **headers: str) -> bytes:
    """An answer as it is sent; `content_type` is a header, "Content-Length" is added."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    named.setdefault("Content-Length", str(len(data)))
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in named.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def http_date(text: str) -> str:
    return format_datetime(datetime.fromisoformat(text).astimezone(UTC), usegmt=True)


class Site:
    """What is served: routes by path, and what was asked for."""

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.address = f"{scheme}://127.0.0.1:{port}"
        self.port = port
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []

    @property
    def paths(self) -> list[str]:
        """What was asked for besides robots.txt."""
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def __setitem__(self, path: str, route: Route) -> None:
        self.routes[path] = route

    def answers(self, asked: Asked) -> Iterable[bytes]:
        self.asked.append(asked)
        route = self.routes.get(asked.path, reply(status=404))
        if isinstance(route, list):
            route = route.pop(0) if len(route) > 1 else route[0]
        found = route(asked) if callable(route) else route
        return [found] if isinstance(found, bytes) else found


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        try:
            first = self.rfile.readline().split()
            headers = {}
            while line := self.rfile.readline().strip():
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.strip().lower()] = value.strip()
            if len(first) > 1:
                self._answer(Asked(first[1].decode("latin-1"), headers))
        except OSError:
            pass  # the client went away, which many tests are about

    def _answer(self, asked: Asked) -> None:
        for piece in self.server.site.answers(asked):
            if piece == WITHHOLD:
                self.rfile.read(1)  # returns when the client closes
            self.wfile.write(piece)


class _Server(socketserver.ThreadingTCPServer):
    site: Site
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[Any, Any]:
        connection, client = super().get_request()
        if self.tls is not None:
            connection = self.tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, client


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site until the end of the block."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.tls = tls
        server.site = Site(server.server_address[1], "https" if tls else "http")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()


class Time:
    """A clock that stands still, but for waits and for `step` seconds each time it is looked at."""

    def __init__(self, step: float = 0) -> None:
        self.at = 1000.0
        self.step = step
        self.slept: list[float] = []

    def clock(self) -> float:
        self.at += self.step
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


def fetcher(
    time: Time | None = None,
    *,
    resolve: Callable[[str, int], list[str]] | None = None,
    allow_private: bool = True,
    tls: ssl.SSLContext | None = None,
    contact: str = "",
    **manners: Any,
) -> Fetcher:
    """A fetcher that may ask loopback, and never really waits."""
    time = time or Time()
    known = {} if resolve is None else {"resolve": resolve}
    world = World(lambda: NOW, time.clock, time.sleep, **known)
    return Fetcher(world, Manners(**manners), allow_private=allow_private, contact=contact, tls=tls)
