"""Finds people harmed who are told by name alone: "Hector Oqueli was killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.ages import is_age_of_name
from vitne.claims.apposed import is_title_of, is_told_of
from vitne.claims.closing import closes_clause
from vitne.claims.count import Count
from vitne.claims.counted import counted
from vitne.claims.objects import is_full
from vitne.claims.shares import count_of
from vitne.claims.targets import circumstance_end
from vitne.model import Kind, Mention, NameKind
from vitne.model.entries import Form, Harm, HarmPart, Head, Measure, People

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_INSERTED = 18  # tokens of who he was, between commas
_TITLE = 8  # tokens of an office before a name: "the former defence minister of Peru, …"
_KIND = 3  # tokens of what he was by words that no pack knows: "BBC weather presenter | Juan Perez"
_APPOSED = 8  # tokens behind a comma: ", one of the top leaders of Islamic Jihad"
_OF_ROLE = {
    "force": "combatant", "group": "combatant", "office": "civilian", "authority": "civilian",
    "civil": "civilian", "medic": "civilian", "media": "civilian",
}  # fmt: skip
_MEASURES = frozenset({Measure.KILLED, Measure.WOUNDED})
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
    if entry.measure not in _MEASURES and entry.event != _ABDUCTED:
        return []
    if entry.needs_people and entry.of_fighters:
        return []  # "the favourite, Dustin Johnson, fell"
    names = (
        _subjects(sentence, harm, entry, taken)
        or _objects(sentence, harm, entry)
        or ([] if taken and closes_clause(sentence, harm) else _told_as(sentence, harm))
    )
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


def _is_person(sentence: Sentence, name: Mention) -> bool:
    """Whether a name is a person's: of two words or more, behind an office, or beside an age."""
    title = sentence.covering(name.first - 1, Kind.HEAD, Kind.PEOPLE)
    return is_full(name) or title is not None or _is_aged(sentence, name)


def _is_aged(sentence: Sentence, name: Mention) -> bool:
    """Whether an age stands beside a name: "Ahmed (17)", "20 år gamle Ahmed"."""
    before = name.first - 1
    years = sentence.word(before)[:1].isdigit() and sentence.ends(before, "adjective_endings")
    if years or sentence.is_a(before, "aged"):
        return True
    age = sentence.starting(name.last + 1, Kind.NUMBER)
    return age is not None and is_age_of_name(sentence, age)


def _name_ending(sentence: Sentence, at: int) -> Mention | None:
    found = sentence.covering(at - 1, Kind.NAME)
    if found is None or found.last != at or (found.genitive and _owns(sentence, at)):
        return None
    return found if _is_person(sentence, found) else None


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
        nominal = harm.form in (Form.SINGULAR, Form.BASE, Form.PLURAL)
        return [owner] if nominal and _is_person(sentence, owner) else []
    if not noun and (not entry.transitive or sentence.is_a(harm.first - 1, "aux_passive")):
        return []
    at = harm.last + sentence.is_a(harm.last, "of")
    while (beyond := circumstance_end(sentence, at)) is not None:
        at = beyond  # "töteten am Montag in Gao | Roberto Garcia"
    return _behind(sentence, at)


def _behind(sentence: Sentence, at: int) -> list[Mention]:
    """Those whose names begin a list at a token, behind an office: "liberal deputy | Dario Quintero"."""
    untold = False
    for step in range(at, at + _TITLE):
        name = sentence.starting(step, Kind.NAME)
        if name is not None:
            titled = sentence.covering(step - 1, Kind.HEAD, Kind.PEOPLE) is not None
            alone = step - at <= _KIND and name.named is not NameKind.ORGANISATION
            told = titled or not untold or (alone and is_full(name))
            person = _is_person(sentence, name) and told
            if not person and step == at and not is_full(name) and not sentence.is_stop(name.last):
                untold = True
                continue  # "murder of | BBC | journalist Juan Perez"
            return _joined_behind(sentence, name) if person else []
        if not _is_title(sentence, step):
            if sentence.is_stop(step) or sentence.is_a(step, "function") or _tells(sentence, step):
                break
            untold = True
    return []


def _tells(sentence: Sentence, at: int) -> bool:
    """Whether a word tells something of its own, and does not only say what kind of officer."""
    kinds = (Kind.HARM, Kind.TRIGGER, Kind.TIME, Kind.REPORTING, Kind.ACT, Kind.NUMBER, Kind.CUE)
    return sentence.covering(at, *kinds) is not None


def _is_title(sentence: Sentence, at: int) -> bool:
    if sentence.is_stop(at) and sentence.word(at) != ",":
        return False
    return (
        sentence.covering(at, Kind.HEAD, Kind.PEOPLE, Kind.NATION) is not None
        or sentence.is_a(at, "determiners")
        or sentence.is_a(at, "possessives")
        or (sentence.word(at)[:1].isdigit() and sentence.ends(at, "adjective_endings"))
    )


def _joined_behind(sentence: Sentence, name: Mention) -> list[Mention]:
    found = [name]
    while True:
        at = _next_item(sentence, found[-1].last)
        other = next(iter(_titled(sentence, at)), None) if at > found[-1].last else None
        if other is None or not _is_person(sentence, other):
            return found
        found.append(other)


def _next_item(sentence: Sentence, at: int) -> int:
    """Where the next of a list begins: behind "and", ", 53," or "; and"."""
    if sentence.word(at) == "," and sentence.starting(at + 1, Kind.NUMBER):
        at += 2
    ends = range(at, min(at + _INSERTED, len(sentence)))
    at = next((i for i in ends if sentence.word(i) == ";"), at)
    if sentence.word(at) in (",", ";"):
        at += 1
    if sentence.is_a(at, "and"):
        at += 1
    return at + sentence.is_a(at, "of")


def _titled(sentence: Sentence, at: int) -> Iterator[Mention]:
    """The name that begins at a token, before it only an office: "Senator | Luis Galan"."""
    for step in range(at, min(at + _TITLE, len(sentence))):
        name = sentence.starting(step, Kind.NAME)
        if name is not None:
            yield name
        if name is not None or not _is_title(sentence, step):
            return


def _told_as(sentence: Sentence, harm: Mention) -> list[Mention]:
    """Those behind a word for the harmed: "The dead were identified as | Juan Perez and …"."""
    at = harm.last
    while sentence.is_a(at, "aux_passive") or sentence.is_a(at, "identified"):
        at += 1
    told = any(sentence.is_a(i, "identified") for i in range(harm.last, at))
    whole = sentence.has_a(max(0, harm.first - 2), harm.first, "among") or sentence.has_a(
        max(0, harm.first - 3), harm.first, "relative"
    )  # "among the dead was …", "those who were kidnapped are …"
    if sentence.word(at) == ":":  # "the following policemen died:"
        return _behind(sentence, at + 1)
    if at > harm.last and sentence.is_a(harm.first - 1, "definite_articles"):
        whole = whole or sentence.starting(at, Kind.NAME) is not None  # "the dead were Juan Perez"
    return _behind(sentence, at) if told or (whole and at > harm.last) else []
