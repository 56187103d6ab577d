"""Reads acts: bombed, attacked, arrested, withdrew; who did it and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.drafts import Draft
from vitne.claims.harmed import is_active
from vitne.claims.parties import ACTING, Phrase, is_actor, phrase_at
from vitne.model import Kind, Mention, Party, Role
from vitne.model.entries import Back, Form, Harm, Head, Trigger, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

# Acts told without their means; another word for the same act may tell it.
GENERIC = frozenset({"attack", "hit", "explosion", "offensive", "bombing"})
_OBJECT_REACH = 7
_AUX_REACH = 6
_TARGET_REACH = 7
_FALLING = frozenset({"missile-strike", "shelling"})  # fire that comes down in a settlement
_THINGS = frozenset({"buildings", "vehicles", "places", "weapons", "troops", "groups"})
_DEFINITE = frozenset({Form.SINGULAR_DEFINITE, Form.PLURAL_DEFINITE})
_NOMINAL = frozenset({Form.SINGULAR, Form.PLURAL, Form.SINGULAR_OR_PLURAL}) | _DEFINITE


def find_events(
    sentence: Sentence, types: Mapping[str, EventType], context: Context, told: set[str]
) -> list[Draft]:
    """All acts of one sentence; several words for one act in one clause make one claim.

    `told` are the event types the article has named so far: "angrepet" alone points back to one.
    """
    rows = [(m, t) for m in sentence.of(Kind.TRIGGER) if (t := _type(m, types)) is not None]
    drafts: list[Draft] = []
    named = {kind.id for _, kind in rows}
    for mention, kind in rows:
        if _taken_as_noun(sentence, mention) or not _stands_alone(sentence, mention, told):
            continue
        if not _has_object(sentence, mention) or not _accompanied(mention, named) or _attributive(sentence, mention):
            continue
        drafts.append(_draft(sentence, mention, kind, context))
    drafts.extend(_harm_events(sentence, types, context))
    kept = [d for d in _merge(sentence, drafts) if not _mere_weapon(sentence, d)]
    return _without_broken_truce(sentence, kept)


def _has_object(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word that needs ground as its object has it: "tok mandag byen Diabaly"."""
    entry = mention.entry
    if not isinstance(entry, Trigger) or entry.object is None:
        return True
    for at in range(mention.last, min(mention.last + _OBJECT_REACH, len(sentence))):
        found = sentence.starting(at, Kind.PLACE, Kind.BACK)
        if found is not None and (found.kind is Kind.PLACE or _points_to_ground(found)):
            return not found.genitive
        if sentence.is_a(at, "place_nouns"):
            return True
        if sentence.is_stop(at) or sentence.is_a(at, "prepositions"):
            return False
    return False


def _points_to_ground(mention: Mention) -> bool:
    return isinstance(mention.entry, Back) and mention.entry.refers in ("town", "area", "capital")


def _accompanied(mention: Mention, named: set[str]) -> bool:
    """Whether a word that needs another act beside it has one: "brutt" beside "våpenhvilen"."""
    entry = mention.entry
    return not isinstance(entry, Trigger) or not entry.beside or bool(named & set(entry.beside))


def _attributive(sentence: Sentence, mention: Mention) -> bool:
    """Whether a participle only describes a noun: "utbrente biler og knuste vinduer"."""
    if mention.form not in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE, Form.ADJECTIVE_DEFINITE):
        return False
    if mention.last - mention.first > 1 or sentence.is_stop(mention.last):
        return False
    first, _ = sentence.clause(mention.first)
    if mention.form is Form.PAST_OR_PARTICIPLE and not _described(sentence, mention.first - 1):
        return False
    if any(
        sentence.is_a(i, "aux_passive") or sentence.is_a(i, "aux_perfect")
        for i in range(max(first, mention.first - _AUX_REACH), mention.first)
    ):
        return False
    low = sentence.word(mention.last)
    noun = low.isalpha() and low == sentence.passage.tokens[mention.last].text
    return noun and not sentence.is_a(mention.last, "function") and mention.first > first


