"""Judgements made of another reading: their claim reads differently now, or is not there any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.incidents import judged
from vitne.model import Claim, Judgement
from vitne.record.decided import every, read_claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import sqlalchemy as sa

# How a claim was read, and where its words stand, is nothing that people judge.
_ASIDE = frozenset({"id", "passage", "rules", "reasons", "reader", "cue", "start", "end"})


class Difference(msgspec.Struct, frozen=True):
    """A field that read otherwise when it was judged: `toll.low` was 7, now it is 11."""

    field: str
    then: Any
    now: Any


class Outdated(msgspec.Struct, frozen=True):
    """A judgement that stands, and what became of one of its claims since.

    `gone` where the record has no such claim: it is read no more, or its article has not come yet.
    `misfit` says why a correction cannot be made any more.
    """

    judgement: Judgement
    claim: str
    gone: bool = False
    differences: tuple[Difference, ...] = ()
    misfit: str | None = None


def changed(connection: sa.Connection) -> list[Outdated]:
    """The judgements that somebody should look at again, in the order of their turns.

    What a claim read is told with the corrections that came before: an accepted claim whose
    correction was undone since reads differently too.
    """
    held = judged.standing(every(connection))
    now = read_claims(connection, sorted({claim for one in held for claim in one.claims}))
    before: dict[str, list[Judgement]] = {}
    found = []
    for one in held:
        for claim in one.claims:
            earlier = before.setdefault(claim, [])
            found.append(_outdated(one, claim, now.get(claim), earlier))
            earlier.append(one)
    return [one for one in found if one.gone or one.differences or one.misfit]


def _outdated(
    one: Judgement, claim: str, read: Claim | None, earlier: Sequence[Judgement]
) -> Outdated:
    if read is None:
        return Outdated(one, claim, gone=True)
    now, _ = judged.corrected(read, earlier)
    _, misfits = judged.corrected(now, [one])
    then = one.seen.get(claim)
    return Outdated(
        one,
        claim,
        differences=() if then is None else tuple(_differences(_told(then), _told(now))),
        misfit=misfits[0][1] if misfits else None,
    )


def _told(claim: Claim | dict[str, Any]) -> dict[str, Any]:
    """A claim field by field; one kept by an older vitne with the defaults of what it lacks."""
    if isinstance(claim, dict):
        try:
            claim = msgspec.convert(claim, Claim)
        except msgspec.ValidationError:
            return dict(_fields("", claim))
    return dict(_fields("", msgspec.to_builtins(claim)))


def _fields(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list | tuple):
        value = {str(place): item for place, item in enumerate(value)}
    if not isinstance(value, dict):
        yield name, value
        return
    for key, item in value.items():
        if key not in _ASIDE:
            yield from _fields(f"{name}.{key}" if name else key, item)


def _differences(then: dict[str, Any], now: dict[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*then, *now)):
        before, after = then.get(name), now.get(name)
        if before != after:
            yield Difference(name, before, after)
