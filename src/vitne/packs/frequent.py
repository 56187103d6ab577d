"""The most frequent words of each language, by which the language of a text is told."""

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
    try:
        return (folder / "frequent.txt").read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{folder / 'frequent.txt'}: {error}") from error


def votes(folders: Iterable[Traversable]) -> dict[str, tuple[str, ...]]:
    """Each word with the languages it speaks for, by the names of their folders."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in folders:
        for word in frequent_words(folder):
            found[word] = (*found.get(word, ()), folder.name)
    return found
