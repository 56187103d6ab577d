"""Measures which names vitne finds in Norwegian news, against NorNE.

NorNE (CC0; Jørgensen et al., 2020, "NorNE: Annotating named entities for Norwegian") marks names in
the Norwegian Dependency Treebank; measured on its development part are persons, organisations, and
places (LOC with GPE_LOC and GPE_ORG), exact spans with the right class. A name that no pack knows
counts as what the tagger takes it for, and not at all where that tells nothing; "spans" tells apart
how many names are found whatever their class. Of names inside names the outer one counts.

Compared with an F1 of 0.82 over the three classes, which the third issue of the project asks for.
The paper has figures of taggers, over more classes, which were
not looked up.

usage: python evaluation/norne_names.py
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import score
from reading import mentions_of

from vitne.model import Kind, NameKind
from vitne.packs.pack import Pack, Packs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.model import Mention

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "norne"
LANGUAGES = ("nb", "nn")
CLASSES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE_LOC": "LOC", "GPE_ORG": "LOC"}
OF_KIND = {Kind.ACTOR: "ORG", Kind.PLACE: "LOC"}
NAMED = {NameKind.PERSON: "PER", NameKind.ORGANISATION: "ORG", NameKind.PLACE: "LOC", None: ""}
TOGETHER = 20  # sentences read as one text; the treebank does not say where articles end
_TIGHT_BEFORE = frozenset(".,;:!?)»”")
_TIGHT_AFTER = frozenset("(«“")

Name = tuple[int, int, str]  # start and end in the text, class
Measured = dict[str, tuple[float, int]]


def main() -> int:
    """Print the measures."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None).parse_args()
    print("\n".join(score.table(measure(Packs()))))
    return 0


def files() -> tuple[Path, ...]:
    """The files that are measured on."""
    return tuple(FOLDER / f"{code}-dev.conll" for code in LANGUAGES)


@cache
def measure(packs: Packs) -> dict[str, Measured]:
    """F1 of each class and of all, by language that has a pack."""
    found = {}
    for code in LANGUAGES:
        pack = packs.language(code)
        if pack is not None:
            found[f"NorNE {code} dev"] = scores(texts(code), pack, packs)
    return found


def scores(rows: Iterator[tuple[str, set[Name]]], pack: Pack, packs: Packs) -> Measured:
    """F1 of persons, organisations, places, all, and of spans whatever their class."""
    hits: Counter[str] = Counter()
    made: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for text, gold in rows:
        read = set(names(mentions_of(text, pack, packs)))
        for some, counter in ((gold & read, hits), (read, made), (gold, wanted)):
            counter.update(kind for _, _, kind in some)
            counter["all"] += len(some)
        spans = {name[:2] for name in gold}
        own = {name[:2] for name in read}
        hits["spans"] += len(spans & own)
        made["spans"] += len(own)
        wanted["spans"] += len(spans)
    return {
        kind: (2 * hits[kind] / max(made[kind] + wanted[kind], 1), wanted[kind])
        for kind in ("PER", "ORG", "LOC", "all", "spans")
    }


def names(mentions: Sequence[Mention]) -> Iterator[Name]:
    """The names among mentions: nations only where they are written as names.

    Of a name inside another ("Universitetet i Oslo") the outer one counts, as NorNE marks no other.
    """
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        kind = OF_KIND.get(mention.kind) or NAMED[mention.named]
        if kind and mention.end > end:
            yield mention.start, mention.end, kind
            end = mention.end


def texts(code: str, part: str = "dev") -> Iterator[tuple[str, set[Name]]]:
    """Runs of sentences as one text, with the names marked in it."""
    sentences = (FOLDER / f"{code}-{part}.conll").read_text("utf-8").strip().split("\n\n")
    for at in range(0, len(sentences), TOGETHER):
        text, marked = "", set[Name]()
        for sentence in sentences[at : at + TOGETHER]:
            rows = [line.split("\t") for line in sentence.splitlines()]
            text += "\n\n" * bool(text)
            text = _append(text, rows, marked)
        yield text, marked


def _append(text: str, rows: Sequence[Sequence[str]], marked: set[Name]) -> str:
    """The text with one sentence more; its names are added to those marked."""
    opened: tuple[int, str] | None = None
    space = ""
    for row in rows:
        word, tag = row[1], row[7]
        if opened is not None and not tag.startswith("I-"):
            _mark(marked, opened, len(text))
            opened = None
        text += ("" if word in _TIGHT_BEFORE else space) + word
        space = "" if word in _TIGHT_AFTER else " "
        if tag.startswith("B-"):
            opened = len(text) - len(word), tag[2:]
    if opened is not None:
        _mark(marked, opened, len(text))
    return text


def _mark(marked: set[Name], opened: tuple[int, str], end: int) -> None:
    start, tag = opened
    if tag in CLASSES:
        marked.add((start, end, CLASSES[tag]))


if __name__ == "__main__":
    raise SystemExit(main())
