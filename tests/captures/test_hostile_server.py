"""Servers that mean harm: what each sends, and that it costs no more than its limits."""

from __future__ import annotations

import gzip
import itertools
import ssl
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from webserver import WITHHOLD, Time, fetcher, reply, serving

from vitne.captures.connecting import FetchError, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webserver import Site

PAGE = "<html><p>Minst tolv sivile ble drept i Douma lørdag, melder NTB."
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LOOPBACK = "127.0.0.1"


def refused(site: Site, path: str = "/", time: Time | None = None, **options: object) -> str:
    """Why a page of a site cannot be fetched."""
    with fetcher(time, **options) as fetch, pytest.raises(FetchError) as caught:  # type: ignore[arg-type]
        fetch.fetch(site.address + path)
    return str(caught.value)


def forever(head: bytes, piece: bytes) -> object:
    """What a server sends that never comes to an end."""
    return lambda _: itertools.chain([head], itertools.repeat(piece))


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (OK, b"X: y\r\n"),
        (OK, b"X"),
        (b"H", b"H"),
        (CHUNKED, b"1;" + b"x" * 200),
        (CHUNKED, b"1"),
        (CHUNKED + b"0\r\n", b"X: y\r\n"),
    ],
    ids=["headers", "a header", "a status", "a chunk's extension", "a chunk's size", "trailers"],
)
def test_what_comes_before_or_after_a_body_ends_too(site: Site, head: bytes, piece: bytes) -> None:
    site["/robots.txt"] = reply(status=404)
    site["/"] = forever(head, piece)  # type: ignore[assignment]
    said = refused(site)
    assert said.startswith(("broken off", "larger than the limit")), said


@pytest.mark.parametrize(
    "body",
    [
        b"ffffffffffffffffffffff\r\nx",
        b"-1\r\nx\r\n0\r\n\r\n",
        b"0x1\r\nx\r\n0\r\n\r\n",
        b"zz\r\nx",
        b"1\nx\n0\n\n",
        b"2\r\nx\r\n0\r\n\r\n",
        b"\r\n\r\n",
    ],
)
def test_chunks_that_are_nonsense_break_it_off(site: Site, body: bytes) -> None:
    site["/"] = CHUNKED + body
    assert "broken off" in refused(site)


def test_a_chunk_of_exabytes_is_stopped_at_the_limit(site: Site) -> None:
    site["/"] = forever(CHUNKED + b"fffffffffffff\r\n", b"x" * 65_536)  # type: ignore[assignment]
    assert "limit of 1,000,000 bytes" in refused(site, packed=1_000_000)


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: 5, 6\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: 0x5\r\n",
        b"Content-Length: \xb2\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"X : y\r\n",
        b": y\r\n",
        b"X\x00: y\r\n",
        b"X: a\x00b\r\n",
    ],
)
def test_headers_that_can_be_read_in_two_ways_break_it_off(site: Site, headers: bytes) -> None:
    site["/"] = OK + headers + b"\r\nhello"
    assert "broken off" in refused(site)


def test_chunks_come_before_a_length_that_says_otherwise(site: Site) -> None:
    site["/"] = (
        OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    )
    with fetcher() as fetch:
        page = fetch.fetch(site.address)
    assert page is not None
    assert page.data == b"hello"


def test_an_answer_without_a_head_is_none(site: Site) -> None:
    """HTTP/0.9, and whatever else listens on a port."""
    for answer in (PAGE.encode(), b"SSH-2.0-OpenSSH_9.2\r\n", b"220 mail.example ESMTP\r\n",
                   b"-ERR wrong number of arguments\r\n", b"\x15\x03\x01\x00\x02\x02"):  # fmt: skip
        site["/"] = answer
        assert "broken off" in refused(site)


def test_two_answers_to_one_question_are_one(site: Site) -> None:
    """Response splitting: what follows the first answer is no answer to the next question."""
    site["/a"] = reply("<p>først") + reply("<p>smuglet")
    site["/b"] = reply("<p>andre")
    with fetcher() as fetch:
        pages = [fetch.fetch(f"{site.address}/{name}") for name in ("a", "b")]
    assert [page.data for page in pages if page] == ["<p>først".encode(), b"<p>andre"]


@pytest.mark.parametrize(
    "location",
    [
        "/a\tb", "/a b", "//", "///x", "http:", "http:///", "http://", "http://.", "http://..",
        "https://[", "http://[::ffff:]", "http://a..b/", "http://-.example", "http://" + "a" * 64,
        "http://" + "a." * 200, "http://xn--/", "http://xn--a/", "\\\\evil", "data:text/html,x",
        "blob:x", "about:blank", "view-source:http://x", "http://x:-1", "http://x:0", "http://x:١",
        "http://x:80:80", "http://:80", "?" * 8001, "http://\u202e.example", "http://a%00b/",
        "http://a%0d%0ab/", "http://%31%32%37.0.0.1:1/",
    ],
)  # fmt: skip
def test_wherever_a_redirect_points_there_is_a_reason_or_a_page(site: Site, location: str) -> None:
    site["/"] = reply(status=302, location=location.encode().decode("latin-1"))

    def nobody(host: str, port: int) -> list[str]:
        if host == LOOPBACK:
            return [LOOPBACK]
        raise OSError(-2, "Name or service not known")

    assert refused(site, resolve=nobody)
    assert all("\r" not in each.path and "\n" not in each.path for each in site.asked)


