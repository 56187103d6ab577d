"""Counts wrong tokens, so that nobody can try one after the other."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from vitne.errors import VitneError

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 10  # wrong tokens in a window
_WINDOW = 60.0  # seconds
_KNOWN = 10_000  # addresses that are remembered


class TooManyTriesError(VitneError):
    """From one address wrong tokens were tried too often; `wait` says for how many seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many wrong tokens; try again in {wait} seconds")
        self.wait = wait


class Tries:
    """The wrong tokens of the last minute, by the address they came from."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._at: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, address: str) -> None:
        """Make sure that an address may try again.

        Raises:
            TooManyTriesError: It may not yet.
        """
        now = self._clock()
        with self._lock:
            tried = self._at.get(address)
            while tried and tried[0] <= now - _WINDOW:
                tried.popleft()
            if tried and len(tried) >= _MOST:
                raise TooManyTriesError(int(tried[0] + _WINDOW - now) + 1)

    def failed(self, address: str) -> None:
        """Remember a wrong token; the addresses that failed longest ago are forgotten first."""
        with self._lock:
            self._at.setdefault(address, deque(maxlen=_MOST)).append(self._clock())
            self._at.move_to_end(address)
            while len(self._at) > _KNOWN:
                self._at.popitem(last=False)
