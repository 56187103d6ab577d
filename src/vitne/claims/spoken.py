"""Finds acts that are done in direct speech or by promise: "– Åpne grensa nå, lyder det fra FN"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.conditions import until
from vitne.claims.parties import is_actor, phrase_at
from vitne.claims.subjects import actor_after, actor_before, unknown_after
from vitne.model import Kind, Mention
from vitne.model.entries import Act, Form

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence

_PRIVATE = frozenset({"people", "witness", "medic", "media", "unnamed", "civil"})
_SHORT = 8  # tokens of a quotation that is all of its sentence: '"Rent sludder."'
_PROMISED = 6  # tokens between "lovet" and its "at"
_GOES_ON = 3  # tokens between an act and the verb that says it goes on


def is_spoken(sentence: Sentence) -> bool:
    """Whether a sentence opens with somebody's words: "– Åpne grensa", "«Nei takk»"."""
    return sentence.is_a(0, "dashes") or sentence.is_a(0, "quotes")


def denies_at_once(sentence: Sentence) -> bool:
    """Whether a pronoun opens a sentence in which something is denied: "De avviser det"."""
    opens = sentence.is_a(0, "pronouns_plural") or sentence.is_a(0, "it")
    return opens and any(
        isinstance(m.entry, Act) and m.entry.act == "denial" for m in sentence.of(Kind.ACT)
    )


def is_retort(sentence: Sentence) -> bool:
    """Whether a sentence is a short quotation and nothing else: '"Rent sludder."'."""
    return sentence.is_a(0, "quotes") and len(sentence) <= _SHORT


def commands(sentence: Sentence, mention: Mention, phrase: Phrase | None) -> bool:
    """Whether the first word spoken is a command by somebody who makes demands in a conflict."""
    if phrase is None or not may_command(phrase) or not is_spoken(sentence):
        return False
    if mention.first != 1 or sentence.is_stop(mention.last):
        return False
    return mention.last - mention.first > 1 or not sentence.is_a(mention.last, "prepositions")


def may_command(phrase: Phrase) -> bool:
    """Whether somebody makes demands in a conflict: no witness, and no noun that no pack knows."""
    unknown = not phrase.party and phrase.head.last == 0  # "kokken"
    return phrase.role not in _PRIVATE and not unknown


def is_command(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb without a subject opens somebody's words: '"Release the hostages," he said.'."""
    bare = mention.form in (Form.INFINITIVE, Form.PRESENT)
    return not sentence.grammar.verb_second and bare and mention.first == 1 and is_spoken(sentence)


def promiser(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """Who promises or swears that something will be done: "Generalen lover at de skal jages ut"."""
    for that in (i for i in range(mention.first) if sentence.is_a(i, "that")):
        verbs = (i for i in range(max(0, that - _PROMISED), that) if sentence.is_a(i, "promising"))
        verb = next(verbs, None)
        if verb is None:
            continue
        before = actor_before(sentence, verb, sentence.clause(verb)[0])
        found = before or actor_after(sentence, verb + 1, that)
        if found is None:
            return unknown_after(sentence, verb + 1)
        return phrase_at(sentence, found, context)
    return None


def is_to_go_on(sentence: Sentence, mention: Mention) -> bool:
    """Whether an act is said to go on till something is reached: "Bombingen fortsetter til …"."""
    goes_on = sentence.has_a(mention.last, mention.last + _GOES_ON, "continuing")
    return goes_on and until(sentence, mention.last) is not None


def falls_on(sentence: Sentence, at: int) -> bool:
    """Whether an actor follows at once, for a word that needs one: "legger den på militsen"."""
    while sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION):
        at += 1
    found = sentence.starting(at, Kind.ACTOR, Kind.HEAD, Kind.BACK)
    return found is not None and is_actor(found)
