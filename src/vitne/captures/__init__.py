"""Paths, folders, patterns, standard input and addresses → Captures: bytes, hash, address, time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.captures.capture import STDIN, capture, is_address
from vitne.captures.limits import CaptureFailure, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.captures.fetching import Fetcher

__all__ = ["STDIN", "CaptureFailure", "Limits", "capture", "fetcher", "is_address"]


def fetcher(
    now: Callable[[], str],
    *,
    allow_private: bool = False,
    contact: str = "",
    delay: float | None = None,
    sleep: Callable[[float], object] | None = None,
) -> Fetcher:
    """A fetcher of addresses for `capture`: a context manager that lets go of the network.

    Args:
        now: The time now, UTC, ISO 8601.
        allow_private: Whether hosts that are not on the open internet may be asked.
        contact: Whom those who run a server may write to; sent with each request.
        delay: Seconds between two requests to one host; one if None.
        sleep: How it waits.
    """
    # What reads files loads no network library.
    from vitne.captures.fetching import Fetcher  # noqa: PLC0415
    from vitne.captures.manners import Manners, World  # noqa: PLC0415

    manners = Manners() if delay is None else Manners(delay=delay)
    world = World(now) if sleep is None else World(now, sleep=sleep)
    return Fetcher(world, manners, allow_private=allow_private, contact=contact)
