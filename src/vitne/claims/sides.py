"""Tells whether a speaker and a doer are opponents: "RSF hevder at hærens fly bombet byen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.parties import phrase_at
from vitne.claims.roles import set_agent
from vitne.model import Kind, Mention
from vitne.model.actors import ActorKind
from vitne.model.entries import Back, Form, Head, Reporting, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Party

_HOSTILE = frozenset({"ASSAULT", "COERCE"})
_BYSTANDERS = frozenset({"unnamed", "witness", "people", "medic", "generic"})
_OWN_REACH = 2  # tokens behind a doer that may say whose it is: "krigerne våre"
_NEUTRAL = frozenset({ActorKind.ORGANISATION, ActorKind.MONITOR})
_OUR_BODIES = frozenset({"GOV", "MIL", "LEG", "SPY"})


class Doer(msgspec.Struct, frozen=True, gc=False):
    """Who a clause names as the one who did it; token range, name, states."""

    first: int
    last: int
    name: str
    states: tuple[str, ...] = ()
    known: bool = True  # a body of its own, and not merely "væpnede menn"
    group: bool = False


def accuses(draft: Draft, cover: Attribution, context: Context) -> bool:
    """Whether a party to the conflict, or an official of its side, says that an opponent did it."""
    voice = cover.phrase
    if voice is None or (draft.kind == "event" and draft.event_type not in _HOSTILE):
        return False
    labelled = draft.sentence.word(draft.anchor[0] - 1) == ":"  # "Iran: Skjøt ned drone"
    if voice.role in _BYSTANDERS or labelled:
        return False
    doer = _doer(draft, cover, context)
    if (
        doer is None
        or _struck_first(draft, doer, cover)
        or _own(draft, doer, voice)
        or _same_side(draft, doer, voice)
    ):
        return False
    return _takes_side(draft, doer, voice, _stance(draft, cover))


def _struck_first(draft: Draft, doer: Doer, cover: Attribution) -> bool:
    """Whether what looks like a doer is only struck: "sier at luftvernet skjøt ned X-ske droner"."""
    opens = doer.first >= draft.anchor[0] == cover.first
    return opens and not draft.sentence.is_a(doer.first - 1, "by")


def find_agent(draft: Draft, attributions: Sequence[Attribution], context: Context) -> None:
    """Give an act the agent behind its speaker: "RSF sier hæren bombet byen"."""
    for cover in attributions:
        if draft.agents and cover.covers(draft.anchor[0]):
            other = (
                _inverted(draft, cover.zone) if _inside(draft.sentence, draft, cover.zone) else None
            )
            if other is not None:
                set_agent(draft, other, context)


def _stance(draft: Draft, cover: Attribution) -> Stance:
    """How the speaker tells it, by the last word of telling: "bestrider ikke …, men hevder at …"."""
    first, last = cover.zone
    stance = Stance.TELLS
    for mention in draft.sentence.within(first, max(last, draft.anchor[0]), Kind.REPORTING):
        if isinstance(mention.entry, Reporting) and mention.entry.stance is not Stance.TELLS:
            stance = mention.entry.stance
    return stance


def _takes_side(draft: Draft, doer: Doer, voice: Phrase, stance: Stance) -> bool:
    """Whether a speaker counts as the other side of a doer: parties always, officials of a foe."""
    if stance is Stance.CONCEDES:
        return False
    if voice.party and voice.role != "media":
        return True
    body = voice.head.actor
    if body is not None and body.kind in _NEUTRAL and not voice.party:
        return False
    of_state = isinstance(voice.head.entry, Head) and "{state}" in voice.head.entry.name
    if stance is Stance.CLAIMS and (of_state or voice.role in ("named", "group", "state")):
        return True
    if voice.role == "media":
        return voice.party or (stance is Stance.CLAIMS and bool(_states(voice)))
    if not of_state or voice.role not in ("force", "authority", "office"):
        return False
    return bool(doer.states) or (voice.role == "force" and doer.known)


def _doer(draft: Draft, cover: Attribution, context: Context) -> Doer | None:
    """The party that the clause names as the doer: its agent, else whose weapon it was."""
    sentence = draft.sentence
    if _driven_out(sentence, draft):
        return None
    zone = cover.zone
    if draft.agents and not _inside(sentence, draft, zone):
        if not draft.agent_party:
            return None
        agent = draft.agents[0]
        first, last = _tokens(sentence, agent)
        known = any(_known(m) for m in sentence.within(first, last, Kind.ACTOR, Kind.HEAD))
        group = any(_is_group(m) for m in sentence.within(first, last, Kind.ACTOR, Kind.HEAD))
        nations = () if group else sentence.within(first, last, Kind.NATION)
        states = draft.agent_states or tuple(s for m in nations for s in context.states_of(m))
        return Doer(first, last, agent.name, states, known, group)
    owner = _inverted(draft, zone) or _owner(draft)
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


def _inverted(draft: Draft, zone: tuple[int, int]) -> Mention | None:
    """The subject behind the verb or before it: "Ifølge X bombet russiske styrker en skole"."""
    sentence = draft.sentence
    if draft.agents:  # the speaker was taken for the agent: "X sier hæren bombet en skole"
        rows = sentence.within(zone[1], draft.anchor[0], *_OWNERS)
        return next((m for m in rows if not m.genitive), None)
    if zone[1] != draft.anchor[0]:
        return None
    at = draft.anchor[1]
    return sentence.starting(at, Kind.NATION) or sentence.starting(at, Kind.ACTOR, Kind.HEAD)


def _inside(sentence: Sentence, draft: Draft, zone: tuple[int, int]) -> bool:
    """Whether the agent found is only who tells it: "Ifølge X åpnet soldater ild"."""
    agent = draft.agents[0]
    first, _ = _tokens(sentence, agent)
    return zone[0] <= first < zone[1]


def _driven_out(sentence: Sentence, draft: Draft) -> bool:
    """Whether the subject was driven out: "IS er kastet ut av bydelen"."""
    first, last = draft.anchor
    passive = any(sentence.is_a(i, "aux_passive") for i in (first - 1, first - 2))
    return passive and any(sentence.is_a(i, "out") for i in range(first, last + 1))


def _state_owned(draft: Draft, context: Context) -> Doer | None:
    """The state whose weapon a word for an act names with it: "hærens fly bombet"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    for at in range(first, draft.anchor[1]):
        states = context.home("force")
        if states and sentence.is_a(at, "state_owned"):
            return Doer(at, at + 1, f"Armed forces of {context.state_name(states)}", states)
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


