"""Adjectives, peoples and capitals lead to the states they tell of."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from vitne.packs.nations import Nations, Number, read_nations

DATA = Path(__file__).parents[2] / "src" / "vitne" / "data"


@pytest.fixture(scope="module")
def nations() -> Nations:
    return read_nations(DATA, "nb")


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ("aserbajdsjanske", "AZE"),
        ("armensk", "ARM"),
        ("israelske", "ISR"),
        ("Palestinske", "PSE"),
        ("nigeriansk", "NGA"),
        ("nigersk", "NER"),
        ("sørsudanske", "SSD"),
        ("kongolesiske", "COD"),
        ("jemenittiske", "YEM"),
        ("hviterussisk", "BLR"),
        ("burmesisk", "MMR"),
        ("tsjadiske", "TCD"),
        ("amerikanske", "USA"),
        ("nordkoreansk", "PRK"),
        ("ukrainerne", "UKR"),
        ("franskmenn", "FRA"),
    ],
)
def test_nations_adjective_tells_of_its_state(nations: Nations, form: str, state: str) -> None:
    assert nations.state_of(form) == state


@pytest.mark.parametrize(
    ("form", "people", "region"),
    [
        ("kurdiske", "kurds", "kurdistan"),
        ("tsjetsjenske", "chechens", "rus-chechnya"),
        ("sørossetisk", "ossetians", "south-ossetia"),
        ("bosnisk-serbiske", "bosnian-serbs", "republika-srpska"),
        ("tamilske", "tamils", "northern-sri-lanka"),
    ],
)
def test_nations_people_without_a_state_is_no_state(
    nations: Nations, form: str, people: str, region: str
) -> None:
    assert nations.state_of(form) is None
    assert (nations.adjectives[form].id, nations.adjectives[form].region) == (people, region)


@pytest.mark.parametrize(
    ("form", "state", "number", "definite"),
    [
        ("ukrainer", "UKR", Number.SINGULAR, False),
        ("russeren", "RUS", Number.SINGULAR, True),
        ("syrere", "SYR", Number.PLURAL, False),
        ("afghanerne", "AFG", Number.PLURAL, True),
        ("polakkene", "POL", Number.PLURAL, True),
        ("nordmenn", "NOR", Number.PLURAL, False),
        ("svensker", "SWE", Number.PLURAL, False),
    ],
)
def test_nations_demonym_tells_number_and_definiteness(
    nations: Nations, form: str, state: str, number: Number, *, definite: bool
) -> None:
    demonym = nations.demonyms[form]
    assert (demonym.people.id, demonym.number, demonym.definite) == (state, number, definite)


@pytest.mark.parametrize(
    ("capital", "state"),
    [
        ("moskva", "RUS"), ("kreml", "RUS"), ("kyiv", "UKR"), ("kiev", "UKR"), ("baku", "AZE"),
        ("jerevan", "ARM"), ("tel aviv", "ISR"), ("damaskus", "SYR"), ("beijing", "CHN"),
        ("washington", "USA"), ("addis abeba", "ETH"), ("københavn", "DNK"),
    ],
)  # fmt: skip
def test_nations_capital_stands_for_the_government(
    nations: Nations, capital: str, state: str
) -> None:
    assert nations.capitals[capital] == state


def test_nations_capital_never_is_the_name_of_its_state(nations: Nations) -> None:
    assert not set(nations.capitals) & set(nations.names)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("hviterussland", "BLR"), ("elfenbenskysten", "CIV"), ("usa", "USA"),
        ("storbritannia", "GBR"), ("dr kongo", "COD"), ("burma", "MMR"), ("øst-timor", "TLS"),
        ("den sentralafrikanske republikk", "CAF"), ("sør-sudan", "SSD"),
    ],
)  # fmt: skip
def test_nations_know_what_newsrooms_call_states(nations: Nations, name: str, state: str) -> None:
    assert nations.names[name] == state


def test_nations_know_the_adjective_of_every_member_of_the_un() -> None:
    with (DATA / "languages" / "nb" / "nations.csv").open(encoding="utf-8") as file:
        without = {row["iso3"] for row in csv.DictReader(file) if not row["adjectives"]}
    # Small states whose adjective no newsroom uses, dependent territories, and the two Congos,
    # which share theirs.
    assert without <= {
        "COG", "DMA", "GNB", "KNA", "LCA", "VCT", "VAT", "ABW", "ATA", "BMU", "CUW", "CYM", "FLK",
        "GLP", "GUF", "GUM", "HKG", "IOT", "MAC", "MTQ", "MYT", "PYF", "REU", "SJM",
    }  # fmt: skip


def test_nations_form_belongs_to_one_people() -> None:
    seen: dict[str, str] = {}
    for name, key in (("nations.csv", "iso3"), ("peoples.csv", "id")):
        with (DATA / "languages" / "nb" / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for form in filter(None, row["adjectives"].split("|")):
                    assert seen.setdefault(form, row[key]) == row[key], form


def test_nations_of_a_language_without_tables_know_the_english_names() -> None:
    nations = read_nations(DATA, "xx")
    assert nations.names["azerbaijan"] == "AZE"
    assert not nations.adjectives
