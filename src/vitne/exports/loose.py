"""Claims that are in no incident: threats, demands, accusations, denials, offers, numbers."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from vitne.exports.discreet import hushed
from vitne.exports.protecting import protected
from vitne.exports.rows import Row
from vitne.model import Incident, Scope
from vitne.record.queries import list_claims
from vitne.record.reviews import Reviews
from vitne.record.rows import chunks
from vitne.record.statements import came_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.format import Context
    from vitne.record.queries import Found

_LOT = 100  # claims held at once
_REJECTED = "rejected"
_MOVEMENT = "MOBILIZE"


def loose(context: Context) -> Iterator[Found]:
    """The claims that filters let through and that are in no incident, as a policy lets them go.

    Those that a person rejected are left out.
    """
    reviews = Reviews.load(context.connection)
    newest = context.policy.newest(context.today)
    with closing(list_claims(context.connection, context.filters, reviews)) as found:
        free = (one for one in found if one.incident is None and _may_go(one, context, newest))
        for some in chunks(free, _LOT):
            row = protected(_row(tuple(some), context.profile), context.policy)
            yield from (hushed(one, context.policy) for one in row.claims)


def _may_go(one: Found, context: Context, newest: str | None) -> bool:
    """Whether a claim may leave by its day, by what it tells, and by what people decided."""
    out = came_out(one.published, one.captured_at)
    last = max(out, one.claim.time.latest) if one.claim.time else out
    if one.review == _REJECTED or (newest is not None and last > newest):
        return False
    if one.claim.event_type == _MOVEMENT and not context.policy.movements:
        return False
    return context.as_of is None or out <= context.as_of


def _row(claims: tuple[Found, ...], profile: str) -> Row:
    """A row of no incident, to be protected as any other."""
    none = Incident(
        id="", scope=Scope.INCIDENT, label="", articles=(), files=(), accounts=(),
        claims=tuple(one.claim.id for one in claims),
    )  # fmt: skip
    return Row(
        incident=none, full=none, claims=claims, statements=(), profile=profile,
        review=Reviews.OPEN,
    )  # fmt: skip
