"""Writes the common words of English, by which text all in capitals is told from its names.

usage: python evaluation/common.py

Counted in ../shared/data: event_location (MIT), NTREX (CC BY-SA 4.0), PLOVER (CC BY-SA 4.0) and
Universal NER (CC BY-SA 4.0). A word is common where it is written small far more often than with a
capital inside a sentence; in event_location, which has names written small, twice at least. MUC-4's
dev texts, which are all in capitals, add those of their words that a dictionary writes small (the
Debian package wamerican; without it the words added before are kept). Only words are kept, in the
order of the alphabet, none of the texts.
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
# Words of texts in capitals on a war that no dictionary has.
COINED = [
    "anticommunist",
    "antidemocratic",
    "antidrug",
    "antinarcotics",
    "antiriot",
    "binational",
    "counterinsurgency",
    "destabilization",
    "enroute",
    "fratricidal",
    "genocidal",
    "harrassment",
    "hegemonic",
    "institutionality",
    "insurrectional",
    "internationalists",
    "interventionist",
    "machinegun",
    "machinegunned",
    "machinegunning",
    "machineguns",
    "mafia",
    "mafias",
    "multiparty",
    "narcoterrorist",
    "narcoterrorists",
    "noncommissioned",
    "nonextradition",
    "nonmilitary",
    "overflew",
    "overflying",
    "plenum",
    "pluralist",
    "progovernment",
    "propagandistic",
    "rearguard",
    "reestablishment",
    "reincorporation",
    "rightwing",
    "leftwing",
    "subregion",
    "ultrarightist",
    "ultraleftist",
    "underway",
]
# Written small in some data, and names of people and places all the same.
NAMES = frozenset(
    [
        "afghan",
        "alto",
        "altos",
        "amazon",
        "angel",
        "angels",
        "arias",
        "august",
        "baptist",
        "beagle",
        "billy",
        "bonnet",
        "bravo",
        "cabana",
        "cabanas",
        "cacao",
        "cal",
        "canto",
        "castor",
        "chile",
        "china",
        "chinchilla",
        "colon",
        "colons",
        "condor",
        "cooper",
        "corona",
        "corral",
        "cox",
        "curry",
        "dick",
        "drake",
        "francisco",
        "franco",
        "frank",
        "gill",
        "grey",
        "guadalupe",
        "hector",
        "japan",
        "jimmy",
        "john",
        "kent",
        "lam",
        "llano",
        "llanos",
        "lord",
        "madrigal",
        "mantilla",
        "mar",
        "margarita",
        "maria",
        "marin",
        "marina",
        "marinas",
        "marlin",
        "martin",
        "mas",
        "max",
        "merino",
        "mesa",
        "meta",
        "mike",
        "mir",
        "moron",
        "nick",
        "noel",
        "palomino",
        "pan",
        "pentagon",
        "pinto",
        "polo",
        "ray",
        "reed",
        "reis",
        "robin",
        "rod",
        "roman",
        "sierra",
        "smith",
        "sol",
        "sultana",
        "swank",
        "tame",
        "taro",
        "tel",
        "tom",
        "victor",
        "violeta",
    ]
)
DICTIONARY = Path("/usr/share/dict/american-english")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORT = 2  # letters of words that a dictionary has as signs of something
_SHARE = 0.75  # of times that a common word is written small


def main() -> int:
    """Write the words."""
    clean = Counter(word for text in edited() for word in _inner(text))
    counted = clean + Counter(word for text in quoted() for word in _inner(text))
    small = [word for word in counted if word.islower() and _is_common(word, counted)]
    kept = {word for word in small if clean[word] or counted[word] > 1}
    lines = sorted(kept.union(CONTINENTS, COINED, shouted()) - NAMES)
    rows = (" ".join(lines[at : at + 12]) for at in range(0, len(lines), 12))
    FILE.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 0


def quoted() -> Iterator[str]:
    """Sentences of newspapers, some of whose names are written small."""
    for line in (DATA / "event_location" / "dev.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["text"]


def shouted() -> set[str]:
    """Common words of texts all in capitals, by a dictionary."""
    if not DICTIONARY.is_file():
        return set(FILE.read_text("utf-8").split())
    small = {word for word in DICTIONARY.read_text("utf-8").split() if word.islower()}
    texts = (DATA / "muc4" / "dev.jsonl").read_text("utf-8").splitlines()
    words = {word.lower() for line in texts for word in _WORD.findall(json.loads(line)["text"])}
    return {word for word in words & small if len(word) > SHORT}


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
