"""What UCDP's codebook says, on made-up happenings and on any at all."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pytest
from exported import GANJA, act, dead, row, table, written
from hypothesis import given
from hypothesis import strategies as st

from vitne.exports.ged import COLUMNS, records
from vitne.model import Estimate, Location, Scope

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.exports.ged_events import Event

# DOMAIN.md 1.2, in order.
_ORDER = (
    "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, conflict_name, "
    "dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id, side_b_new_id, side_b, "
    "number_of_sources, source_article, source_office, source_date, source_headline, source_original, where_prec, "
    "where_coordinates, where_description, adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, country, country_id, "
    "region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, "
    "high, low, gwnoa, gwnob"
)
ORDER = _ORDER.split(", ")


def coded(*told: Any, **how: Any) -> Event:
    (one,) = records(row(*told, profile="ged", **how))
    return one


def cells(*told: Any, **how: Any) -> dict[str, Any]:
    one = coded(*told, **how)
    return {column.name: column.value(one) for column in COLUMNS}


def test_there_are_49_columns_in_the_order_of_the_codebook() -> None:
    assert [column.name for column in COLUMNS] == ORDER
    assert len(ORDER) == 49


_STATUS = st.sampled_from(["unknown", "civilian", "combatant", "police"])
_SIDES = st.sampled_from([None, "Azerbaijan", "Armed forces of Armenia", "March 23 Movement"])
_BY = st.sampled_from(["Reuters", "Azerbaijan", "Armenia", "United Nations", None])
_NUMBER = st.integers(0, 5_000)


@st.composite
def tolls(draw: st.DrawFn) -> Any:
    low = draw(st.one_of(st.none(), _NUMBER))
    high = draw(st.one_of(st.none(), _NUMBER.map(lambda n: (low or 0) + n)))
    known = draw(st.sampled_from(["given", "given", "none", "unknown", "undisclosed"]))
    if known != "given":
        low = high = 0 if known == "none" else None
    return dead(
        low, high, draw(_BY), known=known, status=draw(_STATUS), side=draw(_SIDES),
        scope=draw(st.sampled_from(["incident", "subset", "cumulative"])),
        modality=draw(st.sampled_from(["asserted", "reported", "alleged", "hypothetical"])),
        article=draw(st.sampled_from("ab")),
    )  # fmt: skip


@given(
    st.lists(tolls(), min_size=1, max_size=5, unique_by=lambda one: one.claim.id),
    st.lists(st.sampled_from(["Azerbaijan", "Armenia", "gunmen", "soldiers", "Residents"]), max_size=2),
    st.lists(st.sampled_from(["Armenia", "civilians", "March 23 Movement", "en bil"]), max_size=2),
    st.sampled_from(["Attack", "Armed clash", "Air/drone strike", None]),
)  # fmt: skip
def test_best_is_always_the_sum_of_its_parts_and_within_its_bounds(
    told: list[Any], agents: list[str], targets: list[str], sub: str | None
) -> None:
    what = act(sub, agents=agents, targets=targets)
    for one in records(row(what, *told, profile="ged")):
        made = {column.name: column.value(one) for column in COLUMNS}
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert made["best"] == sum(made[part] for part in parts)
        assert 0 <= made["low"] <= made["best"] <= made["high"]
        assert made["high"] > 0
        assert all(made[part] >= 0 for part in parts)


@pytest.mark.parametrize(
    "told",
    [
        [act()],
        [act(), dead(0, 0)],
        [act(), dead(4, measure="wounded")],
        [act(modality="threatened"), dead(3, modality="threatened")],
    ],
)
def test_without_a_reported_death_there_is_no_row(told: list[Any]) -> None:
    assert not list(records(row(*told, profile="ged")))


def test_periods_and_unknown_days_have_no_row() -> None:
    told = [act(), dead(3)]
    assert not list(records(row(*told, profile="ged", scope=Scope.PERIOD)))
    assert not list(records(row(*told, profile="ged", days=None)))
    assert not list(records(row(*told, profile="ged", days=("2015-01-01", "2020-10-04"))))


def test_what_one_side_says_of_its_enemys_dead_stands_in_high_only() -> None:
    fight = act("Armed clash", agents=["Azerbaijan"], targets=["Armenia"])
    one = cells(fight, dead(150, by="Azerbaijan", side="Armenia", status="combatant"))
    assert (one["low"], one["best"], one["high"]) == (0, 0, 150)


def test_the_dead_stand_with_their_side() -> None:
    fight = act("Armed clash", agents=["Azerbaijan"], targets=["Armenia"])
    one = cells(
        fight, dead(10, by="United Nations"),
        dead(4, by="United Nations", side="Armenia", status="combatant", scope="subset", who="soldiers"),
        dead(3, by="United Nations", status="civilian", scope="subset", who="civilians"),
    )  # fmt: skip
    assert (one["side_a"], one["side_b"]) == ("Government of Azerbaijan", "Government of Armenia")
    assert (one["deaths_a"], one["deaths_b"]) == (0, 4)
    assert (one["deaths_civilians"], one["deaths_unknown"], one["best"]) == (3, 3, 10)
    assert (one["gwnoa"], one["gwnob"]) == (373, 371)


@pytest.mark.parametrize(
    ("best", "parts", "cells_of", "bounds"),
    [
        (30, [], (0, 0, 30), (10, 30)),  # a person chose a figure above what voices say
        (4, [], (0, 0, 4), (4, 21)),  # or below
        (None, [], (0, 0, 0), (0, 21)),
        (12, [("civilian", None, 10), ("combatant", "Azerbaijan", 8)], (2, 10, 0), (10, 21)),
    ],
)  # fmt: skip
def test_whatever_is_estimated_the_categories_fit(
    best: int | None,
    parts: list[tuple[str, str | None, int]],
    cells_of: tuple[int, int, int],
    bounds: tuple[int, int],
) -> None:
    made = row(act("Armed clash", agents=["Azerbaijan"]), dead(3), profile="ged")
    told = tuple(Estimate("killed", best=n, status=status, side=side) for status, side, n in parts)
    whole = {"killed": Estimate("killed", low=10, best=best, high=21)}
    incident = msgspec.structs.replace(made.incident, estimates=whole, parts=told)
    (one,) = records(msgspec.structs.replace(made, incident=incident))
    assert (one.dead_a, one.dead_civilians, one.dead_unknown) == cells_of
    assert (one.low, one.high) == bounds
    assert one.low <= one.best <= one.high


@pytest.mark.parametrize(
    ("agents", "targets", "sub", "type_of_violence", "sides"),
    [
        (["Azerbaijan"], ["March 23 Movement"], "Armed clash", 1, ("Government of Azerbaijan", "M23")),
        (["March 23 Movement"], ["Azerbaijan"], "Armed clash", 1, ("Government of Azerbaijan", "M23")),
        (["Hamas"], ["March 23 Movement"], "Armed clash", 2, ("Hamas", "M23")),
        (["Hamas"], ["civilians"], "Attack", 3, ("Hamas", "Civilians")),
        (["Hamas"], ["civilians"], "Suicide bomb", 3, ("Hamas", "Civilians")),
        (["Police of Azerbaijan"], ["protesters"], "Excessive force against protesters", 3, ("Government of Azerbaijan", "Civilians")),
        ([], [], "Air/drone strike", 1, ("Government of Azerbaijan", "(review: agent not stated)")),
        (["gunmen"], ["soldiers"], "Armed clash", 1, ("Government of Azerbaijan", "(review: agent not named)")),
    ],
)  # fmt: skip
def test_sides_make_the_type_of_violence(
    agents: list[str], targets: list[str], sub: str, type_of_violence: int, sides: tuple[str, str]
) -> None:
    one = cells(act(sub, agents=agents, targets=targets), dead(3))
    assert one["type_of_violence"] == type_of_violence
    assert (one["side_a"], one["side_b"]) == sides
    guessed = "review" in "".join(sides) or type_of_violence == 3
    assert (one["code_status"] == "Clear") is not guessed


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        (("2020-10-04", "2020-10-04"), 1),
        (("2020-10-04", "2020-10-05"), 2),
        (("2020-10-04", "2020-10-09"), 2),
        (("2020-10-05", "2020-10-11"), 3),
        (("2020-10-01", "2020-10-31"), 4),
        (("2020-09-29", "2020-10-29"), 4),
        (("2020-01-01", "2020-12-31"), 5),
    ],
)
def test_date_prec(days: tuple[str, str], precision: int) -> None:
    one = cells(act(), dead(1), days=days)
    assert one["date_prec"] == precision
    assert (one["date_start"], one["date_end"]) == days


@pytest.mark.parametrize(
    ("place", "precision"),
    [
        (GANJA, 1),
        (Location("Gao", "MLI", "town", 16.27, -0.04, precision="near"), 2),
        (Location("Cho-airong", "THA", "adm2", 6.2, 101.8, precision="area"), 3),
        (Location("Idlib Governorate", "SYR", "adm1", 35.85, 36.68, precision="area"), 4),
        (Location("Northern Iraq", "IRQ", "area", precision="area"), 5),
        (Location("Mali", "MLI", "country", 17.0, -4.0, precision="country"), 6),
    ],
)
def test_where_prec(place: Location, precision: int) -> None:
    assert cells(act(), dead(1), place=place)["where_prec"] == precision


def test_a_row_without_coordinates_is_to_be_checked() -> None:
    one = cells(act(), dead(1), place=Location("Northern Iraq", "IRQ", "area", precision="area"))
    assert (one["latitude"], one["geom_wkt"], one["priogrid_gid"]) == (None, None, None)
    assert "latitude" in one["code_status"]


def test_articles_are_cited_so_that_they_can_be_taken_apart_again() -> None:
    day = dt.date(2020, 10, 5)
    told = [act(outlet='Avis, en; og "to"', article="a"), dead(3, outlet="Dagsnytt", article="b")]
    one = cells(*told, title='Tre; drept, sier "noen"')
    cited = next(csv.reader(io.StringIO(one["source_article"]), delimiter=";"))
    assert [text.split(",", 2) for text in cited] == [
        ["Avis en og 'to'", str(day), "Tre, drept, sier 'noen'"],
        ["Dagsnytt", str(day), "Tre, drept, sier 'noen'"],
    ]
    assert one["number_of_sources"] == 2


def test_pandas_loads_types_and_the_identity_holds(record: Path) -> None:
    events = table(record, "ged", parse_dates=["date_start", "date_end"])
    assert list(events.columns) == ORDER
    assert len(events) == 2  # Kharkiv, Odesa; nobody died at the protest, and the war is a period
    parts = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]
    assert (events[parts].sum(axis=1) == events["best"]).all()
    assert events["date_start"].dtype.kind == "M"
    kharkiv = events.set_index("where_coordinates").loc["Kharkiv city"]
    assert (kharkiv["low"], kharkiv["best"], kharkiv["high"]) == (5, 5, 7)
    assert kharkiv["side_a"] == "Government of Russia (Soviet Union)"
    assert (kharkiv["country"], kharkiv["country_id"], kharkiv["region"]) == ("Ukraine", 369, "Europe")  # fmt: skip
    assert kharkiv["number_of_sources"] == 2
    assert "Kystnytt,2024-03-05,Minst fem drept" in kharkiv["source_article"]


def test_codes_and_required_cells(record: Path) -> None:
    events = table(record, "ged")
    for column in COLUMNS:
        if column.required:
            assert events[column.name].notna().all(), column.name
        if column.values:
            assert set(events[column.name].dropna()) <= set(column.values), column.name
    assert pd.api.types.is_integer_dtype(events["id"])


def test_lines_end_as_rfc_4180_says(record: Path) -> None:
    raw = written(record, "ged")
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
