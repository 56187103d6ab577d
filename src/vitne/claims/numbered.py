"""Finds what a number counts: "tolv av landets soldater", "over 40", "en to år gammel jente"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.ages import is_age_of_name, is_age_of_people, is_aged
from vitne.claims.count import Count, is_among, is_rate, is_subset
from vitne.claims.figures import figure_of, is_replaced, rejected_end
from vitne.claims.sentence import (
    ADJECTIVES,
    PLURALS,
    SINGLE,
    describes_people,
    has_capital,
    is_adjective,
    what_of,
)
from vitne.claims.shares import (
    is_parted,
    is_ratio,
    of_before,
    opens_clause,
    people_of_ratio,
    shared_noun,
    suffers,
    told_no_more,
)
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Head, People

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

EARLIER = "an earlier figure"  # what a number counts that another replaces
_REACH = 6  # tokens from a number to the noun it counts
_HANDLED = frozenset(
    {"animals", "buildings", "places", "vehicles", "weapons"}
)  # what people live of
_BODY_REACH = 5  # tokens from "members of" to the body: "the outlawed Golani | brigade"
_SUFFERED = frozenset({Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE})
_BODIES = (Kind.ACTOR, Kind.HEAD, Kind.BACK)
_OWNERS = (Kind.HEAD, Kind.BACK, Kind.ACTOR, Kind.PLACE)


def numbered(sentence: Sentence, number: Mention) -> Count:
    """The count that a number begins: with its noun, without one, or of something else."""
    if is_age_of_name(sentence, number) or is_age_of_people(sentence, number):
        return Count(number.first, number.last, number, decoy="age")
    if (group := _group_of(sentence, number)) is not None:
        return Count(group.first, number.last, number, group)
    if (figure := figure_of(sentence, number)) is not None:
        return Count(number.first, number.last, number, decoy=figure)
    if is_rate(sentence, number.last):
        return Count(number.first, number.last, number, decoy="rate")
    if is_ratio(sentence, number):
        people = people_of_ratio(sentence, number)
        return Count(number.first, (people or number).last, number, decoy="share")
    if is_replaced(sentence, number):
        return Count(number.first, number.last, number, decoy=EARLIER)
    if (whole := _whole(sentence, number)) is not None:
        return Count(number.first, whole.last, number, decoy="those a part is of")
    return _Walk(sentence, number).count()


def _whole(sentence: Sentence, number: Mention) -> Mention | None:
    """The people of whom a number tells how many a part is of: "ni av de | 15 | passasjerene"."""
    at = of_before(sentence, number.first)
    parted = at > 0 and is_parted(sentence, at)
    if at < 0 or not (parted or opens_clause(sentence, at)):
        return None
    if not parted and at > 0 and sentence.is_a(number.first - 1, "of_them"):
        return None  # "38 døydde, av dei | tre | soldatar"
    people = sentence.starting(number.last, Kind.PEOPLE)
    if parted and people is None and told_no_more(sentence, number.last):
        return number  # "sju av de | elleve | var barn", "sytten av de | 19 | om bord"
    if people is None or suffers(sentence, people.last):
        return None
    named = people.form in PLURALS or (parted and people.form is Form.BASE)
    return people if named else None


class _Walk:
    """From a number on to what it counts: "tolv av landets unge soldater", "to år gammel jente"."""

    __slots__ = ("_nation", "_number", "_of_whole", "_owner", "_sentence", "_subset", "_whole_end")

    def __init__(self, sentence: Sentence, number: Mention) -> None:
        self._sentence = sentence
        self._number = number
        self._subset = is_subset(sentence, number.first)
        self._of_whole = False
        self._whole_end = number.last
        self._nation: Mention | None = None
        self._owner: Mention | None = None

    def count(self) -> Count:
        """The number with its noun, if one is in reach."""
        at = self._number.last
        if self._sentence.word(at - 1).isalpha() and self._sentence.word(at) == ".":
            at += at + 1 < len(self._sentence)  # "5,5 mio | . syrere"
        limit = min(len(self._sentence), at + _REACH)
        while at < limit:
            if (found := self._ends(at)) is not None:
                return found
            step = self._over(at) or self._beside(at)
            if step == 0:
                break
            at += step
        if self._nation and (people := shared_noun(self._sentence, at)) is not None:
            return self._make(at, people=people)
        unknown = at < len(self._sentence) and _is_noun(self._sentence, at)
        unknown = unknown and not self._closes_harm(at)
        return self._make(self._whole_end, unknown_noun=unknown and not self._of_whole)

    def _closes_harm(self, at: int) -> bool:
        """Whether a token is the last of words of harm around the number: "took 12 | prisoner"."""
        value = self._number.number
        harm = self._sentence.covering(at, Kind.HARM)
        closes = harm is not None and harm.last == at + 1
        return closes and value is not None and not value.article

    def _ends(self, at: int) -> Count | None:
        """The count, where what is counted stands at a token."""
        sentence, number = self._sentence, self._number
        people = sentence.starting(at, Kind.PEOPLE)
        if people and not _passes(sentence, number, people):
            self._owner = self._owner or belonging(sentence, people)
            return self._make(people.last, people=people, also=_also(sentence, people))
        if (body := _members(sentence, at)) is not None:
            return self._make(body.last, actor=body)
        unit = sentence.starting(at, Kind.UNIT)
        if unit and not unit.genitive and not is_aged(sentence, unit) and not self._of_trade(unit):
            # an age inside a phrase counts nobody: "en to år gammel jente"
            decoy = what_of(unit) or "unit"
            return Count(number.first, unit.last, number, decoy=decoy, subset=self._subset)
        acts = sentence.starting(at, Kind.TRIGGER)
        if acts is not None and acts.form in PLURALS and not sentence.starting(at, Kind.HARM):
            return Count(number.first, acts.last, number, decoy="acts", subset=self._subset)
        demonym = sentence.starting(at, Kind.NATION)
        if demonym and (demonym.form in PLURALS or demonym.form is Form.SINGULAR):
            self._nation = demonym
            return self._make(demonym.last)
        return None

    def _of_trade(self, unit: Mention) -> bool:
        """Whether a thing only tells what people live of: "four | camel | drivers", "two goat farmers"."""
        row = bool(self._sentence.grammar.noun_rows) and what_of(unit) in _HANDLED
        return row and self._sentence.starting(unit.last, Kind.PEOPLE) is not None

    def _over(self, at: int) -> int:
        """The length of what stands between and tells whose, or of which: 0 for anything else."""
        sentence = self._sentence
        if (whose := _owner(sentence, at)) is not None:
            self._owner = whose
            return whose.last - at
        if unit := sentence.starting(
            at, Kind.UNIT
        ):  # "four | camel drivers", an age: "to år gammel"
            return unit.last - at + (not self._of_trade(unit))
        if end := rejected_end(sentence, at):
            return end - at
        if demonym := sentence.starting(at, Kind.NATION):
            self._nation = demonym
            return demonym.last - at
        name = sentence.starting(at, Kind.NAME)  # "dozens of Turkish-backed Syrian mercenaries"
        if name is not None and sentence.starting(name.last, Kind.PEOPLE):
            return name.last - at
        inner = sentence.starting(at, Kind.NUMBER)
        if inner is not None and _whole(sentence, inner) is inner:
            self._of_whole, self._whole_end = True, inner.last
            return inner.last - at
        before = sentence.before_noun(at)
        if sentence.is_a(at - 1, "genitive_articles"):  # "sechs der Toten"
            before = at - 1
        if sentence.is_a(before, "of") and _means_whole(sentence, at):
            self._of_whole = True
            self._whole_end = at if sentence.starting(at, Kind.HARM) else at + 1
            return 1
        return 0

    def _beside(self, at: int) -> int:
        step = _skip(self._sentence, at)
        if step and (head := self._sentence.starting(at, *_OWNERS)):
            self._owner = head
        return step

    def _make(
        self,
        last: int,
        *,
        people: Mention | None = None,
        actor: Mention | None = None,
        also: Mention | None = None,
        unknown_noun: bool = False,
    ) -> Count:
        return Count(
            self._number.first, last, self._number, people, None, unknown_noun,
            self._subset or is_among(self._sentence, last),
            self._of_whole, self._nation, self._owner, also, actor,
        )  # fmt: skip


def belonging(sentence: Sentence, people: Mention) -> Mention | None:
    """The body people belong to: "tre medlemmer av al-Shabaab", "fem mann fra hæren", "PKK-medlemmer"."""
    if (leads := sentence.starting(people.first, Kind.ACTOR)) is not None:
        return leads
    if not sentence.is_any(people.last, "of", "from"):
        return None
    plain = isinstance(people.entry, People) and people.entry.status == "unknown"
    if sentence.is_a(people.last, "genitive_articles") and not plain:
        return None  # "vier Männer der Marine", not "vier Soldaten der Marine"
    for at in range(people.last + 1, people.last + 1 + _BODY_REACH):
        body, article = sentence.starting(at, *_BODIES), sentence.is_a(at, "determiners")
        if body is not None and not (article and body.last == at + 1):  # "de" are they, and "the"
            owns = body.genitive and sentence.starting(body.last, Kind.HEAD) is None
            return None if owns else body  # "from the rebels' | village"
        described = sentence.covering(at, Kind.NAME, Kind.NATION) or is_adjective(sentence, at)
        if not (described or article):
            break
    return None


def _owner(sentence: Sentence, at: int) -> Mention | None:
    """Whose the people are: "to av landsbyens menn", "sju av gruppas menn"."""
    for kind in (Kind.PEOPLE, Kind.UNIT):
        found = sentence.starting(at, kind)
        if found is not None and found.genitive:
            return found
    return None


def _passes(sentence: Sentence, number: Mention, people: Mention) -> bool:
    """Whether a word for people is not what is counted: "40 paramilitære politifolk"."""
    describes = describes_people(sentence, people) or _of_nation(sentence, people)
    return bool(people.genitive or describes or _population(sentence, number, people))


def _of_nation(sentence: Sentence, people: Mention) -> bool:
    """Whether a word only describes people of a nation: "tre | unge | svenskere"."""
    nation = sentence.starting(people.last, Kind.NATION)
    return nation is not None and nation.form in PLURALS and is_adjective(sentence, people.first)


def _also(sentence: Sentence, people: Mention) -> Mention | None:
    """Other people that share the number: "138 soldater og politifolk"."""
    if not sentence.is_a(people.last, "and"):
        return None
    other = sentence.starting(people.last + 1, Kind.PEOPLE)
    if other is None or sentence.starting(other.last, Kind.NUMBER):
        return None  # "seks mann og Y 161"
    kin = other.form in SINGLE and sentence.is_a(other.last, "possessives")
    return None if kin else other  # "en jente og bestemoren hennes"


def _members(sentence: Sentence, at: int) -> Mention | None:
    """People whom a pack names as a body of one side: "to israelske soldater", "67 maoister"."""
    body = sentence.starting(at, Kind.ACTOR)
    if body is not None and body.last - at > 1 and sentence.is_a(body.last - 1, "members"):
        return body
    small = body is not None and not has_capital(sentence, at)
    if small and sentence.covering(at - 1, Kind.NUMBER):
        return body  # "45 | talibaner"
    head = sentence.starting(at, Kind.HEAD)
    if head is None or (head.genitive and sentence.starting(head.last, Kind.PEOPLE)):
        return None  # "two of the guerrillas' people"
    armed = isinstance(head.entry, Head) and head.entry.role in ("group", "force")
    unit = sentence.starting(at, Kind.UNIT)  # "tre bataljoner" counts no soldiers
    return head if armed and unit is None and head.form in PLURALS else None


def _means_whole(sentence: Sentence, at: int) -> bool:
    """Whether a word means those counted before: "17 av dem", "seks av de drepte"."""
    if not sentence.is_a(at, "of_them"):
        harm = sentence.starting(at, Kind.HARM)
        if harm is None:
            return False
        named = sentence.is_a(at - 1, "definite_articles") and harm.form in _SUFFERED
        named = named and sentence.starting(harm.last, Kind.PEOPLE) is None
        return named or harm.form is Form.PLURAL_DEFINITE  # "of the slain", "av dødsfallene"
    if sentence.starting(at + 1, Kind.NUMBER) is not None:
        return False  # "fire av dei fem siste kampane"
    if not sentence.is_a(at, "determiners"):
        return True
    return sentence.starting(at + 1, Kind.HARM) is not None or sentence.is_a(at, "these")


def _group_of(sentence: Sentence, number: Mention) -> Mention | None:
    """The people that a number tells the size of: "mannskapet på 25", "en familie på sju"."""
    before = number.first - 1
    if not sentence.is_a(before, "at_age") or sentence.starting(number.last, Kind.UNIT):
        return None
    if not sentence.is_a(before - 1, "collectives"):
        return None
    return sentence.covering(before - 1, Kind.PEOPLE)


def _population(sentence: Sentence, number: Mention, people: Mention) -> bool:
    """Whether people are counted as inhabitants: "byen har 4.000 innbyggere"."""
    if sentence.starting(people.first, Kind.UNIT) is None:
        return False
    if _of_those(sentence, number):
        return True
    harm = sentence.starting(people.last, Kind.HARM)
    if harm is not None and harm.form in (Form.PARTICIPLE, Form.PAST_OR_PARTICIPLE):
        return False  # "fra byen har 4.000 innbyggere | flyktet"
    return sentence.has_a(max(0, number.first - 3), number.first, "having")


def _of_those(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is the whole another is of: "210,000 of the city's 800,000 inhabitants"."""
    for at in range(number.first - 1, max(number.first - _REACH, 0), -1):
        if sentence.is_a(at, "of"):
            before = sentence.covering(at - 1, Kind.NUMBER)
            return before is not None and before.last == at
        if sentence.is_stop(at):
            return False
    return False


