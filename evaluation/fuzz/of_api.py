"""Requests to the pages and the API: paths, queries, headers and bodies that no browser sends."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from fuzz import records
from fuzz.checks import hold
from fuzz.mutating import HOSTILE, MARKS
from fuzz.target import Target
from vitne.api.parameters import Parameters
from vitne.api.settings import Settings
from vitne.record.database import Record
from vitne.web.app import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

_TOKEN = "a token for fuzzing only"  # noqa: S105 - opens nothing
_HOST = b"localhost"
_MARK = "\"'><x-fuzz a='"  # comes back as a tag where a page forgets to escape
_FOLDED = b"<x-fuzz"
_PATHS = (
    "/", "/incidents", "/claims", "/articles", "/voices", "/actors", "/judgements", "/facets",
    "/places", "/timeline", "/exports", "/exports/acled", "/exports/geojson", "/exports/report",
    "/exports/package", "/exports/parquet", "/revisions", "/profiles", "/method", "/openapi.json", "/overview",
    "/incidents/0da51e3e29b8a81f", "/claims/00180e1225edd5a7", "/articles/00", "/health", "/nowhere",
)  # fmt: skip
_PAGES = (
    "/", "/review", "/article", "/article/0", "/incident/0da51e3e29b8a81f", "/actors", "/voices", "/judgements",
    "/sign-in", "/sign-out", "/method", "/quality", "/export", "/static/x", "/static/../../etc/passwd", "/report",
)  # fmt: skip
_HEADERS = (
    "\nAccept-Language: nb, en;q=0.5", "\nAccept-Language: ;;;q=,,", "\nAccept-Encoding: gzip", "\nIf-None-Match: *",
    '\nIf-None-Match: W/"x', "\nRange: bytes=0-", "\nAuthorization: Bearer " + _TOKEN, "\nAuthorization: Basic YTpi",
    "\nCookie: vitne=x; lang=zz; a", "\nX-Vitne-Author: Kari", "\nContent-Type: application/json",
    "\nContent-Type: application/x-www-form-urlencoded", "\nContent-Type: multipart/form-data; boundary=x",
    "\nOrigin: https://example.org", "\nHost: example.org", "\nX-Forwarded-For: 1", "\nContent-Length: 99999999999",
)  # fmt: skip
_BODIES = (
    '\n\n{"action": "reject", "claims": ["00180e1225edd5a7"], "reason": "x"}', "\n\n{}", "\n\n[]", '\n\n{"action": 1}',
    '"claims": []', '"field": "toll.low"', '"value": 1e999', '"value": null', '"action": "correct"', '"action": "merge"',
    '"action": "undo"', "action=reject&claims=00180e1225edd5a7", "token=x&name=Kari", "&", "=", "[" * 500, "csrf=",
)  # fmt: skip


def target(_: str) -> Target:
    """The pages and the API of a record of the samples, in this process."""
    app = build(
        Record.open(str(records.copy())), Settings(token=_TOKEN), clock=lambda: 1_740_000_000.0
    )
    loop = asyncio.new_event_loop()

    def run(data: bytes) -> None:
        scope, body = _request(data)
        status, headers, sent = loop.run_until_complete(_ask(app, scope, body))
        _check(status, headers, sent)

    names = tuple(f"&{name}=" for name in Parameters().known)
    values = (
        *records.VALUES,
        *records.PEOPLE,
        _MARK,
        "%00",
        "%ff",
        "%",
        "%2e%2e%2f",
        "+",
        "%0d%0aX: y",
    )
    paths = tuple(f"GET /api/v1{path}?" for path in _PATHS) + tuple(
        f"GET {path}?" for path in _PAGES
    )
    methods = (
        "POST ",
        "PUT ",
        "HEAD ",
        "OPTIONS ",
        "DELETE ",
        "POST /api/v1/judgements",
        "POST /review",
        "POST /sign-in",
    )
    seeds = (*_seeds(names), *(f"POST /api/v1/judgements{_HEADERS[6]}{_BODIES[0]}".encode(),))
    groups = (names, values, paths, methods, _HEADERS, _BODIES, HOSTILE, MARKS)
    return Target(run, seeds, groups, longest=1200)


def _seeds(names: tuple[str, ...]) -> Iterator[bytes]:
    for path in _PATHS:
        yield f"GET /api/v1{path}".encode()
    for path in _PAGES:
        yield f"GET {path}".encode()
    for name, value in zip(names, records.VALUES, strict=False):
        yield f"GET /api/v1/incidents?{name[1:]}{value}".encode()


def _request(data: bytes) -> tuple[dict[str, Any], bytes]:
    """An input as a request: its line, its headers, an empty line, its body."""
    head, _, body = data.partition(b"\n\n")
    line, *rest = head.split(b"\n")
    method, _, address = line.partition(b" ")
    raw, _, query = address.partition(b"?")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (one.partition(b":") for one in rest)
    }
    headers.setdefault(b"host", _HOST)
    headers.setdefault(b"content-length", str(len(body)).encode())
    path = unquote_to_bytes(raw if raw.startswith(b"/") else b"/" + raw)
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
        "method": method.decode("ascii", "replace").upper() or "GET", "scheme": "http",
        "path": path.decode("utf-8", "replace"), "raw_path": raw, "root_path": "",
        # As uvicorn hands them on: bytes of a request line that is not ASCII never come so far.
        "query_string": query.decode("ascii", "ignore").replace("\r", "").encode(),
        "headers": [(name, value) for name, value in headers.items() if name],
        "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
    }, body  # fmt: skip


async def _ask(
    app: FastAPI, scope: dict[str, Any], body: bytes
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    messages: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()  # whoever asks stays until all is sent
        return waiting.pop()

    async def send(message: Any) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start = next(one for one in messages if one["type"] == "http.response.start")
    sent = b"".join(one.get("body", b"") for one in messages if one["type"] == "http.response.body")
    return start["status"], list(start.get("headers", ())), sent


def _check(status: int, headers: list[tuple[bytes, bytes]], sent: bytes) -> None:
    hold(100 <= status < 500, "no request makes the server fail")
    for name, value in headers:
        hold(b"\n" not in name + value and b"\r" not in name + value, "no header holds a new line")
    told = {name.lower(): value for name, value in headers}
    if b"gzip" in told.get(b"content-encoding", b""):
        return
    kind = told.get(b"content-type", b"")
    if b"json" in kind and sent:
        json.loads(sent, parse_constant=_none)
    if b"html" in kind:
        hold(_FOLDED not in sent.lower(), "a page shows what was asked as words, not as tags")


def _none(name: str) -> None:
    hold(False, f"JSON knows no {name}")  # noqa: FBT003 - what does not hold
