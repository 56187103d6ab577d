"""Measures on NTREX whether the same news reads to the same claims in every language.

NTREX-128 (CC BY-SA 4.0) has 123 news articles translated sentence by sentence. Most are on other
things than conflict, so each article is read as if it were a report of it. A sentence counts where
it tells of a toll in the language measured or in English, and is right where both give the same
measures and bounds; likewise for the voices and places of claims. There is no figure of others to
compare with.

usage: python evaluation/ntrex.py [--misses LANGUAGE]
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchtexts import captured

from vitne import articles, mentions, passages
from vitne.claims.reader import Reader
from vitne.claims.sentence import Sentence
from vitne.packs.pack import Pack, Packs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.claims.drafts import Draft

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "ntrex"
FILES = {
    "en": "src.eng", "nb": "ref.nob", "nn": "ref.nno", "da": "ref.dan", "sv": "ref.swe",
    "de": "ref.deu",
}  # fmt: skip
ASIDE = "en"  # what the others are compared with
FIELDS = ("tolls", "voices", "places")

Told = dict[str, frozenset[tuple[object, ...]]]  # field → what a sentence tells


def main() -> int:
    """Print the share of sentences that agree with English, by language and field."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", metavar="LANGUAGE", help="print the sentences that differ")
    options = parser.parse_args()
    packs = Packs()
    if options.misses:
        differing(options.misses, packs)
        return 0
    print("| field |", " | ".join(found := measure(packs)), "|")
    print("| --- |", " --- |" * len(found))
    for field in FIELDS:
        cells = (rows[field] for rows in found.values())
        print(f"| {field} |", " | ".join(f"{share:.3f} ({count})" for share, count in cells), "|")
    return 0


def measure(packs: Packs) -> dict[str, dict[str, tuple[float, int]]]:
    """Language → field → share of sentences that agree with English, and of how many."""
    aside = list(told(ASIDE, packs))
    languages = [code for code in FILES if code != ASIDE and packs.language(code)]
    return {code: _agreement(list(told(code, packs)), aside) for code in languages}


def _agreement(rows: list[Told], aside: list[Told]) -> dict[str, tuple[float, int]]:
    found = {}
    for field in FIELDS:
        pairs = [(a[field], b[field]) for a, b in zip(rows, aside, strict=True)]
        counted = [a == b for a, b in pairs if a or b]
        found[field] = (sum(counted) / max(len(counted), 1), len(counted))
    return found


def told(code: str, packs: Packs) -> Iterator[Told]:
    """What each sentence of a language tells, in order."""
    pack = packs.language(code)
    assert pack is not None  # noqa: S101 - asked for by the caller
    ids = (FOLDER / "DOCUMENT_IDS.tsv").read_text("utf-8").split()
    lines = (FOLDER / f"newstest2019-{FILES[code]}.txt").read_text("utf-8").splitlines()
    for _, rows in itertools.groupby(zip(ids, lines, strict=True), key=lambda row: row[0]):
        yield from _of_article([line for _, line in rows], pack, packs)


def _of_article(lines: list[str], pack: Pack, packs: Packs) -> list[Told]:
    capture = captured("\n\n".join(lines), language=pack.code)
    article = articles.extract(capture, packs.conventions)
    parts = passages.split(article, pack.grammar)
    rows = mentions.find(parts, article.published, pack)
    sentences = [
        Sentence(article.text, passage, found, pack.grammar)
        for passage, found in zip(parts, rows, strict=True)
    ]
    drafts = Reader(article, pack).read(sentences)
    starts = list(itertools.accumulate((len(line) + 2 for line in lines), initial=0))
    return [_told(drafts, first, last) for first, last in itertools.pairwise(starts)]


def _told(drafts: list[Draft], first: int, last: int) -> Told:
    own = [d for d in drafts if first <= d.sentence.quote(*d.anchor).start < last]
    tolls = [d.toll for d in own if d.toll is not None]
    return {
        "tolls": frozenset((toll.measure, toll.low, toll.high) for toll in tolls),
        "voices": frozenset((voice.role, voice.name) for d in own for voice in d.voices),
        "places": frozenset((d.place.name, d.place.country) for d in own if d.place),
    }


def differing(code: str, packs: Packs) -> None:
    """Print the sentences whose tolls differ from English, side by side."""
    lines = [
        (FOLDER / f"newstest2019-{FILES[c]}.txt").read_text("utf-8").splitlines()
        for c in (code, ASIDE)
    ]
    for own, aside, *text in zip(told(code, packs), told(ASIDE, packs), *lines, strict=True):
        if own["tolls"] != aside["tolls"]:
            print(*text, f"  {code} {set(own['tolls'])}", f"  {ASIDE} {set(aside['tolls'])}",
                  sep="\n", file=sys.stdout)  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
