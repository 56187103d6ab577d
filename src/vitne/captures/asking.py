"""Asks a server once: one request, one answer, within its limits of time and size."""

from __future__ import annotations

from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpcore
import msgspec

from vitne.captures import unpacking
from vitne.captures.connecting import Deadline, FetchError, Guard, UnreachableError
from vitne.captures.making import too_long
from vitne.captures.robots import AGENT
from vitne.version import __version__

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator, Mapping

    import httpx

    from vitne.captures.manners import Manners, World

_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
_LONGEST_REASON = 200  # characters; some reasons quote the server


class Answer(msgspec.Struct, frozen=True):
    """What a server answered; names of headers in lower case, the body only with status 200."""

    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def told(self) -> str:
        """The status in words: "answered 404 Not Found"."""
        try:
            return f"answered {self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return f"answered {self.status}"


class Asker:
    """Sends requests, each on a connection of its own to an address that may be reached."""

    def __init__(
        self,
        world: World,
        manners: Manners,
        *,
        allow_private: bool,
        contact: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._manners = manners
        self._agent = user_agent(contact)
        self._deadline = Deadline(world.clock)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_keepalive_connections=0,  # servers close them sooner than politeness asks again
            network_backend=Guard(world.resolve, self._deadline, allow_private=allow_private),
        )

    def ask(self, url: httpx.URL, asked: Mapping[str, str], *, most: int | None = None) -> Answer:
        """Ask for an address, with headers that say under which condition.

        Args:
            url: An http or https address.
            asked: Headers, such as If-None-Match.
            most: Bytes of the body, unpacked; those of the manners if None.

        Raises:
            FetchError: There is no answer, or none that can be taken.
        """
        manners = self._manners
        waits = {"connect": manners.connect, "read": manners.read, "write": manners.read}
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        self._deadline.start(manners.whole)
        with (
            _explained(),
            self._pool.stream(
                "GET", target, headers=self._headers(url, asked), extensions={"timeout": waits}
            ) as answer,
        ):
            headers = _joined(answer.headers)
            data = b""
            if answer.status == HTTPStatus.OK:
                data = self._body(answer.iter_stream(), headers, most or manners.unpacked)
            return Answer(answer.status, headers, data)

    def close(self) -> None:
        """Let go of the network."""
        self._pool.close()

    def _headers(self, url: httpx.URL, asked: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        headers = {
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": unpacking.ENCODINGS,
            "Connection": "close",
            **asked,
        }
        host = (b"Host", url.netloc)
        return [host, *((name.encode(), value.encode()) for name, value in headers.items())]

    def _body(self, pieces: Iterable[bytes], headers: Mapping[str, str], most: int) -> bytes:
        unpacker = unpacking.unpacker(headers.get("content-encoding", ""), most)
        found = []
        packed = 0
        for piece in pieces:
            packed += len(piece)
            if packed > self._manners.packed:
                raise FetchError(too_long(self._manners.packed))
            found.append(unpacker.feed(piece))
        if packed:
            unpacker.finish()
        return b"".join(found)


def user_agent(contact: str = "") -> str:
    """What vitne calls itself: "vitne/0.1.0 (reads news reports; desk@example.org)"."""
    purpose = "reads news reports of armed conflict"
    return (
        f"{AGENT}/{__version__} ({purpose}; {contact})"
        if contact
        else f"{AGENT}/{__version__} ({purpose})"
    )


def _joined(sent: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name; those of one name are joined."""
    found: dict[str, str] = {}
    for key, value in sent:
        name, text = _text(key).lower(), _text(value)
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


@contextmanager
def _explained() -> Iterator[None]:
    """Say what goes wrong on the network in words that a person knows."""
    try:
        yield
    except httpcore.ConnectTimeout as error:
        raise UnreachableError("no connection in time", again=True) from error
    except httpcore.TimeoutException as error:
        raise FetchError("too slow; given up", again=True) from error
    except httpcore.ConnectError as error:
        raise UnreachableError(f"no connection: {_short(error)}", again=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise FetchError(f"broken off: {_short(error)}", again=True) from error
    except unpacking.UnpackingError as error:
        raise FetchError(str(error)) from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:_LONGEST_REASON] or type(error).__name__
