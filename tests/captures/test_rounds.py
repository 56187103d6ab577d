"""Several rounds of one watch, and stopping while it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from webserver import NOW, Time, fetcher, reply

from vitne.cli.recording import Keeping
from vitne.cli.rounds import Came, StoppedError, Watcher
from vitne.cli.watchlist import Watched
from vitne.record.database import Record
from vitne.record.visits import feed_validators

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from webserver import Site

PAGE = "<html><p>Minst tolv soldater ble drept i Kabul lørdag, opplyser hæren."


def rss(title: str = "", *links: str) -> bytes:
    inside = "".join(f"<item><link>{link}</link><title>{title}</title></item>" for link in links)
    return reply(f"<rss><channel>{inside}</channel></rss>", etag='"f"')


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "record.db"), create=True) as found:
        yield found


def watcher(record: Record, time: Time | None = None, **manners: Any) -> Watcher:
    manners.setdefault("delay", 0)
    return Watcher(record, fetcher(time, **manners), Keeping("Kari", lambda: NOW), lambda: False)


def test_what_failed_for_good_is_asked_for_again_when_its_entry_changes(
    site: Site, record: Record
) -> None:
    watching, watched = watcher(record), Watched(f"{site.address}/rss")
    site["/rss"] = rss("Tolv drept", "/borte")
    assert watching.see_list(watched) == Came(unread=1)
    assert watching.see_list(watched) == Came(known=1)
    site["/rss"] = rss("Femten drept", "/borte")
    site["/borte"] = reply(PAGE)
    assert watching.see_list(watched) == Came(new=1)


def test_what_failed_for_now_is_asked_for_again_in_the_next_round(
    site: Site, record: Record
) -> None:
    watching, watched = watcher(record), Watched(f"{site.address}/rss")
    site["/rss"] = rss("", "/1")
    site["/1"] = [reply(status=502), reply(PAGE)]
    assert watching.see_list(watched) == Came(unread=1, again=True)
    assert watching.see_list(watched) == Came(new=1)


def test_a_feed_that_left_an_entry_out_has_it_forgotten(site: Site, record: Record) -> None:
    watching, watched = watcher(record), Watched(f"{site.address}/rss")
    site["/rss"] = [rss("", "/borte"), rss(), rss("", "/borte")]
    told = [watching.see_list(watched).unread for _ in range(3)]
    assert told == [1, 0, 1]


@pytest.mark.parametrize("waits", [1, 2])
def test_stopping_while_it_waits_keeps_what_came(site: Site, record: Record, waits: int) -> None:
    class Stopping(Time):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if len(self.slept) == waits:
                raise StoppedError

    watching = watcher(record, Stopping(), delay=1)
    site["/rss"] = rss("", "/1", "/2")
    site.routes |= {"/1": reply(PAGE), "/2": reply(PAGE)}
    came = watching.see_list(Watched(f"{site.address}/rss"))
    assert came.new == 0
    assert site.paths == ["/rss"][: waits - 1]
    with record.reading() as connection:
        assert feed_validators(connection, f"{site.address}/rss") is None
