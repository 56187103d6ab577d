"""Finds what each number counts: "tolv av landets soldater", "over 40", "en to år gammel jente"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Kind, Mention
from vitne.model.entries import Form, People, Unit

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_REACH = 6  # tokens from a number to the noun it counts
_ADJECTIVES = frozenset({Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE})
_PLURALS = frozenset({Form.PLURAL, Form.PLURAL_DEFINITE})


class Count(msgspec.Struct, frozen=True, gc=False):
    """People counted or named in a sentence: a number with its noun, or a noun without number.

    `first` and `last` are tokens. `people` is None where the noun is left out ("over 40 såret") or
    unknown. `decoy` says what the number counts instead ("population"); `subset` is true for "blant
    dem tre barn", `of_whole` for "sju av dem"; `nation` is the state told by an adjective or demonym.
    """

    first: int
    last: int
    number: Mention | None = None
    people: Mention | None = None
    decoy: str | None = None
    unknown_noun: bool = False
    subset: bool = False
    of_whole: bool = False  # "17 av dem politifolk"
    nation: Mention | None = None
    owner: Mention | None = None  # "hærens" in "to av hærens soldater"

    @property
    def demonym(self) -> bool:
        """Whether the people are told by a demonym: "662 irakere"."""
        return self.nation is not None and self.nation.form not in _ADJECTIVES

    @property
    def entry(self) -> People | None:
        """The pack entry of the people counted."""
        entry = self.people.entry if self.people else None
        return entry if isinstance(entry, People) else None


def find_counts(sentence: Sentence) -> list[Count]:
    """All counts of a sentence in order: numbers first with their nouns, then bare nouns."""
    counts = [
        _numbered(sentence, mention)
        for mention in sentence.of(Kind.NUMBER)
        if mention.number and not mention.number.ordinal
    ]
    covered = {i for c in counts for i in range(c.first, c.last)}
    for people in sentence.of(Kind.PEOPLE):
        if people.first not in covered and not people.genitive:
            counts.append(_bare(sentence, people))
    for nation in sentence.of(Kind.NATION):
        if nation.form in _PLURALS and nation.first not in covered:
            counts.append(Count(nation.first, nation.last, nation=nation))
    return sorted(counts, key=lambda c: c.first)


def _numbered(sentence: Sentence, number: Mention) -> Count:  # noqa: C901 - one step a kind
    first, at = number.first, number.last
    if _age_of_name(sentence, number):
        return Count(first, at, number, decoy="age")
    subset, of_whole = is_subset(sentence, first), False
    nation: Mention | None = None
    owner: Mention | None = None
    limit = min(len(sentence), at + _REACH)
    while at < limit:
        people = sentence.starting(at, Kind.PEOPLE)
        if people and not _population(sentence, number, at):
            if people.genitive:
                owner, at = people, people.last
                continue
            return Count(
                first, people.last, number, people, subset=subset, of_whole=of_whole,
                nation=nation, owner=owner,
            )  # fmt: skip
        if unit := sentence.starting(at, Kind.UNIT):
            if _aged(sentence, unit):
                at = unit.last + 1
                continue
            return _of_unit(sentence, number, unit, subset=subset)
        if demonym := sentence.starting(at, Kind.NATION):
            nation, at = demonym, demonym.last
            if demonym.form in _PLURALS or demonym.form is Form.SINGULAR:
                return Count(
                    first, at, number, subset=subset, of_whole=of_whole, nation=nation, owner=owner
                )
            continue
        if sentence.is_a(at, "of_them") and sentence.is_a(at - 1, "of"):
            of_whole = True
            at += 1
            continue
        step = _skip(sentence, at)
        if step == 0:
            break
        if head := sentence.starting(at, Kind.HEAD, Kind.BACK, Kind.ACTOR, Kind.PLACE):
            owner = head
        at += step
    unknown = at < len(sentence) and _is_noun(sentence, at)
    return Count(
        first, number.last, number, unknown_noun=unknown, subset=subset, of_whole=of_whole,
        nation=nation, owner=owner,
    )  # fmt: skip


def _aged(sentence: Sentence, unit: Mention) -> bool:
    """Whether an age stands inside the phrase: "en to år gammel jente"."""
    return sentence.is_a(unit.last, "aged")


def _age_of_name(sentence: Sentence, number: Mention) -> bool:
    """Whether a number is somebody's age: "Ahmed (17)"."""
    brackets = sentence.word(number.first - 1) == "(" and sentence.word(number.last) == ")"
    return brackets and sentence.covering(number.first - 2, Kind.NAME, Kind.HEAD) is not None


