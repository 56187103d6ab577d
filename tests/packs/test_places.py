"""Names of places, as a Norwegian newsroom writes them, lead to the right spot on the map."""

from __future__ import annotations

import csv
import math
from collections import Counter
from pathlib import Path

import pytest

from vitne.errors import PackError
from vitne.model.places import Level, Place
from vitne.packs.folding import words
from vitne.packs.places import Places, rank, read_places
from vitne.packs.tables import read_rows, read_territories

DATA = Path(__file__).parents[2] / "src" / "vitne" / "data"
PLACES = DATA / "places"
NB = DATA / "languages" / "nb"

# name, country, latitude, longitude: towns, villages and camps, by the maps of the conflicts
TOWNS = """
Stepanakert AZE 39.82 46.75|Gandsja AZE 40.68 46.36|Sjusja AZE 39.76 46.75|Barda AZE 40.38 47.13
Talysj AZE 40.38 46.78|Martakert AZE 40.22 46.81|Hadrut AZE 39.52 47.03|Agdam AZE 39.99 46.93
Jerevan ARM 40.18 44.51|Vardenis ARM 40.18 45.73|Tbilisi GEO 41.72 44.79|Gori GEO 41.98 44.11
Tskhinvali GEO 42.23 43.97|Sukhumi GEO 43.0 41.02|Groznyj RUS 43.32 45.69|Beslan RUS 43.19 44.55
Makhatsjkala RUS 42.98 47.5|Nazran RUS 43.22 44.77|Kyiv UKR 50.45 30.52|Kiev UKR 50.45 30.52
Kyjiv UKR 50.45 30.52|Kharkiv UKR 49.99 36.23|Zaporizjzja UKR 47.84 35.14
Mykolajiv UKR 46.97 32.0|Lysytsjansk UKR 48.9 38.43|Sievjerodonetsk UKR 48.95 38.49
Tsjasiv Jar UKR 48.59 37.84|Avdijivka UKR 48.14 37.75|Bakhmut UKR 48.59 38.0
Mariupol UKR 47.1 37.54|Kryvyj Rih UKR 47.91 33.39|Butsja UKR 50.55 30.21
Dokutsjajevsk UKR 47.75 37.68|Debaltseve UKR 48.34 38.41|Kupjansk UKR 49.71 37.62
Vovtsjansk UKR 50.29 36.94|Tsjernihiv UKR 51.5 31.29|Damaskus SYR 33.51 36.29
Aleppo SYR 36.2 37.16|Homs SYR 34.73 36.72|Hama SYR 35.13 36.76|Idlib SYR 35.93 36.63
Raqqa SYR 35.95 39.01|Deir al-Zor SYR 35.34 40.14|Qamishli SYR 37.05 41.23
Kobani SYR 36.89 38.35|Manbij SYR 36.53 37.95|Afrin SYR 36.51 36.87|Douma SYR 33.57 36.4
Palmyra SYR 34.56 38.27|Khan Sheikhoun SYR 35.44 36.65|al-Bab SYR 36.37 37.52
Bagdad IRQ 33.34 44.4|Mosul IRQ 36.34 43.13|Falluja IRQ 33.35 43.79|Ramadi IRQ 33.43 43.31
Baquba IRQ 33.75 44.64|Sinjar IRQ 36.32 41.88|Erbil IRQ 36.19 44.01|Zakho IRQ 37.14 42.68
Kabul AFG 34.53 69.17|Kunduz AFG 36.73 68.87|Lashkar Gah AFG 31.59 64.37
Mazar-i-Sharif AFG 36.71 67.11|Peshawar PAK 34.01 71.58|Quetta PAK 30.18 67.0
Miranshah PAK 33.0 70.07|Srinagar IND 34.08 74.8|Rafah PSE 31.29 34.25
Khan Younis PSE 31.35 34.3|Deir al-Balah PSE 31.42 34.35|Jabalia PSE 31.53 34.48
Jenin PSE 32.46 35.3|Sderot ISR 31.52 34.6|Beirut LBN 33.89 35.5|Sanaa YEM 15.35 44.21
Hodeida YEM 14.8 42.95|Taiz YEM 13.58 44.02|Marib YEM 15.46 45.33|Bengasi LBY 32.12 20.07
Misrata LBY 32.38 15.09|Tajoura LBY 32.88 13.35|Sirte LBY 31.21 16.59|Khartoum SDN 15.55 32.53
Al-Fashir SDN 13.63 25.35|al-Obeid SDN 13.18 30.22|Nyala SDN 12.05 24.88|Juba SSD 4.85 31.58
Malakal SSD 9.53 31.66|Mekele ETH 13.5 39.47|Gondar ETH 12.6 37.47|Mogadishu SOM 2.04 45.34
Baidoa SOM 3.11 43.65|Kismayo SOM -0.36 42.55|Mandera KEN 3.94 41.86|Goma COD -1.68 29.22
Bunia COD 1.57 30.25|Bukavu COD -2.51 28.86|Bangui CAF 4.36 18.56|Bria CAF 6.54 21.99
Maiduguri NGA 11.85 13.16|Chibok NGA 10.87 12.85|Ndjamena TCD 12.11 15.04|Gao MLI 16.27 -0.04
Timbuktu MLI 16.77 -3.0|Kidal MLI 18.44 1.41|Djibo BFA 14.1 -1.63|Palma MOZ -10.78 40.47
Sittwe MMR 20.15 92.9|Maungdaw MMR 20.82 92.37|Marawi PHL 8.0 124.29
Mullaitivu LKA 9.27 80.81|Kilinochchi LKA 9.4 80.4|Srebrenica BIH 44.11 19.3
Pristina XKX 42.67 21.17|Mitrovica XKX 42.89 20.87
"""
CASES = [case.rsplit(" ", 3) for case in TOWNS.replace("\n", "|").split("|") if case]


