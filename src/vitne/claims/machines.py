"""Tells whose machines did it: "franske fly bombet", "hærens helikoptre skjøt mot åsene"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.naming import owner_phrase
from vitne.claims.pairs import twin_before
from vitne.claims.parties import phrase_at
from vitne.claims.sentence import what_of
from vitne.model import Kind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_DOWNING = frozenset({"shootdown", "interception"})
_FLOWN = frozenset({"drone-strike", "missile-strike"})
_MACHINES = frozenset({"vehicles", "weapons"})
_OWNERS = (Kind.NATION, Kind.HEAD, Kind.ACTOR, Kind.BACK)
_ADJECTIVE = (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE, Form.BASE)


def set_machine(draft: Draft, places: Iterable[int], context: Context) -> bool:
    """Make the owner of the first machine that acts an act's agent: "israelske fly"."""
    return any(is_machine(draft.sentence, at) and _set_owner(draft, at, context) for at in places)


def set_machine_inside(draft: Draft, mention: Mention, context: Context) -> bool:
    """The same where the words of an act begin with the machine: "Russian | drones struck", "russisk | rakett traff"."""
    flown = draft.event is not None and draft.event.id in _FLOWN
    inside = flown and mention.last - mention.first > 1
    return inside and _set_owner(draft, mention.first, context)


def is_lost_machine(draft: Draft, mention: Mention) -> bool:
    """Whether the words of an act begin with what was lost: "warplanes | were lost".

    Not where something lost follows: "a helicopter shot down | a drone".
    """
    sentence, at = draft.sentence, mention.last
    if draft.event is None or draft.event.id not in _DOWNING:
        return False
    if at - mention.first == 1 or not is_machine(sentence, mention.first):
        return False
    struck = sentence.is_any(at, "determiners", "articles")
    return not struck and sentence.starting(at, Kind.NUMBER, Kind.NATION, Kind.UNIT) is None


def lose_machine(draft: Draft, at: int, context: Context) -> None:
    """Make whose machine was lost the target: "Two Indian | warplanes | were lost"."""
    sentence = draft.sentence
    found = _named(sentence, at, context)
    name = found[0] if found is not None else sentence.quote(at, at + 1).text
    draft.targets = (sentence.party(opens_phrase(sentence, at), at + 1, name),)


def acting_machines(sentence: Sentence, first: int, last: int) -> list[int]:
    """Where machines stand as a subject: "et russisk fly slapp", no "hit med stridsvogner"."""
    return [
        at for at in range(first, last)
        if is_machine(sentence, at) and not _governed(sentence, at)
    ]  # fmt: skip


def is_machine(sentence: Sentence, at: int) -> bool:
    """Whether a token names what fires or flies: "kampfly", "haubitser", "marinefartøy"."""
    unit = sentence.covering(at, Kind.UNIT)
    if unit is not None and what_of(unit) in _MACHINES:
        return at == unit.last - 1
    return sentence.ends(at, "aircraft_endings")


def opens_phrase(sentence: Sentence, at: int) -> int:
    """The first token of the phrase that ends in a machine: "to av hærens nye" before "fly"."""
    first = at
    while first > 0 and (
        sentence.is_a(first - 1, "determiners")
        or sentence.covering(first - 1, Kind.NATION, Kind.NUMBER)
        or _is_owner(sentence, first - 1)
    ):
        first -= 1
    if sentence.is_a(first - 1, "of") and sentence.covering(first - 2, Kind.NUMBER):
        return opens_phrase(sentence, first - 1)  # "et av hærens fly"
    return first


def _governed(sentence: Sentence, at: int) -> bool:
    return sentence.is_a(opens_phrase(sentence, at) - 1, "prepositions")


def _is_owner(sentence: Sentence, at: int) -> bool:
    owner = sentence.covering(at, Kind.HEAD, Kind.ACTOR, Kind.BACK)
    if owner is not None:
        return owner.genitive
    return sentence.is_a(at, "state_owned") or sentence.is_a(at, "group_owned")


def _set_owner(draft: Draft, at: int, context: Context) -> bool:
    sentence = draft.sentence
    found = _named(sentence, at, context)
    if found is None:
        return False
    name, states, rules = found
    owner = sentence.party(opens_phrase(sentence, at), at + 1, name)
    draft.agents = (*twin_before(sentence, owner, states, context), owner)
    draft.agent_party, draft.agent_states = True, states
    draft.agent_force = bool(states)
    draft.rules.extend(rules)
    return True


def _named(
    sentence: Sentence, at: int, context: Context
) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """The name, states and rules of who owns a machine; None where nothing tells it."""
    owner = _owner_before(sentence, at)
    if owner is not None and owner.kind is Kind.NATION:
        states = context.states_of(owner)
        name = context.owner_name(states)
        return (f"Armed forces of {name}", states, owner.rules) if name else None
    if owner is not None:
        phrase = owner_phrase(sentence, owner, at + 1, context)
        if phrase.party:
            return phrase.name, phrase.states, phrase.rules
    if sentence.is_a(at - 1, "state_owned"):
        states = context.home("force", fights=True)
        state = context.owner_name(states)
        return (f"Armed forces of {state}" if state else "Armed forces", states, ())
    if sentence.is_a(at, "group_owned") or sentence.is_a(at - 1, "group_owned"):
        return "Coalition forces", (), ()
    owned = sentence.is_a(at + 1, "genitive_articles")  # "die Flugzeuge der Armee"
    sender = (owned or sentence.is_a(at + 1, "from")) and next_of(sentence, at + 2)
    if not sender:
        return None
    phrase = phrase_at(sentence, sender, context)  # "fly fra koalisjonen"
    acts = phrase.party and not phrase.is_ground
    return (phrase.name, phrase.states, phrase.rules) if acts else None


def next_of(sentence: Sentence, at: int) -> Mention | None:
    """The armed body that is named next: "den saudiledede koalisjonen"."""
    for step in range(at, at + 4):
        found = sentence.starting(step, Kind.HEAD, Kind.ACTOR)
        if found is not None or sentence.is_stop(step):
            return found
    return None


def _owner_before(sentence: Sentence, at: int) -> Mention | None:
    """Who owns the machine, right before it: "israelske", "hærens", "al-Shabaabs"."""
    owner = sentence.covering(at - 1, *_OWNERS)
    if owner is None:
        return None
    if owner.kind is Kind.NATION:
        return owner if owner.genitive or owner.form in _ADJECTIVE else None
    return owner if owner.genitive else None
