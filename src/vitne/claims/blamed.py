"""Finds whom a clause names as the doer of what another tells: "RSF sier hærens fly bombet byen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.parties import phrase_at
from vitne.model import Kind, Level, Mention
from vitne.model.actors import ActorKind
from vitne.model.entries import Form, Head

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Party

_OWNERS = (Kind.ACTOR, Kind.HEAD, Kind.NATION)


class Doer(msgspec.Struct, frozen=True, gc=False):
    """Who a clause names as the one who did it; token range, name, states."""

    first: int
    last: int
    name: str
    states: tuple[str, ...] = ()
    known: bool = True  # a body of its own, and not merely "væpnede menn"
    group: bool = False


def doer_of(draft: Draft, cover: Attribution, context: Context) -> Doer | None:
    """The party that the clause names as the doer: its agent, else whose weapon it was."""
    sentence = draft.sentence
    if _driven_out(sentence, draft):
        return None
    zone = cover.zone
    if draft.agents and not is_speaker(sentence, draft, zone):
        if not draft.agent_party:
            return None
        agent = draft.agents[0]
        first, last = _tokens(sentence, agent)
        known = any(_known(m) for m in sentence.within(first, last, Kind.ACTOR, Kind.HEAD))
        group = any(_is_group(m) for m in sentence.within(first, last, Kind.ACTOR, Kind.HEAD))
        nations = () if group else sentence.within(first, last, Kind.NATION)
        states = draft.agent_states or tuple(s for m in nations for s in context.states_of(m))
        return Doer(first, last, agent.name, states, known, group)
    owner = inverted_doer(draft, zone) or _owner(draft)
    if owner is None:
        return _state_owned(draft, context)
    phrase = phrase_at(sentence, owner, context)
    name, states = phrase.name, phrase.states
    if owner.kind is Kind.NATION:
        states = context.states_of(owner)
        name = context.state_name(states)
    elif not phrase.party:
        return None
    return Doer(owner.first, owner.last, name, states, _known(owner), _is_group(owner))


def inverted_doer(draft: Draft, zone: tuple[int, int]) -> Mention | None:
    """The subject behind the verb or before it: "Ifølge X bombet russiske styrker en skole"."""
    sentence = draft.sentence
    if draft.agents:  # the speaker was taken for the agent: "X sier hæren bombet en skole"
        rows = sentence.within(zone[1], draft.anchor[0], *_OWNERS)
        other = next((m for m in rows if not m.genitive), None)
        return other if other is not None else _other_state(draft, zone[1])
    if zone[1] != draft.anchor[0]:
        return None
    at = draft.anchor[1]
    return sentence.starting(at, Kind.NATION) or sentence.starting(at, Kind.ACTOR, Kind.HEAD)


def _other_state(draft: Draft, at: int) -> Mention | None:
    """The state that acts in what another tells: "Sør-Korea sier | Nord-Korea | har skutt"."""
    state = draft.sentence.starting(at, Kind.PLACE)
    if state is None or state.genitive or not state.places:
        return None
    verb = draft.sentence.is_a(state.last, "aux_perfect") or state.last == draft.anchor[0]
    return state if verb and state.places[0].level is Level.COUNTRY else None


def is_speaker(sentence: Sentence, draft: Draft, zone: tuple[int, int]) -> bool:
    """Whether the agent found is only who tells it: "Ifølge X åpnet soldater ild"."""
    agent = draft.agents[0]
    first, _ = _tokens(sentence, agent)
    return zone[0] <= first < zone[1]


def _driven_out(sentence: Sentence, draft: Draft) -> bool:
    """Whether the subject was driven out: "IS er kastet ut av bydelen"."""
    first, last = draft.anchor
    passive = any(sentence.is_a(i, "aux_passive") for i in (first - 1, first - 2))
    return passive and sentence.has_a(first, last + 1, "out")


def _state_owned(draft: Draft, context: Context) -> Doer | None:
    """The state whose weapon a word for an act names with it: "hærens fly bombet"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    last = draft.anchor[1]
    if not any(sentence.has_a(first, last, c) for c in ("state_owned", "group_owned")):
        return None
    states = context.home("force", fights=True)
    for at in range(first, last):
        if states and sentence.is_a(at, "state_owned"):
            return Doer(at, at + 1, f"Armed forces of {context.owner_name(states)}", states)
        if sentence.is_a(at, "group_owned"):
            return Doer(at, at + 1, "Coalition forces")
    return None


def _known(mention: Mention) -> bool:
    entry = mention.entry
    return mention.kind is Kind.ACTOR or (isinstance(entry, Head) and "{state}" in entry.name)


def _is_group(mention: Mention) -> bool:
    """Whether it is an armed group, which fights the state whose name it bears."""
    if mention.actor is not None:
        return mention.actor.kind is ActorKind.GROUP
    return isinstance(mention.entry, Head) and mention.entry.role == "group"


def _is_struck(draft: Draft, owner: Mention) -> bool:
    """Whether the weapons of an owner are what was struck: "12 Ukrainian drones had been shot down"."""
    at = draft.sentence.quote(owner.first, owner.last).start
    spans = ((t.start, t.end) for t in draft.targets)
    return any(
        first is not None and last is not None and first <= at < last for first, last in spans
    )


def _owner(draft: Draft) -> Mention | None:
    """Whose weapon it was: "israelske fly", "hærens granater", "raketter avfyrt av Hamas"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    for mention in sentence.within(first, draft.anchor[1] + 1, *_OWNERS):
        armed = sentence.starting(mention.last, Kind.UNIT, Kind.TRIGGER)
        people = sentence.starting(mention.last, Kind.PEOPLE)  # "30 af hærens | soldater er taget"
        owns = (mention.genitive and people is None) or (
            mention.kind is Kind.NATION
            and mention.form in (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE, Form.BASE)
        )
        aimed = sentence.is_a(mention.first - 1, "targeting") or _is_struck(draft, mention)
        if owns and armed is not None and not aimed:
            return mention
        inside = draft.anchor[0] < mention.first and mention.last < draft.anchor[1]
        inside = inside and sentence.grammar.verb_second  # not "taken 50 soldiers prisoner"
        if inside and not owns and not _has_subject(sentence, draft.anchor[0]):
            return mention  # "åpnet indiske soldater ild"
    if not sentence.has("by"):
        return None
    for at in range(first, min(draft.anchor[1] + 2, len(sentence))):
        if sentence.is_a(at, "by") and sentence.covering(at - 1, Kind.UNIT, Kind.TRIGGER):
            found = _next_owner(sentence, at + 1)
            if found is not None:
                return found
    return None


def _has_subject(sentence: Sentence, at: int) -> bool:
    """Whether the subject stands before a verb: "gruppa har tatt 60 soldater til fange", "å ha tatt"."""
    before = at - 1
    while sentence.is_a(before, "aux_perfect"):
        before -= 1
    if sentence.is_a(before, "infinitive"):
        return True
    return sentence.covering(before, Kind.BACK) is not None


def _next_owner(sentence: Sentence, at: int) -> Mention | None:
    while sentence.is_a(at, "determiners") or sentence.ends(at, "adjective_endings"):
        at += 1
    return sentence.starting(at, *_OWNERS)


def _tokens(sentence: Sentence, party: Party) -> tuple[int, int]:
    start, end = party.start or 0, party.end or 0
    inside = [i for i, t in enumerate(sentence.passage.tokens) if start <= t.start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
