"""Tells when a name and an office are one person's: "Juan Perez, 45, a former mayor, was killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.ages import is_age_of_name
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_OFFICE = 6  # tokens of what kind of officer: "another party's | leader"


def is_title_of(draft: Draft, name: Mention) -> bool:
    """Whether a toll counts by his office the person whose name follows."""
    return draft.toll is not None and draft.toll.number is None and draft.last == name.first


def is_told_of(sentence: Sentence, draft: Draft, name: Mention) -> bool:
    """Whether a toll counts by his office the person named before a comma."""
    if draft.toll is None or draft.toll.high != 1 or sentence.word(name.last) != ",":
        return False
    at = _behind_age(sentence, name.last + 1)
    if sentence.is_a(at, "possessives") or not at <= draft.first <= at + _OFFICE:
        return False  # "Juan Perez, | his driver and his guard": another one
    if draft.toll.number is None and draft.first <= at + 1:
        return True
    if draft.toll.number is not None and not _is_article(sentence, draft.first):
        return False
    return _is_office(sentence, at, draft.first) and _is_closed(sentence, draft)


def _behind_age(sentence: Sentence, at: int) -> int:
    """The token behind an age between commas: "Juan Perez, 45, | a former mayor"."""
    age = sentence.starting(at, Kind.NUMBER)
    return age.last + 1 if age is not None and is_age_of_name(sentence, age) else at


def _is_article(sentence: Sentence, at: int) -> bool:
    number = sentence.starting(at, Kind.NUMBER)
    return number is not None and number.number is not None and number.number.article


def _is_office(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words only say what kind of officer: "the leftist trade union | leader"."""
    return not any(
        sentence.is_stop(i) or sentence.is_a(i, "and") or sentence.is_a(i, "prepositions")
        for i in range(first, last)
    )


def _is_closed(sentence: Sentence, draft: Draft) -> bool:
    """Whether a comma ends what is told of him, and no other stands beside: not "a guard and a boy"."""
    between = range(draft.first, draft.anchor[0])
    ends = (i for i in between if sentence.word(i) == "," or sentence.is_a(i, "and"))
    end = next(ends, None)
    return end is not None and sentence.word(end) == ","
