"""Every kind of phrase is read right in every kind of sentence: matrices, with floors."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vitne.packs.pack import Packs

if TYPE_CHECKING:
    import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "evaluation"))
floors, phrases = importlib.import_module("floors"), importlib.import_module("phrases")


def test_no_language_is_below_its_floor_and_each_miss_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pinned = json.loads(floors.FILE.read_bytes())
    found = phrases.measure(Packs(), misses=True)
    wrong = 0
    for name, fields in found.items():
        assert pinned[name]["gold"] == floors.fingerprint(phrases.files()), "run floors.py"
        for kind, (share, cells) in fields.items():
            assert share >= pinned[name]["floors"][kind], (name, kind)
            wrong += round((1 - share) * cells)
    assert len(capsys.readouterr().out.splitlines()) == wrong
