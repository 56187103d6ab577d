"""Makes templates as MUC-4 asks for them of what vitne reads.

A template is one incident of one type at one place and time; which are asked for is told in
muc4_rules.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import muc4_parties
import muc4_rules
from muc4_keys import Fill, Template, words, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.model import Claim, Location, Period, Timing

TYPES = {
    "Looting/property destruction": "ATTACK",
    "Abduction/forced disappearance": "KIDNAPPING",
    "Remote explosive/landmine/IED": "BOMBING",
    "Suicide bomb": "BOMBING",
    "Grenade": "BOMBING",
    "Shelling/artillery/missile attack": "ATTACK",
    "Air/drone strike": "BOMBING",
    "Attack": "ATTACK",
    "Armed clash": "ATTACK",
    "Excessive force against protesters": "ATTACK",
}
# Acts of those who fight on those who fight: prisoners and weapons taken, ambushes.
MILITARY = frozenset({"harm.captured.caught", "trigger.ambush"})
SEVERAL = 2  # the bound of "several", and of a plural
MANY = 100  # so many are those of a war, and of no one incident
TOLD = frozenset({"asserted", "reported", "alleged"})
NEAR = 10  # passages between an act and a toll of it
NIGHT = timedelta(days=2)  # what took longer is told of as some day or other


@dataclass(slots=True)
class Incident:
    """One incident while the claims of a text are gathered to it."""

    type: str
    stage: str
    place: Location | None
    time: Timing | None
    passage: int
    claims: list[Claim] = field(default_factory=list)

    def takes(self, claim: Claim, kind: str | None) -> bool:
        """Whether a claim may be about this incident."""
        if kind not in (None, self.type) and (
            "ATTACK" not in (kind, self.type) or claim.passage - self.passage > 1
        ):
            return False
        same = _same_days(self.time, claim.time) and _same_ground(self.place, claim.place)
        return same and (kind is not None or claim.passage - self.passage <= NEAR)

    def add(self, claim: Claim, kind: str | None) -> None:
        """Take a claim: what is told more finely is kept."""
        if self.type == "ATTACK" and kind is not None:
            self.type = kind
        if _is_finer(claim.place, self.place):
            self.place = claim.place
        if claim.time is not None and (self.time is None or _is_sharper(claim.time, self.time)):
            self.time = claim.time
        self.passage = claim.passage
        self.claims.append(claim)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known beside the claims of a text.

    `home` is the state that the text is on, `countries` the English names of states by ISO 3166
    code, `bodies` the canonical names of organisations.
    """

    published: Period | None
    home: str | None
    countries: Mapping[str, str]
    bodies: frozenset[str]


def templates(claims: Sequence[Claim], told: Told) -> list[Template]:
    """The templates of one text."""
    day = told.published.latest if told.published is not None else None
    found = [muc4_rules.brought_home(one, told.home) for one in incidents(claims)]
    return [
        _template(one, day, told) for one in found if muc4_rules.is_relevant(one, day, told.home)
    ]


def incidents(claims: Sequence[Claim]) -> list[Incident]:
    """The incidents that the claims of a text tell of, in order."""
    found: list[Incident] = []
    for claim in claims:
        kind = type_of(claim)
        if claim.kind == "accusation":
            near = [one for one in found if claim.passage - one.passage <= NEAR]
            if near and near[-1].stage == "ACCOMPLISHED":
                near[-1].claims.append(claim)
            continue
        if kind is None and not _counts(claim):
            continue
        stage = stage_of(claim)
        of = [one for one in found if one.stage == stage and one.takes(claim, kind)]
        if of:
            of[-1].add(claim, kind)
        elif kind is not None or claim.toll is not None:
            made = Incident(
                kind or _type_of_toll(claim), stage, claim.place, claim.time, claim.passage
            )
            made.claims.append(claim)
            found.append(made)
    return found


def type_of(claim: Claim) -> str | None:
    """The type of incident that an act is; None for tolls and what is no attack."""
    if claim.kind == "threat":
        return "ATTACK" if claim.event_type == "THREATEN" and "violence" in claim.modes else None
    told = claim.modality in TOLD and claim.polarity == "positive"
    if claim.kind != "event" or not told:
        return None
    if claim.event_type != "ASSAULT":
        return None
    if any(rule.partition(".")[2].startswith("arson") for rule in claim.rules):
        return "ARSON"
    if MILITARY.intersection(claim.rules[:1]):
        return None
    if "explosives" in claim.modes or claim.sub_event == "Air/drone strike":
        return "BOMBING"
    if "destroy" in claim.modes and not claim.agents:
        return None  # by an earthquake, for all that is told
    return TYPES.get(claim.sub_event or "")


