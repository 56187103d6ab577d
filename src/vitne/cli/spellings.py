"""Proves the rewrites of place names on the names of their examples."""

from __future__ import annotations

from importlib.resources import as_file, files
from itertools import groupby
from typing import TYPE_CHECKING

from vitne.cli.proved import Failure, Proof, broken
from vitne.errors import PackError
from vitne.packs.folding import fold, strip_marks
from vitne.packs.gazetteer import read_rewrites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.packs.gazetteer import Rewrite


def prove_spellings(code: str) -> Proof:
    """Prove the rewrites of a language: "Gandsja er Ganja." needs "dsj" to be "j"."""
    name = f"languages/{code}/transliteration.toml"
    try:
        with as_file(files("vitne") / "data") as data:
            rewrites = read_rewrites(data / "languages" / code / "transliteration.toml")
    except PackError as error:
        return broken(code, "spellings", error, name)
    failures = []
    for rewrite in rewrites:
        entry = f"{rewrite.old} → {rewrite.new}"
        if not rewrite.examples:
            failures.append(Failure(name, entry, "has no example"))
        failures.extend(
            Failure(name, entry, f"is silent on its example: {example}")
            for example in rewrite.examples
            if not _fires(rewrite, example)
        )
    sentences = sum(len(rewrite.examples) for rewrite in rewrites)
    return Proof(code, "spellings", len(rewrites), sentences, tuple(failures))


def _fires(rewrite: Rewrite, example: str) -> bool:
    """Whether the one spelling stands in the first name of an example, the other in a later one."""
    own, *others = (strip_marks(fold(name)) for name in _names(example))
    old = rewrite.old
    written = own.startswith(old[1:]) if old.startswith("^") else old in own
    return written and any(rewrite.new in other for other in others)


def _names(example: str) -> Iterator[str]:
    """The runs of words with a capital letter: "Kryvyj Rih er Kryvyi Rih." has two."""
    words = example.rstrip(".").split()
    for is_name, run in groupby(words, key=lambda word: word != word.lower()):
        if is_name:
            yield " ".join(run)
