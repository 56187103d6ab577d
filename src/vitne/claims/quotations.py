"""Finds speech that runs over several sentences: a communiqué, a long answer, words behind a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.claims.sentence import Sentence

_CLOSED_BY = {"«": "»", "»": "«", "“": "”", "”": "”", "„": "“", '"': '"'}
_PARAGRAPHS = 5  # paragraphs that one quotation may run over without being opened anew
_END = 10_000


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """Words between two marks, or from a dash to the end of its paragraph.

    `first` and `last` are a passage and a token in it: the marks themselves.
    """

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, passage: int, at: int) -> bool:
        """Whether a token of a passage is spoken."""
        return self.first < (passage, at) < self.last


class _Opened(msgspec.Struct, frozen=True, gc=False):
    mark: str
    passage: int
    at: int
    paragraph: int


def find_quotations(sentences: Sequence[Sentence]) -> list[Quotation]:
    """All quotations of an article, in order.

    English sets a mark at the head of each paragraph and one at the end of the last; others often
    open a text of several paragraphs once. What is never closed is no quotation.
    """
    found: list[Quotation] = []
    opened: _Opened | None = None
    paragraph = -1
    for sentence in sentences:
        passage = sentence.passage
        short = opened is not None and passage.role is Role.SUBHEADING  # "Fire falt.«"
        if passage.role is not Role.PARAGRAPH and not short:
            opened = None
            continue
        begins = passage.paragraph != paragraph
        paragraph = passage.paragraph
        if begins and opened is not None and not _runs_on(opened, sentence):
            opened = None
        if sentence.is_a(0, "dashes"):
            found.append(_dashed(sentences, sentence))
        for at in _marks(sentence):
            opened = _step(sentence, at, opened, found, begins=begins and at == 0)
    return found


def _marks(sentence: Sentence) -> Iterator[int]:
    return (at for at, low in enumerate(sentence.low) if low in _CLOSED_BY)


def _runs_on(opened: _Opened, sentence: Sentence) -> bool:
    """Whether a quotation may run into a paragraph: opened anew, or with marks that have a side."""
    if sentence.word(0) == opened.mark:
        return True
    sided = _CLOSED_BY[opened.mark] != opened.mark
    return sided and sentence.passage.paragraph - opened.paragraph <= _PARAGRAPHS


def _step(
    sentence: Sentence, at: int, opened: _Opened | None, found: list[Quotation], *, begins: bool
) -> _Opened | None:
    """What is open behind a mark; a quotation it closes is added to those found."""
    mark, passage = sentence.word(at), sentence.passage
    here = _Opened(mark, passage.index, at, passage.paragraph)
    if opened is None:
        return here
    if begins and mark == opened.mark:
        return _Opened(mark, opened.passage, opened.at, passage.paragraph)
    if mark == _CLOSED_BY[opened.mark]:
        found.append(Quotation((opened.passage, opened.at), (passage.index, at)))
        return None
    return here if mark == opened.mark else opened


def _dashed(sentences: Sequence[Sentence], sentence: Sentence) -> Quotation:
    """The speech a dash opens, to the end of its paragraph."""
    passage = sentence.passage
    last = passage.index
    while last + 1 < len(sentences) and sentences[last + 1].passage.paragraph == passage.paragraph:
        last += 1
    return Quotation((passage.index, 0), (last, _END))
