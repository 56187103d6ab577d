"""Claims and accounts as rows of the columns that the models of linking compare."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.model import Account, Claim, Location
    from vitne.packs.linking import Families

_STEM = 5  # letters of an act's word that tell it from others, whatever its ending
_NAMES = pa.list_(pa.string())
CLAIMS = pa.schema(
    {
        "id": pa.string(), "passage": pa.int64(), "family": pa.string(), "sub_event": pa.string(),
        "place": pa.string(), "country": pa.string(), "level": pa.string(), "lat": pa.float64(),
        "lon": pa.float64(), "radius": pa.float64(), "earliest": pa.int64(), "latest": pa.int64(),
        "agents": _NAMES, "targets": _NAMES, "measure": pa.string(), "low": pa.float64(),
        "high": pa.float64(), "subset": pa.bool_(), "stem": pa.string(),
    }
)  # fmt: skip
ACCOUNTS = pa.schema(
    {
        "id": pa.string(), "place": pa.string(), "country": pa.string(), "lat": pa.float64(),
        "lon": pa.float64(), "radius": pa.float64(), "earliest": pa.int64(), "latest": pa.int64(),
        "families": _NAMES, "agents": _NAMES, "targets": _NAMES,
        "killed_low": pa.float64(), "killed_high": pa.float64(), "wounded_low": pa.float64(),
        "wounded_high": pa.float64(), "words": _NAMES,
    }
)  # fmt: skip


def of_claims(claims: Iterable[Claim], families: Families) -> pa.Table:
    """The rows that the model `within` compares (`CLAIMS`); days are proleptic day numbers."""
    return pa.Table.from_pylist([_claim(claim, families) for claim in claims], schema=CLAIMS)


def of_accounts(accounts: Iterable[Account]) -> pa.Table:
    """The rows that the model `across` compares (`ACCOUNTS`); days are proleptic day numbers."""
    return pa.Table.from_pylist([_account(account) for account in accounts], schema=ACCOUNTS)


def day(text: str) -> int | None:
    """The number of an ISO day, 1 for 0001-01-01; None where the calendar has no such day."""
    try:
        return dt.date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def family(claim: Claim, families: Families) -> str:
    """The family of acts that a claim tells of; "other" where none is declared."""
    if claim.toll is not None:
        return families.measures.get(claim.toll.measure, "other")
    named = families.sub_events.get(claim.sub_event or "")
    return named or families.event_types.get(claim.event_type or "", "other")


def radius(place: Location, families: Families) -> float:
    """How far from its point, in km, what happened in a place may lie."""
    reach = families.radius.get(place.level, families.radius["area"])
    return max(reach, 25.0) if place.precision == "near" else reach


def _claim(claim: Claim, families: Families) -> dict[str, Any]:
    toll, event = claim.toll, claim.kind == "event"
    return {
        "id": claim.id,
        "passage": claim.passage,
        "family": family(claim, families),
        "sub_event": claim.sub_event if event else None,
        "agents": [party.name.casefold() for party in claim.agents],
        "targets": [party.name.casefold() for party in claim.targets],
        "stem": claim.trigger.text.casefold()[:_STEM] if event else None,
        "measure": toll.measure if toll else None,
        "low": toll.low if toll else None,
        "high": toll.high if toll else None,
        "subset": toll is not None and toll.scope == "subset",
        **_where(claim.place, families),
        **_when(claim),
    }


def _where(place: Location | None, families: Families) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "place": place.name,
        "country": place.country,
        "level": place.level,
        "lat": place.lat,
        "lon": place.lon,
        "radius": radius(place, families),
    }


def _when(claim: Claim) -> dict[str, Any]:
    if claim.time is None:
        return {}
    earliest, latest = day(claim.time.earliest), day(claim.time.latest)
    if earliest is None or latest is None:
        return {}
    return {"earliest": earliest, "latest": latest}


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "place": account.place,
        "country": account.country,
        "lat": account.lat,
        "lon": account.lon,
        "radius": account.radius,
        "earliest": day(account.earliest) if account.earliest else None,
        "latest": day(account.latest) if account.latest else None,
        "families": list(account.families),
        "agents": list(account.agents),
        "targets": list(account.targets),
        "killed_low": account.killed_low,
        "killed_high": account.killed_high,
        "wounded_low": account.wounded_low,
        "wounded_high": account.wounded_high,
        "words": list(account.words),
    }
