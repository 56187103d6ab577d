"""Signs people in, and reads the forms of the pages, for tests that judge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx
import sqlalchemy as sa

from vitne.record.reviews import Reviews
from vitne.record.schema import account_claims, claims, incident_accounts, incidents

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from sites import Site

    from vitne.record.database import Record


class Person:
    """Somebody who is signed in, without a browser; a context manager that lets go of the client."""

    def __init__(self, site: Site, name: str = "Kari Nordmann") -> None:
        self.client = httpx.Client(base_url=site.address, timeout=60)
        answer = show_token(self.client, name=name, token=site.token or "")
        assert answer.status_code == 303, answer.text

    def __enter__(self) -> Person:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    @property
    def csrf(self) -> str:
        """What the forms of this sign-in carry."""
        return re.findall(r'name="csrf" value="([0-9a-f]+)"', self.client.get("/sign-out").text)[0]

    def judge(self, **sent: Any) -> httpx.Response:
        """Send a form, and look at the page it leads to."""
        told = {"csrf": self.csrf, "back": "/review", **sent}
        return self.client.post("/judge", data=told, follow_redirects=True)


def show_token(client: httpx.Client, **sent: str) -> httpx.Response:
    """Send the form of the sign-in page, as a browser that was on it."""
    form = client.get("/sign-in").text
    mark = re.findall(r'name="csrf" value="([0-9a-f]+)"', form)
    return client.post("/sign-in", data={"csrf": mark, **sent})


def sign_in(page: Page, token: str | None, name: str = "Kari Nordmann") -> None:
    """Sign somebody in with a browser."""
    page.goto("/sign-in")
    page.fill("#name", name)
    page.fill("#token", token or "")
    page.click("form .button--main")
    page.wait_for_url("**/review")


def state(record: Record, claim: str) -> str:
    """What was decided of a claim last."""
    with record.reading() as connection:
        return Reviews.load(connection).state(claim)


def tolls(record: Record, **asked: Any) -> list[Any]:
    """Claims of tolls by what stands in their columns, with the incident they are in."""
    query = (
        sa.select(claims, incident_accounts.c.incident)
        .join(account_claims, account_claims.c.claim == claims.c.id)
        .join(incident_accounts, incident_accounts.c.account == account_claims.c.account)
        .where(claims.c.kind == "toll", *(claims.c[k] == v for k, v in asked.items()))
        .order_by(claims.c.id)
    )
    with record.reading() as connection:
        return list(connection.execute(query))


def incident_in(record: Record, place: str, scope: str = "incident") -> Any:
    """The incident of a place that most articles tell of."""
    query = sa.select(incidents).where(incidents.c.place == place, incidents.c.scope == scope)
    with record.reading() as connection:
        found = list(connection.execute(query.order_by(incidents.c.articles.desc())))
    return found[0]
