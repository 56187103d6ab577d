"""FollowTheMoney entities as the followthemoney package takes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from exported import written
from followthemoney import model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def entities(barda: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(barda, "followthemoney").splitlines()]


def strike(entities: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = next(
        one["properties"]
        for one in entities
        if one["schema"] == "Event" and one["properties"]["name"][0].startswith("Shelling")
    )
    return found


def test_the_package_takes_every_value_as_it_is(entities: list[dict[str, Any]]) -> None:
    for one in entities:
        proxy = model.get_proxy(one)
        for name, values in one["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None, (one["schema"], name)
            cleaned = [prop.type.clean(value, proxy=proxy) for value in values]
            assert cleaned == values, (one["schema"], name)
            assert sorted(proxy.get(name)) == sorted(values)


def test_what_is_pointed_at_is_there_and_of_the_right_schema(
    entities: list[dict[str, Any]],
) -> None:
    schemata = {one["id"]: model.get(one["schema"]) for one in entities}
    assert len(schemata) == len(entities)  # each is told once
    for one in entities:
        schema = model.get(one["schema"])
        assert schema is not None
        for name, values in one["properties"].items():
            prop = schema.get(name)
            if prop is not None and prop.type.name == "entity" and prop.range is not None:
                for value in values:
                    target = schemata[value]
                    assert target is not None
                    assert target.is_a(prop.range)


def test_ids_are_the_same_in_every_export(barda: Path) -> None:
    assert written(barda, "followthemoney") == written(barda, "followthemoney")


def test_an_event_has_our_id_and_its_figures_in_words(entities: list[dict[str, Any]]) -> None:
    event = strike(entities)
    assert len(event["recordId"][0]) == 16
    assert event["summary"] == ["killed: 17–21; wounded: 41 or more"]
    assert any("best 17" in note and "R6-access" in note for note in event["notes"])
    assert (event["startDate"], event["endDate"]) == (["2020-10-28"], ["2020-10-28"])
    assert event["country"] == ["az"]
    assert len(event["proof"]) == 3


def test_bodies_are_involved_and_persons_never(entities: list[dict[str, Any]]) -> None:
    assert {one["schema"] for one in entities} <= {
        "Event", "Article", "Note", "Mention", "PublicBody", "Organization",
    }  # fmt: skip
    names = {
        one["id"]: one["properties"]["name"][0] for one in entities if "name" in one["properties"]
    }
    assert [names[key] for key in strike(entities)["involved"]] == ["Armed forces of Armenia"]


def test_a_note_has_the_words_and_who_says_them(entities: list[dict[str, Any]]) -> None:
    notes = [one["properties"] for one in entities if one["schema"] == "Note"]
    (bodies,) = (note for note in notes if note["description"] == ["17 bodies"])
    assert bodies["summary"] == [
        "killed: 17 (asserted): Harbour Gazette ← Reuters ← Hospital doctor"
    ]
