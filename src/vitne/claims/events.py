"""Reads acts: bombed, attacked, arrested, withdrew; who did it and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.deeds import describes, event_of, find_deeds, retype
from vitne.claims.doers import carried_out_by
from vitne.claims.figurative import is_figurative
from vitne.claims.fronting import may_be_body
from vitne.claims.gaps import FORCE, PROTESTERS
from vitne.claims.ground import lost_ground, takes_ground, was_taken
from vitne.claims.handled import handles
from vitne.claims.machines import acting_machines
from vitne.claims.merging import (
    is_mere_weapon,
    merge,
    without_agreed_truce,
    without_broken_truce,
    without_suspended_talks,
    without_unfought,
)
from vitne.claims.naming import ACTING
from vitne.claims.noun_roles import noun_roles
from vitne.claims.parties import is_actor
from vitne.claims.retreats import is_no_retreat
from vitne.claims.roles import strike_answered_for, verb_roles
from vitne.claims.sentence import DEFINITE, NOMINAL, effect_of, frame_of
from vitne.claims.standing import is_determiner
from vitne.claims.telling import HEADS
from vitne.model import Kind, Mention, TimeKind
from vitne.model.entries import Form, Harm, Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

# Acts told without their means; another word for the same act may tell it.
_AIRSTRIKE = "airstrike"
_RIOT = "riot"
_HAPPENED = 9  # tokens from "took place" to where it did
_SHELLING = "shelling"
_RAID = "raid"
_BY_SUBJECT = frozenset({_RAID, "destruction", "arson"})  # from above only where aircraft do it
_FROM_GUNS = frozenset({"shooting", "fire-upon", "bombing"})
_MAYBE_FROM_ABOVE = frozenset(
    {
        "bombing",
        "missile-strike",
        "shelling",
        "hit",
        "attack",
        "shooting",
        "fire-upon",
        "grenade",
    }
    | _BY_SUBJECT
)


def find_events(
    sentence: Sentence, types: Mapping[str, EventType], context: Context, told: set[str]
) -> list[Draft]:
    """All acts of one sentence; several words for one act in one clause make one claim.

    `told` are the event types the article has named so far: "angrepet" alone points back to one.
    """
    if sentence.is_a(0, "corrections"):
        return []  # "Retting: I ei tidlegare melding skreiv vi at 60 var drepne"
    rows = [(m, t) for m in sentence.of(Kind.TRIGGER) if (t := _type(m, types)) is not None]
    drafts: list[Draft] = []
    named = {kind.id for _, kind in rows}
    for mention, kind in rows:
        if _taken_as_noun(sentence, mention) or not _stands_alone(sentence, mention, told):
            continue
        if _counts_dead(sentence, mention):
            continue
        if (
            not _has_object(sentence, mention)
            or not _accompanied(mention, named)
            or describes(sentence, mention)
        ):
            continue
        draft = _draft(sentence, mention, kind, context)
        if is_no_retreat(draft) or _by_nobody(draft) or is_figurative(draft, mention):
            continue
        _by_protesters(draft, types)
        if _by_whom_it_must(draft, mention):
            drafts.append(draft)
    drafts.extend(find_deeds(sentence, types, context))
    kept = [d for d in merge(sentence, drafts) if not is_mere_weapon(sentence, d)]
    for draft in kept:
        _from_above(draft, types)
        _from_guns(draft, types)
        _at_crowd(draft, types)
    for without in (
        without_broken_truce,
        without_agreed_truce,
        without_suspended_talks,
        without_unfought,
    ):
        kept = without(sentence, kept)
    return kept


def _has_object(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word has the object or subject it needs: "tok mandag byen Diabaly", "brente ni hus"."""
    entry = mention.entry
    if not isinstance(entry, Trigger):
        return True
    if _is_where(sentence, mention):
        return False
    if entry.things:
        return handles(sentence, mention, entry.things)
    if entry.subject is not None:
        return lost_ground(sentence, mention) is not None
    if entry.object is None or takes_ground(sentence, mention):
        return True
    return was_taken(sentence, mention)


def _is_where(sentence: Sentence, mention: Mention) -> bool:
    """Whether the town of a phrase is only where somebody did it: "I | byen falt | to soldater"."""
    phrase = mention.last - mention.first > 1 and sentence.is_place_noun(mention.first)
    return phrase and sentence.is_a(sentence.before_noun(mention.first), "prepositions")


