"""Tells whether a verb is active, with those harmed as its object: "Angrepet drepte tolv"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import is_plural_past, voice_behind
from vitne.claims.sentence import DEFINITE, effect_of, frame_of
from vitne.claims.standing import is_article, is_subject
from vitne.model import Kind, Mention, Role
from vitne.model.entries import Form, Harm, Measure

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence


_EITHER = frozenset({Form.PAST_OR_PARTICIPLE, Form.PAST, Form.BASE})
_FOUND = frozenset({Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE, Form.PASSIVE, Form.BASE})
_HEADINGS = frozenset({Role.HEADLINE, Role.SUBHEADING, Role.CAPTION})
_OBJECT_REACH = 3
_INSERTED = 8  # tokens put in between commas
_AUX_REACH = 10
_MEANS = 6  # tokens of "med klubber og kniver"
_FULL_NAME = 2  # words
_OBJECTS = (Kind.PEOPLE, Kind.HEAD, Kind.PLACE, Kind.ACTOR, Kind.NUMBER)


def is_active(sentence: Sentence, harm: Mention) -> bool | None:
    """Whether the nearest auxiliary makes a verb active ("har drept") or passive ("ble drept").

    None where there is none: "har mistet livet og fire er såret" is passive for "såret".
    """
    first, _ = sentence.clause(harm.first)
    if harm.form is Form.GERUND:
        return True
    if harm.form is Form.PASSIVE or is_found(sentence, harm.first - 1):
        return False  # "dödades", "har hittats halshuggna"
    if not sentence.grammar.verb_second and harm.form in (Form.PRESENT, Form.PAST):
        return True  # "is killing": the auxiliary makes no passive of it
    if (behind := voice_behind(sentence, harm)) is not None:
        return behind
    if _does_besides(sentence, harm):
        return True
    reach = first if sentence.grammar.verb_last else max(first, harm.first - _AUX_REACH)
    for at in sentence.before_verb(harm.first, reach):
        if sentence.is_a(at, "aux_passive"):
            return False
        if sentence.is_a(at, "aux_perfect_only"):
            return True
    return None


def _does_besides(sentence: Sentence, harm: Mention) -> bool:
    """Whether a verb is a second one, with people of its own behind it: "were set off and | killed six men"."""
    if sentence.grammar.verb_second or sentence.grammar.verb_last:
        return False
    number = sentence.starting(harm.last, Kind.NUMBER)
    if number is None or not sentence.is_a(harm.first - 1, "and"):
        return False
    return sentence.starting(harm.last, Kind.TIME) is None and any(
        sentence.starting(i, Kind.PEOPLE) for i in (number.last, number.last + 1)
    )


def is_found(sentence: Sentence, at: int) -> bool:
    """Whether somebody was found as the next word tells: "har | hittats | halshuggna"."""
    found = sentence.starting(at, Kind.REPORTING)
    if found is None or found.last != at + 1 or frame_of(found) != "counts":
        return False
    return found.form in _FOUND and sentence.starting(at + 1, Kind.HARM) is not None


def object_at(sentence: Sentence, at: int) -> bool:
    """Whether the object of a verb begins right behind it: "captured the town", "killed three"."""
    return (
        sentence.is_a(at, "definite_articles")
        or sentence.is_a(at, "articles")
        or sentence.is_a(at, "possessives")
        or sentence.starting(at, *_OBJECTS) is not None
        or person_at(sentence, at)
    ) and sentence.starting(at, Kind.TIME) is None


def person_at(sentence: Sentence, at: int) -> bool:
    """Whether a person's full name begins at a token: "killed | Roberto Garcia"."""
    name = sentence.starting(at, Kind.NAME)
    return name is not None and is_full(name)


def is_full(name: Mention) -> bool:
    """Whether a name is a person's without more ado: "Hector Oqueli"."""
    return name.last - name.first >= _FULL_NAME


def has_object(
    sentence: Sentence, harm: Mention, entry: Harm, harms: list[Mention], free: list[Count]
) -> bool:
    """Whether the verb is active, with those harmed as its object: "Angrepet drepte tolv"."""
    if not entry.transitive or harm.form is Form.PASSIVE:
        return False
    if sentence.is_a(harm.first - 1, "of_them"):
        return False  # "seks av de drepte var barn"
    found = is_active(sentence, harm)
    if found is not None:
        return found
    if sentence.grammar.verb_last and harm.form in (Form.PAST, Form.PRESENT):
        return True  # its passive is told by auxiliaries
    if harm.form not in _EITHER:
        return harm.form is not Form.PARTICIPLE or is_plural_past(sentence, harm)
    if _ends_clause(sentence, harm) or sentence.is_a(harm.last, "being"):
        return False  # "three of the twelve killed were officers"
    if sentence.is_a(harm.last, "and") and any(c.last == harm.first for c in free):
        return False  # "at a cost of 11 soldiers killed and 60 wounded"
    if _strikes(sentence, harm, harms) or _fighters_act(sentence, harm, free):
        return True
    return _counts_behind(sentence, harm, free)


def _fighters_act(sentence: Sentence, harm: Mention, free: list[Count]) -> bool:
    """Whether some who bear arms do it, as no auxiliary stands by: "Soldiers | shot | at a bus"."""
    if sentence.passage.role in _HEADINGS:
        return False
    before = next((c for c in reversed(free) if c.last <= harm.first), None)
    if before is None or before.number is not None or before.entry is None:
        return False
    led = sentence.is_a(sentence.before_noun(before.first), "prepositions")  # "fire at soldiers"
    return before.entry.armed and not led


