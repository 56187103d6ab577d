"""How well a language is supported, as it was measured: `data/languages/support.json`.

The file is written by evaluation/support.py, from the corpus of claims and from gold. No level is
claimed by hand.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files

import msgspec

from vitne.errors import PackError


class Level(StrEnum):
    """What may be expected of a language."""

    FULL = "full"  # has nine in ten cases of the corpus, and reaches every threshold on gold
    PARTIAL = "partial"  # reads most reports; what falls short is listed
    DRAFT = "draft"  # has words, and is not to be relied on


class Support(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The support of one language; scores are F1 or shares, from 0 to 1."""

    level: Level
    cases: int  # of the corpus that are read as they should be
    of: int  # cases that any language has
    articles: int  # of gold
    scores: dict[str, float]  # field of gold → score
    short: tuple[str, ...] = ()  # fields below their threshold


def read_support() -> dict[str, Support]:
    """The support of each language that was measured, by its code.

    Raises:
        PackError: The file is missing or wrong.
    """
    path = files("vitne") / "data" / "languages" / "support.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Support])
    except (OSError, msgspec.DecodeError) as error:
        raise PackError(f"{path}: {error}") from error
