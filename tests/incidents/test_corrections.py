"""What of a claim can be corrected, to what, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne.incidents.corrections import correct
from vitne.incidents.fields import FIELDS, MOST, CorrectionError, check
from vitne.model import Claim, Location, Party, Quote, Spot, Timing, Toll, Voice

Make = Callable[..., Claim]


@pytest.fixture
def toll() -> Claim:
    """ "Minst 14 sivile ble drept i Barda onsdag, opplyser politiet."""
    return Claim(
        id="0123456789abcdef",
        kind="toll",
        text="Minst 14 sivile ble drept",
        start=0,
        end=25,
        passage=0,
        trigger=Quote("drept", 20, 25),
        modality="asserted",
        polarity="positive",
        agents=(Party("Armenia", "Armenia", 60, 67),),
        place=Location(
            "Barda", "AZE", "town", 40.37, 47.13, 587057, "AZ.BAR", text="Barda", start=28, end=33
        ),
        time=Timing("2020-10-28", "2020-10-28", "2020-10-28", text="onsdag", start=34, end=40),
        toll=Toll("killed", 14, None, number=Quote("14", 6, 8)),
        attribution=(
            Voice("NTB", "relay", "NTB", 70, 73),
            Voice("Police", "claimant", "politiet", 50, 58, cue="says"),
        ),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "event"),
        ("modality", "reported"),
        ("polarity", "negative"),
        ("event_type", "ASSAULT"),
        ("event_type", None),
        ("sub_event", "Armed clash"),
        ("toll.low", 0),
        ("toll.low", None),
        ("toll.high", MOST),
        ("toll.measure", "wounded"),
        ("toll.status", "civilian"),
        ("toll.side", "Armed forces of Azerbaijan"),
        ("toll.approx", True),
        ("place.name", "Barda"),
        ("place.country", "AZE"),
        ("place.lat", -12.5),
        ("place.level", "adm1"),
        ("time.earliest", "2020-10-27"),
        ("time.latest", "2020-10-29"),
    ],
)
def test_a_field_takes_a_value_that_fits(toll: Claim, field: str, value: Any) -> None:
    found: Any = correct(toll, field, value)
    for name in field.split("."):
        found = getattr(found, name)
    assert found == value


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("toll.low", "many", "toll.low: 'many' is not a whole number from 0, or null"),
        ("toll.low", -1, "not a whole number"),
        ("toll.low", True, "not a whole number"),
        ("toll.low", 12.0, "not a whole number"),
        ("toll.low", MOST + 1, "not a whole number"),
        ("toll.measure", "dead", "killed, wounded, missing, captured, displaced, casualties"),
        ("toll.known", None, "given, none, unknown, undisclosed"),
        ("toll", None, "not an object"),
        ("toll", {}, "not an object"),
        ("toll.subset_of", "C1", "the id of a claim"),
        ("modality", "true", "asserted, reported, alleged"),
        ("modality", ["asserted"], "asserted, reported, alleged"),
        ("place.name", "", "a text of 1 to 500"),
        ("place.name", "   ", "a text of 1 to 500"),
        ("place.name", "x" * 501, "a text of 1 to 500"),
        ("place.name", "Bar\x00da", "printable"),
        ("place.name", "\ud800", "printable"),
        ("place.name", "\u202eBarda", "printable"),
        ("place.name", None, "a text"),
        ("place.country", "Aserbajdsjan", "three letters"),
        ("place.lat", 91, "from -90 to 90"),
        ("place.lon", float("nan"), "from -180 to 180"),
        ("place.lon", float("inf"), "from -180 to 180"),
        ("place.lat", 10**400, "from -90 to 90"),
        ("place.level", "village", "town, adm2"),
        ("time.earliest", "0000-01-01", "a day such as 2020-10-04"),
        ("time.earliest", "20201004", "a day such as"),
        ("time.earliest", "2020-02-30", "a day such as"),
        ("time.earliest", None, "a day such as"),
        ("agents", "Hamas", "not a list of names"),
        ("agents", [3], "not a name"),
        ("agents", [{"role": "claimant"}], "not a name"),
        ("agents", [{"name": "X", "role": "claimant"}], "agents.role: cannot be corrected"),
        ("attribution", [{"name": "X", "role": "liar"}], "relay, claimant, eyewitness, unnamed"),
        ("attribution", ["X"] * 101, "not a list"),
        ("modes", "aerial", "not a list"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(
    toll: Claim, field: str, value: Any, said: str
) -> None:
    with pytest.raises(CorrectionError) as error:
        correct(toll, field, value)
    assert said in str(error.value)
    assert str(error.value).startswith(field.partition(".")[0])


@pytest.mark.parametrize(
    ("field", "said"),
    [
        *((name, "evidence") for name in ("id", "text", "start", "end", "trigger", "repeats")),
        *((name, "evidence") for name in ("place.text", "time.start", "toll.number", "passage")),
        *((name, "evidence") for name in ("rules", "reader", "reasons", "condition")),
        ("attribution.cue", "evidence"),
        ("time.edtf", "it follows from time.earliest and time.latest"),
        ("place.basis", "how the value came about"),
        ("incident", "merge and split claims instead"),
        ("toll.toll.low", "cannot be corrected; these can: kind, modality"),
        ("kind.x", "these can"),
        ("agents.0.name", "these can"),
        ("", "no field: cannot be corrected"),
        ("colour", "colour: cannot be corrected"),
    ],
)
def test_evidence_and_what_follows_cannot_be_corrected(toll: Claim, field: str, said: str) -> None:
    with pytest.raises(CorrectionError, match=said):
        correct(toll, field, "x")


@pytest.mark.parametrize("value", [{"text": "Gəncə"}, {"name": "Ganja", "start": 3}])
def test_evidence_cannot_be_slipped_in_with_a_place(toll: Claim, value: Any) -> None:
    with pytest.raises(CorrectionError, match="evidence"):
        correct(toll, "place", value)


def test_every_field_that_is_named_can_be_corrected_or_says_why_not() -> None:
    for field in FIELDS:
        with pytest.raises(CorrectionError) as error:
            check(field, object())
        assert "cannot be corrected" not in str(error.value)


def test_the_words_stay_whatever_is_corrected(toll: Claim) -> None:
    found = correct(toll, "place.name", "Ganja")
    assert found.place is not None
    assert (found.place.text, found.place.start, found.place.end) == ("Barda", 28, 33)
    found = correct(toll, "toll", {"low": 15, "high": 15})
    assert found.toll is not None
    assert found.toll.number == Quote("14", 6, 8)


def test_the_coordinates_of_a_place_do_not_outlive_its_name(toll: Claim) -> None:
    place = correct(toll, "place.name", "Ganja").place
    assert place is not None
    assert (place.name, place.country, place.basis) == ("Ganja", "AZE", "judged")
    assert (place.lat, place.lon, place.geonameid, place.admin1) == (None,) * 4


def test_a_place_corrected_by_a_person_has_no_confidence_of_the_model(toll: Claim) -> None:
    assert toll.place is not None
    sure = msgspec.structs.replace(toll.place, confidence=0.97)
    toll = msgspec.structs.replace(toll, place=sure)
    for field, value in (("place.name", "Ganja"), ("place.lat", 40.4)):
        place = correct(toll, field, value).place
        assert place is not None
        assert place.confidence is None


@pytest.mark.parametrize(("field", "value"), [("place.name", "Ganja"), ("place.lat", 40.4)])
def test_where_words_led_from_a_place_does_not_outlive_its_name_or_point(
    toll: Claim, field: str, value: Any
) -> None:
    assert toll.place is not None
    led = msgspec.structs.replace(toll.place, spot=Spot(41.3, 47.1, 15.0))
    place = correct(msgspec.structs.replace(toll, place=led), field, value).place
    assert place is not None
    assert place.spot is None
    kept = correct(msgspec.structs.replace(toll, place=led), "place.control", "Armenia").place
    assert kept is not None
    assert kept.spot == led.spot


def test_a_place_given_whole_has_its_own_coordinates(toll: Claim) -> None:
    place = correct(toll, "place", {"name": "Ganja", "lat": 40.68, "lon": 46.36}).place
    assert place is not None
    assert (place.name, place.lat, place.lon) == ("Ganja", 40.68, 46.36)


def test_the_name_it_has_already_takes_nothing_away(toll: Claim) -> None:
    assert correct(toll, "place.name", "Barda") == toll


def test_edtf_follows_the_days(toll: Claim) -> None:
    time = correct(toll, "time.latest", "2020-10-29").time
    assert time is not None
    assert (time.edtf, time.basis) == ("2020-10-28/2020-10-29", "judged")
    time = correct(toll, "time", {"earliest": "2020-10-27", "latest": "2020-10-27"}).time
    assert time is not None
    assert time.edtf == "2020-10-27"


def test_days_in_the_wrong_order_are_refused_and_the_way_out_is_told(toll: Claim) -> None:
    with pytest.raises(CorrectionError, match="2020-10-29 is after 2020-10-28; correct both"):
        correct(toll, "time.earliest", "2020-10-29")


def test_a_low_above_the_high_is_refused_and_the_way_out_is_told(toll: Claim) -> None:
    bounded = correct(toll, "toll.high", 20)
    with pytest.raises(CorrectionError, match="low 21 is above high 20; correct both"):
        correct(bounded, "toll.low", 21)
    both = correct(bounded, "toll", {"low": 21, "high": 21}).toll
    assert both is not None
    assert (both.low, both.high, both.measure) == (21, 21, "killed")


@pytest.mark.parametrize(
    ("known", "bounds"),
    [("unknown", (None, None)), ("undisclosed", (None, None)), ("none", (0, 0))],
)
def test_a_toll_that_is_not_given_has_no_figure(
    toll: Claim, known: str, bounds: tuple[int | None, int | None]
) -> None:
    found = correct(toll, "toll.known", known).toll
    assert found is not None
    assert (found.low, found.high) == bounds


@pytest.mark.parametrize("known", ["unknown", "undisclosed", "none"])
def test_a_figure_makes_a_toll_given(toll: Claim, known: str) -> None:
    silent = correct(toll, "toll.known", known)
    found = correct(silent, "toll", {"low": 3, "high": 3}).toll
    assert found is not None
    assert found.known == "given"


def test_none_stays_none_with_a_figure_of_nobody(toll: Claim) -> None:
    silent = correct(toll, "toll.known", "none")
    assert correct(silent, "toll.low", 0).toll == silent.toll


def test_what_is_no_part_of_a_toll_has_no_toll_it_is_a_part_of(toll: Claim) -> None:
    part = correct(toll, "toll", {"scope": "subset", "subset_of": "f" * 16})
    whole = correct(part, "toll.scope", "incident").toll
    assert whole is not None
    assert whole.subset_of is None


def test_what_a_claim_does_not_have_must_be_given_whole(claim: Make) -> None:
    bare = claim("rockets hit Barda")
    with pytest.raises(CorrectionError, match="toll: the claim has none; give it whole, with meas"):
        correct(bare, "toll.low", 3)
    with pytest.raises(CorrectionError, match=r"place: the claim has none.*name, level"):
        correct(bare, "place.country", "AZE")
    with pytest.raises(CorrectionError, match=r"time: the claim has none.*latest"):
        correct(bare, "time.earliest", "2020-10-28")
    found = correct(bare, "toll", {"measure": "killed", "low": 3})
    found = correct(found, "place", {"name": "Barda", "level": "town"})
    found = correct(found, "time", {"earliest": "2020-10-28", "latest": "2020-10-28"})
    assert found.toll == Toll("killed", 3, None)
    assert found.place == Location("Barda", None, "town", basis="judged")
    assert found.time == Timing("2020-10-28", "2020-10-28", "2020-10-28", "judged")


def test_a_place_and_a_time_can_be_taken_away(toll: Claim) -> None:
    assert correct(toll, "place", None).place is None
    assert correct(toll, "time", None).time is None


def test_names_that_stay_keep_their_words_and_new_ones_have_none(toll: Claim) -> None:
    found = correct(toll, "attribution", ["Police", {"name": "UN", "role": "claimant"}])
    police, un = found.attribution
    assert police == toll.attribution[1]
    assert un == Voice("UN", "claimant", basis="judged")


def test_a_name_may_say_what_it_was_and_keeps_its_words(toll: Claim) -> None:
    new = [{"name": "Ministry of Internal Affairs of Azerbaijan", "was": "Police", "stake": "own"}]
    (voice,) = correct(toll, "attribution", new).attribution
    assert (voice.text, voice.start, voice.cue) == ("politiet", 50, "says")
    assert (voice.role, voice.stake) == ("claimant", "own")


def test_another_name_for_the_only_one_keeps_its_words(toll: Claim) -> None:
    (agent,) = correct(toll, "agents", ["Armed forces of Armenia"]).agents
    assert agent == Party("Armed forces of Armenia", "Armenia", 60, 67)


def test_a_name_that_was_another_that_is_not_there_has_no_words(toll: Claim) -> None:
    (agent,) = correct(toll, "agents", [{"name": "Hamas", "was": "Hezbollah"}]).agents
    assert agent == Party("Hamas")


def test_nobody_may_be_named(toll: Claim) -> None:
    assert correct(toll, "agents", []).agents == ()
    assert correct(toll, "modes", ["aerial"]).modes == ("aerial",)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["asserted", "killed", "Barda", "2020-10-04", "AZE", "town"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "low", "high", "measure", "earliest", "x"]), inner
        )
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(FIELDS) | st.text(max_size=20),
    _JSON,
    st.sampled_from([None, Toll("killed", 14, 20)]),
)
def test_whatever_is_asked_a_claim_stays_sound_or_nothing_changes(
    field: str, value: Any, toll: Toll | None
) -> None:
    claim = Claim(
        id="0" * 16, kind="toll", text="14 drept", start=0, end=8, passage=0,
        trigger=Quote("drept", 3, 8), modality="asserted", polarity="positive",
        toll=toll, agents=(Party("A", "A", 0, 1), Party("B")),
    )  # fmt: skip
    try:
        found = correct(claim, field, value)
    except CorrectionError:
        return
    again = msgspec.json.decode(msgspec.json.encode(found), type=Claim)
    assert again == found
    assert (found.id, found.text, found.start, found.trigger) == (
        "0" * 16,
        "14 drept",
        0,
        claim.trigger,
    )
    if found.toll is not None and found.toll.low is not None and found.toll.high is not None:
        assert found.toll.low <= found.toll.high
