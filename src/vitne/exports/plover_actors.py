"""Actors as PLOVER codes them: a country or a kind of body, and a sector."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.exports.lines import filled
from vitne.exports.sides import Kind, is_person, office_of, side
from vitne.model.actors import ActorKind
from vitne.packs import toml
from vitne.packs.folding import strip_marks
from vitne.packs.standing import folded, read_standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.model import Party
    from vitne.model.actors import Actor

_SECTORS = {Kind.MILITARY: "MIL", Kind.POLICE: "COP", Kind.GOVERNMENT: "GOV"}
_STATELESS = {"IGO": "IGO", "NGO": "NGO"}  # a sector of ours that is an actor code of PLOVER
_NO_SECTOR = frozenset(_STATELESS)
_DE_FACTO = "De facto authorities"
_TRANSNATIONAL = "IMG"  # "transnational militarized group"


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file plover.toml."""

    quads: dict[str, int]
    sectors: dict[str, tuple[str, ...]]
    partial: dict[str, str]
    features: dict[str, tuple[str, str, int]]


@cache
def table() -> Table:
    """What is fixed by PLOVER's manual."""
    return toml.read(files("vitne") / "data" / "exports" / "plover.toml", Table)


def actors(parties: Iterable[Party], day: str | None) -> list[dict[str, Any]]:
    """Those of some parties who can act, each an actor object; towns and things are left out.

    A partially recognised entity has the state that it nominally belongs to as `code`, and PRE as
    a sector.
    """
    return [found for party in parties if (found := _actor(party, day))]


def _actor(party: Party, day: str | None) -> dict[str, Any]:
    coded = _coded(party.name, day)
    if coded is None:
        return {}
    code, sectors = coded
    shown = party.name.partition(", ")[0] if office_of(party.name) else party.name
    return filled(
        {
            "code": code,
            "sector": list(sectors),
            "actor_text": party.text,
            "identifier_text": shown,
            "office": office_of(party.name),
        }
    )


def _coded(name: str, day: str | None) -> tuple[str | None, tuple[str, ...]] | None:
    """Code and sectors; None of what cannot act."""
    if (partly := _partial(name)) is not None:
        return partly
    key = strip_marks(folded(name))
    actor = read_standing().actors.get(key)
    if actor is not None:
        return _of_actor(actor)
    if (state := read_standing().states.get(key)) is not None:
        return state, ()
    if (sector := _unnamed().get(name)) is not None:
        return None, (sector,)
    head, joint, tail = name.partition(" of ")
    of = read_standing().states.get(strip_marks(folded(tail)).removeprefix("the "))
    if joint and of is not None and (sector := _unnamed().get(head)) is not None:
        return of, (sector,)
    found = side(name, None, day)
    if found is not None:
        sector = _SECTORS.get(found.kind)
        return found.state, (sector,) if sector else ("CVL",)
    return (None, ()) if is_person(name) else None


def _partial(name: str) -> tuple[str, tuple[str, ...]] | None:
    """Code and sectors of a partially recognised entity, or of a body of one."""
    head, joint, tail = name.rpartition(" of ")
    entity = name if name in table().partial else tail
    state = table().partial.get(entity)
    if state is None:
        return None
    if entity == name or not joint or head == _DE_FACTO:
        return state, ("PRE",)
    found = side(f"{head} of Azerbaijan", None, None)  # of any state: what kind of body it is
    sector = _SECTORS.get(found.kind) if found else None
    return state, ("PRE", sector) if sector else ("PRE",)


def _of_actor(actor: Actor) -> tuple[str | None, tuple[str, ...]]:
    sector = actor.sector or "UNK"
    if sector in _NO_SECTOR:
        return _STATELESS[sector], ()
    if len(actor.states) == 1:
        return actor.states[0], (sector,)
    armed = actor.kind is ActorKind.GROUP
    return _TRANSNATIONAL if armed else "IGO", (sector,)


@cache
def _unnamed() -> dict[str, str]:
    return {name: sector for sector, names in table().sectors.items() for name in names}
