"""Times as feeds, servers and archives write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne.captures.dates import moment, published, stamp

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-10-03T22:30:00Z", "2020-10-03T22:30:00Z"),
        ("Sun, 04 Oct 2020 00:30:00 +0200", "2020-10-03T22:30:00Z"),
        ("Sat, 03 Oct 2020 22:30:00 GMT", "2020-10-03T22:30:00Z"),
        ("2020-10-03T22:30:00.123456+00:00", "2020-10-03T22:30:00Z"),
        ("2020-10-03 22:30:00", "2020-10-03T22:30:00Z"),
        ("2020-10-04", "2020-10-04T00:00:00Z"),
    ],
)
def test_times_of_all_forms_become_utc(written: str, meant: str) -> None:
    assert stamp(moment(written)) == meant


@pytest.mark.parametrize(
    "written",
    [
        None, "", "  ", "i går", "0000-01-01", "0000-00-00T00:00:00Z", "Sat, 03 Oct 0000 22:30:00 GMT",
        "Sat, 03 Oct 99999999999999999999 22:30:00 GMT", "Mon, 32 Foo 2020", "9999-12-31T23:59:59Z",
        "1066-10-14T12:00:00Z", "2020-02-30T00:00:00Z", "9" * 5000, "²", "\x00", "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_time_of_news_is_none(written: str | None) -> None:
    assert moment(written) is None
    assert published(written) is None


def test_a_time_in_utc_is_told_by_the_clock_of_the_outlet() -> None:
    assert published("Sat, 03 Oct 2020 22:30:00 GMT") == "2020-10-03T22:30:00Z"
    assert published("Sat, 03 Oct 2020 22:30:00 GMT", OSLO) == "2020-10-04T00:30:00+02:00"


def test_a_time_with_a_zone_or_without_any_is_left_as_it_is() -> None:
    assert published("2020-10-03T22:30:00-04:00", OSLO) == "2020-10-03T22:30:00-04:00"
    assert published("2020-10-03T22:30:00", OSLO) == "2020-10-03T22:30:00"


@pytest.mark.parametrize("written", ["2020", "2020-10", "2020-10-04"])
def test_a_date_is_no_more_exact_than_its_words(written: str) -> None:
    assert published(written, OSLO) == written
    assert published("20201004", OSLO) == "2020-10-04"
    assert published("2020-13") is None
    assert published("2020-02-30") is None


@given(st.text(max_size=40) | st.from_regex(r"[0-9TZ:+., -]{1,40}", fullmatch=True))
def test_any_text_is_a_time_or_none(text: str) -> None:
    assert isinstance(stamp(moment(text)), str | None)
    assert isinstance(published(text, OSLO), str | None)