def _described(sentence: Sentence, at: int) -> bool:
    """Whether the word before a participle makes it describe a noun: "den bombede byen"."""
    if at < 0:
        return False
    known = sentence.is_a(at, "determiners") or sentence.is_a(at, "prepositions")
    if sentence.is_a(at, "and") and sentence.starting(at + 2, Kind.UNIT, Kind.PEOPLE):
        return sentence.covering(at - 1, Kind.UNIT, Kind.PEOPLE) is not None
    return known or sentence.covering(at, Kind.NUMBER) is not None


def _mere_weapon(sentence: Sentence, draft: Draft) -> bool:
    """Whether only a weapon is named and nothing says that it was used on anybody."""
    if not _weapon(sentence, draft):
        return False
    if sentence.passage.role in (Role.HEADLINE, Role.SUBHEADING):
        return False
    first, last = sentence.clause(draft.anchor[0])
    if any(sentence.is_a(i, "targeting") for i in range(draft.anchor[1], last)):
        return False
    things = sentence.within(draft.anchor[1], last, Kind.UNIT)
    if any(isinstance(m.entry, Unit) and m.entry.what in ("buildings", "vehicles") for m in things):
        return False
    return not any(True for _ in sentence.within(first, last, Kind.HARM, Kind.PLACE))