def _owner(draft: Draft) -> Mention | None:
    """Whose weapon it was: "israelske fly", "hærens granater", "raketter avfyrt av Hamas"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    for mention in sentence.within(first, draft.anchor[1] + 1, *_OWNERS):
        armed = sentence.starting(mention.last, Kind.UNIT, Kind.TRIGGER)
        owns = mention.genitive or (
            mention.kind is Kind.NATION
            and mention.form in (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE, Form.BASE)
        )
        if owns and armed is not None and not sentence.is_a(mention.first - 1, "targeting"):
            return mention
        inside = draft.anchor[0] < mention.first and mention.last < draft.anchor[1]
        if inside and not owns and not _has_subject(sentence, draft.anchor[0]):
            return mention  # "åpnet indiske soldater ild"
    for at in range(first, min(draft.anchor[1] + 2, len(sentence))):
        if sentence.is_a(at, "by") and sentence.covering(at - 1, Kind.UNIT, Kind.TRIGGER):
            found = _next_owner(sentence, at + 1)
            if found is not None:
                return found
    return None


def _has_subject(sentence: Sentence, at: int) -> bool:
    """Whether the subject stands right before a verb: "gruppa har tatt 60 soldater til fange"."""
    before = at - 1
    while sentence.is_a(before, "aux_perfect"):
        before -= 1
    return sentence.covering(before, Kind.BACK) is not None


_OWNERS = (Kind.ACTOR, Kind.HEAD, Kind.NATION)


def _next_owner(sentence: Sentence, at: int) -> Mention | None:
    while sentence.is_a(at, "determiners") or (
        sentence.word(at).endswith(tuple(sentence.grammar["adjective_endings"]))
    ):
        at += 1
    return sentence.starting(at, *_OWNERS)


def _tokens(sentence: Sentence, party: Party) -> tuple[int, int]:
    start, end = party.start or 0, party.end or 0
    inside = [i for i, t in enumerate(sentence.passage.tokens) if start <= t.start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _own(draft: Draft, doer: Doer, voice: Phrase) -> bool:
    """Whether the doer is the speaker's own: "dens soldater", "krigerne våre", "gruppas fly"."""
    sentence = draft.sentence
    first, _ = sentence.clause(draft.anchor[0])
    for at in range(min(first, doer.first), min(doer.last + _OWN_REACH, len(sentence))):
        if sentence.is_a(at, "possessives") and at < draft.anchor[0]:
            return True
        if sentence.is_a(at, "first_person") or _it(sentence, at):
            return True
        if sentence.is_a(at, "group_owned") and voice.role == "named":
            return True  # "NATO opplyser at alliansens fly …"
    backs = sentence.within(first, max(draft.anchor[1], doer.last), Kind.BACK)
    return any(_speaker_again(back, voice, doer) for back in backs)


