"""Finds who was added to a toll that grows: "The toll rose to five after a woman died in hospital"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.sentence import DEFINITE, effect_of
from vitne.model import Kind
from vitne.model.entries import Harm, HarmPart

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence


def tells_the_toll(draft: Draft) -> bool:
    """Whether a toll is told as the number it has come to: "dødstallet er fem"."""
    harm = draft.sentence.starting(draft.anchor[0], Kind.HARM)
    return harm is not None and isinstance(harm.entry, Harm) and harm.entry.part is HarmPart.TOLL


def count_in(sentence: Sentence, drafts: list[Draft]) -> None:
    """Make those who died last a part of the toll that they are added to."""
    wholes = [d for d in drafts if tells_the_toll(d) and d.toll and d.toll.scope == "incident"]
    if not wholes or any(effect_of(c) == "cumulative" for c in sentence.of(Kind.CUE)):
        return
    for draft in drafts:
        whole = next((w for w in wholes if _adds_to(sentence, draft, w)), None)
        if whole is not None and draft.toll is not None:
            draft.main = whole
            draft.toll = msgspec.structs.replace(draft.toll, scope="subset")


def _adds_to(sentence: Sentence, draft: Draft, whole: Draft) -> bool:
    """Whether a lesser toll of the same harm is told as why, or how, the whole has grown."""
    part, all_ = draft.toll, whole.toll
    if part is None or all_ is None or draft is whole or part.measure != all_.measure:
        return False
    alone = part.scope == "incident" and draft.main is None and not tells_the_toll(draft)
    if not alone or part.low is None or all_.low is None or not 0 < part.low < all_.low:
        return False
    first, last = sentence.clause(draft.anchor[0])
    if draft.first < whole.first:
        last = min(last, whole.first)
    if any(m.form not in DEFINITE for m in sentence.within(first, last, Kind.TRIGGER)):
        return False  # "… after ten were killed in a raid": those of another act
    if draft.first < whole.first:
        return sentence.has_a(draft.last, whole.last, "adding")
    return _opens_cause(sentence, first) or _opens_cause(sentence, first - 1)


def _opens_cause(sentence: Sentence, at: int) -> bool:
    """Whether a clause begins that tells what came before: "after", "da", "etter | at"."""
    return sentence.is_any(at, "after", "when", "since")
