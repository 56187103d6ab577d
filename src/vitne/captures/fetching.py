"""Fetches pages, feeds and sitemaps: safely, politely, and only if they have changed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Self

import httpx
import msgspec

from vitne.captures import dates
from vitne.captures.asking import Answer, Asker
from vitne.captures.connecting import FetchError, UnreachableError
from vitne.captures.manners import Manners
from vitne.captures.robots import LONGEST, Robots, Rules

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from vitne.captures.manners import World
    from vitne.captures.validators import Validators

_SCHEMES = ("http", "https")
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_LONGEST_ADDRESS = 8000  # characters
_LAST_PORT = 65_535
_MOST_HOSTS = 10_000  # remembered before those that may be asked again are forgotten
_MANNERS = Manners()


class Page(msgspec.Struct, frozen=True):
    """What a server sent: bytes unpacked, and headers with names in lower case.

    `address` is where it was found, after all redirects.
    """

    address: str
    data: bytes
    headers: dict[str, str]
    fetched_at: str  # UTC, ISO 8601


class Fetcher:
    """Fetches addresses one at a time; a context manager that lets go of the network.

    Only http and https, and only hosts on the open internet, unless `allow_private`. robots.txt is
    respected, requests to one host keep a distance, and a server that is busy is left alone for as
    long as it asks.
    """

    def __init__(
        self,
        world: World,
        manners: Manners = _MANNERS,
        *,
        allow_private: bool = False,
        contact: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Make one.

        Args:
            world: Clocks, pause and name server.
            manners: How long, how much, how often.
            allow_private: Whether hosts that are not on the open internet may be asked.
            contact: Whom those who run a server may write to; sent with each request.
            tls: Which certificates are trusted; if None, those of the usual authorities.
        """
        self._world = world
        self._manners = manners
        self._asker = Asker(world, manners, allow_private=allow_private, contact=contact, tls=tls)
        self._robots = Robots(self._robots_txt, world.clock)
        self._pace = _Pace(world, manners)

    def fetch(self, address: str, validators: Validators | None = None) -> Page | None:
        """Fetch an address, through at most `Manners.redirects` redirects.

        Returns:
            The page, or None if it has not changed since it had the validators.

        Raises:
            FetchError: It cannot or may not be fetched.
        """
        asked = validators.asking() if validators is not None else {}
        url, answer = self._follow(address, asked)
        if answer.status == HTTPStatus.NOT_MODIFIED and asked:
            return None
        if answer.status != HTTPStatus.OK:
            again = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            raise FetchError(answer.told, again=again)
        return Page(str(url), answer.data, answer.headers, self._world.now())

    def close(self) -> None:
        """Let go of the network."""
        self._asker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _follow(
        self, address: str, asked: Mapping[str, str], *, is_robots: bool = False
    ) -> tuple[httpx.URL, Answer]:
        """The answer at the end of all redirects, and where that is."""
        url = _url(address)
        for _ in range(self._manners.redirects + 1):
            rules = None if is_robots else self._rules(url)
            answer = self._ask(url, asked, rules)
            onward = answer.headers.get("location")
            if answer.status not in _REDIRECTS or onward is None:
                return url, answer
            url = _url(onward, url)
        raise FetchError(f"redirected more than {self._manners.redirects} times")

    def _rules(self, url: httpx.URL) -> Rules:
        rules = self._robots.rules(f"{url.scheme}://{url.netloc.decode()}")
        if not rules.allow(str(url)):
            raise FetchError("its robots.txt asks not to fetch it")
        return rules

    def _robots_txt(self, address: str) -> bytes | None:
        """A robots.txt; None where a server says that it has none."""
        try:
            _, answer = self._follow(address, {}, is_robots=True)
        except UnreachableError:
            raise
        except FetchError as error:
            raise FetchError(f"its robots.txt: {error}", again=error.again) from error
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise FetchError(f"its robots.txt: {answer.told}", again=True)
        return answer.data if answer.status == HTTPStatus.OK else None

    def _ask(self, url: httpx.URL, asked: Mapping[str, str], rules: Rules | None) -> Answer:
        """Ask, and again after a pause where the server is busy."""
        delay = rules.delay if rules is not None else 0
        most = LONGEST if rules is None else None
        for attempt in range(self._manners.tries):
            self._pace.wait(url.host)
            try:
                answer = self._asker.ask(url, asked, most=most)
            finally:
                self._pace.rest(url.host, delay)
            if answer.status not in _BUSY:
                return answer
            asks = self._asked_to_wait(answer.headers.get("retry-after", ""))
            back_off = self._manners.back_off * 2**attempt
            self._pace.rest(url.host, back_off if asks is None else asks)
        raise FetchError(answer.told, again=True)

    def _asked_to_wait(self, retry_after: str) -> float | None:
        """Seconds, from a number of them or a time."""
        text = retry_after.strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
        when, now = dates.moment(text), dates.moment(self._world.now())
        return None if when is None or now is None else (when - now).total_seconds()


class _Pace:
    """Keeps the distance between the requests to each host."""

    def __init__(self, world: World, manners: Manners) -> None:
        self._world = world
        self._manners = manners
        self._next: dict[str, float] = {}

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone from now on, for so long or for the usual time."""
        if len(self._next) >= _MOST_HOSTS:
            self._next = {
                host: when for host, when in self._next.items() if when > self._world.clock()
            }
        self._next[host] = self._world.clock() + max(seconds, self._manners.delay)

    def wait(self, host: str) -> None:
        """Wait until a host may be asked.

        Raises:
            FetchError: It asked to be left alone for longer than anyone would wait.
        """
        left = self._next.get(host, 0) - self._world.clock()
        if left > self._manners.patience:
            raise FetchError(f"its server asks to be left alone for {left:.0f} s", again=True)
        if left > 0:
            self._world.sleep(left)


def _url(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked for, without its fragment."""
    if len(address) > _LONGEST_ADDRESS:
        raise FetchError(f"an address of more than {_LONGEST_ADDRESS:,} characters")
    try:
        url = httpx.URL(address.strip()) if base is None else base.join(address.strip())
        url = url.copy_with(fragment=None)
        host = url.host  # it is only now that a name like "xn--" turns out to be none
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"no address: {error}") from error
    if url.scheme not in _SCHEMES:
        raise FetchError(
            f"an address of {url.scheme or 'no scheme'}; only http and https are fetched"
        )
    if not host:
        raise FetchError("an address without a host")
    if url.port is not None and not 0 < url.port <= _LAST_PORT:
        raise FetchError(f"an address with the port {url.port}, which cannot be")
    if url.userinfo:
        raise FetchError("an address with a password; a record would show it to all its readers")
    return url
