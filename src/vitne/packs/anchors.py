"""Finds patterns of several words by those of their words that few sentences have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vitne.model.entries import AnyEntry, Form
from vitne.packs.inflection import Gap, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, KeysView

# Number, first word, what follows it, entry, form, number of words after the first.
Pattern = tuple[int, str, tuple[Step, ...], AnyEntry, Form, int]
Rows = dict[str, tuple[Pattern, ...]]  # patterns of one first word, by the word reports use least
Group = dict[str, Rows]  # patterns of one anchor, by their first word


def anchored(patterns: Iterable[Pattern], seen: Counter[str]) -> dict[str, Group]:
    """Patterns by the word that fewest share, then by their first, then by the least used one.

    Args:
        patterns: All patterns, in order.
        seen: How often each word stands in reports.
    """
    steps = [(pattern, literals(pattern)) for pattern in patterns]
    counts = Counter(word for _, sets in steps for words in sets for word in words)
    anchors: dict[str, dict[str, dict[str, list[Pattern]]]] = {}
    for pattern, sets in steps:
        for word in min(sets, key=lambda words: (max(counts[w] for w in words), len(words))):
            rows = anchors.setdefault(word, {}).setdefault(pattern[1], {})
            for rare in min(sets, key=lambda words: _use(words, seen)):
                rows.setdefault(rare, []).append(pattern)
    return {
        word: {
            first: {rare: tuple(group) for rare, group in rows.items()}
            for first, rows in firsts.items()
        }
        for word, firsts in anchors.items()
    }


def _use(words: frozenset[str], seen: Counter[str]) -> float:
    """How much reports may use some words: the examples are few, but words in much use are short."""
    return sum([(seen[word] + 1) / len(word) ** 3 for word in words])


def literals(pattern: Pattern) -> list[frozenset[str]]:
    """The words that a pattern needs: one of each set."""
    return [frozenset({pattern[1]}), *(s for s in pattern[2] if not isinstance(s, Gap))]


def likely(rows: Rows, words: KeysView[str]) -> list[Pattern]:
    """The patterns whose least used word is among those of a sentence, in order."""
    found = [pattern for word in rows.keys() & words for pattern in rows[word]]
    if len(found) > 1:
        found.sort(key=_number)
    return found


def _number(pattern: Pattern) -> int:
    return pattern[0]
