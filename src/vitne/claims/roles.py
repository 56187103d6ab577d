"""Tells who acted and what was struck: active, passive, and in nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.blasts import went_off_beside
from vitne.claims.counterparts import REPELLED, beaten_off, set_counterpart
from vitne.claims.doers import acting_subject, carried_out_by, is_behind, launched_by
from vitne.claims.fronting import is_town
from vitne.claims.gaps import INTERCEPTION, captives_named, target_before, target_inside
from vitne.claims.ground import lost_ground
from vitne.claims.impacts import burnt, struck
from vitne.claims.machines import (
    acting_machines,
    is_lost_machine,
    is_machine,
    lose_machine,
    set_machine,
    set_machine_inside,
)
from vitne.claims.naming import back_of, is_both, is_of_state
from vitne.claims.pairs import twin_before
from vitne.claims.parties import is_actor, left_of, phrase_at
from vitne.claims.passives import is_passive
from vitne.claims.pronouns import it_before, speaker_again
from vitne.claims.sieges import besieged
from vitne.claims.suffered import cleared_of, drives_out, is_driven_out, set_under_fire
from vitne.claims.targets import passive_target, ran_into, set_target
from vitne.model import Kind, Mention, Party
from vitne.model.entries import Trigger
from vitne.model.places import Level

if TYPE_CHECKING:
    from vitne.claims.context import Context, Doer
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence


_UNARMED = frozenset({"NGO", "JRN"})  # PLOVER sectors
_BEHIND_REACH = 6  # tokens from a verb to the machines behind it: "bombet fredag franske fly"


def verb_roles(draft: Draft, mention: Mention, context: Context) -> None:
    """Agent and target of a verb, active or passive."""
    sentence = draft.sentence
    if set_under_fire(draft, mention, context):
        fired_from(draft, mention, context)
        return
    if _is_in_hands(draft, mention, context):
        return
    if is_passive(sentence, mention) or is_driven_out(draft, mention):
        _passive_roles(draft, mention, context)
        cleared_of(draft, mention, context)
        return
    if _runs_into(draft, mention, context):
        return  # "two soldiers stepped on a landmine"
    subject = acting_subject(sentence, (mention.first, mention.last))
    machine = _machine_behind(draft, mention)
    if subject is not None and (
        _is_lost(draft, subject, mention)
        or drives_out(draft, mention, subject)
        or machine in range(mention.last, subject.first)  # "traff to MiG-fly | sykehuset"
    ):
        subject = None
    if _loses_ground(draft, mention, subject, context):
        return
    _agent_of(draft, mention, subject, context)
    if beaten_off(draft, mention, context):
        return
    _met(draft, mention, context)
    ran_into(draft, mention, context)
    burnt(draft, mention)
    target_inside(draft, mention, subject, context)
    went_off_beside(draft, mention.first + 1, context)
    if not draft.targets:
        set_target(draft, _behind_agent(draft, mention, machine), context)
    if not draft.targets and sentence.grammar.verb_last:
        target_before(draft, mention, subject, context)
    struck(draft, mention)
    besieged(draft, mention)
    set_counterpart(draft, mention, context)


def strike_answered_for(draft: Draft, mention: Mention, context: Context) -> None:
    """What the act struck that somebody answers for: "har tatt på seg angrepet | på en kolonne"."""
    sentence, at = draft.sentence, mention.last
    if (
        not draft.targets
        and sentence.is_a(at, "targeting")
        and not sentence.covering(at, Kind.TIME)
    ):
        set_target(draft, at + 1, context)


def _agent_of(draft: Draft, mention: Mention, subject: Mention | None, context: Context) -> None:
    """Who does what a verb tells: who is named behind "by", the subject, or whose machines act."""
    sentence = draft.sentence
    if is_lost_machine(draft, mention):
        lose_machine(draft, mention.first, context)
        if (doer := done_by(sentence, mention)) is not None:
            set_agent(draft, doer, context)
        return
    again = speaker_again(sentence, mention)
    behind = subject is not None and subject.first > mention.first
    if again is not None and (subject is again[0] or behind or _is_pronoun(sentence, subject)):
        subject = None  # "The Houthis said they fired": "they" is an actor of its own
    stopped = draft.event is not None and draft.event.id in (INTERCEPTION, REPELLED)
    by = None if stopped and (subject or again) else done_by(sentence, mention)
    if by is not None:  # but "it shot down 41 drones launched by Russia"
        set_agent(draft, by, context)
    elif subject is not None:
        set_agent(draft, subject, context)
        add_partner(draft, subject, context)
    elif again is not None:
        set_agent(draft, again[0], context)
        if draft.agents:
            draft.agents = (sentence.party(again[1], again[1] + 1, draft.agents[0].name),)
    elif _it_acts(draft, mention, context):
        return
    elif _is_weapon(mention):
        launched(draft, mention, context)
    else:
        _by_machine(draft, mention, context)


def _is_pronoun(sentence: Sentence, subject: Mention | None) -> bool:
    """Whether the subject of a verb may be a pronoun for who speaks: "they", "han"."""
    late = sentence.grammar.verb_last or not sentence.grammar.verb_second
    return late or back_of(subject) in ("person", "they")


def _met(draft: Draft, mention: Mention, context: Context) -> None:
    """Add whom somebody met, told inside the words: "the envoy met the LTTE's leadership"."""
    if draft.event_type != "CONSULT" or len(draft.agents) != 1:
        return
    sentence = draft.sentence
    inside = (sentence.starting(i, Kind.ACTOR) for i in range(mention.first + 1, mention.last))
    met = next((m for m in inside if m is not None), None)
    if met is not None:
        party = phrase_at(sentence, met, context).as_party(sentence)
        draft.agents = (draft.agents[0], party)


def fired_from(draft: Draft, mention: Mention, context: Context) -> None:
    """Who is named as those a fire came from: "kom under ild | fra opprørerne"."""
    sentence = draft.sentence
    _, last = sentence.clause(mention.first)
    for at in range(mention.last, last):
        if not (sentence.is_a(at, "from") or sentence.is_a(at, "done_by")):
            continue
        if set_machine(draft, range(at + 1, min(at + 5, last)), context):
            return
        actor = next_actor(sentence, at + 1)
        if actor is not None and is_actor(actor):
            set_agent(draft, actor, context)
        return


def done_by(sentence: Sentence, mention: Mention) -> Mention | None:
    """Who stands behind a clause cut short, or what was done: "Shells fired by the army killed nine"."""
    at = carried_out_by(sentence, mention)
    if at is None and not sentence.grammar.verb_second and sentence.is_a(mention.last, "done_by"):
        at = mention.last + 1
    if at is None:
        return None
    actor = next_actor(sentence, at)
    return actor if actor is not None and is_actor(actor) else None


def _is_lost(draft: Draft, subject: Mention, mention: Mention) -> bool:
    """Whether a place is what somebody took, and no capital that acts: "Goma fell to the rebels"."""
    if subject.kind is not Kind.PLACE or draft.event is None or not draft.event.ground:
        return False
    return draft.sentence.has_a(mention.first + 1, mention.last, "to")


def _is_in_hands(draft: Draft, mention: Mention, context: Context) -> bool:
    """Whether ground is again in the hands of who took it: "byen er | tilbake på hærens hender"."""
    sentence, event = draft.sentence, draft.event
    if event is None or not event.ground or sentence.is_a(mention.first, "losing"):
        return False
    if not sentence.has_a(mention.last - 2, mention.last, "hands"):
        return False
    draft.place_mention = lost_ground(sentence, mention)
    if (taker := _taker(sentence, mention)) is not None:
        set_agent(draft, taker, context)
    return True


def _loses_ground(
    draft: Draft, mention: Mention, subject: Mention | None, context: Context
) -> bool:
    """Whether the subject of a verb lost ground, which others took: "Hæren mistet kontrollen over X"."""
    sentence, event = draft.sentence, draft.event
    if event is None or not event.ground or not sentence.is_a(mention.first, "losing"):
        return False
    if draft.event_type != "ASSAULT":
        return False  # "they fell back to the suburb"
    draft.place_mention = lost_ground(sentence, mention)
    taker = _taker(sentence, mention)
    if taker is not None:
        set_agent(draft, taker, context)
        return True
    if subject is not None and event.state_agent:
        phrase = phrase_at(sentence, subject, context)
        if phrase.party and not is_of_state(phrase):
            draft.sub_event = event.state_agent  # what a group loses, a government regains
    return True


def _taker(sentence: Sentence, mention: Mention) -> Mention | None:
    """Who took what others lost: "mistet kontrollen over X | til opprørerne", "falt i M23s | hender"."""
    inside = sentence.within(mention.first + 1, mention.last, Kind.ACTOR, Kind.HEAD, Kind.NATION)
    if (owner := next(inside, None)) is not None:
        return owner
    _, last = sentence.clause(mention.first)
    ends = sentence.is_a(mention.last - 1, "prepositions")  # "falt i hendene på | M23"
    to = (i for i in range(mention.last - ends, last) if ends or sentence.is_a(i, "to"))
    at = next(to, None)
    actor = next_actor(sentence, at + 1) if at is not None else None
    return actor if actor is not None and actor.kind is not Kind.PLACE and is_actor(actor) else None


def _runs_into(draft: Draft, mention: Mention, context: Context) -> bool:
    """Whether the verb itself is the running into, and its subject who ran into it."""
    sentence = draft.sentence
    if sentence.grammar.verb_second or not sentence.is_a(mention.first, "running_on"):
        return False
    return ran_into(draft, mention, context)


def _behind_agent(draft: Draft, mention: Mention, machine: int | None) -> int:
    """Where the object of a verb begins: behind it, or behind a subject that follows it."""
    tokens = draft.sentence.passage.tokens
    at = mention.last
    end = max((a.end or 0 for a in draft.agents), default=0)
    while at < len(tokens) and tokens[at].start < end:
        at += 1
    return at if draft.agents or machine is None else machine + 1  # "bombet fly | åsene"


def _machine_behind(draft: Draft, mention: Mention) -> int | None:
    """Where a machine stands as the subject behind its verb: "bombet | fly | åsene"."""
    sentence = draft.sentence
    if not sentence.grammar.verb_second or draft.event_type != "ASSAULT":
        return None
    _, last = sentence.clause(mention.first)
    rows = acting_machines(sentence, mention.last, min(mention.last + _BEHIND_REACH, last))
    found = next((i for i in rows if is_behind(sentence, mention, i)), None)
    while found is not None and sentence.is_a(found + 1, "and") and is_machine(sentence, found + 2):
        found += 2  # "bombet fly og helikoptre | en leir"
    return found


def _by_machine(draft: Draft, mention: Mention, context: Context) -> None:
    """Whose aircraft or guns a verb tells of: "israelske fly bombet", "i går bombet hærens fly"."""
    sentence = draft.sentence
    first, last = sentence.clause(mention.first)
    stopped = draft.event is not None and draft.event.id == INTERCEPTION
    before = acting_machines(sentence, first, mention.first if stopped else mention.last)
    if set_machine(draft, before, context) or set_machine_inside(draft, mention, context):
        return
    behind = acting_machines(sentence, mention.last, min(mention.last + _BEHIND_REACH, last))
    set_machine(draft, [i for i in behind if is_behind(sentence, mention, i)], context)


def next_actor(sentence: Sentence, at: int) -> Mention | None:
    """Who is named in the next words: "fra | den israelske hæren"."""
    for step in range(at, min(at + 4, len(sentence))):
        if found := sentence.starting(step, Kind.ACTOR, Kind.HEAD, Kind.NAME, Kind.PEOPLE):
            return found
        state = sentence.starting(step, Kind.PLACE)
        if state is not None and any(p.level is Level.COUNTRY for p in state.places):
            return None if state.genitive else state
        nation = sentence.starting(step, Kind.NATION)
        if nation is not None and _owns_machines(sentence, nation.last):
            return nation  # "av russiske fly"
        if sentence.is_stop(step) or sentence.is_a(step, "prepositions"):
            break
    return None


def _owns_machines(sentence: Sentence, at: int) -> bool:
    """Whether things of a state follow its adjective, and no body of it: not "russiske styrker"."""
    unit = sentence.starting(at, Kind.UNIT)
    return unit is not None and sentence.starting(at, Kind.HEAD) is None


def _is_weapon(mention: Mention) -> bool:
    return isinstance(mention.entry, Trigger) and mention.entry.weapon


def add_partner(draft: Draft, mention: Mention, context: Context) -> tuple[Party, ...]:
    """Who acted along with an agent: "Russland og Tyrkia", "hæren og den væpnede gruppa RSF"."""
    sentence = draft.sentence
    joint = phrase_at(sentence, mention, context).last
    if draft.agents:
        twin = twin_before(sentence, draft.agents[0], draft.agent_states, context)
        if twin:
            draft.agents = (*twin, *draft.agents)
            return draft.agents
    if not draft.agents or not sentence.is_a(joint, "and"):
        return draft.agents
    other = next_actor(sentence, joint + 1)
    if other is None or not is_actor(other) or left_of(sentence, other) != joint + 1:
        return draft.agents
    phrase = phrase_at(sentence, other, context)
    party = phrase.as_party(sentence)
    if party.start != draft.agents[0].start and not phrase.is_ground:
        draft.agents = (draft.agents[0], party)
    return draft.agents


def set_agent(draft: Draft, mention: Mention, context: Context) -> None:
    """Make a mention the agent of an act: "russiske styrker bombet"."""
    before = mention.first < draft.anchor[0]  # behind the verb "dem" is whom it strikes
    they = before or not draft.sentence.is_a(mention.first, "them")
    they = they and back_of(mention) == "they" and not is_both(mention)
    if they and (doer := context.doer_before(draft.sentence)) is not None:
        _set_doer(draft, doer, mention.first)
        return
    phrase = phrase_at(draft.sentence, mention, context, verb=draft.anchor[0])
    if draft.event_type == "ASSAULT" and _never_fights(phrase):
        return  # "The Red Cross recovered bodies from a house hit by a missile"
    if _is_scene(draft.sentence, mention):
        return  # "kampene om Hodeida ble trappet opp", "samtalene i Abidjan ble avbrutt"
    if not phrase.is_ground:
        name = phrase.name
        if mention.kind is Kind.NATION:
            name = f"Armed forces of {context.owner_name(phrase.states) or phrase.name}"
        draft.agents = (draft.sentence.party(phrase.first, phrase.last, name),)
        draft.agent_party = phrase.party or phrase.role in ("group", "force", "state")
        draft.agent_states = phrase.states
        draft.agent_force = is_of_state(phrase)
        draft.rules.extend(phrase.rules)


def _set_doer(draft: Draft, doer: Doer, at: int) -> None:
    """Make who acted in the sentence before the agent: "Opprørerne tok byen. | De | drepte ni."."""
    draft.agents = (draft.sentence.party(at, at + 1, doer.name),)
    draft.agent_party, draft.agent_force = True, doer.force
    draft.agent_states = doer.states


def _it_acts(draft: Draft, mention: Mention, context: Context) -> bool:
    """Whether "den" or "it" acts, and whom it means did so too in the sentence before."""
    doer = context.doer_before(draft.sentence)
    at = it_before(draft.sentence, mention)
    if doer is None or not doer.alone or at is None:
        return False
    _set_doer(draft, doer, at)
    return True


def _is_scene(sentence: Sentence, mention: Mention) -> bool:
    """Whether a town behind a preposition only says where or about what it was."""
    if not is_town(mention):
        return False
    before = sentence.before_noun(mention.first)
    while sentence.is_place_noun(before):
        before = sentence.before_noun(before)  # "kampene om | havnebyen | Hodeida"
    return sentence.is_a(before, "prepositions") and not sentence.is_a(before, "done_by")


def _never_fights(phrase: Phrase) -> bool:
    """Whether a body is one that helps, counts or reports, and no party: the Red Cross, the AFP."""
    actor = phrase.head.actor
    return actor is not None and actor.sector in _UNARMED and not phrase.party


def _doer_before(draft: Draft, first: int, last: int, context: Context) -> None:
    """Who did it, told before a closing participle: "wurde von der Armee angegriffen"."""
    sentence = draft.sentence
    for at in range(last - 1, first - 1, -1):
        if not sentence.is_a(at, "done_by") or not leads_to_doer(sentence, at):
            continue
        if set_machine(draft, range(at + 1, min(at + 5, last)), context):
            return
        actor = next_actor(sentence, at + 1)
        if actor is not None and actor.last <= last:
            set_agent(draft, actor, context)
            return


def leads_to_doer(sentence: Sentence, at: int) -> bool:
    """Whether a word for "by" tells who did it, and not whom or where: "tok livet av", "kysten av X".

    Nor whose people they are: "rettet mot et medlem | av gjengen", or who tells: "bekreftes | av politiet".
    """
    owned = ("directions", "place_parts", "belonging")
    told = any(sentence.covering(i, Kind.REPORTING) for i in (at - 1, at))
    return (
        not told
        and not sentence.is_any(at - 1, *owned)
        and sentence.covering(at, Kind.HARM) is None
    )


def _passive_roles(draft: Draft, mention: Mention, context: Context) -> None:
    sentence = draft.sentence
    first, last = sentence.clause(mention.first)
    if sentence.grammar.verb_last:
        _doer_before(draft, first, mention.first, context)
    for at in range(mention.first, last):
        if not sentence.is_a(at, "done_by") or not leads_to_doer(sentence, at):
            continue
        if set_machine(draft, range(at + 1, at + 5), context):
            break
        if at >= mention.last and (actor := next_actor(sentence, at + 1)):
            set_agent(draft, actor, context)
            break
    passive_target(draft, mention, context)
    captives_named(draft, mention)


def launched(draft: Draft, mention: Mention, context: Context) -> None:
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
