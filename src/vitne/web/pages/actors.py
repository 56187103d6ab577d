"""The pages of actors: who does what to whom in words, what is claimed of each, with the words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query
from starlette.responses import HTMLResponse

from vitne.record import dossiers, relations
from vitne.record.dossiers import Asked
from vitne.record.relations import SPEECH, Tie
from vitne.web.context import ViewDep, page
from vitne.web.names import name_in
from vitne.web.remembering import memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.record.queries import Found

router = APIRouter()

_PAGE = 30  # actors or sentences on one page
_TIES = 60  # pairs that are listed before one asks for more
_SIDE = 10  # actors along each side of the matrix
_HOLDINGS = 200

Text = Annotated[str | None, Query(max_length=500)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


class Cell(msgspec.Struct, frozen=True):
    """What one actor does to another in words: how often in all, and each kind with its count."""

    agent: str
    target: str
    claims: int
    kinds: tuple[tuple[str, int], ...]


class Matrix(msgspec.Struct, frozen=True):
    """Those who most often do something to others in words, down; and those it is done to, along."""

    agents: tuple[str, ...]
    targets: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    most: int


class Holding(msgspec.Struct, frozen=True):
    """A place with the claims, day by day, that it was taken, regained or handed over."""

    place: str
    told: tuple[Found, ...]


def asked_for(
    role: Text = None,
    kind: Text = None,
    act: Text = None,
    modality: Text = None,
    other: Text = None,
) -> Asked:
    """Which sentences of an actor an address asks for."""
    known = role if role in relations.ROLES else None
    return Asked(role=known, kind=kind, act=act, modality=modality, other=other)


AskedDep = Annotated[Asked, Depends(asked_for)]


@router.get("/actors", response_class=HTMLResponse)
def actors(
    view: ViewDep, *, kind: Text = None, q: Text = None, at: PageNumber = 1, more: bool = False
) -> HTMLResponse:
    """All actors: who does what to whom in words, and who is named most."""
    found = memory(view.record).get(
        view.connection, "ties", lambda: relations.ties(view.connection, view.reviews)
    )
    chosen = kind if kind in SPEECH else None
    listed = [one for one in found if chosen in (None, one.kind)]
    known, total = relations.actors(view.connection, text=q, limit=_PAGE, offset=(at - 1) * _PAGE)
    held = relations.holdings(view.connection, view.reviews, limit=_HOLDINGS)
    return page(
        view,
        "actors.html",
        kinds=_counted(found),
        kind=chosen,
        ties=listed if more else listed[:_TIES],
        hidden=0 if more else max(len(listed) - _TIES, 0),
        most=max((one.claims for one in listed), default=1),
        matrix=_matrix(listed),
        known=known,
        total=total,
        q=q or "",
        at=at,
        pages=-(-total // _PAGE),
        holdings=_holdings(held),
    )


@router.get("/actors/{name:path}", response_class=HTMLResponse)
def actor(view: ViewDep, name: str, asked: AskedDep, at: PageNumber = 1) -> HTMLResponse:
    """One actor: what it says of others and others of it, what is claimed to be done by and to it."""
    known = relations.actor(view.connection, name_in(name))
    if known is None:
        raise HTTPException(404)
    connection, reviews, kept = view.connection, view.reviews, memory(view.record)
    tied, rows = kept.get(
        connection,
        f"actor {known.name}",
        lambda: (
            relations.ties(connection, reviews, actor=known.name),
            dossiers.rows(connection, reviews, known.name),
        ),
    )
    dossier = dossiers.Dossier(connection, reviews, rows)
    told, total = dossier.sentences(asked, limit=_PAGE, offset=(at - 1) * _PAGE)
    return page(
        view,
        "actor.html",
        known=known,
        asked=asked,
        narrowed=asked != Asked(),
        told=told,
        total=total,
        at=at,
        pages=-(-total // _PAGE),
        says=_by_kind(one for one in tied if one.agent == known.name),
        said_of=_by_kind(one for one in tied if one.target == known.name),
        acts={side: dossier.acts(side) for side in ("agent", "target")},
        holdings=_holdings(dossier.holdings(limit=_HOLDINGS)),
    )


def _counted(found: Iterable[Tie]) -> list[tuple[str, int]]:
    """The kinds that are told of, in their order, with how many claims there are of each."""
    counts = dict.fromkeys(SPEECH, 0)
    for one in found:
        counts[one.kind] += one.claims
    return [(kind, count) for kind, count in counts.items() if count]


def _by_kind(found: Iterable[Tie]) -> list[tuple[str, list[Tie]]]:
    ordered = sorted(found, key=lambda one: SPEECH.index(one.kind))  # within a kind as they come
    return [(kind, list(some)) for kind, some in groupby(ordered, key=lambda one: one.kind)]


def _matrix(found: Sequence[Tie]) -> Matrix:
    """The actors with most between them; who is told with nobody on the other side is left out."""
    pairs = [one for one in found if one.target is not None]
    agents, targets = (
        _most((one.agent, one.claims) for one in pairs),
        _most((one.target or "", one.claims) for one in pairs),
    )
    kinds: dict[tuple[str, str], dict[str, int]] = {}
    for one in pairs:
        if one.agent in agents and one.target in targets:
            told = kinds.setdefault((one.agent, one.target), {})
            told[one.kind] = told.get(one.kind, 0) + one.claims
    cells = {
        pair: Cell(*pair, sum(told.values()), tuple(told.items())) for pair, told in kinds.items()
    }
    used = [tuple(name for name in side if any(pair[at] == name for pair in cells))
            for at, side in enumerate((agents, targets))]  # fmt: skip
    most = max((cell.claims for cell in cells.values()), default=1)
    return Matrix(used[0], used[1], cells, most)


def _most(counted: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    totals: dict[str, int] = {}
    for name, claims in counted:
        totals[name] = totals.get(name, 0) + claims
    return tuple(sorted(totals, key=lambda name: (-totals[name], name))[:_SIDE])


def _holdings(found: Iterable[Found]) -> list[Holding]:
    """Claims by place; they come in that order."""
    placed = (one for one in found if one.claim.place is not None)
    by_place = groupby(placed, key=lambda one: one.claim.place.name if one.claim.place else "")
    return [Holding(place, tuple(told)) for place, told in by_place]
