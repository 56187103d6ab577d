"""Times that a person asks for are read as a calendar and a clock have them."""

from __future__ import annotations

import pytest
import typer

from vitne.cli.seeking import first_day, last_day, moment


def _clock() -> str:
    return "2024-03-08T14:20:00Z"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12h", "2024-03-08T02:20:00Z"),
        ("7d", "2024-03-01T14:20:00Z"),
        ("2w", "2024-02-23T14:20:00Z"),
        ("2020-10-05", "2020-10-05T00:00:00Z"),
        ("2020-10-05T14:20Z", "2020-10-05T14:20:00Z"),
        ("2020-10-05T14:20+02:00", "2020-10-05T12:20:00Z"),
    ],
)
def test_a_time_is_a_date_a_time_or_how_long_ago(text: str, time: str) -> None:
    assert moment(text, now=_clock) == time


@pytest.mark.parametrize(
    "text", ["", "soon", "7", "d", "-1d", "7m", "999999w", "2020-13-01", "2020-10-05T14:20", "\x00"]
)
def test_what_is_no_time_is_said_to_be_none(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        moment(text, now=_clock)


def test_a_month_is_all_its_days() -> None:
    assert (first_day("2020-02"), last_day("2020-02")) == ("2020-02-01", "2020-02-29")
    assert (first_day("2020"), last_day("2020-10-04")) == ("2020-01-01", "2020-10-04")
    assert first_day(None) is None
    with pytest.raises(typer.BadParameter, match="no date"):
        last_day("0000-00-00")
