"""Tells whom no toll counts though a word of harm stands by: those set free, none badly hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import what_of
from vitne.claims.standing import is_none, is_part
from vitne.model import Kind
from vitne.model.entries import Harm, Measure

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_UNHARMED = "people not harmed"
_HELD = frozenset({Measure.CAPTURED, Measure.MISSING})


def is_spared(sentence: Sentence, harm: Mention, count: Count) -> bool:
    """Whether people beside a word of harm are told to have come through, or only not to be badly hurt."""
    entry = harm.entry
    if not isinstance(entry, Harm):
        return False
    if entry.measure is Measure.WOUNDED:
        return is_none(count) and _tells_how_badly(sentence, harm)
    return entry.measure in _HELD and _set_free(sentence, harm, count)


def _tells_how_badly(sentence: Sentence, harm: Mention) -> bool:
    """Whether a wound is told with how bad it was: "ingen ble | alvorlig | skadd" may leave some hurt."""
    return any(sentence.is_a(i, "severity") for i in range(harm.first - 1, harm.last))


def _set_free(sentence: Sentence, harm: Mention, count: Count) -> bool:
    """Whether some of those held are free again: "Seks av de bortførte er | løslatt"."""
    described = is_part(harm, count) or count.first < harm.first < count.last
    if not described:
        return False
    _, end = sentence.clause(harm.first)
    units = sentence.within(harm.last, end, Kind.UNIT)
    free = next((m for m in units if what_of(m) == _UNHARMED), None)
    return free is not None and not sentence.holds(harm.last, free.first, Kind.NUMBER, Kind.HARM)
