"""Tells the parts of a toll that only a comma joins to it: "Five were killed, three policemen and two children"."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.standing import joined
from vitne.model import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vitne.claims.count import Count
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence


def summing(
    sentence: Sentence, wholes: list[Draft], counts: list[Count], used: Collection[int]
) -> set[int]:
    """The first tokens of counts in a list behind a toll whose numbers add up to it."""
    lists = ((w, _list_behind(sentence, w.last, counts, used)) for w in wholes)
    return {c.first for whole, parts in lists if _adds_up(sentence, whole, parts) for c in parts}


def add_up(sentence: Sentence, first: Count, rest: list[Count]) -> bool:
    """Whether counts between commas are the parts of the one before: "five people, two women and three men, …"."""
    apart = bool(rest) and sentence.low[first.last : rest[0].first] == [","]
    least = _least(first)
    same = apart and len(rest) > 1 and least is not None and least == _sum(rest)
    return same and not any(_are_others(first, part) for part in rest)


def _are_others(whole: Count, part: Count) -> bool:
    """Whether people are of another kind than those before: "two policemen, an inmate and a farmer"."""
    known = {c.entry.status for c in (whole, part) if c.entry is not None} - {"unknown"}
    return len(known) > 1


def sum_up(drafts: Iterable[Draft]) -> None:
    """Make parts of people whose numbers add up to those told in the headline or just before.

    "Four killed in Gao. Two policemen, an inmate and a vendor were killed": three parts of four.
    """
    wholes: list[Draft] = []
    tolls = (d for d in drafts if d.toll is not None and d.toll.scope == "incident")
    for _, rows in groupby(tolls, key=lambda d: id(d.sentence)):
        told = list(rows)
        for whole in wholes:
            _share(whole, told)
        headlines = [d for d in wholes if d.sentence.passage.role is Role.HEADLINE]
        wholes = headlines + [d for d in told if (d.toll.low or 0) > 1][-1:]  # type: ignore[union-attr]


def _share(whole: Draft, told: list[Draft]) -> None:
    """Make parts of the tolls that one word of a sentence tells, where they add up to a whole."""
    total = whole.toll
    if total is None or total.scope == "subset":
        return
    parts = [d for d in told if d.toll and d.toll.measure == total.measure and d.main is None]
    exact = [d.toll.low or 0 for d in parts if d.toll and d.toll.low == d.toll.high]
    apart = len({d.anchor for d in parts}) > 1  # "46 were killed, while the group lost four"
    if len(exact) < max(len(parts), 2) or apart or sum(exact) != total.low:
        return
    for draft in parts:
        assert draft.toll is not None  # noqa: S101 - chosen above
        draft.toll, draft.main = msgspec.structs.replace(draft.toll, scope="subset"), whole


def _list_behind(
    sentence: Sentence, at: int, counts: list[Count], used: Collection[int]
) -> list[Count]:
    """The first people counted behind a token, if a comma or dash is before them, and those joined to them."""
    free = [c for c in counts if c.first not in used and c.decoy is None]
    found: list[Count] = []
    for count in (c for c in free if c.first > at):
        mark = count.first - 1
        opens = sentence.word(mark) == "," or sentence.is_a(mark, "dashes")
        if not (joined(sentence, found[-1], count) if found else opens):
            break
        found.append(count)
    return found


def _adds_up(sentence: Sentence, whole: Draft, parts: list[Count]) -> bool:
    """Whether the parts are all of the whole, and nothing else is told of them."""
    if len(parts) < 2 or whole.toll is None or whole.toll.low != _sum(parts):
        return False
    at = parts[-1].last
    return sentence.is_stop(at) or sentence.is_a(at, "prepositions")


def _sum(counts: list[Count]) -> int | None:
    """What exact counts come to; nothing where one is not exact."""
    least = [_least(c) for c in counts]
    exact = [n for n in least if n is not None]
    return sum(exact) if len(exact) == len(least) else None


def _least(count: Count) -> int | None:
    number = count.value
    return number.low if number is not None else None
