"""Tells whom no toll counts though a word of harm stands by: those set free, none badly hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.counted import is_nobody
from vitne.claims.objects import is_active
from vitne.claims.sentence import NOMINAL, SINGLE, effect_of, what_of
from vitne.claims.standing import is_article, is_none, is_part
from vitne.model import Kind
from vitne.model.entries import Act, Form, Harm, HarmPart, Measure

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_UNHARMED = "people not harmed"
_BODIES = (Kind.PEOPLE, Kind.HARM, Kind.HEAD, Kind.NAME)
_HELD = frozenset({Measure.CAPTURED, Measure.MISSING})
_DENIABLE = frozenset({HarmPart.SUFFERED, HarmPart.INFLICTED})


def came_through(sentence: Sentence, harm: Mention, chosen: list[Count]) -> bool:
    """Whether a word of harm tells of none of the people beside it, who came through or are free."""
    if not chosen:
        return False
    if all(is_spared(sentence, harm, count) for count in chosen):
        return True
    nobody = any(is_nobody(sentence, count) for count in chosen)
    return not nobody and _is_denied(sentence, harm, chosen[0].first)


def _is_denied(sentence: Sentence, harm: Mention, first: int) -> bool:
    """Whether a verb of harm is denied of people who stand at a token: "to soldater ble ikke skadd"."""
    entry = harm.entry
    if not isinstance(entry, Harm) or entry.part not in _DENIABLE or harm.form in NOMINAL:
        return False
    if entry.measure is Measure.KILLED and sentence.is_a(harm.last, "done_by"):
        return False  # "were not killed | by the army": by somebody else
    opens, _ = sentence.clause(harm.first)
    if any(sentence.is_a(i, "neither") for i in range(opens, min(first, harm.first))):
        return True
    at = harm.first - 1
    while not sentence.is_a(at, "not") and _leads(sentence, at):
        at -= 1
    behind = harm.last if sentence.grammar.verb_second else at  # "skadades | inte"
    beside = first - 1 - sentence.is_a(first - 1, "determiners")  # "not | all 30 passengers"
    inside = range(harm.first, harm.last)  # "kom | ikke | til skade"
    return any(_denies(sentence, i) for i in (at, behind, beside, *inside))


def _leads(sentence: Sentence, at: int) -> bool:
    """Whether a token may stand between "not" and its verb: "have not | yet been | hurt"."""
    return sentence.is_any(at, "aux_passive", "aux_perfect", "still")


def _denies(sentence: Sentence, at: int) -> bool:
    """Whether a word denies by itself, in no other phrase: not "could | not | be saved"."""
    if not sentence.is_a(at, "not"):
        return False
    cue = sentence.covering(at, Kind.CUE)
    return cue is not None and effect_of(cue) == "negation" and cue.last - cue.first == 1


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
    if not any(what_of(unit) == "animals" for unit in sentence.of(Kind.UNIT)):
        return False
    first, _ = sentence.clause(harm.first)
    entry = harm.entry
    if isinstance(entry, Harm) and entry.transitive and is_active(sentence, harm) is not False:
        return False  # "the hog had mauled the farmer to death"
    for at in range(harm.first - 1, first - 1, -1):
        if sentence.covering(at, *_BODIES) is not None or sentence.is_stop(at):
            return False
        if what_of(sentence.covering(at, Kind.UNIT)) == "animals":
            return not sentence.holds(first, at, Kind.PEOPLE)
    return False


def is_suspect(sentence: Sentence, harm: Mention, count: Count) -> bool:
    """Whether one is told by what he is suspected of: "arrested a | suspect in the killing of"."""
    entry = harm.entry
    captured = isinstance(entry, Harm) and entry.measure is Measure.CAPTURED
    if not captured or not is_article(count):
        return False
    behind = harm.last <= count.first <= harm.last + 1
    act = sentence.starting(count.last, Kind.ACT) if behind else None
    return act is not None and isinstance(act.entry, Act) and act.entry.act == "accusation"
