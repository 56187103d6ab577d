"""Visits a whole server in this process, as a browser or a program does."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import httpx

from vitne.api.register import Register
from vitne.api.roles import Role
from vitne.api.settings import Settings
from vitne.api.tokens import Wanted, add
from vitne.web.app import build

if TYPE_CHECKING:
    from vitne.record.database import Record

SHARED = "a token that all here share"
API = "/api/v1"
NOON = 1_750_000_000.0  # 2025-06-15


class Clock:
    """A clock that is set by hand; seconds since 1970."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> float:
        return self.at


class Server:
    """A record as it is shown, with people who have tokens: `server.token("Kari")`."""

    def __init__(self, record: Record, **settings: Any) -> None:
        self.record = record
        self.clock = Clock()
        self.settings = Settings(**settings)
        self.app = build(record, self.settings, clock=self.clock)
        self.app.state.access.rates._clock = self.clock  # else it goes on while a test asks

    @property
    def register(self) -> Register:
        """The register, which is made where it is not there yet."""
        found = Register.beside(self.record, create=True, clock=self.clock)
        assert found is not None
        return found

    def token(self, name: str, role: Role = Role.JUDGE, days: int = 365) -> str:
        """The token of somebody who is added."""
        return add(self.register, Wanted(name, role, days), operator="tests")

    def browser(self, scheme: str = "http", host: str = "127.0.0.1") -> Browser:
        """Somebody with a browser, who is at an address."""
        return Browser(self, scheme, host)

    def signed_in(self, name: str, role: Role = Role.JUDGE) -> Browser:
        """Somebody who is added, and has signed in."""
        found = self.browser()
        answer = found.sign_in(token=self.token(name, role))
        assert answer.status_code == 303, answer.text
        return found

    def done(self) -> list[tuple[str, str, str]]:
        """What stands in the audit log: who, what, of what."""
        return [(one.operator, one.action, one.subject) for one in self.register.log()]


class Browser:
    """Keeps cookies from one request to the next."""

    def __init__(self, server: Server, scheme: str, host: str) -> None:
        self.cookies = httpx.Cookies()
        self._server = server
        self._base = f"{scheme}://localhost"
        self._host = host

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """What is answered; a redirect is not followed."""
        return asyncio.run(self._ask(method, path, **more))

    def get(self, path: str, **headers: str) -> httpx.Response:
        """What is read at a path."""
        return self.ask(
            "GET", path, headers={key.replace("_", "-"): headers[key] for key in headers}
        )

    def post(self, path: str, headers: dict[str, str] | None = None, **sent: str) -> httpx.Response:
        """What is answered to a form."""
        return self.ask("POST", path, data=sent, headers=headers)

    def mark(self, path: str) -> str:
        """What the form of a page must carry."""
        return re.findall(r'name="csrf" value="([0-9a-f]+)"', self.get(path).text)[0]

    def sign_in(self, **sent: str) -> httpx.Response:
        """Fill in the page of the sign-in, and send it."""
        return self.post("/sign-in", csrf=self.mark("/sign-in"), **sent)

    async def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(
            app=self._server.app, raise_app_exceptions=False, client=(self._host, 4711)
        )
        async with httpx.AsyncClient(
            transport=transport, base_url=self._base, cookies=self.cookies
        ) as client:
            answer = await client.request(method, path, **more)
            self.cookies = client.cookies
            return answer


def bearer(token: str, **headers: str) -> dict[str, str]:
    """The headers of a program that shows a token."""
    return {"authorization": f"Bearer {token}", **headers}
