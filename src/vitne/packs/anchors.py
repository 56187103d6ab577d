"""Finds patterns of several words by the one of their words that fewest sentences have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from vitne.model.entries import AnyEntry, Form
from vitne.packs.inflection import Gap, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Pattern(NamedTuple):
    """A pattern of several words; `number` is its place among all, `size` its words but the first.

    Of patterns that match alike, that one counts whose `peculiar` words (those that the fewest
    patterns share) stand first in the sentence.
    """

    number: int
    first: str
    steps: tuple[Step, ...]
    entry: AnyEntry
    form: Form
    size: int
    peculiar: frozenset[str]

    @property
    def literals(self) -> list[frozenset[str]]:
        """The words that it needs: one of each set."""
        return literals(self.first, self.steps)

    def rank(self, where: Mapping[str, Sequence[int]]) -> tuple[int, int]:
        """Its rank among patterns that match alike, least first; `where` tells where words stand."""
        return min(where[word][0] for word in self.peculiar if word in where), self.number


Firsts = dict[str, tuple[Pattern, ...]]  # patterns by their first word
Spelt = tuple[str, tuple[Step, ...], AnyEntry, Form]


def index(rows: Sequence[Spelt], examples: Iterable[str]) -> dict[str, Firsts]:
    """Patterns by the word that reports use least, then by their first word.

    Args:
        rows: All patterns: first word, what follows it, entry, form.
        examples: The words of sentences in the manner of reports.
    """
    seen = Counter(examples)
    sets = [literals(first, steps) for first, steps, _, _ in rows]
    counts = Counter(word for choices in sets for words in choices for word in words)
    found: dict[str, dict[str, list[Pattern]]] = {}
    for number, ((first, steps, entry, form), choices) in enumerate(zip(rows, sets, strict=True)):
        peculiar = min(choices, key=lambda words: (max(counts[w] for w in words), len(words)))
        size = len(choices) - 1
        pattern = Pattern(number, first, steps, entry, form, size, peculiar)
        for word in min(choices, key=lambda words: _use(words, seen)):
            found.setdefault(word, {}).setdefault(first, []).append(pattern)
    return {
        word: {first: tuple(group) for first, group in firsts.items()}
        for word, firsts in found.items()
    }


def literals(first: str, steps: Iterable[Step]) -> list[frozenset[str]]:
    """The words that a pattern needs: one of each set."""
    return [frozenset({first}), *(step for step in steps if not isinstance(step, Gap))]


def _use(words: frozenset[str], seen: Counter[str]) -> float:
    """How much reports may use some words: the examples are few, but words in much use are short."""
    return sum([(seen[word] + 1) / len(word) ** 3 for word in words])
