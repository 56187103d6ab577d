"""Tells what a change gained and lost on gold, claim by claim.

Reads the gold sets with the code and packs of a commit and with those of the working tree, and
prints the misses that one has and the other has not.

usage: python evaluation/gains.py [--base COMMIT] [SET ...]

Sets are those of evaluation/score.py, by whose rules both are scored. Exit status 1 where there are
losses.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCORE = Path(__file__).with_name("score.py")
_MISS = re.compile(r"(?P<fault>(?:MISSED|EXTRA|WRONG) .*?)(?: gold .*)?")  # the guess is no part


def main() -> int:
    """Compare, and print gains and losses."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--base", default="HEAD", metavar="COMMIT", help="default: HEAD")
    options = parser.parse_args()
    before = faults(f"git+{ROOT.as_uri()}@{options.base}", options.sets)
    after = faults(str(ROOT), options.sets)
    gained = [line for fault, line in before.items() if fault not in after]
    lost = [line for fault, line in after.items() if fault not in before]
    for title, lines in (("gained", gained), ("lost", lost)):
        print(f"{title}: {len(lines)}")
        print("".join(f"  {line}\n" for line in lines), end="")
    return 1 if lost else 0


def faults(source: str, sets: list[str]) -> dict[str, str]:
    """The misses of vitne installed from a source: what is at fault → the line that tells it."""
    with tempfile.TemporaryDirectory() as folder:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder)
        subprocess.run((*pip, source), check=True)
        told = subprocess.run(
            (sys.executable, str(SCORE), "--misses", *sets), check=True, stdout=subprocess.PIPE,
            text=True, env=os.environ | {"PYTHONPATH": folder},
        ).stdout  # fmt: skip
    found = (_MISS.fullmatch(line) for line in told.splitlines())
    return {match["fault"]: match[0] for match in found if match}


if __name__ == "__main__":
    raise SystemExit(main())
