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
    return tuple(
        Token(match.group(), low[(i := match.start()) : (j := match.end())], i, j)
        for match in _TOKEN.finditer(text, start, end)
    )
