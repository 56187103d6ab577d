"""Tells where people seek shelter or care: hospitals, camps, shelters."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from vitne.packs import toml

if TYPE_CHECKING:
    from vitne.exports.rows import Row

_DEFAULT = "en"


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that tells of such a place, or of none."""

    language: str
    text: str


class Shelters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file shelters.toml: beginnings of words, by language."""

    words: dict[str, tuple[str, ...]]
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()


def is_of_shelter(row: Row) -> bool:
    """Whether a place of shelter or care is told of as struck, or in the words of the act."""
    return any(
        tells_of_shelter(text, one.language)
        for one in row.claims
        for text in (one.claim.text, *(party.name for party in one.claim.targets))
    )


def tells_of_shelter(text: str, language: str) -> bool:
    """Whether words of a language tell of such a place."""
    return _pattern(language).search(text) is not None


@cache
def shelters() -> Shelters:
    """The words for such places.

    Raises:
        PackError: The file is wrong.
    """
    return toml.read(files("vitne") / "data" / "exports" / "shelters.toml", Shelters)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Words of a language and of English, in which heads of the packs are named."""
    words = {*shelters().words.get(language.partition("-")[0], ()), *shelters().words[_DEFAULT]}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})", re.IGNORECASE)
