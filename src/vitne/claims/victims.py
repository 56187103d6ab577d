"""Finds people harmed who are told by name alone: "Hector Oqueli was killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.apposed import is_title_of, is_told_of
from vitne.claims.closing import closes_clause
from vitne.claims.count import Count
from vitne.claims.counted import counted
from vitne.claims.rosters import is_person, names_behind, told_as
from vitne.claims.sentence import effect_of
from vitne.claims.shares import count_of
from vitne.claims.targets import circumstance_end
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Harm, HarmPart, Head, Measure, People

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_INSERTED = 18  # tokens of who he was, between commas
_TITLE = 8  # tokens of an office before a name: "the former defence minister of Peru, …"
_TOLD = 14  # tokens from people to "including": "six members of his order in Gao, | including"
_APPOSED = 8  # tokens behind a comma: ", one of the top leaders of Islamic Jihad"
_OF_ROLE = {
    "force": "combatant", "group": "combatant", "office": "civilian", "authority": "civilian",
    "civil": "civilian", "medic": "civilian", "media": "civilian",
}  # fmt: skip
_MEASURES = frozenset({Measure.KILLED, Measure.WOUNDED})
_VICTIMS = Measure.CASUALTIES  # "The victims were identified as Juan Perez and Ana Ruiz"
PAIR = "couple"
_ABDUCTED = "abduction"  # a town is captured too, and only a person abducted


def find_named(sentence: Sentence, harm: Mention, taken: list[Draft]) -> list[Draft]:
    """A toll of one for each person named who was harmed, and whom no other toll counts.

    "Gunmen killed Attorney General Roberto Garcia" and "the murder of Roberto Garcia" count one.
    """
    entry = harm.entry
    if Kind.NAME not in sentence.kinds:
        return []
    if not isinstance(entry, Harm) or not (
        entry.part is HarmPart.SUFFERED or _is_noun(sentence, harm)
    ):
        return []
    if (
        entry.measure not in _MEASURES
        and entry.event != _ABDUCTED
        and entry.measure is not _VICTIMS
    ):
        return []
    if entry.needs_number or (entry.needs_people and entry.of_fighters):
        return []  # "the favourite, Dustin Johnson, fell", "Joan Ryan was treated like that"
    names = _named_by(sentence, harm, entry, taken)
    free = [n for n in names if not any(_covers(sentence, d, n) for d in taken)]
    alone = []
    for name in free:
        titled = next((d for d in taken if is_title_of(d, name)), None)
        apposed = next((d for d in taken if is_told_of(sentence, d, name)), None)
        if titled is not None:
            titled.last = max(titled.last, name.last)  # "mayor | Juan Perez" is one
        elif apposed is not None:
            apposed.first = min(apposed.first, name.first)  # "Juan Perez, | mayor of X," too
        else:
            alone.append(_draft(sentence, harm, name))
    return alone


def find_named_parts(sentence: Sentence, whole: Draft) -> list[Draft]:
    """A toll of one for each person named as a part of those that a toll counts.

    "killed nine people, including the union leader Elena Varela"; not "two soldiers, Juan Perez and
    Pedro Rojas", who are all of them.
    """
    count = count_of(sentence, whole)
    harm = sentence.starting(whole.anchor[0], Kind.HARM)
    if Kind.NAME not in sentence.kinds or count is None or harm is None or whole.toll is None:
        return []
    most = whole.toll.low or 0
    if whole.toll.scope != "incident" or most <= 1:
        return []
    names = _included(sentence, count, whole)
    return [_part(sentence, harm, name, whole) for name in names] if len(names) <= most else []


def _included(sentence: Sentence, count: Count, whole: Draft) -> list[Mention]:
    """Those named as a part of the people counted: "nine people, | including Elena Varela"."""
    at = max(count.last, whole.anchor[1] if whole.anchor[0] < count.first else 0)
    cues = sentence.within(at, min(at + _TOLD, len(sentence)), Kind.CUE)
    cue = next((c for c in cues if effect_of(c) == "subset"), None)
    if cue is None or any(_is_between_parts(sentence, i) for i in range(at, cue.first)):
        return []
    return names_behind(sentence, cue.last)


def _is_between_parts(sentence: Sentence, at: int) -> bool:
    """Whether a token stands between people and no part of them: "in towns | including San Jose"."""
    kinds = (Kind.HARM, Kind.PEOPLE, Kind.UNIT, Kind.REPORTING, Kind.ACT)
    return sentence.covering(at, *kinds) is not None or sentence.is_place_noun(at)


def _part(sentence: Sentence, harm: Mention, name: Mention, whole: Draft) -> Draft:
    draft = _draft(sentence, harm, name)
    assert draft.toll is not None and whole.toll is not None  # noqa: S101, PT018 - asked before
    known = draft.toll.status if draft.toll.status != "unknown" else whole.toll.status
    draft.toll = msgspec.structs.replace(
        draft.toll, scope="subset", measure=whole.toll.measure, status=known
    )
    draft.first, draft.last, draft.main = name.first, name.last, whole
    return draft


def _named_by(sentence: Sentence, harm: Mention, entry: Harm, taken: list[Draft]) -> list[Mention]:
    """Those named who suffered what a word tells, or whom the word stands for."""
    names = []
    if entry.measure is not _VICTIMS:
        names = _subjects(sentence, harm, entry, taken) or _objects(sentence, harm, entry)
    if names or (taken and closes_clause(sentence, harm)):
        return names
    return told_as(sentence, harm)


def _covers(sentence: Sentence, draft: Draft, name: Mention) -> bool:
    """Whether a toll counts the person named; not "killed | Juan Perez | and six others"."""
    first = draft.first - 2 if _is_pair(draft) else draft.first
    if not first < name.last <= draft.last:
        return False
    count = count_of(sentence, draft)
    return count is None or count.first < name.last or not sentence.is_a(count.first - 1, "and")


def _is_pair(draft: Draft) -> bool:
    """Whether those counted are a pair, whose names may stand before it: "Ann and Bo Ek, a couple"."""
    return draft.people is not None and draft.people.name == PAIR


def _is_noun(sentence: Sentence, harm: Mention) -> bool:
    """Whether a word of harm is a noun with its "of": "the murder of", "drapet på"."""
    return harm.last - harm.first > 1 and sentence.is_a(harm.last - 1, "prepositions")


def _draft(sentence: Sentence, harm: Mention, name: Mention) -> Draft:
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - asked before
    count = Count(name.first, name.last)
    draft = counted(sentence, count, entry.measure.value, (harm.first, harm.last))
    draft.rules = [*harm.rules, *name.rules]
    assert draft.toll is not None  # noqa: S101 - counted makes one
    draft.toll = msgspec.structs.replace(
        draft.toll,
        low=1,
        high=1,
        known="given",
        scope="incident",
        status=_status(sentence, harm, name),
    )
    draft.polarity, draft.named = "positive", True
    return draft


def _status(sentence: Sentence, harm: Mention, name: Mention) -> str:
    """What the person was, by the office before the name or what is told behind a comma."""
    title = sentence.covering(name.first - 1, Kind.HEAD, Kind.PEOPLE)
    told = [] if title is None or title.first < harm.last <= title.last else [title]
    if sentence.word(name.last) == ",":
        end = name.last + 1 + _APPOSED
        told += sentence.within(name.last + 1, end, Kind.HEAD, Kind.PEOPLE, Kind.ACTOR)
    for mention in told:
        entry, actor = mention.entry, mention.actor
        if isinstance(entry, People):
            return entry.status
        if isinstance(entry, Head):
            return _OF_ROLE.get(entry.role, "unknown")
        if actor is not None and actor.party:
            return "combatant"
    return "unknown"


def _name_ending(sentence: Sentence, at: int) -> Mention | None:
    found = sentence.covering(at - 1, Kind.NAME)
    if found is None or found.last != at or (found.genitive and _owns(sentence, at)):
        return None
    return found if is_person(sentence, found) else None


def _owns(sentence: Sentence, at: int) -> bool:
    """Whether a name that ends as a genitive does is one: not "Guillermo Rojas | ble drept"."""
    verb = sentence.starting(at, Kind.HARM)  # "20-årige Sims | sköts till döds"
    return not (
        sentence.is_stop(at) or sentence.is_a(at, "and") or sentence.is_a(at, "aux_passive")
        or (verb is not None and verb.form is Form.PASSIVE)
    )  # fmt: skip


def _subjects(sentence: Sentence, harm: Mention, entry: Harm, taken: list[Draft]) -> list[Mention]:
    """Those named before a passive: "Hector Oqueli, a lawyer, and Gilda Flores were killed"."""
    at = harm.first
    passive = harm.form is Form.PASSIVE  # "sköts ihjäl"
    if closes_clause(sentence, harm):  # "Ahmed wurde in Nablus von Soldaten erschossen"
        first, _ = sentence.clause(at)
        aux = (i for i in range(at - 1, first, -1) if sentence.is_a(i, "aux_passive"))
        at = next(aux, at - 1) + 1
    while at > 0 and _is_between(sentence, at - 1):
        time = sentence.covering(at - 1, Kind.TIME)
        at = time.first if time is not None else at - 1
        passive = passive or sentence.is_a(at, "aux_passive")
    if entry.transitive and not passive:
        return []
    return _joined_before(sentence, _before_insertion(sentence, at), taken)


def _is_between(sentence: Sentence, at: int) -> bool:
    """Whether a token stands between a subject and its verb: "blev | onsdag | dræbt"."""
    if (time := sentence.covering(at, Kind.TIME)) is not None:
        return sentence.is_a(time.first - 1, "aux_passive")
    return sentence.is_any(
        at, "aux_passive", "aux_perfect", "being", "finite_auxiliaries", "relative"
    )


def _before_insertion(sentence: Sentence, at: int) -> int:
    """The token behind the subject: before ", a lawyer," or "(17)", which stand between."""
    if sentence.word(at - 1) == ")" and sentence.word(at - 3) == "(":
        return at - 3
    if sentence.word(at - 1) != ",":
        return at
    if _name_ending(sentence, at - 1) is not None:
        return at - 1
    commas = [i for i in range(at - 2, max(0, at - _INSERTED), -1) if sentence.word(i) == ","]
    named = (i for i in commas if _name_ending(sentence, i) is not None)
    return next(named, commas[0] if commas else at)


def _joined_before(sentence: Sentence, at: int, taken: list[Draft]) -> list[Mention]:
    found: list[Mention] = []
    while True:
        name = _name_ending(sentence, at)
        if name is not None:
            found.append(name)
            first = name.first
        else:
            count = next((d for d in taken if d.first < at <= d.last and at <= d.anchor[0]), None)
            if count is None:
                return found
            first = count.first
        first = _before_title(sentence, first)
        while sentence.is_a(first - 1, "and") or sentence.word(first - 1) == ",":
            first -= 1
        if first >= at or not (sentence.is_a(first, "and") or sentence.word(first) == ","):
            return found
        before = _before_insertion(sentence, first + (sentence.word(first) == ","))
        if before >= at:
            return found
        at = before


def _before_title(sentence: Sentence, first: int) -> int:
    """The token that begins an office before a name: "the former defence minister"."""
    at = first
    while at > max(0, first - _TITLE) and (
        sentence.covering(at - 1, Kind.HEAD, Kind.PEOPLE, Kind.NATION)
        or sentence.is_a(at - 1, "determiners")
    ):
        at -= 1
    return at


def _objects(sentence: Sentence, harm: Mention, entry: Harm) -> list[Mention]:
    """Those named behind an active verb or a noun: "killed Roberto Garcia", "murder of …"."""
    noun = sentence.is_a(harm.last, "of") or _is_noun(sentence, harm)
    owner = sentence.covering(harm.first - 1, Kind.NAME)
    if owner is not None and owner.last == harm.first and owner.genitive and not noun:
        nominal = harm.form in (Form.SINGULAR, Form.BASE, Form.PLURAL, Form.INFINITIVE)
        return [owner] if nominal and is_person(sentence, owner) else []
    if not noun and (not entry.transitive or sentence.is_a(harm.first - 1, "aux_passive")):
        return []
    at = harm.last + sentence.is_a(harm.last, "of")
    while (beyond := circumstance_end(sentence, at)) is not None:
        at = beyond  # "töteten am Montag in Gao | Roberto Garcia"
    return names_behind(sentence, at)