def _type_of_toll(claim: Claim) -> str:
    """The type of incident that a toll alone tells of."""
    taken = any(rule.startswith("harm.abducted") for rule in claim.rules)
    return "KIDNAPPING" if taken else "ATTACK"


def stage_of(claim: Claim) -> str:
    """How far the act went."""
    if claim.kind == "threat" or claim.modality in ("threatened", "conditional"):
        return "THREATENED"
    return "ACCOMPLISHED"


def _counts(claim: Claim) -> bool:
    toll = claim.toll
    return (
        toll is not None
        and claim.kind == "toll"
        and toll.measure in ("killed", "wounded", "captured", "casualties")
        and toll.scope != "cumulative"
        and claim.modality in TOLD
    )


def _template(one: Incident, published: date | None, about: Told) -> Template:
    when = date_of(one.time, published)
    where = (
        place_of(one.place, about.countries) or about.countries.get(about.home or "", "").upper()
    )
    victims = muc4_parties.told_once(
        [c for c in one.claims if c.toll is not None and _is_victim(c, one)]
    )
    named = [party.text or party.name for c in one.claims for party in (*c.agents, *c.targets)]
    return Template(
        {
            "type": (Fill((one.type,)),),
            "stage": (Fill((one.stage,)),),
            "date": (Fill((when,)),) if when else (),
            "location": (Fill((where,)),) if where else (),
            "confidence": tuple(muc4_parties.confidences(one.claims, about.bodies)),
            "victims' number": muc4_parties.numbers(victims),
            "effect": muc4_parties.effects(victims),
        },
        frozenset().union(*(victim.words for victim in victims), *map(words, named)),
    )


def _is_victim(claim: Claim, one: Incident) -> bool:
    toll = claim.toll
    assert toll is not None  # noqa: S101 - asked before
    if (toll.measure == "casualties" and toll.high != 0) or (toll.low or 0) >= MANY:
        return False
    if toll.status in muc4_rules.FIGHTERS and not muc4_rules.is_officer(toll):
        return False
    if toll.who is None and toll.high is None and toll.low == SEVERAL:
        return False  # "several were hurt" tells of nobody in particular
    return toll.measure != "captured" or one.type == "KIDNAPPING"


def date_of(time: Timing | None, published: date | None) -> str | None:
    """The date of an incident; where none is told, any day up to that of the report."""
    if time is None or time.basis == "publication date":
        return written((None, published)) if published else None
    first, last = date.fromisoformat(time.earliest), date.fromisoformat(time.latest)
    if published and last - first > NIGHT:
        return written((None, published))  # "in recent days"
    return written((first, last))


def place_of(place: Location | None, countries: Mapping[str, str]) -> str | None:
    """A place as MUC-4 writes it: "PERU: LIMA (CITY)"."""
    if place is None or place.country is None:
        return None
    country = countries.get(place.country, place.country).upper()
    if place.level == "country":
        return country
    return f"{country}: {place.name.upper()} ({place.level.upper()})"


def _same_days(one: Timing | None, other: Timing | None) -> bool:
    if one is None or other is None or "publication date" in (one.basis, other.basis):
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def _same_ground(one: Location | None, other: Location | None) -> bool:
    if one is None or other is None or one.name == other.name:
        return True
    if one.country != other.country:
        return False
    if "country" in (one.level, other.level):
        return True
    return one.admin1 is not None and one.admin1 == other.admin1 and one.level != other.level


def _is_finer(one: Location | None, other: Location | None) -> bool:
    if one is None:
        return False
    return other is None or (other.level == "country" and one.level != "country")


def _is_sharper(one: Timing, other: Timing) -> bool:
    if other.basis == "publication date":
        return one.basis != "publication date"
    return one.basis != "publication date" and (one.earliest, one.latest) != (
        other.earliest, other.latest,
    ) and one.earliest >= other.earliest and one.latest <= other.latest  # fmt: skip
