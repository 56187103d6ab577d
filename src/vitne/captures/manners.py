"""How fetching behaves towards servers, and what it needs of the world around it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from vitne.captures.connecting import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MIB = 1024 * 1024


class Manners(msgspec.Struct, frozen=True):
    """How long, how much, how often; seconds and bytes."""

    delay: float = 1.0  # between two requests to one host
    connect: float = 10.0
    read: float = 20.0  # for the next bytes to come
    whole: float = 120.0  # for one request, from name to last byte
    packed: int = 16 * _MIB  # of one answer, as it is sent
    unpacked: int = 64 * _MIB
    redirects: int = 5
    tries: int = 3  # where a server is busy (429, 503)
    back_off: float = 5.0  # before the second try, twice as long before the third, and so on
    patience: float = 120.0  # the longest wait that a server may ask for; then it is left alone


class World(msgspec.Struct, frozen=True):
    """The clocks, the pause and the name server that fetching uses; tests bring their own."""

    now: Callable[[], str]  # UTC, ISO 8601
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    resolve: Callable[[str, int], Sequence[str]] = resolve
