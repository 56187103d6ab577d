"""Fetches feeds, sitemaps and indexes of sitemaps, and reads what they list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.captures.connecting import FetchError
from vitne.captures.entries import Entry, Listed, kind_of, newest
from vitne.captures.limits import CaptureFailure
from vitne.captures.making import charset_of
from vitne.captures.unpacking import UnpackingError, unpack
from vitne.captures.validators import Validators

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from vitne.captures.fetching import Fetcher, Page

    Known = Callable[[str], Validators | None]

_GZIP = b"\x1f\x8b"
_LONGEST = 64 * 1024 * 1024  # bytes of a sitemap, unpacked


class Wanted(msgspec.Struct, frozen=True):
    """How much of a feed or a sitemap is wanted, and by the clock of which place."""

    entries: int = 1000  # at most, the newest
    sitemaps: int = 20  # of an index of them, the newest
    zone: tzinfo | None = None


class Listing(msgspec.Struct, frozen=True):
    """What a feed or a sitemap lists now.

    `validators` are by address, to ask the next time whether it has changed; there are none for
    an index of sitemaps, which is asked for anew.
    """

    entries: tuple[Entry, ...] = ()
    left: int = 0  # addresses beyond what is wanted
    problems: tuple[CaptureFailure, ...] = ()
    validators: dict[str, Validators] = {}


_ALL = Wanted()


def read_listing(
    address: str, fetcher: Fetcher, wanted: Wanted = _ALL, known: Known = lambda _: None
) -> Listing | None:
    """Read what a feed or a sitemap lists.

    Args:
        address: Of RSS, Atom, a sitemap or an index of sitemaps, also packed by gzip.
        fetcher: Fetches it.
        wanted: How much of it.
        known: The validators that an address had the last time.

    Returns:
        The listing; None if nothing has changed.

    Raises:
        FetchError: It cannot be fetched, or is something else.
    """
    page = fetch_bare(address, fetcher, known(address))
    return None if page is None else read_page(address, page, fetcher, wanted, known)


def fetch_bare(address: str, fetcher: Fetcher, validators: Validators | None = None) -> Page | None:
    """Fetch an address; a feed or sitemap that is a gzip file is unpacked.

    Raises:
        FetchError: It cannot be fetched or unpacked.
    """
    page = fetcher.fetch(address, validators)
    if page is None or not page.data.startswith(_GZIP):
        return page
    try:
        return msgspec.structs.replace(page, data=unpack(page.data, "gzip", _LONGEST))
    except UnpackingError as error:
        raise FetchError(str(error)) from error


def read_page(
    address: str,
    page: Page,
    fetcher: Fetcher,
    wanted: Wanted = _ALL,
    known: Known = lambda _: None,
) -> Listing:
    """Read what a feed or a sitemap lists that has been fetched already; see `read_listing`.

    Raises:
        FetchError: It is something else.
    """
    found = _Found(fetcher, wanted, known)
    found.add(address, page)
    return found.listing


class _Found:
    """What has been read of a feed, a sitemap, or an index and its sitemaps."""

    def __init__(self, fetcher: Fetcher, wanted: Wanted, known: Known) -> None:
        self._fetcher = fetcher
        self._wanted = wanted
        self._known = known
        self._entries: list[Entry] = []
        self._problems: list[CaptureFailure] = []
        self._validators: dict[str, Validators] = {}

    def add(self, address: str, page: Page, *, inside: bool = False) -> None:
        """Read a page; the sitemaps of an index are fetched, but not those of an index inside."""
        listed = _listed(page, self._wanted.zone)
        if listed.problem is not None:
            self._problems.append(CaptureFailure(address, listed.problem))
        if kind_of(page.data) == "index":
            if inside:
                self._problems.append(CaptureFailure(address, "an index of sitemaps in another"))
                return
            for entry in newest(listed.entries, self._wanted.sitemaps):
                self._further(entry.url)
            return
        self._entries += listed.entries
        validators = Validators.of(page.headers)
        if validators is not None and listed.problem is None:
            self._validators[address] = validators

    @property
    def listing(self) -> Listing:
        """All of it."""
        every = newest(self._entries, len(self._entries))
        kept = newest(every, self._wanted.entries)
        left = len(every) - len(kept)
        return Listing(tuple(kept), left, tuple(self._problems), self._validators)

    def _further(self, address: str) -> None:
        try:
            page = fetch_bare(address, self._fetcher, self._known(address))
            if page is not None:
                self.add(address, page, inside=True)
        except FetchError as error:
            self._problems.append(CaptureFailure(address, str(error)))


def _listed(page: Page, zone: tzinfo | None) -> Listed:
    kind = kind_of(page.data)
    if kind is None:
        raise FetchError("a web page, not a feed or a sitemap")
    if kind == "feed":
        from vitne.captures import feeds  # noqa: PLC0415 - feedparser only for a feed

        charset = charset_of(page.headers)
        return feeds.entries_of(page.data, page.address, charset=charset, zone=zone)
    from vitne.captures import sitemaps  # noqa: PLC0415 - lxml only for a sitemap

    return sitemaps.entries_of(page.data, zone=zone)
