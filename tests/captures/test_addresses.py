"""Addresses as sources: pages, feeds, sitemaps, and what pretends to be one of them."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from webserver import NOW, Time, fetcher, reply

from vitne import captures
from vitne.captures import CaptureFailure, Limits, capture
from vitne.captures.connecting import FetchError
from vitne.captures.listings import Wanted, read_listing
from vitne.captures.validators import Validators
from vitne.model import Capture, Metadata

if TYPE_CHECKING:
    from webserver import Site

PAGE = "<html><p>Minst tolv sivile ble drept i Douma lørdag, melder NTB."


def rss(*links: str) -> str:
    items = "".join(f"<item><title>Sak {link}</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


def sitemap(*links: str, kind: str = "url") -> str:
    inside = "".join(f"<{kind}><loc>{link}</loc></{kind}>" for link in links)
    root = "urlset" if kind == "url" else "sitemapindex"
    return f"<{root}>{inside}</{root}>"


def found(*names: str, **options: object) -> list[Capture | CaptureFailure]:
    with fetcher(Time()) as fetch:
        return list(capture(names, fetcher=fetch, **options))  # type: ignore[arg-type]


def test_without_a_fetcher_an_address_is_a_failure(site: Site) -> None:
    for address in (f"{site.address}/sak", "HTTPS://avis.example/"):
        assert list(capture([address])) == [
            CaptureFailure(address, "an address; capture it with `vitne capture --record`")
        ]
    assert site.asked == []


def test_a_page_is_a_capture_with_address_headers_and_time(site: Site) -> None:
    site["/kort"] = reply(status=301, location="/sak")
    site["/sak"] = reply(PAGE, content_type="text/html; charset=utf-8", etag='"a"')
    (only,) = found(f"{site.address}/kort", metadata=Metadata(publisher="Avis"), now="2026")
    assert isinstance(only, Capture)
    assert only.file == f"{site.address}/kort"
    assert only.metadata == Metadata(f"{site.address}/sak", publisher="Avis")
    assert (only.data, only.media_type) == (PAGE.encode(), "text/html")
    assert only.captured_at == NOW
    assert only.headers is not None
    assert only.headers["etag"] == '"a"'


def test_all_pages_of_a_feed_are_captured_with_what_it_says(site: Site) -> None:
    feed = rss("/sak/1", "/sak/2#x", "/sak/1").replace(
        "</title>", "</title><pubDate>Sun, 04 Oct 2020 00:30:00 +0200</pubDate>", 1
    )
    site["/rss"] = reply(feed, content_type="application/rss+xml")
    site["/sak/1"] = reply(PAGE)
    site["/sak/2"] = reply(PAGE.replace("tolv", "ti"))
    first, second = found(f"{site.address}/rss", metadata=Metadata(language="nb"))
    assert isinstance(first, Capture)
    assert first.metadata == Metadata(
        f"{site.address}/sak/1", "2020-10-04T00:30:00+02:00", None, "Sak /sak/1", "nb"
    )
    assert isinstance(second, Capture)
    assert second.file == f"{site.address}/sak/2"


def test_one_page_that_fails_stops_no_other(site: Site) -> None:
    site["/rss"] = reply(rss("/borte", "file:///etc/passwd", "/bilde", "/rss", "/sak"))
    site["/bilde"] = reply(b"\x89PNG", content_type="image/png")
    site["/sak"] = reply(PAGE)
    *failures, last = found(f"{site.address}/rss")
    assert [each.reason for each in failures if isinstance(each, CaptureFailure)] == [
        "answered 404 Not Found",
        "an address of file; only http and https are fetched",
        "image/png, not a report",
        "a feed or a sitemap, not a report",
    ]
    assert isinstance(last, Capture)


def test_a_page_that_is_a_feed_is_one_whatever_the_server_calls_it(site: Site) -> None:
    site["/"] = reply(rss("/sak"), content_type="text/html")
    site["/sak"] = reply(PAGE)
    (only,) = found(site.address)
    assert only.file == f"{site.address}/sak"


def test_a_feed_that_is_a_page_is_one_whatever_the_server_calls_it(site: Site) -> None:
    site["/rss"] = reply(PAGE, content_type="application/rss+xml")
    (only,) = found(f"{site.address}/rss")
    assert only == CaptureFailure(f"{site.address}/rss", "application/rss+xml, not a report")
    with fetcher() as fetch, pytest.raises(FetchError, match="a web page, not a feed"):
        read_listing(f"{site.address}/rss", fetch)


def test_a_page_in_a_wrongly_declared_encoding_is_told_by_its_bytes(site: Site) -> None:
    site["/"] = reply(PAGE.encode("windows-1252"), content_type="text/html; charset=utf-8")
    (only,) = found(site.address)
    assert isinstance(only, Capture)
    assert only.media_type == "text/html; charset=cp1252"


def test_an_encoding_that_only_the_server_names_is_taken(site: Site) -> None:
    site["/"] = reply("<p>Война".encode("koi8-r"), content_type='text/html; Charset="KOI8-R"')
    (only,) = found(site.address)
    assert isinstance(only, Capture)
    assert only.media_type == "text/html; charset=koi8-r"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_is_read_packed_or_not(site: Site, pack: object) -> None:
    data = pack(sitemap(f"{site.address}/sak").encode())  # type: ignore[operator]
    site["/news.xml.gz"] = reply(data, content_type="application/gzip")
    site["/sak"] = reply(PAGE)
    (only,) = found(f"{site.address}/news.xml.gz")
    assert only.file == f"{site.address}/sak"


def test_a_sitemap_that_is_a_gzip_bomb_is_refused(site: Site) -> None:
    site["/news.xml.gz"] = reply(gzip.compress(b" " * 70_000_000), content_type="application/gzip")
    (only,) = found(f"{site.address}/news.xml.gz")
    assert "limit of 67,108,864 bytes" in only.reason  # type: ignore[union-attr]


def test_the_sitemaps_of_an_index_are_read_but_no_index_inside(site: Site) -> None:
    base = site.address
    index = sitemap(f"{base}/1.xml", f"{base}/borte.xml", f"{base}/", kind="sitemap")
    site["/"] = reply(index)
    site["/1.xml"] = reply(sitemap(f"{base}/sak"))
    site["/sak"] = reply(PAGE)
    reports = found(base + "/")
    assert [(each.file, getattr(each, "reason", "")) for each in reports] == [
        (f"{base}/borte.xml", "answered 404 Not Found"),
        (f"{base}/", "an index of sitemaps in another"),
        (f"{base}/sak", ""),
    ]


def test_only_so_many_pages_of_a_feed_are_captured_and_that_is_said(site: Site) -> None:
    site["/rss"] = reply(rss(*(f"/sak/{number}" for number in range(5))))
    site.routes |= {f"/sak/{number}": reply(PAGE) for number in range(5)}
    failure, *reports = found(f"{site.address}/rss", limits=Limits(entries=2))
    assert failure == CaptureFailure(
        f"{site.address}/rss", "lists 3 addresses more; the 2 newest are taken"
    )
    assert [each.file for each in reports] == [f"{site.address}/sak/{number}" for number in (0, 1)]


def test_only_so_many_sitemaps_of_an_index_are_read(site: Site) -> None:
    names = [f"{site.address}/{number}.xml" for number in range(5)]
    site["/index.xml"] = reply(sitemap(*names, kind="sitemap"))
    found(f"{site.address}/index.xml", limits=Limits(sitemaps=2))
    assert site.paths == ["/index.xml", "/0.xml", "/1.xml"]


def test_a_broken_feed_is_a_failure_with_what_could_be_read(site: Site) -> None:
    site["/"] = reply(sitemap(f"{site.address}/sak")[:-9])
    site["/sak"] = reply(PAGE)
    failure, only = found(site.address)
    assert "broken XML" in failure.reason  # type: ignore[union-attr]
    assert isinstance(only, Capture)


def test_a_feed_that_has_not_changed_lists_nothing(site: Site) -> None:
    site["/rss"] = lambda asked: (
        reply(status=304)
        if asked.headers.get("if-none-match") == '"1"'
        else reply(rss("/sak"), etag='"1"')
    )
    address = f"{site.address}/rss"
    with fetcher() as fetch:
        listing = read_listing(address, fetch)
        assert listing is not None
        assert listing.validators == {address: Validators('"1"')}
        assert read_listing(address, fetch, known=listing.validators.get) is None


def test_each_sitemap_of_an_index_is_asked_for_by_its_own_validators(site: Site) -> None:
    base = site.address
    site["/"] = reply(sitemap(f"{base}/1.xml", f"{base}/2.xml", kind="sitemap"), etag='"i"')
    site["/1.xml"] = reply(status=304)
    site["/2.xml"] = reply(sitemap(f"{base}/sak"), etag='"2"')
    with fetcher() as fetch:
        listing = read_listing(base, fetch, Wanted(), {f"{base}/1.xml": Validators('"1"')}.get)
    assert listing is not None
    assert [each.url for each in listing.entries] == [f"{base}/sak"]
    assert listing.validators == {f"{base}/2.xml": Validators('"2"')}


def test_the_fetcher_of_the_stage_refuses_private_hosts_unless_allowed(site: Site) -> None:
    site["/"] = reply(PAGE)
    with captures.fetcher(lambda: NOW, delay=0) as fetch:
        (only,) = capture([site.address], fetcher=fetch)
    assert only == CaptureFailure(site.address, "127.0.0.1 is not on the open internet")
    assert site.asked == []
    slept: list[float] = []
    with captures.fetcher(
        lambda: NOW, allow_private=True, contact="desk@example.org", delay=3, sleep=slept.append
    ) as fetch:
        (only,) = capture([site.address], fetcher=fetch)
    assert isinstance(only, Capture)
    assert len(slept) == 1


def test_a_feed_that_could_not_be_read_to_its_end_is_asked_for_anew(site: Site) -> None:
    site["/"] = reply(sitemap(f"{site.address}/sak")[:-9], etag='"1"')
    with fetcher() as fetch:
        listing = read_listing(site.address, fetch)
    assert listing is not None
    assert len(listing.entries) == 1
    assert listing.validators == {}
