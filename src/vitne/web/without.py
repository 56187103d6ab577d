"""What the estimates of an incident would be without some of its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import reconcile
from vitne.record.judgements import best_figures
from vitne.record.statements import statements
from vitne.web.flash import Move

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import sqlalchemy as sa

    from vitne.model import Estimate, Incident

_MOST = 600  # claims of an incident that is reconciled anew
_MEASURES = ("killed", "wounded", "missing", "captured", "displaced", "casualties")

Figures = tuple[int | None, int | None, int | None, str]


def without(
    connection: sa.Connection, one: Incident, left_out: Collection[str]
) -> Mapping[str, Estimate] | None:
    """The estimates of an incident without some claims; None where that would take too long."""
    if len(one.claims) > _MOST:
        return None
    rest = [
        statement
        for statement in statements(connection, one.claims)
        if statement.claim.id not in left_out
    ]
    best = best_figures(connection, [statement.claim.id for statement in rest])
    if not rest:
        return {}
    return reconcile(rest, profiles()["full"], best=best, scope=one.scope).estimates


def moves(before: Mapping[str, Estimate], after: Mapping[str, Estimate]) -> Iterator[Move]:
    """The estimates that come out otherwise."""
    for measure in _MEASURES:
        was, now = figures(before.get(measure)), figures(after.get(measure))
        if was != now:
            yield Move(measure, was, now)


def figures(one: Estimate | None) -> Figures:
    """An estimate in figures; one that nobody tells of is as one that is not there."""
    if one is None:
        return None, None, None, "unreported"
    return one.low, one.best, one.high, one.known
