"""Tells who acted and what was struck: active, passive, and in nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.doers import acting_subject, in_phrase, is_behind, launched_by, speaker_again
from vitne.claims.machines import acting_machines, set_machine
from vitne.claims.naming import Phrase
from vitne.claims.parties import is_actor, left_of, phrase_at
from vitne.model import Kind, Mention, Party
from vitne.model.entries import Form, Head, Trigger, Unit
from vitne.model.places import Level

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence


_TARGET_REACH = 7
_BEHIND_REACH = 6  # tokens from a verb to the machines behind it: "bombet fredag franske fly"
_MUTUAL = frozenset({"ASSAULT", "CONSULT", "AGREE"})
_PAIR = 2  # the two sides of a fight or of talks
_FALLING = frozenset({"missile-strike", "shelling"})  # fire that comes down in a settlement
_THINGS = frozenset({"buildings", "bases", "vehicles", "places", "weapons", "troops", "groups"})


def noun_roles(draft: Draft, mention: Mention, context: Context) -> None:
    """Agent and target of a noun: "israelske angrep", "et angrep fra X mot Y"."""
    sentence = draft.sentence
    before = sentence.covering(mention.first - 1, Kind.NATION, Kind.ACTOR, Kind.HEAD)
    if before and (before.kind is Kind.NATION or before.genitive):
        set_agent(draft, before, context)
    at = mention.last
    while at < min(mention.last + 12, len(sentence)) and not sentence.is_stop(at):
        actor = _next_actor(sentence, at + 1)
        if sentence.is_a(at, "by") and actor and not draft.agents:
            set_agent(draft, actor, context)
        elif sentence.is_a(at, "targeting"):
            _set_target(draft, at + 1, context)
        elif at == mention.last:
            _struck(draft, mention)
        elif sentence.starting(at, Kind.HARM, Kind.REPORTING):
            break
        at += 1
    _between(draft, mention, context)
    if not draft.agents:
        _launched(draft, mention, context)


def _between(draft: Draft, mention: Mention, context: Context) -> None:
    """Both who fought or talked: "kampene mellom hæren og RSF"."""
    sentence = draft.sentence
    if draft.event_type not in _MUTUAL:
        return
    for at in range(mention.last, min(mention.last + 4, len(sentence))):
        if sentence.is_a(at, "between") and (one := _next_actor(sentence, at + 1)):
            set_agent(draft, one, context)
            if len(add_partner(draft, one, context)) < _PAIR:
                draft.agents = ()
            return
        if sentence.is_stop(at):
            return


def _launched(draft: Draft, mention: Mention, context: Context) -> None:
    """Who began what a noun names: "hæren innledet offensiven", "fly slapp to bomber"."""
    verb = launched_by(draft.sentence, mention)
    if verb is None:
        return
    first, last = draft.sentence.clause(verb)
    subject = acting_subject(draft.sentence, (verb, verb + 1))
    if subject is not None and subject.first < mention.first:
        set_agent(draft, subject, context)
    elif mention.first > verb:
        places = acting_machines(draft.sentence, first, min(mention.first, last))
        set_machine(draft, places, context)


def verb_roles(draft: Draft, mention: Mention, context: Context) -> None:
    """Agent and target of a verb, active or passive."""
    sentence = draft.sentence
    if is_passive(sentence, mention):
        _passive_roles(draft, mention, context)
        return
    subject = acting_subject(sentence, (mention.first, mention.last))
    if subject is not None:
        set_agent(draft, subject, context)
        add_partner(draft, subject, context)
    elif (again := speaker_again(sentence, mention)) is not None:
        set_agent(draft, again[0], context)
        if draft.agents:
            quote = sentence.quote(again[1], again[1] + 1)
            draft.agents = (Party(draft.agents[0].name, quote.text, quote.start, quote.end),)
    elif _is_weapon(mention):
        _launched(draft, mention, context)
    else:
        _by_machine(draft, mention, context)
    inside = mention.last - mention.first > 2 and (subject is None or subject.last <= mention.first)
    if inside:
        _set_target(draft, mention.first + 1, context)
    if not draft.targets:
        behind = subject is not None and subject.first >= mention.last
        _set_target(draft, subject.last if behind and subject else mention.last, context)
    _struck(draft, mention)


def _by_machine(draft: Draft, mention: Mention, context: Context) -> None:
    """Whose aircraft or guns a verb tells of: "israelske fly bombet", "i går bombet hærens fly"."""
    sentence = draft.sentence
    first, last = sentence.clause(mention.first)
    before = acting_machines(sentence, first, mention.last)
    if set_machine(draft, before, context):
        return
    behind = acting_machines(sentence, mention.last, min(mention.last + _BEHIND_REACH, last))
    set_machine(draft, [i for i in behind if is_behind(sentence, mention, i)], context)


def _next_actor(sentence: Sentence, at: int) -> Mention | None:
    for step in range(at, min(at + 4, len(sentence))):
        if found := sentence.starting(step, Kind.ACTOR, Kind.HEAD, Kind.NAME, Kind.PEOPLE):
            return found
        state = sentence.starting(step, Kind.PLACE)
        if state is not None and any(p.level is Level.COUNTRY for p in state.places):
            return None if state.genitive else state
        nation = sentence.starting(step, Kind.NATION)
        if nation is not None and sentence.starting(nation.last, Kind.UNIT) is not None:
            return nation  # "av russiske fly"
        if sentence.is_stop(step) or sentence.is_a(step, "prepositions"):
            break
    return None


def _is_weapon(mention: Mention) -> bool:
    return isinstance(mention.entry, Trigger) and mention.entry.weapon


def add_partner(draft: Draft, mention: Mention, context: Context) -> tuple[Party, ...]:
    """Who acted along with an agent: "Russland og Tyrkia", "hæren og den væpnede gruppa RSF"."""
    sentence = draft.sentence
    joint = phrase_at(sentence, mention, context).last
    if not draft.agents or not sentence.is_a(joint, "and"):
        return draft.agents
    other = _next_actor(sentence, joint + 1)
    if other is None or not is_actor(other) or left_of(sentence, other) != joint + 1:
        return draft.agents
    party = phrase_at(sentence, other, context).as_party(sentence)
    if party.start != draft.agents[0].start and party.name:
        draft.agents = (draft.agents[0], party)
    return draft.agents


def set_agent(draft: Draft, mention: Mention, context: Context) -> None:
    """Make a mention the agent of an act: "russiske styrker bombet"."""
    phrase = phrase_at(draft.sentence, mention, context)
    if phrase.name:
        name = phrase.name
        if mention.kind is Kind.NATION or phrase.role == "state":
            name = f"Armed forces of {phrase.name}" if mention.kind is Kind.NATION else phrase.name
        quote = draft.sentence.quote(phrase.first, phrase.last)
        draft.agents = (Party(name, quote.text, quote.start, quote.end),)
        draft.agent_party = phrase.party or phrase.role in ("group", "force", "state")
        draft.agent_states = phrase.states
        draft.agent_force = bool(phrase.states) or phrase.role in ("force", "state", "authority")
        draft.rules.extend(phrase.rules)


def _set_target(draft: Draft, at: int, context: Context) -> None:
    """What the act was aimed at: armed bodies, people, things, settlements."""
    sentence = draft.sentence
    while not draft.targets and at < min(len(sentence), draft.anchor[1] + _TARGET_REACH):
        mention = _target_at(sentence, at)
        if mention is not None and mention.kind is Kind.PLACE:
            draft.place_mention = draft.place_mention or mention
            _attacked(draft, mention)
            return
        if mention is not None:
            phrase = phrase_at(sentence, mention, context)
            draft.targets = (phrase.as_party(sentence),)
            draft.armed_target = phrase.party or _is_armed(sentence, mention, phrase)
            return
        if sentence.is_stop(at) or _bars_target(sentence, at):
            return
        at += 1


def _bars_target(sentence: Sentence, at: int) -> bool:
    """Whether what follows is no object: "med stridsvogner", "i går", "ved en skole"."""
    if sentence.is_a(at, "targeting"):
        return False
    return sentence.is_a(at, "prepositions") or sentence.is_wall(at)


def _is_armed(sentence: Sentence, mention: Mention, phrase: Phrase) -> bool:
    """Whether soldiers are struck, or a thing of theirs: "hærens base"."""
    if getattr(mention.entry, "armed", False):
        return True
    inside = sentence.within(phrase.first, phrase.last, Kind.HEAD)
    return any(isinstance(m.entry, Head) and m.entry.role == "force" for m in inside)


def _target_at(sentence: Sentence, at: int) -> Mention | None:
    """What can be struck: an armed body, people, a place, a thing; no length of time, no label."""
    mention = sentence.starting(at, Kind.PLACE, Kind.ACTOR)
    if mention is not None:
        return mention
    mention = sentence.starting(at, Kind.HEAD, Kind.PEOPLE, Kind.UNIT)
    if mention is None or mention.genitive:
        return None
    if isinstance(mention.entry, Unit):
        named = sentence.starting(mention.last, Kind.PLACE) is not None
        return mention if mention.entry.what in _THINGS and not named else None
    return mention


def _struck(draft: Draft, mention: Mention) -> None:
    """What fire came down in: "raketter slo ned i Barda", "et rakettnedslag i byen Beylagan"."""
    sentence = draft.sentence
    if draft.targets or draft.event is None or not sentence.is_a(mention.last, "into"):
        return
    if draft.event.id not in _FALLING:
        return
    for at in range(mention.last + 1, min(mention.last + 5, len(sentence))):
        place = sentence.starting(at, Kind.PLACE)
        if place is not None and place.places:
            _attacked(draft, place)
            return
        if sentence.is_stop(at) or sentence.is_a(at, "prepositions"):
            return


def _attacked(draft: Draft, mention: Mention) -> None:
    """A settlement that was attacked itself, where the act was not for holding its ground."""
    if draft.event is None or draft.event.ground or draft.event_type != "ASSAULT":
        return
    sentence = draft.sentence
    first = mention.first
    while sentence.is_place_noun(first - 1) or sentence.covering(first - 1, Kind.NATION):
        first -= 1
    quote = sentence.quote(first, mention.last)
    draft.targets = (Party(mention.places[0].name, quote.text, quote.start, quote.end),)


def is_passive(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb is passive: "ble bombet", "bombes", a bare participle in a headline."""
    if mention.form is Form.PASSIVE:
        return True
    if mention.form is not Form.PARTICIPLE and not _may_be_participle(mention):
        return False
    first, _ = sentence.clause(mention.first)
    for at in range(mention.first - 1, max(first - 1, mention.first - 10), -1):
        if sentence.is_a(at, "aux_perfect_only"):
            return sentence.is_a(at + 1, "aux_passive") or any(
                sentence.is_a(i, "been") for i in range(at, mention.first)
            )
        if sentence.is_a(at, "aux_passive"):
            return True
    brief = sentence.passage.role.value in ("headline", "subheading", "caption")
    return brief and not _has_object(sentence, mention, first)


