"""Ranges, weights, places and times are said in words that claim no more than is known."""

from __future__ import annotations

import pytest

from vitne.model import (
    Bounds,
    Claim,
    Estimate,
    Incident,
    Location,
    Quote,
    Scope,
    Timing,
    Toll,
)
from vitne.wording import LOCALES, Wording, wording

EN, NB = wording("en"), wording("nb")


def _claim(**told: object) -> Claim:
    said = {"id": "c", "kind": "event", "text": "t", "start": 0, "end": 1, "passage": 0,
            "trigger": Quote("t", 0, 1), "modality": "asserted", "polarity": "positive"}  # fmt: skip
    return Claim(**(said | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("low", "high", "said", "sagt"),
    [
        (17, 21, "17–21", "17–21"),
        (21, 21, "21", "21"),
        (12, None, "12 or more", "12 eller flere"),
        (None, 50, "up to 50", "opptil 50"),
        (None, None, "some", "noen"),
        (0, 0, "0", "0"),
        (0, None, "0 or more", "0 eller flere"),
        (9_999, 9_999, "9999", "9999"),
        (335_000, None, "335,000 or more", "335\u00a0000 eller flere"),
        (10**30, None, f"{10**30:,} or more", f"{10**30:,} eller flere".replace(",", "\u00a0")),
    ],
)
def test_a_range_is_said_with_its_open_bounds(
    low: int | None, high: int | None, said: str, sagt: str
) -> None:
    assert EN.bounds(low, high) == EN.latest(Bounds(low, high)) == said
    assert NB.bounds(low, high) == NB.latest(Bounds(low, high)) == sagt


def test_about_is_said_of_the_figure_and_not_of_the_bound() -> None:
    assert EN.bounds(200, None, approx=True) == "about 200 or more"
    assert EN.bounds(None, 200, approx=True) == "up to about 200"
    assert NB.bounds(60, 70, approx=True) == "om lag 60–70"


@pytest.mark.parametrize(
    ("known", "said", "sagt"),
    [
        ("none", "none", "ingen"),
        ("unknown", "unknown", "ukjent"),
        ("undisclosed", "not disclosed", "ikke oppgitt"),
        ("unreported", "not reported", "ikke omtalt"),
    ],
)
def test_what_is_not_known_is_never_said_as_a_number(known: str, said: str, sagt: str) -> None:
    assert EN.toll(Toll("killed", None, None, known=known)) == said
    assert EN.in_full(Estimate("killed", known=known)) == said
    assert NB.estimate(Estimate("killed", 0, 0, 0, known=known)) == sagt


def test_best_is_said_only_beside_its_range() -> None:
    assert EN.in_full(Estimate("killed", 17, 19, 21)) == "17–21, best 19"
    assert EN.in_full(Estimate("killed", 5, 5, None)) == "5 or more, best 5"
    assert EN.in_full(Estimate("killed", 4, 4, 4)) == "4"
    assert EN.in_full(Estimate("killed", 60, None, 70, approx=True)) == "about 60–70"
    assert NB.in_full(Estimate("killed", 17, 19, 21)) == "17–21, beste anslag 19"


def test_whose_people_they_are_is_said() -> None:
    one = Estimate("killed", 1, 1, 1, who="children", status="civilian", side="Ukraine")
    assert EN.people(one) == "children (civilians), of Ukraine"
    assert EN.people(Estimate("killed")) == ""
    assert EN.people(Toll("killed", 1, 1, status="unknown")) == ""
    assert NB.people(Toll("killed", 2, 2, status="civilian", who="civilians")) == "sivile"


@pytest.mark.parametrize(
    ("toll", "said"),
    [
        (
            Toll("killed", 12, None, who="soldiers", status="combatant", side="Mali"),
            "killed: 12 or more soldiers (combatants), of Mali",
        ),
        (Toll("killed", 1, 1, who="children", scope="subset"), "killed: 1, children, a part"),
        (
            Toll("wounded", None, None, known="unknown", status="civilian"),
            "wounded: unknown, civilians",
        ),
        (Toll("killed", 9, 9, scope="cumulative"), "killed: 9, in a period"),
        (Toll("killed", 3, 3, side="{0}{x}"), "killed: 3, of {0}{x}"),
    ],
)
def test_a_toll_is_said_with_its_people(toll: Toll, said: str) -> None:
    assert EN.claim(_claim(kind="toll", toll=toll)) == said


def test_an_act_is_said_by_its_type() -> None:
    strike = _claim(event_type="ASSAULT", modes=("aerial",), sub_event="Air/drone strike")
    assert EN.claim(strike) == "event: Air/drone strike"
    assert EN.claim(_claim(kind="threat", event_type="THREATEN", modes=("violence",))) == (
        "threat: violence"
    )
    assert EN.claim(_claim(kind="relation")) == "relation"
    assert EN.claim(_claim(kind="event", polarity="negative")) == "not: event"
    assert NB.acled("Air/drone strike") == "Air/drone strike (luft- eller droneangrep)"
    assert EN.acled("Air/drone strike") == "Air/drone strike"


def test_a_mark_says_how_a_claim_is_meant_and_what_was_decided() -> None:
    assert EN.mark(_claim()) == ""
    assert EN.mark(_claim(modality="alleged"), "accepted") == "alleged, accepted"


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        (0.2, "about even"),
        (3.0, "about 8 to 1 for it"),
        (-3.0, "about 8 to 1 against it"),
        (12.1, "about 4400 to 1 for it"),
        (1e9, "about 1,100,000,000,000 to 1 for it"),
        (float("-inf"), "about 1,100,000,000,000 to 1 against it"),
    ],
)
def test_a_weight_is_said_as_odds(bits: float, said: str) -> None:
    assert EN.odds(bits) == said


