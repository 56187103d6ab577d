"""Writes the figures of docs/scale.md from what was measured, so that the page tells no other.

usage: python evaluation/scale.py [--check]

Reads results_engine.json (bench_engine.py) and results_record.json (bench_record.py). With --check
it writes nothing, and fails where the page does not tell what they say.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "scale.md"
BEGIN, END = "<!-- figures: evaluation/scale.py -->\n", "<!-- end of figures -->\n"
SIZES = (1_000_000, 100_000_000, 10_000_000_000)
PRICE = 0.05  # euros for one core of a rented machine, an hour
_HOUR, _DAY = 3600, 24
_TOLD = (
    "articles", "input, MB", "machine", "one worker, s", "two workers, s", "times as fast",
    "times as fast, once Spark is there", "one of two killed, s", "articles a CPU-second",
    "memory of Python on a worker, MB", "result, MB",
)  # fmt: skip


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    made = f"{before}{BEGIN}{figures()}{END}{after}"
    if options.check:
        if made != page:
            print(f"{PAGE}: not what was measured; run python evaluation/scale.py")
        return int(made != page)
    PAGE.write_text(made, encoding="utf-8")
    return 0


def figures() -> str:
    """The tables."""
    if not (HERE / "results_engine.json").exists():
        return "\nNot measured yet: `python evaluation/bench_engine.py`, then `python evaluation/scale.py`.\n\n"
    engine = _largest("results_engine.json")
    record = _largest("results_record.json")
    same = engine["identical"] and engine["survived"]
    told = [
        "",
        "| measured (`python evaluation/bench_engine.py`) | |",
        "| --- | --- |",
        *(f"| {name} | {_shown(engine[name])} |" for name in _TOLD),
        f"| the same bytes by one worker, by two, and with one of two killed | {'yes' if same else 'NO'} |",
        "",
        *_sizing(engine, record),
        "",
    ]
    return "\n".join(told) + "\n"


def _sizing(engine: dict[str, Any], record: dict[str, Any]) -> list[str]:
    count = engine["articles"]
    rate = engine["articles a second, one worker"]
    share = min(1.0, engine["times as fast, once Spark is there"] / 2)
    filled = record["articles"] / (record["capture, s"] + record["link, s"])
    rows: dict[str, list[str]] = {
        "core-hours": [], "cores to be done in a day": [], "cost, euros": [], "input": [],
        "result": [], "splits": [], "a record of all of it, one writer": [], "size of that record": [],
    }  # fmt: skip
    for size in SIZES:
        hours = size / rate / _HOUR / share
        bytes_in = engine["input, MB"] * 1e6 / count * size
        split = min(max(bytes_in / 4096, 2**18), 2**25)
        rows["core-hours"].append(_round(hours))
        rows["cores to be done in a day"].append(_round(math.ceil(hours / _DAY)))
        rows["cost, euros"].append(_round(hours * PRICE))
        rows["input"].append(_bytes(bytes_in))
        rows["result"].append(_bytes(engine["result, MB"] * 1e6 / count * size))
        rows["splits"].append(_round(bytes_in / split))
        rows["a record of all of it, one writer"].append(_time(size / filled))
        rows["size of that record"].append(_bytes(record["kB an article"] * 1e3 * size))
    per_million = 1e6 / rate / _HOUR / share * PRICE
    return [
        f"A million such articles cost {per_million:.2f} euros to read, at {PRICE} euros a core-hour.",
        "",
        "| | " + " | ".join(f"{size // 1_000_000:,} million" for size in SIZES) + " |",
        "| --- |" + " --- |" * len(SIZES),
        *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows.items()),
    ]


def _largest(name: str) -> dict[str, Any]:
    """The figures of the largest run."""
    known: dict[str, dict[str, Any]] = json.loads((HERE / name).read_bytes())
    return known[max(known, key=int)]


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _round(value: float) -> str:
    """A number of two figures: what is reckoned is no better known."""
    if value < 1:
        return f"{value:.2f}"
    digits = max(0, int(math.log10(value)) - 1)
    return f"{round(value, -digits):,.0f}"


def _bytes(size: float) -> str:
    for unit in ("MB", "GB", "TB"):
        size /= 1000 if unit != "MB" else 1e6
        if size < 1000 or unit == "TB":
            return f"{_round(size)} {unit}"
    raise AssertionError


def _time(seconds: float) -> str:
    hours = seconds / _HOUR
    return f"{_round(hours)} hours" if hours < 2 * _DAY else f"{_round(hours / _DAY)} days"


if __name__ == "__main__":
    raise SystemExit(main())
