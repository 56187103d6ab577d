"""Finds all counts of people in a sentence: numbers with their nouns, and bare nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.count import Count, is_subset
from vitne.claims.drafts import numbers_used
from vitne.claims.numbered import belonging, numbered
from vitne.claims.sentence import ADJECTIVES, NOMINAL, PLURALS, SINGLE, effect_of, is_adjective
from vitne.claims.standing import is_article
from vitne.model import Kind, Mention
from vitne.model.entries import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_PAIR = 3  # tokens from "verken" to the second of two


def find_counts(sentence: Sentence) -> list[Count]:
    """All counts of a sentence in order: numbers first with their nouns, then bare nouns.

    Several rules ask for them, so the sentence keeps them.
    """
    if sentence.counts is None:
        sentence.counts = _counts(sentence)
    return sentence.counts


def _counts(sentence: Sentence) -> list[Count]:
    counts = [
        numbered(sentence, mention)
        for mention in sentence.of(Kind.NUMBER)
        if mention.number and not mention.number.ordinal and not _is_ranked(sentence, mention)
        and not _adds_on(sentence, mention)
    ]  # fmt: skip
    counts = [c for c in counts if not _is_of_phrase(sentence, c)]
    counts = _apart(_without_groups(sentence, counts))
    covered = {i for c in counts for i in range(c.first, c.last)}
    for people in sentence.of(Kind.PEOPLE):
        if people.genitive or _of_most(sentence, people) or _neither(sentence, people):
            continue
        if _describes(sentence, people) or _is_guess(sentence, people):
            continue
        if people.first in covered:  # "bestemoren" is one, though two entries know her
            continue
        covered.add(people.first)
        if (at := _whose(sentence, people, counts)) is None:
            counts.append(_bare(sentence, people))
        else:
            counts[at] = msgspec.structs.replace(counts[at], last=people.last, owner=people)
    for nation in sentence.of(Kind.NATION):
        if nation.form in PLURALS and nation.first not in covered:
            counts.append(Count(nation.first, nation.last, nation=nation))
    return sorted(counts, key=lambda c: c.first)


def _whose(sentence: Sentence, people: Mention, counts: list[Count]) -> int | None:
    """The place of the count of those who are from these people: "fire mann fra | politiet"."""
    before = sentence.before_noun(people.first)
    if not sentence.is_a(before, "from"):
        return None
    return next((i for i, c in enumerate(counts) if c.people and c.last == before), None)


def _adds_on(sentence: Sentence, number: Mention) -> bool:
    """Whether an article only adds the number behind it to those told before: "another | nine"."""
    more = sentence.is_a(number.first, "other")
    return more and sentence.starting(number.last, Kind.NUMBER) is not None


def _is_of_phrase(sentence: Sentence, count: Count) -> bool:
    """Whether an article counts nobody, but stands in a phrase of harm: "in | a | critical condition"."""
    if not is_article(count) or count.people is not None or count.nation is not None:
        return False
    harm = sentence.covering(count.first, Kind.HARM)
    return harm is not None and harm.first < count.first and count.last < harm.last


def _is_ranked(sentence: Sentence, number: Mention) -> bool:
    """Whether a number only ranks an act among others: "the massacre was one of the worst"."""
    at = number.last
    if not sentence.is_a(at, "of"):
        return False
    at += 1
    while sentence.is_a(at, "definite_articles") or sentence.is_a(at, "determiners"):
        at += 1
    ranked = sentence.is_a(at, "superlatives")
    return (
        ranked
        and sentence.covering(at, Kind.NUMBER) is None
        and not sentence.holds(at, at + 3, Kind.PEOPLE, Kind.HARM)
    )


def _apart(counts: list[Count]) -> list[Count]:
    """The counts that no count before them has in it: "six members of | one | family" counts six."""
    found: list[Count] = []
    for count in counts:
        if not found or count.first >= found[-1].last:
            found.append(count)
        elif is_article(found[-1]) and count.people is found[-1].people:  # "a family of eight"
            found[-1] = msgspec.structs.replace(count, first=found[-1].first)
    return found


def _without_groups(sentence: Sentence, counts: list[Count]) -> list[Count]:
    """The counts, each with that of what its people are from: "13 members of two families" is one."""
    found: list[Count] = []
    for count in counts:
        before = found[-1] if found else None
        if before is None or before.people is None or not _is_of(sentence, before.last, count):
            found.append(count)
        else:
            found[-1] = msgspec.structs.replace(before, last=count.last)
    return found


def _is_of(sentence: Sentence, at: int, count: Count) -> bool:
    return at + 1 == count.first and (sentence.is_a(at, "of") or sentence.is_a(at, "from"))


def spare_counts(sentence: Sentence, drafts: Iterable[Draft]) -> list[Count]:
    """The counts with a number that no toll is of yet; an article is none."""
    used = numbers_used(drafts)
    valued = [(count, count.value) for count in find_counts(sentence)]
    return [
        count for count, value in valued
        if value is not None and not value.article and value.start not in used
    ]  # fmt: skip


def _of_most(sentence: Sentence, people: Mention) -> bool:
    """Whether people are only said to be most of those counted: "de fleste kvinner og barn"."""
    if not sentence.has("most"):
        return False
    at = people.first - 1
    if sentence.is_a(at, "and") and (before := sentence.covering(at - 1, Kind.PEOPLE)):
        at = before.first - 1
    while sentence.is_a(at, "of_them") or sentence.is_a(at, "of"):
        at -= 1
    return sentence.is_a(at, "most")


def _describes(sentence: Sentence, people: Mention) -> bool:
    """Whether a word only describes the next: "the Maoist ambush", "deres sivile sjåfør"."""
    noun = sentence.starting(people.last, Kind.PEOPLE)
    row = people.form in SINGLE and bool(sentence.grammar.noun_rows)  # "his | infant | daughter"
    describes = row or people.form in ADJECTIVES
    if describes and noun and not sentence.starting(noun.first, Kind.HARM):
        return True
    if people.form is Form.ADJECTIVE_DEFINITE and sentence.starting(people.last, Kind.NAME):
        return True  # "29-årige Palin"
    act = sentence.starting(people.last, Kind.TRIGGER)
    return row and act is not None and act.form in NOMINAL


def _is_guess(sentence: Sentence, people: Mention) -> bool:
    """Whether people are only what those counted before may be: "ten men believed to be | soldiers"."""
    cue = sentence.covering(people.first - 1, Kind.CUE)
    told = cue is not None and cue.last == people.first and effect_of(cue) == "hearsay"
    return told and cue is not None and sentence.covering(cue.first - 1, Kind.PEOPLE) is not None


def _neither(sentence: Sentence, people: Mention) -> bool:
    """Whether people are named to say that none of them was hurt: "verken soldater eller sivile"."""
    first = max(0, people.first - _PAIR)
    return any(
        cue.last <= people.first and effect_of(cue) == "negation" and cue.last - cue.first == 1
        and all(sentence.covering(i, Kind.PEOPLE) or i == people.first - 1
                for i in range(cue.last, people.first))
        for cue in sentence.within(first, people.first, Kind.CUE)
    )  # fmt: skip


def _bare(sentence: Sentence, people: Mention) -> Count:
    """People without a number: "soldater ble drept", "sivile som har mistet livet"."""
    first, nation, owner = people.first, None, None
    while first > 0:
        before = sentence.covering(first - 1, Kind.NATION, Kind.HEAD, Kind.BACK, Kind.ACTOR)
        if before and before.kind is Kind.NATION:
            nation, first = before, before.first
        elif before and before.genitive:
            owner, first = before, before.first
        elif sentence.starting(first - 1, Kind.HARM) and (
            people.form is Form.SINGULAR_DEFINITE
            or sentence.covering(first - 2, Kind.PEOPLE, Kind.HEAD) is not None
        ):
            break  # "dödade | nattvakten", "Rebeller dödade | poliser"
        elif sentence.is_a(first - 1, "determiners") or (
            is_adjective(sentence, first - 1) and not sentence.is_a(first, "possessives")
        ):
            first -= 1  # "wounded | my uncle"
        else:
            break
    subset, owner = is_subset(sentence, first), owner or belonging(sentence, people)
    return Count(first, people.last, people=people, subset=subset, nation=nation, owner=owner)