def _counts_behind(sentence: Sentence, harm: Mention, free: list[Count]) -> bool:
    """Whether those harmed stand behind a verb: "Bevæpnede menn bortførte | 50 landsbyboere".

    Not where some are counted before it: "twelve others wounded in a raid".
    """
    others = harm.first - sentence.is_a(harm.first - 1, "other")
    before = [c for c in free if c.last in (harm.first, others)]
    begin = _past_means(sentence, harm.last)
    near = (c for c in free if begin <= c.first <= begin + 2)
    behind = [c for c in near if c.people or not is_article(c)]  # not "drept ved | en | sperring"
    if not before:
        return bool(behind) or past_insertion(sentence, harm, free) > harm.last
    if any(c.number for c in before):
        return False
    if sentence.is_stop(harm.last):
        return past_insertion(sentence, harm, free) > harm.last
    if any(c.number for c in behind):
        return True
    beside = (c for c in free if c.people and c.first in (harm.first, harm.last))
    return sentence.grammar.verb_second and any(beside)  # "Opprørere drepte | politifolk"


def _past_means(sentence: Sentence, at: int) -> int:
    """The token behind what somebody acted with: "drepte | med klubber og kniver | tre bønder"."""
    if not (sentence.grammar.verb_second and sentence.is_a(at, "with")):
        return at
    for i in range(at + 1, min(at + _MEANS, len(sentence))):
        if sentence.is_stop(i) or sentence.is_a(i, "prepositions"):
            return at
        if (
            sentence.starting(i, Kind.NUMBER) is not None
            and sentence.covering(i, Kind.TIME) is None
        ):
            return i
    return at


def past_insertion(sentence: Sentence, harm: Mention, free: list[Count]) -> int:
    """The token behind words put in before those harmed: "killed, at gunpoint, | a soldier"."""
    if sentence.word(harm.last) != "," or sentence.grammar.verb_second:
        return harm.last
    behind = _past_comma(sentence, harm.last)
    told = any(c.first == behind and not is_subject(sentence, c) for c in free)
    return behind if told else harm.last


def risen_to(sentence: Sentence, harm: Mention, free: list[Count]) -> Count | None:
    """What a toll has come to, behind words put in: "Dødstallet, først satt til 48, er kommet opp i | 71"."""
    if sentence.word(harm.last) != ",":
        return None
    behind = _past_comma(sentence, harm.last)
    for count in free:
        cue = sentence.covering(count.first - 1, Kind.CUE)
        if count.first > behind > harm.last + 1 and cue and effect_of(cue) == "update":
            return count
    return None


def past_aside(sentence: Sentence, at: int) -> int:
    """The token behind words on how or where, put in before an object: "killed, with axes, | a man"."""
    if sentence.grammar.verb_second or sentence.word(at) != ",":
        return at
    if not sentence.is_a(at + 1, "prepositions"):
        return at
    behind = _past_comma(sentence, at)
    return behind if behind > at + 1 and object_at(sentence, behind) else at


def _past_comma(sentence: Sentence, at: int) -> int:
    """The token behind the comma that closes what the one at a token opens, or behind that itself."""
    end = min(at + _INSERTED, len(sentence))
    return next((i for i in range(at + 1, end) if sentence.word(i) == ","), at) + 1


def _ends_clause(sentence: Sentence, harm: Mention) -> bool:
    """Whether another clause follows the word: "two others wounded when gunmen attacked"."""
    at = sentence.past_times(harm.last)
    counts = sentence.starting(at, Kind.NUMBER) is not None  # "bortførte om lag 50"
    return sentence.is_a(at, "subordinators") and not counts


def _strikes(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether a verb without auxiliary has an object beside it: "politiet henrettet ni menn"."""
    if not sentence.grammar.verb_second and object_at(sentence, harm.last):
        return True
    if sentence.passage.role in _HEADINGS or any(h.last <= harm.first for h in harms):
        return False
    doer = sentence.starting(harm.last, Kind.HEAD)
    definite = doer is not None and (
        doer.form in DEFINITE or sentence.ends(doer.last - 1, "definite_endings")
    )
    if sentence.grammar.verb_second and definite:
        return True  # "Samme dag drepte fienden med en drone tre sivile"
    begin = sentence.past_times(harm.last)  # "drepte natt til søndag ni menn"
    for at in range(begin, min(begin + _OBJECT_REACH, len(sentence))):
        if sentence.covering(at, Kind.TIME):
            continue  # "politiet henrettet i helga ni menn"
        if sentence.is_stop(at) or (
            sentence.is_a(at, "prepositions") and not sentence.starting(at, Kind.NUMBER)
        ):
            return False
        if sentence.starting(at, Kind.PEOPLE, Kind.PLACE, Kind.UNIT, Kind.NUMBER):
            return True
        if person_at(sentence, at):
            return True
    return False


def takes_ground(sentence: Sentence, harm: Mention) -> bool:
    """Whether ground is what was captured: "captured Hama, dealing a blow to the president"."""
    entry, at = harm.entry, harm.last
    if not isinstance(entry, Harm) or entry.measure is not Measure.CAPTURED:
        return False
    while sentence.is_any(at, "determiners", "articles"):
        at += 1
    return sentence.starting(at, Kind.PLACE) is not None or sentence.is_place_noun(at)


def is_owned(sentence: Sentence, harm: Mention) -> bool:
    """Whether a verb of harm is a noun that somebody owns: "Monday's | murder", "Ann's | murder"."""
    before = sentence.word(harm.first - 1)
    return harm.form is Form.INFINITIVE and sentence.grammar.owned(before) is not None
