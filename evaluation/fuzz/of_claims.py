"""Plain text in one language, read into claims: words of the packs in orders nobody would write."""

from __future__ import annotations

import hashlib
from zlib import crc32

from fuzz import words
from fuzz.checks import check_reading, hold
from fuzz.target import Target
from vitne import pipeline
from vitne.model import Capture, Metadata
from vitne.packs.catalogue import Catalogue
from vitne.packs.pack import Packs

_DATES = (None, "2020", "2020-10", "2020-10-04", "2024-02-29", "0001-01-01", "9999-12-31")
_LONG = 10_000  # bytes: what is longer is there to be timed, each size alike
_AGAIN = 8  # one in so many inputs is read twice, and by a fresh reader of captures


def target(code: str) -> Target:
    """Reading plain text in a language."""
    packs = Packs()
    packs.language(code)
    catalogue = Catalogue([code])
    known: dict[str, bool] = {}

    def knows(rule: str) -> bool:
        if rule not in known:
            known[rule] = bool(catalogue.find(rule))
        return known[rule]

    def run(data: bytes) -> None:
        chosen = crc32(data)
        metadata = Metadata(published=_DATES[chosen % len(_DATES)], language=code)
        digest = hashlib.sha256(data).hexdigest()
        capture = Capture("sak.txt", data, digest, "text/plain", metadata)
        reading = pipeline.read(capture, packs)
        check_reading(reading, knows)
        hold(reading.article.language == code, "the language is as handed in")
        if chosen % _AGAIN == 0 and len(data) <= _LONG:
            hold(pipeline.read(capture, packs) == reading, "the same input, the same output")

    groups = words.groups(catalogue.cards)
    return Target(run, words.seeds(groups), groups)
