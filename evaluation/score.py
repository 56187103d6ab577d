"""Scores what vitne reads against every gold set there is, as a table of sets and fields.

usage: python evaluation/score.py [SET ...] [--misses]

Sets are the folders of evaluation/gold, and, where ../shared stands beside the project, `dev` (its
development gold) and `seed`. Languages are scored apart: `dev` asks for all, `dev-nb` for one of
them. The scoring rules are those of
../shared/gold/score_gold.py; without it nothing can be scored.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import importlib.util
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from vitne import pipeline
from vitne.model import Capture, Metadata, Reading
from vitne.packs.language import languages
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
RULES = SHARED / "gold" / "score_gold.py"

Tally = dict[tuple[str, str], dict[str, int]]


def main() -> int:
    """Score the sets asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(gold_sets()))
    parser.add_argument("--misses", action="store_true", help="print what was missed or wrong")
    options = parser.parse_args()
    known = gold_sets()
    asked = {name: [s for s in known if name in (s, s.partition("-")[0])] for name in options.sets}
    if unknown := [name for name, found in asked.items() if not found]:
        parser.error(f"there is no gold set {unknown[0]!r}; there are: {', '.join(known)}")
    if not RULES.exists():
        print(f"there are no scoring rules: {RULES}", file=sys.stderr)
        return 1
    packs = Packs()
    chosen = [name for found in asked.values() for name in found] or list(known)
    tallies = {name: score(known[name], packs, misses=options.misses) for name in chosen}
    print("\n".join(table({name: results(tally) for name, tally in tallies.items()})))
    return 0


def show(doc: str | None, measure: Callable[..., dict[str, dict[str, tuple[float, int]]]]) -> int:
    """Print what a measure finds, and with --misses also what is wrong: all that its script does."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0] if doc else None)
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    print("\n".join(table(measure(Packs(), misses=parser.parse_args().misses))))
    return 0


def gold_sets() -> dict[str, tuple[Path, ...]]:
    """The gold files by set and language ("dev-nb"), in the languages that have a pack."""
    folders = {p.name: p.glob("*.json") for p in sorted((HERE / "gold").iterdir()) if p.is_dir()}
    folders["dev"] = (SHARED / "gold" / "dev").glob("*.json")
    folders["seed"] = SHARED.glob("seed/article.json")
    readable = languages()
    sets: dict[str, tuple[Path, ...]] = {}
    for name, paths in folders.items():
        for path in sorted(paths):
            language = json.loads(path.read_bytes())["language"]
            if language in readable:
                key = f"{name}-{language}"
                sets[key] = (*sets.get(key, ()), path)
    return sets


def gold_by_language() -> dict[str, list[Path]]:
    """The gold files of all sets, by language."""
    paths: dict[str, list[Path]] = {}
    for name, files in gold_sets().items():
        paths.setdefault(name.rpartition("-")[2], []).extend(files)
    return paths


@functools.cache
def rules() -> ModuleType:
    """The scoring rules, as a module."""
    spec = importlib.util.spec_from_file_location("score_gold", RULES)
    assert spec is not None  # noqa: S101 - the path ends in .py
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def handed_in(path: Path) -> Capture:
    """The text beside a gold file, told what its caller would know of it."""
    gold = json.loads(path.read_bytes())
    published = gold["published"] if gold["published_basis"] == "metadata" else None
    data = path.with_suffix(".txt").read_bytes()
    known = Metadata(published=published, publisher=gold["publisher"])
    file = f"{path.parent.name}/{path.stem}.txt"
    return Capture(file, data, hashlib.sha256(data).hexdigest(), "text/plain", known)


@functools.cache
def reading_of(path: Path, packs: Packs) -> Reading:
    """Read the text beside a gold file; remembered."""
    return pipeline.read(handed_in(path), packs)


@functools.cache
def claims_of(path: Path, packs: Packs) -> list[dict[str, Any]]:
    """The claims of the text beside a gold file, as they are printed; remembered."""
    return [msgspec.to_builtins(claim) for claim in reading_of(path, packs).claims]


def score(paths: Iterable[Path], packs: Packs, *, misses: bool = False) -> Tally:
    """Read the texts of a set, and tally hits and misses a field."""
    predictions = {path.stem: claims_of(path, packs) for path in paths}
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            shutil.copy(path, folder)
        tally: Tally = rules().score(predictions, folder, misses)
    return tally


def results(tally: Tally) -> dict[str, tuple[float, int]]:
    """The result of each field: F1, or the share right, and on how many cases of gold."""
    return {field: _result(counts) for (group, field), counts in tally.items() if group == "all"}


def _result(counts: dict[str, int]) -> tuple[float, int]:
    right, wrong = counts.get("right", 0), counts.get("wrong", 0)
    if right + wrong:
        return right / (right + wrong), right + wrong
    hits, extra, missed = (counts.get(name, 0) for name in ("tp", "fp", "fn"))
    return 2 * hits / max(2 * hits + extra + missed, 1), hits + missed


def table(found: dict[str, dict[str, tuple[float, int]]]) -> list[str]:
    """The lines of a Markdown table: one row a field, one column a set, cases in brackets."""
    lines = [f"| field | {' | '.join(found)} |", f"| --- |{' --- |' * len(found)}"]
    for field in dict.fromkeys(field for rows in found.values() for field in rows):
        cells = (rows.get(field) for rows in found.values())
        shown = " | ".join(f"{c[0]:.3f} ({c[1]})" if c else "-" for c in cells)
        lines.append(f"| {field} | {shown} |")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
