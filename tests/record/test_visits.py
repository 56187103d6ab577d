"""What a record knows of an address from the last time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vitne.captures.validators import Validators
from vitne.model import Capture, Metadata
from vitne.record.store import Taken, keep
from vitne.record.visits import Visit, feed_validators, last_visits, remember_feeds

if TYPE_CHECKING:
    from vitne.record.database import Record

AT = "2020-10-04T12:00:00Z"
ADDRESS = "https://avis.example/sak/1"


def taken(text: str, at: str, file: str = ADDRESS, etag: str | None = None) -> Taken:
    data = text.encode()
    capture = Capture(
        file, data, hashlib.sha256(data).hexdigest(), "text/plain", Metadata(title=text), at
    )
    return Taken(capture, {"etag": etag} if etag else None)


def test_the_newest_capture_of_an_address_is_its_last_visit(record: Record) -> None:
    with record.writing() as connection:
        new, old = "2020-10-05T12:00:00Z", "2020-10-03T12:00:00Z"
        keep(connection, [taken("Ti drept", new, etag='"2"')], at=AT, operator="Kari")
        keep(connection, [taken("Sju drept", old, etag='"1"')], at=AT, operator="Kari")
        keep(connection, [taken("x", new, "https://avis.example/2")], at=AT, operator="Kari")
    with record.reading() as connection:
        found = last_visits(connection, [ADDRESS, "https://avis.example/2", "https://x.example"])
    assert found == {
        ADDRESS: Visit(new, "Ti drept", Validators('"2"')),
        "https://avis.example/2": Visit(new, "x", None),
    }


def test_an_address_too_long_for_a_key_is_found_by_itself(record: Record) -> None:
    long = ADDRESS + "x" * 3000
    with record.writing() as connection:
        keep(connection, [taken("Ti drept", AT, long)], at=AT, operator="Kari")
        remember_feeds(connection, {long: Validators('"1"')}, at=AT)
    with record.reading() as connection:
        assert set(last_visits(connection, [long, long + "y"])) == {long}
        assert feed_validators(connection, long) == Validators('"1"')
        assert feed_validators(connection, long + "y") is None


def test_the_newest_validators_of_a_feed_are_kept(record: Record) -> None:
    with record.writing() as connection:
        remember_feeds(connection, {"a": Validators('"1"'), "b": Validators(None, "then")}, at=AT)
        remember_feeds(connection, {"a": Validators('"2"')}, at=AT)
        remember_feeds(connection, {}, at=AT)
    with record.reading() as connection:
        assert feed_validators(connection, "a") == Validators('"2"')
        assert feed_validators(connection, "b") == Validators(None, "then")
