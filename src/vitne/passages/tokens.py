"""Cuts text into tokens."""

from __future__ import annotations

import re

from vitne.model import Token

# A figure with its separators ("50.000", "1,6", "14.05"); else a word with inner hyphens and
# apostrophes ("al-Shaab", "13-åring", "Mi-24"); else one mark. "35-40" is three tokens.
_TOKEN = re.compile(
    r"\d++(?:[.,:]\d++)*+(?![^\W\d_])(?!-[^\W\d_])|\w++(?:[-‑'’]\w++)*+|[^\w\s]", re.UNICODE
)


def tokenise(text: str, low: str, start: int, end: int) -> tuple[Token, ...]:
    """Cut `text[start:end]` into tokens; `low` is the folded text, of the same length."""
    tokens: list[Token] = []
    for word in _TOKEN.findall(text, start, end):
        at = text.index(word, start)  # only white space stands between two tokens
        start = at + len(word)
        tokens.append(Token(word, low[at:start], at, start))
    return tuple(tokens)
