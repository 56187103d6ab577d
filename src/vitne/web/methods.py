"""The estimates that the published methods make of the same claims, side by side."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import reconcile_all
from vitne.record.judgements import best_figures
from vitne.record.queries import fetch_incidents
from vitne.record.statements import statements
from vitne.wording import to_say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from vitne.model import Estimate, Incident

ORDER = ("full", "ged", "acled", "airwars")
DOES: Mapping[str, str] = MappingProxyType(
    {
        "full": to_say(
            "Takes the words as they are: open bounds stay open, every part stands beside the whole."
        ),
        "ged": to_say(
            "Deaths only: low, best and high, each a number. Best is the sum of its categories."
        ),
        "acled": to_say("Deaths only: one figure, the lowest that is reported."),
        "airwars": to_say(
            "Civilians, and people whose status is not told: least to most over all voices, and a grade."
        ),
    }
)


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """One published method, and the estimates it makes of all people, by measure."""

    id: str
    does: str
    warning: str
    chosen: bool
    estimates: Mapping[str, Estimate]


class SideBySide(msgspec.Struct, frozen=True):
    """All methods; `measures` are those that any of them tells of, `grade` is what Airwars' makes."""

    methods: tuple[Method, ...]
    measures: tuple[str, ...]
    grade: str | None


def side_by_side(
    connection: sa.Connection, incident: Incident, *, chosen: str, as_of: str | None
) -> SideBySide:
    """What each method makes of an incident.

    Args:
        connection: To the record.
        incident: As it is now.
        chosen: The method under which the page is shown.
        as_of: ISO day as known on which it is told; None for now.
    """
    if as_of is None:
        made = {key: _kept(connection, incident, key) for key in ORDER}
        grade = incident.grade
    else:
        made, grade = _then(connection, incident, as_of)
    known = profiles()
    measures = dict.fromkeys(
        measure
        for found in made.values()
        for measure, one in found.items()
        if one.known != "unreported" or measure in ("killed", "wounded")
    )
    methods = (
        Method(
            id=key,
            does=DOES[key],
            warning=known[key].warning,
            chosen=key == chosen,
            estimates=made[key],
        )
        for key in ORDER
    )
    return SideBySide(tuple(methods), tuple(measures), grade)


def _kept(connection: sa.Connection, incident: Incident, profile: str) -> dict[str, Estimate]:
    found = fetch_incidents(connection, [incident.id], profile=profile)
    return found[0].estimates if found else {}


def _then(
    connection: sa.Connection, incident: Incident, as_of: str
) -> tuple[dict[str, dict[str, Estimate]], str | None]:
    told = statements(connection, incident.claims, as_of=as_of)
    best = best_figures(connection, [one.claim.id for one in told])
    found = reconcile_all(told, best=best, scope=incident.scope)
    grade = found["airwars"].grade
    return {key: one.estimates for key, one in found.items()}, grade.id if grade else None
