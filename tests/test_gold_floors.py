"""What reading must reach on gold, where the gold stands beside the project.

The floors are in evaluation/floors.json; "every other field" is a floor for all fields that are
scored and not named. A floor is only raised.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from types import ModuleType

EVALUATION = Path(__file__).resolve().parents[1] / "evaluation"
FLOORS: dict[str, dict[str, float]] = json.loads((EVALUATION / "floors.json").read_bytes())
REST = "every other field"


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", EVALUATION / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORER = _scorer()
SETS = SCORER.gold_sets() if SCORER.RULES.exists() else {}
THERE = [(name, field) for name, rows in FLOORS.items() if name in SETS for field in rows]
__test__ = bool(THERE)  # for pytest: without gold there is nothing to collect

Results = dict[str, dict[str, tuple[float, int]]]


@pytest.fixture(scope="module")
def found() -> Results:
    packs = Packs()
    return {n: SCORER.results(SCORER.score(SETS[n], packs)) for n in FLOORS if n in SETS}


@pytest.mark.parametrize(("name", "field"), THERE)
def test_floor(found: Results, name: str, field: str) -> None:
    floors, results = FLOORS[name], found[name]
    fields = [f for f in results if f not in floors] if field == REST else [field]
    low = {f: results[f] for f in fields if results[f][0] < floors[field]}
    assert fields
    assert not low, f"below {floors[field]}: (score, cases)"


def test_floors_name_known_fields(found: Results) -> None:
    unknown = {
        (name, field)
        for name, results in found.items()
        for field in FLOORS[name]
        if field != REST and field not in results
    }
    assert not unknown
