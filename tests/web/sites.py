"""Serves a record on loopback, in this process, as `vitne serve` does it in one of its own."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any, Self

import httpx
import uvicorn

from vitne.api.settings import Settings
from vitne.record.database import Record
from vitne.web.app import build

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

TOKEN = "a token for tests"  # noqa: S105 - opens nothing
_STOPPING = 20  # seconds after which a server that does not stop is a fault


class Site:
    """A record that is being served.

    `address` has no slash at its end; `token` is None where nobody may judge. `client` asks it
    without a browser. A context manager that stops it.
    """

    def __init__(self, record: Record, **settings: Any) -> None:
        self.record = record
        self.token: str | None = settings.get("token")
        app = build(record, Settings(**settings))
        self._socket = socket.create_server(("127.0.0.1", 0))
        # asyncio sets it on sockets that it made itself; without it each answer waits 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self._socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._fault: BaseException | None = None
        self._server = uvicorn.Server(_config(app))
        self._thread = threading.Thread(target=self._run, name=f"site-{self.port}")
        self.client = httpx.Client(base_url=self.address, timeout=60)

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            # The socket listens already: this waits in its queue until the server answers.
            self.client.get("/favicon.ico")
        except httpx.HTTPError:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop serving, and pass on what went wrong with it."""
        self.client.close()
        self._server.should_exit = True
        self._thread.join(_STOPPING)
        self._socket.close()
        if self._fault is not None:
            raise self._fault
        assert not self._thread.is_alive(), "the server did not stop"

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        except BaseException as fault:  # noqa: BLE001 - passed on where it is stopped
            self._fault = fault


def opened(path: Path) -> Record:
    """A record that a site shows."""
    return Record.open(str(path))


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=2
    )