@pytest.fixture(scope="module")
def places() -> Places:
    return read_places(DATA, "nb")


def best(places: Places, name: str, *context: str) -> Place | None:
    ranked = places.rank(places.find(name), context)
    return ranked[0] if ranked else None


def kilometres(place: Place, lat: float, lon: float) -> float:
    assert place.lat is not None
    assert place.lon is not None
    north = (place.lat - lat) * 111.2
    east = (place.lon - lon) * 111.2 * math.cos(math.radians(lat))
    return math.hypot(north, east)


@pytest.mark.parametrize(("name", "country", "lat", "lon"), CASES, ids=[c[0] for c in CASES])
def test_places_town_is_found_within_50_km(
    places: Places, name: str, country: str, lat: str, lon: str
) -> None:
    place = best(places, name, country)
    assert place is not None
    assert (place.country, place.level) in {(country, Level.TOWN), (country, Level.ADM2)}
    assert kilometres(place, float(lat), float(lon)) < 50


def test_places_are_enough_cases() -> None:
    assert len(CASES) >= 90


@pytest.mark.parametrize(
    ("name", "canonical", "country", "level"),
    [
        ("Kosovo", "Kosovo", "XKX", Level.COUNTRY),
        ("Sinai", "Sinai", "EGY", Level.AREA),
        ("Kashmir", "Kashmir", "IND", Level.AREA),
        ("Armenia", "Armenia", "ARM", Level.COUNTRY),
        ("Mali", "Mali", "MLI", Level.COUNTRY),
        ("Niger", "Niger", "NER", Level.COUNTRY),
        ("Georgia", "Georgia", "GEO", Level.COUNTRY),
        ("Jordan", "Jordan", "JOR", Level.COUNTRY),
        ("Gao", "Gao", "MLI", Level.TOWN),
        ("Sana", "Sanaa", "YEM", Level.TOWN),
        ("Gaza", "Gaza Strip", "PSE", Level.AREA),
        ("Gaza by", "Gaza", "PSE", Level.TOWN),
        ("Nagorno-Karabakh", "Nagorno-Karabakh", "AZE", Level.AREA),
        ("Krim", "Crimea", "UKR", Level.ADM1),
        ("Donbass", "Donbas", "UKR", Level.AREA),
        ("Vestbredden", "West Bank", "PSE", Level.AREA),
        ("Golanhøydene", "Golan Heights", "SYR", Level.AREA),
        ("Sør-Ossetia", "South Ossetia", "GEO", Level.ADM1),
        ("Abkhasia", "Abkhazia", "GEO", Level.ADM1),
        ("Tsjetsjenia", "Chechnya", "RUS", Level.ADM1),
        ("Øst-Ghouta", "Eastern Ghouta", "SYR", Level.AREA),
        ("Nord-Kivu", "North Kivu", "COD", Level.ADM1),
        ("Tigray", "Tigray", "ETH", Level.ADM1),
        ("Darfur", "Darfur", "SDN", Level.AREA),
        ("Helmand", "Helmand", "AFG", Level.ADM1),
        ("Rakhine", "Rakhine", "MMR", Level.ADM1),
        ("Cabo Delgado", "Cabo Delgado", "MOZ", Level.ADM1),
        ("Somaliland", "Somaliland", "SOM", Level.AREA),
        ("Transnistria", "Transnistria", "MDA", Level.ADM1),
        ("Midtøsten", "Middle East", None, Level.AREA),
        ("Kaukasus", "Caucasus", None, Level.AREA),
        ("Tsjadsjøen", "Lake Chad", None, Level.SEA),
        ("Rødehavet", "Red Sea", None, Level.SEA),
        ("Hviterussland", "Belarus", "BLR", Level.COUNTRY),
        ("DR Kongo", "Democratic Republic of the Congo", "COD", Level.COUNTRY),
        ("Den sentralafrikanske republikk", "Central African Republic", "CAF", Level.COUNTRY),
    ],
)
def test_places_states_and_regions_win_over_towns(
    places: Places, name: str, canonical: str, country: str | None, level: Level
) -> None:
    place = best(places, name)
    assert place is not None
    assert (place.name, place.country, place.level) == (canonical, country, level)


