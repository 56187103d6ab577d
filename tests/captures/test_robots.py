"""robots.txt is respected, whatever stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webserver import WITHHOLD, Time, fetcher, reply

from vitne.captures.connecting import FetchError
from vitne.captures.robots import Robots, Rules

if TYPE_CHECKING:
    from webserver import Site

DAY = 24 * 3600
NO = "its robots.txt asks not to fetch it"
ADDRESS = "https://avis.example/sak/1"


def rules(data: bytes) -> Rules:
    return Robots(lambda _: data, lambda: 0).rules("https://avis.example")


@pytest.fixture
def pages(site: Site) -> Site:
    site.routes |= dict.fromkeys(("/sak", "/intern/1"), reply("Tre drept"))
    return site


def test_what_robots_txt_forbids_is_not_fetched(pages: Site) -> None:
    pages["/robots.txt"] = reply("User-agent: *\nDisallow: /intern\n")
    with fetcher() as fetch:
        with pytest.raises(FetchError, match=NO) as caught:
            fetch.fetch(pages.address + "/intern/1")
        assert not caught.value.again
        assert fetch.fetch(pages.address + "/sak") is not None
    assert [each.path for each in pages.asked] == ["/robots.txt", "/sak"]


def test_a_redirect_to_what_is_forbidden_is_not_followed(pages: Site) -> None:
    pages["/robots.txt"] = reply("User-agent: *\nDisallow: /intern\n")
    pages["/kort"] = reply(status=302, location="/intern/1")
    with fetcher() as fetch, pytest.raises(FetchError, match=NO):
        fetch.fetch(pages.address + "/kort")
    assert pages.paths == ["/kort"]


def test_rules_for_vitne_come_before_those_for_all(pages: Site) -> None:
    pages["/robots.txt"] = reply("User-agent: *\nDisallow: /\n\nUser-agent: vitne\nDisallow: /x\n")
    with fetcher() as fetch:
        assert fetch.fetch(pages.address + "/sak") is not None


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_server_without_robots_txt_allows_all(pages: Site, status: int) -> None:
    pages["/robots.txt"] = reply(status=status)
    with fetcher() as fetch:
        assert fetch.fetch(pages.address + "/sak") is not None


def test_robots_txt_may_be_elsewhere(pages: Site) -> None:
    pages["/robots.txt"] = reply(status=301, location="/r.txt")
    pages["/r.txt"] = reply("User-agent: *\nDisallow: /sak\n")
    with fetcher() as fetch, pytest.raises(FetchError, match=NO):
        fetch.fetch(pages.address + "/sak")


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (reply(status=500), "its robots.txt: answered 500"),
        (reply(status=503), "its robots.txt: answered 503"),
        (reply(status=302, location="/robots.txt"), "its robots.txt: redirected"),
        (reply("#" * 600_000), "its robots.txt: longer"),
        (lambda _: iter([WITHHOLD]), "its robots.txt: too slow"),
    ],
)
def test_what_cannot_be_told_forbids_all(pages: Site, route: bytes, reason: str) -> None:
    pages["/robots.txt"] = route
    patience = {"read": 0.03} if callable(route) else {}
    with fetcher(**patience) as fetch, pytest.raises(FetchError, match=reason):
        fetch.fetch(pages.address + "/sak")
    assert "/sak" not in pages.paths


def test_robots_txt_is_read_once_a_day(pages: Site) -> None:
    time = Time()
    with fetcher(time) as fetch:
        for _ in range(3):
            fetch.fetch(pages.address + "/sak")
        assert [each.path for each in pages.asked].count("/robots.txt") == 1
        time.at += DAY
        fetch.fetch(pages.address + "/sak")
    assert [each.path for each in pages.asked].count("/robots.txt") == 2


def test_a_crawl_delay_is_kept_up_to_a_minute(pages: Site) -> None:
    pages["/robots.txt"] = reply("User-agent: *\nCrawl-delay: 7\n")
    time = Time()
    with fetcher(time) as fetch:
        fetch.fetch(pages.address + "/sak")
        fetch.fetch(pages.address + "/sak")
    assert time.slept == [1, 7]
    assert rules(b"User-agent: *\nCrawl-delay: " + b"9" * 4000).delay == 60


@pytest.mark.parametrize("line", ["Crawl-delay: ²", "Disallow: //[", "Crawl-delay: " + "9" * 5000])
def test_a_line_that_cannot_be_read_hides_no_other(line: str) -> None:
    found = rules(f"User-agent: *\n{line}\nDisallow: /sak\n".encode())
    assert not found.allow(ADDRESS)
    assert found.allow("https://avis.example/annet")


@given(st.binary(max_size=300))
def test_any_bytes_are_rules(data: bytes) -> None:
    found = rules(b"User-agent: *\n" + data)
    assert found.allow(ADDRESS) in (True, False)
    assert 0 <= found.delay <= 60


def test_the_rules_of_a_hundred_servers_are_held_at_most() -> None:
    read: list[str] = []

    def note(address: str) -> bytes:
        read.append(address)
        return b""

    robots = Robots(note, lambda: 0)
    for number in [*range(150), 149, 0]:
        robots.rules(f"https://{number}.example")
    assert read[150:] == ["https://0.example/robots.txt"]