def _skip(sentence: Sentence, at: int) -> int:
    """How many tokens to step over between a number and its noun: adjectives, "av", owners."""
    if sentence.is_any(at, "quotes", "genitive_endings"):
        return 1  # "en av IS | ' | ledere"
    told = sentence.starting(at, Kind.REPORTING)
    if sentence.is_stop(at) or (told and told.form is not Form.PARTICIPLE):
        return 0  # "elleve antatte opprørere" goes on
    if harm := sentence.starting(at, Kind.HARM):
        return harm.last - at if _before_people(sentence, harm.last) else 0
    if sentence.starting(at, Kind.NUMBER) and _is_ordinal(sentence, at):
        return 1
    if (people := sentence.starting(at, Kind.PEOPLE)) and people.form in ADJECTIVES:
        return people.last - at  # "en 20-årig mand"
    if inner := sentence.starting(at, Kind.NUMBER):
        return _over_number(sentence, inner)
    if head := sentence.starting(at, Kind.HEAD, Kind.BACK, Kind.ACTOR, Kind.PLACE):
        describes = sentence.starting(head.last, Kind.PEOPLE) is not None
        return head.last - at if head.genitive or describes or sentence.is_a(at - 1, "of") else 0
    known = sentence.is_any(at, "of", "other", "determiners", "possessives")
    aged = sentence.word(at)[:1].isdigit() and sentence.ends(at, "adjective_endings")
    if known or aged or is_adjective(sentence, at):  # "en 20-årig mann"
        return 1
    return 1 if _leads_to_people(sentence, at) else 0


