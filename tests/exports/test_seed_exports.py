"""The article that the project began with, as ACLED and UCDP would code it.

It is no part of the project: the tests run where ../shared is there. What is expected stands in its
annotation, where "A (external) | B (text only)" gives what a publication date adds and what not.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from exported import Report, fill, table

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
THERE = sorted(SEED.glob("article.txt"))
__test__ = bool(THERE)  # for pytest: without the article there is nothing to collect

ROWS = {"acled": 3, "ged": 1}
KEYS = {"acled": "acled_like", "ged": "ucdp_ged_like"}
NOT_COLUMNS = ("incident", "review")


@pytest.fixture(scope="module", params=THERE, ids=[path.name for path in THERE])
def seed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = request.param.read_text(encoding="utf-8")
    return fill(tmp_path_factory.mktemp("seed") / "seed.db", {"article.txt": Report(text, None, None)})  # fmt: skip


def expected(name: str) -> list[dict[str, Any]]:
    annotation = json.loads((SEED / "annotation.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = annotation["expected_exports"][KEYS[name]]
    return found


def text_only(value: Any) -> str:
    """What may be known from the text alone, as a cell."""
    told = str(value).partition(" | ")[2] or str(value)
    if told.startswith("(not codable"):
        return ""
    return re.sub(r" \(text only.*\)", "", told)


@pytest.mark.parametrize("name", ROWS)
def test_the_article_gives_exactly_the_rows_of_its_annotation(seed: Path, name: str) -> None:
    cells = table(seed, name, dtype=str, keep_default_na=False)
    assert len(cells) == ROWS[name] == len(expected(name))
    where = "location" if name == "acled" else "where_coordinates"
    for wanted in expected(name):
        (found,) = cells[cells[where] == wanted[where]].to_dict("records")
        for column, value in wanted.items():
            if column not in NOT_COLUMNS:
                assert found[column] == text_only(value), (wanted["incident"], column)


def test_what_nobody_tells_is_left_to_a_person(seed: Path) -> None:
    tags = table(seed, "acled", index_col="location")["tags"].to_dict()
    assert tags == {
        "Stepanakert": "review: civilian targeting alleged",
        "Ganja": "review: actor1",
        "Beylagan": "review: actor1; review: date; review: caption only",
    }


def test_the_wounded_go_to_the_notes_and_are_no_fatalities(seed: Path) -> None:
    ganja = table(seed, "acled", index_col="location").loc["Ganja"]
    assert ganja["fatalities"] == 1
    assert "4 wounded" in ganja["notes"]


def test_a_caption_gives_no_day_and_pandas_takes_it_as_none(seed: Path) -> None:
    days = table(seed, "acled", index_col="location", parse_dates=["event_date"])["event_date"]
    assert pd.isna(days["Beylagan"])
    assert days["Ganja"] == pd.Timestamp("2020-10-16")  # the middle of the month
