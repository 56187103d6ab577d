"""The judgements of a record, read back in the order in which they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.incidents import judged
from vitne.model import Action, Claim, Judgement
from vitne.record.names import among
from vitne.record.rows import chunks
from vitne.record.schema import claims, judged_claims
from vitne.record.schema import judgements as table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

SHORT = 12  # digits of an id that tell a judgement from others, for a person
_CLAIM = msgspec.json.Decoder(Claim)
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_SHOWN = 5  # ids that are offered where several begin alike


class _Light(msgspec.Struct, frozen=True, gc=False):
    """A judgement without what was seen, which is most of its JSON and seldom asked for."""

    id: str
    at: str
    author: str
    action: Action
    claims: tuple[str, ...]
    field: str | None
    value: Any
    reason: str
    undoes: str | None
    turn: tuple[str, int] | None


_LIGHT = msgspec.json.Decoder(_Light)


def standing(connection: sa.Connection, *, about: Collection[str] | None = None) -> list[Judgement]:
    """The judgements that count now, in order: undone ones and undoings are left out.

    What was seen when they were made is left out as well, for speed; `every` and `history` have it.

    Args:
        connection: To the record.
        about: Ids of claims: only the judgements on these, which is quick; all if None.
    """
    query = sa.select(table.c.body_json)
    if about is not None:
        query = query.where(_on(connection, about))
    return judged.standing(map(_light, connection.execute(query).scalars()))


def every(connection: sa.Connection) -> list[Judgement]:
    """All judgements, undone ones too, in the order of their turns."""
    return decoded(connection.execute(sa.select(table.c.body_json)).scalars())


def history(connection: sa.Connection, claim: str) -> list[Judgement]:
    """All that was decided of a claim, undone or not, in the order of the turns."""
    return of_claims(connection, [claim])


def of_claims(connection: sa.Connection, wanted: Collection[str]) -> list[Judgement]:
    """All judgements on some claims, undone ones and undoings too, in the order of their turns."""
    query = sa.select(table.c.body_json).where(_on(connection, wanted))
    return decoded(connection.execute(query).scalars())


def constraints(
    connection: sa.Connection,
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pairs of claims that people merged, and those that they split."""
    return judged.constraints(judged.standing(linking(connection)))


def best_figures(connection: sa.Connection, wanted: Collection[str]) -> Mapping[str, int]:
    """The best figures that people chose for an incident with some claims, by measure."""
    chosen = sa.select(table.c.id).where(table.c.action == Action.BEST, _on(connection, wanted))
    if connection.execute(chosen.limit(1)).first() is None:
        return {}
    return judged.best_figures(standing(connection, about=wanted), wanted)


def with_best(connection: sa.Connection) -> frozenset[str]:
    """The claims at which anybody ever chose a best figure, by id."""
    query = sa.select(judged_claims.c.claim).join(table, table.c.id == judged_claims.c.judgement)
    return frozenset(connection.execute(query.where(table.c.action == Action.BEST)).scalars())


def grades(connection: sa.Connection) -> dict[str, str]:
    """The grade given last at each claim."""
    graded = [one for one in standing(connection) if one.action is Action.GRADE]
    return {claim: str(one.value) for one in graded for claim in one.claims}


def judgement_id(connection: sa.Connection, beginning: str) -> str:
    """The id of the one judgement whose id begins so.

    Raises:
        RecordError: There is none, or there are several.
    """
    asked = beginning.strip().lower()
    query = sa.select(table.c.id).order_by(table.c.id).limit(_SHOWN + 1)
    query = query.where(table.c.id >= asked, table.c.id < asked + "g")  # after every digit
    digits = bool(asked) and set(asked) <= set("0123456789abcdef")
    found: list[str] = list(connection.execute(query).scalars()) if digits else []
    if not found:
        raise RecordError(f"there is no judgement whose id begins with {beginning!r}")
    if len(found) > 1:
        some = ", ".join(one[:SHORT] for one in found[:_SHOWN])
        more = ", …" if len(found) > _SHOWN else ""
        raise RecordError(f"{beginning!r} is the beginning of several ids: {some}{more}")
    return found[0]


def read_claims(connection: sa.Connection, wanted: Iterable[str]) -> dict[str, Claim]:
    """Claims as they are read now, by id; those that are not in the record are left out."""
    found: dict[str, Claim] = {}
    for some in chunks(wanted):
        query = sa.select(claims.c.id, claims.c.claim_json).where(claims.c.id.in_(some))
        found |= {row.id: _CLAIM.decode(row.claim_json) for row in connection.execute(query)}
    return found


def decoded(rows: Iterable[str]) -> list[Judgement]:
    """The judgements of some rows, in the order of their turns."""
    return sorted(map(_JUDGEMENT.decode, rows), key=judged.turn)


def linking(connection: sa.Connection) -> list[Judgement]:
    """All merges and splits, with all that may undo them; without what was seen."""
    actions = (Action.MERGE, Action.SPLIT, Action.UNDO)
    query = sa.select(table.c.body_json).where(table.c.action.in_(actions))
    return [_light(row) for row in connection.execute(query).scalars()]


def _light(row: str) -> Judgement:
    one = _LIGHT.decode(row)
    return Judgement(
        one.id, one.at, one.author, one.action, one.claims, one.field, one.value, one.reason,
        one.undoes, turn=one.turn,
    )  # fmt: skip


def _on(connection: sa.Connection, wanted: Collection[str]) -> sa.ColumnElement[bool]:
    """That a judgement is on one of some claims."""
    told = among(connection, judged_claims.c.claim, wanted)
    return table.c.id.in_(sa.select(judged_claims.c.judgement).where(told))
