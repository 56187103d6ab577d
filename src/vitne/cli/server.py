"""Serves a record: opens it, listens, says where, and ends cleanly."""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

import msgspec
import uvicorn

from vitne.api.access import Access
from vitne.api.register import Register
from vitne.api.scrubbing import scrub, scrubbed
from vitne.api.settings import Settings
from vitne.api.tokens import anybody
from vitne.api.watch import watch
from vitne.cli.exits import say
from vitne.errors import VitneError
from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_VARIABLE = "VITNE_TOKEN"
_SHORTEST = 16  # characters of a token
_GRACE = 3  # seconds that answers under way may take when the server ends
_LOOPBACK = ("127.0.0.1", "::1")
_QUEUE = 512  # connections that wait to be taken


class TokenError(VitneError):
    """A token that cannot be read, or that is too easy to guess."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be served, where and how."""

    record: str
    host: str
    port: int
    workers: int
    names: tuple[str, ...] = ()
    embargo_days: int = 0
    two_people: bool = False
    private: bool = False
    read_only: bool = False
    proxies: tuple[str, ...] = ()
    opened: bool = False

    @property
    def proxied(self) -> bool:
        """Whether somebody else listens for this server, and says who asks."""
        return bool(self.names or self.proxies)

    @property
    def alone(self) -> bool:
        """Whether nobody but this machine can ask."""
        return _is_loopback(self.host) and not self.proxied


def token(file: Path | None, *, new: bool) -> str | None:
    """The token that people who judge must show; None where nobody may judge.

    Raises:
        TokenError: The file cannot be read, or holds no token that is long enough.
    """
    if new:
        return secrets.token_urlsafe(32)
    if file is None:
        # Taken out, so that no program that is started from here is handed it.
        told = os.environ.pop(_VARIABLE, "").strip() or None
        where = _VARIABLE
    else:
        where = str(file)
        try:
            told = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as error:
            raise TokenError(f"{file}: cannot be read: {error}") from error
    if told is not None and len(told) < _SHORTEST:
        raise TokenError(f"{where}: a token has at least {_SHORTEST} characters")
    return told


def serve(wish: Wish, shown: str | None, *, made: bool) -> None:
    """Serve a record until the process is told to end.

    Args:
        wish: What is to be served.
        shown: The token.
        made: Whether the token was made now, and nobody knows it yet.

    Raises:
        RecordError: There is no such record.
        VitneError: Somebody else listens on the port.
    """
    may = _admitted(wish, shown)  # before anybody is told that the record is there
    with _listening(wish.host, wish.port) as listening:
        host, port = listening.getsockname()[:2]
        settings = Settings(
            token=shown,
            hosts=_hosts(wish, host),
            embargo_days=wish.embargo_days,
            two_people=wish.two_people,
            read_only=wish.read_only,
            private=wish.private,
            limited=not wish.alone,
        )
        address = f"http://{_written(wish.host)}:{port}/"
        say(f"{scrub(wish.record)} is shown at {address} ({may}); Ctrl-C ends it")
        _warn(wish)
        if made:
            say(f"the token, as long as this server runs: {settings.token}")
        if wish.opened:
            webbrowser.open(address)
        _run(wish, settings, listening)


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of loopback."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _admitted(wish: Wish, shown: str | None) -> str:
    """Who may do what on a server, in words.

    Raises:
        RecordError: There is no such record, or its register cannot be opened or made.
        VitneError: Two ways to sign in at once, or none where one is needed.
    """
    with Record.open(wish.record) as record:
        register = Register.beside(record)
        has_people = register is not None and anybody(register)
        if shown and has_people:
            raise VitneError(
                "the record has people with tokens of their own (`vitne people list`): no token "
                "that all share beside them; serve it without one"
            )
        if wish.private and (wish.read_only or not (shown or has_people)):
            raise VitneError("private, and nobody could sign in: add people by `vitne people add`")
        if wish.read_only or not (shown or has_people):
            return "read only"
        Access(record, Settings(token=shown))  # the register is made, or it is said why it is not
    who = "who has the token may judge" if shown else "people sign in with tokens of their own"
    return f"{who}; nobody else may look" if wish.private else who


