"""Finds who tells what is reported: the speaker before a reporting verb or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.insertions import subject_over
from vitne.claims.naming import ACTING, Phrase, back_of, name_phrase, owner_phrase
from vitne.claims.parties import is_actor, is_media, left_of, phrase_at
from vitne.claims.sentence import NOMINAL, PLURALS
from vitne.claims.subjects import (
    NOBODY,
    actor_after,
    actor_before,
    armed_last,
    insertion_before,
    is_apposed,
    is_governed,
    of_gathering,
    opens_act,
    owned_after,
    told_last,
    unknown_after,
    unknown_before,
)
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Head, Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence


_ENDS = frozenset({",", "."})
_NEAR = 6  # tokens between a verb and a subject behind it
_SUBJECT_REACH = 7  # tokens after a verb in which its subject begins
_TAGGED = 7  # tokens of ", an emergency agency"
_BARE = 2  # tokens from a comma to a verb that has its subject before it: ", and said"
_SEAT = 3  # tokens of "i delstaten," behind who speaks
_WITH_PARTICLE = 2  # tokens of "melder om": where it is longer, the subject is in its gap
_PAPER = 4  # tokens from a preposition to the report it names: "ifølge hærens siste rapport"


def speaker_before(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """The subject of a reporting verb that comes before what is reported."""
    if (told := _adds_to(sentence, mention)) is not None:
        return speaker_before(sentence, told, context) or speaker_after(
            sentence, told.last, context
        )
    if (owner := _behind_paper(sentence, mention, context)) is not None:
        return owner
    subject = _subject(sentence, mention)
    if subject is not None and (beside := _beside_name(sentence, mention, subject)) is not None:
        return name_phrase(sentence, (left_of(sentence, subject), beside), subject, context)
    if subject is not None:
        return phrase_at(sentence, subject, context)
    opened = insertion_before(sentence, mention.first, mention.last)
    known = _pointed_before(sentence, mention.first, context)
    known = known or _unknownhead_of_relative(sentence, mention)
    known = known or _owned_before(sentence, mention, context)
    known = known or _unknown_in_gap(sentence, mention)
    known = known or unknown_before(sentence, opened if opened is not None else mention.first)
    return known or _unknown_inverted(sentence, mention) or _unknown_in_tag(sentence, mention)


def _unknown_in_tag(sentence: Sentence, mention: Mention) -> Phrase | None:
    """A speaker no pack knows, in a tag that closes its sentence: "…, an emergency agency | said on Monday"."""
    if sentence.grammar.verb_second:
        return None
    time = sentence.starting(mention.last, Kind.TIME)
    time = time or sentence.starting(mention.last + 1, Kind.TIME)  # "on | Tuesday"
    if not sentence.is_stop(mention.last if time is None else time.last):
        return None
    back = range(mention.first - 1, max(mention.first - _TAGGED, 0), -1)
    comma = next((i for i in back if sentence.word(i) == ","), None)
    if comma is None or not sentence.is_a(comma + 1, "determiners"):
        return None
    first, last = comma + 1, mention.first
    if last - first < 2 or sentence.holds(first, last, Kind.HARM, Kind.TRIGGER, Kind.REPORTING):
        return None
    return Phrase(first, last, sentence.quote(first + 1, last).text, "named", NOBODY)


def _adds_to(sentence: Sentence, mention: Mention) -> Mention | None:
    """The verb of whoever goes on speaking: "Police | said X, adding that Y"."""
    joined = sentence.word(mention.first - 1) == "," or sentence.is_a(mention.first - 1, "joining")
    if not (joined and sentence.is_a(mention.first, "saying_more")):
        return None
    told = [m for m in sentence.within(0, mention.first, Kind.REPORTING) if _tells(m)]
    return told[-1] if told else None


def _tells(mention: Mention) -> bool:
    return isinstance(mention.entry, Reporting) and mention.entry.frame in ("verb", "preposition")


def _behind_paper(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """Whose figures or statement tells: "Tall fra politiet viser at", "A report by the UN says"."""
    for found in sentence.within(0, mention.first, *ACTING):
        at = left_of(sentence, found) - 1
        if not (is_actor(found) and (sentence.is_a(at, "from") or sentence.is_a(at, "by"))):
            continue
        paper = sentence.covering(at, Kind.REPORTING) or sentence.covering(at - 1, Kind.REPORTING)
        if paper is None or paper.form not in NOMINAL | {Form.BASE}:
            continue
        phrase = phrase_at(sentence, found, context)
        if phrase.last == mention.first:
            return phrase
    return None


def _unknownhead_of_relative(sentence: Sentence, mention: Mention) -> Phrase | None:
    """A body no pack knows, that "som" means: "opplyser mediesenteret, som også melder om tap"."""
    first, _ = sentence.clause(mention.first)
    if not sentence.is_a(first, "relative") or sentence.word(first - 1) != ",":
        return None
    told = sentence.within(0, first, Kind.REPORTING)
    tag = max(told, key=lambda m: m.last, default=None)
    found = unknown_after(sentence, tag.last) if tag is not None else None
    return found if found is not None and found.last == first - 1 else None


def _unknown_in_gap(sentence: Sentence, mention: Mention) -> Phrase | None:
    """A body no pack knows inside its verb: "Mandag meldte byrådet om tre døde"."""
    first, _ = sentence.clause(mention.first)
    before = range(first, mention.first)
    opens = all(sentence.covering(i, Kind.TIME) or sentence.is_a(i, "own") for i in before)
    if mention.last - mention.first <= _WITH_PARTICLE or not opens:
        return None
    found = unknown_after(sentence, mention.first + 1)
    return found if found is not None and found.last < mention.last else None


def _beside_name(sentence: Sentence, mention: Mention, subject: Mention) -> int | None:
    """Where a speaker ends of whom more is told between commas: "Ali Saad, the mayor, said"."""
    opened = insertion_before(sentence, mention.first, mention.last)
    closed = mention.first - 1
    if opened is None:
        return None
    if is_apposed(sentence, opened, closed) or _holds_office(sentence, subject, opened, closed):
        return closed
    second = sentence.grammar.verb_second
    if second or subject.last != opened or sentence.is_a(opened + 1, "relative"):
        return None
    return closed


def _holds_office(sentence: Sentence, subject: Mention, opened: int, closed: int) -> bool:
    """Whether two commas hold only who has an office: "The governor of Kaya region, Ali Saad, said"."""
    named = sentence.starting(opened + 1, Kind.NAME)
    office = isinstance(subject.entry, Head) and subject.entry.role == "office"
    return office and named is not None and named.last == closed


def _owned_before(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """A body before its verb that only its owner or its article tells: "the army's media office said"."""
    if sentence.grammar.verb_second:
        return None
    first, _ = sentence.clause(mention.first)
    while first < mention.first and (sentence.is_stop(first) or sentence.is_a(first, "joining")):
        first += 1
    inside = [m for m in sentence.within(first, mention.first, *ACTING) if m.genitive]
    inside.sort(key=lambda m: (m.first, m.kind is Kind.BACK))
    owner = inside[0] if inside else None
    end = mention.first
    while sentence.is_a(end - 1, "aux_perfect_only") or sentence.is_a(end - 1, "still"):
        end -= 1
    last = _noun_end(sentence, owner.last if owner is not None else first, end)
    if owner is not None and last > owner.last and not is_governed(sentence, owner):
        phrase = owner_phrase(sentence, owner, last, context)
        return msgspec.structs.replace(phrase, first=left_of(sentence, owner))
    if owner is None and last > first + 1 and sentence.is_a(first, "determiners"):
        text = sentence.quote(first + 1, last).text
        return Phrase(first, last, text, "named", NOBODY)
    return None


def _noun_end(sentence: Sentence, at: int, last: int) -> int:
    """Where a noun phrase right before a verb ends, or its beginning where other words stand there."""
    begun = at
    while at < last and (at == begun or not sentence.is_a(at, "function")):
        seat = sentence.is_a(at + 1, "in") and sentence.starting(at + 2, Kind.PLACE)
        if seat and seat.last == last:
            return last  # "the archbishop's office in Bamako"
        if sentence.starting(at, Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.TIME, Kind.NUMBER):
            break
        at += 1
    return at if at == last else begun


def _pointed_before(sentence: Sentence, at: int, context: Context) -> Phrase | None:
    """ "Den sier at …": the body that spoke or was spoken of last."""
    if not sentence.grammar.verb_second:
        before = at - 1
        while before > 0 and sentence.is_a(before, "still"):  # "It also says that"
            before -= 1
        opens = before == 0 or sentence.is_stop(before - 1)
        if not (opens and sentence.is_a(before, "it")):
            return None
        return told_last(before, context) or _itself(sentence, before, context)
    if at != 1 or not sentence.is_a(0, "it"):
        return None
    return told_last(0, context)


def _itself(sentence: Sentence, at: int, context: Context) -> Phrase | None:
    """The body a sentence is about, where nobody spoke before: "The navy sank two boats, it said"."""
    subject = actor_before(sentence, at, 0)
    if subject is None or subject.kind not in (Kind.ACTOR, Kind.HEAD) or subject.form in PLURALS:
        return None
    named = phrase_at(sentence, subject, context)
    return msgspec.structs.replace(named, first=at, last=at + 1)


def _unknown_inverted(sentence: Sentence, mention: Mention) -> Phrase | None:
    """A subject no pack knows behind its verb: "I en pressemelding hevder klubben at …"."""
    first, _ = sentence.clause(mention.first)
    if not sentence.grammar.verb_second:
        return None
    fronted = sentence.is_a(first, "prepositions") or sentence.is_a(first, "own")
    fronted = fronted or sentence.covering(first, Kind.TIME) is not None
    end = _before_that(sentence, mention.last)
    if not fronted or not (sentence.is_a(end, "that") or sentence.is_a(end, "if_initial")):
        return None
    found = unknown_after(sentence, mention.last)
    return found if found is not None and found.last <= end else None


def _subject(sentence: Sentence, mention: Mention) -> Mention | None:
    first, _ = sentence.clause(mention.first)
    if _whom_one_met(sentence, first, mention.first):
        return head_of_relative(sentence, first)
    subject = actor_before(sentence, mention.first, first)
    if (opened := insertion_before(sentence, mention.first, mention.last)) is not None:
        return subject_over(sentence, opened, mention.first)
    if subject is None:
        subject = of_gathering(sentence, mention.first, first)
    if subject is None and sentence.is_a(first, "relative"):
        subject = head_of_relative(sentence, first)
    bare = mention.first - first <= _BARE and not sentence.is_a(mention.first - 1, "it")
    near = sentence.grammar.verb_second or bare
    if subject is None and first > 0 and sentence.word(first) == "," and near:
        subject = actor_before(sentence, first, 0)
    if subject is None and sentence.is_a(mention.first - 1, "joining"):
        subject = actor_before(sentence, first, 0)
    open_ = subject is None and sentence.grammar.verb_second
    if open_ and mention.first > first and not sentence.is_a(first, "relative"):
        if mention.last - mention.first > _WITH_PARTICLE:
            return actor_after(sentence, mention.first + 1, mention.last)
        if sentence.is_a(mention.last - 1, "that"):
            return None  # "En rapport viser at | 30 mennesker"
        behind = actor_after(sentence, mention.last, _before_that(sentence, mention.last))
        told = behind is not None and is_governed(sentence, behind)  # "forteller til Reuters at"
        counted = behind is not None and _counted_object(sentence, mention, behind)
        subject = None if told or counted else behind
    return subject


def _whom_one_met(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a clause without a comma tells who met them: "Bybor som AFP har talat med | säger"."""
    if not (sentence.grammar.verb_second and sentence.is_a(first, "relative")):
        return False
    return sentence.has_a(max(first, at - 2), at, "interviewing")


