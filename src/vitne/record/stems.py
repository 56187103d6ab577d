"""Words of a text as they are searched by: lower case, and stemmed by their language."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The stemmers of Snowball by BCP 47 language. Nynorsk has none of its own.
_STEMMERS = {
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "da": "danish",
    "sv": "swedish",
    "en": "english",
}
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 80  # letters of a word that are searched by
_PIECE = 10_000  # words; PostgreSQL counts positions to 16,383


@functools.cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)


@functools.lru_cache(maxsize=200_000)
def _stem(word: str, name: str | None) -> str:
    word = word[:_LONGEST]
    return word if name is None else _stemmer(name).stemWord(word) or word


def words(text: str) -> list[str]:
    """The words of a text in lower case: "Angrepene i Barda." is angrepene, i, barda."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _WORD.findall(text.lower())


def stems(text: str, language: str) -> list[str]:
    """The stems of the words of a text: "Angrepene i Barda." in Norwegian is angrep, i, bard."""
    name = _STEMMERS.get(language.partition("-")[0])
    return [_stem(word, name) for word in words(text)]


def forms(found: Sequence[str]) -> list[tuple[str, ...]]:
    """The stems that a run of words may be indexed as, whatever the language of an article."""
    names = dict.fromkeys([None, *_STEMMERS.values()])
    return list(dict.fromkeys(tuple(_stem(word, name) for word in found) for name in names))


def pieces(text: str, language: str) -> Iterator[list[str]]:
    """The stems of a text, a very long one in several pieces; at least one, which may be empty."""
    found = stems(text, language)
    for start in range(0, len(found) or 1, _PIECE):
        yield found[start : start + _PIECE]
