"""Tells what capital letters mean: of a name inside a sentence, or of a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Passage, Token
    from vitne.packs.language import Grammar

_WEIGHTY = 4  # letters of a word that a headline in capitals gives one; and words of a headline
_TITLED = 0.75  # of its words


def is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether all words of weight have capitals: "Rebels Seize Border Town in Congo"."""
    words = [token.text for token in tokens if len(token.text) >= _WEIGHTY and token.text.isalpha()]
    return len(words) >= _WEIGHTY and sum(w[0].isupper() for w in words) >= _TITLED * len(words)


def common_tail(text: str) -> bool:
    """Whether a name only describes a common noun: "FN-leiren", "Grad-rakett"."""
    lead, hyphen, tail = text.rpartition("-")
    return bool(hyphen) and tail[:1].islower() and lead[:1].isupper()


def inner_names(passages: Iterable[Passage], grammar: Grammar) -> frozenset[str]:
    """Words written with a capital inside a sentence, with and without a mark of the genitive."""
    names: set[str] = set()
    for passage in passages:
        before = ""
        for token in passage.tokens:
            text = token.text
            if before and text != token.low and text[0].isupper() and before[-1].isalnum():
                names.add(text)
                if (base := grammar.owned(token.low)) is not None:
                    names.add(text[: len(base)])
            before = text
    return frozenset(names)
