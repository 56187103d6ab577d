"""Reads acts that a word of harm names as well: "tre ble pågrepet", "Soldatene drepte to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import closes_clause
from vitne.claims.doers import acting_subject, is_behind
from vitne.claims.drafts import Draft
from vitne.claims.joined import leading_verb
from vitne.claims.noun_roles import deed_roles
from vitne.claims.objects import is_active, is_owned, object_at, person_at
from vitne.claims.pronouns import speaker_again, told_of_itself
from vitne.claims.roles import leads_to_doer, verb_roles
from vitne.claims.sentence import SINGLE, what_of
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Harm, Head, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

_ONE = SINGLE | {Form.BASE}
_BY_REACH = 8  # tokens from a participle to its "by": "killed on Monday in Goma by gunmen"
_DOER_REACH = 4  # tokens from "by" to who did it: "by three unidentified gunmen"
_DOERS = frozenset({"force", "group", "authority", "generic", "unnamed"})
_AUX_REACH = 6  # tokens from an auxiliary to its participle


def find_deeds(sentence: Sentence, types: Mapping[str, EventType], context: Context) -> list[Draft]:
    """Acts that a harm word names as well: "tre ble pågrepet", "Soldatene drepte to"."""
    drafts = []
    for mention in sentence.of(Kind.HARM):
        entry = mention.entry
        if not isinstance(entry, Harm):
            continue
        if _names_the_harmed(sentence, mention) or _names_captive(sentence, mention, entry):
            continue
        if entry.event is None and _follows_act(sentence, mention):
            continue
        if is_owned(sentence, mention):
            continue  # told by the noun's own entry
        kind = types.get(entry.event or "")
        if kind is None and (
            _killed_by(sentence, mention, entry) or _official_killed(sentence, mention, entry)
        ):
            kind = types.get(entry.agent_event or "")
        if kind is None:
            continue
        draft = event_of(sentence, mention, kind, entry.sub_event)
        (deed_roles if entry.noun else verb_roles)(draft, mention, context)
        drafts.append(draft)
    return drafts


def event_of(sentence: Sentence, mention: Mention, kind: EventType, sub_event: str | None) -> Draft:
    """An act of an event type, told by a word; the word's sub-event goes before the type's."""
    first, last = sentence.clause(mention.first)
    return Draft(
        "event", sentence, first, max(last, mention.last), (mention.first, mention.last),
        [*mention.rules, f"event.{kind.id}"], event=kind, event_type=kind.plover,
        modes=kind.modes, sub_event=sub_event or kind.acled,
    )  # fmt: skip


def retype(draft: Draft, kind: EventType) -> None:
    """Make an act one of another event type, of which its doer or its means tells."""
    draft.event, draft.event_type = kind, kind.plover
    draft.sub_event, draft.modes = kind.acled, kind.modes


def describes(sentence: Sentence, mention: Mention) -> bool:
    """Whether a participle only describes a noun: "utbrente biler og knuste vinduer"."""
    if mention.last - mention.first > 1:
        ending = sentence.ends(mention.first, "noun_endings")  # "den avsatte presidenten"
        return ending and sentence.is_a(mention.first - 1, "it")
    if mention.form not in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE, Form.ADJECTIVE_DEFINITE):
        return False
    if sentence.is_stop(mention.last) or sentence.starting(mention.last, Kind.TIME):
        return False  # "ble byen, som lå øde, beskutt | hele natten"
    capitals = sentence.grammar.noun_capitals
    if capitals and not sentence.ends(mention.first, "attributive_endings"):
        return False
    first, _ = sentence.clause(mention.first)
    described = _described(sentence, mention.first - 1)
    if mention.form is Form.PAST_OR_PARTICIPLE and not described:
        return False
    if not sentence.is_a(mention.first - 1, "determiners") and any(
        sentence.is_a(i, "aux_passive") or sentence.is_a(i, "aux_perfect")
        for i in range(max(first, mention.first - _AUX_REACH), mention.first)
    ):
        return False
    low = sentence.word(mention.last)
    small = low == sentence.passage.tokens[mention.last].text
    noun = low.isalpha() and small is not capitals
    return noun and not sentence.is_a(mention.last, "function") and mention.first > first


def _described(sentence: Sentence, at: int) -> bool:
    """Whether the word before a participle makes it describe a noun: "den bombede byen"."""
    if at < 0 or sentence.covering(at, Kind.TIME) is not None:
        return False
    known = sentence.is_a(at, "determiners") or sentence.is_a(at, "prepositions")
    if sentence.is_a(at, "and") and sentence.starting(at + 2, Kind.UNIT, Kind.PEOPLE):
        joins = sentence.covering(at - 1, Kind.UNIT, Kind.PEOPLE) is not None
        return joins and leading_verb(sentence, at + 1) is None  # "drepte ti mann og | brente hus"
    return known or sentence.covering(at, Kind.NUMBER) is not None


def _names_the_harmed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word of harm stands for those harmed: "780 drepte", "alle de drepte"."""
    before = mention.first - 1
    if not sentence.ends(mention.first, "noun_endings"):
        return False
    if mention.last - mention.first > 1 or sentence.starting(mention.last, Kind.NUMBER):
        return False
    if sentence.covering(before, Kind.NUMBER) is not None:
        return True
    pronoun = sentence.is_a(before, "pronouns_plural") and not _ends_phrase(sentence, mention.last)
    return sentence.is_a(before, "determiners") and not pronoun


def _follows_act(sentence: Sentence, mention: Mention) -> bool:
    """Whether a participle only tells what the act before it did: "struck a school, killing nine"."""
    first, _ = sentence.clause(mention.first)
    if mention.form is not Form.GERUND or sentence.word(first) != ",":
        return False
    before, last = sentence.clause(first - 1)
    return sentence.holds(before, last, Kind.TRIGGER)


