"""PLOVER records as its users code and load them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
from exported import Report, Wish, act, dead, fill, row, written

from vitne.exports.jsonschema import json_schema
from vitne.exports.plover import FORMAT, events
from vitne.exports.plover_actors import actors, table
from vitne.exports.policy import Policy
from vitne.model import Party
from vitne.record.filters import Filters

PUBLIC = Path("/work/shared/data/plover/PLOVER_GSR_CAMEO.txt")
# The names of the public records (version 0.5) in those of the manual (2.0).
RENAMED = {
    "source": "actor", "target": "recipient", "eventText": "event_text", "eventLoc": "event_loc",
    "textInfo": "text_info", "dateCoded": "coded_date", "actorText": "actor_text",
    "publication": "cite_info", "language": "cite_info", "version": "cite_info",
    "license": "cite_info", "copyright": "cite_info",
}  # fmt: skip
# The parts of our objects that those have too.
PARTS = {"code", "sector", "actor_text", "dead", "injured"}
# Of their marked-up text, which ours tells by offsets, and of their place, which has a finer name here.
TOLD_OTHERWISE = {"markup", "name"}


def lines(path: Path, name: str, wish: Wish | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(path, name, wish).splitlines()]


@pytest.fixture(scope="module")
def records(barda: Path) -> list[dict[str, Any]]:
    return lines(barda, "plover")


def of(records: list[dict[str, Any]], category: str) -> list[dict[str, Any]]:
    return [one for one in records if category in one["event"]]


def test_each_line_is_what_its_schema_says(records: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema(FORMAT))
    assert [error.message for one in records for error in validator.iter_errors(one)] == []


def test_what_the_manual_requires_is_there(records: list[dict[str, Any]]) -> None:
    for one in records:
        assert {"id", "date", "actor", "event"} <= set(one)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", one["date"])
        assert set(one["event"]) <= set(table().quads)
    assert len({one["id"] for one in records}) == len(records)


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public PLOVER records are not here")
def test_the_fields_of_the_public_records_are_all_known() -> None:
    theirs = set(re.findall(r'"(\w+)"\s*:', PUBLIC.read_text(encoding="utf-8")))
    ours = {column.name for column in FORMAT.columns} | PARTS
    assert {RENAMED.get(name, name) for name in theirs} - ours - TOLD_OTHERWISE == set()


def test_pandas_loads_it(barda: Path, tmp_path: Path) -> None:
    file = tmp_path / "plover.jsonl"
    file.write_bytes(written(barda, "plover"))
    frame = pd.read_json(file, lines=True)
    assert frame["quad_code"].isin([1, 2, 3, 4]).all()


def test_a_threat_is_a_threat_with_its_condition_and_no_assault(
    records: list[dict[str, Any]],
) -> None:
    (threat,) = {one["text"]: one for one in of(records, "THREATEN")}.values()
    assert threat["event"] == ["THREATEN"]
    assert threat["quad_code"] == 3
    assert threat["actor"][0]["code"] == "ARM"
    assert "condition" in threat["vitne"]
    assert "incident" not in threat["vitne"]


def test_a_denial_is_a_rejection_and_what_is_negated_no_event(
    records: list[dict[str, Any]],
) -> None:
    assert {one["actor"][0]["code"] for one in of(records, "REJECT")} == {"ARM"}
    made = events(row(act(polarity="negative"), act(modality="hypothetical"), act("Armed clash")))
    assert [one.claim.sub_event for one in made] == ["Armed clash"]


def test_who_acts_is_never_made_up(records: list[dict[str, Any]]) -> None:
    agentless = [one for one in of(records, "ASSAULT") if not one["actor"]]
    assert agentless
    assert all(one["vitne"]["agentless"] and "No actor" in one["comment"] for one in agentless)


def test_compound_actors_are_one_event_with_a_list() -> None:
    (event,) = events(row(act(agents=["Turkey", "Azerbaijan"])))
    assert [one["code"] for one in actors(event.claim.agents, None)] == ["TUR", "AZE"]


@pytest.mark.parametrize(
    ("name", "code", "sector"),
    [
        ("Turkey", "TUR", None),
        ("Armed forces of Armenia", "ARM", ["MIL"]),
        ("Police of Colombia", "COL", ["COP"]),
        ("South Ossetia", "GEO", ["PRE"]),
        ("De facto authorities of Abkhazia", "GEO", ["PRE"]),
        ("Armed forces of Nagorno-Karabakh", "AZE", ["PRE", "MIL"]),
        ("Houthi movement", "YEM", ["REB"]),
        ("United Nations", "IGO", None),
        ("gunmen", None, ["UAF"]),
        ("Rebels of Chad", "TCD", ["REB"]),
        ("civilians", None, ["CVL"]),
    ],
)
def test_actors_have_the_codes_of_the_manual(
    name: str, code: str | None, sector: list[str] | None
) -> None:
    (found,) = actors([Party(name)], None)
    assert (found.get("code"), found.get("sector")) == (code, sector)


def test_a_house_and_a_town_do_not_act() -> None:
    assert actors([Party("en skole"), Party("holiday resort")], None) == []


def test_each_toll_goes_with_one_event(records: list[dict[str, Any]]) -> None:
    tolls = [claim for one in records for claim in one["vitne"].get("tolls", ())]
    assert len(tolls) == len(set(tolls))
    sizes = [one["size"] for one in of(records, "ASSAULT") if "size" in one]
    assert {"dead": 14, "injured": 41} in sizes  # "at least": no most


def test_a_range_has_its_most_and_a_stated_zero_is_a_number() -> None:
    event = act("Armed clash")
    (one,) = events(row(event, dead(10, 15), dead(0, 0, measure="wounded", known="none")))
    size = next(column for column in FORMAT.columns if column.name == "size")
    assert size.value(one) == {"dead": 10, "dead_max": 15, "injured": 0}


def test_offsets_and_resolution_are_those_of_the_words(records: list[dict[str, Any]]) -> None:
    (one,) = {r["text"]: r for r in records if r["text"].startswith("da raketter")}.values()
    assert one["text_info"]["end"] - one["text_info"]["start"] == len(one["text"])
    assert (one["event_loc"]["resolution"], one["event_loc"]["country_code"]) == (4, "AZ")


def test_movements_are_told_only_where_asked_for(tmp_path: Path) -> None:
    text = (
        "Kenya sender soldater\n\nKenya sendte søndag 200 soldater til Mogadishu i Somalia for å "
        "kjempe mot al-Shabaab, opplyser forsvarsdepartementet i Nairobi.\n"
    )
    path = fill(tmp_path / "record.db", {"one.txt": Report(text)})
    assert of(lines(path, "plover"), "MOBILIZE") == []
    assert of(lines(path, "plover", Wish(policy=Policy(movements=True))), "MOBILIZE")


def test_claims_that_came_out_later_are_not_known_yet(barda: Path) -> None:
    assert of(lines(barda, "plover", Wish(as_of="2020-10-28")), "THREATEN")
    assert of(lines(barda, "plover", Wish(as_of="2020-10-27")), "THREATEN") == []


def test_filters_hold_for_claims_in_no_incident_too(barda: Path) -> None:
    found = lines(barda, "plover", Wish(filters=Filters(kind="threat")))
    assert {category for one in found for category in one["event"]} == {"THREATEN"}
