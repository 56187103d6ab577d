"""The page of an admin: people, their tokens, and what was done."""

from __future__ import annotations

import re
from collections.abc import Callable

from visiting import Server

from vitne.api.roles import Role
from vitne.api.tokens import listed

Serve = Callable[..., Server]
TOKEN = re.compile(r"vitne_[\w-]{43}")


def test_an_admin_adds_renews_and_ends(serve: Serve) -> None:
    server = serve()
    admin = server.signed_in("Åse", Role.ADMIN)
    mark = admin.mark("/people")
    made = admin.post("/people", csrf=mark, action="add", name="Kari", role="judge", days="30")
    first = TOKEN.findall(made.text)
    assert (made.status_code, len(first)) == (200, 1)
    assert made.headers["cache-control"] == "no-store"
    assert server.browser().sign_in(token=first[0]).status_code == 303
    again = admin.post("/people", csrf=mark, action="add", name="kari", role="judge", days="30")
    assert (again.status_code, TOKEN.findall(again.text)) == (409, [])
    second = TOKEN.findall(admin.post("/people", csrf=mark, action="renew", name="Kari").text)
    assert server.browser().sign_in(token=first[0]).status_code == 403
    assert server.browser().sign_in(token=second[0]).status_code == 303
    admin.post("/people", csrf=mark, action="revoke", name="Kari")
    assert server.browser().sign_in(token=second[0]).status_code == 403
    page = admin.get("/people").text
    assert TOKEN.findall(page) == []
    assert "token revoked" in page
    assert ("Åse", "token made", "Kari") in server.done()


def test_nobody_else_sees_it_or_changes_anything(serve: Serve) -> None:
    server = serve()
    judge = server.signed_in("Kari")
    assert judge.get("/people").status_code == 403
    sent = {"action": "add", "name": "Eve", "role": "admin", "days": "9"}
    assert judge.post("/people", csrf=judge.mark("/sign-out"), **sent).status_code == 403
    assert server.browser().post("/people", **sent).status_code == 401
    assert server.browser().get("/people").headers["location"] == "/sign-in?next=%2Fpeople"
    assert [one.name for one in listed(server.register)] == ["Kari"]
    assert ("Kari", "refused", "POST /people") in server.done()


def test_only_a_form_of_the_page_changes_anything(serve: Serve) -> None:
    server = serve()
    admin = server.signed_in("Åse", Role.ADMIN)
    sent = {"action": "add", "name": "Eve", "role": "admin", "days": "9"}
    for mark in ("", "0" * 64):
        assert admin.post("/people", csrf=mark, **sent).status_code == 403
    mark = admin.mark("/people")
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert admin.post("/people", headers, csrf=mark, **sent).status_code == 403
    for wrong in ({"role": "owner"}, {"days": "0"}, {"days": "²"}, {"action": "x"}):
        assert admin.post("/people", csrf=mark, **{**sent, **wrong}).status_code == 422
    assert [one.name for one in listed(server.register)] == ["Åse"]


def test_a_token_that_is_shared_makes_no_admin(serve: Serve) -> None:
    server = serve(token="a token that all here share")  # noqa: S106 - opens nothing
    browser = server.browser()
    browser.sign_in(token="a token that all here share", name="Kari")  # noqa: S106
    assert browser.get("/people").status_code == 403


def test_names_are_shown_as_text(serve: Serve) -> None:
    server = serve()
    admin = server.signed_in("Åse", Role.ADMIN)
    server.token("<img src=x onerror=alert(1)>")
    page = admin.get("/people").text
    assert "<img" not in page
    assert "&lt;img" in page
