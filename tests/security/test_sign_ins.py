"""Sign-ins: cookies, their end, forms that are our own, and how often one may try."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from visiting import API, Server, bearer

from vitne.api import sessions
from vitne.api.roles import Role

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

Serve = Callable[..., Server]


def cookies(text: str) -> set[str]:
    """The attributes of a cookie, in lower case."""
    return {part.strip().lower().partition("=")[0] for part in text.split(";")[1:]}


def secret_of(answer: httpx.Response) -> str:
    """What the cookie of a sign-in holds."""
    return answer.headers["set-cookie"].partition("=")[2].partition(";")[0]


def test_the_cookie_is_kept_from_scripts_and_other_sites(serve: Serve) -> None:
    server = serve()
    browser = server.browser()
    answer = browser.sign_in(token=server.token("Kari"))
    told = answer.headers["set-cookie"]
    assert told.startswith("vitne_session=")
    assert {"httponly", "samesite", "path", "max-age"} <= cookies(told)
    assert "samesite=strict" in told.lower()
    assert "domain" not in cookies(told)


def test_under_tls_the_cookie_is_of_this_host_alone(serve: Serve) -> None:
    server = serve()
    browser = server.browser(scheme="https")
    answer = browser.sign_in(token=server.token("Kari"))
    told = answer.headers["set-cookie"]
    assert told.startswith("__Host-vitne_session=")
    assert "secure" in cookies(told)
    assert "Kari" in browser.get("/sign-out").text
    assert browser.get("/").headers["strict-transport-security"].startswith("max-age=")
    assert "strict-transport-security" not in server.browser().get("/").headers
    plain = browser.cookies["__Host-vitne_session"]
    browser.cookies = type(browser.cookies)({"vitne_session": plain})
    assert browser.get("/sign-out").status_code == 303  # one set by a plain page counts for nothing


def test_a_sign_in_is_256_random_bits_of_which_the_hash_is_kept(
    serve: Serve, own_file: Path
) -> None:
    browser = serve().signed_in("Kari")
    secret = browser.cookies["vitne_session"]
    assert len(secret) == 43
    kept = b"".join(path.read_bytes() for path in own_file.parent.iterdir())
    assert secret.encode() not in kept


def test_each_sign_in_has_a_new_cookie_and_ends_the_one_before(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    browser = server.browser()
    browser.cookies.set("vitne_session", "chosen-by-somebody-else")
    first = secret_of(browser.sign_in(token=token))
    assert first != "chosen-by-somebody-else"
    browser.cookies = type(browser.cookies)({"vitne_session": first})
    assert secret_of(browser.sign_in(token=token)) != first
    browser.cookies = type(browser.cookies)({"vitne_session": first})
    assert browser.get("/sign-out").status_code == 303


def test_signing_out_ends_it_on_the_server_too(serve: Serve) -> None:
    server = serve()
    browser = server.signed_in("Kari")
    secret = browser.cookies["vitne_session"]
    assert browser.post("/sign-out", csrf="0" * 64).status_code == 403
    assert browser.post("/sign-out", csrf=browser.mark("/sign-out")).status_code == 303
    browser.cookies = type(browser.cookies)({"vitne_session": secret})
    assert browser.get("/sign-out").status_code == 303
    assert ("Kari", "sign-out", "Kari") in server.done()


@pytest.mark.parametrize(
    ("step", "times", "over"),
    [
        (sessions.IDLE + 1, 1, True),
        (sessions.IDLE - 60, 3, False),
        (sessions.IDLE - 60, 1 + sessions.LASTS // (sessions.IDLE - 60), True),
    ],
)
def test_a_sign_in_ends_when_idle_and_after_half_a_day(
    serve: Serve,
    step: int,
    times: int,
    over: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    server = serve()
    browser = server.signed_in("Kari")
    for _ in range(times):
        server.clock.at += step
        answer = browser.get("/sign-out")
    assert answer.status_code == (303 if over else 200)


def test_the_form_of_the_sign_in_is_our_own(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari")
    forced, own = server.browser(), server.browser()
    mark = own.mark("/sign-in")
    for browser, sent in ((forced, mark), (forced, ""), (own, "0" * 64), (own, "æ")):
        answer = browser.post("/sign-in", csrf=sent, token=token)
        assert answer.status_code == 403
        assert "vitne_session" not in browser.cookies
        assert "lay open for too long" in answer.text
    assert own.post("/sign-in", csrf=own.mark("/sign-in"), token=token).status_code == 303


def test_the_form_of_one_sign_in_is_not_that_of_another(serve: Serve) -> None:
    server = serve()
    kari, ola = server.signed_in("Kari"), server.signed_in("Ola")
    sent = {"csrf": ola.mark("/sign-out"), "action": "accept", "claims": "0" * 16}
    assert kari.post("/judge", **sent).status_code == 403
    assert ("Kari", "refused", "POST /judge") in server.done()


def test_a_cookie_lets_no_program_judge(serve: Serve) -> None:
    browser = serve().signed_in("Kari")
    answer = browser.ask("POST", f"{API}/judgements", json={"action": "accept", "claims": []})
    assert answer.status_code == 401


def test_wrong_tokens_are_counted_for_all_processes_together(serve: Serve) -> None:
    one, other = serve(), serve()
    token = one.token("Kari")
    for number in range(10):
        server = (one, other)[number % 2]
        assert server.browser().sign_in(token="x" * 49).status_code == 403
    for server in (one, other):
        answer = server.browser().sign_in(token=token)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 60
        told = server.browser().get(f"{API}/judgements")
        assert told.status_code == 200
        told = server.browser().ask("POST", f"{API}/judgements", json={}, headers=bearer(token))
        assert told.status_code == 429
        # The page that says so, or that nothing is there, asks who is signed in, too.
        for path, status in (("/", 429), ("/nowhere", 404)):
            page = server.browser().ask("GET", path, headers=bearer(token))
            assert page.status_code == status
    elsewhere = one.browser(host="192.0.2.7")
    assert elsewhere.sign_in(token=token).status_code == 303
    one.clock.at += 61
    assert one.browser().sign_in(token=token).status_code == 303


def test_a_sign_in_leads_nowhere_else(serve: Serve) -> None:
    server = serve()
    token = server.token("Kari", Role.READER)
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"):
        answer = server.browser().sign_in(token=token, next=back)
        assert answer.headers["location"] == "/review"


def test_a_page_of_a_person_is_kept_by_nobody_on_the_way(serve: Serve) -> None:
    browser = serve().signed_in("Kari")
    assert browser.get("/sign-in").headers["cache-control"] == "no-store"
    assert "private" in browser.get("/judgements").headers["cache-control"]
