"""How often one address, and one person, may ask: often to read, seldom to write or to sign in."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

import msgspec
from starlette.requests import Request

from vitne.errors import VitneError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

_KNOWN = 20_000  # addresses and people that are remembered
_SAFE = ("GET", "HEAD", "OPTIONS")
_SIGN_IN = "/sign-in"
_IPV6_SITE = 64  # bits: what is given to one household or firm


class TooManyError(VitneError):
    """Somebody asks too often; `wait` says for how many seconds they are to leave it."""

    def __init__(self, told: str, wait: int) -> None:
        super().__init__(told)
        self.wait = wait


class Rate(msgspec.Struct, frozen=True):
    """So many requests at once, and so many a minute from then on."""

    at_once: int
    a_minute: int


READING = Rate(300, 600)
WRITING = Rate(30, 60)
SIGNING = Rate(10, 10)


class Rates:
    """Who asked how often of late, in one process.

    For each of them stands when, at the steady rate, all that was asked would be done; whoever is
    further ahead of that than is allowed at once has to wait.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._done: OrderedDict[tuple[str, Rate], float] = OrderedDict()

    def take(self, who: str, rate: Rate) -> None:
        """Count a request.

        Raises:
            TooManyError: It is one too many.
        """
        step = 60 / rate.a_minute
        with self._lock:
            now = self._clock()
            done = max(self._done.get((who, rate), now), now)
            ahead = done + step - now - rate.at_once * step
            if ahead > 1e-9:
                wait = math.ceil(ahead)
                raise TooManyError(f"asked too often; try again in {wait} seconds", wait)
            self._done[who, rate] = done + step
            self._done.move_to_end((who, rate))
            while len(self._done) > _KNOWN:
                self._done.popitem(last=False)


class Brake:
    """Stands before an application, and makes addresses wait that ask too often."""

    def __init__(
        self, app: ASGIApp, rates: Rates, answer: Callable[[Request, TooManyError], Response]
    ) -> None:
        self._app = app
        self._rates = rates
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or have it wait."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                self._rates.take(address_of(request), rate_of(request))
            except TooManyError as error:
                await self._answer(request, error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def rate_of(request: Request) -> Rate:
    """How often may be asked what is asked."""
    if request.method in _SAFE:
        return READING
    return SIGNING if request.url.path == _SIGN_IN else WRITING


def address_of(request: Request) -> str:
    """Who asks, as the network has it; of IPv6 the net that one household or firm is given."""
    host = request.client.host if request.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, _IPV6_SITE), strict=False))
    return host
