"""What linking must reach on gold, with claims as read, where the gold stands beside the project.

The floors are in evaluation/floors.json, beside those of reading and written by the same script.
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
__test__ = score.RULES.exists()  # for pytest: without gold there is nothing to link


@pytest.fixture(scope="module")
def reached(measuring: Packs) -> dict[str, tuple[float, int]]:
    linking = importlib.import_module("linking")
    gold = importlib.import_module("incidents_gold")
    found: dict[str, tuple[float, int]] = linking.judge(gold.load(measuring, seed=True), "read")[0]
    return found


def test_linking_is_not_below_its_floor(reached: dict[str, tuple[float, int]]) -> None:
    low = {
        field: (reached.get(field), floor)
        for field, floor in PINNED["linking-read"]["floors"].items()
        if field not in reached or reached[field][0] < floor
    }
    assert not low, "field: ((score, cases), floor)"


def test_the_floor_of_linking_is_of_this_gold() -> None:
    pinned = PINNED["linking-read"]["gold"]
    assert floors.fingerprint(floors.linked_gold()) == pinned, "run evaluation/floors.py"
