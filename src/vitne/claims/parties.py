"""Reads noun phrases as parties: "de armenske separatistene i Nagorno-Karabakh"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.sentence import DEFINITE
from vitne.model import ActorKind, Kind, Mention, Party
from vitne.model.entries import Back, Form, Head, People

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence

ACTING = (Kind.ACTOR, Kind.HEAD, Kind.NATION, Kind.BACK, Kind.NAME, Kind.PLACE, Kind.PEOPLE)
_HUMAN = frozenset({"office", "medic", "unnamed", "witness"})
_NAMED_ONCE = frozenset({"civil", "medic", "unnamed", "media"})
_LONGEST = 24  # tokens of a phrase
_DEFINITE = frozenset({Form.PLURAL, Form.PLURAL_DEFINITE, Form.SINGULAR_DEFINITE, Form.SINGULAR})


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase that names a party; token range, canonical English name, and what it is.

    `states` are the states it belongs to; `party` whether it fights or speaks for who fights.
    """

    first: int
    last: int
    name: str
    role: str
    head: Mention
    states: tuple[str, ...] = ()
    party: bool = False
    rules: tuple[str, ...] = ()

    def as_party(self, sentence: Sentence) -> Party:
        """The phrase with its words, for a claim."""
        quote = sentence.quote(self.first, self.last)
        return Party(self.name, quote.text, quote.start, quote.end)


def is_actor(mention: Mention) -> bool:
    """Whether a mention can be who acts or speaks; an adjective of nationality alone cannot."""
    match mention.kind:
        case Kind.NATION:
            return mention.form in _DEFINITE
        case Kind.ACTOR | Kind.HEAD | Kind.NAME | Kind.PEOPLE:
            return not mention.genitive
        case Kind.PLACE:
            return not mention.genitive and bool(mention.places)
        case Kind.BACK:
            return _back(mention) in _BACK_ACTORS and not mention.genitive
        case _:
            return False


_BACK_ACTORS = frozenset({"person", "group", "force", "state", "they", "country"})


def _back(mention: Mention) -> str:
    return mention.entry.refers if isinstance(mention.entry, Back) else ""


def phrase_at(sentence: Sentence, mention: Mention, context: Context) -> Phrase:
    """The noun phrase around an actor mention, named in English as far as the text allows."""
    first, last = left_of(sentence, mention), _right(sentence, mention)
    return name_phrase(sentence, (first, last), mention, context)


def left_of(sentence: Sentence, mention: Mention) -> int:
    """The first token of the phrase around a mention: its articles, adjectives and owners."""
    first = mention.first
    while first > 0:
        before = sentence.covering(
            first - 1, Kind.NATION, Kind.HEAD, Kind.PLACE, Kind.ACTOR, Kind.BACK
        )
        if before and (before.genitive or before.form in (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE)):
            first = before.first
        elif before and mention.kind is Kind.NAME and before.kind is Kind.HEAD:
            first, mention = before.first, before
        elif sentence.is_a(first - 1, "determiners") or _adjective(sentence, first - 1):
            first -= 1
        else:
            break
    return first


def _adjective(sentence: Sentence, at: int) -> bool:
    low = sentence.word(at)
    if not low.isalpha() or sentence.is_a(at, "function"):
        return False
    if sentence.covering(at, Kind.TIME, Kind.HARM, Kind.REPORTING, Kind.ACT):
        return False
    return low.endswith(tuple(sentence.grammar["adjective_endings"]))


def _right(sentence: Sentence, mention: Mention) -> int:
    """Take in names, a bracketed abbreviation, and "i X", "for X", "av X" after the head."""
    last = mention.last
    while last < len(sentence) and last - mention.first < _LONGEST:
        after = sentence.starting(last, Kind.NAME, Kind.ACTOR, Kind.PLACE, Kind.HEAD)
        if after and _extends(sentence, mention, after, last):
            last = after.last
        elif sentence.word(last) == "(" and sentence.word(last + 2) == ")":
            last += 3
        elif sentence.is_a(last, "attached") and (inner := _attached(sentence, last + 1)):
            if sentence.is_a(last, "relaying") and is_media(sentence, last + 1):
                break
            last = inner
        else:
            break
    return last


def is_human(phrase: Phrase) -> bool:
    """Whether "han" or "hun" may mean the speaker: a person or who speaks for a body."""
    entry = phrase.head.entry
    if isinstance(entry, Head):
        return entry.role in _HUMAN
    if isinstance(entry, Back):
        return entry.refers == "person"
    return phrase.role in ("people", "office") or (
        phrase.role == "named" and phrase.head.kind is Kind.NAME
    )


