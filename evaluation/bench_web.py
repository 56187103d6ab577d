"""Measures the page and the API of a record that is there, served as a person would serve it.

usage: python evaluation/bench_web.py --record RECORD [--workers N,N]

Prints a table of the figures beside their budgets, one column a number of workers, and keeps them
in results_web.json with the load that the machine had otherwise: figures count when it is quiet.
The record is only read. It needs wrk and Debian's Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import measured
import web_load
import web_looks
from bench_record import percentile
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FILE = Path(__file__).with_name("results_web.json")
PAINTS, CHANGES, PAGES = 5, 20, 20
BUDGETS = {
    "overview, first paint, median ms": 1500, "filter change, median ms": 300,
    "filter change, p95 ms": 300, "API lists mixed, p95 ms": 100,
    **{f"API {name}, p95 ms": 100 for name in web_load.LISTS},
    **{f"{name}, MB": 1.5 for name in
       ("overview", "incident", "article", "actors", "voices", "review")},
}  # fmt: skip
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader")  # fmt: skip

Figures = dict[str, float]


def main() -> int:
    """Measure, print the table, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--only", choices=("browser", "load"), help="one half of it")
    options = parser.parse_args()
    for workers in map(int, options.workers.split(",")):
        with served(options.record, workers) as (address, figures):
            for part in (loading, browsing):
                if options.only in (None, {browsing: "browser", loading: "load"}[part]):
                    part(address, figures)
                    store(workers, figures)
        print("\n".join(table(json.loads(FILE.read_bytes()))), flush=True)
    return 0


@contextmanager
def served(record: Path, workers: int) -> Iterator[tuple[str, Figures]]:
    """A record that `vitne serve` serves: where, and how long it took until it answered."""
    began = time.perf_counter()
    command = measured.vitne(
        "serve", "--record", str(record), "--port", "0", "--workers", str(workers)
    )
    with subprocess.Popen(
        command, env=measured.environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            address = _address(process)
            httpx.get(address, timeout=300).raise_for_status()
            figures = {"until it answers, s": time.perf_counter() - began}
            _warm(address, workers)
            figures["memory, MB"] = measured.held([process.pid])
            yield address.rstrip("/"), figures
            figures["memory after, MB"] = measured.held([process.pid])
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    """Where a server says that it is."""
    assert process.stderr is not None  # noqa: S101 - it is a pipe
    for line in process.stderr:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise subprocess.CalledProcessError(process.wait(), process.args)


def _warm(address: str, workers: int) -> None:
    """Ask until every worker has its picture of the record: each is asked over a line of its own."""
    for _ in range(8 * workers):
        httpx.get(f"{address}api/v1/timeline", timeout=300).raise_for_status()


def browsing(address: str, figures: Figures) -> None:
    """What a person at a browser meets."""
    figures["load before browsing"] = os.getloadavg()[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        figures |= web_looks.first(browser, address + "/", PAINTS)
        changed = web_looks.changes(browser, address + "/", CHANGES)
        settled = [all_ for _, all_ in changed]
        figures["filter change, median ms"] = statistics.median(settled)
        figures["filter change, p95 ms"] = percentile(settled, 95)
        figures["filter change without the map, median ms"] = statistics.median(
            [swapped for swapped, _ in changed]
        )
        figures |= _weights(browser, address)
        browser.close()


def _weights(browser: Browser, address: str) -> Figures:
    with httpx.Client(base_url=address, timeout=300) as client:
        pages = {"overview": ["/"], **web_load.some(client, 1)}
    return {
        f"{name}, MB": web_looks.weight(browser, address + paths[0])
        for name, paths in pages.items()
    }


def loading(address: str, figures: Figures) -> None:
    """What many programs at once meet, and how long single pages take."""
    figures["load before the readers"] = os.getloadavg()[0]
    with httpx.Client(base_url=address, timeout=300) as client:
        paths = web_load.addresses(client)
        for name, pages in web_load.some(client, PAGES).items():
            spent = [_spent(client, page) for page in pages]
            figures[f"page {name}, median ms"] = statistics.median(spent)
            figures[f"page {name}, p95 ms"] = percentile(spent, 95)
    mixed = [path for some in zip(*paths.values(), strict=False) for path in some]
    for name, asked in {**{f"{n}": p for n, p in paths.items()}, "lists mixed": mixed}.items():
        found = web_load.load(address, asked)
        if found.status or found.broken:
            print(f"API {name}: {found.status} errors, {found.broken} broken", file=sys.stderr)
        figures[f"API {name}, p95 ms"] = found.p95
        figures[f"API {name}, median ms"] = found.median
        figures[f"API {name}, answers a second"] = found.count / found.seconds
        figures[f"API {name}, repeats of {len(asked)} addresses"] = found.repeats(len(asked))
    figures["load after the readers"] = os.getloadavg()[0]


def _spent(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - began) * 1000


def store(workers: int, figures: Figures) -> None:
    """Keep the figures of so many workers beside those of others; what is not measured stays."""
    known: dict[str, Any] = json.loads(FILE.read_bytes()) if FILE.exists() else {}
    new = {name: round(value, 3) for name, value in figures.items()}
    known[str(workers)] = {**known.get(str(workers), {}), **new}
    FILE.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n", encoding="utf-8")


def table(known: dict[str, Figures]) -> list[str]:
    """The lines of a Markdown table: one row a figure, one column a number of workers."""
    lines = [
        "| figure | budget | " + " | ".join(f"{n} worker(s)" for n in known) + " |",
        "| --- | --- |" + " --- |" * len(known),
    ]
    for name in dict.fromkeys(name for figures in known.values() for name in figures):
        budget = f"≤ {BUDGETS[name]:g}" if name in BUDGETS else ""
        cells = (figures.get(name) for figures in known.values())
        shown = " | ".join("-" if c is None else f"{c:,.2f}".rstrip("0").rstrip(".") for c in cells)
        lines.append(f"| {name} | {budget} | {shown} |")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