def test_bits_are_told_with_their_sign() -> None:
    assert [EN.bits(bits) for bits in (4.25, -1.04, 0.01, -0.01)] == ["+4.2", "−1.0", "0.0", "0.0"]
    assert NB.bits(4.25) == "+4,2"


@pytest.mark.parametrize(
    ("place", "said", "short"),
    [
        (Location("Barda", "AZE", "town"), "Barda (Azerbaijan)", "Barda (AZE)"),
        (
            Location("Barda", "AZE", "town", precision="near"),
            "near Barda (Azerbaijan)",
            "near Barda (AZE)",
        ),
        (
            Location("Donbas", "UKR", "area", precision="area"),
            "somewhere in Donbas (Ukraine)",
            "somewhere in Donbas (UKR)",
        ),
        (
            Location("Mali", "MLI", "country", precision="country"),
            "somewhere in Mali",
            "somewhere in Mali",
        ),
        (
            Location("Red Sea", None, "sea", precision="area"),
            "somewhere in Red Sea",
            "somewhere in Red Sea",
        ),
        (Location("{0}", "QQQ", "town"), "{0} (QQQ)", "{0} (QQQ)"),
        (None, "place not told", "place not told"),
    ],
)
def test_a_place_is_said_no_finer_than_it_is_known(
    place: Location | None, said: str, short: str
) -> None:
    assert EN.where(place) == said
    assert EN.where(place, short=True) == short


def test_a_country_has_its_name_in_the_language_of_the_interface() -> None:
    azerbaijan = Location("Azerbaijan", "AZE", "country", precision="country")
    assert NB.where(azerbaijan) == "et sted i Aserbajdsjan"
    assert NB.country("PSE") == "Det palestinske området"
    assert (NB.country("QQQ"), NB.country(None)) == ("QQQ", "")


def test_a_language_has_its_name() -> None:
    assert (EN.language("nn"), EN.language("de")) == ("Norwegian Nynorsk", "German")
    assert (NB.language("nn"), NB.language("de")) == ("nynorsk", "tysk")
    assert EN.language("<x>") == "<x>"


@pytest.mark.parametrize(
    ("first", "last", "said", "sagt"),
    [
        ("2020-10-28", "2020-10-28", "28 Oct 2020", "28. okt. 2020"),
        ("2018-11-05", "2018-11-06", "5–6 Nov 2018", "5.–6. nov. 2018"),
        ("2018-10-28", "2018-11-03", "28 Oct – 3 Nov 2018", "28. okt.–3. nov. 2018"),
        ("2018-12-28", "2019-01-03", "28 Dec 2018 – 3 Jan 2019", "28. des. 2018–3. jan. 2019"),
        ("2018-11-01", "2018-11-30", "Nov 2018", "nov. 2018"),
        ("2018-10-01", "2018-11-30", "Oct–Nov 2018", "okt.–nov. 2018"),
        ("2018-12-01", "2019-01-31", "Dec 2018 – Jan 2019", "des. 2018–jan. 2019"),
        ("2018-01-01", "2018-12-31", "2018", "2018"),
        ("2018-01-01", "2019-12-31", "2018–2019", "2018–2019"),
        ("2020-02-01", "2020-02-28", "1–28 Feb 2020", "1.–28. feb. 2020"),
        ("9999-12-01", "9999-12-31", "Dec 9999", "des. 9999"),
        ("0000-01-01", "2020-02-30", "0000-01-01 – 2020-02-30", "0000-01-01 – 2020-02-30"),
        ("2020-02-02", "2020-02-01", "2020-02-02 – 2020-02-01", "2020-02-02 – 2020-02-01"),
        ("0000-00-00", "0000-00-00", "0000-00-00", "0000-00-00"),
    ],
)
def test_days_are_written_as_people_write_them(first: str, last: str, said: str, sagt: str) -> None:
    assert EN.days(first, last) == said
    assert NB.days(first, last) == sagt