def _it(sentence: Sentence, at: int) -> bool:
    """Whether "den" is a pronoun here: "RSF sier den har tatt byen"."""
    after = at + 1
    verb = sentence.is_a(after, "aux_perfect") or sentence.is_a(after, "modal_future")
    return sentence.is_a(at, "it") and verb


def _speaker_again(back: Mention, voice: Phrase, doer: Doer) -> bool:
    """Whether a pointing word in what is said means the speaker: "gruppa", "de", "alliansens"."""
    entry = back.entry
    if not isinstance(entry, Back) or not (back.genitive or doer.first <= back.first < doer.last):
        return False
    if entry.refers in ("person", "they"):
        return True
    return entry.refers == "group" and voice.role in ("group", "named")


def _same_side(draft: Draft, doer: Doer, voice: Phrase) -> bool:
    """Whether doer and speaker share name or state, act together, or strike the same enemy."""
    if doer.name in voice.name or voice.name in doer.name:
        return True
    if doer.group is not (voice.role == "group"):
        return False
    own = set(_states(voice))
    if own & set(doer.states) or _state_of(doer.name) == _state_of(voice.name) != "":
        return True
    return bool(own) and (_beside(draft, doer, own) or _against_group(draft, doer))


def _states(phrase: Phrase) -> tuple[str, ...]:
    """The states a speaker belongs to: as told, or those of the body it is."""
    actor = phrase.head.actor
    if phrase.states or actor is None:
        return phrase.states
    media = actor.kind in (ActorKind.OUTLET, ActorKind.AGENCY)
    return actor.states[:1] if media or actor.sector in _OUR_BODIES else ()


def _state_of(name: str) -> str:
    """The state in the name of a body: "Police of Egypt"."""
    return name.rpartition(" of ")[2] if " of " in name else ""


def _beside(draft: Draft, doer: Doer, own: set[str]) -> bool:
    """Whether the speaker's own act with the doer: "amerikanske og irakiske soldater"."""
    sentence = draft.sentence
    first, _ = sentence.clause(doer.first)
    return any(
        {p.country for p in m.places} & own and sentence.is_a(m.last, "and")
        for m in sentence.within(first, max(doer.last, draft.anchor[0]), Kind.NATION)
    )


def _against_group(draft: Draft, doer: Doer) -> bool:
    """Whether a state struck an armed group, as a government tells of its ally."""
    if not doer.states:
        return False
    _, last = draft.sentence.clause(draft.anchor[0])
    rows = draft.sentence.within(draft.anchor[1], last, Kind.ACTOR)
    return any(m.actor is not None and m.actor.kind is ActorKind.GROUP for m in rows)
