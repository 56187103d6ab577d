"""Tells whom a pronoun that acts stands for: "RSF sier at | den | har inntatt byen", "They killed nine"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.doers import FIGHTING, acting_subject, is_person, stands_alone
from vitne.claims.fronting import all_fronted, may_be_body
from vitne.claims.joined import leading_verb
from vitne.claims.naming import ACTING, back_of
from vitne.claims.sentence import PLURALS, frame_of
from vitne.model import Kind, Mention
from vitne.model.entries import Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.claims.sentence import Sentence

_SAID_REACH = 8  # tokens from a pronoun for who speaks to its verb, over a day
_AUX_REACH = 4  # tokens from a pronoun to its verb: "den har torsdag kveld inntatt"
_OPENING = 3  # tokens of ", dass sie"
_ONLOOKERS = frozenset({"witness", "medic", "media", "civil"})  # who tell what others did


def speaker_again(sentence: Sentence, verb: Mention) -> tuple[Mention, int] | None:
    """Who speaks and calls itself "den", and where: "RSF sier at den har inntatt byen"."""
    if sentence.grammar.verb_last:
        first, _ = sentence.clause(verb.first)
        return _speaker_opens(sentence, first)
    if (lead := leading_verb(sentence, verb.first)) is not None:
        return speaker_again(sentence, lead)
    if (said := _said_before(sentence, verb, _means_speaker)) is None:
        return None
    told, at = said
    speaker = acting_subject(sentence, (told.first, told.last))
    if speaker is None or not _may_be(sentence, speaker, at):
        return None
    if sentence.is_a(at, "it_neuter") and not sentence.ends(speaker.last - 1, "neuter_endings"):
        return None  # "Hæren sier at | det drepte": what is "det" may be anything
    if sentence.is_a(at, "it") and speaker.form in PLURALS and sentence.grammar.verb_second:
        return None  # "Beboere siger, at | den slog ned"
    return speaker, at


def told_of_itself(sentence: Sentence, verb: Mention) -> tuple[Mention, int] | None:
    """By which verb a speaker tells what "it" did, and where that is: "It | said it killed 12"."""
    return _said_before(sentence, verb, _means_itself)


def _said_before(
    sentence: Sentence, verb: Mention, means: Callable[[Sentence, int], bool]
) -> tuple[Mention, int] | None:
    """The verb of telling before a pronoun that stands for who speaks, and where the pronoun is."""
    first, _ = sentence.clause(verb.first)
    for at in range(verb.first - 1, max(first, verb.first - _SAID_REACH) - 1, -1):
        if means(sentence, at) and _leads_to(sentence, at + 1, verb.first):
            told = [m for m in sentence.within(0, at, Kind.REPORTING) if frame_of(m) != "noun"]
            told = [m for m in told if _directly_behind(sentence, m.last, at)]
            return (told[-1], at) if told else None
    return None


def it_before(sentence: Sentence, verb: Mention) -> int | None:
    """Where a pronoun for one body is the subject of a verb: "| Den | drepte ni", "tirsdag drepte | den"."""
    first, _ = sentence.clause(verb.first)
    if stands_alone(sentence, verb.last) and verb.first > first:
        return verb.last
    for at in range(verb.first - 1, max(first, verb.first - _AUX_REACH) - 1, -1):
        if sentence.is_a(at, "it") and _leads_to(sentence, at + 1, verb.first):
            return at
    return None


def _leads_to(sentence: Sentence, first: int, verb: int) -> bool:
    """Whether only when and how parts a pronoun from its verb: "at den | senere, med droner, | drepte"."""
    after = sentence.past_times(first)
    if after == verb or _is_auxiliary(sentence, after):
        return True
    if not sentence.grammar.verb_second or not sentence.is_a(first - 2, "that"):
        return False
    joins = ("subordinators", "relative", "coordinators")
    return all_fronted(sentence, first, verb) and not any(
        sentence.is_stop(i) or may_be_body(sentence, i) or sentence.is_any(i, *joins)
        for i in range(first, verb)
    )


def _may_be(sentence: Sentence, speaker: Mention, at: int) -> bool:
    """Whether "de" or "han" means who speaks: "oprørerne siger, at | de"; not of "vidner", "hæren"."""
    head, actor = sentence.covering(speaker.first, Kind.HEAD), speaker.actor
    role = head.entry.role if head is not None and isinstance(head.entry, Head) else ""
    if role in _ONLOOKERS:
        return False  # "Øyenvitner forteller at | de drepte ni sivile"
    body = role in FIGHTING
    if is_person(sentence, at):
        return not body and actor is None  # "Hæren sier | han kastet en bombe"
    if not sentence.is_a(at, "pronouns_plural") or speaker.kind is Kind.PLACE:
        return True
    return body or (actor is not None and actor.party)


def _means_itself(sentence: Sentence, at: int) -> bool:
    """Whether a pronoun is a body that speaks: "it", and "they" where verbs have their own place."""
    plural = not sentence.grammar.verb_second and sentence.is_a(at, "pronouns_plural")
    return sentence.is_a(at, "it") or plural


def _means_speaker(sentence: Sentence, at: int) -> bool:
    """Whether a pronoun is who speaks: "den", "they", and "han" behind who alone has spoken."""
    person = back_of(sentence.starting(at, Kind.BACK)) == "person"
    return may_be_body(sentence, at) or person


def _directly_behind(sentence: Sentence, first: int, last: int) -> bool:
    """Whether only "at", or where it was said too, parts a word of telling from what is told.

    "oplyser, at | den"; "said in a message on its channel that | it".
    """
    if last - first <= 1:
        return True
    if not sentence.is_a(last - 1, "that"):
        return False
    ends = last - 1 - (sentence.word(last - 2) == ",")
    where = sentence.is_a(first, "prepositions") and not sentence.holds(
        first, ends, Kind.HARM, Kind.TRIGGER, Kind.ACT
    )
    return first == ends or (where and not any(sentence.is_stop(i) for i in range(first, ends)))


def _speaker_opens(sentence: Sentence, first: int) -> tuple[Mention, int] | None:
    """The same where the pronoun opens the clause: "Die RSF sagt, | sie | habe die Stadt eingenommen"."""
    opens = range(first, first + _OPENING)
    at = next((i for i in opens if sentence.is_a(i, "pronouns_plural")), None)
    if at is None or any(sentence.starting(i, *ACTING) for i in range(first, at)):
        return None
    told = [m for m in sentence.within(0, first, Kind.REPORTING) if first - m.last <= 1]
    speaker = acting_subject(sentence, (told[-1].first, told[-1].last)) if told else None
    return (speaker, at) if speaker is not None else None


def _is_auxiliary(sentence: Sentence, at: int) -> bool:
    return sentence.is_a(at, "aux_perfect") or sentence.is_a(at, "modal_future")