def _counted_object(sentence: Sentence, mention: Mention, behind: Mention) -> bool:
    """Whether people behind a verb are whom its subject counted: "Kontoret har registrert 12 døde"."""
    number = sentence.covering(behind.first - 1, Kind.NUMBER)
    return number is not None and unknown_before(sentence, mention.first) is not None


def head_of_relative(sentence: Sentence, at: int) -> Mention | None:
    """Whom "som" means: "avisa siterer en kilde i hæren som sier at …"."""
    actors = [m for m in sentence.within(0, at, *ACTING) if is_actor(m)]
    found = next((m for m in reversed(actors) if at - m.last <= 1), None)
    if found is None:
        found = next((m for m in reversed(actors) if _seated(sentence, m, at)), None)
    while found is not None and is_governed(sentence, found):  # "en rådgiver for presidenten, som"
        edge = left_of(sentence, found) - 1
        outer = next((m for m in reversed(actors) if m.last == edge), None)
        if outer is None:
            break
        found = outer
    return found


def _seated(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether only a place stands behind an actor: "politiet i byen | som"."""
    near = sentence.is_a(mention.last, "in") and at - mention.last <= _SEAT
    return near and not any(sentence.is_stop(i) for i in range(mention.last, at - 1))


def _before_that(sentence: Sentence, at: int) -> int:
    """Where a subject behind its verb must end: before "at", "om" or a colon."""
    last = min(at + _NEAR, len(sentence))
    for i in range(at, last):
        told = sentence.is_a(i, "that") or sentence.is_a(i, "if_initial")
        if told or sentence.word(i) == ":":
            return i
    return last


def speaker_after(sentence: Sentence, at: int, context: Context) -> Phrase | None:
    """Who follows a verb or preposition that attributes: an actor, else the noun phrase there."""
    if _is_thing(sentence, at):
        return told_last(at, context) or armed_last(at, context)  # "…, oplyser den."
    reach = range(at + 1, at + _SUBJECT_REACH)
    ends = (
        i for i in reach
        if sentence.word(i) == "," or sentence.is_a(i, "if_initial") or opens_act(sentence, i)
        or _goes_on(sentence, i)
    )  # fmt: skip
    last = min(next(ends, at + _SUBJECT_REACH), len(sentence))
    subject = _in_gap(sentence, at)
    if subject is None and sentence.word(at) != ",":
        subject = actor_after(sentence, at, last)
    if (owner := _of_paper(sentence, at, context)) is not None:
        return owner
    if subject is not None and subject.kind is Kind.PLACE and is_governed(sentence, subject):
        subject = None  # "erkebiskopens kontor i Lomé"
        owner = owned_after(sentence, at, context)
        if owner is not None:
            return owner
    if subject is not None:
        phrase = phrase_at(sentence, subject, context)
        if (named := _name_behind(sentence, phrase)) is not None:
            return name_phrase(sentence, (phrase.first, named), subject, context)
        return phrase
    if not sentence.grammar.verb_second and _opens_owned(sentence, at):
        owner = owned_after(sentence, at, context)  # "the army's latest statement"
        if owner is not None:
            return msgspec.structs.replace(owner, first=left_of(sentence, owner.head))
    return unknown_after(sentence, at)


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the verb of the clause, or whom it was told, follows who speaks: "| har", "| til AFP"."""
    if not sentence.grammar.verb_second:
        return False
    told = sentence.is_a(at, "relaying") and is_media(sentence, at + 1)
    return told or sentence.is_a(at, "finite_auxiliaries")


def _is_thing(sentence: Sentence, at: int) -> bool:
    """Whether the pronoun for a thing alone tells: "…, oplyser den.", and not "…, sagte er."."""
    if not (sentence.grammar.verb_second and sentence.is_a(at, "it") and sentence.is_stop(at + 1)):
        return False
    return back_of(sentence.starting(at, Kind.BACK)) != "person"


def _in_gap(sentence: Sentence, at: int) -> Mention | None:
    """Who stands inside a particle verb that ends at a token: "legger hun til", "slo hæren fast"."""
    verb = sentence.covering(at - 1, Kind.REPORTING)
    if verb is None or not sentence.grammar.verb_second:
        return None
    if verb.last - verb.first <= _WITH_PARTICLE or sentence.is_a(at, "by"):
        return None  # "får AFP opplyst av to diplomater"
    if isinstance(verb.entry, Reporting) and verb.entry.frame == "preposition":
        return None  # "nach Angaben der Armee"
    inside = (m for m in sentence.within(verb.first + 1, at, *ACTING) if is_actor(m))
    return next((m for m in inside if m.last < verb.last), None)


def _name_behind(sentence: Sentence, phrase: Phrase) -> int | None:
    """Where the name ends of who holds an office: "sier byens ordfører, Ali Saad, til Reuters"."""
    entry = phrase.head.entry
    name = sentence.starting(phrase.last + 1, Kind.NAME)
    office = isinstance(entry, Head) and entry.role == "office"
    if not office or name is None or name.genitive or sentence.word(phrase.last) != ",":
        return None
    one = not sentence.holds(phrase.first, phrase.last, Kind.NAME)
    return name.last if one and sentence.word(name.last) in _ENDS else None


def _of_paper(sentence: Sentence, at: int, context: Context) -> Phrase | None:
    """Whose word is heard, where its report is named: "ifølge | hærens | redegjørelse"."""
    if not (sentence.grammar.verb_second and _opens_owned(sentence, at)):
        return None
    paper = next((i for i in range(at, at + _PAPER) if sentence.is_a(i, "papers")), None)
    owner = owned_after(sentence, at, context) if paper is not None else None
    if owner is None or paper is None:
        return None
    return msgspec.structs.replace(owner, last=paper + 1)


def _opens_owned(sentence: Sentence, at: int) -> bool:
    """Whether a phrase begins with whose it is: "the army's latest statement"."""
    while sentence.is_a(at, "determiners") or sentence.starting(at, Kind.NATION):
        at += 1
    owner = sentence.starting(at, Kind.ACTOR, Kind.HEAD, Kind.BACK, Kind.PLACE)
    return owner is not None and owner.genitive
