"""Fetching from a real server on loopback: what is right, what is polite, and every fault."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest
from webserver import NOW, WITHHOLD, Asked, Time, fetcher, http_date, reply

from vitne.captures.connecting import FetchError
from vitne.captures.unpacking import UnpackingError, unpack
from vitne.captures.validators import Validators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webserver import Site

PAGE = "<html><p>Minst tolv sivile ble drept i Douma lørdag, melder NTB."
BOMB = 300 * 1024 * 1024


def failure(site: Site, path: str = "/", time: Time | None = None, **options: object) -> FetchError:
    with fetcher(time, **options) as fetch, pytest.raises(FetchError) as caught:  # type: ignore[arg-type]
        fetch.fetch(site.address + path)
    return caught.value


def test_a_page_comes_with_bytes_headers_address_and_time(site: Site) -> None:
    site["/sak"] = reply(PAGE, content_type="text/html; charset=utf-8", etag='"a"')
    with fetcher(contact="desk@example.org") as fetch:
        page = fetch.fetch(site.address + "/sak#avsnitt")
    assert page is not None
    assert page.data == PAGE.encode()
    assert (page.address, page.fetched_at) == (site.address + "/sak", NOW)
    assert page.headers["etag"] == '"a"'
    asked = site.asked[-1].headers
    assert asked["user-agent"].startswith("vitne/")
    assert asked["user-agent"].endswith("; desk@example.org)")
    assert asked["host"] == site.address.removeprefix("http://")


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("br", brotli.compress),
        ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
    ],
)
def test_what_a_server_packs_is_unpacked(site: Site, encoding: str, pack: object) -> None:
    site["/"] = reply(pack(PAGE.encode()), content_encoding=encoding)  # type: ignore[operator]
    with fetcher() as fetch:
        page = fetch.fetch(site.address)
    assert page is not None
    assert page.data == PAGE.encode()


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1024 * 1024)
    return b"".join(packer.compress(zeros) for _ in range(BOMB // len(zeros))) + packer.flush()


def brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    zeros = bytes(1024 * 1024)
    pieces = [packer.process(zeros) for _ in range(BOMB // len(zeros))]
    return b"".join([*pieces, packer.finish()])


@pytest.mark.parametrize(("encoding", "make"), [("gzip", gzip_bomb), ("br", brotli_bomb)])
def test_a_bomb_is_stopped_at_the_limit(site: Site, encoding: str, make: object) -> None:
    bomb: bytes = make()  # type: ignore[operator]
    assert len(bomb) < BOMB / 500
    site["/"] = reply(bomb, content_encoding=encoding)
    assert "limit of 1,000,000 bytes" in str(failure(site, unpacked=1_000_000))


@pytest.mark.parametrize(("encoding", "make"), [("gzip", gzip_bomb), ("br", brotli_bomb)])
def test_a_bomb_fills_no_memory(encoding: str, make: object) -> None:
    bomb: bytes = make()  # type: ignore[operator]
    tracemalloc.start()
    try:
        with pytest.raises(UnpackingError, match="limit"):
            unpack(bomb, encoding, 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["zstd", "gzip, gzip", "\xff"])
def test_a_packing_that_was_not_asked_for_is_refused(site: Site, encoding: str) -> None:
    site["/"] = reply(b"x", content_encoding=encoding)
    assert "not asked for" in str(failure(site))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_packed_bytes_that_are_broken_or_cut_off_fail(site: Site, encoding: str) -> None:
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding](
        PAGE.encode() * 50
    )
    site["/"] = [
        reply(packed[:-9], content_encoding=encoding),
        reply(b"\x1f\x8b\x08" + b"\xff" * 99, content_encoding=encoding),
    ]
    assert str(failure(site)) == "cut off"
    assert str(failure(site)) in ("packed bytes that are broken", "cut off")


def test_a_body_that_says_its_length_and_stops_before_fails(site: Site) -> None:
    site["/"] = reply(PAGE, content_length="5000")
    found = failure(site)
    assert "broken off" in str(found)
    assert found.again


def test_a_chunked_body_that_is_cut_off_fails(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    site["/"] = head + b"10\r\n<p>Tre"
    assert "broken off" in str(failure(site))


def test_a_body_longer_than_it_says_ends_where_it_says(site: Site) -> None:
    site["/"] = reply(PAGE, content_length="6")
    with fetcher() as fetch:
        page = fetch.fetch(site.address)
    assert page is not None
    assert page.data == b"<html>"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1",
        b"\x00\xff" * 100,
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_fails(site: Site, answer: bytes) -> None:
    site["/"] = answer
    assert "broken off" in str(failure(site))


def test_a_server_that_hangs_up_fails(site: Site) -> None:
    site["/"] = lambda _: iter(())
    assert "broken off" in str(failure(site))


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\n", reply(PAGE, content_length="999")])
def test_a_server_that_withholds_bytes_is_given_up(site: Site, sent: bytes) -> None:
    def slow(_: Asked) -> Iterator[bytes]:
        if sent:
            yield sent
        yield WITHHOLD

    site["/"] = slow
    found = failure(site, read=0.03)
    assert "too slow; given up" in str(found)  # on a slow machine already its robots.txt is
    assert found.again


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_a_server_that_goes_on_and_on_is_given_up_when_the_time_is_over(
    site: Site, head: bytes
) -> None:
    def drip(_: Asked) -> Iterator[bytes]:
        yield head or b"HTTP/1.1 102 Processing\r\n\r\n"
        while True:
            yield b"x" if head else b"HTTP/1.1 102 Processing\r\n\r\n"

    site["/robots.txt"] = reply(status=404)
    site["/"] = drip
    found = failure(site, time=Time(step=0.5), whole=20.0, read=60.0)
    assert str(found) == "too slow; given up"


def test_a_body_without_end_is_stopped_at_the_limit(site: Site) -> None:
    def endless(_: Asked) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * 65536

    site["/"] = endless
    assert "limit of 1,000,000 bytes" in str(failure(site, packed=1_000_000))


def test_only_what_has_changed_is_fetched_again(site: Site) -> None:
    def conditional(asked: Asked) -> bytes:
        same = asked.headers.get("if-none-match") == '"v1"'
        return reply(status=304) if same else reply(PAGE, etag='"v1"', last_modified="then")

    site["/"] = conditional
    with fetcher() as fetch:
        page = fetch.fetch(site.address)
        assert page is not None
        validators = Validators.of(page.headers)
        assert validators == Validators('"v1"', "then")
        assert fetch.fetch(site.address, validators) is None
        assert site.asked[-1].headers["if-modified-since"] == "then"
        assert fetch.fetch(site.address, Validators('"v2"')) is not None


def test_validators_that_cannot_be_sent_back_are_left_out() -> None:
    assert Validators.of({"etag": '"a\nX: y"', "last-modified": "\xe5"}) is None
    assert Validators.of(None) is None


def test_a_304_that_nobody_asked_for_is_a_failure(site: Site) -> None:
    site["/"] = reply(status=304)
    assert str(failure(site)) == "answered 304 Not Modified"


@pytest.mark.parametrize(
    ("status", "again"), [(404, False), (410, False), (403, False), (500, True)]
)
def test_other_answers_are_failures(site: Site, status: int, again: bool) -> None:  # noqa: FBT001
    site["/"] = reply(PAGE, status)
    found = failure(site)
    assert str(found).startswith(f"answered {status} ")
    assert found.again is again


def test_an_answer_with_a_status_nobody_knows_is_a_failure(site: Site) -> None:
    site["/"] = b"HTTP/1.1 799 \x1b[31mRed\r\nContent-Length: 0\r\n\r\n"
    assert str(failure(site)) in ("answered 799", "broken off: illegal status line")
    site["/"] = b"HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n"
    assert str(failure(site)) == "answered 599"


def test_redirects_are_followed_to_the_page(site: Site) -> None:
    site["/a"] = reply(status=301, location="b?x=1")
    site["/b?x=1"] = reply(status=307, location=site.address + "/c")
    site["/c"] = reply(PAGE)
    with fetcher() as fetch:
        page = fetch.fetch(site.address + "/a")
    assert page is not None
    assert page.address == site.address + "/c"


def test_a_redirect_loop_is_left_after_five(site: Site) -> None:
    site["/a"] = reply(status=302, location="/b")
    site["/b"] = reply(status=302, location="/a")
    assert str(failure(site, "/a")) == "redirected more than 5 times"
    assert len(site.paths) == 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://user:secret@example.org/", "password"),
        ("http://[::1", "no address"),
        ("http://example.org:99999/", "the port 99999"),
        ("/" + "x" * 9000, "more than 8,000 characters"),
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(
    site: Site, location: str, reason: str
) -> None:
    site["/"] = reply(status=302, location=location)
    found = failure(site)
    assert reason in str(found)
    assert "secret" not in str(found)


def test_a_redirect_that_leads_nowhere_is_a_failure(site: Site) -> None:
    site["/"] = reply(status=302)
    assert str(failure(site)) == "answered 302 Found"


def test_requests_to_one_host_keep_a_distance(site: Site) -> None:
    for path in ("/a", "/b"):
        site[path] = reply(PAGE)
    time = Time()
    with fetcher(time, delay=2.5) as fetch:
        fetch.fetch(site.address + "/a")
        fetch.fetch(site.address + "/b")
        assert time.slept == [2.5, 2.5]  # robots.txt was the first request
        time.at += 2
        fetch.fetch(site.address + "/b")
        assert time.slept[2:] == [0.5]
        fetch.fetch(site.address.replace("127.0.0.1", "localhost") + "/b")
        assert time.slept[3:] == [2.5]  # after robots.txt of the other host, which did not wait


def test_a_busy_server_is_asked_again_when_it_says(site: Site) -> None:
    site["/"] = [
        reply(status=429, retry_after="7"),
        reply(status=503, retry_after=http_date("2020-10-04T12:00:30+00:00")),
        reply(PAGE),
    ]
    time = Time()
    with fetcher(time, delay=0) as fetch:
        assert fetch.fetch(site.address) is not None
    assert time.slept == [7, 30]


def test_a_busy_server_that_says_nothing_is_asked_ever_later(site: Site) -> None:
    site["/"] = reply(status=429)
    time = Time()
    found = failure(site, time=time, delay=0)
    assert str(found) == "answered 429 Too Many Requests"
    assert found.again
    assert time.slept == [5, 10]
    assert len(site.paths) == 3


@pytest.mark.parametrize("asks", ["x", "-5", "²", "Sun, 99 Foo", "9" * 5000])
def test_a_busy_server_may_say_nonsense(site: Site, asks: str) -> None:
    site["/"] = reply(status=429, retry_after=asks.encode().decode("latin-1"))
    assert failure(site, delay=0).again


def test_a_server_that_asks_for_an_hour_is_left_alone(site: Site) -> None:
    site["/a"] = reply(status=429, retry_after="3600")
    site["/b"] = reply(PAGE)
    time = Time()
    with fetcher(time, delay=0) as fetch:
        for path in ("/a", "/b"):
            with pytest.raises(FetchError, match="left alone for 3600 s"):
                fetch.fetch(site.address + path)
        assert site.paths == ["/a"]
        time.at += 3600
        assert fetch.fetch(site.address + "/b") is not None
    assert time.slept == []


def test_a_host_that_is_not_there_is_a_failure() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with fetcher(resolve=nobody) as fetch, pytest.raises(FetchError, match="no such host"):
        fetch.fetch("http://avis.example/")


def test_a_port_that_nobody_listens_on_is_a_failure(site: Site) -> None:
    with fetcher() as fetch, pytest.raises(FetchError, match=r"no connection: .*refused") as caught:
        fetch.fetch("http://127.0.0.1:1/")
    assert caught.value.again
