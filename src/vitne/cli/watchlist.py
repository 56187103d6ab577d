"""Reads FEEDS.toml: which feeds, sitemaps and pages are watched."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

if TYPE_CHECKING:
    from datetime import tzinfo

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[^\s/].*", re.IGNORECASE | re.DOTALL)
_LARGEST = 1024 * 1024  # bytes
_PRINTABLE = re.compile(r"[\x20-\x7e]{0,200}")


class WatchlistError(Exception):
    """A FEEDS.toml that cannot be followed: names the file and the key."""


class Watched(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One feed, sitemap or page, and what is known of all its reports.

    `timezone` is where the outlet is ("Europe/Oslo"): feeds tell times in UTC, and what was
    published half past midnight there would be dated the day before.
    """

    address: str
    outlet: str | None = None
    language: str | None = None  # BCP 47
    timezone: str | None = None
    most: Annotated[int, msgspec.Meta(ge=1, le=50_000)] = 1000  # reports at once, the newest

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of the outlet."""
        return ZoneInfo(self.timezone) if self.timezone else None

    @property
    def label(self) -> str:
        """How it is called to a person."""
        return f"{self.outlet}: {self.address}" if self.outlet else self.address


class Watchlist(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is watched. Feeds and sitemaps may stand under either name."""

    feed: tuple[Watched, ...] = ()
    sitemap: tuple[Watched, ...] = ()
    page: tuple[Watched, ...] = ()
    contact: str = ""  # whom those who run a server may write to
    delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 1.0  # seconds between requests to a host


def read_watchlist(name: str) -> Watchlist:
    """Read a FEEDS.toml.

    Raises:
        WatchlistError: There is none, or it says something that cannot be done.
    """
    try:
        with Path(name).open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise WatchlistError(f"{name}: longer than the limit of {_LARGEST:,} bytes")
        found = msgspec.convert(tomllib.loads(data.decode()), Watchlist)
    except (OSError, ValueError, RecursionError) as error:  # no TOML, no UTF-8, a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise WatchlistError(f"{name}: {reason}") from error
    for reason in _faults(found):
        raise WatchlistError(f"{name}: {reason}")
    return found


def _faults(found: Watchlist) -> list[str]:
    """What a list says that has the right form and makes no sense."""
    watched = [*found.feed, *found.sitemap, *found.page]
    faults = [] if watched else ["lists no [[feed]], [[sitemap]] or [[page]]"]
    if not _PRINTABLE.fullmatch(found.contact):
        faults.append("contact must be plain ASCII of at most 200 characters, such as an address")
    seen: set[str] = set()
    for each in watched:
        faults += [f"{each.address}: {reason}" for reason in _faults_of(each)]
        if each.address in seen:
            faults.append(f"{each.address}: listed twice")
        seen.add(each.address)
    return faults


def _faults_of(each: Watched) -> list[str]:
    faults = []
    if not _ADDRESS.fullmatch(each.address):
        faults.append("no address that begins with http:// or https://")
    if each.language is not None and not _LANGUAGE.fullmatch(each.language):
        faults.append(f"language {each.language!r} is no tag such as nb or en-GB")
    try:
        each.zone  # noqa: B018 - whether there is one
    except (ZoneInfoNotFoundError, ValueError, OSError):
        faults.append(f"timezone {each.timezone!r} is none, such as Europe/Oslo")
    return faults