def _warn(wish: Wish) -> None:
    """Say what makes this server less safe than it could be."""
    if _has_password(wish.record):
        say(
            "warning: the password in --record is shown to everybody on this machine (ps): put the "
            "address into VITNE_RECORD, or the password into ~/.pgpass"
        )
    if not _is_loopback(wish.host):
        say(
            f"warning: listens on {wish.host}, beyond this machine, without encryption: "
            "put a proxy with TLS in front"
        )


def _run(wish: Wish, settings: Settings, listening: socket.socket) -> None:
    with suppress(
        KeyboardInterrupt
    ):  # how a server ends, if uvicorn has not ended before it is raised
        if wish.workers == 1:
            answer(wish.record, settings, listening, _trusted(wish))
        else:
            _several(wish, settings, listening)
    say("ended")


def _several(wish: Wish, settings: Settings, listening: socket.socket) -> None:
    """Have several processes answer, until this one is told to end or one of them fails."""
    spawn = multiprocessing.get_context("spawn")
    workers = [
        spawn.Process(
            target=answer, args=(wish.record, settings, listening, _trusted(wish)), daemon=True
        )
        for _ in range(wish.workers)
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        for worker in workers:
            worker.start()
        wait([worker.sentinel for worker in workers])
        raise VitneError("a process that answers has ended; the others are ended as well")
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(_GRACE + 2)
            worker.kill()  # one that was still starting, on a machine that is busy
            worker.join()


def answer(
    target: str, settings: Settings, listening: socket.socket, proxies: Sequence[str]
) -> None:
    """Answer what comes in at a socket, in one process; proxies in front say who asks."""
    config = uvicorn.Config(
        partial(application, target, settings),
        factory=True,
        log_level="warning",
        log_config=scrubbed(),
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        lifespan="on",
        timeout_graceful_shutdown=_GRACE,
        backlog=_QUEUE,
    )
    uvicorn.Server(config).run(sockets=[listening])


def application(target: str, settings: Settings) -> Any:
    """The application of one process: page and API, with the gate before both."""
    from vitne.web.app import build  # noqa: PLC0415

    record = Record.open(target)
    # Made while the first pages are asked for, so that nobody waits for it longer than need be.
    # No daemon: Python ends those in the middle of what C++ does for them, which aborts the process.
    threading.Thread(target=_prepare, args=(record,), name="vitne-panorama").start()
    return build(record, settings)


def _prepare(record: Record) -> None:
    """Make the picture of all incidents, read the packs of the articles, order the review queue."""
    from vitne.web.desk import desk  # noqa: PLC0415
    from vitne.web.knowledge import prepare  # noqa: PLC0415

    panorama = watch(record).now()
    prepare(panorama.columns.articles.axes["language"].names)
    desk(record).now()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        VitneError: The address is none of this machine, or the port is taken.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=_QUEUE)
    except PermissionError as error:
        raise VitneError(f"port {port}: only the administrator may listen there") from error
    except OSError as error:
        if error.errno is not None and "in use" in os.strerror(error.errno).lower():
            raise VitneError(f"port {port} is taken; --port 0 takes one that is free") from error
        raise VitneError(f"{host}:{port}: cannot listen there: {error.strerror}") from error
    # Connections take it over. asyncio sets it only on sockets that name their protocol, and
    # without it the body of an answer waits 40 ms for the reader to acknowledge the head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _hosts(wish: Wish, bound: str) -> tuple[str, ...]:
    """The names under which the server is asked; on all addresses that is any of them."""
    if wish.names:
        return (*wish.names, _written(wish.host))
    if wish.host in ("0.0.0.0", "::"):  # noqa: S104 - somebody asked for it
        return ("*",)
    return (_written(wish.host), _written(bound))


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _trusted(wish: Wish) -> tuple[str, ...]:
    """The proxies that are believed when they say who asks, and whether by TLS."""
    return (wish.proxies or _LOOPBACK) if wish.proxied else ()


def _has_password(target: str) -> bool:
    """Whether the address of a database was given with its password, for all to see."""
    return scrub(target) != target and target in sys.argv


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
