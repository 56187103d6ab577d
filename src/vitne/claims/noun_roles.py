"""Tells who did what to whom where a noun tells an act: "angrepet på X", "the murder of X by Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.blasts import beside, went_off_beside
from vitne.claims.counterparts import set_counterpart
from vitne.claims.doers import (
    FIGHTING,
    acting_subject,
    launched_by,
)
from vitne.claims.impacts import struck
from vitne.claims.naming import is_of_state
from vitne.claims.parties import phrase_at
from vitne.claims.roles import (
    add_partner,
    done_by,
    fired_from,
    launched,
    leads_to_doer,
    next_actor,
    set_agent,
)
from vitne.claims.sentence import NOMINAL
from vitne.claims.suffered import set_under_fire
from vitne.claims.targets import opponent, ran_into, set_target
from vitne.model import Kind, Mention
from vitne.model.entries import Head
from vitne.model.places import Level

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_TELLING = (Kind.TRIGGER, Kind.HARM, Kind.REPORTING, Kind.ACT)
_NAMED = (Kind.PLACE, Kind.ACTOR, Kind.NAME, Kind.NATION)
_MUTUAL = frozenset({"ASSAULT", "CONSULT", "AGREE"})
_DOER_REACH = 14  # tokens from "the murder of" to "by rebels"
_DEED_REACH = 4  # tokens from "carried out" to "the murder of"
_PAIR = 2  # the two sides of a fight or of talks


def noun_roles(draft: Draft, mention: Mention, context: Context) -> None:
    """Agent and target of a noun: "israelske angrep", "et angrep fra X mot Y"."""
    if set_under_fire(draft, mention, context):
        fired_from(draft, mention, context)
    else:
        _roles_around(draft, mention, context)


def _roles_around(draft: Draft, mention: Mention, context: Context) -> None:
    """Who is told before and behind a noun: whose attack it is, from whom, on what."""
    sentence = draft.sentence
    before = _owner_before(sentence, mention)
    aimed = sentence.is_a(mention.last, "of") or sentence.is_a(mention.last, "targeting")
    if before and before.genitive and not aimed and _is_struck(draft, before):
        _strike(draft, before, context)
    elif before and (before.kind is Kind.NATION or before.genitive):
        set_agent(draft, before, context)
    at = mention.last
    while at < min(mention.last + 12, len(sentence)) and not sentence.is_stop(at):
        asked = at == mention.last or sentence.is_a(at, "by")
        actor = next_actor(sentence, at + 1) if asked else None
        by = _tells_doer(sentence, at, actor) and leads_to_doer(sentence, at)
        by = by and not (at > mention.last and _is_of_another(sentence, mention, at))
        by = by or (at == mention.last and _owned_behind(sentence, mention))
        if by and actor and not draft.agents:
            counted = sentence.covering(at + 1, Kind.NUMBER) is not None
            struck_too = counted or _is_struck(draft, actor)
            if at == mention.last and sentence.is_a(at, "of") and struck_too:
                # "bortføringen av borgermesteren", "av tre soldater"
                _strike(draft, actor, context)
            else:
                set_agent(draft, actor, context)
        elif _aims(draft, at):
            set_target(draft, at + 1, context)
        elif at == mention.last:
            struck(draft, mention)
        if beside(draft, at) or sentence.starting(at, Kind.HARM, Kind.REPORTING, Kind.ACT):
            break  # "a bomb went off | beside a convoy", "the attack was | condemned | by the UN"
        at += 1
    _between(draft, mention, context)
    went_off_beside(draft, mention.last, context)
    ran = ran_into(draft, mention, context)
    if not draft.agents and not ran:
        launched(draft, mention, context)
    set_counterpart(draft, mention, context)
    _meets_group(draft, mention, context)


def _aims(draft: Draft, at: int) -> bool:
    """Whether a preposition leads to who was attacked: "angrep | mot X"; not "a clash | at X"."""
    sentence = draft.sentence
    there = sentence.starting(at + 1, Kind.PLACE) is not None  # "kamper | på | Sinai"
    there = there and not sentence.is_a(at, "against")
    clash = draft.event is not None and draft.event.id == "clash"
    return sentence.is_a(at, "targeting") and not (
        clash and (there or sentence.is_a(at, "at_acts"))
    )


def _meets_group(draft: Draft, mention: Mention, context: Context) -> None:
    """Make those fought with the target, where they are no state's: "kamper | med separatister".

    Not "a clash with the police", unless a group is told to have had it: "Opprørerne tok byen etter
    kamper | med hæren".
    """
    sentence = draft.sentence
    at = mention.last - sentence.is_a(mention.last - 1, "with")  # "i kampe | med"
    other = opponent(draft, at)
    if draft.targets or other is None:
        return
    if not is_of_state(phrase_at(sentence, other, context)) or _by_group(draft, mention, context):
        set_target(draft, other.first, context)


def _by_group(draft: Draft, mention: Mention, context: Context) -> bool:
    """Make the group agent that did what a clause tells after a fight; False for anybody else."""
    sentence = draft.sentence
    subject = acting_subject(sentence, (mention.first, mention.last))
    if draft.agents or subject is None or subject.last > mention.first:
        return False
    if sentence.holds(subject.last, mention.first, Kind.HARM):
        return False  # "To bandemedlemmer ble drept i en trefning | med politiet"
    phrase = phrase_at(sentence, subject, context)
    if not phrase.party or is_of_state(phrase):
        return False
    set_agent(draft, subject, context)
    return True


def _owner_before(sentence: Sentence, mention: Mention) -> Mention | None:
    """Who leads the word of an act, or stands before it: "Hamas-raketter", "israelske angrep"."""
    leads = sentence.starting(mention.first, Kind.ACTOR)
    if leads is not None and leads.genitive:
        return leads
    before = sentence.covering(mention.first - 1, Kind.NATION, Kind.ACTOR, Kind.HEAD, Kind.PLACE)
    return None if before is not None and _is_where(before) else before


def _tells_doer(sentence: Sentence, at: int, actor: Mention | None) -> bool:
    """Whether who did it follows: "angrep fra X"; not where it came from: "affyret | fra Libanon"."""
    if actor is None or actor.kind is not Kind.PLACE or not sentence.is_a(at, "from"):
        return sentence.is_a(at, "by")
    acts = [m.form in NOMINAL for m in sentence.within(at - 1, at, Kind.TRIGGER)]
    began = bool(acts) and not any(acts)
    return sentence.is_a(at, "by") and not (began or sentence.is_a(at - 1, "launching"))


def _is_of_another(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether "by" further behind goes with a word between, and tells nobody who did the act."""
    return (
        _is_part_of(sentence, at)
        or _of_other_verb(sentence, mention, at)
        or _of_what_was_struck(sentence, mention, at)
    )


