"""Measures where acts are placed by a matrix of phrases: every kind of phrase in every kind of sentence.

Gold tells how often real texts are read right; a matrix finds the kinds of phrase that are not, also
those that few texts have. One cell is a phrase in a frame: all acts and tolls told there must lie
at the place named. The phrases were chosen by whoever mended the rules with them: development.

usage: python evaluation/phrases.py [--misses]
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import score
from benchtexts import captured

from vitne import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Claim
    from vitne.packs.pack import Packs

FILE = Path(__file__).with_name("phrases.toml")
SLOT = "{P}"

Measured = dict[str, tuple[float, int]]


def files() -> tuple[Path, ...]:
    """The file that is measured on."""
    return (FILE,)


def measure(packs: Packs, *, misses: bool = False) -> dict[str, Measured]:
    """The share of cells read right, by language."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = {}
    for code, language in data["languages"].items():
        cells = [
            (phrase, _cell(frame, phrase[code]), language["goes_on"])
            for phrase in data["phrases"]
            for frame in language["frames"]
        ]
        wrong = [cell for cell in cells if not _is_right(*cell, code, packs)]
        if misses:
            print(*(f"{code}: {sentence}" for _, sentence, _ in wrong), sep="\n")
        found[f"phrases {code}"] = {"places": (1 - len(wrong) / len(cells), len(cells))}
    return found


def _cell(frame: str, phrase: str) -> str:
    """A sentence with a phrase in its slot."""
    return frame.replace(SLOT, phrase[0].upper() + phrase[1:] if frame.startswith(SLOT) else phrase)


def _is_right(phrase: dict[str, Any], sentence: str, goes_on: str, code: str, packs: Packs) -> bool:
    reading = pipeline.read(captured(f"{sentence} {goes_on}", code), packs)
    told = list(_acts(reading.claims, len(sentence)))
    return bool(told) and all(_lies_there(claim, phrase) for claim in told)


def _acts(claims: tuple[Claim, ...], end: int) -> Iterator[Claim]:
    """What the sentence itself tells, without the one that goes on."""
    for claim in claims:
        if claim.kind in ("event", "toll") and claim.trigger.start < end:
            yield claim


def _lies_there(claim: Claim, phrase: dict[str, Any]) -> bool:
    place = claim.place
    if place is None or place.text is None:
        return False
    named = any(name.lower() in place.text.lower() for name in phrase["names"])
    return named and phrase.get("country", place.country) == place.country


if __name__ == "__main__":
    raise SystemExit(score.show(__doc__, measure))
