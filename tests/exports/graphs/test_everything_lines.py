"""JSON lines with everything: whole, valid by their schema, and nothing that does harm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pandas as pd
import pytest
from exported import Wish, written

from vitne.exports.jsonl import FORMAT, schema
from vitne.exports.policy import Policy
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.queries import list_incidents
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from pathlib import Path


def lines(path: Path, wish: Wish | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(path, "jsonl", wish).splitlines()]


def strike(found: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in found if one["label"].startswith("Shelling"))


@pytest.fixture(scope="module")
def incidents(barda: Path) -> list[dict[str, Any]]:
    return lines(barda)


def test_each_line_is_what_its_schema_says(incidents: list[dict[str, Any]]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    assert [error.message for one in incidents for error in validator.iter_errors(one)] == []


@pytest.mark.parametrize("field", ["estimates", "claims", "voices", "articles"])
def test_the_schema_refuses_what_is_wrong(incidents: list[dict[str, Any]], field: str) -> None:
    broken = {**incidents[0], field: "none"}
    assert not jsonschema.Draft202012Validator(schema()).is_valid(broken)


def test_every_field_is_declared(incidents: list[dict[str, Any]]) -> None:
    assert list(incidents[0]) == [column.name for column in FORMAT.columns]


def test_every_incident_and_every_claim_of_it_is_there(
    barda: Path, incidents: list[dict[str, Any]]
) -> None:
    with Record.open(str(barda)) as record, record.reading() as connection:
        found = list(list_incidents(connection, Filters(), Reviews.load(connection)))
    assert [one["id"] for one in incidents] == [one.id for one in found]
    for told, one in zip(incidents, found, strict=True):
        assert [claim["id"] for claim in told["claims"]] == list(one.claims)


def test_a_line_has_what_belongs_to_its_incident(incidents: list[dict[str, Any]]) -> None:
    one = strike(incidents)
    assert one["estimates"]["killed"]["best"] == 17
    assert {a["outlet"] for a in one["articles"]} == {"Nordposten", "Sørvesten", "Harbour Gazette"}
    assert sum(article["reprints"] is not None for article in one["articles"]) == 1
    assert len(one["links"]) == len(one["articles"]) - 1
    assert "Hospital doctor" in one["independent_voices"]
    assert all(len(c["sha256"]) == 64 for article in one["articles"] for c in article["captures"])


def test_figures_are_those_of_the_method_asked_for(barda: Path) -> None:
    one = strike(lines(barda, Wish(profile="acled")))
    assert one["profile"] == "acled"
    killed = one["estimates"]["killed"]
    assert killed["low"] == killed["best"] == 17


def test_it_is_told_as_known_on_a_day(barda: Path) -> None:
    one = strike(lines(barda, Wish(as_of="2020-10-28")))
    assert (one["estimates"]["killed"]["low"], one["estimates"]["killed"]["high"]) == (14, None)


def test_with_names_taken_out_no_words_but_quotes_are_left(barda: Path) -> None:
    for one in lines(barda, Wish(policy=Policy(redact=True))):
        for claim in one["claims"]:
            assert claim["trigger"]["text"] == ""
            parties = claim["agents"] + claim["targets"] + claim["attribution"]
            assert [party["text"] for party in parties if party["text"]] == []


def test_what_people_decided_is_told_and_who_only_where_names_are(judged: Path) -> None:
    (judgement,) = strike(lines(judged))["judgements"]
    assert (judgement["author"], judgement["value"]) == ("Kari Nordmann", 18)
    (hidden,) = strike(lines(judged, Wish(policy=Policy(redact=True))))["judgements"]
    assert (hidden["author"], hidden["reason"], hidden["value"]) == ("a reviewer", "", 18)
    corrected = [claim for claim in strike(lines(judged))["claims"] if "as_read" in claim]
    assert [claim["as_read"]["toll"]["high"] for claim in corrected] == [17]


def test_pandas_loads_it(barda: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_bytes(written(barda, "jsonl"))
    assert pd.read_json(file, lines=True)["id"].is_unique
