"""People harmed who are told by name alone are counted, one each."""

from __future__ import annotations

import hashlib

import pytest

from vitne import pipeline
from vitne.model import Capture, Metadata
from vitne.packs.pack import Packs


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs()


def tolls(sentence: str, packs: Packs) -> list[tuple[str, int | None, int | None, str]]:
    text = f"Guerrillas and soldiers fought near the town on Monday.\n\n{sentence}\n"
    data = text.encode()
    known = Metadata(published="2020-10-04", language="en")
    capture = Capture("a.txt", data, hashlib.sha256(data).hexdigest(), "text/plain", known)
    found = [claim.toll for claim in pipeline.read(capture, packs).claims if claim.toll]
    return [(t.measure, t.low, t.high, t.status) for t in found]


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Karl Holm was killed in the attack.", [("killed", 1, 1, "unknown")]),
        ("Gunmen murdered Attorney General Karl Holm.", [("killed", 1, 1, "civilian")]),
        (
            "Karl Holm, a lawyer, and Ada Berg were killed.",
            [("killed", 1, 1, "unknown"), ("killed", 1, 1, "unknown")],
        ),
        ("The murder of Karl Holm shocked the town.", [("killed", 1, 1, "unknown")]),
        ("The rebels kidnapped Mayor Karl Holm.", [("captured", 1, 1, "civilian")]),
        ("Karl Holm said two men were killed.", [("killed", 2, 2, "unknown")]),
        ("Karl Holm killed nobody, the court found.", [("killed", 0, 0, "unknown")]),
        ("The rebels captured Port Berg on Friday.", []),
    ],
)
def test_names_are_counted(
    sentence: str, counted: list[tuple[str, int | None, int | None, str]], packs: Packs
) -> None:
    assert tolls(sentence, packs) == counted
