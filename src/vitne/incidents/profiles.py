"""Published methods of reconciling, as data: what each does where the methods differ."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.packs import toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


class Source(StrEnum):
    """Whose figure may be the best one, in the order of rule 6."""

    REVIEWER = "reviewer"
    ACCESS = "access"
    OWN = "own"
    VOICES = "voices"


class Enemy(StrEnum):
    """What a party's figure for its enemy's losses may set."""

    HIGH = "high"  # high, and nothing else
    ALONE = "alone"  # everything where nobody else gives a figure


class Open(StrEnum):
    """What becomes of a bound that no words set."""

    OPEN = "open"
    FIGURE = "figure"  # the greatest figure stated, for a codebook that knows numbers only


class Parts(StrEnum):
    """Which figures of parts are given beside the whole."""

    ALL = "all"
    NONE = "none"
    CATEGORIES = "categories"  # those that add up to best


class Cite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a codebook says, where, and which key of the profile rests on it.

    `checked` is false where it was written down from memory and not checked against the original.
    """

    key: str
    where: str
    says: str
    checked: bool = True


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figure a codebook makes of vague words whose strict lower bound is `low`.

    `choice` is the other figure that it allows, by scale and context; `ours` marks what vitne adds
    to the codebook's list.
    """

    low: int
    figure: int
    words: str
    choice: int | None = None
    ours: bool = False


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A grade of an incident by who reports it, with its definition as it is published.

    `by_hand` is true of those that only a person gives. Else the first holds whose conditions do:
    the number of independent voices on the toll, or on the act, of agents named, and whether
    agents contradict each other.
    """

    id: str
    wording: str
    checked: bool = True
    by_hand: bool = False
    least_voices: int = 0
    most_voices: int | None = None
    least_agents: int = 0
    contested: bool | None = None


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One published method: how it makes figures of the same claims.

    `measures` are those it knows, all if empty. `statuses` are those of the people that the whole
    counts: "unknown" are all people. `about_percent` widens "about N"; no method does by itself.
    `absent` gives figures for what is unreported, unknown or undisclosed. `words` are its rules for
    vague words; where `single` is true low, best and high are one figure, the lowest.
    """

    id: str
    title: str
    cites: tuple[Cite, ...]
    measures: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("unknown",)
    best: tuple[Source, ...] = (Source.REVIEWER, Source.ACCESS, Source.OWN, Source.VOICES)
    enemy: Enemy = Enemy.HIGH
    high: Open = Open.OPEN
    range_best: Open = Open.OPEN
    parts: Parts = Parts.ALL
    about_percent: int = 0
    single: bool = False
    words: tuple[Word, ...] = ()
    absent: dict[str, int] = {}
    grades: tuple[Grade, ...] = ()
    warning: str = ""


@cache
def profiles() -> Mapping[str, Profile]:
    """The methods that are shipped, by id: acled, airwars, full, ged.

    Raises:
        PackError: A file is wrong, or its name is not its id.
    """
    folder = files("vitne") / "data" / "profiles"
    found = (read(path) for path in folder.iterdir() if path.name.endswith(".toml"))
    return MappingProxyType({one.id: one for one in sorted(found, key=lambda p: p.id)})


def read(path: Traversable) -> Profile:
    """Read one profile from a file named after it.

    Raises:
        PackError: The file is missing or wrong, its name is not its id, or a key that it cites
            is none.
    """
    found = toml.read(path, Profile)
    if path.name != f"{found.id}.toml":
        raise PackError(f"{path}: the file must be named {found.id}.toml")
    unknown = {cite.key for cite in found.cites} - set(Profile.__struct_fields__)
    if unknown:
        raise PackError(f"{path}: cites: there is no key {min(unknown)!r}")
    return found
