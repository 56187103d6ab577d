"""Reads lists of persons by name: "deputy Dario Quintero, 43; Ana Ruiz, a nurse, and Juan Perez"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.ages import is_age_of_name
from vitne.claims.fellows import along_behind
from vitne.claims.objects import is_full
from vitne.model import Kind, Mention, NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.claims.sentence import Sentence

_INSERTED = 18  # tokens of who he was, between commas
_TITLE = 8  # tokens of an office before a name: "the former defence minister of Peru, …"
_PLACED = 10  # tokens of where the harmed were: "among the dead | in the blast in Gao on Monday"
_BEGINS = (Kind.NAME, Kind.HEAD, Kind.PEOPLE)
_KIND = 3  # tokens of what he was by words that no pack knows: "BBC weather presenter | Juan Perez"


def is_person(sentence: Sentence, name: Mention) -> bool:
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


def names_behind(sentence: Sentence, at: int) -> list[Mention]:
    """Those whose names begin a list at a token, behind an office: "liberal deputy | Dario Quintero"."""
    untold = False
    for step in range(at, at + _TITLE):
        name = sentence.starting(step, Kind.NAME)
        if name is not None:
            titled = sentence.covering(step - 1, Kind.HEAD, Kind.PEOPLE) is not None
            alone = step - at <= _KIND and name.named is not NameKind.ORGANISATION
            told = titled or not untold or (alone and is_full(name))
            person = is_person(sentence, name) and told
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
        if other is None or not is_person(sentence, other):
            return found
        found.append(other)


def _next_item(sentence: Sentence, at: int) -> int:
    """Where the next of a list begins: behind "and", ", 53,", "; and" or ", a nurse, and"."""
    if sentence.word(at) == "," and sentence.starting(at + 1, Kind.NUMBER):
        at += 2
    ends = range(at, min(at + _INSERTED, len(sentence)))
    at = next((i for i in ends if sentence.word(i) == ";"), _over_office(sentence, at))
    if (behind := along_behind(sentence, at)) > 0:
        return behind
    if sentence.word(at) in (",", ";"):
        at += 1
    if sentence.is_a(at, "and"):
        at += 1
    return at + sentence.is_a(at, "of")


def _over_office(sentence: Sentence, at: int) -> int:
    """The comma behind what one was: "Juan Perez, a news photographer |, Ana Ruiz"."""
    if sentence.word(at) != "," or not sentence.is_any(at + 1, "articles", "definite_articles"):
        return at
    ends = range(at + 1, min(at + _INSERTED, len(sentence)))
    end = next((i for i in ends if sentence.is_stop(i)), at)
    named = sentence.covering(end + 1 + sentence.is_a(end + 1, "and"), *_BEGINS) is not None
    told = sentence.holds(at, end, Kind.HARM, Kind.TRIGGER, Kind.REPORTING, Kind.ACT)
    return end if named and sentence.word(end) == "," and not told else at


def _titled(sentence: Sentence, at: int) -> Iterator[Mention]:
    """The name that begins at a token, before it only an office: "Senator | Luis Galan"."""
    for step in range(at, min(at + _TITLE, len(sentence))):
        name = sentence.starting(step, Kind.NAME)
        if name is not None:
            yield name
        if name is not None or not _is_title(sentence, step):
            return


def told_as(sentence: Sentence, harm: Mention) -> list[Mention]:
    """Those behind a word for the harmed: "The dead were identified as | Juan Perez and …"."""
    among = sentence.has_a(max(0, harm.first - 2), harm.first, "among")
    at = start = _behind_people(sentence, harm, among=among)
    while sentence.is_a(at, "aux_passive") or sentence.is_a(at, "identified"):
        at += 1
    told = any(sentence.is_a(i, "identified") for i in range(start, at))
    if told and start > harm.last and not sentence.has_a(harm.last, at, "aux_passive"):
        told = sentence.has_a(sentence.clause(harm.first)[0], harm.first, "identified")
    # "among the dead was …", "those who were kidnapped are …"
    whole = among or sentence.has_a(max(0, harm.first - 3), harm.first, "relative")
    if sentence.word(at) == ":":  # "the following policemen died:"
        return names_behind(sentence, at + 1)
    if at > start and sentence.is_a(harm.first - 1, "definite_articles"):
        whole = whole or sentence.starting(at, Kind.NAME) is not None  # "the dead were Juan Perez"
    return names_behind(sentence, at) if told or (whole and at > start) else []


def _behind_people(sentence: Sentence, harm: Mention, *, among: bool) -> int:
    """The token behind the harmed and where they were: "the injured | policeman", "the dead in Gao"."""
    who = sentence.starting(harm.last, Kind.PEOPLE)
    if who is not None:
        return who.last
    ends = range(harm.last, min(harm.last + _PLACED, len(sentence)) if among else harm.last)
    verb = next((i for i in ends if sentence.is_a(i, "being")), harm.last)
    stops = any(sentence.is_stop(i) for i in range(harm.last, verb))
    return harm.last if stops else verb
