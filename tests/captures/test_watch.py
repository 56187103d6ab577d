"""`vitne watch` against a server on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner
from webserver import Asked, reply

import vitne
from vitne.cli import watching
from vitne.cli.app import app
from vitne.record.database import Record
from vitne.record.schema import captures, feeds

if TYPE_CHECKING:
    from click.testing import Result
    from webserver import Site

PAGE = (
    "<html><article><h1>Drept i Kabul</h1><p>Minst {} soldater ble drept i Kabul lørdag, "
    "opplyser hæren.</p></article></html>"
)


def page(number: int, **headers: str) -> bytes:
    return reply(PAGE.format(number), content_type="text/html; charset=utf-8", **headers)


def rss(*items: tuple[str, str]) -> str:
    inside = "".join(f"<item><link>{link}</link>{more}</item>" for link, more in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{inside}</channel></rss>'


class Desk:
    """A person with a list of feeds and a record."""

    def __init__(self, folder: Path) -> None:
        self.feeds = folder / "FEEDS.toml"
        self.record = folder / "record.db"

    def lists(self, text: str) -> None:
        self.feeds.write_text(f"delay = 0\n{text}", encoding="utf-8")

    def watch(self, *options: str) -> Result:
        assert watching  # its command is there once it is imported
        words = ["watch", str(self.feeds), "--record", str(self.record), "--once", *options]
        return CliRunner().invoke(app, words)

    def kept(self) -> list[Any]:
        with Record.open(str(self.record)) as record, record.reading() as connection:
            return list(connection.execute(sa.select(captures).order_by(captures.c.id)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def rounds(desk: Desk, site: Site) -> Any:
    """Runs one round over the feed at /rss."""
    desk.lists(
        f'[[feed]]\naddress = "{site.address}/rss"\noutlet = "Nordposten"\nlanguage = "nb"\n'
    )
    return lambda: desk.watch("--allow-private")


def test_new_reports_are_kept_with_what_is_known_of_them(
    desk: Desk, site: Site, rounds: Any
) -> None:
    site["/rss"] = reply(rss(("/1", "<title>En</title>"), ("/2", "")))
    site["/1"] = page(1, etag='"a"')
    site["/2"] = page(2)
    done = rounds()
    assert done.exit_code == 0
    assert done.stdout == f"Nordposten: {site.address}/rss: 2 new, 0 changed, 0 known\n"
    first, second = desk.kept()
    assert (first.file, second.file) == (f"{site.address}/1", f"{site.address}/2")
    assert '"publisher":"Nordposten","title":"En","language":"nb"' in first.metadata_json
    assert '"etag":"\\"a\\""' in first.headers_json
    assert first.article is not None


def test_what_is_known_is_not_asked_for_again(desk: Desk, site: Site, rounds: Any) -> None:
    site["/rss"] = reply(rss(("/1", "<title>En</title>")))
    site["/1"] = page(1)
    rounds()
    done = rounds()
    assert done.stdout.endswith("0 new, 0 changed, 1 known\n")
    assert site.paths == ["/rss", "/1", "/rss"]
    assert len(desk.kept()) == 1


def test_a_feed_that_has_not_changed_is_passed_over(desk: Desk, site: Site, rounds: Any) -> None:
    site["/rss"] = lambda asked: (
        reply(status=304)
        if "if-none-match" in asked.headers
        else reply(rss(("/1", "")), etag='"f"')
    )
    site["/1"] = page(1)
    rounds()
    assert rounds().stdout.endswith("/rss: unchanged\n")
    with Record.open(str(desk.record)) as record, record.reading() as connection:
        assert connection.execute(sa.select(feeds.c.etag)).scalars().all() == ['"f"']


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<title>Sju drept</title>", "<title>Elleve drept</title>"),
        ("<pubDate>Sun, 04 Oct 2020 12:00:00 GMT</pubDate>", "<pubDate>{}</pubDate>"),
    ],
)
def test_an_entry_that_has_changed_is_fetched_again_as_a_new_version(
    desk: Desk, site: Site, rounds: Any, before: str, after: str
) -> None:
    site["/1"] = [page(7, etag='"1"'), page(11, etag='"2"')]
    site["/rss"] = reply(rss(("/1", before)))
    rounds()
    (kept,) = desk.kept()
    site["/rss"] = reply(rss(("/1", after.format(kept.captured_at.replace("Z", ".9Z")))))
    if "{}" in after:  # updated within the second of the capture: not after it
        assert rounds().stdout.endswith("0 changed, 1 known\n")
        changed = sa.update(captures).values(captured_at="2020-10-05T00:00:00Z")
        with Record.open(str(desk.record)) as record, record.writing() as connection:
            connection.execute(changed)
    assert rounds().stdout.endswith("0 new, 1 changed, 0 known\n")
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert len({each.article for each in desk.kept()}) == 2


def test_an_update_in_the_future_is_not_believed(desk: Desk, site: Site, rounds: Any) -> None:
    site["/rss"] = reply(rss(("/1", "<pubDate>Fri, 04 Oct 2199 12:00:00 GMT</pubDate>")))
    site["/1"] = page(1)
    rounds()
    assert rounds().stdout.endswith("1 known\n")
    assert site.paths == ["/rss", "/1", "/rss"]


def test_one_feed_that_fails_stops_no_other(desk: Desk, site: Site) -> None:
    desk.lists(
        "".join(f'[[feed]]\naddress = "{site.address}/{name}"\n' for name in ("a", "b", "c"))
        + f'[[sitemap]]\naddress = "{site.address}/d"\n'
    )
    site["/a"] = reply(status=500)
    site["/b"] = page(1)
    site["/c"] = b"rubbish"
    site["/d"] = reply(f"<urlset><url><loc>{site.address}/1</loc></url></urlset>")
    site["/1"] = page(1)
    done = desk.watch("--allow-private")
    assert done.exit_code == 1
    assert "/d: 1 new, 0 changed, 0 known" in done.stdout
    for reason in ("/a: answered 500", "/b: a web page, not a feed", "/c: broken off"):
        assert f"vitne: {site.address}{reason}" in done.stderr


def test_after_a_passing_fault_the_whole_feed_is_asked_for_again(
    desk: Desk, site: Site, rounds: Any
) -> None:
    site["/rss"] = lambda asked: (
        reply(status=304)
        if "if-none-match" in asked.headers
        else reply(rss(("/1", ""), ("/2", "")), etag='"f"')
    )
    site["/1"] = page(1)
    site["/2"] = [reply(status=500), page(2)]
    done = rounds()
    assert done.exit_code == 1
    assert done.stdout.endswith("1 new, 0 changed, 0 known, 1 could not be read\n")
    assert rounds().stdout.endswith("1 new, 0 changed, 1 known\n")
    assert rounds().stdout.endswith("unchanged\n")


def test_a_page_is_kept_again_when_it_has_changed(desk: Desk, site: Site) -> None:
    desk.lists(f'[[page]]\naddress = "{site.address}/live"\n')
    site["/live"] = [page(7, etag='"1"'), reply(status=304), page(11, etag='"2"'), page(11)]
    told = [desk.watch("--allow-private").stdout.rpartition("/live: ")[2] for _ in range(4)]
    assert told == [
        "1 new, 0 changed, 0 known\n",
        "unchanged\n",
        "0 new, 1 changed, 0 known\n",
        "unchanged\n",
    ]
    assert len(desk.kept()) == 2


def test_without_leave_no_private_host_is_asked(desk: Desk, site: Site) -> None:
    desk.lists(
        f'[[feed]]\naddress = "{site.address}/rss"\n[[page]]\naddress = "{site.address}/1"\n'
    )
    done = desk.watch()
    assert done.exit_code == 1
    assert done.stderr.count("127.0.0.1 is not on the open internet") == 2
    assert site.asked == []


def test_an_outlet_with_codes_in_its_name_rules_no_terminal(desk: Desk, site: Site) -> None:
    desk.lists(f'[[feed]]\naddress = "{site.address}/rss"\noutlet = "\\u001b[31mRed"\n')
    site["/rss"] = reply(rss())
    assert "\x1b" not in desk.watch("--allow-private").stdout


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "lists no [[feed]]"),
        ("[[feed]\n", "Expected"),
        ('[[feed]]\nadress = "https://a.example/"\n', "unknown field `adress`"),
        ('[[feed]]\naddress = "https://a.example/"\noutlett = "x"\n', "unknown field `outlett`"),
        ('[[feeds]]\naddress = "https://a.example/"\n', "unknown field `feeds`"),
        ('[[feed]]\naddress = "avis.example/rss"\n', "avis.example/rss: no address"),
        ('[[feed]]\naddress = "file:///etc/passwd"\n', "no address that begins with http"),
        ('[[feed]]\naddress = "https://a.example/"\nlanguage = "norsk"\n', "no tag such as nb"),
        ('[[feed]]\naddress = "https://a.example/"\ntimezone = "Oslo"\n', "such as Europe/Oslo"),
        ('[[feed]]\naddress = "https://a.example/"\ntimezone = "../x"\n', "such as Europe/Oslo"),
        ('[[feed]]\naddress = "https://a.example/"\nmost = 0\n', "most"),
        ('[[feed]]\naddress = "https://a.example/"\n' * 2, "listed twice"),
        ('contact = "a\\r\\nX: y"\n[[page]]\naddress = "https://a.example/"\n', "contact"),
        ('"\\ud800" = 1', "nicode"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_before_anything_is_done(
    desk: Desk, text: str, reason: str
) -> None:
    desk.feeds.write_text(text, encoding="utf-8")
    done = desk.watch()
    assert done.exit_code == 2
    told = " ".join(done.stderr.replace("│", " ").split())
    assert reason in told
    assert "FEEDS.toml" in told
    assert not desk.record.exists()


@pytest.mark.parametrize("data", [b"\xff\xfe", b"#" * 1_100_000, None])
def test_what_is_no_list_is_refused(desk: Desk, data: bytes | None) -> None:
    if data is not None:
        desk.feeds.write_bytes(data)
    assert desk.watch().exit_code == 2


def start(desk: Desk, *options: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(Path(vitne.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    words = ["watch", str(desk.feeds), "--record", str(desk.record), "--allow-private", *options]
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "vitne", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_after_the_report_under_way_and_keeps_what_came(
    desk: Desk, site: Site, number: signal.Signals
) -> None:
    desk.lists(f'[[feed]]\naddress = "{site.address}/rss"\n')
    running: list[subprocess.Popen[str]] = []

    def stopping(_: Asked) -> bytes:
        running[0].send_signal(number)
        return page(2)

    site["/rss"] = reply(rss(("/1", ""), ("/2", ""), ("/3", "")), etag='"f"')
    site["/1"] = page(1)
    site["/2"] = stopping
    running.append(start(desk))
    out, said = running[0].communicate(timeout=120)
    assert running[0].returncode == 130
    assert out == f"{site.address}/rss: 2 new, 0 changed, 0 known\n"
    assert said.endswith("vitne: stopped; what came is kept\n")
    assert site.paths == ["/rss", "/1", "/2"]
    assert [each.file for each in desk.kept()] == [f"{site.address}/1", f"{site.address}/2"]
    with Record.open(str(desk.record)) as record, record.reading() as connection:
        assert connection.execute(sa.select(feeds)).all() == []


def test_between_two_rounds_it_stops_at_once(desk: Desk, site: Site) -> None:
    desk.lists(f'[[page]]\naddress = "{site.address}/1"\n')
    site["/1"] = page(1)
    running = start(desk, "--every", "600")
    assert running.stdout is not None
    assert running.stdout.readline().endswith("1 new, 0 changed, 0 known\n")
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=120)
    assert running.returncode == 130
