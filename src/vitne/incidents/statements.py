"""A statement with the voice behind it, and what it may count for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vitne.incidents.naming import Name
    from vitne.incidents.populations import Population
    from vitne.model import Claim, Statement, Toll

_FIRM = frozenset({"asserted", "alleged"})
_HEARSAY = "reported"

Moment = tuple[str, str]  # ISO day of publication, time of capture


class Heard(msgspec.Struct, frozen=True):
    """A statement with the voice behind it.

    `voice` is what two statements of one voice share. `echo` is true where it names nobody and only
    repeats what a voice of its article says. `since` is when the voice was first known to say it,
    in this text or the one it reprints; `place` where in the article it says so.
    """

    statement: Statement
    voice: str
    name: Name
    role: str
    since: Moment
    place: tuple[bool, bool, int]
    stake: str | None = None
    echo: bool = False
    people: Population | None = None

    @property
    def claim(self) -> Claim:
        """The claim that is stated."""
        return self.statement.claim

    @property
    def toll(self) -> Toll | None:
        """The toll that is stated, if it is one."""
        return self.statement.claim.toll

    @property
    def id(self) -> str:
        """The id of the claim."""
        return self.statement.claim.id


def told(toll: Toll) -> bool:
    """Whether a toll says how many, if only that there were some: "har hatt tap" does."""
    if toll.known == "none":
        return True
    low, high = toll.low, toll.high
    return toll.known == "given" and (low is None or low >= 0) and (high is None or high >= 0)


def is_hearsay(claim: Claim) -> bool:
    """Whether a claim is told as hearsay: "skal ha"."""
    return claim.modality == _HEARSAY


def counts(claim: Claim) -> bool:
    """Whether a claim states a toll that happened, by the words: no fear, doubt or denial."""
    told = claim.modality in _FIRM or is_hearsay(claim)
    return told and not is_denied(claim)


def is_denied(claim: Claim) -> bool:
    """Whether a claim is denied: "avviser at 40 ble drept", or a figure that is negated."""
    negated = claim.polarity == "negative" and claim.toll is not None
    return claim.modality == "denied" or (
        negated and claim.toll is not None and claim.toll.known == "given"
    )
