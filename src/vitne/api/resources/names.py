"""Voices and actors: who is heard, and of whom is told."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeVar

import msgspec
import numpy as np

from vitne.api.choice import Choice
from vitne.api.cursors import Counted, decode, encode
from vitne.api.pages import (
    ActorPage,
    ListedActor,
    ListedVoice,
    VoicePage,
    WholeVoice,
)
from vitne.api.parameters import LIMIT
from vitne.api.problems import ProblemError
from vitne.incidents.voices import independent
from vitne.record.queries import fetch_incidents
from vitne.record.speaking import Said
from vitne.record.texts import key as as_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.api.looking import Look
    from vitne.api.panorama import Panorama
    from vitne.model import Incident

T = TypeVar("T", ListedVoice, ListedActor)


def voices(look: Look) -> VoicePage:
    """A page of the voices on the incidents chosen."""
    found = _voices(look.panorama, look.asked.choice())
    items, following = _page(look, found, "voices")
    return VoicePage(items=items, total=len(found), next=following, moment=look.panorama.moment)


def voice(look: Look) -> WholeVoice:
    """One voice with what it said of each incident."""
    name = as_key(look.path("voice"))
    found = [one for one in _voices(look.panorama, Choice(voice=(name,))) if one.name == name]
    if not found:
        raise ProblemError(404, "There is no such voice on any incident.")
    page = look.panorama.page(
        Choice(voice=(name,)), look.asked.one("after"), look.asked.number("limit", LIMIT)
    )
    said = [told for one in fetch_incidents(look.connection, page.ids) for told in _said(one, name)]
    return WholeVoice(
        **msgspec.structs.asdict(found[0]),
        said=tuple(said),
        next=look.following(page.next),
        moment=look.panorama.moment,
    )


def actors(look: Look) -> ActorPage:
    """A page of the actors in the incidents chosen."""
    found = _actors(look.panorama, look.asked.choice())
    items, following = _page(look, found, "actors")
    return ActorPage(items=items, total=len(found), next=following, moment=look.panorama.moment)


def actor(look: Look) -> ListedActor:
    """One actor."""
    name = as_key(look.path("actor"))
    for one in _actors(look.panorama, Choice(actor=(name,))):
        if one.name == name:
            return one
    raise ProblemError(404, "No incident tells of such an actor.")


def _voices(panorama: Panorama, choice: Choice) -> list[ListedVoice]:
    """The voices on the incidents chosen; the voices chosen pick among them."""
    held = panorama.columns.incidents
    axis, heard = held.axes["voice"], held.heard
    shown = panorama.chosen(choice).incidents("voice")[heard.incident]
    if choice.voice:
        meant = np.zeros(len(axis.names), dtype=bool)
        meant[[code for one in choice.voice for code in axis.find(one)]] = True
        shown &= meant[heard.voice]
    size = len(axis.names)
    once = shown & heard.first
    told = np.bincount(heard.voice[once], minlength=size)
    once &= held.period[heard.incident]
    periods = np.bincount(heard.voice[once], minlength=size)
    columns = [
        np.bincount(heard.voice[shown], weights=column[shown], minlength=size).astype(int).tolist()
        for column in (heard.claims, heard.alone, heard.contradicted, heard.superseded)
    ]
    found = [
        ListedVoice(
            name=axis.names[code], role=heard.roles[code],
            incidents=int(told[code] - periods[code]), periods=int(periods[code]),
            claims=columns[0][code], alone=columns[1][code], contradicted=columns[2][code],
            superseded=columns[3][code],
        )
        for code in np.flatnonzero(told).tolist()
    ]  # fmt: skip
    return sorted(found, key=_order)


def _actors(panorama: Panorama, choice: Choice) -> list[ListedActor]:
    counts = {name: panorama.counts(name, choice) for name in ("actor", "agent", "target", "side")}
    axis = panorama.columns.claims.axes["actor"]
    names = list(counts["actor"])
    if choice.actor:
        meant = {axis.names[code] for one in choice.actor for code in axis.find(one)}
        names = [name for name in names if name in meant]
    found = [
        ListedActor(
            name=name,
            incidents=counts["actor"][name],
            agent=counts["agent"].get(name, 0),
            target=counts["target"].get(name, 0),
            side=counts["side"].get(name, 0),
        )
        for name in names
    ]
    return sorted(found, key=_order)


def _said(one: Incident, name: str) -> Iterator[Said]:
    """What a voice said of an incident; two unnamed ones may share a name."""
    vouching = independent(one.voices)
    against = {key for two in one.contradictions for key in (*two.one, *two.other)}
    for heard in one.voices:
        if as_key(heard.name) == name:
            yield Said(
                incident=one.id, label=one.label, scope=one.scope, claims=heard.claims,
                latest=heard.latest, superseded=heard.superseded, stake=heard.stake,
                alone=vouching == (heard,), contradicted=not against.isdisjoint(heard.claims),
            )  # fmt: skip


def _page(look: Look, found: Sequence[T], name: str) -> tuple[list[T], str | None]:
    """A page of names, and the address of the next one."""
    after, limit = look.asked.one("after"), look.asked.number("limit", LIMIT)
    start = 0
    if after is not None:
        place = decode(after, Counted, name)
        start = bisect_right(found, (-place.count, place.name), key=_order)
    items = list(found[start : start + limit])
    if start + limit >= len(found) or not items:
        return items, None
    count, last = _order(items[-1])
    return items, look.following(encode(Counted(name, -count, last)))


def _order(one: ListedVoice | ListedActor) -> tuple[int, str]:
    """The most frequent first, then by name."""
    count = one.incidents + (one.periods if isinstance(one, ListedVoice) else 0)
    return -count, one.name
