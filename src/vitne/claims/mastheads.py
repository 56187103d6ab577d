"""Knows newspapers and broadcasters that no pack has by the last word of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import has_capital, is_joined

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence


def names_paper(sentence: Sentence, at: int) -> bool:
    """Whether a word closes the name of a newspaper or broadcaster: "the Miami | Herald"."""
    if not sentence.is_a(at, "paper_names"):
        return False
    pair = [sentence.passage.tokens[i].text for i in (at - 1, at) if i >= 0]
    return len(pair) > 1 and all(text[:1].isupper() for text in pair)


def paper_of(sentence: Sentence, span: tuple[int, int]) -> str | None:
    """The name of a newspaper or broadcaster no pack knows, by its last word: "Miami Herald"."""
    first, last = span
    if not names_paper(sentence, last - 1):
        return None
    at = last - 1
    while at > first and has_capital(sentence, at - 1) and not is_joined(sentence, at - 1):
        at -= 1
    if sentence.is_a(at, "determiners"):
        at += 1
    return sentence.quote(at, last).text if last - at > 1 else None
