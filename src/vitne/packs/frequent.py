"""The most frequent words of each language, by which it is told, and its common ones."""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable


def frequent_words(folder: Traversable) -> list[str]:
    """The words of `frequent.txt` in a language folder, lower case, the most frequent first.

    Raises:
        PackError: The file cannot be read.
    """
    return _words(folder / "frequent.txt")


def common_words(folder: Traversable) -> list[str]:
    """The words of a language that are written small: `common.txt`, or else the most frequent ones.

    Raises:
        PackError: The file cannot be read.
    """
    path = folder / "common.txt"
    return frequent_words(folder) + (_words(path) if path.is_file() else [])


def _words(path: Traversable) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: {error}") from error


Letters = tuple[str, str, str]
_SMOOTHING = 0.5  # what is added to each count, so that nothing is impossible


class Spelling(msgspec.Struct, frozen=True, gc=False):
    """How likely three letters are in one language: natural logarithms, smoothed by a half."""

    seen: dict[Letters, float]
    unseen: float


class Frequent(msgspec.Struct, frozen=True, dict=True):
    """The frequent words of all languages, and the letters they are spelt with. Safe to pickle."""

    languages: tuple[str, ...] = ()
    ranks: dict[str, dict[str, int]] = {}  # word → language → rank, 0 is the most frequent

    @functools.cached_property
    def spellings(self) -> dict[str, Spelling]:
        """How likely three letters are in the frequent words of each language."""
        words: dict[str, list[str]] = {language: [] for language in self.languages}
        for word, spoken in self.ranks.items():
            for language in spoken:
                words[language].append(word)
        return {language: _spelling(of_it) for language, of_it in words.items()}


def _spelling(words: list[str]) -> Spelling:
    counts = Counter(letters(*words))
    whole = math.log(counts.total() + _SMOOTHING * len(counts))
    seen = {three: math.log(times + _SMOOTHING) - whole for three, times in counts.items()}
    return Spelling(seen, math.log(_SMOOTHING) - whole)


def letters(*words: str) -> Iterator[Letters]:
    """The overlapping threes of letters of words, with two spaces at each edge."""
    edged = f"  {'  '.join(words)}  "
    return zip(edged, edged[1:], edged[2:], strict=False)


def read_frequent(folders: Iterable[Traversable]) -> Frequent:
    """Read the frequent words of languages, by the names of their folders.

    Raises:
        PackError: A file cannot be read.
    """
    ranks: dict[str, dict[str, int]] = {}
    names = []
    for folder in folders:
        names.append(folder.name)
        for rank, word in enumerate(frequent_words(folder)):
            ranks.setdefault(word, {}).setdefault(folder.name, rank)
    return Frequent(tuple(names), ranks)
