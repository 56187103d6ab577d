"""Computes how well each language is supported; writes it for `vitne packs` and into the README.

usage: python evaluation/support.py

Two things count: how many cases of the corpus of claims (tests/claims) a language has and reads as
it should, of those that any language has; and what it reaches on gold, all its sets together.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import msgspec
import score

from vitne.packs.language import folder, grammar, languages
from vitne.packs.pack import Packs
from vitne.packs.support import Level, Support

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
FILE = ROOT / "src" / "vitne" / "data" / "languages" / "support.json"
CORPUS = ROOT / "tests" / "claims"
THRESHOLDS = {
    "toll strict": 0.85, "event": 0.80, "speech": 0.75, "voice attribution": 0.90,
    "chain attribution": 0.85, "modality": 0.93, "place": 0.90, "time": 0.88,
    "claims on texts with none": 1.0,
}  # fmt: skip
_TOLD = {
    "toll strict": "tolls", "event": "events", "voice attribution": "voices",
    "modality": "modality", "place": "places", "time": "times",
}  # fmt: skip
_PARITY = {Level.FULL: 0.9, Level.PARTIAL: 0.5}  # the least share of the corpus
_LEAST_TOLL = 0.7  # strict F1 of tolls, for anything to be relied on


def main() -> int:
    """Measure every language, and write the file."""
    if not score.RULES.exists():
        print(f"there are no scoring rules: {score.RULES}", file=sys.stderr)
        return 1
    found = measure(Packs())
    FILE.write_bytes(encoded(found))
    README.write_text(with_table(README.read_text("utf-8"), found), encoding="utf-8")
    return 0


def encoded(found: dict[str, Support]) -> bytes:
    """The file that the wheel holds."""
    return msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=1) + b"\n"


def with_table(readme: str, found: dict[str, Support]) -> str:
    """The README with the table of languages between its marks renewed."""
    before, mark, rest = readme.partition("<!-- languages -->\n")
    _, end, after = rest.partition("<!-- /languages -->")
    rows = [_row(code, support) for code, support in found.items()]
    fields = " | ".join(_TOLD.values())
    head = [f"| language | support | corpus | gold articles | {fields} |"]
    rule = [f"| --- | --- | --- | --- |{' --- |' * len(_TOLD)}"]
    return before + mark + "\n".join([*head, *rule, *rows]) + "\n" + end + after


def _row(code: str, found: Support) -> str:
    scores = (f"{found.scores[f]:.2f}" if f in found.scores else "-" for f in _TOLD)
    name = grammar(folder(code)).name
    cells = [f"{name} (`{code}`)", found.level, f"{found.cases} of {found.of}", found.articles]
    return f"| {' | '.join(map(str, [*cells, *scores]))} |"


def measure(packs: Packs) -> dict[str, Support]:
    """The support of each language that has a pack."""
    read = {code: set(cases(code)) for code in languages()}
    known = set().union(*(cases(code, failing=True) for code in languages()))
    gold = score.gold_by_language()
    return {
        code: _support(gold.get(code, []), len(read[code]), len(known), packs)
        for code in languages()
    }


def cases(code: str, *, failing: bool = False) -> set[str]:
    """The cases that a language has in the corpus; only those it passes, unless `failing`."""
    return {
        f"{path.stem}:{case['id']}"
        for path in CORPUS.glob(f"{code}/*.toml")
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
        if failing or "xfail" not in case
    }


def _support(paths: list[Path], passed: int, known: int, packs: Packs) -> Support:
    results = score.results(score.score(paths, packs)) if paths else {}
    scores = {field: round(results[field][0], 3) for field in THRESHOLDS if field in results}
    short = tuple(f for f, least in THRESHOLDS.items() if scores.get(f, 0.0) < least)
    level = Level.DRAFT
    if passed >= _PARITY[Level.PARTIAL] * known and scores.get("toll strict", 0.0) >= _LEAST_TOLL:
        level = Level.PARTIAL
    if passed >= _PARITY[Level.FULL] * known and not short:
        level = Level.FULL
    return Support(level, passed, known, len(paths), scores, short)


if __name__ == "__main__":
    raise SystemExit(main())
