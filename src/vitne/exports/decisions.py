"""What people decided, as it may leave a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.exports.policy import Policy
    from vitne.model import Judgement

# Fields of a claim whose new value may be the name of a person.
_PERSONAL = ("agents", "targets", "attribution", "text")
_NOBODY = "a reviewer"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement without what it saw, which holds the words of claims as they stood.

    `value` is None where it may name a person. Where names are taken out, reviewers have none, and
    give no reasons.
    """

    id: str
    at: str
    author: str
    action: str
    claims: tuple[str, ...]
    field: str | None
    value: Any
    reason: str
    undoes: str | None


def decisions(held: Iterable[Judgement], policy: Policy) -> Iterator[Decision]:
    """Judgements as a policy lets them go, in their order."""
    for one in held:
        field = one.field or ""
        hidden = policy.redact or field.partition(".")[0] in _PERSONAL
        yield Decision(
            id=one.id,
            at=one.at,
            author=_NOBODY if policy.redact else one.author,
            action=one.action.value,
            claims=one.claims,
            field=one.field,
            value=None if hidden and not isinstance(one.value, int | float) else one.value,
            reason="" if policy.redact else one.reason,
            undoes=one.undoes,
        )
