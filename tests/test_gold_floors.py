"""What reading must reach on gold, where the gold stands beside the project.

The floors are in evaluation/floors.json, written by evaluation/floors.py and bound to the gold they
were measured on.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from vitne.packs.pack import Packs

EVALUATION = Path(__file__).resolve().parents[1] / "evaluation"
sys.path.insert(0, str(EVALUATION))
floors, score = importlib.import_module("floors"), importlib.import_module("score")
PINNED: dict[str, dict[str, Any]] = json.loads(floors.FILE.read_bytes())
SETS = score.gold_sets() if score.RULES.exists() else {}
__test__ = bool(SETS)  # for pytest: without gold there is nothing to collect


@pytest.mark.parametrize("name", SETS)
def test_no_field_is_below_its_floor(name: str, measuring: Packs) -> None:
    reached = score.results(score.score(SETS[name], measuring))
    low = {
        field: (reached.get(field), floor)
        for field, floor in PINNED[name]["floors"].items()
        if field not in reached or reached[field][0] < floor
    }
    assert not low, "field: ((score, cases), floor)"


@pytest.mark.parametrize("name", SETS)
def test_floors_are_those_of_this_gold(name: str) -> None:
    assert floors.fingerprint(SETS[name]) == PINNED[name]["gold"], "run evaluation/floors.py"


def test_the_page_of_quality_is_of_this_reading(measuring: Packs) -> None:
    quality = importlib.import_module("quality")
    told = quality.PAGE.read_text(encoding="utf-8")
    assert told == quality.page(measuring), "run evaluation/quality.py"


def test_the_support_of_languages_is_what_is_measured(measuring: Packs) -> None:
    support = importlib.import_module("support")
    found = support.measure(measuring)
    readme = support.README.read_text(encoding="utf-8")
    assert support.FILE.read_bytes() == support.encoded(found), "run evaluation/support.py"
    assert readme == support.with_table(readme, found), "run evaluation/support.py"
