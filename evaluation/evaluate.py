"""Runs every measure there is, and writes what it finds.

Prints one Markdown table of languages and fields and the measures on public data, and keeps all
figures in evaluation/results.json. Speed is measured apart, by bench_read.py and bench_record.py.

usage: python evaluation/evaluate.py
"""

from __future__ import annotations

import json
from pathlib import Path

import geoparsing
import isaf
import linking
import muc4
import norne_names
import ntrex
import phrases
import plover_records
import score

from vitne.packs.pack import Packs

FILE = Path(__file__).with_name("results.json")

Rows = dict[str, dict[str, tuple[float, int]]]


def main() -> int:
    """Measure, print and keep."""
    packs = Packs()
    tables = {
        "gold": ("Gold, all sets of a language together", by_language(packs)),
        "ntrex": ("NTREX: sentences that read as in English", ntrex.measure(packs)),
        "phrases": ("By matrices of phrases", phrases.measure(packs)),
        "places": ("Places in English", geoparsing.measure(packs)),
        "linking": ("Incidents, over all gold articles together", linking.measure(packs)),
        "muc4": ("Incidents of MUC-4, F1 of each slot", muc4.measure(packs)),
        "releases and records": (
            "Military releases and records of acts in English",
            isaf.measure(packs) | plover_records.measure(packs),
        ),
        "names": ("Names in Norwegian, F1", norne_names.measure(packs)),
    }
    told = ("\n".join([title, "", *score.table(rows)]) for title, rows in tables.values())
    print("\n\n".join(told))
    found = {name: rows for name, (_, rows) in tables.items()}
    FILE.write_text(json.dumps(_plain(found), indent=1) + "\n", encoding="utf-8")
    return 0


def by_language(packs: Packs) -> Rows:
    """The scores of each language on all its gold."""
    gold = score.gold_by_language()
    return {code: score.results(score.score(files, packs)) for code, files in gold.items()}


def _plain(found: dict[str, Rows]) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    return {
        measure: {
            code: {field: {"score": round(s, 4), "cases": n} for field, (s, n) in rows.items()}
            for code, rows in table.items()
        }
        for measure, table in found.items()
    }


if __name__ == "__main__":
    raise SystemExit(main())
