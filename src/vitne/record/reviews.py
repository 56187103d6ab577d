"""What people decided of the claims of a record, as its look-ups tell and filter by it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.incidents import judged
from vitne.model import Action
from vitne.record.judgements import standing
from vitne.record.names import among
from vitne.record.schema import account_claims, incident_accounts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from vitne.model import Judgement

_STATES = {Action.ACCEPT: "accepted", Action.REJECT: "rejected", Action.CORRECT: "corrected"}


class Reviews:
    """The judgements that stand, by claim."""

    OPEN = "unreviewed"
    STATES = (OPEN, *_STATES.values())

    def __init__(self, held: Sequence[Judgement]) -> None:
        """Take the judgements that stand, oldest first."""
        self._held = held
        self._of: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in held:
            for claim in judgement.claims:
                self._of[claim].append(judgement)

    @classmethod
    def load(cls, connection: sa.Connection) -> Reviews:
        """Those of a record."""
        return cls(standing(connection))

    def of(self, claim: str) -> Sequence[Judgement]:
        """What was decided of a claim, oldest first."""
        return self._of.get(claim, ())

    def on(self, claims: Collection[str]) -> list[Judgement]:
        """What was decided of any of some claims, oldest first."""
        wanted = set(claims)
        return [one for one in self._held if not wanted.isdisjoint(one.claims)]

    def state(self, claim: str) -> str:
        """What was decided of a claim last: unreviewed, accepted, rejected or corrected."""
        found = [_STATES[one.action] for one in self.of(claim) if one.action in _STATES]
        return found[-1] if found else self.OPEN

    def reviewed(self) -> set[str]:
        """The claims that were accepted, rejected or corrected."""
        return {claim for claim in self._of if self.state(claim) != self.OPEN}

    def in_state(self, state: str) -> set[str]:
        """The claims of one of the states but `unreviewed`."""
        return {claim for claim in self._of if self.state(claim) == state}

    def graded(self, connection: sa.Connection, grade: str) -> set[str]:
        """The incidents of a grade; one that a second person must still give does not count."""
        grades = [one for one in self._held if one.action is Action.GRADE]
        at = incidents_of(connection, {claim for one in grades for claim in one.claims})
        claims: dict[str, set[str]] = defaultdict(set)
        for claim, incident in at.items():
            claims[incident].add(claim)
        found = {incident: judged.grade(grades, some) for incident, some in claims.items()}
        return {
            incident
            for incident, given in found.items()
            if given is not None and given.value == grade and not given.pending
        }


def incidents_of(connection: sa.Connection, claims: Collection[str]) -> Mapping[str, str]:
    """The incident of each claim that is in one."""
    query = (
        sa.select(account_claims.c.claim, incident_accounts.c.incident)
        .join(incident_accounts, incident_accounts.c.account == account_claims.c.account)
        .where(among(connection, account_claims.c.claim, claims))
    )
    return {row.claim: row.incident for row in connection.execute(query)}
