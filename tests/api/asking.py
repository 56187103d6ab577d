"""Asks the API in this process, as HTTP does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx

from vitne.api.access import Access
from vitne.api.app import PREFIX, router
from vitne.api.gate import Gate

if TYPE_CHECKING:
    from vitne.api.settings import Settings
    from vitne.record.database import Record

from fastapi import FastAPI

TOKEN = "a token for tests only"  # noqa: S105 - opens nothing


class Api:
    """An API to ask: `api.get("/incidents", kind="toll")`; mounted as the web page mounts it."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self.record = record
        app = FastAPI(openapi_url=None)
        app.include_router(router(record, Access(record, settings)), prefix=PREFIX)
        self.app = Gate(app, settings)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """What is answered; a fault of the server is an error here."""
        return asyncio.run(self._ask(method, path, **more))

    def get(self, path: str, **query: Any) -> httpx.Response:
        """What is read at a path, with query parameters; `from_` is `from`."""
        told = {name.rstrip("_"): value for name, value in query.items()}
        return self.ask("GET", path, params=told or None)

    def read(self, path: str, **query: Any) -> Any:
        """The same as data; it must be there."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def follow(self, path: str, **query: Any) -> list[Any]:
        """All items of a list, page by page."""
        page = self.read(path, **query)
        found = list(page["items"])
        while page["next"]:
            page = self.read(page["next"].removeprefix(PREFIX))
            found += page["items"]
        return found

    def judge(self, path: str = "/judgements", author: str = "Kari", **sent: Any) -> httpx.Response:
        """What is answered to a judgement by somebody who has the token."""
        headers = {"authorization": f"Bearer {TOKEN}", "x-vitne-author": author.encode()}
        return self.ask("POST", path, json=sent, headers=headers)

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, f"{PREFIX}{path}", **more)
