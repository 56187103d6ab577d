"""Finds the persons named in a text: those whom an incident may have struck, though no claim says so.

MUC-4 asks for everybody who was a target, the unhurt too: "his residence was attacked", "he escaped".
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from vitne import mentions
from vitne.model import Kind, NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Mention, Passage, Reading
    from vitne.packs.pack import Pack

_BESIDE = 7  # tokens before and behind a name that are signs
_NEXT = 3  # tokens that are signs by their side
_FULL = 2  # tokens of a person's name with a first name
_TITLES = (Kind.HEAD, Kind.PEOPLE)
_TOLD = (Kind.HARM, Kind.TRIGGER, Kind.REPORTING, Kind.ACT, Kind.UNIT)


class Person(msgspec.Struct, frozen=True):
    """A person named in a passage, with the words of the name and its signs."""

    passage: int
    words: frozenset[str]
    signs: frozenset[str]


def persons(reading: Reading, pack: Pack) -> tuple[Person, ...]:
    """The persons named in a text, with what stands beside their names."""
    found = mentions.find(reading.passages, reading.article.published, pack)
    rows = zip(reading.passages, found, strict=True)
    return tuple(each for passage, own in rows for each in _of_passage(passage, own))


def _of_passage(passage: Passage, found: tuple[Mention, ...]) -> Iterator[Person]:
    at: dict[int, list[Mention]] = defaultdict(list)
    for mention in found:
        for token in range(mention.first, mention.last):
            at[token].append(mention)
    for name in found:
        titled = any(m.kind in _TITLES for m in at[name.first - 1])
        full = name.last - name.first >= _FULL
        if name.kind is Kind.NAME and _may_be_person(name) and (titled or full):
            words = frozenset(t.text.upper() for t in passage.tokens[name.first : name.last])
            signs = frozenset(_signs(passage, name, at))
            yield Person(passage.index, words, signs)


def _may_be_person(name: Mention) -> bool:
    return name.named in (None, NameKind.PERSON)


def _signs(passage: Passage, name: Mention, at: dict[int, list[Mention]]) -> Iterator[str]:
    """The words and the kinds of entries beside a name, by their side."""
    sides = (("before", range(name.first - 1, name.first - 1 - _BESIDE, -1)),
             ("behind", range(name.last, name.last + _BESIDE)))  # fmt: skip
    for side, tokens in sides:
        for step, token in enumerate(tokens):
            if not 0 <= token < len(passage.tokens):
                break
            word = passage.tokens[token].low
            yield f"{side}:{word}"
            if step < _NEXT:
                yield f"{side} next:{word}"
            for mention in at[token]:
                if mention.kind in _TOLD:
                    yield from (f"{side} rule:{rule}" for rule in mention.rules[:1])
                if mention.kind in _TITLES:
                    yield f"{side} title:{mention.rules[0]}"