def test_how_precisely_a_time_is_known_is_said() -> None:
    assert EN.precision("2020-10-05", "2020-10-05") == "the day is known"
    assert EN.precision("2020-10-05", "2020-10-10") == "within 6 days"
    assert EN.precision("0000-01-01", "2020-02-30") == "within these days"
    assert (EN.when(None), NB.when(None)) == ("day not told", "dag ikke oppgitt")


def test_a_moment_is_said_to_the_minute() -> None:
    assert EN.moment("2020-10-05T14:20:33Z") == "5 Oct 2020, 14:20 UTC"
    assert NB.moment("2020-10-05T14:20:33Z") == "5. okt. 2020, 14:20 UTC"
    assert (EN.moment("soon"), EN.moment("0000-00-00T99:99:99Z")) == (
        "soon",
        "0000-00-00T99:99:99Z",
    )


def test_an_incident_is_called_in_the_language_of_the_interface() -> None:
    one = Incident(
        "i", Scope.INCIDENT, "in the record", (), (), (), (),
        place=Location("Barda", "AZE", "town"),
        time=Timing("2020-10-28", "2020-10-29", ""),
        event_type="ASSAULT", sub_event="Armed clash",
    )  # fmt: skip
    assert EN.label(one) == "Armed clash, Barda (Azerbaijan), 28–29 Oct 2020"
    assert NB.label(one) == "Væpnet sammenstøt, Barda (Aserbajdsjan), 28.–29. okt. 2020"
    period = Incident("p", Scope.PERIOD, "", (), (), (), ())
    assert EN.label(period) == "Tolls of a period, place not told, day not told"
    nothing = Incident("n", Scope.INCIDENT, "", (), (), (), ())
    assert EN.label(nothing) == "People harmed, place not told, day not told"


def test_things_are_counted() -> None:
    assert [EN.count("article", n) for n in (0, 1, 3, 12_000)] == [
        "0 articles", "1 article", "3 articles", "12,000 articles",
    ]  # fmt: skip
    assert [NB.count("independent voice", n) for n in (1, 2)] == [
        "1 uavhengig stemme", "2 uavhengige stemmer",
    ]  # fmt: skip
    assert EN.count("gizmo", 2) == "2 gizmos"


def test_a_code_that_means_two_things_is_told_apart_by_its_group() -> None:
    assert EN.term("unknown") == "unknown"
    assert EN.term("unknown", "status") == "status not told"
    assert (EN.term(None), EN.term("<b>"), EN.term("<b>", "kind")) == ("", "<b>", "<b>")


def test_methods_and_their_rules_are_said() -> None:
    assert EN.rule("R5-low") == "Low is the least lower bound of all voices."
    assert (EN.rule("R99"), EN.meaning("splendid"), EN.profile("mine")) == ("", "", "mine")
    assert EN.meaning("weak").startswith("Single source claim")
    assert EN.profile("ged") == "UCDP GED: best, high and low of deaths, by category"
    assert NB.rule("R5-low") != EN.rule("R5-low")


@pytest.mark.parametrize("locale", ["nn", "no", "nb-NO", "NB"])
def test_readers_of_norwegian_get_norwegian(locale: str) -> None:
    assert wording(locale) is NB


@pytest.mark.parametrize("locale", ["", "xx", "en-GB", "../nb", "\x00" * 1000])
def test_readers_of_other_languages_get_english(locale: str) -> None:
    assert wording(locale) is EN
    assert LOCALES[0] == "en"


def test_how_a_thing_is_known_is_said_with_its_words() -> None:
    assert EN.known_by("stated", "Hodeida") == 'stated: "Hodeida"'
    assert NB.known_by("told before") == "fortalt før"
    assert isinstance(EN, Wording)


def test_a_word_that_is_two_things_in_norwegian_is_told_apart() -> None:
    assert (NB.term("captured"), NB.say("captured")) == ("tatt til fange", "hentet inn")


def test_a_place_in_doubt_is_told_with_the_decimal_mark_of_the_language() -> None:
    doubted = Location("San Jose", "USA", "town", confidence=0.37)
    assert NB.doubt(doubted).endswith("0,37")
    assert EN.doubt(doubted).endswith("0.37")
    assert EN.doubt(Location("Kabul", "AFG", "town", confidence=0.97)) == ""
    assert EN.doubt(Location("Qxortu", "MLI", "town")) == ""
