"""What of the review queue is asked for, as it stands in the address of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN, PENDING, ALL = "open", "pending", "all"
STATES = (OPEN, PENDING, "accepted", "corrected", "rejected", ALL)
FACETS = ("language", "country", "kind")
_NAMES = (*FACETS, "state", "incident", "claim")
_LONGEST = 200  # characters of a parameter


class AskedError(ValueError):
    """What is asked for is none of the queue; the message says which parameter."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What of the queue is asked for; a facet without a value is all of it.

    `at` is the page, from 1; `claim` the one that is looked at, else the first.
    """

    language: str = ""
    country: str = ""
    kind: str = ""
    state: str = OPEN
    incident: str = ""
    at: int = 1
    claim: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Asked:
        """What the parameters of an address ask for; others are passed over.

        Raises:
            AskedError: They ask for what cannot be.
        """
        told = {name: value for name in _NAMES if (value := parameters.get(name, ""))}
        for name, value in told.items():
            if len(value) > _LONGEST:
                raise AskedError(f"{name}: {_LONGEST} characters at most")
        if told.get("state", OPEN) not in STATES:
            raise AskedError(f"state: none of {', '.join(STATES)}")
        at = parameters.get("at") or "1"
        if not (at.isascii() and at.isdecimal() and len(at) <= 6 and int(at)):
            raise AskedError("at: a page, from 1")
        return cls(**told, at=int(at))

    def address(self, **changed: str | int) -> str:
        """The address of a page of the queue, without what is as it always is."""
        told = msgspec.structs.asdict(self) | changed
        usual = {"state": OPEN, "at": 1}
        pairs = [(k, v) for k, v in told.items() if v and v != usual.get(k)]
        return f"/review?{urlencode(pairs)}" if pairs else "/review"
