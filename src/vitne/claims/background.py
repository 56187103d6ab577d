"""Keeps the numbers that count nobody harmed, so that none disappears in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.counts import find_counts
from vitne.claims.drafts import Draft, numbers_used
from vitne.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.claims.sentence import Sentence


def find_background(sentences: Iterable[Sentence], drafts: list[Draft]) -> list[Draft]:
    """A background claim for each figure that no toll uses: "50.000 innbyggere", "25 kilometer"."""
    used = numbers_used(drafts)
    rows = []
    for sentence in sentences:
        if sentence.passage.repeated or not sentence.of(Kind.NUMBER):
            continue
        for count in find_counts(sentence):
            number = count.value
            if number is None or number.start in used or number.article or number.vague:
                continue
            what = count.decoy or "a number that counts nobody harmed"
            draft = Draft(
                "background", sentence, count.first, count.last, (count.first, count.last),
                list(count.number.rules if count.number else ()),
            )  # fmt: skip
            draft.reasons.append(what)
            rows.append(draft)
    return rows