def note_nouns(sentence: Sentence, phrase: Phrase, context: Context) -> None:
    """Keep whom a common noun named: "tankesmia PIPS" is meant by "tankesmia" further on."""
    for noun in sentence.within(phrase.first, phrase.last, Kind.HEAD):
        if isinstance(noun.entry, Head) and noun.entry.role in _NAMED_ONCE and not noun.genitive:
            context.told_as[noun.entry.id] = (phrase.name, phrase.role, phrase.party)


def owner_phrase(sentence: Sentence, owner: Mention, last: int, context: Context) -> Phrase:
    """A body named by whose it is: "houthienes politiske råd", "hærens siste oversikt"."""
    states = context.states_of(owner)
    name, role, party = sentence.quote(owner.first, last).text, "named", False
    if owner.actor is not None:
        group = owner.actor.kind in (ActorKind.GROUP, ActorKind.AUTHORITY)
        name, role, party = owner.actor.name, "group" if group else "named", owner.actor.party
    elif owner.kind is Kind.HEAD:
        name, role, party, _ = _by_head(sentence, owner, None, states, [], context)
    elif owner.kind is Kind.BACK and (told := context.resolved(_back(owner))) is not None:
        name, role, party = told
    elif states:
        name, role, party = context.state_name(states), "state", True
    return Phrase(owner.first, last, name, role, owner, states, party, owner.rules)


def is_media(sentence: Sentence, at: int) -> bool:
    """Whether an agency or outlet begins at a token: "til Reuters", "til nyhetsbyrået AFP"."""
    while sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION):
        at += 1
    mention = sentence.starting(at, Kind.ACTOR, Kind.HEAD)
    if mention is None:
        return False
    if mention.actor is not None:
        return mention.actor.kind in (ActorKind.AGENCY, ActorKind.OUTLET)
    return isinstance(mention.entry, Head) and mention.entry.role == "media"


def _extends(sentence: Sentence, mention: Mention, after: Mention, at: int) -> bool:
    if _back(mention) == "group":
        return after.kind in (Kind.NAME, Kind.ACTOR)  # "gruppa Civil Rights Watch"
    if mention.kind is Kind.HEAD:
        if is_media(sentence, at) and getattr(mention.entry, "role", "") != "media":
            return False  # "en kilde AFP har snakket med"
        return after.kind in (Kind.NAME, Kind.ACTOR) or (
            sentence.passage.tokens[at].is_name and after.kind is not Kind.HEAD
        )
    return mention.kind is Kind.NAME and after.kind is Kind.NAME


def _attached(sentence: Sentence, at: int) -> int:
    """The end of the phrase after "i", "for", "av" where it belongs to the head, or 0."""
    while sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION):
        at += 1
    inner = sentence.starting(
        at, Kind.HEAD, Kind.ACTOR, Kind.PLACE, Kind.NAME, Kind.BACK, Kind.PEOPLE
    )
    return inner.last if inner else 0


def name_phrase(
    sentence: Sentence, span: tuple[int, int], head: Mention, context: Context
) -> Phrase:
    """Name a phrase: a known actor in it, else its head noun with its state, else its words."""
    first, last = span
    inside = list(sentence.within(first, last, *ACTING))
    states = tuple(dict.fromkeys(s for m in inside for s in context.states_of(m)))
    named = _named(sentence, span, head, inside, states, context)
    name, role, party, by = named
    if role == "group":
        states = ()
    rules = tuple(dict.fromkeys(r for m in (by, head) for r in m.rules))
    return Phrase(first, last, name, role, head, states, party, rules)


Named = tuple[str, str, bool, Mention]


def _named(
    sentence: Sentence,
    span: tuple[int, int],
    head: Mention,
    inside: list[Mention],
    states: tuple[str, ...],
    context: Context,
) -> Named:
    actor = next((m for m in inside if m.kind is Kind.ACTOR and not m.genitive), None)
    if actor is not None and actor.actor is not None:
        media = actor.actor.kind in (ActorKind.AGENCY, ActorKind.OUTLET)
        group = actor.actor.kind in (ActorKind.GROUP, ActorKind.AUTHORITY)
        role = "media" if media else "group" if group else "named"
        return actor.actor.name, role, actor.actor.party, actor
    person = next((m for m in inside if m.kind is Kind.NAME), None)
    noun = next((m for m in inside if m.kind is Kind.HEAD and not m.genitive), None)
    if isinstance(noun and noun.entry, Head):
        return _by_head(sentence, noun, person, states, inside, context)  # type: ignore[arg-type]
    handlers: dict[Kind, Callable[[], Named]] = {
        Kind.NATION: lambda: (context.state_name(states), "state", True, head),
        Kind.PLACE: lambda: (context.state_name(states), "state", True, head),
        Kind.BACK: lambda: (*_pointed(sentence, head, person, context), head),
    }
    if head.kind in handlers:
        return handlers[head.kind]()
    if head.kind is Kind.PEOPLE and isinstance(head.entry, People):
        who = head.entry.who or "people"
        return who, "people", head.entry.armed, head
    text = sentence.quote(head.first, head.last).text
    return context.person_name(text), "named", context.person_is_party(text), head


