"""The most frequent words of each language, by which it is told, and its common ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def votes(folders: Iterable[Traversable]) -> dict[str, tuple[str, ...]]:
    """Each word with the languages it speaks for, by the names of their folders."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in folders:
        for word in frequent_words(folder):
            found[word] = (*found.get(word, ()), folder.name)
    return found
