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
import plover_records
import score

from vitne.packs.pack import Packs

FILE = Path(__file__).with_name("results.json")

Rows = dict[str, dict[str, tuple[float, int]]]


def main() -> int:
    """Measure, print and keep."""
    packs = Packs()
    gold = by_language(packs)
    agreement = ntrex.measure(packs)
    places = geoparsing.measure(packs)
    linked = linking.measure(packs)
    incidents = muc4.measure(packs)
    releases = isaf.measure(packs) | plover_records.measure(packs)
    names = norne_names.measure(packs)
    print("Gold, all sets of a language together\n")
    print("\n".join(score.table(gold)))
    print("\nNTREX: sentences that read as in English\n")
    print("\n".join(score.table(agreement)))
    print("\nPlaces in English\n")
    print("\n".join(score.table(places)))
    print("\nIncidents, over all gold articles together\n")
    print("\n".join(score.table(linked)))
    print("\nIncidents of MUC-4, F1 of each slot\n")
    print("\n".join(score.table(incidents)))
    print("\nMilitary releases and records of acts in English\n")
    print("\n".join(score.table(releases)))
    print("\nNames in Norwegian, F1\n")
    print("\n".join(score.table(names)))
    found = {
        "gold": gold, "ntrex": agreement, "places": places, "linking": linked, "muc4": incidents,
        "releases and records": releases, "names": names,
    }  # fmt: skip
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