def _names_captive(sentence: Sentence, mention: Mention, entry: Harm) -> bool:
    """Whether a participle only tells which captive is meant: "leter etter en kidnappet pilot"."""
    between = sentence.is_a(mention.first - 1, "articles")
    people = sentence.starting(mention.last, Kind.PEOPLE, Kind.HEAD)
    return entry.measure is Measure.CAPTURED and between and people is not None


def _official_killed(sentence: Sentence, mention: Mention, entry: Harm) -> bool:
    """Whether the killed is one who holds an office: "Guvernøren i delstaten er drept"."""
    if entry.measure is not Measure.KILLED or entry.agent_event is None:
        return False
    passive = is_active(sentence, mention) is False or mention.form is Form.PARTICIPLE
    first, last = sentence.clause(mention.first)
    if passive and mention.form is Form.PASSIVE and is_behind(sentence, mention, mention.last):
        first, head = mention.last, _own_head(sentence, mention.last, last)
    else:
        head = _own_head(sentence, first, mention.first)
    if head is None or not passive or head.form not in _ONE:
        return False
    office = isinstance(head.entry, Head) and head.entry.role == "office"
    leads = all(_may_lead(sentence, i) for i in range(first, head.first))
    between = sentence.within(head.last, mention.first, Kind.REPORTING, Kind.NUMBER, Kind.PEOPLE)
    return office and leads and not any(between)


def _own_head(sentence: Sentence, first: int, last: int) -> Mention | None:
    """The first common noun for an actor that owns no other: "delstatens | guvernør"."""
    return next((m for m in sentence.within(first, last, Kind.HEAD) if not m.genitive), None)


def _may_lead(sentence: Sentence, at: int) -> bool:
    """Whether a token may stand before an office that opens its clause: an article, an owner, a day."""
    if sentence.is_a(at, "articles") or sentence.is_a(at, "definite_articles"):
        return True
    if sentence.is_stop(at) or sentence.is_a(at, "aux_passive_only"):
        return True
    told = sentence.covering(
        at, Kind.TIME, Kind.NATION, Kind.HEAD, Kind.PLACE, Kind.BACK, Kind.UNIT
    )
    return told is not None and (told.kind in (Kind.TIME, Kind.NATION) or told.genitive)


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    """Whether a finite verb or a mark follows: "de drepte var stridende"."""
    return sentence.is_stop(at) or sentence.is_a(at, "aux_perfect") or sentence.is_a(at, "being")


def _by_weapon(sentence: Sentence, mention: Mention) -> bool:
    """Whether a weapon is the subject: "Granater drepte 65", "dens fly har drept 218"."""
    first, _ = sentence.clause(mention.first)
    return any(
        what_of(unit) in ("weapons", "vehicles")
        and not sentence.is_a(unit.first - 1, "prepositions")
        for unit in sentence.within(first, mention.first, Kind.UNIT)
    )


def _killed_by_doer(sentence: Sentence, mention: Mention) -> bool:
    """Whether a passive tells who did it: "Two farmers were killed on Monday by gunmen"."""
    first, last = sentence.clause(mention.first)
    span = range(mention.last, min(mention.last + _BY_REACH, last))
    if sentence.grammar.verb_last:
        span = range(first, mention.first)
    by = next((at for at in span if sentence.is_a(at, "done_by")), None)
    if by is None or not leads_to_doer(sentence, by):
        return False  # "Uppgiften att tolv dödats bekräftades | av polisen"
    steps = range(by + 1, min(by + 1 + _DOER_REACH, last))
    rows = (sentence.starting(i, Kind.ACTOR, Kind.HEAD, Kind.PEOPLE) for i in steps)
    doer = next((m for m in rows if m is not None and not m.genitive), None)
    if doer is None or sentence.holds(by, doer.first, Kind.TRIGGER, Kind.UNIT):
        return False  # "by army shelling", "by shells from the army"
    if any(sentence.is_a(i, "prepositions") for i in range(by + 1, doer.first)):
        return False
    entry, actor = doer.entry, doer.actor
    if isinstance(entry, Head):
        return entry.role in _DOERS
    return actor is None or actor.party


def _killed_by(sentence: Sentence, mention: Mention, entry: Harm) -> bool:
    """Whether a harm word tells who did it: "I desember drepte gruppa mer enn 130 skolebarn"."""
    if entry.agent_event is None:
        return False
    if mention.form is Form.PASSIVE or is_active(sentence, mention) is False:
        return _killed_by_doer(sentence, mention)
    if sentence.is_a(mention.last, "subordinators"):
        return False  # "Six soldiers killed as militants stormed the camp"
    if mention.form is Form.PARTICIPLE and is_active(sentence, mention) is None:
        return False
    subject = acting_subject(sentence, (mention.first, mention.last))
    named = subject is not None and (subject.kind is not Kind.PLACE or bool(subject.places))
    own = speaker_again(sentence, mention) or told_of_itself(sentence, mention)
    if not (named or own or _by_weapon(sentence, mention)):  # "The army said it killed 12"
        return False
    if not sentence.grammar.verb_second and not (
        mention.form in (Form.PRESENT, Form.GERUND) or object_at(sentence, mention.last)
    ):
        return False  # "a figure of 19 killed and 60 wounded"
    begin, end = mention.last, min(mention.last + 6, len(sentence))
    if closes_clause(sentence, mention):
        begin, end = sentence.clause(mention.first)[0], mention.first
        begin = subject.last if subject is not None and subject.first >= begin else begin
    return person_at(sentence, mention.last) or any(
        sentence.covering(i, Kind.PEOPLE, Kind.NUMBER, Kind.NATION) for i in range(begin, end)
    )