def _without_broken_truce(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """A truce that the clause says was broken is no act of its own."""
    broken = {
        sentence.clause_of(d.anchor[0]) for d in drafts if d.event and d.event.id == "truce-breach"
    }
    return [
        d for d in drafts
        if not (d.event and d.event.id == "ceasefire" and sentence.clause_of(d.anchor[0]) in broken)
    ]  # fmt: skip


def _type(mention: Mention, types: Mapping[str, EventType]) -> EventType | None:
    entry = mention.entry
    return types.get(entry.event) if isinstance(entry, Trigger) else None


def _taken_as_noun(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word that is noun or verb is read the wrong way here: "angrep" after an article."""
    same = [m for m in sentence.of(Kind.TRIGGER) if m.first == mention.first and m is not mention]
    if not same:
        return False
    as_noun = _noun_context(sentence, mention.first)
    return (mention.form in _NOMINAL) is not as_noun


def _noun_context(sentence: Sentence, at: int) -> bool:
    before = at - 1
    if before < 0:
        return False
    if sentence.is_a(before, "determiners") or sentence.is_a(before, "prepositions"):
        return True
    if sentence.covering(before, Kind.NUMBER):
        return True
    low = sentence.word(before)
    adjective = low.endswith(tuple(sentence.grammar["adjective_endings"]))
    nation = sentence.covering(before, Kind.NATION)
    if nation is not None:
        return nation.form in (Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE)
    return adjective and not sentence.is_a(before, "function") and not is_subject(sentence, before)


def is_subject(sentence: Sentence, at: int) -> bool:
    """Whether an actor that can be a subject ends at a token."""
    mention = sentence.covering(at, *ACTING)
    return mention is not None and is_actor(mention)


def _stands_alone(sentence: Sentence, mention: Mention, told: set[str]) -> bool:
    """Whether a noun is an act of its own and no bare reference back ("i angrepet")."""
    entry = mention.entry
    if not isinstance(entry, Trigger):
        return False
    if mention.form not in _NOMINAL:
        return True
    if mention.form in _DEFINITE or not entry.bare:
        first = entry.event not in told and sentence.passage.index == 0
        return first or _has_own(sentence, mention) or _begins(sentence, mention)
    return True


def _has_own(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place, a time, a target or an agent is attached to the noun."""
    after = mention.last
    if sentence.is_a(after, "own_prepositions"):
        for at in range(after + 1, min(after + 5, len(sentence))):
            if sentence.covering(at, Kind.PLACE, Kind.ACTOR, Kind.HEAD, Kind.TIME, Kind.NAME):
                return True
            if sentence.covering(at, Kind.PEOPLE) or sentence.is_a(after, "against"):
                return True
            if sentence.is_stop(at):
                break
    return sentence.starting(after, Kind.TIME) is not None


def _begins(sentence: Sentence, mention: Mention) -> bool:
    """Whether the noun is the subject of a verb of beginning or going on: "Kampene brøt ut"."""
    return any(sentence.is_a(i, "onset") for i in range(mention.last, min(mention.last + 6, len(sentence))))


def _draft(
    sentence: Sentence, mention: Mention, kind: EventType, context: Context
) -> Draft:
    entry = mention.entry
    assert isinstance(entry, Trigger)  # noqa: S101 - chosen by the caller
    first, last = sentence.clause(mention.first)
    draft = Draft(
        "event", sentence, first, max(last, mention.last), (mention.first, mention.last),
        [*mention.rules, f"event.{kind.id}"], event=kind, event_type=kind.plover,
        modes=kind.modes, sub_event=entry.sub_event or kind.acled,
    )  # fmt: skip
    if mention.form in _NOMINAL:
        _noun_roles(draft, mention, context)
    else:
        _verb_roles(draft, mention, context)
    return draft


def _harm_events(
    sentence: Sentence, types: Mapping[str, EventType], context: Context
) -> list[Draft]:
    """Acts that a harm word names as well: "tre ble pågrepet", "Soldatene drepte to"."""
    drafts = []
    for mention in sentence.of(Kind.HARM):
        entry = mention.entry
        if not isinstance(entry, Harm):
            continue
        kind = types.get(entry.event or "")
        if kind is None and _killed_by(sentence, mention, entry):
            kind = types.get(entry.agent_event or "")
        if kind is None:
            continue
        first, last = sentence.clause(mention.first)
        draft = Draft(
            "event", sentence, first, max(last, mention.last), (mention.first, mention.last),
            [*mention.rules, f"event.{kind.id}"], event=kind, event_type=kind.plover,
            modes=kind.modes, sub_event=entry.sub_event or kind.acled,
        )  # fmt: skip
        _verb_roles(draft, mention, context)
        drafts.append(draft)
    return drafts


def _killed_by(sentence: Sentence, mention: Mention, entry: Harm) -> bool:
    """Whether a harm word tells who did it: "I desember drepte gruppa mer enn 130 skolebarn"."""
    if entry.agent_event is None or is_active(sentence, mention) is False:
        return False
    if mention.form is Form.PARTICIPLE and is_active(sentence, mention) is None:
        return False
    subject = _subject(sentence, mention)
    if subject is None or subject.kind is Kind.PLACE and not subject.places:
        return False
    return any(
        sentence.covering(i, Kind.PEOPLE, Kind.NUMBER, Kind.NATION)
        for i in range(mention.last, min(mention.last + 6, len(sentence)))
    )


def _noun_roles(draft: Draft, mention: Mention, context: Context) -> None:
    """Agent and target of a noun: "israelske angrep", "et angrep fra X mot Y"."""
    sentence = draft.sentence
    before = sentence.covering(mention.first - 1, Kind.NATION, Kind.ACTOR, Kind.HEAD)
    if before and (before.kind is Kind.NATION or before.genitive):
        _set_agent(draft, before, context)
    at = mention.last
    while at < min(mention.last + 12, len(sentence)) and not sentence.is_stop(at):
        actor = _next_actor(sentence, at + 1)
        if sentence.is_a(at, "by") and actor and not draft.agents:
            _set_agent(draft, actor, context)
        elif sentence.is_a(at, "targeting"):
            _set_target(draft, at + 1, context)
        elif at == mention.last:
            _struck(draft, mention)
        elif sentence.starting(at, Kind.HARM, Kind.REPORTING):
            break
        at += 1


def _next_actor(sentence: Sentence, at: int) -> Mention | None:
    for step in range(at, min(at + 4, len(sentence))):
        if found := sentence.starting(step, Kind.ACTOR, Kind.HEAD, Kind.NAME, Kind.PEOPLE):
            return found
        if sentence.is_stop(step):
            break
    return None


def _set_agent(draft: Draft, mention: Mention, context: Context) -> None:
    phrase = phrase_at(draft.sentence, mention, context)
    if phrase.name:
        name = phrase.name
        if mention.kind is Kind.NATION or phrase.role == "state":
            name = f"Armed forces of {phrase.name}" if mention.kind is Kind.NATION else phrase.name
        quote = draft.sentence.quote(phrase.first, phrase.last)
        draft.agents = (Party(name, quote.text, quote.start, quote.end),)
        draft.agent_party = phrase.party or phrase.role in ("group", "force", "state")
        draft.agent_states = phrase.states
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


def _is_armed(sentence: Sentence, mention: Mention, phrase: Phrase) -> bool:
    """Whether soldiers are struck, or a thing of theirs: "hærens base"."""
    if getattr(mention.entry, "armed", False):
        return True
    inside = sentence.within(phrase.first, phrase.last, Kind.HEAD)
    return any(isinstance(m.entry, Head) and m.entry.role == "force" for m in inside)


def _bars_target(sentence: Sentence, at: int) -> bool:
    """Whether what follows is no object: "med stridsvogner", "i går", "ved en skole"."""
    if sentence.is_a(at, "targeting"):
        return False
    return sentence.is_a(at, "prepositions") or sentence.is_a(at, "clause_walls")


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
    while sentence.is_a(first - 1, "place_nouns") or sentence.covering(first - 1, Kind.NATION):
        first -= 1
    quote = sentence.quote(first, mention.last)
    draft.targets = (Party(mention.places[0].name, quote.text, quote.start, quote.end),)


def _verb_roles(draft: Draft, mention: Mention, context: Context) -> None:
    """Agent and target of a verb, active or passive."""
    sentence = draft.sentence
    if is_passive(sentence, mention):
        _passive_roles(draft, mention, context)
        return
    subject = _subject(sentence, mention)
    if subject is not None:
        _set_agent(draft, subject, context)
    inside = mention.last - mention.first > 2 and (subject is None or subject.last <= mention.first)
    if inside:
        _set_target(draft, mention.first + 1, context)
    if not draft.targets:
        behind = subject is not None and subject.first >= mention.last
        _set_target(draft, subject.last if behind and subject else mention.last, context)
    _struck(draft, mention)


def _subject(sentence: Sentence, mention: Mention) -> Mention | None:
    first, last = sentence.clause(mention.first)
    rows = [m for m in sentence.within(first, mention.first, *ACTING) if is_actor(m)]
    rows = [m for m in rows if not _in_phrase(sentence, m)]
    if rows:
        return rows[0]
    if sentence.is_a(first, "relative") and first > 0:
        earlier = [m for m in sentence.within(0, first, *ACTING) if is_actor(m) and first - m.last <= 1]
        if earlier:
            return earlier[-1]
    inner = [m for m in sentence.within(mention.first, mention.last, *ACTING) if is_actor(m)]
    if inner and mention.last - mention.first > 1 and _opens(sentence, mention, first):
        return inner[0]
    after = [m for m in sentence.within(mention.last, min(mention.last + 3, last), *ACTING) if is_actor(m)]
    fronted = mention.first == first or sentence.covering(mention.first - 1, Kind.TIME) is not None
    return after[0] if after and fronted else None


def _opens(sentence: Sentence, mention: Mention, first: int) -> bool:
    """Whether a verb comes before its subject: first in its clause, or after a time or place."""
    before = range(first, mention.first)
    return not any(sentence.covering(i, Kind.PEOPLE, Kind.HEAD) for i in before) and all(
        sentence.covering(i, Kind.TIME, Kind.PLACE, Kind.CUE)
        or sentence.is_a(i, "function")
        or sentence.is_stop(i)
        for i in before
    )


def _in_phrase(sentence: Sentence, mention: Mention) -> bool:
    """Whether a preposition governs the mention, so that it is no subject."""
    at = mention.first - 1
    while at >= 0 and (sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NATION)):
        at -= 1
    return at >= 0 and sentence.is_a(at, "prepositions")


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
    return sentence.passage.role.value in ("headline", "subheading", "caption")


def _may_be_participle(mention: Mention) -> bool:
    return mention.form in (Form.PAST_OR_PARTICIPLE, Form.BASE)


def _passive_roles(draft: Draft, mention: Mention, context: Context) -> None:
    sentence = draft.sentence
    first, last = sentence.clause(mention.first)
    for at in range(mention.last, last):
        if sentence.is_a(at, "of") and (actor := _next_actor(sentence, at + 1)):
            _set_agent(draft, actor, context)
            break
    rows = [
        m
        for m in sentence.within(
            first, mention.first, Kind.HEAD, Kind.ACTOR, Kind.PEOPLE, Kind.UNIT, Kind.PLACE
        )
        if not _in_phrase(sentence, m) and not m.genitive
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


def _merge(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """One claim for several words that tell one act in one clause: a weapon gives way to the act."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.anchor, _weapon(sentence, d))):
        twin = next((k for k in kept if _same_act(sentence, k, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            _absorb(kept, twin, draft, sentence)
    return kept


def _two_acts(sentence: Sentence, a: Draft, b: Draft) -> bool:
    """Whether two verbs joined by "og" tell two acts: "tente på husene og skjøt etter folk"."""
    first, last = sorted((a, b), key=lambda d: d.anchor)
    kinds = {d.event.id for d in (a, b) if d.event is not None}
    verbs = all(_is_verb(sentence, d) for d in (a, b))
    if not verbs or len(kinds) < 2 or not kinds.isdisjoint(GENERIC):  # noqa: PLR2004
        return False
    between = range(first.anchor[1], last.anchor[0])
    return any(sentence.is_a(i, "and") for i in between)


def _is_verb(sentence: Sentence, draft: Draft) -> bool:
    mention = sentence.starting(draft.anchor[0], Kind.TRIGGER)
    return mention is not None and mention.form not in _NOMINAL


def _relative(sentence: Sentence, at: int) -> bool:
    """Whether a word stands in a relative clause: "granater som rammet en skole"."""
    first, _ = sentence.clause(at)
    return sentence.is_a(first, "relative")


def _weapon(sentence: Sentence, draft: Draft) -> bool:
    mention = sentence.starting(draft.anchor[0], Kind.TRIGGER)
    return bool(mention and isinstance(mention.entry, Trigger) and mention.entry.weapon)


def _same_act(sentence: Sentence, a: Draft, b: Draft) -> bool:
    if a.event_type != b.event_type:
        return False
    weapon = _weapon(sentence, a) or _weapon(sentence, b)
    if sentence.clause_of(a.anchor[0]) == sentence.clause_of(b.anchor[0]):
        return not _two_acts(sentence, a, b)
    if _generic(b) and _relative(sentence, b.anchor[0]):
        return True
    return weapon and abs(b.anchor[0] - a.anchor[1]) <= 8


def _absorb(kept: list[Draft], twin: Draft, draft: Draft, sentence: Sentence) -> None:
    """Keep the word that names the act; take roles and a finer code from the other."""
    main, other = (draft, twin) if _weapon(sentence, twin) and not _weapon(sentence, draft) else (twin, draft)
    main.agents = main.agents or other.agents
    main.agent_party = main.agent_party or other.agent_party
    main.targets = main.targets or other.targets
    main.armed_target = main.armed_target or other.armed_target
    main.place_mention = main.place_mention or other.place_mention
    main.first, main.last = min(main.first, other.first), max(main.last, other.last)
    main.rules.extend(r for r in other.rules if r not in main.rules)
    if _generic(main) and not _generic(other):
        main.event, main.sub_event, main.modes = other.event, other.sub_event, other.modes
    if main is draft:
        kept[kept.index(twin)] = draft


def _generic(draft: Draft) -> bool:
    return draft.event is None or draft.event.id in GENERIC