def _by_nobody(draft: Draft) -> bool:
    """Whether no actor is said to be behind it: "Jordkonflikter ligger bak mange av kampene"."""
    return draft.event is not None and draft.event.id == "behind" and not draft.agents


def _by_protesters(draft: Draft, types: Mapping[str, EventType]) -> None:
    """What protesters do is a riot: "Demonstranter satte fyr på kontorene"."""
    riot = types.get(_RIOT)
    if riot is None or draft.event_type != "ASSAULT" or not draft.agents:
        return
    if draft.agents[0].name == PROTESTERS:
        retype(draft, riot)


def _by_whom_it_must(draft: Draft, mention: Mention) -> bool:
    """Whether a party does what parties do, and none what crowds do: "soldatene | gikk gjennom gatene"."""
    party = mention.entry.by_party if isinstance(mention.entry, Trigger) else None
    return party is None or party == bool(draft.agent_party)


def _accompanied(mention: Mention, named: set[str]) -> bool:
    """Whether a word that needs another act beside it has one: "brutt" beside "våpenhvilen"."""
    entry = mention.entry
    return not isinstance(entry, Trigger) or not entry.beside or bool(named & set(entry.beside))


def _type(mention: Mention, types: Mapping[str, EventType]) -> EventType | None:
    entry = mention.entry
    return types.get(entry.event) if isinstance(entry, Trigger) else None


