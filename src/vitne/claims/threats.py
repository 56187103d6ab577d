"""Reads threats that no word of threatening names: "Krysser de elva, skyter vi, sier hæren"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.conditions import (
    alternative,
    condition,
    inverted_condition,
    is_announced,
    is_to_come,
    is_told_ahead,
    whoever,
)
from vitne.claims.doers import acting_subject
from vitne.claims.drafts import Draft
from vitne.claims.naming import is_of_state
from vitne.claims.parties import phrase_at
from vitne.claims.sentence import DEFINITE, effect_of
from vitne.claims.speakers import cover_of
from vitne.claims.speech import CODES, aim, tie
from vitne.claims.spoken import is_command, is_spoken, is_to_go_on, may_command
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Harm, Measure, Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

_HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_SWORN = ("modal_future", "infinitive", "still")  # between "not" and its verb: "will not | now"
_DEEDS = _HOSTILE - {"MOBILIZE"}  # troops announced are a threat only if something else is done


def find_announced(
    sentence: Sentence,
    attributions: list[Attribution],
    types: Mapping[str, EventType],
    context: Context,
) -> list[Draft]:
    """A threat in plain words: a party says that it will attack."""
    if not any(a.phrase is not None and a.phrase.party for a in attributions):
        return []
    for mention in sentence.of(Kind.TRIGGER, Kind.HARM):
        if not _hostile(sentence, mention, types) or sworn_off(sentence, mention.first):
            continue
        if _has_been(sentence, mention):
            continue
        cover = cover_of(attributions, mention.first)
        if cover is None or cover.phrase is None or not cover.phrase.party:
            continue
        warned = _warning(sentence, mention, cover)
        if not (warned or is_announced(sentence, mention) or is_to_go_on(sentence, mention)):
            continue
        if _of_another(sentence, mention, cover, context):
            continue
        code, modality = CODES["threat"]
        first, last = sentence.clause(mention.first)
        word = (warned, warned + 1) if warned else (mention.first, mention.last)
        draft = Draft(
            "threat", sentence, first, max(last, word[1]), word,
            [*mention.rules], event_type=code, modality=modality, modes=("violence",),
        )  # fmt: skip
        draft.voices = cover.chain
        say(draft, cover.phrase)
        tie(draft)
        aim(draft, mention, None, context)
        return [draft]
    return []


def say(draft: Draft, phrase: Phrase) -> None:
    """Make who speaks the agent of an act of speech."""
    draft.agents, draft.agent_party = (phrase.as_party(draft.sentence),), phrase.party
    draft.agent_states, draft.agent_force = phrase.states, is_of_state(phrase)


def _of_another(sentence: Sentence, mention: Mention, cover: Attribution, context: Context) -> bool:
    """Whether a speaker tells what others will do: "Kyiv believes Russia is planning an attack".

    So does one who tells of a plot: "A plot to kill the president was foiled, police said".
    """
    first, _ = sentence.clause(mention.first)
    plans = [c for c in sentence.within(first, mention.first, Kind.CUE) if effect_of(c) == "plan"]
    if any(sentence.is_a(cue.first, "articles") for cue in plans):
        return True
    if plans and _plans_of_those_caught(sentence, first, plans[-1].first):
        return True
    subject = acting_subject(sentence, (mention.first, mention.last))
    voice = cover.phrase
    if subject is None or voice is None or not cover.covers(subject.first):
        return False
    if subject.kind not in (Kind.ACTOR, Kind.PLACE, Kind.NATION):
        return False
    doer = phrase_at(sentence, subject, context)
    apart = doer.name != voice.name and not set(doer.states) & set(voice.states)
    told = bool(voice.states) or voice.role == "force"
    return apart and told and bool(doer.states or doer.role == "group")


def _plans_of_those_caught(sentence: Sentence, first: int, at: int) -> bool:
    """Whether people plan, of whom a party tells: "police arrested six men suspected of planning"."""
    return sentence.holds(first, at, Kind.PEOPLE) and not sentence.has_a(first, at, "first_person")


def _has_been(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word tells what may have come about: "60 kan være drept i angrepet, frykter X"."""
    at = mention.first - 1
    if mention.form in DEFINITE | {Form.PARTICIPLE} and sentence.is_a(at, "prepositions"):
        return True
    if sentence.is_a(at, "been"):
        return not sentence.grammar.verb_second or sentence.is_a(at - 1, "have")
    be = sentence.is_a(at, "being") and sentence.is_a(at - 1, "modal_future")
    return be and sentence.grammar.verb_second


