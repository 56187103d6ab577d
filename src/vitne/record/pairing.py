"""Why two claims are about one happening, or why they are not."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.incidents.accounts import happened, of_period
from vitne.incidents.cells import cells, meets
from vitne.model import Account, Scope
from vitne.packs.linking import read_families, read_model
from vitne.record.judgements import constraints
from vitne.record.queries import Found, fetch_claims
from vitne.record.reviews import Reviews
from vitne.record.routes import Step, mean_between, route
from vitne.record.schema import account_claims, accounts, articles, links

if TYPE_CHECKING:
    from vitne.incidents.clusters import Pair
    from vitne.packs.linking import Model

_ACCOUNT = msgspec.json.Decoder(Account)
_EVERY = -1e6  # bits: any weight is wanted


class Why(StrEnum):
    """What decided on two claims; `sentence` tells it to a person."""

    sentence: str

    def __new__(cls, code: str, sentence: str) -> Why:
        """A code with its sentence."""
        made = str.__new__(cls, code)
        made._value_ = code
        made.sentence = sentence
        return made

    SAME_CLAIM = ("same-claim", "They are one claim.")
    MERGED = ("merged", "A person decided that they are about one happening.")
    SPLIT = ("split", "A person decided that they are about two happenings.")
    WAITING = ("waiting", "An article of theirs is not linked yet; `vitne link` does it.")
    REJECTED = ("rejected", "A person rejected one of them; it counts for nothing.")
    NO_HAPPENING = (
        "no-happening",
        "One of them tells of no happening: threats, demands, relations, what is denied or only "
        "imagined, and numbers that count nobody harmed are in no incident.",
    )
    ONE_ACCOUNT = ("one-account", "One article tells them as one happening.")
    TWO_ACCOUNTS = ("two-accounts", "One article tells them as two happenings.")
    TWO_SCOPES = (
        "two-scopes",
        "One is a toll of a stretch of time, the other is of one happening; the two never mix.",
    )
    ONE_PERIOD = (
        "one-period",
        "They are tolls of one country, from the same month to the same month.",
    )
    TWO_PERIODS = ("two-periods", "They are tolls of two stretches of time, or of two countries.")
    LINKED = ("linked", "Enough speaks for it that they are about one happening.")
    THROUGH = (
        "through",
        "The two alone would not be linked, but the accounts between them hold together.",
    )
    APART = (
        "apart",
        "The two alone would be linked, but not all that is linked with each of them: the mean of "
        "all pairs is too low, or they cannot all have happened on one day.",
    )
    BELOW = ("below", "Too little speaks for it that they are about one happening.")
    BLOCKED = (
        "blocked",
        "They were never compared: no place and no stretch of days is common to them.",
    )

    @property
    def together(self) -> bool:
        """Whether it makes them one incident."""
        return self in _TOGETHER


_TOGETHER = frozenset(
    {Why.SAME_CLAIM, Why.MERGED, Why.ONE_ACCOUNT, Why.ONE_PERIOD, Why.LINKED, Why.THROUGH}
)


class Weighed(msgspec.Struct, frozen=True):
    """One comparison of two claims or accounts: what was found, and the bits it adds."""

    comparison: str
    found: str
    bits: float


class Pairing(msgspec.Struct, frozen=True, kw_only=True):
    """Why two claims are, or are not, in one incident.

    `weight` is `prior` and the bits of all comparisons; `threshold` is the least that suffices.
    All are None where nothing was to be compared. `model` is `within` for two claims of one
    article, `across` for the accounts that two articles give. `mean` is the mean weight of all
    pairs between their two incidents, `route` the strongest links between them in one incident.
    """

    one: Found
    other: Found
    why: Why
    together: bool
    model: str | None = None
    prior: float | None = None
    comparisons: tuple[Weighed, ...] = ()
    weight: float | None = None
    threshold: float | None = None
    mean: float | None = None
    route: tuple[Step, ...] = ()


def explain(connection: sa.Connection, one: str, other: str) -> Pairing:
    """Tell why two claims are about one happening, or why not.

    Args:
        connection: To the record.
        one: The whole id of a claim.
        other: The whole id of another.

    Raises:
        RecordError: There is no such claim.
        PackError: The models of linking are broken.
    """
    reviews = Reviews.load(connection)
    found = {row.claim.id: row for row in fetch_claims(connection, [one, other], reviews)}
    for key in (one, other):
        if key not in found:
            raise RecordError(f"there is no claim {key!r}")
    return _Pair(connection, found[one], found[other]).explain()


class _Pair:
    """Two claims of a record."""

    def __init__(self, connection: sa.Connection, one: Found, other: Found) -> None:
        self._connection = connection
        self._one = one
        self._other = other

    def explain(self) -> Pairing:
        """What decided on them."""
        accounts_of = self._accounts()
        weighed = self._weighed(accounts_of)
        why = self._why(accounts_of, weighed)
        more = self._around(accounts_of, why) if accounts_of else {}
        return msgspec.structs.replace(weighed, why=why, together=why.together, **more)

    def _accounts(self) -> tuple[Account, Account] | None:
        """The accounts they are in; None where one is in none."""
        query = (
            sa.select(account_claims.c.claim, accounts.c.account_json)
            .join(accounts, accounts.c.id == account_claims.c.account)
            .where(account_claims.c.claim.in_([self._one.claim.id, self._other.claim.id]))
        )
        at = {
            row.claim: _ACCOUNT.decode(row.account_json) for row in self._connection.execute(query)
        }
        if self._one.claim.id not in at or self._other.claim.id not in at:
            return None
        return at[self._one.claim.id], at[self._other.claim.id]

    def _weighed(self, found: tuple[Account, Account] | None) -> Pairing:
        """What is compared of them, and what it weighs."""
        empty = Pairing(one=self._one, other=self._other, why=Why.NO_HAPPENING, together=False)
        claims = self._one.claim, self._other.claim
        if found is None or claims[0].id == claims[1].id:
            return empty
        if self._one.article == self._other.article:
            if not all(map(happened, claims)):
                return empty
            return _filled(empty, read_model("within"), self._within())
        if Scope.PERIOD in (found[0].scope, found[1].scope):
            return empty
        return _filled(empty, read_model("across"), self._across(*found))

    def _within(self) -> dict[str, tuple[str, float]]:
        from vitne.incidents import rows  # noqa: PLC0415 - pyarrow and Splink only where they weigh

        table = rows.of_claims((self._one.claim, self._other.claim), read_families())
        return _score("within", table, (self._one.claim.id, self._other.claim.id))

    def _across(self, one: Account, other: Account) -> dict[str, tuple[str, float]]:
        pair = min(one.id, other.id), max(one.id, other.id)
        kept = sa.select(links.c.levels_json).where(
            links.c.one == pair[0], links.c.other == pair[1]
        )
        told = self._connection.execute(kept).scalar()
        if told is not None:
            return msgspec.json.decode(told, type=dict[str, tuple[str, float]])
        from vitne.incidents import rows  # noqa: PLC0415 - pyarrow and Splink only where they weigh

        return _score("across", rows.of_accounts((one, other)), pair)

    def _why(self, found: tuple[Account, Account] | None, weighed: Pairing) -> Why:
        one, other = self._one, self._other
        if one.claim.id == other.claim.id:
            return Why.SAME_CLAIM
        if found is None:
            return self._alone()
        if found[0].id == found[1].id:
            return self._held(found) or Why.ONE_ACCOUNT
        if held := self._held(found):
            return held
        if found[0].scope is not found[1].scope:
            return Why.TWO_SCOPES
        same = one.incident == other.incident and one.incident is not None
        if found[0].scope is Scope.PERIOD:
            return Why.ONE_PERIOD if same else Why.TWO_PERIODS
        if one.article == other.article and not same:
            return Why.TWO_ACCOUNTS
        return _by_weight(weighed, found, same=same)

    def _alone(self) -> Why:
        """Why one of them is in no account."""
        both = self._one, self._other
        unlinked = sa.select(sa.func.count()).where(
            articles.c.id.in_({one.article for one in both}), articles.c.linked.is_(False)
        )
        if self._connection.execute(unlinked).scalar():
            return Why.WAITING
        lost = [one for one in both if one.incident is None]
        told = all(happened(one.claim) or of_period(one.claim) for one in lost)
        return Why.REJECTED if told else Why.NO_HAPPENING

    def _held(self, found: tuple[Account, Account]) -> Why | None:
        """What a person decided of any two claims of their accounts."""
        together, apart = constraints(self._connection)
        if _between(apart, *found):
            return Why.SPLIT
        return Why.MERGED if _between(together, *found) else None

    def _around(self, found: tuple[Account, Account], why: Why) -> dict[str, Any]:
        """What the other accounts of their incidents have to do with it."""
        here, there = self._one.incident or "", self._other.incident or ""
        if why is Why.THROUGH:
            return {"route": route(self._connection, here, found[0].id, found[1].id)}
        return {"mean": mean_between(self._connection, here, there)} if why is Why.APART else {}


def _by_weight(weighed: Pairing, found: tuple[Account, Account], *, same: bool) -> Why:
    weight, threshold = weighed.weight, weighed.threshold
    enough = weight is not None and threshold is not None and weight >= threshold
    met = not {m for cell in cells(found[0]) for m in meets(cell)}.isdisjoint(cells(found[1]))
    if same:
        return Why.LINKED if enough and met else Why.THROUGH
    if not met:
        return Why.BLOCKED
    return Why.APART if enough else Why.BELOW


def _between(pairs: list[Pair], one: Account, other: Account) -> bool:
    """Whether one of some pairs of claims stands between two accounts, or in one of them."""
    sides = set(one.claims), set(other.claims)
    return any(
        (a in sides[0] and b in sides[1]) or (b in sides[0] and a in sides[1]) for a, b in pairs
    )


def _score(name: str, table: Any, pair: Pair) -> dict[str, tuple[str, float]]:
    """The levels that the comparisons of a model come to."""
    from vitne.incidents.scoring import Scorer  # noqa: PLC0415 - Splink only where it weighs

    scorer = Scorer(read_model(name))
    try:
        return scorer.score(table, [pair], least=_EVERY)[0].levels
    finally:
        scorer.close()


def _filled(empty: Pairing, model: Model, levels: dict[str, tuple[str, float]]) -> Pairing:
    prior = math.log2(model.weights.prior / (1 - model.weights.prior))
    return msgspec.structs.replace(
        empty,
        model=model.name,
        prior=prior,
        comparisons=tuple(Weighed(name, *level) for name, level in levels.items()),
        weight=prior + math.fsum(bits for _, bits in levels.values()),
        threshold=model.weights.threshold,
    )
