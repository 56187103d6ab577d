"""Tells troops that withdraw from people who flee or are dragged out by the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.naming import back_of
from vitne.claims.sentence import DEFINITE
from vitne.model import Kind, Mention
from vitne.model.entries import People

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft

_RETREAT = "withdrawal"


def is_no_retreat(draft: Draft) -> bool:
    """Whether a withdrawal is one of people, of no armed body."""
    if draft.event is None or draft.event.id != _RETREAT:
        return False
    return _by_civilians(draft) or _of_people(draft)


def _by_civilians(draft: Draft) -> bool:
    """Whether those who leave are people who flee: "2.000 innbyggere har forlatt byen"."""
    if draft.agents:
        return False
    first, _ = draft.sentence.clause(draft.anchor[0])
    return _is_unarmed(next(iter(draft.sentence.within(first, draft.anchor[0], Kind.PEOPLE)), None))


def _of_people(draft: Draft) -> bool:
    """Whether people are dragged out: "De drog ut | min bror ur köket"."""
    sentence = draft.sentence
    for at in range(draft.anchor[0] + 1, draft.anchor[1] + 1):
        led = sentence.is_a(at, "possessives") or sentence.is_a(at, "determiners")
        if led and _is_unarmed(sentence.starting(at + 1, Kind.PEOPLE)):
            return True  # not "forlot byen | frivillig", which may be a volunteer
        if back_of(sentence.starting(at, Kind.BACK)) == "person":
            return True
    # "trak | præsten | ud på pladsen", "drog ut | fyra bönder"
    first, last = draft.anchor
    return any(
        _is_unarmed(m)
        and ((m.form in DEFINITE and m.last < last) or sentence.covering(m.first - 1, Kind.NUMBER))
        for m in sentence.within(first + 1, last + 2, Kind.PEOPLE)
    )


def _is_unarmed(people: Mention | None) -> bool:
    entry = people.entry if people is not None else None
    return isinstance(entry, People) and not entry.armed
