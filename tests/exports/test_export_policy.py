"""Do no harm: what an export never tells, and what it can be told to hold back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest
import sqlalchemy as sa
from exported import GANJA, Report, Wish, act, dead, fill, row, table, written

from vitne.errors import ExportError
from vitne.exports import rows as rows_module
from vitne.exports.places import coarser
from vitne.exports.policy import Policy
from vitne.exports.protecting import protected
from vitne.exports.redaction import redact
from vitne.exports.rows import rows
from vitne.exports.sheltering import shelters, tells_of_shelter
from vitne.model import Level, Location, Spot, Voice
from vitne.record.database import Record
from vitne.record.filters import Filters

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.exports.rows import Row

TODAY = dt.date(2024, 3, 10)
DEFAULT, REDACTED = Policy(), Policy(redact=True)


def through(path: Path, policy: Policy, today: dt.date | None = None) -> list[Row]:
    with Record.open(str(path)) as record, record.reading() as connection:
        return list(rows(connection, Filters(), policy, profile="full", today=today))


def where(found: list[Row]) -> set[str]:
    return {one.incident.place.name for one in found if one.incident.place}


def test_persons_to_whom_something_was_done_are_never_named() -> None:
    told = act(agents=["gunmen"], targets=["Ola Nordmann", "civilians"], text="skjøt Ola Nordmann")
    made = protected(row(told), DEFAULT)
    assert made.incident.targets == ("Person 1", "civilians")
    (claim,) = (one.claim for one in made.claims)
    assert [party.name for party in claim.targets] == ["Person 1", "civilians"]
    assert claim.targets[0].text is None
    assert claim.text == "skjøt Ola Nordmann"  # names are kept in quotes only


def test_witnesses_are_never_named_and_a_name_has_one_stand_in() -> None:
    told = act(by=None, attribution=(Voice("Kari Nordmann", "eyewitness"),), targets=["Kari Nordmann"])  # fmt: skip
    claim = protected(row(told), DEFAULT).claims[0].claim
    assert claim.attribution[0].name == claim.targets[0].name == "Person 1"


@pytest.mark.parametrize(
    ("by", "default", "redacted"),
    [
        ("Ola Nordmann", "Ola Nordmann", "Person 1"),
        ("Nikol Pashinyan, Prime Minister of Armenia", "Nikol Pashinyan, Prime Minister of Armenia",
         "Nikol Pashinyan, Prime Minister of Armenia"),
        ("Saudi Arabia", "Saudi Arabia", "Saudi Arabia"),
        ("Hospital doctor", "Hospital doctor", "Hospital doctor"),
        ("Tel Aviv", "Tel Aviv", "Tel Aviv"),
    ],
)  # fmt: skip
def test_who_acts_in_an_office_keeps_the_name(by: str, default: str, redacted: str) -> None:
    made = row(dead(3, by=by))
    for policy, name in ((DEFAULT, default), (REDACTED, redacted)):
        (claim,) = (one.claim for one in protected(made, policy).claims)
        assert claim.attribution[0].name == name


def test_an_office_told_once_is_known_of_the_person_everywhere() -> None:
    named = dead(3, by="Nikol Pashinyan, Prime Minister of Armenia"), dead(4, by="Nikol Pasjinjan")
    said = [one.claim.attribution[0].name for one in protected(row(*named), REDACTED).claims]
    assert said == ["Nikol Pashinyan, Prime Minister of Armenia", "Nikol Pasjinjan"]


@pytest.mark.parametrize(
    ("language", "text", "redacted"),
    [
        ("nb", "Beboere kastet stein mot statsminister Haider al-Abadi", "Beboere kastet stein mot statsminister Haider al-Abadi"),
        ("nb", "Soldater skjøt læreren Ola Nordmann i Kharkiv", "Soldater skjøt læreren [name] i Kharkiv"),
        ("nb", "Ola Nordmann (34) ble drept i Kharkiv", "[name] ble drept i Kharkiv"),
        ("en", "Soldiers shot Amina Yusuf Bello, 7, in Maiduguri", "Soldiers shot [name], in Maiduguri"),
        ("sv", "Hizbollah anföll Haifa med raketer", "Hizbollah anföll Haifa med raketer"),
        ("xx", "then Ola Nordmann died", "then [name] died"),  # a language that no pack knows
    ],
)  # fmt: skip
def test_names_of_persons_are_told_from_offices_places_and_actors(
    language: str, text: str, redacted: str
) -> None:
    told = act(text=text)
    (found,) = row(told).claims
    (made,) = redact([msgspec.structs.replace(found, language=language)], frozenset())
    assert made.claim.text == redacted


@pytest.mark.parametrize(
    ("language", "texts", "redacted"),
    [
        ("en", ["Burkina Faso said 12 soldiers fell", "Hassan Traore was killed by gunmen"],
         ["Burkina Faso said 12 soldiers fell", "[name] was killed by gunmen"]),
        ("nb", ["Burkina Faso ble angrepet", "Drept"], ["Burkina Faso ble angrepet", "Drept"]),
    ],
)  # fmt: skip
def test_a_place_that_opens_one_quote_hides_no_name_that_opens_another(
    language: str, texts: list[str], redacted: list[str]
) -> None:
    told = row(*(act(text=text) for text in texts)).claims
    made = redact([msgspec.structs.replace(one, language=language) for one in told], frozenset())
    assert [one.claim.text for one in made] == redacted


def test_redacting_takes_names_and_ages_out_of_quotes_and_titles(tmp_path: Path) -> None:
    text = (
        "Ola Nordmann (34) drept i Kharkiv\n\nLæreren Ola Nordmann (34) og fire andre ble drept da russiske "
        "fly bombet Kharkiv natt til tirsdag, sier president Volodymyr Zelenskyj.\n"
    )
    path = fill(tmp_path / "names.db", {"a.txt": Report(text)})
    told = "".join(
        f"{one.claim.text} {one.title} {[p.name for p in one.claim.targets]}"
        for found in through(path, REDACTED)
        for one in found.claims
    )
    assert "Nordmann" not in told
    assert "34" not in told
    assert "[name]" in told
    assert "Kharkiv" in told
    assert "Nordmann" not in written(path, "ged", Wish(policy=REDACTED)).decode()


def test_files_lose_their_folders(record: Path) -> None:
    for found in through(record, DEFAULT):
        assert not any("home" in file for file in found.incident.files)
        assert not any("home" in one.file for one in (*found.claims, *found.statements))
        assert not any("home" in voice.name for voice in found.incident.voices)


def test_troops_on_the_move_are_told_only_when_asked_for(record: Path) -> None:
    kinds = [{one.incident.event_type for one in through(record, p)} for p in (DEFAULT, Policy(movements=True))]  # fmt: skip
    assert "MOBILIZE" not in kinds[0]
    assert "MOBILIZE" in kinds[1]


def test_an_embargo_holds_back_what_may_have_happened_since(record: Path) -> None:
    assert where(through(record, Policy(embargo_days=5), TODAY)) >= {"Beirut", "Odesa"}
    held = where(through(record, Policy(embargo_days=6), TODAY))  # Odesa: in the night to the 5th
    assert "Beirut" in held
    assert "Odesa" not in held


def test_an_embargo_counts_from_the_article_where_no_day_is_told(tmp_path: Path) -> None:
    told = (
        "Minst fem personer ble drept da russiske fly bombet Kharkiv, opplyser politiet i byen.\n"
    )
    path = fill(
        tmp_path / "undated.db", {"a.txt": Report(told, None, None)}
    )  # captured on 10 March
    assert not any(one.incident.time for one in through(path, DEFAULT))
    assert through(path, Policy(embargo_days=1), dt.date(2024, 3, 11))
    assert not through(path, Policy(embargo_days=2), dt.date(2024, 3, 11))


def test_an_embargo_without_a_day_is_refused(record: Path) -> None:
    with pytest.raises(ExportError, match="which day it is today"):
        through(record, Policy(embargo_days=1))


@pytest.mark.parametrize("ceiling", [Level.ADM2, Level.ADM1, Level.COUNTRY])
def test_no_place_is_finer_than_the_ceiling_not_even_in_words(record: Path, ceiling: Level) -> None:
    found = [one for one in through(record, Policy(ceiling=ceiling)) if one.incident.place]
    assert len(found) > 3
    coarse = {Level.COUNTRY} if ceiling == Level.COUNTRY else {Level.ADM1, Level.COUNTRY}
    for one in found:
        assert one.incident.place is not None
        assert one.incident.place.level in coarse
        assert one.coarsened == ceiling or one.incident.scope == "period"
        if one.incident.place.level == Level.COUNTRY:
            told = f"{one.incident.label} {one.incident.targets}" + "".join(
                f"{c.claim.text} {c.title} {c.claim.place}" for c in one.claims
            )
            assert not any(town in told for town in ("Kharkiv", "Odesa", "Beirut"))


def test_where_shelter_was_sought_is_told_coarser_than_other_places() -> None:
    policy = Policy(shelters=Level.ADM1)
    idlib = Location("Ariha", "SYR", "town", 35.81, 36.61, admin1="12")
    for told, level in ((act(targets=["Hospital"]), "adm1"), (act(targets=["soldiers"]), "town")):
        made = protected(row(told, place=idlib), policy)
        assert made.incident.place is not None
        assert made.incident.place.level == level
        assert made.coarsened == (level if level == "adm1" else None)
    strict = Policy(shelters=Level.ADM1, ceiling=Level.COUNTRY)
    assert protected(row(act(targets=["Hospital"]), place=idlib), strict).coarsened == "country"
    assert protected(row(act(targets=["Hospital"]), place=idlib), DEFAULT).coarsened is None


def test_words_for_shelters_prove_themselves() -> None:
    for example in shelters().examples:
        assert tells_of_shelter(example.text, example.language), example.text
    for example in shelters().counterexamples:
        assert not tells_of_shelter(example.text, example.language), example.text
    assert {one.language for one in shelters().examples} == set(shelters().words)


def test_a_coarser_place_takes_the_point_of_what_it_lies_in() -> None:
    gao = Location(
        "Gao", "MLI", "town", 16.27167, -0.04472, admin1="09", text="byen", start=3, end=7
    )
    assert coarser(gao, Level.TOWN) == gao
    region = coarser(gao, Level.ADM1)
    assert (region.name, region.level, region.precision) == ("Gao Region", "adm1", "area")
    assert (region.text, region.start) == (None, None)
    country = coarser(gao, Level.COUNTRY)
    assert (country.name, country.level, country.precision, country.text) == (
        "Mali",
        "country",
        "country",
        None,
    )
    assert (country.lat, country.lon) == (17.0, -4.0)
    assert coarser(country, Level.ADM1) == country


def test_a_ceiling_of_the_country_leaves_no_event_that_acled_would_have(record: Path) -> None:
    assert len(table(record, "acled")) == 3
    assert len(table(record, "acled", Wish(policy=Policy(ceiling=Level.COUNTRY)))) == 0
    events = table(record, "ged", Wish(policy=Policy(ceiling=Level.COUNTRY)))
    assert set(events["where_prec"]) == {6}
    assert b"Odesa" not in written(record, "ged", Wish(policy=Policy(ceiling=Level.COUNTRY)))


def test_where_words_lead_from_a_place_is_no_finer_than_the_ceiling() -> None:
    spot = Spot(41.58, 46.36, 15.0)
    far = msgspec.structs.replace(GANJA, level="area", precision="area", geonameid=None, spot=spot)
    gao = Location("Gao", "MLI", "town", 16.27167, -0.04472, admin1="09")
    near = msgspec.structs.replace(gao, precision="near", spot=Spot(16.4, -0.04, 5.0))
    assert coarser(far, Level.TOWN) == far
    for ceiling in (Level.ADM1, Level.COUNTRY):
        for place in (far, near):
            told = coarser(place, ceiling)
            assert told.spot is None
            assert told.level in ("adm1", "country")
    assert coarser(far, Level.ADM1).name == "Azerbaijan"  # which division, no words tell
    assert coarser(near, Level.ADM1).level == "adm1"
    sea = Location("Persian Gulf", None, "sea", 27.0, 51.0, precision="area", spot=spot)
    assert coarser(sea, Level.ADM1) == msgspec.structs.replace(sea, spot=None)


def test_a_place_no_table_knows_keeps_its_code_and_no_point() -> None:
    made = coarser(Location("Somewhere", "QQQ", "town", 1.0, 2.0), Level.COUNTRY)
    assert (made.name, made.country, made.lat, made.lon) == ("QQQ", "QQQ", None, None)
    assert coarser(GANJA, Level.ADM1).country == "AZE"


def test_only_a_lot_of_incidents_is_held_at_once(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_module, "_LOT", 1)
    asked: list[str] = []
    with Record.open(str(record)) as opened, opened.reading() as connection:
        sa.event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))

        def questions() -> int:
            return sum("claim_json" in question for question in asked)

        found = rows(connection, Filters(), DEFAULT, profile="full")
        next(found)
        first = questions()
        rest = len(list(found))
        assert first == 2  # its claims, and where they stand
        assert questions() == first * (1 + rest)
