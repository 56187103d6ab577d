"""Tells whether a verb is passive: "ble bombet", "bombes", "Opprørere drept" in a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import closes_clause, voice_behind
from vitne.claims.doers import acting_subject
from vitne.claims.listed import listed_behind
from vitne.claims.objects import is_found, object_at
from vitne.model import Kind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention


_REACH = 9  # tokens from an auxiliary to its verb, where the verb does not close its clause
_FAR = 16  # and to a second one that shares it: "ble dratt ut av brakkene sine og | henrettet"
_AUXILIARIES = ("aux_passive_only", "aux_perfect_only", "modal_future", "infinitive")
_BRIEF = frozenset({"headline", "subheading", "caption"})


def is_passive(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb is passive: "ble bombet", "bombes", a bare participle in a headline."""
    if mention.form is Form.PASSIVE or is_found(sentence, mention.first - 1):
        return True
    if mention.form is not Form.PARTICIPLE and not _may_be_participle(mention):
        return _past_for_participle(sentence, mention)
    if (active := voice_behind(sentence, mention)) is not None:
        return not active
    first = _over_list(sentence, mention)
    reach = first if sentence.grammar.verb_last else max(first, mention.first - _REACH)
    for at in sentence.before_verb(mention.first, reach):
        if sentence.is_a(at, "aux_perfect_only"):
            been = sentence.has_a(at, mention.first, "been")
            return been or sentence.is_a(at + 1, "aux_passive")
        if sentence.is_a(at, "aux_passive"):
            return True
    if (
        _cut_off(sentence, mention, first)
        or _reduced(sentence, mention)
        or _suffers_on(sentence, mention, first)
    ):
        return True
    if sentence.passage.role.value not in _BRIEF:
        return _shares_auxiliary(sentence, mention)
    if sentence.grammar.verb_last and not closes_clause(sentence, mention):
        at = mention.last  # "Armee bombardiert Dorf", "Armee bombardiert am Montag die Stadt"
        return sentence.is_a(at, "prepositions") and sentence.starting(at, Kind.TIME) is None
    return not _has_object(sentence, mention, first)


def _over_list(sentence: Sentence, mention: Mention) -> int:
    """Where the clause of a verb opens, its subject's list too: "ble en skole, to hus og en bro | bombet"."""
    first, _ = sentence.clause(mention.first)
    if sentence.word(first) != ",":
        return first
    rows = listed_behind(sentence, first)
    closes = bool(rows) and sentence.past_times(rows[-1][1]) == mention.first
    return sentence.clause(first - 1)[0] if closes else first


def _cut_off(sentence: Sentence, mention: Mention, first: int) -> bool:
    """Whether an insertion stands amid the verb: "Så blev soldaterne, der stod vagt, beskudt"."""
    if mention.first != first + 1:
        return False
    end = sentence.over_relative(first) or sentence.over_aside(first)
    if not end:
        return False
    start, _ = sentence.clause(end - 1)
    return any(sentence.is_a(i, "aux_passive_only") for i in range(start, end))


def _suffers_on(sentence: Sentence, mention: Mention, first: int) -> bool:
    """Whether a second verb befalls those of a passive before: "ble dratt ut av brakkene og | henrettet"."""
    if not sentence.is_a(mention.first - 1, "and") or object_at(sentence, mention.last):
        return False
    before = range(mention.first - 2, max(first, mention.first - _FAR), -1)
    aux = next((i for i in before if sentence.is_any(i, *_AUXILIARIES)), None)
    return aux is not None and sentence.is_a(aux, "aux_passive_only")


def _shares_auxiliary(sentence: Sentence, mention: Mention) -> bool:
    """Whether "were" is left out, as it stood before: "women were raped and homes | looted"."""
    if sentence.grammar.verb_second or not _no_object(sentence, mention.last):
        return False
    nearest = range(mention.first - 2, max(0, mention.first - _REACH), -1)
    joined = next((i for i in nearest if sentence.is_a(i, "and")), 0)
    before = sentence.covering(joined - 1, Kind.TRIGGER, Kind.HARM) if joined else None
    noun = mention.first - 1
    if before is None or sentence.is_a(noun, "function"):
        return False  # "houses were burnt and | looted" says it of the same
    acts = sentence.covering(noun, Kind.HEAD, Kind.ACTOR) is not None  # "and | soldiers | looted"
    return not acts and is_passive(sentence, before)


