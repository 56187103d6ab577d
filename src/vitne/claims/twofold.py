"""Hears one speaker in two predicates: "Leger har talt tre lik og sier at titalls er skadd"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.sentence import Sentence


def twofold(sentence: Sentence, one: Attribution) -> Attribution:
    """Who tells a figure and then says more vouches for both: "put the dead at 31 | and said …"."""
    phrase, (first, last) = one.phrase, one.zone
    if phrase is None or not (first <= phrase.first and one.first >= last):
        return one
    if not _tells_figure(sentence, phrase.last, last):
        return one
    return msgspec.structs.replace(one, first=phrase.last, zone=(first, phrase.last))


def _tells_figure(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a verb of telling, a figure of people harmed and an "and" stand in a token range."""
    told = sentence.starting(first, Kind.REPORTING) or next(
        sentence.within(first, last, Kind.REPORTING), None
    )
    if told is None or sentence.is_a(first, "relative") or sentence.is_stop(first):
        return False
    numbers = sentence.within(told.first, last, Kind.NUMBER)
    figure = next((m for m in numbers if m.number is not None and not m.number.article), None)
    if figure is None or not sentence.holds(told.first, last, Kind.HARM):
        return False
    return sentence.has_a(figure.last, last, "and")
