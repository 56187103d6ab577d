"""Measures a record end to end: capture, read and link so many articles, then look things up.

The articles are synthetic (synthetic.py), so that the truth is known. Everything runs through the
command line in two processes, as a person would run it; linking one new article is measured in this
process, where a watching vitne does it.

usage: python evaluation/bench_record.py [--sizes N,N,...] [--folder FOLDER] [--keep]

Prints a table of how cost grows, and keeps the figures of each size in results_record.json.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lookups
import measured
import msgspec
import synthetic
import synthetic_score

from vitne import captures
from vitne.engine.workers import packs
from vitne.model import Capture, Metadata
from vitne.pipeline import read
from vitne.record.database import Record
from vitne.record.linking import Linker
from vitne.record.store import Taken, keep

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_name("results_record.json")
SIZES = (10_000, 30_000, 100_000)
FRESH = 50  # articles linked one by one
AT, OPERATOR = "2024-01-01T00:00:00Z", "bench"
BUDGETS = {  # figure: (budget, whether more is better)
    "articles a second": (40, True), "new article, median ms": (100, False),
    "memory, MB": (2048, False), "B³ F1": (0.95, True), "look-ups, p95 ms": (100, False),
}  # fmt: skip

Figures = dict[str, float]


def main() -> int:
    """Measure each size, print the table, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--folder", type=Path, help="where the records are made, and left")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as made:
            folder = (options.folder or Path(made)) / str(size)
            store(size, bench(size, folder, jobs=options.jobs))
        print("\n".join(table(json.loads(FILE.read_bytes()))), flush=True)
    return 0


def bench(size: int, folder: Path, *, jobs: int) -> Figures:
    """Every figure of one size."""
    lines = prepare(size, folder)
    record = folder / "record.db"
    captured = measured.run(
        measured.vitne(
            "capture", str(folder / synthetic.ARTICLES), "--record", str(record),
            "--jobs", str(jobs),
        )
    )  # fmt: skip
    linked = measured.run(measured.vitne("link", "--record", str(record)))
    megabytes = sum(p.stat().st_size for p in folder.glob("record.db*")) / 1e6
    found = synthetic_score.score(record, folder)
    wall = captured.wall + linked.wall
    return {
        "articles": size,
        "articles a second": size / wall,
        "capture, s": captured.wall, "link, s": linked.wall,
        "CPU, s": captured.cpu + linked.cpu,
        "memory, MB": max(captured.memory, linked.memory),
        "memory of capture, MB": captured.memory, "memory of link, MB": linked.memory,
        "record, MB": megabytes, "kB an article": megabytes * 1000 / size,
        **found, **fresh(record, lines), **lookups.measure(record),
    }  # fmt: skip


def prepare(size: int, folder: Path) -> list[str]:
    """Write the articles and their truth; return those that come after them, as lines."""
    for old in folder.glob("record.db*"):
        old.unlink()
    synthetic.write(folder, size + FRESH)
    path = folder / synthetic.ARTICLES
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:size]), encoding="utf-8")
    return _unknown(lines[:size], lines[size:])


def _unknown(before: list[str], after: list[str]) -> list[str]:
    """Those lines whose text is not among the lines before them: outlets print the same."""
    text = msgspec.json.Decoder(synthetic.Line).decode
    there = {text(line).text for line in before}
    return [line for line in after if text(line).text not in there]


def fresh(record: Path, lines: list[str]) -> Figures:
    """How long keeping and linking one new article takes, one after another, each durable."""
    taken = [Taken(capture, reading=read(capture, packs())) for capture in _captures(lines)]
    wall, cpu = [], []
    linker = Linker()
    try:
        with Record.open(str(record)) as opened:
            for one in taken:
                began, worked = time.perf_counter(), time.process_time()
                with opened.writing() as connection:
                    kept = keep(connection, [one], at=AT, operator=OPERATOR)
                    linker.step(connection, list(kept.new))
                wall.append((time.perf_counter() - began) * 1000)
                cpu.append((time.process_time() - worked) * 1000)
    finally:
        linker.close()
    return {
        "new article, median ms": statistics.median(wall),
        "new article, p95 ms": percentile(wall, 95),
        "new article, median CPU ms": statistics.median(cpu),
    }


def _captures(lines: list[str]) -> Iterator[Capture]:
    """The lines as captures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fresh.jsonl"
        path.write_text("".join(lines), encoding="utf-8")
        for capture in captures.capture([str(path)], metadata=Metadata(), now=AT):
            if isinstance(capture, Capture):
                yield capture


def percentile(values: list[float], percent: int) -> float:
    """The value that so many per cent of the values do not exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def store(size: int, figures: Figures) -> None:
    """Keep the figures of a size beside those of the others."""
    known: dict[str, Any] = json.loads(FILE.read_bytes()) if FILE.exists() else {}
    known[str(size)] = {name: round(value, 4) for name, value in figures.items()}
    ordered = dict(sorted(known.items(), key=lambda item: int(item[0])))
    FILE.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def table(known: dict[str, Figures]) -> list[str]:
    """The lines of a Markdown table: one row a figure, one column a size."""
    sizes = list(known)
    lines = [
        "| figure | budget | " + " | ".join(f"{int(s):,}" for s in sizes) + " |",
        "| --- | --- |" + " --- |" * len(sizes),
    ]
    for name in dict.fromkeys(name for figures in known.values() for name in figures):
        budget, more = BUDGETS.get(name, (None, True))
        wanted = "" if budget is None else f"{'≥' if more else '≤'} {budget:g}"
        cells = (known[s].get(name) for s in sizes)
        shown = " | ".join("-" if c is None else f"{c:,.3f}".rstrip("0").rstrip(".") for c in cells)
        lines.append(f"| {name} | {wanted} | {shown} |")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
