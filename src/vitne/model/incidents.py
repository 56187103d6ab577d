"""Claims of many articles brought together: accounts, incidents, estimates, voices."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from vitne.model.articles import Role
from vitne.model.claims import Claim, Location, Timing
from vitne.model.periods import Period


class Scope(StrEnum):
    """What an account, an incident or an estimate is about."""

    INCIDENT = "incident"  # one happening
    PERIOD = "period"  # all of a stretch of time: "siden krigen brøt ut"


class Account(msgspec.Struct, frozen=True, gc=False):
    """What one article tells of one happening: those of its claims that are about it.

    "Raketter slo ned i Barda onsdag … Minst 14 ble drept og over 40 såret" is one account of three
    claims. Its values are what linking compares: the finest place and time of its claims, the
    families of acts, the parties, the whole tolls. `id` is the id of its first claim. Days are
    ISO dates; `radius` is in km and says how far from the point the happening may lie.
    """

    id: str
    article: str
    scope: Scope
    claims: tuple[str, ...]  # ids, in text order
    place: str | None = None  # canonical English name
    country: str | None = None  # ISO 3166 alpha-3
    lat: float | None = None
    lon: float | None = None
    radius: float | None = None
    earliest: str | None = None
    latest: str | None = None
    families: tuple[str, ...] = ()  # of acts: aerial, shelling, bombing, fighting …
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    killed_low: int | None = None
    killed_high: int | None = None
    wounded_low: int | None = None
    wounded_high: int | None = None
    words: tuple[str, ...] = ()  # names and numbers in the words of its claims, folded


class Link(msgspec.Struct, frozen=True, gc=False):
    """How much speaks for two accounts being about one happening (Fellegi and Sunter).

    `weight` is the match weight in bits: the log2 of the odds. `levels` gives for each comparison
    the label of its level and the bits it adds: {"time": ("the same day", 4.2)}. `one` < `other`.
    """

    one: str
    other: str
    weight: float
    levels: dict[str, tuple[str, float]]


class Statement(msgspec.Struct, frozen=True, gc=False):
    """A claim where it stands: with what must be known of its article to weigh it.

    `outlet` published the article, `agency` is credited for its text, `origin` is the id of the
    article whose text it reprints (its own where it reprints none), `role` is that of the passage
    the claim stands in. `superseded` is true where a newer version of the article exists.
    `captured_at` is UTC, ISO 8601.
    """

    claim: Claim
    article: str
    file: str
    language: str
    origin: str
    role: Role = Role.PARAGRAPH
    outlet: str | None = None
    agency: str | None = None
    published: Period | None = None
    captured_at: str | None = None
    superseded: bool = False


class Estimate(msgspec.Struct, frozen=True, gc=False):
    """Low, best and high of one measure for one population, with the claims behind each bound.

    None is an open bound, never zero. `known` is given, none, unknown, undisclosed or unreported.
    `rules` are the codes of the rules of reconciling that applied (docs/method.md).
    """

    measure: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    low_claims: tuple[str, ...] = ()
    best_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    known: str = "given"
    approx: bool = False
    status: str | None = None  # civilian, combatant, police; None for all people
    side: str | None = None  # the party whose people they are; None for all sides
    who: str | None = None  # "children"; None for all
    caveats: tuple[str, ...] = ()  # claims that say how uncertain the figure is

    def behind(self) -> dict[tuple[str, ...], list[str]]:
        """The claims behind each bound; those of several, with the names of all these bounds."""
        named: dict[tuple[str, ...], list[str]] = {}
        bounds = {"low": self.low_claims, "best": self.best_claims, "high": self.high_claims}
        for name, claims in bounds.items():
            if claims:
                named.setdefault(claims, []).append(name)
        return named


class Bounds(msgspec.Struct, frozen=True, gc=False):
    """What a voice says last of one measure; None is an open bound."""

    low: int | None
    high: int | None


class IncidentVoice(msgspec.Struct, frozen=True, gc=False):
    """One independent voice on an incident.

    `claims` are all it said, oldest first; `superseded` those of them that it replaced later.
    `latest` has for each measure the bounds it stands by now. `vouches` is the most it vouches for:
    the toll, the act, a part of the toll (one child among the dead), an accusation, a denial.
    """

    name: str
    role: str  # outlet, agency, claimant, eyewitness, unnamed
    claims: tuple[str, ...]
    latest: dict[str, Bounds] = {}
    superseded: tuple[str, ...] = ()
    stake: str | None = None  # own, enemy: where a party to the conflict speaks
    vouches: str = "toll"  # toll, act, part, accusation, denial, other


class Contradiction(msgspec.Struct, frozen=True, gc=False):
    """Claims of two voices on one incident that cannot both be true, and what they differ in."""

    about: str  # killed, wounded …, agent, place, time
    one: tuple[str, ...]
    other: tuple[str, ...]


class Incident(msgspec.Struct, frozen=True, gc=False):
    """Claims linked as being about one happening, or a period with the tolls told of it.

    `id` is derived from its first account: the one published first. `estimates` are those of all
    people by measure, `parts` those of populations and subsets, which are floors of the whole.
    """

    id: str
    scope: Scope
    label: str
    articles: tuple[str, ...]
    files: tuple[str, ...]
    accounts: tuple[str, ...]
    claims: tuple[str, ...]
    place: Location | None = None
    time: Timing | None = None
    event_type: str | None = None
    sub_event: str | None = None
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    estimates: dict[str, Estimate] = {}
    parts: tuple[Estimate, ...] = ()
    voices: tuple[IncidentVoice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    grade: str | None = None  # of Airwars: confirmed, fair, weak, contested, discounted
