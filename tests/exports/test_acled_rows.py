"""What ACLED's codebook says, on made-up happenings."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pytest
from exported import CAPTION, GANJA, act, dead, row, table, written
from hypothesis import given
from hypothesis import strategies as st

from vitne.exports.acled import COLUMNS, records
from vitne.exports.happening import acts
from vitne.exports.states import regime
from vitne.model import Location, Scope, Timing

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.exports.acled_events import Event

# DOMAIN.md 2.1, in order.
_ORDER = (
    "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, "
    "assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, "
    "country, admin1, admin2, admin3, location, latitude, longitude, geo_precision, source, source_scale, "
    "notes, fatalities, tags, timestamp"
)
ORDER = _ORDER.split(", ")


def coded(*told: Any, **how: Any) -> Event:
    (one,) = records(row(*told, **how))
    return one


def cells(*told: Any, **how: Any) -> dict[str, Any]:
    one = coded(*told, **how)
    return {column.name: column.value(one) for column in COLUMNS}


def test_there_are_31_columns_in_the_order_of_the_codebook() -> None:
    assert [column.name for column in COLUMNS] == ORDER
    assert len(ORDER) == 31


@pytest.mark.parametrize(
    ("low", "high", "word", "figure"),
    [
        (14, 14, None, 14),
        (14, None, None, 14),  # at least 14
        (10, 15, None, 10),
        (2, None, "several", 3),
        (2, None, "plural", 3),  # "sivile ble drept"
        (10, None, "tens", 10),
        (24, None, "dozens", 12),
        (200, None, "hundreds", 100),
        (0, 0, None, 0),
    ],
)
def test_fatalities_follow_the_word_rules(
    low: int, high: int | None, word: str | None, figure: int
) -> None:
    assert coded(act(), dead(low, high, word=word)).fatalities == figure


def test_several_dead_are_ten_where_many_were_wounded() -> None:
    several = dead(2, None, word="several")
    assert coded(act(), several, dead(9, measure="wounded")).fatalities == 3
    assert coded(act(), several, dead(10, measure="wounded")).fatalities == 10
    assert "review: fatalities" in coded(act(), several).tags


def test_casualties_alone_and_silence_are_zero() -> None:
    assert coded(act(), dead(1, None, measure="casualties")).fatalities == 0
    assert coded(act()).fatalities == 0


def test_of_voices_that_differ_the_lowest_is_coded_and_the_notes_say_who_said_what() -> None:
    one = coded(act(), dead(17, by="Hospital doctor"), dead(21, by="Prosecutor General of Azerbaijan"))  # fmt: skip
    assert one.fatalities == 17
    assert "17 to 21 killed, coded as 17." in one.notes
    assert "Hospital doctor 17; Prosecutor General of Azerbaijan 21" in one.notes


@pytest.mark.parametrize(
    "told",
    [
        act(modality="threatened"),
        act(modality="denied"),
        act(polarity="negative"),
        act(modality="hypothetical"),
        act(sub_event=None, event_type="THREATEN"),
        dead(0, 0),
    ],
)
def test_what_did_not_happen_has_no_row(told: Any) -> None:
    assert not list(records(row(told)))


def test_a_period_and_a_whole_country_have_no_row() -> None:
    assert not list(records(row(act(), dead(240), scope=Scope.PERIOD)))
    country = Location("Azerbaijan", "AZE", "country", 40.5, 47.5, precision="country")
    assert not list(records(row(act(), dead(3), place=country)))
    assert not list(records(row(act(), dead(3), place=None)))


def test_dead_without_an_act_have_a_row_that_asks_for_the_event_type() -> None:
    one = cells(dead(11))
    assert (one["event_type"], one["sub_event_type"], one["fatalities"]) == (None, None, 11)
    assert "review: event type" in one["tags"]


def test_of_several_tactics_the_higher_stands() -> None:
    names = list(acts())
    assert len(names) == 25
    for lower, higher in zip(names[1:], names, strict=False):
        assert coded(act(lower), act(higher)).act == acts()[higher]


@pytest.mark.parametrize(
    ("days", "day", "precision"),
    [
        (("2020-10-04", "2020-10-04"), "2020-10-04", 1),
        (("2020-10-05", "2020-10-11"), "2020-10-08", 2),
        (("2020-10-01", "2020-10-31"), "2020-10-16", 3),
        (("2020-02-01", "2020-02-29"), "2020-02-15", 3),
        (("2020-10-01", "2020-10-10"), "2020-10-01", 3),  # at the beginning of October
        (("2020-10-21", "2020-10-31"), "2020-10-31", 3),  # at the end of October
        (("2020-09-29", "2020-10-29"), "2020-10-14", 3),  # "i forgårs", of October
        (None, None, None),
    ],
)
def test_days_are_coded_as_well_as_they_are_known(
    days: tuple[str, str] | None, day: str | None, precision: int | None
) -> None:
    one = cells(act(), days=days)
    assert (one["event_date"], one["time_precision"]) == (day, precision)
    assert one["year"] == (int(day[:4]) if day else None)
    assert ("review: date" in one["tags"]) is (day is None)


def test_what_is_told_of_more_than_a_month_has_no_row_as_in_acled() -> None:
    assert not list(records(row(act(), dead(3), days=("2020-01-01", "2020-12-31"))))


def test_a_year_of_publication_is_no_day() -> None:
    year = Timing("2020-01-01", "2020-12-31", "2020", basis="publication date")
    one = cells(act(time=year), days=("2020-01-01", "2020-12-31"))
    assert one["event_date"] is None
    assert "review: date" in one["tags"]


def test_a_caption_tells_of_an_event_but_not_of_its_day() -> None:
    month = Timing("2020-10-01", "2020-10-31", "2020-10", basis="publication date")
    shown = act(role=CAPTION, time=month)
    span = ("2020-10-01", "2020-10-31")
    assert cells(shown, days=span)["event_date"] is None
    assert cells(shown, act("Grenade", time=month), days=span)["event_date"] == "2020-10-16"


@pytest.mark.parametrize(
    ("place", "precision"),
    [
        (GANJA, 1),
        (msgspec.structs.replace(GANJA, precision="near"), 2),
        (Location("Idlib Governorate", "SYR", "adm1", 35.85, 36.68, precision="area"), 3),
        (Location("Northern Iraq", "IRQ", "area", precision="area"), 3),
    ],
)
def test_places_are_coded_no_finer_than_they_are_told(place: Location, precision: int) -> None:
    assert cells(act(), place=place)["geo_precision"] == precision


def test_coordinates_have_four_decimals_and_no_noise() -> None:
    one = cells(act())
    assert (one["latitude"], one["longitude"]) == (40.6816, 46.3613)


def test_forces_of_the_state_are_state_forces_at_home_and_external_abroad() -> None:
    home = cells(act("Armed clash", agents=["Armed forces of Azerbaijan"], targets=["Armed forces of Armenia"]))  # fmt: skip
    assert home["actor1"] == "Military Forces of Azerbaijan (2003-)"
    assert home["actor2"] == "Military Forces of Armenia (2018-)"
    assert (home["inter1"], home["inter2"]) == ("State forces", "External/Other forces")
    assert home["interaction"] == "State forces-External/Other forces"


@pytest.mark.parametrize(
    ("name", "actor", "inter"),
    [
        ("Azerbaijan", "Military Forces of Azerbaijan (2003-)", "State forces"),
        ("Police of Azerbaijan", "Police Forces of Azerbaijan (2003-)", "State forces"),
        ("gunmen", "Unidentified Armed Group (Azerbaijan)", "Political militia"),
        ("Rebels of Chad", "Unidentified Armed Group (Chad)", "Political militia"),
        ("soldiers", "Unidentified Military Forces", "External/Other forces"),
        ("March 23 Movement", "M23: March 23 Movement", "Rebel group"),
        ("Islamic State", "Islamic State (Azerbaijan)", "Rebel group"),
        ("Janjaweed", "Janjaweed", "Political militia"),
        ("Armed forces of the Democratic Republic of the Congo",
         "Military Forces of the Democratic Republic of Congo (2019-)", "External/Other forces"),
    ],
)  # fmt: skip
def test_actors_are_named_in_the_manner_of_acled(name: str, actor: str, inter: str) -> None:
    one = cells(act("Air/drone strike", agents=[name]))
    assert (one["actor1"], one["inter1"], one["interaction"]) == (actor, inter, f"{inter} only")


def test_who_is_stated_to_have_done_it_stands_before_who_is_accused() -> None:
    accused = [act("Air/drone strike", agents=["Armenia"], modality="alleged", by=by) for by in ("Azerbaijan", "Turkey")]  # fmt: skip
    one = cells(*accused, act("Air/drone strike", agents=["March 23 Movement"]))
    assert one["actor1"] == "M23: March 23 Movement"
    alone = cells(*accused)
    assert alone["actor1"] == "Military Forces of Armenia (2018-)"
    assert "review: actor1 alleged" in alone["tags"]
    assert "Who did it is said by an opponent." in alone["notes"]


def test_an_interaction_names_the_state_first_whoever_attacked() -> None:
    one = cells(act("Armed clash", agents=["March 23 Movement"], targets=["Azerbaijan"]))
    assert (one["inter1"], one["inter2"]) == ("Rebel group", "State forces")
    assert one["interaction"] == "State forces-Rebel group"


@pytest.mark.parametrize(
    ("day", "years"),
    [("2014-02-22", "(2014-2019)"), ("2019-05-20", "(2019-)"), ("1950-01-01", ""), (None, "")],
)
def test_forces_bear_the_years_of_the_government_of_the_day(day: str | None, years: str) -> None:
    assert regime("UKR", day) == years


def test_violence_against_civilians_has_them_as_actor2() -> None:
    one = cells(act("Attack", agents=["gunmen"], targets=["Residents"]))
    assert one["actor2"] == "Civilians (Azerbaijan)"
    assert one["interaction"] == "Political militia-Civilians"
    assert one["civilian_targeting"] == "Civilians targeted"


def test_shells_on_civilians_target_them_only_if_no_opponent_alone_says_so() -> None:
    sub = "Shelling/artillery/missile attack"
    said = cells(act(sub, agents=["Azerbaijan"], targets=["civilians"]))
    alleged = cells(act(sub, agents=["Azerbaijan"], targets=["civilians"], modality="alleged"))
    assert (said["actor2"], said["civilian_targeting"]) == ("Civilians (Azerbaijan)", "Civilians targeted")  # fmt: skip
    assert (alleged["actor2"], alleged["civilian_targeting"]) == (None, None)
    assert "review: civilian targeting alleged" in alleged["tags"]


def test_persons_and_things_are_no_actors() -> None:
    one = cells(act("Air/drone strike", agents=["Kari Nordmann"], targets=["en boligblokk", "Ola Nordmann"]))  # fmt: skip
    assert (one["actor1"], one["actor2"], one["interaction"]) == (None, None, "")


def test_the_id_is_a_country_and_a_number_that_does_not_change_with_what_is_told() -> None:
    one, other = cells(act()), cells(act("Grenade"), dead(7), days=None)
    assert one["event_id_cnty"] == other["event_id_cnty"] == "AZE15002828155320"
    assert re.fullmatch(r"[A-Z]{3}\d{1,15}", one["event_id_cnty"])


def test_notes_tell_day_actor_act_place_and_toll() -> None:
    one = coded(
        act("Armed clash", agents=["March 23 Movement"], targets=["Armed forces of Azerbaijan"]),
        dead(2), dead(20, 30, measure="wounded"),
    )  # fmt: skip
    assert one.notes == (
        "On 4 October 2020, M23: March 23 Movement clashed with Military Forces of Azerbaijan (2003-) in Ganja "
        "(Azerbaijan). 2 killed. Also reported: 20 to 30 wounded."
    )


_NAMES = st.one_of(
    st.sampled_from(["Azerbaijan", "Armed forces of Armenia", "gunmen", "civilians", "soldiers", "protesters", "Hamas"]),
    st.text(max_size=20),
)  # fmt: skip
_DAYS = st.tuples(st.dates(dt.date(1, 1, 1)), st.integers(0, 400)).map(
    lambda pair: (pair[0].isoformat(), _later(*pair).isoformat())
)


def _later(day: dt.date, days: int) -> dt.date:
    return min(dt.date.max, dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal())))  # fmt: skip


@given(
    st.lists(_NAMES, max_size=3),
    st.lists(_NAMES, max_size=3),
    st.sampled_from([*acts(), None, "no such act"]),
    st.one_of(st.none(), st.integers(0, 10**24)),
    st.one_of(st.none(), _DAYS),
)
def test_whatever_is_told_a_row_keeps_to_the_codebook(
    agents: list[str],
    targets: list[str],
    sub: str | None,
    killed: int | None,
    days: tuple[str, str] | None,
) -> None:
    told = act(sub, agents=agents, targets=targets)
    for one in records(row(told, dead(killed), days=days)):
        made = {column.name: column.value(one) for column in COLUMNS}
        for column in COLUMNS:
            value = made[column.name]
            assert not column.required or value not in (None, ""), column.name
            assert not column.values or value in (None, *column.values), column.name
            assert column.type != "integer" or value is None or isinstance(value, int)
        assert made["fatalities"] >= 0
        assert (made["actor1"] is None) is (made["inter1"] is None)
        assert (made["actor2"] is None) is (made["inter2"] is None)
        if days is not None and made["event_date"]:
            assert days[0] <= made["event_date"] <= days[1]


# A record, loaded as a researcher loads it.


def test_pandas_loads_types_and_codes(record: Path) -> None:
    events = table(record, "acled", parse_dates=["event_date"])
    assert list(events.columns) == ORDER
    assert events["event_date"].dtype.kind == "M"
    assert events["fatalities"].dtype.kind == "i"
    assert events["latitude"].dtype.kind == "f"
    assert events["event_id_cnty"].is_unique
    for column in COLUMNS:
        if column.required:
            assert events[column.name].notna().all(), column.name
        if column.values:
            assert set(events[column.name].dropna()) <= set(column.values), column.name


def test_a_record_gives_one_row_a_happening_and_none_for_a_threat_a_period_or_troops(
    record: Path,
) -> None:
    events = table(record, "acled", index_col="location")
    assert set(events.index) == {"Kharkiv", "Odesa", "Beirut"}
    kharkiv = events.loc["Kharkiv"]
    assert kharkiv["fatalities"] == 5
    assert kharkiv["actor1"] == "Military Forces of Russia (2000-)"
    assert kharkiv["source"] == "Kystnytt; Harbour, Gazette"
    assert events.loc["Beirut", "actor1"] == "Protesters (Lebanon)"
    assert pd.isna(events.loc["Beirut", "civilian_targeting"])


def test_the_same_record_gives_the_same_bytes(record: Path) -> None:
    assert written(record, "acled") == written(record, "acled")
