"""Which hosts may be reached, and that nothing goes round that."""

from __future__ import annotations

import ssl
import subprocess
from typing import TYPE_CHECKING

import httpcore
import pytest
from webserver import Time, fetcher, reply, serving

from vitne.captures import connecting
from vitne.captures.connecting import FetchError, is_public

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from webserver import Site

LOOPBACK = "127.0.0.1"


def told(address: str) -> Callable[[str, int], list[str]]:
    """A name server that knows one address for all names."""
    return lambda host, port: [address]


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "2002:808:808::1"]
)
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",  # noqa: S104
        "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1",
        "ff02::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "2001:0:0:0:0:0:80ff:fffe", "100::1", "4000::1", "", "x", "1.2.3",
    ],
)  # fmt: skip
def test_private_and_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_without_leave_nothing_is_asked_of_this_machine(site: Site, host: str) -> None:
    site["/"] = reply("hemmelig")
    with fetcher(allow_private=False) as fetch, pytest.raises(FetchError) as caught:
        fetch.fetch(f"http://{host}:{site.port}/")
    assert "not on the open internet" in str(caught.value)
    assert not caught.value.again
    assert site.asked == []


def test_one_private_address_among_others_is_enough_to_refuse(site: Site) -> None:
    def both(host: str, port: int) -> list[str]:
        return ["8.8.8.8", LOOPBACK]

    with (
        fetcher(allow_private=False, resolve=both) as fetch,
        pytest.raises(
            FetchError, match=r"avis\.example is at 127\.0\.0\.1, which is not on the open internet"
        ),
    ):
        fetch.fetch(f"http://avis.example:{site.port}/")
    assert site.asked == []


def test_a_name_is_resolved_once_and_the_connection_goes_there(site: Site) -> None:
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return [LOOPBACK]

    site["/sak"] = reply("Tre drept")
    site["/robots.txt"] = reply()
    with fetcher(resolve=resolve) as fetch:
        page = fetch.fetch(f"http://avis.example:{site.port}/sak")
    assert page is not None
    assert page.data == b"Tre drept"
    assert asked == [("avis.example", site.port)] * len(site.asked)
    assert {each.headers["host"] for each in site.asked} == {f"avis.example:{site.port}"}


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    def two(host: str, port: int) -> list[str]:
        return ["127.0.0.254", LOOPBACK]  # nobody listens at the first

    site["/"] = reply("Tre drept")
    with fetcher(resolve=two) as fetch:
        assert fetch.fetch(f"http://avis.example:{site.port}/") is not None


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://127.0.0.2/", "http://intern.example/"]
)
def test_a_redirect_to_a_private_address_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    # Loopback stands for the open internet here, since no test may leave this machine.
    real = is_public
    monkeypatch.setattr(connecting, "is_public", lambda each: each == LOOPBACK or real(each))

    def resolve(host: str, port: int) -> list[str]:
        return {"intern.example": ["192.168.0.10"]}.get(host, [host])

    site["/"] = reply(status=302, location=target)
    with (
        fetcher(allow_private=False, resolve=resolve) as fetch,
        pytest.raises(FetchError, match="not on the open internet"),
    ):
        fetch.fetch(site.address)
    assert site.paths == ["/"]


def test_a_name_that_moves_to_a_private_address_is_refused_then(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = is_public
    monkeypatch.setattr(connecting, "is_public", lambda each: each == LOOPBACK or real(each))
    answers = iter([[LOOPBACK], [LOOPBACK], ["10.0.0.1"]])  # robots.txt, the page, the page again

    def resolve(host: str, port: int) -> list[str]:
        return next(answers)

    site["/"] = reply("Tre drept")
    address = f"http://avis.example:{site.port}/"
    with fetcher(allow_private=False, resolve=resolve) as fetch:
        assert fetch.fetch(address) is not None
        with pytest.raises(FetchError, match=r"at 10\.0\.0\.1"):
            fetch.fetch(address)


def test_each_wait_ends_at_the_deadline_of_the_whole() -> None:
    time = Time()
    deadline = connecting.Deadline(time.clock)
    deadline.start(10)
    assert [deadline.within(each) for each in (None, 5, 60)] == [10, 5, 10]
    time.at += 9
    assert deadline.within(5) == 1
    time.at += 1
    with pytest.raises(httpcore.ReadTimeout):
        deadline.within(5)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of avis.example with its key, that nobody trusts."""
    path = tmp_path / "avis.pem"
    subprocess.run(  # noqa: S603 - our own words
        [  # noqa: S607
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=avis.example", "-addext", "subjectAltName=DNS:avis.example",
            "-keyout", str(path), "-out", str(path.with_suffix(".crt")),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def test_the_name_and_the_certificate_of_a_server_are_those_asked_for(certificate: Path) -> None:
    names = []
    serving_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving_tls.load_cert_chain(certificate)
    serving_tls.sni_callback = lambda _socket, name, _context: names.append(name)
    trusting = ssl.create_default_context(cafile=str(certificate.with_suffix(".crt")))
    with serving(serving_tls) as site:
        site["/"] = reply("Tre drept")
        with fetcher(resolve=told(LOOPBACK), tls=trusting) as fetch:
            page = fetch.fetch(f"https://avis.example:{site.port}/")
            assert page is not None
            assert page.data == b"Tre drept"
            assert set(names) == {"avis.example"}
            for other in ("annen.example", LOOPBACK):
                with pytest.raises(FetchError, match="certificate"):
                    fetch.fetch(f"https://{other}:{site.port}/")
        with (
            fetcher(resolve=told(LOOPBACK)) as fetch,
            pytest.raises(FetchError, match="certificate"),
        ):
            fetch.fetch(f"https://avis.example:{site.port}/")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://x/",
        "//x",
        "http:///x",
        "http://a:b@x.no/",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    with fetcher(resolve=never) as fetch, pytest.raises(FetchError):
        fetch.fetch(address)
