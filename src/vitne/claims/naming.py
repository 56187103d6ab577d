"""Names noun phrases as parties: whom "hærens talsmann" or "gruppa" means, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.mastheads import paper_of
from vitne.claims.openers import closes_circumstance
from vitne.claims.sentence import DEFINITE, PLURALS
from vitne.model import GROUP_TOLD, ActorKind, Kind, Mention, NameKind, Party
from vitne.model.entries import Back, Form, Head, People

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence
    from vitne.model.actors import Actor

ACTING = (Kind.ACTOR, Kind.HEAD, Kind.NATION, Kind.BACK, Kind.NAME, Kind.PLACE, Kind.PEOPLE)
_HUMAN = frozenset({"office", "medic", "unnamed", "witness"})
_NAMED_ONCE = frozenset({"civil", "medic", "unnamed", "media"})


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

    @property
    def is_ground(self) -> bool:
        """Whether it names ground of no state, which cannot act: a sea, a town nobody knows."""
        stateless = self.role == "state" and not self.states
        return stateless and self.head.kind in (Kind.PLACE, Kind.NATION)

    def as_party(self, sentence: Sentence) -> Party:
        """The phrase with its words, for a claim."""
        return sentence.party(self.first, self.last, self.name)


def back_of(mention: Mention | None) -> str:
    """What a pointing word refers to, "" for another: "gruppa" a group, "de" them."""
    entry = mention.entry if mention is not None else None
    return entry.refers if isinstance(entry, Back) else ""


def is_both(mention: Mention | None) -> bool:
    """Whether a pointing word means both sides, and no party told before: "partene"."""
    entry = mention.entry if mention is not None else None
    return isinstance(entry, Back) and entry.both


def is_human(phrase: Phrase) -> bool:
    """Whether "han" or "hun" may mean the speaker: a person or who speaks for a body."""
    entry = phrase.head.entry
    if isinstance(entry, Head):
        return entry.role in _HUMAN
    if isinstance(entry, Back):
        return entry.refers == "person"
    return phrase.role in ("people", "office") or (
        phrase.role == "named"
        and phrase.head.kind is Kind.NAME
        and phrase.head.named is not NameKind.ORGANISATION
    )


def is_of_state(phrase: Phrase) -> bool:
    """Whether a state or a body of it is named: "hæren", "Israelske soldater", the IDF."""
    if phrase.states or phrase.role in ("force", "state", "authority"):
        return True
    actor = phrase.head.actor
    return actor is not None and (actor.kind is ActorKind.FORCE or actor.sector in ("MIL", "COP"))


def is_army(phrase: Phrase) -> bool:
    """Whether the armed forces of a state are named by a name of their own: the IDF, "hæren" further on."""
    actor = phrase.head.actor
    return actor is not None and actor.sector == "MIL" and actor.kind is not ActorKind.GROUP


def note_nouns(sentence: Sentence, phrase: Phrase, context: Context) -> None:
    """Keep whom a common noun named: "tankesmia PIPS" is meant by "tankesmia" further on."""
    for noun in sentence.within(phrase.first, phrase.last, Kind.HEAD):
        if isinstance(noun.entry, Head) and noun.entry.role in _NAMED_ONCE and not noun.genitive:
            context.told_as[noun.entry.id] = (phrase.name, phrase.role, phrase.party)


def owner_phrase(sentence: Sentence, owner: Mention, last: int, context: Context) -> Phrase:
    """A body named by whose it is: "houthienes politiske råd", "hærens siste oversikt"."""
    if owner.kind is Kind.BACK and context.resolved(back_of(owner)) is None:
        owner = sentence.covering(owner.first, Kind.HEAD) or owner  # "hærens": nobody's before
    states = context.states_of(owner)
    name, role, party = sentence.quote(owner.first, last).text, "named", False
    if owner.actor is not None:
        group = owner.actor.kind in (ActorKind.GROUP, ActorKind.AUTHORITY)
        name, role, party = owner.actor.name, "group" if group else "named", owner.actor.party
    elif owner.kind is Kind.HEAD:
        name, role, party, _ = _by_head(sentence, owner, None, states, [], context)
    elif owner.kind is Kind.BACK and (told := context.resolved(back_of(owner))) is not None:
        name, role, party = told
    elif states:
        name, role, party = context.state_name(states), "state", True
    return Phrase(owner.first, last, name, role, owner, states, party, owner.rules)


def name_phrase(
    sentence: Sentence, span: tuple[int, int], head: Mention, context: Context
) -> Phrase:
    """Name a phrase: a known actor in it, else its head noun with its state, else its words."""
    first, last = span
    inside = list(sentence.within(first, last, *ACTING))
    office = any(isinstance(m.entry, Head) and m.entry.role != "media" for m in inside)
    if not (office or head.actor) and (paper := paper_of(sentence, span)) is not None:
        return Phrase(first, last, paper, "media", head, (), rules=head.rules)
    states = tuple(dict.fromkeys(s for m in inside for s in context.states_of(m)))
    named = _named(sentence, span, head, inside, states, context)
    name, role, party, by = named
    if not name:  # ground of no state is called by its own words
        name = sentence.quote(head.first, head.last).text
    if role == "group":
        states = ()
    rules = tuple(dict.fromkeys((*by.rules, *head.rules)))
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
    if noun is None and head.kind is Kind.HEAD:
        noun = head  # "hærens beskytning": the army itself
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
        body = next((m for m in inside if m.actor is not None), None)  # "FMLN sappers"
        fights = head.entry.armed or head.entry.of_body
        if fights and body and body.actor and body.actor.kind is ActorKind.GROUP:
            return body.actor.name, "group", body.actor.party, body
        who = head.entry.who or "people"
        return who, "people", head.entry.armed, head
    if head.actor is not None:  # "Hamas-raketter"
        return head.actor.name, "group", head.actor.party, head
    text = sentence.quote(head.first, head.last).text
    if head.rules == GROUP_TOLD:  # "FAR-geriljaen"
        return text, "group", True, head
    return context.person_name(text), "named", context.person_is_party(text), head


def _antecedent(sentence: Sentence, head: Mention) -> Mention | None:
    """Whom "they" means inside its sentence: "The rebels said they would hand over a hostage".

    Where the verb may stand before its subject, only behind a clause that opens the sentence.
    """
    if back_of(head) == "group":
        return _group_before(sentence, head)
    first, _ = sentence.clause(head.first)
    opened = not sentence.grammar.verb_second or closes_circumstance(sentence, first)
    if not opened or back_of(head) != "they":
        return None
    for mention in sentence.within(0, head.first, *ACTING):
        many = mention.form in PLURALS or mention.kind is Kind.ACTOR
        governed = sentence.is_a(sentence.before_noun(mention.first), "prepositions")
        if many and not mention.genitive and not governed and mention.kind is not Kind.PLACE:
            return mention
    return None


def _group_before(sentence: Sentence, head: Mention) -> Mention | None:
    """The group that opens the sentence, whom "gruppen" further on means: "ELN siger, at gruppen"."""
    if head.kind is Kind.BACK and back_of(head) != "group":
        return None
    rows = sentence.within(0, head.first, Kind.ACTOR)
    first = next((m for m in rows if not m.genitive), None)
    if first is None or first.actor is None or first.actor.kind is not ActorKind.GROUP:
        return None
    if sentence.clause_of(first.first) == sentence.clause_of(head.first):
        return None
    opens = first.first == sentence.clause(0)[0] or sentence.is_a(first.first - 1, "determiners")
    return first if opens else None


def _group_that_tells(sentence: Sentence, head: Mention) -> Mention | None:
    """The armed group that tells of itself in one sentence: "M23 sier at gruppa har trukket seg ut"."""
    if back_of(head) not in ("group", "they") or not sentence.holds(0, head.first, Kind.REPORTING):
        return None
    first, _ = sentence.clause(head.first)
    for mention in sentence.within(0, first, Kind.ACTOR):
        group = mention.actor is not None and mention.actor.kind is ActorKind.GROUP
        before = sentence.before_noun(mention.first)
        speaks_for = sentence.is_a(before, "for")  # "en talsmann for M23 sier at gruppa"
        governed = sentence.is_a(before, "prepositions") and not speaks_for
        if group and not mention.genitive and not governed:
            return mention
    return None


def _pointed(
    sentence: Sentence, head: Mention, name: Mention | None, context: Context
) -> tuple[str, str, bool]:
    """Whom a pointing word means: named beside it ("gruppa Civil Rights Watch") or before."""
    if name is None:
        nearer = _antecedent(sentence, head) or _group_that_tells(sentence, head)
        if nearer is not None:
            named = name_phrase(sentence, (nearer.first, nearer.last), nearer, context)
            return named.name, named.role, named.party
        return context.referent("both" if is_both(head) else back_of(head))
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
    rows = [m for m in others if _is_body_of(sentence, m, noun)]
    unmeant = [m for m in rows if m.kind is Kind.BACK and not context.resolved(back_of(m))]
    body = next((m for m in rows if m not in unmeant), next(iter(unmeant), None))
    if body is None:
        if not states and (announced := _group_to_act(sentence, noun)) is not None:
            return announced.name, "group", announced.party, noun
        return (*context.spokes, noun) if context.spokes and noun.form in DEFINITE else None
    if body.kind is Kind.ACTOR and body.actor is not None:
        found = (body.actor.name, "group", body.actor.party)
    elif body.kind is Kind.HEAD:
        name, role, party, _ = _by_head(sentence, body, None, states, others, context)
        found = (name, role, party)
    elif body.kind is Kind.NAME and (body.genitive or sentence.is_a(body.first - 1, "for")):
        text = sentence.quote(body.first, body.last).text  # "en talsmann for Machar"
        owner = sentence.grammar.owned(text.lower()) if body.genitive else None
        text = text if owner is None else text[: len(owner)]
        found = (context.person_name(text), "office", True)
    elif (nearer := _group_before(sentence, body)) is not None and nearer.actor is not None:
        found = nearer.actor.name, "group", nearer.actor.party
    elif (told := context.resolved(back_of(body))) is not None:
        found = told
    elif not states and isinstance(noun.entry, Head):  # whose they are is not told
        return _filled(noun.entry.name, ""), noun.entry.role, noun.entry.party, noun
    else:
        return None
    context.spokes = found
    return (*found, noun)


def _group_to_act(sentence: Sentence, noun: Mention) -> Actor | None:
    """The armed group that will act, by whoever announces it: "…, vil RSF angripe, sier en talsmann"."""
    for mention in sentence.within(0, noun.first, Kind.ACTOR):
        will = _will_act(sentence, mention)
        if will and mention.actor is not None and mention.actor.kind is ActorKind.GROUP:
            return mention.actor
    return None


def _will_act(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word for what is to come stands beside who acts: "vil | RSF", "Seoul | vil"."""
    return any(sentence.is_a(at, "modal_future") for at in (mention.last, mention.first - 1))


