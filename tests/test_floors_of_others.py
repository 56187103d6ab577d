"""What reading must reach on public data of others, where that data stands beside the project.

The floors are in evaluation/floors.json, beside those of gold and written by the same script.
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
floors, muc4 = importlib.import_module("floors"), importlib.import_module("muc4")
PINNED: dict[str, dict[str, Any]] = json.loads(floors.FILE.read_bytes())
__test__ = muc4.DATA.is_dir()  # for pytest: without the data there is nothing to measure


def test_no_measure_is_below_its_floor_and_each_is_of_this_data(measuring: Packs) -> None:
    low = []
    for name, paths, found in floors.of_others(measuring):
        assert floors.fingerprint(paths) == PINNED[name]["gold"], "run evaluation/floors.py"
        for field, floor in PINNED[name]["floors"].items():
            if field not in found or found[field][0] < floor:
                low.append((name, field, found.get(field), floor))
    assert not low


@pytest.mark.parametrize("name", ["MUC-4 tst1", "MUC-4 tst2", "ISAF dev", "PLOVER"])
def test_each_measure_has_floors(name: str) -> None:
    assert PINNED[name]["floors"]
