"""What ACLED and UCDP both ask of an incident: which act, by whom, to whom, how sure."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from vitne.exports import days
from vitne.exports.sides import ARMED, Kind, Side, side
from vitne.model import Scope
from vitne.packs import toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vitne.exports.rows import Row
    from vitne.model import Estimate, Party, Statement

# A denial, a threat or a supposition is no happening.
_HAPPENED = frozenset({"asserted", "reported", "alleged"})
_ALLEGED = "alleged"
_NEGATIVE = "negative"


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"joint": "with"}):
    """A sub-event type of ACLED, its type and disorder type, and how a note words it."""

    sub_event: str
    event: str
    disorder: str
    active: str
    passive: str
    joint: str = "against"


class _Acts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    acts: tuple[Act, ...]


class Told(msgspec.Struct, frozen=True):
    """One who acts or is acted on, and whether nobody but an opponent says so."""

    side: Side
    alleged: bool


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of a single happening, ready to be coded.

    `act` is None where only people harmed are told of. `doers` and `targets` are those who can act,
    the one named most in front; what an opponent alleges comes behind what others say.
    """

    row: Row
    act: Act | None
    doers: tuple[Told, ...]
    targets: tuple[Told, ...]
    country: str
    told: tuple[Statement, ...]

    @property
    def armed_targets(self) -> tuple[Told, ...]:
        """The armed bodies that were acted on."""
        return tuple(one for one in self.targets if one.side.kind in ARMED)

    @property
    def civilians(self) -> bool:
        """Whether somebody who is no opponent says that civilians were acted on."""
        return any(one.side.kind is Kind.CIVILIANS and not one.alleged for one in self.targets)

    @property
    def civilians_alleged(self) -> bool:
        """Whether nobody but an opponent says so."""
        return not self.civilians and any(one.side.kind is Kind.CIVILIANS for one in self.targets)

    @property
    def disputed(self) -> bool:
        """Whether voices name doers of different sides."""
        return len(self.doers) > 1 and any(
            one.about == "agent" for one in self.row.incident.contradictions
        )

    @property
    def killed(self) -> Estimate | None:
        """The dead under the method of the row."""
        return self.row.incident.estimates.get("killed")


def happening(row: Row) -> Happening | None:
    """What a row tells of as one happening in one country.

    None of a period, of what nobody says happened, and of what is placed in no country.
    """
    incident = row.incident
    if incident.scope is Scope.PERIOD or incident.place is None or not incident.place.country:
        return None
    told = tuple(one for one in row.statements if _happened(one))
    if not told:
        return None
    country = incident.place.country
    time = days.span(row)
    day = time[1].isoformat() if time else None
    events = [one for one in told if one.claim.kind == "event"]
    act = _act(events)
    fitting = [one for one in events if act is None or one.claim.sub_event == act.sub_event]
    return Happening(
        row=row,
        act=act,
        doers=_sides(_first(fitting, events, "agents"), "agents", country, day),
        targets=_sides(_first(fitting, events, "targets"), "targets", country, day),
        country=country,
        told=told,
    )


@cache
def acts() -> Mapping[str, Act]:
    """ACLED's sub-event types by name, in their hierarchy: the highest first."""
    found = toml.read(files("vitne") / "data" / "exports" / "acts.toml", _Acts)
    return {act.sub_event: act for act in found.acts}


def _happened(one: Statement) -> bool:
    claim = one.claim
    return (
        claim.kind in ("event", "toll")
        and claim.modality in _HAPPENED
        and claim.polarity != _NEGATIVE
    )


def _act(events: Iterable[Statement]) -> Act | None:
    """Of several tactics the one that stands highest."""
    told = {one.claim.sub_event for one in events}
    return next((act for name, act in acts().items() if name in told), None)


def _first(
    fitting: Sequence[Statement], every: Sequence[Statement], of: str
) -> Sequence[Statement]:
    """The statements of the act that was chosen, if they name anybody; else all."""
    return fitting if any(getattr(one.claim, of) for one in fitting) else every


def _sides(told: Iterable[Statement], of: str, country: str, day: str | None) -> tuple[Told, ...]:
    counted: Counter[Side] = Counter()
    firm: set[Side] = set()
    for who, alleged in _named(told, of, country, day):
        counted[who] += 1
        if not alleged:
            firm.add(who)
    # "The government" is often no more than who spoke: its forces come first.
    ranked = sorted(
        counted, key=lambda who: (who not in firm, who.kind is Kind.GOVERNMENT, -counted[who])
    )
    return tuple(Told(who, who not in firm) for who in ranked)


def _named(
    told: Iterable[Statement], of: str, country: str, day: str | None
) -> Iterator[tuple[Side, bool]]:
    for one in told:
        parties: tuple[Party, ...] = getattr(one.claim, of)
        for party in parties:
            if (who := side(party.name, country, day)) is not None:
                yield who, one.claim.modality == _ALLEGED
