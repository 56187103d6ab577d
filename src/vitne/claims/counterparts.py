"""Tells with whom somebody signs, talks, fights or breaks off talks: "signed a deal with the army"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fronting import is_ground
from vitne.claims.parties import is_actor, phrase_at
from vitne.claims.sentence import NOMINAL
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

REPELLED = "repelled"  # the event of an attack beaten off
_REACH = 10  # tokens from a verb to "with": "brøt fredag kveld de nye fredssamtalene | med"
_PHRASE = 4  # tokens from "with" to who is named
_BODIES = (Kind.ACTOR, Kind.HEAD, Kind.BACK, Kind.PEOPLE, Kind.NATION)
_ENDING = (Kind.TIME, Kind.PLACE, Kind.TRIGGER, Kind.HARM)


def set_counterpart(draft: Draft, mention: Mention, context: Context) -> None:
    """Add the other side of a deal, or of talks: the target of a deal, one of those who talk."""
    if draft.event_type not in ("AGREE", "SANCTION", "CONSULT") or len(draft.agents) != 1:
        return
    phrase = _with_whom(draft.sentence, mention, context)
    if phrase is None or phrase.name == draft.agents[0].name:
        return
    party = phrase.as_party(draft.sentence)
    if draft.event_type == "CONSULT":
        draft.agents = (draft.agents[0], party)
    else:
        draft.other_side, draft.targets = party, draft.targets or (party,)


def beaten_off(draft: Draft, mention: Mention, context: Context) -> bool:
    """Make those whose attack was beaten off the target: "slo tilbake et angrep | fra IS | på X".

    Nothing else is: not what they attacked. False where no attack is named.
    """
    sentence = draft.sentence
    if draft.event is None or draft.event.id != REPELLED:
        return False
    end = sentence.clause(mention.last - 1)[1]
    acts = sentence.within(mention.first + 1, end, Kind.TRIGGER)
    attack = next((m for m in acts if m.form in NOMINAL), None)
    if attack is None:
        return False
    owner = sentence.covering(attack.first - 1, *_BODIES)
    row = sentence.grammar.noun_rows  # "an IS assault"
    if owner is None or not (row or owner.genitive or owner.kind is Kind.NATION):
        by = next((i for i in range(attack.last, end) if sentence.is_any(i, "by", "from")), None)
        owner = _named(sentence, by + 1) if by is not None else None
    if owner is not None:
        draft.targets = (phrase_at(sentence, owner, context).as_party(sentence),)
    return True


def _with_whom(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """Who is named behind the first "with" of a clause, and no mediator: no "with Norway as"."""
    _, last = sentence.clause(mention.first)
    reach = range(mention.first + 1, min(mention.last + _REACH, last))
    at = next((i for i in reach if sentence.is_a(i, "with")), None)
    body = _named(sentence, at + 1) if at is not None else None
    if body is None:
        return None
    phrase = phrase_at(sentence, body, context)
    return (
        phrase if (phrase.party or not phrase.is_ground) and _ends(sentence, phrase.last) else None
    )


def _named(sentence: Sentence, at: int) -> Mention | None:
    """The party, state or leaders named next: "regeringen", "bevægelsens | ledere"."""
    for step in range(at, min(at + _PHRASE, len(sentence))):
        found = sentence.starting(step, *_BODIES)
        if found is not None and is_actor(found):
            return found if found.kind is not Kind.PEOPLE else None
        place = sentence.starting(step, Kind.PLACE)
        if place is not None and not place.genitive:
            return None if is_ground(place) else place  # "a peace accord with Manila"
        if sentence.is_stop(step) or sentence.is_a(step, "prepositions"):
            return None
    return None


def _ends(sentence: Sentence, at: int) -> bool:
    """Whether nothing is said of who is named that makes a helper of it: "with UN | mediation"."""
    if sentence.is_stop(at):
        return True
    if sentence.is_a(at, "relative") or sentence.is_a(at, "subordinators"):
        return False
    hangs = sentence.is_a(at, "prepositions") or sentence.is_a(at, "coordinators")
    return hangs or sentence.starting(at, *_ENDING) is not None or sentence.is_a(at, "particles")
