"""What a running server knows of who may do what: its settings, and the register of the record."""

from __future__ import annotations

import logging
import secrets
import time
from typing import TYPE_CHECKING

from vitne.api import tokens
from vitne.api.rates import Rates
from vitne.api.register import Register
from vitne.errors import RecordError
from vitne.record.custody import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from vitne.api.settings import Settings
    from vitne.record.database import Record

_LOG = logging.getLogger("vitne.api")


class Access:
    """Who may use a record over HTTP, for one process.

    With a token in the settings, all who have it share it and say a name: sign-ins and the log are
    kept in the register all the same, which is made for it. Without one, the people of the register
    have tokens of their own.
    """

    def __init__(
        self, record: Record, settings: Settings, clock: Callable[[], float] = time.time
    ) -> None:
        self.settings = settings
        self.rates = Rates()
        self.shared = tokens.digest_of(settings.token) if settings.token else None
        self._record = record
        self._clock = clock
        self._register: Register | None = None
        if self.shared is not None and not settings.read_only:
            self._register = Register.beside(record, create=True, clock=clock)

    @property
    def register(self) -> Register | None:
        """The register, as soon as there is one; None on a server that is read only."""
        if self._register is None and not self.settings.read_only:
            self._register = Register.beside(self._record, clock=self._clock)
        return self._register

    @property
    def judging(self) -> bool:
        """Whether there is anybody who may judge here."""
        if self.settings.read_only:
            return False
        if self.shared is not None:
            return True
        register = self.register
        return register is not None and tokens.anybody(register)

    def is_shared(self, digest: str) -> bool:
        """Whether a hash is that of the token that all share."""
        return self.shared is not None and secrets.compare_digest(digest, self.shared)

    def note(self, request: Request, entry: Entry, *, operator: str) -> None:
        """Write into the log what was done over HTTP, with the address it came from.

        What was done is done: where the log cannot be written, the log of the server says so.
        """
        register = self.register
        if register is None:
            return
        try:
            with register.writing() as connection:
                register.note(connection, told(request, entry), operator=operator)
        except RecordError as error:
            _LOG.warning("not in the audit log: %s %s: %s", entry.action, entry.subject, error)


def told(request: Request, entry: Entry) -> Entry:
    """An entry of the log that also says from which address it came."""
    host = request.client.host if request.client else "unknown"
    note = f"{entry.note}; from {host}" if entry.note else f"from {host}"
    return Entry(entry.action, entry.subject, entry.sha256, note)


def access_of(request: Request) -> Access:
    """What the server that is asked knows of who may do what."""
    found: Access = request.app.state.access
    return found
