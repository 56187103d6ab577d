"""Ranges, weights, places and times are said in words that claim no more than is known."""

from __future__ import annotations

import pytest
import typer

from vitne.cli import tolls, weights, whereabouts
from vitne.cli.seeking import first_day, last_day, moment
from vitne.model import Bounds, Estimate, Location, Timing, Toll


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (17, 21, "17–21"),
        (21, 21, "21"),
        (12, None, "12 or more"),
        (None, 50, "up to 50"),
        (None, None, "some"),
        (0, 0, "0"),
        (0, None, "0 or more"),
        (10**30, None, f"{10**30} or more"),
    ],
)
def test_a_range_is_said_with_its_open_bounds(low: int | None, high: int | None, said: str) -> None:
    assert tolls.bounds(low, high) == said
    assert tolls.of_bounds(Bounds(low, high)) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [("none", "none"), ("unknown", "unknown"), ("undisclosed", "not disclosed")],
)
def test_what_is_not_known_is_never_said_as_a_number(known: str, said: str) -> None:
    assert tolls.of_toll(Toll("killed", None, None, known=known)) == said
    assert tolls.in_full(Estimate("killed", known=known)) == said
    assert tolls.in_full(Estimate("killed", known="unreported")) == "not reported"


def test_best_is_said_only_beside_its_range() -> None:
    assert tolls.in_full(Estimate("killed", 17, 19, 21)) == "17–21, best 19"
    assert tolls.in_full(Estimate("killed", 5, 5, None)) == "5 or more, best 5"
    assert tolls.in_full(Estimate("killed", 4, 4, 4)) == "4"
    assert tolls.in_full(Estimate("killed", 60, None, 70, approx=True)) == "about 60–70"


def test_whose_people_they_are_is_said() -> None:
    one = Estimate("killed", 1, 1, 1, who="children", status="civilian", side="Ukraine")
    assert tolls.people(one) == "children (civilian), of Ukraine"
    assert tolls.people(Estimate("killed")) == ""


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        (0.2, "about even"),
        (3.0, "about 8 to 1 for it"),
        (-3.0, "about 8 to 1 against it"),
        (12.1, "about 4 400 to 1 for it"),
        (1e9, "about 1 100 000 000 000 to 1 for it"),
    ],
)
def test_a_weight_is_said_as_odds(bits: float, said: str) -> None:
    assert weights.odds(bits) == said


def test_bits_are_told_with_their_sign() -> None:
    assert [weights.bits(bits) for bits in (4.25, -1.04, 0.01, -0.01)] == [
        "+4.2",
        "−1.0",
        "0.0",
        "0.0",
    ]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Location("Barda", "AZE", "town"), "Barda (AZE)"),
        (Location("Barda", "AZE", "town", precision="near"), "near Barda (AZE)"),
        (Location("Donbas", "UKR", "area", precision="area"), "somewhere in Donbas (UKR)"),
        (Location("Mali", "MLI", "country", precision="country"), "somewhere in Mali"),
        (Location("Red Sea", None, "sea", precision="area"), "somewhere in Red Sea"),
        (None, "place not told"),
    ],
)
def test_a_place_is_said_no_finer_than_it_is_known(place: Location | None, said: str) -> None:
    assert whereabouts.where(place) == said


def test_days_that_no_calendar_has_are_said_as_they_are_written() -> None:
    assert whereabouts.when(Timing("0000-00-00", "0000-00-00", "")) == "0000-00-00"
    assert whereabouts.days("0000-01-01", "2020-02-30") == "0000-01-01 – 2020-02-30"
    assert whereabouts.precision("0000-01-01", "2020-02-30") == "within these days"
    assert whereabouts.when(None) == "day not told"


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
