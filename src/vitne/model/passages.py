"""Sentence-sized stretches of an article and their tokens."""

from __future__ import annotations

import msgspec

from vitne.model.articles import Role
from vitne.model.spans import Span


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
