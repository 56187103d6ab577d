"""Tells whether a speaker and a doer are opponents: "RSF hevder at hærens fly bombet byen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.blamed import Doer, doer_of, inverted_doer, is_speaker
from vitne.claims.faceless import BYSTANDERS, is_nobody_known, tells_of_them
from vitne.claims.naming import back_of
from vitne.claims.roles import set_agent
from vitne.model import Kind, Mention
from vitne.model.actors import ActorKind
from vitne.model.entries import Form, Head, Reporting, Stance, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence

_HOSTILE = frozenset({"ASSAULT", "COERCE"})
_CLEFT = 8  # tokens from "det var" to the "som" of who did it
_OWN_REACH = 2  # tokens behind a doer that may say whose it is: "krigerne våre"
_PASSIVE = frozenset({Form.BASE, Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE, Form.PASSIVE})
_HELPING = ("aux_passive", "aux_perfect", "modal_future", "being")  # between "it" and its verb
_NEUTRAL = frozenset({ActorKind.ORGANISATION, ActorKind.MONITOR})
_OUR_BODIES = frozenset({"GOV", "MIL", "LEG", "SPY"})


def accuses(draft: Draft, cover: Attribution, context: Context) -> bool:
    """Whether a party to the conflict, or an official of its side, says that an opponent did it."""
    voice = cover.phrase
    if voice is None or (draft.kind == "event" and draft.event_type not in _HOSTILE):
        return False
    labelled = draft.sentence.word(draft.anchor[0] - 1) == ":"  # "Iran: Skjøt ned drone"
    if tells_of_them(draft, voice):
        return True
    if voice.role in BYSTANDERS or labelled:
        return False
    doer = doer_of(draft, cover, context)
    if (
        doer is None
        or _struck_first(draft, doer, cover)
        or (_stance(draft, cover) is Stance.TELLS and is_nobody_known(draft, doer))
        or _own(draft, doer, voice)
        or (doer.group and (_leads_a_group(voice) or _is_nameless(draft, doer, voice)))
        or _same_side(draft, doer, voice)
        or _of_its_ranks(draft, doer, voice)
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
        if not draft.agents and cover.covers(draft.anchor[0]):
            _set_itself(draft, cover)
        if draft.agents and cover.covers(draft.anchor[0]):
            speaks = is_speaker(draft.sentence, draft, cover.zone)
            other = inverted_doer(draft, cover.zone) if speaks else None
            if other is not None:
                set_agent(draft, other, context)
            elif (speaks and _others_act(draft, cover)) or _only_relays(draft, cover):
                draft.agents, draft.agent_party, draft.agent_states = (), False, ()


def _others_act(draft: Draft, cover: Attribution) -> bool:
    """Whether what is told has a subject of its own before the act, that is not who speaks.

    "quoted X as saying | 250 men attacked", "said that | the bombs killed four".
    """
    sentence, span = draft.sentence, (cover.first, draft.anchor[0])
    weapons = (m.entry for m in sentence.within(*span, Kind.TRIGGER))
    armed = any(isinstance(entry, Trigger) and entry.weapon for entry in weapons)
    return armed or sentence.holds(*span, Kind.PEOPLE)


def _only_relays(draft: Draft, cover: Attribution) -> bool:
    """Whether the agent found only passes on what was told."""
    return any(v.role == "relay" and v.name == draft.agents[0].name for v in cover.chain)


def _set_itself(draft: Draft, cover: Attribution) -> None:
    """Make a speaker who tells of its own act the agent: "Nigeria said it was sending troops"."""
    sentence, (at, _) = draft.sentence, draft.anchor
    trigger = sentence.starting(at, Kind.TRIGGER, Kind.HARM)
    if draft.kind != "event" or trigger is None or sentence.grammar.verb_second:
        return
    was = sentence.is_a(at - 1, "aux_passive")
    if was and trigger.form in _PASSIVE:
        return  # "said it was attacked"
    while sentence.is_any(at - 1, *_HELPING):
        at -= 1
    phrase = cover.phrase
    if (
        sentence.is_a(at - 1, "it")
        and phrase is not None
        and (phrase.party or phrase.role == "state")
    ):
        draft.agents = (sentence.party(at - 1, at, phrase.name),)
        draft.agent_party, draft.agent_states = True, phrase.states


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
    if (voice.party and voice.role != "media") or is_cleft(draft.sentence, draft.anchor[0]):
        return True
    body = voice.head.actor
    if body is not None and body.kind in _NEUTRAL and not voice.party:
        return False
    of_state = isinstance(voice.head.entry, Head) and "{state}" in voice.head.entry.name
    if stance is Stance.CLAIMS and (of_state or voice.role in ("named", "group", "state")):
        return True
    if voice.role == "media":
        if voice.party:
            return not (doer.group and body is not None and body.mouthpiece == "group")
        return stance is Stance.CLAIMS and bool(_states(voice))
    if voice.role == "state":
        return bool(doer.states) or (doer.known and doer.group)
    if not of_state or voice.role not in ("force", "authority", "office"):
        return False
    return bool(doer.states) or (voice.role == "force" and doer.known)


def is_cleft(sentence: Sentence, at: int) -> bool:
    """Whether a clause tells who it was that did it: "det var opprørerne | som tente på husene"."""
    first, _ = sentence.clause(at)
    if not sentence.is_a(first, "relative"):
        return False
    for i in range(max(0, first - _CLEFT), first - 1):
        pair = (i, i + 1)
        pronoun = any(sentence.is_a(j, "that_pronoun") or sentence.is_a(j, "it") for j in pair)
        if pronoun and any(sentence.is_a(j, "being") for j in pair):
            return True
    return False


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
    near = not sentence.grammar.verb_second
    return any(_speaker_again(back, voice, doer, office=near) for back in backs)


def _it(sentence: Sentence, at: int) -> bool:
    """Whether "den" is a pronoun here: "RSF sier den har tatt byen"."""
    after = at + 1
    verb = sentence.is_a(after, "aux_perfect") or sentence.is_a(after, "modal_future")
    if not sentence.grammar.verb_second:  # "The army says it drove the rebels out"
        verb = verb or sentence.starting(after, Kind.TRIGGER, Kind.HARM) is not None
    return sentence.is_a(at, "it") and verb


def _speaker_again(back: Mention, voice: Phrase, doer: Doer, *, office: bool) -> bool:
    """Whether a pointing word in what is said means the speaker: "gruppa", "de", "alliansens"."""
    if not (back.genitive or doer.first <= back.first < doer.last):
        return False
    refers = back_of(back)
    if refers in ("person", "they"):
        return True
    office = (
        office and voice.role == "office" and voice.party and not voice.states
    )  # "a Taliban commander"
    return refers == "group" and (voice.role in ("group", "named") or office)


def _leads_a_group(voice: Phrase) -> bool:
    """Whether a speaker is only called the leader of an armed group: "sier en geriljaleder"."""
    entry = voice.head.entry
    faceless = voice.party and not voice.states and isinstance(entry, Head)
    return faceless and voice.role == "office" and voice.name == entry.name  # type: ignore[union-attr]


def _is_nameless(draft: Draft, doer: Doer, voice: Phrase) -> bool:
    """Whether an armed group calls its own by what they are: "Taliban sier at opprørerne drepte ti"."""
    sentence = draft.sentence
    if sentence.holds(doer.first, doer.last, Kind.ACTOR, Kind.NATION, Kind.NAME):
        return False
    ends = sentence.ends(doer.last - 1, "definite_endings")
    the = ends or sentence.is_a(doer.first, "definite_articles")
    return the and voice.role == "group" and voice.party


def _same_side(draft: Draft, doer: Doer, voice: Phrase) -> bool:
    """Whether doer and speaker share name or state, act together, or strike the same enemy."""
    if doer.group and voice.states and voice.role != "group":
        return False  # a group may bear the name of the state it fights
    if doer.name in voice.name or voice.name in doer.name:
        return True
    if doer.group is not (voice.role == "group"):
        return False
    if _speaks_of_its_own(draft, doer, voice):
        return True
    own = set(_states(voice))
    actor = voice.head.actor
    if actor is not None and actor.sector == "MIL" and not doer.states and not doer.group:
        return True  # "Marines shot two gunmen, the Pentagon said": whose else
    if own & set(doer.states) or _state_of(doer.name) == _state_of(voice.name) != "":
        return True
    return bool(own) and (_beside(draft, doer, own) or _against_group(draft, doer))


def _speaks_of_its_own(draft: Draft, doer: Doer, voice: Phrase) -> bool:
    """Whether a state tells of a force that nobody is said to own: "Israel skriver at flyvåpenet slo til"."""
    head = draft.sentence.covering(doer.last - 1, Kind.HEAD)
    force = head is not None and isinstance(head.entry, Head) and head.entry.role == "force"
    if doer.states or not force or voice.role not in ("state", "authority", "media"):
        return False
    sentence, first = draft.sentence, max(0, voice.first - 1)
    if voice.role == "media" and not sentence.has_a(first, voice.last, "state_run"):
        return False
    return not sentence.holds(doer.first, doer.last, Kind.NATION, Kind.ACTOR, Kind.PLACE)


def _of_its_ranks(draft: Draft, doer: Doer, voice: Phrase) -> bool:
    """Whether a force tells what men of rank did, whose own they are: "Officers shot two, police said"."""
    sentence = draft.sentence
    head = sentence.covering(doer.last - 1, Kind.HEAD)
    if voice.role != "force" or head is None or not isinstance(head.entry, Head):
        return False
    at = head.first - 1
    bare = at < 0 or sentence.is_stop(at) or sentence.is_a(at, "function")  # not "rebel officers"
    rank = head.entry.role == "unnamed" and head.entry.party
    return rank and bare and (not doer.states or bool(set(doer.states) & set(voice.states)))


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
