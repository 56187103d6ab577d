"""Claims that are in no incident: threats, demands, accusations, denials, offers, numbers."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from typing import TYPE_CHECKING

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


def loose(context: Context) -> Iterator[Found]:
    """The claims that filters let through and that are in no incident, as a policy lets them go.

    Those that a person rejected are left out.
    """
    reviews = Reviews.load(context.connection)
    today = dt.date.fromisoformat(context.generated_at[:10])
    newest = context.policy.newest(today)
    with closing(list_claims(context.connection, context.filters, reviews)) as found:
        free = (one for one in found if one.incident is None and one.review != _REJECTED)
        for some in chunks(free, _LOT):
            out = [one for one in some if newest is None or _last(one) <= newest]
            yield from protected(_row(tuple(out), context.profile), context.policy).claims


def _last(one: Found) -> str:
    """The last ISO day of which a claim may tell."""
    out = came_out(one.published, one.captured_at)
    return max(out, one.claim.time.latest) if one.claim.time else out


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
