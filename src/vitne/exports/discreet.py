"""Claims without the words that may tell more than a policy lets be told.

Where names or places are taken out of quotes, the words for an actor or an act and the headline of
an article may still hold them: "kampene om byen X". Formats that give such words leave them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.exports.policy import Policy
    from vitne.exports.rows import Row
    from vitne.model import Claim
    from vitne.record.queries import Found


def discreet(rows: Iterable[Row], policy: Policy) -> Iterator[Row]:
    """Rows as a policy lets them go, with no words but those of their quotes."""
    for row in rows:
        if is_open(policy):
            yield row
        else:
            claims = tuple(hushed(one, policy) for one in row.claims)
            yield msgspec.structs.replace(row, claims=claims)


def hushed(found: Found, policy: Policy) -> Found:
    """A claim with no words but those of its quote."""
    if is_open(policy):
        return found
    title = found.title if policy.ceiling is Level.TOWN else None  # names were taken out of it
    return msgspec.structs.replace(found, claim=_claim(found.claim), as_read=None, title=title)


def is_open(policy: Policy) -> bool:
    """Whether the words of articles are let be."""
    return not policy.redact and policy.ceiling is Level.TOWN


def _claim(one: Claim) -> Claim:
    return msgspec.structs.replace(
        one,
        trigger=msgspec.structs.replace(one.trigger, text=""),
        agents=tuple(msgspec.structs.replace(party, text=None) for party in one.agents),
        targets=tuple(msgspec.structs.replace(party, text=None) for party in one.targets),
        attribution=tuple(msgspec.structs.replace(voice, text=None) for voice in one.attribution),
        place=None if one.place is None else msgspec.structs.replace(one.place, text=None),
        repeats=(),
    )
