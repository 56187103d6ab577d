"""Tells relative pronouns from articles spelt alike: "Rebellen, die sich ergeben"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.model import Token
    from vitne.packs.language import Grammar


def find_relatives(tokens: Sequence[Token], grammar: Grammar) -> Iterator[int]:
    """The articles behind a comma, and perhaps a preposition, that no noun follows."""
    articles = grammar["relative_articles"]
    for at in range(1, len(tokens) - 1):
        if tokens[at].low in articles and _behind_comma(tokens, at, grammar):
            noun = _phrase_end(tokens, at + 1, grammar)
            if noun < len(tokens) and not _may_end(tokens[noun], bare=noun == at + 1):
                yield at


def _behind_comma(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    comma = at - 2 if tokens[at - 1].low in grammar["prepositions"] else at - 1
    return comma >= 1 and tokens[comma].low == ","


def _phrase_end(tokens: Sequence[Token], at: int, grammar: Grammar) -> int:
    """Where the adjectives and figures end that may stand between an article and its noun."""
    while at < len(tokens):
        token = tokens[at]
        small = token.text == token.low and token.low not in grammar["function"]
        adjective = small and grammar.ends(token.low, "adjective_endings")
        if not (adjective or token.low[0].isdigit()):
            return at
        at += 1
    return at


def _may_end(token: Token, *, bare: bool) -> bool:
    """Whether a noun follows, or nothing behind a bare article."""
    noun = token.text != token.low
    return noun or (bare and not token.low[0].isalnum())
