"""Finds all counts of people in a sentence: numbers with their nouns, and bare nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.count import Count, is_subset
from vitne.claims.numbered import is_adjective, numbered
from vitne.model import Kind, Mention
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_PLURALS = frozenset({Form.PLURAL, Form.PLURAL_DEFINITE})


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
        if mention.number and not mention.number.ordinal
    ]
    covered = {i for c in counts for i in range(c.first, c.last)}
    for people in sentence.of(Kind.PEOPLE):
        if people.first not in covered and not people.genitive and not _of_most(sentence, people):
            counts.append(_bare(sentence, people))
    for nation in sentence.of(Kind.NATION):
        if nation.form in _PLURALS and nation.first not in covered:
            counts.append(Count(nation.first, nation.last, nation=nation))
    return sorted(counts, key=lambda c: c.first)


def _of_most(sentence: Sentence, people: Mention) -> bool:
    """Whether people are only said to be most of those counted: "de fleste kvinner og barn"."""
    at = people.first - 1
    if sentence.is_a(at, "and") and (before := sentence.covering(at - 1, Kind.PEOPLE)):
        at = before.first - 1
    while sentence.is_a(at, "of_them") or sentence.is_a(at, "of"):
        at -= 1
    return sentence.is_a(at, "most")


def _bare(sentence: Sentence, people: Mention) -> Count:
    """People without a number: "soldater ble drept", "sivile som har mistet livet"."""
    first, nation, owner = people.first, None, None
    while first > 0:
        before = sentence.covering(first - 1, Kind.NATION, Kind.HEAD, Kind.BACK)
        if before and before.kind is Kind.NATION:
            nation, first = before, before.first
        elif before and before.genitive:
            owner, first = before, before.first
        elif sentence.is_a(first - 1, "determiners") or is_adjective(
            sentence, sentence.word(first - 1), first - 1
        ):
            first -= 1
        else:
            break
    subset = is_subset(sentence, first)
    return Count(first, people.last, people=people, subset=subset, nation=nation, owner=owner)
