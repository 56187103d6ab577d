"""Makes something anew in a thread beside, while the old one serves."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from vitne.errors import VitneError

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG = logging.getLogger("vitne.api")


class Meanwhile:
    """One thing that is made anew, by one thread at a time."""

    def __init__(self, make: Callable[..., object], *, thread: str, what: str) -> None:
        """Take how it is made, the name of the thread, and what it is for the log."""
        self._make = make
        self._name = thread
        self._what = what
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, *given: object) -> None:
        """Have it made of what is given, unless it is being made already."""
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, args=given, name=self._name, daemon=True
                )
                self._thread.start()

    def _run(self, *given: object) -> None:
        try:
            self._make(*given)
        except VitneError as error:
            _LOG.warning("%s cannot be made anew: %s", self._what, error)