def _counts_dead(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word tells of a figure of dead, and of no act: "har registrert | 217 drap"."""
    dead = sentence.starting(mention.first, Kind.HARM)
    number = sentence.covering(mention.first - 1, Kind.NUMBER)
    if dead is None or number is None or number.number is None or number.number.article:
        return False
    if is_determiner(sentence, number.first, number.last):
        return False
    return isinstance(dead.entry, Harm) and dead.entry.needs_number and dead.form in NOMINAL


def _taken_as_noun(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word that is noun or verb is read the wrong way here: "angrep" after an article."""
    same = [m for m in sentence.of(Kind.TRIGGER) if m.first == mention.first and m is not mention]
    verbs = mention.form not in NOMINAL and all(m.form not in NOMINAL for m in same)
    if verbs or not same:
        return False
    as_noun = (
        _noun_context(sentence, mention.first)
        or _opens_as_noun(sentence, mention, same)
        or _is_no_participle(sentence, mention, same)
    )
    return (mention.form in NOMINAL) is not as_noun


def _is_no_participle(sentence: Sentence, mention: Mention, same: list[Mention]) -> bool:
    """Whether a noun is spelt as a participle that has no auxiliary: "Hæren gransker | angrepet"."""
    forms = {m.form for m in (mention, *same)}
    if not forms & DEFINITE or Form.PARTICIPLE not in forms or forms & {Form.PAST, Form.PRESENT}:
        return False
    if sentence.passage.role in HEADS or sentence.is_a(mention.last, "done_by"):
        return False
    first, _ = sentence.clause(mention.first)
    before = range(first, mention.first)
    return not any(
        sentence.is_a(i, "aux_perfect") or sentence.is_a(i, "aux_passive") for i in before
    )


def _opens_as_noun(sentence: Sentence, mention: Mention, same: list[Mention]) -> bool:
    """Whether a first word that may be an infinitive is a noun: "Bombe og skyting ved hotell"."""
    first = mention.first == 0 or sentence.is_stop(mention.first - 1)
    if mention.first == 0 and _lacks_subject(sentence, mention, same):
        return True
    if mention.first == 0 and not sentence.is_a(mention.last, "by"):
        return any(m.form in DEFINITE or m.form is Form.INFINITIVE for m in (mention, *same))
    return first and any(m.form is Form.INFINITIVE for m in (mention, *same))


def _lacks_subject(sentence: Sentence, mention: Mention, same: list[Mention]) -> bool:
    """Whether a first word that may be a past has no subject behind: "Angreb fra X dræbte ti"."""
    past = any(m.form in (Form.PAST, Form.IMPERATIVE) for m in (mention, *same))
    hangs = sentence.is_a(mention.last, "prepositions") and not sentence.is_a(
        mention.last, "done_by"
    )
    return past and hangs and sentence.grammar.verb_second


def _noun_context(sentence: Sentence, at: int) -> bool:
    before = at - 1
    if before < 0:
        return False
    told = sentence.covering(before, Kind.REPORTING)  # "politiet bekrefter angrepet"
    if told is not None and told.form is Form.PRESENT:
        return True
    if _is_it(sentence, before) and sentence.is_a(at + 1, "determiners"):
        return False  # "at | den angrep | en base", no "den angrep"
    if _behind_opening_time(sentence, at):
        return False
    if sentence.is_a(before, "determiners") or sentence.is_a(before, "prepositions"):
        return True
    if sentence.covering(before, Kind.NUMBER):
        return True
    adjective = sentence.ends(before, "adjective_endings")
    nation = sentence.covering(before, Kind.NATION)
    if nation is not None:
        return nation.form in (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE)
    return adjective and not sentence.is_a(before, "function") and not is_subject(sentence, before)


def _behind_opening_time(sentence: Sentence, at: int) -> bool:
    """Whether a verb stands behind a time that opens its clause: "Dagen etter | angrep soldater byen"."""
    time = sentence.covering(at - 1, Kind.TIME)
    if time is None or time.last != at or sentence.is_a(at + 1, "prepositions"):
        return False
    return time.first - sentence.clause(at)[0] <= 1  # "Allerede | dagen etter"


def _is_it(sentence: Sentence, at: int) -> bool:
    """Whether a word is a pronoun for a body, told in its own words: "sier at | den"."""
    if not may_be_body(sentence, at):
        return False
    teller = sentence.covering(at - 1, Kind.REPORTING)
    return sentence.is_a(at - 1, "that") or frame_of(teller) == "verb"


def is_subject(sentence: Sentence, at: int) -> bool:
    """Whether an actor that can be a subject ends at a token."""
    mention = sentence.covering(at, *ACTING)
    return mention is not None and is_actor(mention)


def _stands_alone(sentence: Sentence, mention: Mention, told: set[str]) -> bool:
    """Whether a noun is an act of its own and no bare reference back ("i angrepet")."""
    entry = mention.entry
    if not isinstance(entry, Trigger):
        return False
    if _describes_noun(sentence, mention):
        return False
    if mention.form not in NOMINAL:
        return True
    if mention.form in DEFINITE and _refers_back(sentence, mention, entry, told):
        return False
    if _unanswered(sentence, mention) and not _has_own(sentence, mention):
        return False
    if mention.form in DEFINITE or not entry.bare:
        first = entry.event not in told and sentence.passage.index == 0
        return first or _has_own(sentence, mention) or _begins(sentence, mention)
    return True


def _unanswered(sentence: Sentence, mention: Mention) -> bool:
    """Whether nobody answers for an act told before: "Ingen har tatt ansvar for fredagens angrep"."""
    return any(
        effect_of(c) == "nobody" and c.last <= mention.first
        and not any(sentence.is_stop(i) for i in range(c.last, mention.first))
        for c in sentence.of(Kind.CUE)
    )  # fmt: skip


def _describes_noun(sentence: Sentence, mention: Mention) -> bool:
    """Whether an act only tells of what kind the noun behind it is: "attack helicopters"."""
    if not sentence.grammar.noun_rows or mention.form not in NOMINAL:
        return False
    if isinstance(mention.entry, Trigger) and mention.entry.weapon:
        return False
    noun = sentence.starting(mention.last, Kind.HEAD, Kind.PEOPLE)
    return noun is not None and noun.form in NOMINAL and not sentence.is_stop(mention.last)


def _refers_back(sentence: Sentence, mention: Mention, entry: Trigger, told: set[str]) -> bool:
    """Whether a definite noun only dates something by an act told before: "etter angrepet i X"."""
    at = mention.first - 1
    while sentence.is_a(at, "determiners"):
        at -= 1
    return entry.event in told and sentence.is_a(at, "reference")


def _has_own(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place, a time, a target or an agent is attached to the noun."""
    after = mention.last
    if sentence.is_a(after, "own_prepositions"):
        for at in range(after + 1, min(after + 5, len(sentence))):
            if sentence.covering(at, Kind.PLACE, Kind.ACTOR, Kind.HEAD, Kind.NAME):
                return True
            if _tells_day(sentence.covering(at, Kind.TIME)):
                return True
            if sentence.covering(at, Kind.PEOPLE) or sentence.is_a(after, "against"):
                return True
            if sentence.is_stop(at):
                break
    if carried_out_by(sentence, mention) is not None:
        return True  # "The attack was carried out by the rebels"
    if _happened_at(sentence, after):
        return True
    return _tells_day(sentence.starting(after, Kind.TIME))


def _happened_at(sentence: Sentence, at: int) -> bool:
    """Whether an act is told to have been at a place: "Det hardeste slaget | sto mandag ved X"."""
    if not sentence.is_a(at, "took_place"):
        return False
    end = sentence.clause(at)[1]
    near = sentence.within(at + 1, min(at + _HAPPENED, end), Kind.PLACE)
    return any(mention.places and not mention.genitive for mention in near)


def _tells_day(time: Mention | None) -> bool:
    return time is not None and time.when is not None and time.when.kind is not TimeKind.DURING


def _begins(sentence: Sentence, mention: Mention) -> bool:
    """Whether the noun is the subject of a verb of beginning or going on: "Kampene brøt ut"."""
    return sentence.has_a(mention.last, mention.last + 6, "onset")


def _draft(sentence: Sentence, mention: Mention, kind: EventType, context: Context) -> Draft:
    entry = mention.entry
    assert isinstance(entry, Trigger)  # noqa: S101 - chosen by the caller
    draft = event_of(sentence, mention, kind, entry.sub_event)
    if mention.form in NOMINAL or _is_means(sentence, mention):
        noun_roles(draft, mention, context)
    else:
        verb_roles(draft, mention, context)
        if kind.id == "responsibility":
            strike_answered_for(draft, mention, context)
    return draft


def _is_means(sentence: Sentence, mention: Mention) -> bool:
    """Whether words of no known form tell by what people were harmed: "killed by | artillery fire"."""
    by = mention.form is Form.BASE and sentence.is_a(mention.first - 1, "done_by")
    return by and sentence.covering(mention.first - 2, Kind.HARM) is not None


def _from_above(draft: Draft, types: Mapping[str, EventType]) -> None:
    """What aircraft did is an air strike: "Et helikopter avfyrte raketter mot leiren"."""
    air = types.get(_AIRSTRIKE)
    if air is None or draft.event is None or draft.event.id not in _MAYBE_FROM_ABOVE:
        return
    sentence = draft.sentence
    first, last = sentence.clause(draft.anchor[0])
    rows = range(first, last)
    for at in _doing(draft, first, last) if draft.event.id in _BY_SUBJECT else rows:
        if not sentence.ends(at, "aircraft_endings"):
            continue
        struck = sentence.is_a(at - 1, "targeting") or sentence.is_a(at - 2, "targeting")
        if not struck and not _in_target(draft, at):
            retype(draft, air)
            return


def _doing(draft: Draft, first: int, last: int) -> list[int]:
    """Machines that do it: no "storming av et fly", "stormet leiren med helikoptre"."""
    sentence, at = draft.sentence, draft.anchor[0]
    behind = [i for i in range(at, last) if sentence.is_part_of(i, draft.agents)]
    return [*acting_machines(sentence, first, at), *behind]


def _from_guns(draft: Draft, types: Mapping[str, EventType]) -> None:
    """What artillery or ships fired is shelling: "Haubitser skjøt mot åsen"."""
    guns = types.get(_SHELLING)
    if guns is None or draft.event is None or draft.event.id not in _FROM_GUNS:
        return
    sentence = draft.sentence
    first, last = sentence.clause(draft.anchor[0])
    if any(
        sentence.ends(i, "gun_endings") and not _in_target(draft, i) for i in range(first, last)
    ):
        retype(draft, guns)


def _at_crowd(draft: Draft, types: Mapping[str, EventType]) -> None:
    """Fire of troops or police on a crowd: "Soldater åpnet ild mot en demonstrasjon"."""
    force = types.get(FORCE)
    if force is None or draft.event is None or draft.event.id != "shooting":
        return
    sentence = draft.sentence
    if not draft.agent_force or not draft.targets:
        return
    _, last = sentence.clause(draft.anchor[0])
    crowds = (i for i in range(draft.anchor[1], last) if sentence.is_a(i, "crowds"))
    if any(_in_target(draft, i) for i in crowds):
        retype(draft, force)


def _in_target(draft: Draft, at: int) -> bool:
    """Whether a token lies in what was struck: "traff et fly"."""
    return draft.sentence.is_part_of(at, draft.targets)
