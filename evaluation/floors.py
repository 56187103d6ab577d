"""Pins what reading and linking reach on gold, so that no change lowers it in silence.

Scores every gold set, linking over all of them, and the sets of others that are quickly read (MUC-4,
ISAF, PLOVER, NorNE), and raises the floors in floors.json to a hundredth below what is reached. A
floor is bound to the gold it was measured on by a fingerprint, so gold cannot be made easier either.

usage: python evaluation/floors.py [--lower]

A floor that is not reached stays, and the exit status is 1. With --lower it is lowered; the first
section of CHANGELOG.md must then name the set and say "floor".
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import phrases
import score

from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_name("floors.json")
CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
MARGIN = 0.01  # a field may move so much on the way to something better

BALANCED = ("B³ precision", "B³ recall")  # F1 holds them; one may fall for the other

Pinned = dict[str, Any]  # "gold": a fingerprint, "floors": field → the least score


def main() -> int:
    """Score all, and write the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lower", action="store_true", help="write lower floors too")
    options = parser.parse_args()
    pinned: dict[str, Pinned] = json.loads(FILE.read_bytes())
    packs = Packs()
    below = []
    for name, paths, found in measured(packs):
        reached = {field: s for field, (s, _) in found.items()}
        floors = pinned.get(name, {}).get("floors", {})
        under = [field for field in floors if reached.get(field, 0.0) < floors[field]]
        if options.lower and is_told(name):
            floors, under = {f: v for f, v in floors.items() if f not in under}, []
        below += [f"{name} {f}: floor {floors[f]}, reached {reached.get(f)}" for f in under]
        higher = {field: max(floors.get(field, 0.0), lowest(s)) for field, s in reached.items()}
        pinned[name] = {"gold": fingerprint(paths), "floors": higher}
    FILE.write_text(json.dumps(dict(sorted(pinned.items())), indent=1) + "\n", encoding="utf-8")
    print("\n".join(below), file=sys.stderr)
    return 1 if below else 0


def measured(packs: Packs) -> Iterator[tuple[str, tuple[Path, ...], dict[str, tuple[float, int]]]]:
    """What is reached on each gold set, and by linking on all of them, with the gold it is of."""
    for name, paths in score.gold_sets().items():
        yield name, paths, score.results(score.score(paths, packs))
    for name, found in phrases.measure(packs).items():
        yield name, phrases.files(), found
    import linking  # noqa: PLC0415 - whoever asks for the floors of reading needs no database

    for name, found in linking.measure(packs).items():
        kept = {field: found[field] for field in found if field not in BALANCED}
        yield name, linked_gold(), kept
    yield from of_others(packs)


def of_others(packs: Packs) -> Iterator[tuple[str, tuple[Path, ...], dict[str, tuple[float, int]]]]:
    """What is reached on public data of others, in some forty seconds altogether."""
    import isaf  # noqa: PLC0415 - only where the shared data is
    import muc4  # noqa: PLC0415
    import norne_names  # noqa: PLC0415
    import plover_records  # noqa: PLC0415

    for measure in (muc4, isaf, plover_records, norne_names):
        for name, found in measure.measure(packs).items():
            yield name, measure.files(), found


def linked_gold() -> tuple[Path, ...]:
    """The gold that linking is measured on."""
    paths = [path for paths in score.gold_sets().values() for path in paths]
    return (*paths, score.HERE / "gold" / "same.toml")


def lowest(reached: float) -> float:
    """The floor under a score: a margin below it, in hundredths; a full score has no margin."""
    return 1.0 if reached == 1.0 else math.floor((reached - MARGIN) * 100) / 100


def is_told(name: str) -> bool:
    """Whether the newest section of the changelog says that a floor of the set was lowered."""
    newest = CHANGELOG.read_text(encoding="utf-8").split("\n## ")[1]
    return any("floor" in line and name in line for line in newest.splitlines())


def fingerprint(paths: tuple[Path, ...]) -> str:
    """What gold a floor holds on: SHA-256 over the names and bytes of texts and annotations."""
    digest = hashlib.sha256()
    told = (p for each in paths for p in {each, each.with_suffix(".txt")} if p.exists())
    for path in sorted(told):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    raise SystemExit(main())