@pytest.mark.parametrize(
    "host",
    [
        "127。0。0。1", "１２７.0.0.1", "①②⑦.⓪.⓪.①", "localhost.", "127.0.0.1.", "LOCALHOST", "ⓛocalhost",
        "0177.0.0.1", "0x7f000001", "017700000001", "127.0.1", "[0:0:0:0:0:ffff:7f00:1]",
        "[::127.0.0.1]", "0", "0.0.0.0",  # noqa: S104 - asked for, not listened on
    ],
)  # fmt: skip
def test_this_machine_is_known_under_all_its_names(site: Site, host: str) -> None:
    site["/"] = reply("hemmelig")
    with fetcher(allow_private=False) as fetch, pytest.raises(FetchError) as caught:
        fetch.fetch(f"http://{host}:{site.port}/")
    told = str(caught.value)
    assert "not on the open internet" in told or "no address" in told or "no such host" in told
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("http://блог.example/", "xn--90aexm.example"),
        ("http://BLÅ.example/", "xn--bl-zia.example"),
        ("http://faß.example/", "xn--fa-hia.example"),
    ],
)
def test_a_name_of_other_letters_is_asked_for_as_it_is_registered(address: str, asked: str) -> None:
    hosts = []

    def resolve(host: str, port: int) -> list[str]:
        hosts.append(host)
        raise OSError(-2, "Name or service not known")

    with fetcher(resolve=resolve) as fetch, pytest.raises(FetchError, match="no such host"):
        fetch.fetch(address)
    assert hosts == [asked]


def test_nothing_a_server_says_comes_back_to_it(site: Site) -> None:
    """No cookie, however large, no password, no referrer; the same headers for all."""
    site["/a"] = reply(PAGE, set_cookie="id=" + "x" * 30_000, www_authenticate="Basic")
    site["/b"] = reply(status=401, www_authenticate="Negotiate")
    with fetcher() as fetch:
        fetch.fetch(site.address + "/a")
        with pytest.raises(FetchError, match="401"):
            fetch.fetch(site.address + "/b")
    told = {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert all(set(each.headers) == told for each in site.asked)


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "a\nb", "\x00", "å\u202e"])
def test_what_a_contact_says_adds_no_header(site: Site, contact: str) -> None:
    site["/"] = reply(PAGE)
    with fetcher(contact=contact) as fetch, suppress(FetchError):
        fetch.fetch(site.address)
    assert all("x-evil" not in each.headers for each in site.asked)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_inside_a_bomb_is_one_bomb(site: Site, encoding: str) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress}[encoding]
    inner = pack(bytes(30_000_000))
    site["/"] = reply(pack(inner) * 1, content_encoding=encoding)
    with fetcher() as fetch:
        page = fetch.fetch(site.address)
    assert page is not None
    assert page.data == inner  # unpacked once, as the server says


def test_a_thousand_empty_packs_are_no_page(site: Site) -> None:
    site["/"] = reply(gzip.compress(b"") * 5000, content_encoding="gzip")
    assert refused(site) == "packed bytes that are broken"


def test_its_robots_txt_is_held_to_limits_as_well(site: Site) -> None:
    site["/"] = reply(PAGE)
    packed = gzip.compress(bytes(60_000_000))
    site["/robots.txt"] = reply(packed, content_encoding="gzip")
    assert "robots.txt" in refused(site)
    site["/robots.txt"] = reply(status=302, location="file:///etc/passwd")
    assert "only http and https" in refused(site)
    site["/robots.txt"] = reply(status=302, location="/robots.txt")
    assert "redirected more than 5 times" in refused(site)
    assert site.paths == []


def test_a_redirect_of_robots_txt_to_a_private_address_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vitne.captures import connecting  # noqa: PLC0415 - what is changed here

    monkeypatch.setattr(connecting, "is_public", lambda each: each == LOOPBACK or is_public(each))
    site["/robots.txt"] = reply(status=302, location="http://169.254.169.254/latest/meta-data/")
    assert "169.254.169.254 is not on the open internet" in refused(site, allow_private=False)


@contextmanager
def silent() -> Iterator[Site]:
    """A server that takes a connection, and never says a word of TLS."""
    with serving() as found:
        found["/"] = lambda _: iter([WITHHOLD])
        yield found


def test_a_server_that_begins_no_tls_is_given_up() -> None:
    with silent() as site, fetcher(read=0.2, connect=0.2) as fetch:
        address = site.address.replace("http:", "https:")
        with pytest.raises(FetchError) as caught:
            fetch.fetch(address)
    assert caught.value.again


def test_old_and_broken_tls_is_not_spoken() -> None:
    made = ssl.create_default_context()
    assert made.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert made.check_hostname
    assert made.verify_mode is ssl.CERT_REQUIRED