def _reduced(sentence: Sentence, mention: Mention) -> bool:
    """Whether a participle only tells of its noun, as another verb follows: "men abducted in X died"."""
    noun = sentence.covering(mention.first - 1, Kind.PEOPLE) is not None
    if sentence.is_a(mention.last, "determiners"):
        return False  # "The president condemned | the murder of the mayor"
    if not noun or sentence.grammar.verb_second or mention.form is not Form.PAST_OR_PARTICIPLE:
        return False
    last = sentence.clause(mention.first)[1]
    verb = (i for i in range(mention.last, last) if sentence.is_a(i, "finite_auxiliaries"))
    dead = (m.first for m in sentence.within(mention.last, last, Kind.HARM))
    end = min((*verb, *dead), default=0)
    joined = any(sentence.is_a(i, "and") for i in range(mention.last, end))
    counted = sentence.holds(mention.last, end, Kind.NUMBER)  # "captured in X two men said to have"
    return bool(end) and not (joined or counted) and _no_object(sentence, mention.last)


def _has_object(sentence: Sentence, mention: Mention, first: int) -> bool:
    """Whether a headline's verb is active, with its object behind: "Opprørere stormet fjellby"."""
    at = mention.last
    if mention.form is not Form.PAST_OR_PARTICIPLE or at - mention.first > 1:
        return False
    if _counts_at(sentence, at) and (
        sentence.ends(mention.first - 1, "aircraft_endings")
        or sentence.covering(mention.first - 1, Kind.PEOPLE, Kind.HEAD) is not None
    ):
        return True  # "Tyrkisk drone drepte | seks", "Væpnede menn kidnappet | 87"
    opens = sentence.is_a(at, "articles") or sentence.is_a(at, "determiners")
    if not opens and _no_object(sentence, at):
        return False
    subject = acting_subject(sentence, (mention.first, mention.last))
    return subject is not None and first <= subject.first < mention.first


def _counts_at(sentence: Sentence, at: int) -> bool:
    """Whether people are counted at a token, and no times or days: "kidnappet | 87", "skutt | fire ganger"."""
    number = sentence.starting(at, Kind.NUMBER)
    if number is None or sentence.starting(at, Kind.TIME) is not None:
        return False
    end = number.last
    ends = sentence.is_stop(end) or sentence.is_a(end, "prepositions")
    return ends or sentence.starting(end, Kind.PEOPLE) is not None


def _past_for_participle(sentence: Sentence, mention: Mention) -> bool:
    """Whether a past stands where only a participle can, spelt alike: "vart sivile | sette fri"."""
    first, _ = sentence.clause(mention.first)
    if mention.form is Form.PRESENT and not sentence.grammar.verb_second:
        was = sentence.is_a(mention.first - 1, "aux_passive_only")
        return was and sentence.is_a(mention.last, "done_by")  # "was | overrun | by"
    if mention.form is not Form.PAST or not sentence.grammar.verb_second:
        return False
    before = range(first, mention.first)
    aux = any(sentence.is_a(i, "aux_passive_only") for i in before)
    return aux and not any(sentence.is_a(i, "and") for i in before)


def _may_be_participle(mention: Mention) -> bool:
    return mention.form in (Form.PAST_OR_PARTICIPLE, Form.BASE)


def _no_object(sentence: Sentence, at: int) -> bool:
    """Whether what follows a headline's verb cannot be its object: "ut", "av hæren", "i går"."""
    if sentence.is_stop(at) or sentence.is_a(at, "function") or sentence.is_a(at, "out"):
        return True
    return sentence.covering(at, Kind.TIME, Kind.HARM, Kind.TRIGGER, Kind.NUMBER) is not None
