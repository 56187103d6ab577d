"""Counts the one whom a pronoun behind a verb names as harmed: "They killed | him | on the spot"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.count import Count
from vitne.claims.counted import counted
from vitne.claims.spared import came_through
from vitne.model import Kind
from vitne.model.entries import Form, Harm, HarmPart, Measure

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_TOLD = frozenset({Form.PAST, Form.PAST_OR_PARTICIPLE, Form.GERUND})
_MEASURES = frozenset({Measure.KILLED, Measure.WOUNDED})
_REACH = 3  # tokens before a verb that make it no more than meant: "could have | killed him"


def find_singled(sentence: Sentence, harm: Mention, drafts: list[Draft]) -> list[Draft]:
    """A toll of one where a pronoun is the object of a verb of harm that counts nobody else."""
    if not sentence.is_a(harm.last, "objects_single") or not _tells(sentence, harm):
        return []
    if any(draft.anchor == (harm.first, harm.last) for draft in drafts):
        return []
    count = Count(harm.last, harm.last + 1)
    if came_through(sentence, harm, [count]):
        return []
    assert isinstance(harm.entry, Harm)  # noqa: S101 - asked before
    draft = counted(sentence, count, harm.entry.measure.value, (harm.first, harm.last))
    assert draft.toll is not None  # noqa: S101 - counted makes one
    draft.toll = msgspec.structs.replace(draft.toll, low=1, high=1, scope="incident")
    draft.rules, draft.named = [*harm.rules], True
    return [draft]


def _tells(sentence: Sentence, harm: Mention) -> bool:
    """Whether a verb tells what was done to one, and the pronoun owns nothing: not "killed her | son"."""
    entry, behind = harm.entry, harm.last + 1
    if not isinstance(entry, Harm) or entry.measure not in _MEASURES or harm.form not in _TOLD:
        return False
    if entry.part is not HarmPart.SUFFERED or not entry.transitive or entry.needs_number:
        return False
    meant = any(
        sentence.is_any(i, "modal_future", "infinitive", "almost") or sentence.covering(i, Kind.CUE)
        for i in range(harm.first - _REACH, harm.first)
    )
    ends = sentence.is_stop(behind) or sentence.is_a(behind, "function")
    return not meant and (ends or sentence.covering(behind, Kind.TIME) is not None)
