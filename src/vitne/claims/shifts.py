"""Counts days back to an act that a time names: "to dager etter angrepet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import word_of
from vitne.claims.sentence import NOMINAL
from vitne.claims.times import shifted
from vitne.model import Kind, Mention, Period, TimeKind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft

_NAMED = 3  # tokens from "to dager etter" to the act it is counted from
_LONG_AGO = 28  # days: more is told of what was news long before


def counted_back(
    draft: Draft, mention: Mention, told: Period | None, published: Period | None
) -> Period | None:
    """The days of an act that a time after it is counted from: "tretti år etter massakren".

    What was told last, if that was days ago; None where the act is not named right behind the time.
    """
    shift = mention.when.shift if mention.when else None
    if shift is None or not is_counted_from(draft, mention):
        return None
    if told is not None and shift[1] < _LONG_AGO:
        own = _is_of_sentence(draft, mention)
        return shifted(told, (-shift[1], -shift[0])) if own else told
    return shifted(published, (-shift[1], -shift[0]))


def _is_of_sentence(draft: Draft, mention: Mention) -> bool:
    """Whether the day told is that of the sentence: "bombet byen lørdag, en uke etter angrepet"."""
    sentence = draft.sentence
    if sentence.is_a(mention.first - 1, "took_place"):
        return True  # "Angrepet kom to dager etter eksplosjonen"
    before = (m.when for m in sentence.of(Kind.TIME) if m.last <= mention.first)
    return any(when is not None and when.kind is TimeKind.AT for when in before)


def is_counted_from(draft: Draft, mention: Mention) -> bool:
    """Whether a time is counted from this act, named right behind: "to dager etter | angrepet"."""
    sentence, at = draft.sentence, draft.anchor[0]
    shift, word = mention.when.shift if mention.when else None, word_of(draft)
    killing = word is not None and word.kind is Kind.HARM  # "to år etter | drapet på"
    named = word and (word.form is Form.BASE if killing else word.form in NOMINAL)
    if shift is None or shift[1] <= 0 or not named:
        return False
    return 0 <= at - mention.last < _NAMED and sentence.is_a(mention.last - 1, "after")