def sworn_off(sentence: Sentence, at: int) -> bool:
    """Whether a party says that it will not do what a verb tells: "it would not | shell the town"."""
    at -= 1
    while at >= 0 and not sentence.is_a(at, "not"):
        if not sentence.is_any(at, *_SWORN):
            return False
        at -= 1
    return at >= 0


def _warning(sentence: Sentence, mention: Mention, cover: Attribution) -> int:
    """Where the word stands that warns of what is told as sure: "Flere byer bliver ramt, varsler X".

    0 for none, and where what is told has happened.
    """
    first, last = cover.zone
    if mention.last > first or not is_told_ahead(sentence, mention):
        return 0
    return next((i for i in range(first, last) if sentence.is_a(i, "threatening")), 0)


def find_commanded(sentence: Sentence, attributions: list[Attribution]) -> list[Draft]:
    """A demand whose word is an act: '"Release the hostages now," the president said.'."""
    if not is_spoken(sentence):
        return []
    for mention in sentence.of(Kind.TRIGGER):
        cover = cover_of(attributions, mention.first)
        phrase = cover.phrase if cover is not None and is_command(sentence, mention) else None
        if cover is None or phrase is None or not may_command(phrase):
            continue
        code, modality = CODES["demand"]
        first, last = sentence.clause(mention.first)
        draft = Draft(
            "demand", sentence, first, max(last, mention.last), (mention.first, mention.last),
            [*mention.rules], event_type=code, modality=modality,
        )  # fmt: skip
        draft.voices = cover.chain
        say(draft, phrase)
        tie(draft)
        return [draft]
    return []


def _hostile(sentence: Sentence, mention: Mention, types: Mapping[str, EventType]) -> bool:
    """Whether a word tells a deed against somebody, or a harm to those who disobey."""
    entry = mention.entry
    if isinstance(entry, Harm):
        ahead = entry.measure is Measure.KILLED and is_to_come(sentence, mention.first)
        return ahead or whoever(sentence, mention.first) is not None
    kind = types.get(entry.event) if isinstance(entry, Trigger) else None
    tied = condition(sentence) or alternative(sentence)
    return kind is not None and kind.plover in (_HOSTILE if tied else _DEEDS)


def find_verb_first(sentence: Sentence, attributions: list[Attribution]) -> list[Draft]:
    """A threat whose condition begins with its verb: "Krysser de grensa, smeller det igjen"."""
    found = inverted_condition(sentence)
    if found is None or sentence.is_a(found[0], "subjunctive_second"):
        return []  # "Hätten wir davon gewusst, …" is past and threatens nothing
    comma = found[1]
    cover = cover_of(attributions, comma + 1)
    if cover is None or cover.phrase is None:
        return []
    ours = sentence.has_a(comma, cover.zone[0], "first_person")
    warns = sentence.has_a(*cover.zone, "threatening")
    if not cover.phrase.party and not (ours and warns):
        return []
    code, _ = CODES["threat"]
    last = cover.zone[0] if cover.zone[0] > comma else len(sentence)
    draft = Draft(
        "threat", sentence, found[0], last, (comma + 1, comma + 2), [r for v in cover.chain if (r := v.cue)],
        event_type=code, modality="conditional", modes=("violence",),
    )  # fmt: skip
    draft.voices, draft.condition = cover.chain, found
    say(draft, cover.phrase)
    draft.agent_party = True
    return [draft]
