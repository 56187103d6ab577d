"""Inputs that broke vitne once, and new ones made by chance: nothing breaks, everything promised holds.

The campaign that finds them is `python evaluation/fuzz`, see docs/fuzzing.md.
"""

from __future__ import annotations

import functools
import hashlib
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fuzz.checks import BrokenPromiseError, check_reading

from fuzz import engines, target
from vitne import pipeline
from vitne.model import Capture, Metadata, Quote, Reading, Toll
from vitne.packs.pack import Packs

CORPUS = Path(__file__).parent / "corpus"
FOUND = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
SEED = 6
FEW = 60  # inputs of each target, beyond its seeds: always the same ones


@functools.cache
def loaded(name: str) -> target.Target:
    return target.load(name)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}:{path.name}")
def test_what_broke_once_holds(path: Path) -> None:
    loaded(path.parent.name).run(path.read_bytes())


@pytest.mark.parametrize("name", target.TARGETS)
def test_what_chance_makes_holds(name: str) -> None:
    door = loaded(name)
    made = list(islice(engines.inputs(door, SEED), len(door.seeds) + FEW))[-FEW:]
    assert len(set(made)) > FEW / 2
    for data in made:
        door.run(data)


def test_every_kept_input_belongs_to_a_target() -> None:
    assert {path.parent.name for path in FOUND} <= set(target.TARGETS)


TEXT = b"Minst tolv soldater ble drept i Kabul natt til lordag, opplyser politiet."


@functools.cache
def read() -> Reading:
    capture = Capture(
        "sak.txt", TEXT, hashlib.sha256(TEXT).hexdigest(), "text/plain", Metadata(language="nb")
    )
    return pipeline.read(capture, Packs())


@pytest.mark.parametrize(
    ("broken", "promise"),
    [
        ({"start": 1}, "the words at its offsets"),
        ({"trigger": Quote("drepte", 0, 6)}, "the words at its offsets"),
        ({"rules": ("harm.nowhere",)}, "can be looked up"),
        ({"kind": "event"}, "tolls have a toll"),
        ({"toll": Toll("killed", 12, 3)}, "low above high"),
        ({"toll": Toll("killed", 0, 0, known="unknown")}, "open, not zero"),
        ({"toll": Toll("killed", 1, 1, scope="subset", subset_of="0" * 16)}, "a toll of its article"),
    ],
)  # fmt: skip
def test_a_promise_that_is_broken_is_seen(broken: dict[str, Any], promise: str) -> None:
    """What fuzzing says is worth as much as its checks."""
    sound = read()
    rules = {rule for claim in sound.claims for rule in claim.rules}
    check_reading(sound, rules.__contains__)
    toll = next(claim for claim in sound.claims if claim.kind == "toll")
    spoilt = msgspec.structs.replace(toll, **broken)
    with pytest.raises(BrokenPromiseError, match=promise):
        check_reading(msgspec.structs.replace(sound, claims=(spoilt,)), rules.__contains__)
