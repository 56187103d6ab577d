"""Gathers the claims of a text to incidents, each of one type at one place and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Claim, Location, Timing

TYPES = {
    "Looting/property destruction": "ATTACK",
    "Abduction/forced disappearance": "KIDNAPPING",
    "Remote explosive/landmine/IED": "BOMBING",
    "Suicide bomb": "BOMBING",
    "Grenade": "BOMBING",
    "Shelling/artillery/missile attack": "ATTACK",
    "Attack": "ATTACK",
    "Armed clash": "ATTACK",
    "Excessive force against protesters": "ATTACK",
}
# Acts of those who fight on those who fight: prisoners and weapons taken, ambushes.
MILITARY = frozenset({"harm.captured.caught", "trigger.ambush"})
TOLD = frozenset({"asserted", "reported", "alleged"})
NEAR = 10  # passages between an act and a toll of it


@dataclass(slots=True)
class Incident:
    """One incident while the claims of a text are gathered to it."""

    type: str
    stage: str
    place: Location | None
    time: Timing | None
    passage: int
    claims: list[Claim]

    def takes(self, claim: Claim, kind: str | None) -> bool:
        """Whether a claim may be about this incident."""
        if kind not in (None, self.type) and (
            "ATTACK" not in (kind, self.type) or claim.passage - self.passage > 1
        ):
            return False
        same = same_days(self.time, claim.time) and same_ground(self.place, claim.place)
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


def incidents(claims: Sequence[Claim]) -> list[Incident]:
    """The incidents that the claims of a text tell of, in order."""
    found: list[Incident] = []
    for claim in claims:
        kind, stage = type_of(claim), stage_of(claim)
        if claim.kind == "accusation":
            near = [one for one in found if claim.passage - one.passage <= NEAR]
            if near and near[-1].stage == "ACCOMPLISHED":
                near[-1].claims.append(claim)
        elif kind is not None or _counts(claim):
            of = [one for one in found if one.stage == stage and one.takes(claim, kind)]
            if of:
                of[-1].add(claim, kind)
            else:
                first, place, time = kind or _type_of_toll(claim), claim.place, claim.time
                found.append(Incident(first, stage, place, time, claim.passage, [claim]))
    return found


def type_of(claim: Claim) -> str | None:
    """The type of incident that an act is; None for tolls and what is no attack."""
    if claim.kind == "threat":
        return "ATTACK" if claim.event_type == "THREATEN" and "violence" in claim.modes else None
    told = claim.modality in TOLD and claim.polarity == "positive"
    if claim.kind != "event" or claim.event_type != "ASSAULT" or not told:
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
    return "THREATENED" if claim.kind == "threat" else "ACCOMPLISHED"


def _counts(claim: Claim) -> bool:
    toll = claim.toll
    return (
        toll is not None
        and claim.kind == "toll"
        and toll.measure in ("killed", "wounded", "captured", "casualties")
        and toll.scope != "cumulative"
        and claim.modality in TOLD
    )


def same_days(one: Timing | None, other: Timing | None) -> bool:
    """Whether two times may be of one happening."""
    if one is None or other is None or "publication date" in (one.basis, other.basis):
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def same_ground(one: Location | None, other: Location | None) -> bool:
    """Whether two places may be of one happening."""
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