def _over_number(sentence: Sentence, inner: Mention) -> int:
    """The length of a number inside a phrase: of the whole, or of an age: "to | ti år gamle | gutter"."""
    if _whole(sentence, inner) is not None:
        return inner.last - inner.first
    unit = sentence.starting(inner.last, Kind.UNIT)
    if unit is None:
        return 0
    return unit.last - inner.first + sentence.is_a(unit.last, "aged")


def _before_people(sentence: Sentence, at: int) -> bool:
    """Whether a harm word only describes people: "28.652 falne russiske soldater"."""
    for step in range(at, at + 3):
        if sentence.starting(step, Kind.PEOPLE):
            return True
        if sentence.is_stop(step) or sentence.is_a(step, "function"):
            return False
    return False


def _is_ordinal(sentence: Sentence, at: int) -> bool:
    mention = sentence.starting(at, Kind.NUMBER)
    return mention is not None and mention.number is not None and mention.number.ordinal


def _leads_to_people(sentence: Sentence, at: int) -> bool:
    """Whether an unknown word only describes people: "paramilitære politifolk", "X-s ansatte"."""
    if not sentence.word(at).isalpha() or sentence.is_a(at, "function"):
        return False
    if sentence.starting(at, Kind.TRIGGER, Kind.TIME, Kind.ACT):
        return False
    return any(sentence.starting(at + step, Kind.PEOPLE) for step in (1, 2))


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether the token after a number is a content word that no pack knows as people."""
    if sentence.is_stop(at) or not sentence.word(at).isalpha():
        return False
    if sentence.starting(at, Kind.HARM, Kind.REPORTING, Kind.TRIGGER, Kind.TIME, Kind.CUE):
        return False
    if sentence.grammar.noun_capitals and not has_capital(sentence, at):
        return False
    return not sentence.is_any(at, "function", "prepositions", "severity")
