"""Taking incidents along from the pages."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from vitne.exports.format import formats

if TYPE_CHECKING:
    from sites import Site


def incidents(site: Site, **chosen: str) -> list[dict[str, object]]:
    found = site.client.get("/api/v1/incidents", params={"limit": 100, **chosen}).json()
    return list(found["items"])


@pytest.mark.parametrize("name", sorted(formats()))
def test_one_incident_can_be_taken_along_in_every_format(site: Site, name: str) -> None:
    one = incidents(site, place="Kabul")[0]
    answer = site.client.get("/export", params={"format": name, "incident": str(one["id"])})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content


def test_what_is_chosen_on_the_overview_is_what_is_exported(site: Site) -> None:
    page = site.client.get("/?country=YEM").text
    assert "/export?country=YEM" in page
    told = site.client.get("/export?country=YEM&format=geojson").json()
    wanted = {one["id"] for one in incidents(site, country="YEM")}
    assert {feature["id"] for feature in told["features"]} <= wanted
    assert told["features"]


def test_the_ceiling_and_the_method_asked_for_hold(site: Site) -> None:
    asked = {"format": "geojson", "place": "Kabul", "ceiling": "country", "profile": "acled"}
    told = site.client.get("/export", params=asked).json()
    assert "Kabul" not in json.dumps(told)


def test_hashtags_are_there_where_asked_for(site: Site) -> None:
    text = site.client.get("/export?format=ged&hxl=1").text
    rows = list(csv.reader(io.StringIO(text)))
    assert any(cell.startswith("#") for cell in rows[1])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("format=none", 404), ("incident=none", 404), ("format=acled&profile=none", 422),
        ("format=acled&ceiling=street", 422), ("format=report", 422),
    ],
)  # fmt: skip
def test_what_cannot_be_exported_is_said_clearly(site: Site, query: str, status: int) -> None:
    assert site.client.get(f"/export?{query}").status_code == status