def test_places_small_town_of_the_conflict_is_trusted(places: Places) -> None:
    stepanakert = best(places, "Stepanakert")
    assert stepanakert is not None
    assert (stepanakert.geonameid, stepanakert.population) == (146970, 2100)


def test_places_disputed_ground_keeps_state_and_control_apart(places: Places) -> None:
    crimea = best(places, "Krim")
    assert crimea is not None
    assert (crimea.country, crimea.control) == ("UKR", "Russia")


@pytest.mark.parametrize("name", ["Man", "By", "Den", "Hit", "Vi", "President", "Raketter"])
def test_places_common_words_are_no_places(places: Places, name: str) -> None:
    assert places.find(name) == ()


@pytest.mark.parametrize(
    ("name", "level"),
    [("Idlib", Level.TOWN), ("Idlib-provinsen", Level.ADM1), ("Kunduz", Level.TOWN),
     ("Kunduz-provinsen", Level.ADM1), ("Helmand", Level.ADM1), ("Donetsk", Level.TOWN),
     ("Donetsk fylke", Level.ADM1), ("Homs", Level.TOWN), ("Swat-distriktet", Level.ADM2)],
)  # fmt: skip
def test_places_bare_name_is_the_town_and_the_province_is_named(
    places: Places, name: str, level: Level
) -> None:
    assert places.find(name)[0].level is level


def test_places_word_beside_the_name_chooses_the_level(places: Places) -> None:
    assert places.find("Ghazni", level=places.level_of("provinsen"))[0].level is Level.ADM1
    assert places.find("Ghazni", level=places.level_of("byen"))[0].level is Level.TOWN
    assert places.level_of("fordi") is None


def test_places_rank_puts_the_countries_of_the_report_first(places: Places) -> None:
    assert [best(places, "Tripoli", *of) for of in ((), ("LBN",))] == [
        next(p for p in places.find("Tripoli") if p.country == country)
        for country in ("LBY", "LBN")
    ]
    boma = best(places, "Boma", "TCD")
    assert boma is not None
    assert (boma.country, boma.lat) == ("TCD", 13.35)


def test_places_rank_abstains_from_a_small_foreign_namesake(places: Places) -> None:
    candidates = places.find("Trojitske")
    assert {place.country for place in candidates} == {"UKR"}
    assert places.rank(candidates, ()) == ()
    assert places.rank(candidates, ("RUS",)) == ()
    assert places.rank(candidates, ("UKR", "RUS")) == candidates


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Morazán", "SLV", 13.7, -88.1),
        ("Dhofar", "OMN", 17.7, 54.0),
        ("Usulután-provinsen", "SLV", 13.4, -88.5),
        ("La Libertad-provinsen", "SLV", 13.5, -89.3),
    ],
)
def test_a_province_is_found_in_a_report_on_its_state(
    places: Places, name: str, country: str, lat: float, lon: float
) -> None:
    place = best(places, name, country)
    assert place is not None
    assert (place.country, place.level) == (country, Level.ADM1)
    assert kilometres(place, lat, lon) < 30
    assert best(places, "Morazán") is None


def test_a_town_is_meant_before_the_province_that_it_names(places: Places) -> None:
    place = best(places, "Sonsonate", "SLV")
    assert place is not None
    assert place.level is Level.TOWN