def _is_part_of(sentence: Sentence, at: int) -> bool:
    """Whether "av" tells whose people are told of: "rettet mot et medlem | av | gjengen"."""
    return sentence.covering(at - 1, Kind.PEOPLE) is not None and sentence.is_a(at, "of")


def _of_other_verb(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether "by" tells who does something else with the act: "is being investigated | by | police".

    Not who does it: "was carried out by rebels", "blir av hæren utført".
    """
    told = sentence.has_a(mention.last, at, "finite_auxiliaries")
    if not (told or _is_s_passive(sentence, at - 1)):
        return False
    return not sentence.has_a(mention.last, sentence.clause(at)[1], "carried_out")


def _of_what_was_struck(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether "from" tells whose is what was struck: "en bombe rev i stykker en bil | fra | FN-styrken".

    Not behind what only tells where and when the act was: "angrepet på byen | fra | RSF".
    """
    only_from = sentence.is_a(at, "from") and not sentence.is_a(at, "done_by")
    if not only_from or sentence.is_a(mention.last, "prepositions"):
        return False
    return sentence.covering(mention.last, Kind.TIME, Kind.PLACE) is None


def _is_s_passive(sentence: Sentence, at: int) -> bool:
    """Whether an unknown word ends as a passive does: "angrepet | etterforskes | av politiet"."""
    return sentence.ends(at, "passive_endings") and sentence.covering(at, *_NAMED) is None


def _is_where(mention: Mention) -> bool:
    """Whether a place before the word of an act is no state that did it: "Israels | bombing"."""
    states = [p for p in mention.places if p.level is Level.COUNTRY]
    return mention.kind is Kind.PLACE and not (mention.genitive and states)


def _owned_behind(sentence: Sentence, mention: Mention) -> bool:
    """Whether a genitive behind a noun tells who did it: "ein Luftangriff | der Armee".

    Not behind a noun of doing, which owns what was struck: "die Bombardierung der Stadt".
    """
    owned = sentence.is_a(mention.last, "genitive_articles")
    return owned and not sentence.ends(mention.last - 1, "noun_of_doing_endings")


def _is_struck(draft: Draft, owner: Mention) -> bool:
    """Whether an act strikes whose it is: "the mayor's murder", not "the army's murder of"."""
    fights = not isinstance(owner.entry, Head) or owner.entry.role in FIGHTING
    return draft.event is not None and draft.event.owner_struck and not fights


def _strike(draft: Draft, owner: Mention, context: Context) -> None:
    draft.targets = (phrase_at(draft.sentence, owner, context).as_party(draft.sentence),)


def _between(draft: Draft, mention: Mention, context: Context) -> None:
    """Both who fought or talked: "kampene mellom hæren og RSF"."""
    sentence = draft.sentence
    if draft.event_type not in _MUTUAL:
        return
    for at in range(mention.last, min(mention.last + 4, len(sentence))):
        if sentence.is_a(at, "between") and (one := next_actor(sentence, at + 1)):
            set_agent(draft, one, context)
            if len(add_partner(draft, one, context)) < _PAIR:
                draft.agents = ()
            return
        if sentence.is_stop(at):
            return


def deed_roles(draft: Draft, mention: Mention, context: Context) -> None:
    """Agent and target of a noun that names whom it struck: "the murder of a priest by | rebels".

    Not the subject of the sentence: "Students marched to condemn the murder of a priest".
    """
    sentence = draft.sentence
    set_target(draft, mention.last, context)
    struck(draft, mention)
    before = _owner_before(sentence, mention)
    owned = before is not None and (before.kind is Kind.NATION or before.genitive)
    doer = (
        done_by(sentence, mention) or _by_behind(sentence, mention) or _doer_of(sentence, mention)
    )
    if doer is None and owned:
        doer = before
    if doer is not None:
        set_agent(draft, doer, context)
        add_partner(draft, doer, context)


def _by_behind(sentence: Sentence, mention: Mention) -> Mention | None:
    """Who is named behind those whom a noun says were struck, where the word means nothing else."""
    for at in range(mention.last, min(mention.last + _DOER_REACH, len(sentence))):
        if sentence.is_stop(at) or sentence.starting(at, *_TELLING):
            return None
        if sentence.is_a(at, "done_by") and not sentence.is_a(at, "of"):
            return next_actor(sentence, at + 1)
    return None


def _doer_of(sentence: Sentence, mention: Mention) -> Mention | None:
    """Who carries out what a noun right behind names: "Soldiers began the killing of villagers"."""
    verb = launched_by(sentence, mention)
    if verb is None or mention.first - verb > _DEED_REACH:
        return None
    if any(sentence.is_a(at, "prepositions") for at in range(verb + 2, mention.first)):
        return None  # "sent flowers after the killing of"
    return acting_subject(sentence, (verb, verb + 1))