def _pointed(
    sentence: Sentence, head: Mention, name: Mention | None, context: Context
) -> tuple[str, str, bool]:
    """Whom a pointing word means: named beside it ("gruppa Civil Rights Watch") or before."""
    if name is None:
        return context.referent(_back(head))
    text = sentence.quote(name.first, name.last).text
    return context.person_name(text), "group", False


def _body(
    sentence: Sentence,
    noun: Mention,
    states: tuple[str, ...],
    inside: list[Mention],
    context: Context,
) -> Named | None:
    """The body that somebody speaks for: "en talsmann for hæren", "gruppas talsmann"."""
    bodies = (Kind.HEAD, Kind.ACTOR, Kind.BACK, Kind.NAME)
    others = [m for m in inside if m is not noun and m.kind in bodies]
    body = next((m for m in others if _is_body_of(sentence, m, noun)), None)
    if body is None:
        return (*context.spokes, noun) if context.spokes and noun.form in DEFINITE else None
    if body.kind is Kind.ACTOR and body.actor is not None:
        found = (body.actor.name, "group", body.actor.party)
    elif body.kind is Kind.HEAD:
        name, role, party, _ = _by_head(sentence, body, None, states, others, context)
        found = (name, role, party)
    elif body.kind is Kind.NAME and sentence.is_a(body.first - 1, "for"):
        text = sentence.quote(body.first, body.last).text  # "en talsmann for Machar"
        found = (context.person_name(text), "office", True)
    elif (told := context.resolved(_back(body))) is not None:
        found = told
    else:
        return None
    context.spokes = found
    return (*found, noun)


def _is_body_of(sentence: Sentence, mention: Mention, noun: Mention) -> bool:
    """Whether a spokesperson speaks for it: "gruppas talsmann", "en talsmann for hæren"."""
    if mention.kind is Kind.NAME:
        return mention.first > noun.last and sentence.is_a(mention.first - 1, "for")
    return mention.genitive or mention.first >= noun.last


def _by_head(
    sentence: Sentence,
    noun: Mention,
    person: Mention | None,
    states: tuple[str, ...],
    inside: list[Mention],
    context: Context,
) -> Named:
    entry = noun.entry
    assert isinstance(entry, Head)  # noqa: S101 - narrowed by the caller
    if entry.speaks and (body := _body(sentence, noun, states, inside, context)) is not None:
        return body
    owner = next((m for m in inside if m.kind is Kind.ACTOR and m.genitive and m.actor), None)
    if person is not None and entry.role in ("office", "generic"):
        text = sentence.quote(person.first, person.last).text
        office = _filled(entry.name, context.state_name(states))
        if entry.speaks and not states and context.last is not None and context.last[2]:
            office, states = f"Spokesperson of {context.last[0]}", states or ("",)
        full = f"{text}, {office}" if states and entry.role == "office" else text
        states = tuple(s for s in states if s)
        context.remember_person(text, full, states, party=entry.party)
        return full, entry.role, entry.party, noun
    if owner is not None and owner.actor is not None:
        return owner.actor.name, entry.role, owner.actor.party, noun
    told = context.told_as.get(entry.id) if noun.form is Form.SINGULAR_DEFINITE else None
    if told is not None and entry.role in _NAMED_ONCE and not states and inside == [noun]:
        return (*told, noun)
    state = context.state_name(states or context.home(entry.role))
    if "{state}" not in entry.name:
        return entry.name, entry.role, entry.party, noun
    return _filled(entry.name, state), entry.role, entry.party, noun


def _filled(template: str, state: str) -> str:
    """The name of a head noun with its state: "Ministry of Defence of Armenia"."""
    if state:
        return template.replace("{state}", state)
    return (
        template.replace(" of {state}", "")
        .replace(" in {state}", "")
        .replace("{state}", "Authorities")
    )