def _state_to_act(sentence: Sentence, noun: Mention, context: Context) -> tuple[str, ...]:
    """The state that will act, by whom of it announces that: "Seoul vil svare, advarer presidenten"."""
    entry = noun.entry
    if not isinstance(entry, Head) or entry.role not in ("office", "authority"):
        return ()
    opens, _ = sentence.clause(noun.first)
    for mention in sentence.within(0, opens, Kind.PLACE, Kind.NATION, Kind.ACTOR):
        will = _will_act(sentence, mention)
        if will and not mention.genitive and (states := context.states_of(mention)):
            return states
    return ()


def _is_body_of(sentence: Sentence, mention: Mention, noun: Mention) -> bool:
    """Whether a spokesperson speaks for it: "gruppas talsmann", "en talsmann for hæren"."""
    if mention.kind is Kind.NAME:
        if mention.genitive and not sentence.grammar.verb_second:
            return mention.last <= noun.first  # "Nkunda's spokesman"
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
        office = _filled(entry.name, context.owner_name(states))
        if entry.speaks and not states and context.last is not None and context.last[2]:
            office, states = f"Spokesperson of {context.last[0]}", states or ("",)
        full = f"{text}, {office}" if states and entry.role == "office" else text
        states = tuple(s for s in states if s)
        context.remember_person(text, full, states, party=entry.party)
        return full, entry.role, entry.party, noun
    if owner is not None and owner.actor is not None:
        theirs = owner.actor.kind is ActorKind.GROUP and entry.role == "force"  # "an M23 column"
        return owner.actor.name, "group" if theirs else entry.role, owner.actor.party, noun
    told = context.told_as.get(entry.id) if noun.form is Form.SINGULAR_DEFINITE else None
    if told is not None and entry.role in _NAMED_ONCE and not states and inside == [noun]:
        return (*told, noun)
    if (told := _owner_told(sentence, noun, inside, context)) is not None:
        return (*told, noun)
    alone = all(m is noun or (m.kind is Kind.BACK and m.first == noun.first) for m in inside)
    again = not (states or noun.prefix) and alone and noun.form is Form.SINGULAR_DEFINITE
    if again and (told := context.force_told(entry) or context.body_told(entry)) is not None:
        return (*told, noun)  # "The Israeli military said …. The army added"
    if "{state}" not in entry.name:
        return entry.name, entry.role, entry.party, noun
    fights = entry.party and entry.role == "force"
    states = states or _state_to_act(sentence, noun, context)
    state = context.owner_name(states or context.home(entry.role, fights=fights))
    return _filled(entry.name, state), entry.role, entry.party, noun


def _owner_told(
    sentence: Sentence, noun: Mention, inside: list[Mention], context: Context
) -> tuple[str, str, bool] | None:
    """The group whose fighters act, told before: "gruppens krigere", "its fighters"."""
    back = next((m for m in inside if m.genitive and back_of(m) == "group"), None)
    owned = back is not None or sentence.is_a(noun.first - 1, "possessives")
    if not owned or not isinstance(noun.entry, Head) or noun.entry.role != "group":
        return None
    if (nearer := _group_before(sentence, noun)) is not None and nearer.actor is not None:
        return nearer.actor.name, "group", nearer.actor.party
    return context.resolved("group") if back is not None else None


def _filled(template: str, state: str) -> str:
    """The name of a head noun with its state: "Ministry of Defence of Armenia"."""
    if state:
        return template.replace("{state}", state).removeprefix("the ")
    return (
        template.replace(" of {state}", "")
        .replace(" in {state}", "")
        .replace("{state}", "Authorities")
    )
