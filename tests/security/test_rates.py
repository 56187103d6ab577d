"""How often an address and a person may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from visiting import API, Clock, Server, bearer

from vitne.api.rates import READING, SIGNING, WRITING, Rate, Rates, TooManyError

if TYPE_CHECKING:
    from vitne.api.people import Visitor

Serve = Callable[..., Server]


def taken(rates: Rates, who: str, rate: Rate, times: int) -> int:
    """How many of so many requests may go on."""
    through = 0
    for _ in range(times):
        try:
            rates.take(who, rate)
        except TooManyError:
            continue
        through += 1
    return through


def test_so_many_at_once_and_so_many_a_minute_from_then_on() -> None:
    clock = Clock()
    rates, rate = Rates(clock), Rate(5, 30)
    assert taken(rates, "a", rate, 9) == 5
    clock.at += 2
    assert taken(rates, "a", rate, 9) == 1
    clock.at += 60
    assert taken(rates, "a", rate, 99) == 5
    assert taken(rates, "b", rate, 9) == 5


def test_the_wait_that_is_told_is_long_enough_and_no_longer() -> None:
    clock = Clock()
    rates, rate = Rates(clock), Rate(1, 10)
    rates.take("a", rate)
    with pytest.raises(TooManyError) as caught:
        rates.take("a", rate)
    assert caught.value.wait == 6
    clock.at += caught.value.wait
    rates.take("a", rate)


def test_reading_is_generous_and_signing_in_is_not() -> None:
    assert SIGNING.a_minute < WRITING.a_minute < READING.a_minute


def test_no_more_addresses_are_remembered_than_there_is_room_for() -> None:
    rates = Rates(Clock())
    for number in range(25_000):
        rates.take(str(number), READING)
    assert len(rates._done) == 20_000


def test_an_address_that_reads_too_often_waits_and_others_do_not(serve: Serve) -> None:
    server = serve(limited=True)
    busy = server.browser(host="192.0.2.7")
    for _ in range(READING.at_once):
        busy.get("/static/x/y")
    page, told = busy.get("/"), busy.get(API + "/incidents")
    assert page.status_code == told.status_code == 429
    assert int(page.headers["retry-after"]) >= 1
    assert page.headers["content-type"].startswith("text/html")
    assert "too often" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 429
    assert server.browser(host="192.0.2.8").get("/method").status_code == 200


def test_one_household_of_ipv6_is_one_address(serve: Serve) -> None:
    server = serve(limited=True)
    for number in range(READING.at_once):
        server.browser(host=f"2001:db8::{number:x}").get("/static/x/y")
    assert server.browser(host="2001:db8::ffff:1").get("/").status_code == 429
    assert server.browser(host="2001:db8:0:1::1").get("/method").status_code == 200


def test_writing_is_limited_sooner_than_reading(serve: Serve) -> None:
    server = serve(limited=True)
    busy = server.browser(host="192.0.2.7")
    answers = [busy.post("/judge").status_code for _ in range(WRITING.at_once + 3)]
    assert answers.count(429) == 3
    assert busy.get("/method").status_code == 200


def test_signing_in_is_limited_most(serve: Serve) -> None:
    server = serve(limited=True)
    busy = server.browser(host="192.0.2.7")
    answers = [busy.post("/sign-in", token="x").status_code for _ in range(SIGNING.at_once + 2)]  # noqa: S106 - opens nothing
    assert answers.count(429) == 2


def test_a_person_is_limited_wherever_they_ask_from(serve: Serve) -> None:
    server = serve(limited=True)
    token = server.token("Kari")
    for number in range(WRITING.at_once):
        asking = server.browser(host=f"192.0.2.{number}")
        asking.ask("POST", f"{API}/judgements", json={}, headers=bearer(token))
    answer = server.browser(host="198.51.100.1").ask(
        "POST", f"{API}/judgements", json={}, headers=bearer(token)
    )
    assert answer.status_code == 429


def test_one_person_on_their_own_machine_is_never_made_to_wait(serve: Serve) -> None:
    server = serve()
    browser = server.browser()
    answers = {browser.post("/judge").status_code for _ in range(WRITING.at_once * 2)}
    assert 429 not in answers


def test_who_is_known_is_looked_up_once_a_request(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vitne.api import people  # noqa: PLC0415 - what is watched here

    server, looked = serve(private=True, limited=True), []
    browser = server.signed_in("Kari")
    real = people._visitor

    def watched(request: object) -> Visitor | None:
        looked.append(1)
        return real(request)  # type: ignore[arg-type]

    monkeypatch.setattr(people, "_visitor", watched)
    assert browser.get("/judgements").status_code == 200
    assert len(looked) == 1
