"""Makes the texts that the benchmark reads: real sentences with numbers and names of their own.

Articles that repeat each other word for word would be read from caches. Here every article draws
its sentences anew, and each of its figures, towns and persons is replaced by another.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from vitne import articles, mentions, passages
from vitne.model import Capture, Kind, Level, Mention, Metadata
from vitne.packs.gazetteer import COLUMNS, Columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.packs.pack import Packs

PUBLISHED = "2020-10-04"
WORDS = 600  # an article (DESIGN.md section 8)
_SMALLEST_TOWN = 15_000  # inhabitants: what a report names without more ado
_ONSETS = ("B", "D", "F", "G", "H", "J", "K", "L", "M", "N", "R", "S", "T", "V", "Sj", "Kr", "Tr")
_NUCLEI = ("a", "e", "i", "o", "u", "aja", "ira", "emo", "ulan", "ova", "est", "ori", "ane")
_CODAS = ("", "n", "r", "s", "l", "nko", "dze", "vic", "shi", "med", "ard")
_HEADER = re.compile(r"\A date \S+ ?")

Slot = tuple[int, int, str]  # start and end in the text, and "figure", "town" or "name"


class Text:
    """A text cut into stretches of words that stay, and slots that are filled anew."""

    def __init__(self, text: str, slots: Sequence[Slot]) -> None:
        """Cut a text at its slots."""
        self._parts: list[tuple[str, str]] = []  # words that stay, kind of the slot after them
        at = 0
        for start, end, kind in slots:
            self._parts.append((text[at:start], f"{kind}:{end - start}"))
            at = end
        self._rest = text[at:]
        self.words = len(text.split())

    def fill(self, names: Names) -> str:
        """The text with new figures, towns and names."""
        return "".join(f"{kept}{names.draw(slot)}" for kept, slot in self._parts) + self._rest


class Names:
    """Draws figures, towns and names of persons; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        """Read the towns of the gazetteer."""
        self.random = random.Random(seed)  # noqa: S311 - texts for a benchmark, no secrets
        with as_file(files("vitne") / "data" / "places") as folder:
            columns = Columns(Path(folder) / COLUMNS)
        places = map(columns.place, range(len(columns)))
        self._towns = [p.name for p in places if p.population >= _SMALLEST_TOWN]

    def draw(self, slot: str) -> str:
        """Fill a slot: "figure:3" is three digits, "town:8" a town of any length."""
        kind, _, size = slot.partition(":")
        if kind == "figure":
            first = self.random.choice("123456789")
            return first + "".join(self.random.choices("0123456789", k=int(size) - 1))
        if kind == "town":
            return self.random.choice(self._towns)
        return "".join(map(self.random.choice, (_ONSETS, _NUCLEI, _CODAS)))


def conflict_texts(folder: Path, packs: Packs) -> list[Text]:
    """The paragraphs of the Bokmål reports in a gold folder, one list of texts for all."""
    found = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["language"] == "nb" and gold["relevant"]:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            rows = _HEADER.sub("", text).split("\n\n")
            found += [opened(row, packs) for row in rows if row.strip()]
    return found


def peaceful_texts(file: Path, packs: Packs) -> list[Text]:
    """The sentences of a file with one a line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [opened(line, packs) for line in lines if line.strip()]


def opened(text: str, packs: Packs) -> Text:
    """A text with its slots, as vitne itself finds figures, towns and names in it."""
    article = articles.extract(captured(text), packs.conventions)
    pack = packs.language("nb")
    assert pack is not None  # noqa: S101 - Bokmål is always there
    parts = passages.split(article, pack.grammar)
    rows = [
        slot for row in mentions.find(parts, None, pack) for m in row for slot in _slot(m, text)
    ]
    rows.sort()
    return Text(text, [s for i, s in enumerate(rows) if not i or s[0] >= rows[i - 1][1]])


def captured(text: str, language: str = "nb", published: str = PUBLISHED) -> Capture:
    """A text as a capture that says its language and date."""
    data = text.encode()
    known = Metadata(published=published, language=language)
    return Capture("bench.txt", data, hashlib.sha256(data).hexdigest(), "text/plain", known)


def _slot(mention: Mention, text: str) -> Iterator[Slot]:
    if mention.kind is Kind.NUMBER and mention.number is not None:
        start, end = mention.number.start, mention.number.end
        if text[start:end].isdigit():
            yield start, end, "figure"
    elif mention.kind is Kind.PLACE and mention.places and not mention.genitive:
        if mention.places[0].level is Level.TOWN:
            yield mention.start, mention.end, "town"
    elif mention.kind is Kind.NAME:
        yield mention.start, mention.end, "name"


def reports(texts: Sequence[Text], names: Names, *, run: int, words: int) -> Iterator[str]:
    """Articles of a length without end: runs of texts from random places, filled anew."""
    while True:
        rows: list[str] = []
        size = 0
        while size < words:
            start = names.random.randrange(len(texts))
            for text in texts[start : start + run]:
                rows.append(text.fill(names))
                size += text.words
        yield _cut("\n\n".join(rows), words)


def _cut(text: str, words: int) -> str:
    """The text up to so many words."""
    for number, match in enumerate(re.finditer(r"\S+", text), 1):
        if number == words:
            return text[: match.end()]
    return text
