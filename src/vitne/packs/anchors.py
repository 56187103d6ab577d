"""Finds patterns of several words by the one of their words that fewest sentences have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vitne.model.entries import AnyEntry, Form
from vitne.packs.inflection import Gap, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


# Number among all, first word, what follows it, entry, form, number of words after the first, the
# words it needs, one of each set, those that the fewest patterns share before the others, and of
# these the sets beside the first word and the one it is found by. Tuples, for there are 30,000 of
# them to be kept.
Needs = tuple[frozenset[str], ...]
Pattern = tuple[int, str, tuple[Step, ...], AnyEntry, Form, int, Needs, Needs]
Firsts = dict[str, tuple[Pattern, ...]]  # patterns by their first word
Spelt = tuple[str, tuple[Step, ...], AnyEntry, Form]


def index(rows: Sequence[Spelt], examples: Iterable[str]) -> dict[str, Firsts]:
    """Patterns by the word that reports use least, then by their first word.

    Args:
        rows: All patterns: first word, what follows it, entry, form.
        examples: The words of sentences in the manner of reports.
    """
    seen = Counter(examples)
    same: dict[Step, Step] = {}  # one object for equal sets of words: quicker kept and read
    runs: dict[tuple[Step, ...], tuple[Step, ...]] = {}  # and for equal runs of them: fewer to hold
    shared = []
    for row in rows:
        steps = tuple([same.setdefault(step, step) for step in row[1]])
        shared.append((row, runs.setdefault(steps, steps)))
    sets = [_literals(same, row[0], steps) for row, steps in shared]
    counts = Counter(word for choices in sets for words in choices for word in words)
    told = [words for words in same if not isinstance(words, Gap)]
    shared_by = {words: (max([counts[w] for w in words]), len(words)) for words in told}
    used = {words: _use(words, seen) for words in told}
    needs_of: dict[Needs, Needs] = {}
    found: dict[str, dict[str, list[Pattern]]] = {}
    for number, ((first, _, entry, form), steps) in enumerate(shared):
        choices = sets[number]
        needed = tuple(sorted(choices, key=shared_by.__getitem__))
        needed = needs_of.setdefault(needed, needed)
        anchor = min(choices, key=used.__getitem__)
        rest = tuple([words for words in needed if words not in (choices[0], anchor)])
        rest = needs_of.setdefault(rest, rest)
        pattern = (number, first, steps, entry, form, len(choices) - 1, needed, rest)
        for word in anchor:
            found.setdefault(word, {}).setdefault(first, []).append(pattern)
    return {
        word: {first: tuple(group) for first, group in firsts.items()}
        for word, firsts in found.items()
    }


def rank(pattern: Pattern, where: Mapping[str, Sequence[int]]) -> tuple[int, int]:
    """Which of the patterns that match alike counts: the least one.

    It is the one whose least shared words stand first; `where` tells where a sentence has its words.
    """
    return min(where[word][0] for word in pattern[6][0] if word in where), pattern[0]


def needs(pattern: Pattern, word: str) -> Needs:
    """The words that a pattern needs beside one of its words: one of each set."""
    return tuple(words for words in pattern[6] if word not in words)


def _literals(same: dict[Step, Step], first: str, steps: Iterable[Step]) -> list[frozenset[str]]:
    opening = frozenset({first})
    sets = (same.setdefault(opening, opening), *steps)
    return [words for words in sets if not isinstance(words, Gap)]


def _use(words: frozenset[str], seen: Counter[str]) -> float:
    """How much reports may use some words: the examples are few, but words in much use are short."""
    return sum([(seen[word] + 1) / len(word) ** 3 for word in words])
