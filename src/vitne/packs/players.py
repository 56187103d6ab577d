"""Groups what players of videos leave in a text by words of it, so that few are to be looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG = 5  # letters of a word that few texts have


def by_shared(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases by a long word that stands in each, first by those that stand in the most of them.

    "videoen er ikke tilgjengelig" and "video unavailable" both stand under "video".
    """
    found: dict[str, tuple[str, ...]] = {}
    left = set(phrases)
    while left:
        words = {word for phrase in left for word in phrase.split() if len(word) >= _LONG} or left
        counts = {word: sum(word in phrase for phrase in left) for word in words}
        most = max(words, key=lambda word: (counts[word], len(word), word))
        found[most] = tuple(sorted(phrase for phrase in left if most in phrase))
        left.difference_update(found[most])
    return found
