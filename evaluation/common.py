"""Writes the common words of English, by which text all in capitals is told from its names.

usage: python evaluation/common.py

Counted in ../shared/data: event_location (MIT), NTREX (CC BY-SA 4.0), PLOVER (CC BY-SA 4.0) and
Universal NER (CC BY-SA 4.0). A word is common where it is written small far more often than with a
capital inside a sentence; in event_location, which has names written small, twice at least. Only
words are kept, in the order of the alphabet, none of the texts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
FILE = ROOT / "src" / "vitne" / "data" / "languages" / "en" / "common.txt"
# Never a name by themselves: "West African peacekeepers" names no party called African.
CONTINENTS = ("african", "american", "asian", "european", "latin")
# Written small in quoted data, and names of people all the same.
NAMES = frozenset({"francisco", "hector"})
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHARE = 0.75  # of times that a common word is written small


def main() -> int:
    """Write the words."""
    clean = Counter(word for text in edited() for word in _inner(text))
    counted = clean + Counter(word for text in quoted() for word in _inner(text))
    small = [word for word in counted if word.islower() and _is_common(word, counted)]
    kept = {word for word in small if clean[word] or counted[word] > 1}
    lines = sorted(kept.union(CONTINENTS) - NAMES)
    rows = (" ".join(lines[at : at + 12]) for at in range(0, len(lines), 12))
    FILE.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 0


def quoted() -> Iterator[str]:
    """Sentences of newspapers, some of whose names are written small."""
    for line in (DATA / "event_location" / "dev.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["text"]


def edited() -> Iterator[str]:
    """Sentences whose names are written as names."""
    yield from (DATA / "ntrex" / "newstest2019-src.eng.txt").read_text("utf-8").splitlines()
    for row in json.loads((DATA / "plover" / "PLOVER_GSR_CAMEO.txt").read_text("utf-8")):
        yield row.get("text", "")
    treebank = (DATA / "uner" / "en_ewt-ud-dev.iob2").read_text("utf-8")
    for sentence in treebank.split("\n\n"):
        rows = (line.split("\t") for line in sentence.splitlines() if not line.startswith("#"))
        yield " ".join(row[1] for row in rows if len(row) > 1)


def _inner(text: str) -> Iterator[str]:
    """The words of a text but the first of each sentence."""
    for sentence in re.split(r"[.!?:\"“”]+\s*", text):
        yield from _WORD.findall(sentence)[1:]


def _is_common(word: str, counted: Counter[str]) -> bool:
    small, named = counted[word], counted[word.capitalize()] + counted[word.upper()]
    return len(word) > 1 and small >= _SHARE * (small + named)


if __name__ == "__main__":
    raise SystemExit(main())
