"""Remembers what was asked for last, up to a measure."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class Memory(Generic[T]):
    """The things used last, each under a key; threads may share it."""

    def __init__(self, most: int, *, size: Callable[[T], int] = lambda _: 1) -> None:
        """Make an empty one.

        Args:
            most: What all the things in it may come to.
            size: What one thing comes to: one, or its bytes.
        """
        self._most = most
        self._size = size
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._sum = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        """What is held under a key."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def put(self, key: Hashable, value: T) -> None:
        """Hold something, and forget what was used longest ago."""
        with self._lock:
            if key in self._held:
                self._sum -= self._size(self._held.pop(key))
            self._held[key] = value
            self._sum += self._size(value)
            while self._sum > self._most and self._held:
                self._sum -= self._size(self._held.popitem(last=False)[1])