def _population(sentence: Sentence, number: Mention, at: int) -> bool:
    """Whether people are counted as inhabitants: "byen har 4.000 innbyggere"."""
    if sentence.starting(at, Kind.UNIT) is None:
        return False
    return any(sentence.is_a(i, "having") for i in range(max(0, number.first - 3), number.first))


def _of_unit(sentence: Sentence, number: Mention, unit: Mention, *, subset: bool) -> Count:
    """A number with a unit; an age inside a phrase counts nobody: "en to år gammel jente"."""
    entry = unit.entry
    what = entry.what if isinstance(entry, Unit) else "unit"
    return Count(number.first, unit.last, number, decoy=what, subset=subset)


def _skip(sentence: Sentence, at: int) -> int:
    """How many tokens to step over between a number and its noun: adjectives, "av", owners."""
    if sentence.is_stop(at) or sentence.starting(at, Kind.REPORTING):
        return 0
    if harm := sentence.starting(at, Kind.HARM):
        return harm.last - at if _before_people(sentence, harm.last) else 0
    if sentence.starting(at, Kind.NUMBER) and _is_ordinal(sentence, at):
        return 1
    if inner := sentence.starting(at, Kind.NUMBER):
        unit = sentence.starting(inner.last, Kind.UNIT)
        if unit is None:
            return 0
        after = unit.last
        return after - at + (1 if sentence.is_a(after, "aged") else 0)
    if head := sentence.starting(at, Kind.HEAD, Kind.BACK, Kind.ACTOR, Kind.PLACE):
        describes = sentence.starting(head.last, Kind.PEOPLE) is not None
        return head.last - at if head.genitive or describes or sentence.is_a(at - 1, "of") else 0
    low = sentence.word(at)
    known = any(sentence.is_a(at, c) for c in ("of", "other", "determiners", "possessives"))
    if known or _is_adjective(sentence, low, at):
        return 1
    return 1 if _leads_to_people(sentence, low, at) else 0


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


def _leads_to_people(sentence: Sentence, low: str, at: int) -> bool:
    """Whether an unknown word only describes people: "paramilitære politifolk", "X-s ansatte"."""
    if not low.isalpha() or sentence.is_a(at, "function"):
        return False
    if sentence.starting(at, Kind.TRIGGER, Kind.TIME, Kind.CUE, Kind.ACT):
        return False
    return any(sentence.starting(at + step, Kind.PEOPLE) for step in (1, 2))


def _is_adjective(sentence: Sentence, low: str, at: int) -> bool:
    endings = tuple(sentence.grammar["adjective_endings"])
    return low.endswith(endings) and not sentence.is_a(at, "function") and low.isalpha()


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether the token after a number is a content word that no pack knows as people."""
    if sentence.is_stop(at) or not sentence.word(at).isalpha():
        return False
    if sentence.starting(at, Kind.HARM, Kind.REPORTING, Kind.TRIGGER, Kind.TIME, Kind.CUE):
        return False
    return not sentence.is_a(at, "function")


def _bare(sentence: Sentence, people: Mention) -> Count:
    """People without a number: "soldater ble drept", "sivile som har mistet livet"."""
    first, nation, owner = people.first, None, None
    while first > 0:
        before = sentence.covering(first - 1, Kind.NATION, Kind.HEAD, Kind.BACK)
        if before and before.kind is Kind.NATION:
            nation, first = before, before.first
        elif before and before.genitive:
            owner, first = before, before.first
        elif sentence.is_a(first - 1, "determiners") or _is_adjective(
            sentence, sentence.word(first - 1), first - 1
        ):
            first -= 1
        else:
            break
    subset = is_subset(sentence, first)
    return Count(first, people.last, people=people, subset=subset, nation=nation, owner=owner)


def is_subset(sentence: Sentence, first: int) -> bool:
    """Whether a count is introduced as a part: "blant dem tre barn", "hvorav to alvorlig"."""
    for cue in sentence.of(Kind.CUE):
        entry = cue.entry
        if getattr(entry, "effect", "") == "subset" and 0 <= first - cue.last <= 1:
            return True
    return False