def _has_object(sentence: Sentence, mention: Mention, first: int) -> bool:
    """Whether a headline's verb is active, with its object behind: "Opprørere stormet fjellby"."""
    at = mention.last
    if mention.form is not Form.PAST_OR_PARTICIPLE or at - mention.first > 1:
        return False
    if sentence.is_stop(at) or sentence.is_a(at, "function") or sentence.is_a(at, "out"):
        return False
    if sentence.covering(at, Kind.TIME, Kind.HARM, Kind.TRIGGER, Kind.NUMBER):
        return False
    subject = acting_subject(sentence, (mention.first, mention.last))
    return subject is not None and first <= subject.first < mention.first


def _may_be_participle(mention: Mention) -> bool:
    return mention.form in (Form.PAST_OR_PARTICIPLE, Form.BASE)


def _passive_roles(draft: Draft, mention: Mention, context: Context) -> None:
    sentence = draft.sentence
    first, last = sentence.clause(mention.first)
    for at in range(mention.first, last):
        if sentence.is_a(at, "of") and set_machine(draft, range(at + 1, at + 5), context):
            break
        if at >= mention.last and sentence.is_a(at, "of") and (actor := _next_actor(sentence, at + 1)):
            set_agent(draft, actor, context)
            break
    rows = [
        m
        for m in sentence.within(
            first, mention.first, Kind.HEAD, Kind.ACTOR, Kind.PEOPLE, Kind.UNIT, Kind.PLACE
        )
        if not in_phrase(sentence, m) and not m.genitive
    ]
    if not rows and sentence.word(first) == ",":  # "Den største byen, Stepanakert, blir bombet"
        rows = [m for m in sentence.within(max(0, first - 4), first, Kind.PLACE) if m.last == first]
    towns = [m for m in rows if m.kind is Kind.PLACE]
    if towns and rows[-1].kind is Kind.PLACE:
        draft.place_mention = draft.place_mention or towns[0]
        _attacked(draft, towns[0])
    elif rows and not draft.targets:
        phrase = phrase_at(sentence, rows[-1], context)
        draft.targets = (phrase.as_party(sentence),)
        draft.armed_target = phrase.party or bool(getattr(rows[-1].entry, "armed", False))
