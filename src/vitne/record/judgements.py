"""The judgements of a record: put in, never changed, only undone by others.

The id of a judgement is the SHA-256 of what it says, so that the same one is kept once, wherever it
comes from; the log of custody has an entry for each.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.incidents import judged
from vitne.incidents.corrections import correct
from vitne.incidents.decisions import fault
from vitne.incidents.fields import CorrectionError
from vitne.model import Action, Judgement
from vitne.record import custody
from vitne.record.decided import (
    SHORT,
    best_figures,
    constraints,
    decoded,
    every,
    grades,
    history,
    judgement_id,
    linking,
    of_claims,
    read_claims,
    standing,
)
from vitne.record.rows import chunks
from vitne.record.schema import articles, claims, judged_claims
from vitne.record.schema import judgements as table
from vitne.record.texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vitne.model import Claim

__all__ = [
    "JUDGE", "SHORT", "add", "best_figures", "constraints", "every", "grades", "history", "identity",
    "judgement_id", "matters", "of_claims", "put", "read_claims", "row_of", "standing",
]  # fmt: skip

JUDGE = "judge"  # the action of an entry in the log of custody
_JUDGEMENT = msgspec.json.Decoder(Judgement)
# What changes no estimate and no link.
_ASIDE = frozenset({Action.GRADE, Action.ADMIRALTY, Action.NOTE})


def identity(judgement: Judgement) -> str:
    """The id of a judgement: SHA-256 of its JSON without an id, its keys in order."""
    told = msgspec.structs.replace(judgement, id="")
    return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()


def add(connection: sa.Connection, judgement: Judgement) -> Judgement:
    """Keep a judgement that somebody makes now, signed and sealed.

    Args:
        connection: A transaction that may write.
        judgement: Its id, its turn, what was seen, and the claims of an undoing are filled in.

    Returns:
        The judgement as it is kept.

    Raises:
        RecordError: It makes no sense, or not for these claims; the message says what to do.
    """
    one = _cleaned(judgement)
    if one.action is Action.UNDO:
        one = msgspec.structs.replace(one, claims=_undone(connection, one.undoes).claims)
    if (wrong := fault(one)) is not None:
        raise RecordError(wrong)
    there = read_claims(connection, one.claims)
    if one.action is not Action.UNDO and (lost := [c for c in one.claims if c not in there]):
        raise RecordError(f"the record has no claim {', '.join(lost)}")
    known = _known(connection, one)
    held = judged.standing(known)
    seen = {key: judged.corrected(claim, held)[0] for key, claim in there.items()}
    _fits(one, seen)
    one = msgspec.structs.replace(
        one,
        seen={key: msgspec.to_builtins(claim) for key, claim in seen.items()},
        turn=judged.turn_after(known, one.at),
    )
    one = msgspec.structs.replace(one, id=identity(one))
    one = _JUDGEMENT.decode(msgspec.json.encode(one))  # as it is read back
    put(connection, [one], at=one.at, operator=one.author)
    return one


def put(
    connection: sa.Connection, made: Sequence[Judgement], *, at: str, operator: str
) -> list[Judgement]:
    """Keep sound judgements that are not in the record yet, in order. Gives those that are new.

    The articles of the claims whose links or estimates they may change are to be linked again.

    Args:
        connection: A transaction that may write.
        made: Sound judgements with their ids.
        at: Now, UTC, ISO 8601, for the log of custody.
        operator: Who puts them in.
    """
    fresh = _fresh(connection, made)
    if not fresh:
        return []
    last = connection.execute(sa.select(sa.func.max(table.c.position))).scalar() or 0
    connection.execute(
        table.insert(), [row_of(one, place) for place, one in enumerate(fresh, last + 1)]
    )
    pairs = [{"judgement": one.id, "claim": claim} for one in fresh for claim in one.claims]
    if pairs:
        connection.execute(judged_claims.insert(), pairs)
    custody.append(connection, map(_entry, fresh), at=at, operator=operator)
    touched = {claim for one in fresh if matters(connection, one) for claim in one.claims}
    _unlink(connection, _bound(connection, touched))
    return fresh


def _cleaned(judgement: Judgement) -> Judgement:
    """A judgement with nothing in its texts that a database does not take."""
    value = judgement.value
    return msgspec.structs.replace(
        judgement,
        author=storable(judgement.author.strip()),
        reason=storable(judgement.reason.strip()),
        value=storable(value) if isinstance(value, str) else value,
    )


def _known(connection: sa.Connection, one: Judgement) -> list[Judgement]:
    """What was judged of the same thing: of the claims, or of any claim of the same incident."""
    if one.action not in (Action.BEST, Action.GRADE):
        return of_claims(connection, one.claims)
    query = sa.select(table.c.body_json).where(table.c.action == one.action)
    return decoded(connection.execute(query).scalars()) + of_claims(connection, one.claims)


def _undone(connection: sa.Connection, name: str | None) -> Judgement:
    """The judgement that is to be taken back, as long as it stands."""
    query = sa.select(table.c.body_json).where(table.c.id == name)
    body = connection.execute(query).scalar()
    if body is None:
        raise RecordError(f"there is no judgement {name or 'without an id'}")
    found = _JUDGEMENT.decode(body)
    by = judged.undone(of_claims(connection, found.claims)).get(found.id)
    if by is not None:
        raise RecordError(f"judgement {found.id[:SHORT]} is undone already, by {by[:SHORT]}")
    return found


def _fits(one: Judgement, seen: Mapping[str, Claim]) -> None:
    """Make sure that a correction fits the claim as it stands."""
    if one.action is not Action.CORRECT:
        return
    (claim,) = one.claims
    try:
        correct(seen[claim], one.field or "", one.value)
    except CorrectionError as error:
        raise RecordError(str(error)) from error


def _fresh(connection: sa.Connection, made: Iterable[Judgement]) -> list[Judgement]:
    told = {one.id: one for one in made}
    there: set[str] = set()
    for some in chunks(told):
        query = sa.select(table.c.id).where(table.c.id.in_(some))
        there |= set(connection.execute(query).scalars())
    return [one for one in told.values() if one.id not in there]


def row_of(one: Judgement, position: int) -> dict[str, Any]:
    """The row that a judgement becomes; `position` counts judgements as they came."""
    return {
        "position": position,
        "id": one.id,
        "at": one.at,
        "author": storable(one.author),
        "action": one.action.value,
        "reason": storable(one.reason),
        "undoes": one.undoes,
        "body_json": msgspec.json.encode(one).decode(),
    }


def _entry(one: Judgement) -> custody.Entry:
    """The entry in the log; the id is the SHA-256 of the judgement, so the log seals it."""
    about = f" {one.undoes[:SHORT]}" if one.undoes else ""
    note = f"{one.action}{about} by {one.author}: {', '.join(one.claims)}"
    return custody.Entry(JUDGE, one.id, one.id, note)


def matters(connection: sa.Connection, one: Judgement) -> bool:
    """Whether a judgement may change links or estimates; undoing one does what that one did."""
    while one.undoes is not None:
        query = sa.select(table.c.body_json).where(table.c.id == one.undoes)
        body = connection.execute(query).scalar()
        if body is None:
            return True
        one = _JUDGEMENT.decode(body)
    return one.action not in _ASIDE


def _bound(connection: sa.Connection, touched: Iterable[str]) -> set[str]:
    """Claims with all that merging and splitting, undone or not, ties to them."""
    reached = set(touched)
    if not reached:
        return reached
    ties = [set(one.claims) for one in linking(connection) if one.action is not Action.UNDO]
    while near := [tie for tie in ties if not tie.isdisjoint(reached)]:
        reached = reached.union(*near)
        ties = [tie for tie in ties if not tie <= reached]
    return reached


def _unlink(connection: sa.Connection, found: Iterable[str]) -> None:
    """Have the articles of claims linked again."""
    for some in chunks(sorted(found)):
        told = sa.select(claims.c.article).where(claims.c.id.in_(some))
        connection.execute(
            sa.update(articles).where(articles.c.id.in_(told)).values(linked=sa.false())
        )