def test_of_two_states_of_a_report_the_one_told_of_most_is_meant(places: Places) -> None:
    found = [best(places, "Morazán", *states) for states in (("SLV", "HND"), ("HND", "SLV"))]
    assert [place and place.country for place in found] == ["SLV", "HND"]


def test_places_rank_of_nothing_is_nothing() -> None:
    assert rank((), ("UKR",)) == ()


@pytest.mark.parametrize(
    ("text", "count", "country"),
    [
        ("khan younis ble bombet", 2, "PSE"),
        ("den sentralafrikanske republikken er", 3, "CAF"),
        ("deir al-balah i", 2, "PSE"),
        ("nagorno-karabakh er", 1, "AZE"),
        ("nova kakhovka ble", 2, "UKR"),
        ("wad madani falt", 2, "SDN"),
        ("bagdad i dag", 1, "IRQ"),
    ],
)
def test_places_match_takes_the_longest_name(
    places: Places, text: str, count: int, country: str
) -> None:
    taken, found = places.match(text.split())
    assert (taken, found[0].country) == (count, country)


def test_places_match_of_no_place(places: Places) -> None:
    assert places.match(("skjøt", "mot", "byen")) == (0, ())


def test_places_of_a_language_without_tables_have_english_names() -> None:
    places = read_places(DATA, "xx")
    assert places.find("Nagorno-Karabakh")[0].country == "AZE"
    assert places.find("Ivory Coast")[0].country == "CIV"
    assert places.find("Sør-Ossetia") == ()


STATES = {row["iso3"] for row in read_rows(PLACES / "countries.csv")}
REGIONS = list(read_rows(PLACES / "regions.csv"))


def test_countries_have_codes_coordinates_and_one_name() -> None:
    rows = list(read_rows(PLACES / "countries.csv"))
    known = read_territories(PLACES).states
    assert len(rows) >= 193
    assert all(row["iso3"] in known for row in rows)
    assert all(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180 for row in rows)
    assert len({row["iso3"] for row in rows}) == len({row["name"] for row in rows}) == len(rows)


def test_every_region_is_sound(places: Places) -> None:
    for row in REGIONS:
        region = places.regions[row["id"]]
        assert region.country is None or region.country in STATES, row
        assert region.lat is not None, row
        assert region.lon is not None, row
        assert -90 <= region.lat <= 90, row
        assert -180 <= region.lon <= 180, row
        assert row["bare"] in {"region", "town"}, row
        if region.level is Level.TOWN and region.geonameid:
            town = places.by_id(region.geonameid)
            assert town is None or kilometres(town, region.lat, region.lon) < 25, row
        elif region.level is Level.ADM1:
            assert region.country, row
            # A province lies in its state: some town of that state is not far.
            state = places.countries[region.country]
            assert kilometres(state, region.lat, region.lon) < 8000, row


def test_regions_have_an_id_each_and_enough_rows() -> None:
    assert len({row["id"] for row in REGIONS}) == len(REGIONS) >= 350


def test_regions_share_a_name_only_with_their_town() -> None:
    seen: dict[str, dict[str, str]] = {}
    for row in REGIONS:
        for name in row["names"].split("|"):
            other = seen.setdefault(" ".join(words(name)), row)
            assert other is row or "town" in {other["level"], row["level"]}, name


def test_aliases_are_unique_and_lead_somewhere(places: Places) -> None:
    rows = list(read_rows(NB / "places.csv"))
    twice = [
        name for name, n in Counter(" ".join(words(r["alias"])) for r in rows).items() if n > 1
    ]
    assert twice == []
    assert len(rows) >= 500
    for row in rows:
        match row["kind"]:
            case "town":
                assert places.by_id(int(row["ref"])), row
            case "region":
                assert places.regions[row["ref"]] in places.find(row["alias"]), row
            case "country":
                assert row["ref"] in STATES
            case "level":
                assert Level(row["ref"])
            case _:
                assert places.find(row["alias"]) == ()


def test_alias_of_nothing_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "languages" / "xx"
    folder.mkdir(parents=True)
    (tmp_path / "places").symlink_to(PLACES)
    with (folder / "places.csv").open("w", encoding="utf-8") as file:
        csv.writer(file).writerows([("alias", "ref", "kind"), ("Ormland", "snakeland", "region")])
    with pytest.raises(PackError, match="there is no region 'snakeland'"):
        read_places(tmp_path, "xx")
