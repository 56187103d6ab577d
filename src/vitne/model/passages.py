"""Sentence-sized stretches of an article and their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model.articles import Role
from vitne.model.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTES = frozenset('«»“”„"')


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or mark, with its offsets in the article; `low` is its case-folded form."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name: first letter upper case."""
        return self.text[0].isupper()


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A sentence, headline or caption.

    `speech` holds the stretches of direct speech, without dash or quotation marks.
    `paragraph` counts segments of running text; passages of one paragraph share it.
    `repeated` is true where the same words stand earlier in the article.
    """

    index: int
    start: int
    end: int
    role: Role
    paragraph: int
    tokens: tuple[Token, ...]
    speech: tuple[Span, ...] = ()
    repeated: bool = False


def opens_words(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark opens words of somebody's within a clause: "skal | «betale dyrt»"."""
    if not 0 < at < len(tokens) - 1 or tokens[at].low not in _QUOTES:
        return False
    before, mark, behind = tokens[at - 1 : at + 2]
    apart = before.end < mark.start and mark.end == behind.start
    return apart and before.low[-1].isalnum() and behind.text[0].islower()
