"""Corrects a field of a claim, with what hangs on it.

The coordinates of a place do not outlive its name; a toll with a figure is no longer one that
nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.incidents.fields import LISTS, NEEDED, PARTS, CorrectionError, check
from vitne.model import Claim, Location, Party, Timing, Toll, Voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BY_HAND = "judged"  # the basis of what a person set


def correct(claim: Claim, field: str, value: Any) -> Claim:
    """The claim with another value of a field.

    "Minst 12 ble drept" that was read as 12 wounded: `correct(claim, "toll.measure", "killed")`.

    Args:
        claim: The claim as it stands.
        field: One of `FIELDS`. Of `place`, `time` and `toll` an object changes what it names and
            leaves the rest. Lists are given whole; what stays keeps its words: the one of the same
            name, or of the name it `was`.
        value: As JSON gives it.

    Raises:
        CorrectionError: The field cannot be corrected, or not to this value of this claim.
    """
    check(field, value)
    head, _, name = field.partition(".")
    if head in PARTS:
        value = _part(claim, head, {name: value} if name else value)
    elif head in LISTS:
        value = _list(getattr(claim, head), value, Voice if head == "attribution" else Party)
    elif head == "modes":
        value = tuple(value)
    return msgspec.structs.replace(claim, **{head: value})


def _part(claim: Claim, head: str, changes: dict[str, Any] | None) -> Any:
    old = getattr(claim, head)
    if changes is None:
        return None
    if old is None and (missing := [name for name in NEEDED[head] if name not in changes]):
        raise CorrectionError(
            f"{head}: the claim has none; give it whole, with {', '.join(missing)}"
        )
    if head == "place":
        return _place(old, changes)
    return _time(old, changes) if head == "time" else _toll(old, changes)


def _place(old: Location | None, changes: dict[str, Any]) -> Location:
    if old is None:
        return Location(**{"country": None, "basis": BY_HAND, **changes})
    lost: dict[str, Any] = {"confidence": None}
    if changes.get("name", old.name) != old.name:
        # They are those of the other place; never more precise than what was told.
        lost |= dict.fromkeys(("lat", "lon", "geonameid", "admin1", "control", "spot"))
        lost["basis"] = BY_HAND
    elif not changes.keys().isdisjoint(("lat", "lon")):
        lost["spot"] = None  # the point is the one that the person gave
    return msgspec.structs.replace(old, **{**lost, **changes})


def _time(old: Timing | None, changes: dict[str, Any]) -> Timing:
    before = {"earliest": old.earliest, "latest": old.latest} if old else {}
    bounds = {**before, **changes}
    earliest, latest = bounds["earliest"], bounds["latest"]
    if earliest > latest:
        raise CorrectionError(
            f"time: {earliest} is after {latest}; correct both at once: "
            'time \'{"earliest": …, "latest": …}\''
        )
    edtf = earliest if earliest == latest else f"{earliest}/{latest}"
    if old is None:
        return Timing(earliest, latest, edtf, BY_HAND)
    if bounds == before:
        return old
    return msgspec.structs.replace(old, **bounds, edtf=edtf, basis=BY_HAND)


def _toll(old: Toll | None, changes: dict[str, Any]) -> Toll:
    if old is None:
        changes = {"low": None, "high": None, **changes}
        return _bounded(Toll(**{**changes, **_known(None, changes)}))
    new = msgspec.structs.replace(old, **{**changes, **_known(old, changes)})
    if new.scope != "subset" and new.subset_of is not None:
        new = msgspec.structs.replace(new, subset_of=None)
    return _bounded(new)


def _known(old: Toll | None, changes: dict[str, Any]) -> dict[str, Any]:
    """What follows for a toll: a figure makes it given, one that nobody knows has no figure."""
    if "known" in changes:
        known = changes["known"]
        if known == "given" or {"low", "high"} & changes.keys():
            return {}
        return {"low": 0, "high": 0} if known == "none" else {"low": None, "high": None}
    told = any(changes.get(name) is not None for name in ("low", "high"))
    if old is None or not told or old.known == "given":
        return {}
    still_none = old.known == "none" and not changes.get("low") and not changes.get("high")
    return {} if still_none else {"known": "given"}


def _bounded(toll: Toll) -> Toll:
    if toll.low is not None and toll.high is not None and toll.low > toll.high:
        raise CorrectionError(
            f"toll: low {toll.low} is above high {toll.high}; correct both at once: "
            'toll \'{"low": …, "high": …}\''
        )
    return toll


def _list(
    old: Sequence[Party | Voice], items: Sequence[Any], kind: type[Party] | type[Voice]
) -> tuple[Party | Voice, ...]:
    """The names of a list, each with its words where one of the claim is meant."""
    there = {one.name: one for one in reversed(old)}
    alone = old[0] if len(old) == len(items) == 1 else None  # the same one by another name
    return tuple(_item(item, there, alone, kind) for item in items)


def _item(
    item: Any,
    there: Mapping[str, Party | Voice],
    alone: Party | Voice | None,
    kind: type[Party] | type[Voice],
) -> Party | Voice:
    given = {"name": item} if isinstance(item, str) else dict(item)
    was = given.pop("was", None)
    meant = there.get(given["name"], alone) if was is None else there.get(was)
    if meant is not None:
        return msgspec.structs.replace(meant, **given)
    if kind is Party:
        return Party(**given)
    return Voice(**{"role": "claimant", "basis": BY_HAND, **given})
