"""Writes the most frequent words of the languages, by which vitne tells them.

usage: python evaluation/frequent.py

Counted in treebanks of ../shared/data: NorNE (CC0) for Bokmål and Nynorsk, Universal NER (CC BY-SA
4.0) for Danish, Swedish and English. Only words are kept, in order of frequency, none of the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
LANGUAGES = ROOT / "src" / "vitne" / "data" / "languages"
SOURCES = {
    "nb": "norne/nb-train.conll", "nn": "norne/nn-train.conll", "da": "uner/da_ddt-ud-train.iob2",
    "sv": "uner/sv_talbanken-ud-train.iob2", "en": "uner/en_ewt-ud-dev.iob2",
}  # fmt: skip
KEPT = 3000
_WORD = re.compile(r"[^\W\d_]+")


def main() -> int:
    """Write `frequent.txt` of each language that has a folder."""
    for code, source in SOURCES.items():
        if (LANGUAGES / code).is_dir():
            counted = Counter(words(DATA / source))
            ranked = sorted(counted, key=lambda word: (-counted[word], word))[:KEPT]
            lines = "\n".join(" ".join(ranked[at : at + 12]) for at in range(0, len(ranked), 12))
            (LANGUAGES / code / "frequent.txt").write_text(lines + "\n", encoding="utf-8")
    return 0


def words(path: Path) -> Iterator[str]:
    """The words of a treebank that are written small, as they stand in the second column."""
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) > 1 and not line.startswith("#"):
            word = columns[1]
            if word.islower() and _WORD.fullmatch(word):
                yield word


if __name__ == "__main__":
    raise SystemExit(main())
