"""Tells whom no toll counts though a word of harm stands by: those set free, none badly hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import SINGLE, what_of
from vitne.claims.standing import is_none, is_part
from vitne.model import Kind
from vitne.model.entries import Form, Harm, Measure

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_UNHARMED = "people not harmed"
_BODIES = (Kind.PEOPLE, Kind.HARM, Kind.HEAD, Kind.NAME)
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
    if not (is_part(harm, count) or count.first < harm.first < count.last):
        return False
    _, end = sentence.clause(harm.first)
    units = sentence.within(harm.last, end, Kind.UNIT)
    free = next((m for m in units if what_of(m) == _UNHARMED), None)
    return free is not None and not sentence.holds(harm.last, free.first, Kind.NUMBER, Kind.HARM)


def describes_one(sentence: Sentence, harm: Mention) -> bool:
    """Whether it is only said who a victim told of before was: "Det yngste offeret var ei jente"."""
    entry = harm.entry
    if not isinstance(entry, Harm) or entry.measure is not Measure.CASUALTIES:
        return False
    at = harm.first - 1
    at -= not sentence.is_a(at, "determiners") and not sentence.is_stop(at)
    known = sentence.is_a(at, "determiners") and not sentence.is_a(at, "articles")
    known = known or harm.form is Form.SINGULAR_DEFINITE
    told = sentence.is_a(harm.last, "being") or sentence.is_a(at - 1, "being")
    return known and told and harm.form in SINGLE


def of_animals(sentence: Sentence, harm: Mention) -> bool:
    """Whether only animals stand before a word of harm as its subject: "flere esler | lå døde"."""
    first, _ = sentence.clause(harm.first)
    for at in range(harm.first - 1, first - 1, -1):
        if sentence.covering(at, *_BODIES) is not None or sentence.is_stop(at):
            return False
        if what_of(sentence.covering(at, Kind.UNIT)) == "animals":
            return not sentence.holds(first, at, Kind.PEOPLE)
    return False
