"""Measures what vitne must not lose in speed, against a loop of fixed work on the same machine.

usage: python evaluation/bench [--keep] [--only NAME ...]

Each figure is CPU time, the best of several rounds, divided by that of a loop in plain Python which
runs between the rounds: so a slower or busier machine slows both. It is held against the last line
kept in history.jsonl; more than 15 % worse fails. `--keep` adds a line for the commit at hand.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # what all measurements share

import history
import measures
from rounds import Figure, taken

ALLOWED = 0.15


def main() -> int:
    """Measure, tell, and keep; 1 where something has become slower than is allowed."""
    options = _options()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    last = history.last()
    found: dict[str, Figure] = {}
    with tempfile.TemporaryDirectory() as folder:
        for measure in measures.all_in(Path(folder), options.only):
            figure = taken(measure)
            before = last.get(measure.name)
            if before is not None and _worse(figure, before) > ALLOWED:
                figure = min(figure, taken(measure), key=lambda one: one.ratio)  # was it the hour?
            found[measure.name] = figure
            print(_told(figure, before), flush=True)
    if options.keep:
        history.keep({**last, **found}, f"{platform.machine()}, Python {platform.python_version()}")
    slower = [n for n, one in found.items() if n in last and _worse(one, last[n]) > ALLOWED]
    for name in slower:
        print(f"slower by more than {ALLOWED:.0%}: {name}", file=sys.stderr)
    return 1 if slower and not options.keep else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--keep", action="store_true", help="add a line to history.jsonl")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="begin of a name")
    return parser.parse_args()


def _worse(now: Figure, before: Figure) -> float:
    """By what part of itself a figure has grown; less than nothing where it is better."""
    return now.ratio / before.ratio - 1


def _told(now: Figure, before: Figure | None) -> str:
    change = "new" if before is None else f"{_worse(now, before):+.1%}"
    return f"{now.name:<38} {now.figure:>10,.2f} {now.unit:<24} {now.ratio:>9.4f} loops  {change}"


if __name__ == "__main__":
    raise SystemExit(main())
