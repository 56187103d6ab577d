"""Cuts text into tokens."""

from __future__ import annotations

import re
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from vitne.model import Token
from vitne.packs.folding import lowered

if TYPE_CHECKING:
    from collections.abc import Iterable

# A figure with its separators ("50.000", "1,6", "14.05"); else a word with inner hyphens and
# apostrophes ("al-Shaab", "13-åring", "Mi-24"), initials with an ending behind a colon ("RSF:s") or with
# full stops ("U.S."); else one mark. "35-40" is three tokens.
_FIGURE = r"\d++(?:[.,:]\d++|['’]\d{3}(?!\d))*+(?![^\W\d_])(?!-[^\W\d_])|(?:[^\W\d_]\.){2,}+(?!\w)"
_WORD = r"\w++(?:[-‑'’]\w++)*+(?:(?<=[A-ZÅÄÆÖØ]):[a-zåäö]{1,2}(?!\w))?+"
_PLAIN = r"[a-zA-ZÄÅÆÖØÜßäåæéöøü]{2,}+(?=[\s,.])"  # most words: tried first, it is quickly told
_TOKEN = re.compile(rf"{_PLAIN}|{_FIGURE}|{_WORD}|[^\w\s]")
_OWNING = re.compile(rf"{_PLAIN}|{_FIGURE}|{_WORD}(?:(?<=s)['’](?=\s\w))?+|[^\w\s]")


def tokenise(
    text: str, low: str, start: int, end: int, *, owning: bool = False
) -> tuple[Token, ...]:
    """Cut `text[start:end]` into tokens; `low` is the folded text, of the same length.

    Where `owning` is true an apostrophe may end a word: "the rebels' camp".
    """
    first = start
    folded = low[start:end].replace("’", "'")
    tokens: list[Token] = []
    for word in (_OWNING if owning else _TOKEN).findall(text, start, end):
        at = text.index(word, start)  # only white space stands between two tokens
        start = at + len(word)
        tokens.append(Token(word, folded[at - first : start - first], at, start))
    return tuple(tokens)


def cut_words(
    text: str, spans: Iterable[tuple[int, int]], *, owning: bool = False
) -> list[tuple[list[str], list[str]]]:
    """The tokens of some spans, as they are written and folded, as `tokenise` cuts them."""
    pattern = _OWNING if owning else _TOKEN
    rows = [pattern.findall(text, start, end) for start, end in spans]
    folded = lowered("\n".join(chain.from_iterable(rows))).replace("’", "'").split("\n")
    ends = accumulate(map(len, rows))
    return [(row, folded[end - len(row) : end]) for row, end in zip(rows, ends, strict=True)]
