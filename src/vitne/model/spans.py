"""Half-open stretches of an article's text, in Unicode code points."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text: `text[start:end]`, 0-based, end-exclusive, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Quote(msgspec.Struct, frozen=True, gc=False):
    """Words of the article with their place: `article.text[start:end] == text`."""

    text: str
    start: int
    end: int
