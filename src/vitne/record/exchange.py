"""Judgements out of one record and into another, as JSON, one a line.

The same judgements come out in the same lines, whatever the order in which they came in; taking in
what is there already changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.incidents.decisions import fault
from vitne.model import Action, Judgement
from vitne.record.decided import SHORT, every, read_claims
from vitne.record.judgements import identity, put
from vitne.record.rows import chunks
from vitne.record.schema import judgements as table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

LONGEST = 4 * 1024 * 1024  # bytes of a line
_AT_ONCE = 500  # judgements put in together
_MARK = b"\xef\xbb\xbf"  # that some editors put before UTF-8
_JUDGEMENT = msgspec.json.Decoder(Judgement)


class Said(msgspec.Struct, frozen=True):
    """Something that is to be said of a line."""

    line: int
    text: str


class TakenIn(msgspec.Struct):
    """What came of the lines of an export.

    `refused` are no sound judgements and were left out; `waiting` were taken in, but are about
    something that the record does not have yet.
    """

    new: int = 0
    known: int = 0
    refused: list[Said] = []
    waiting: list[Said] = []


def export(connection: sa.Connection) -> Iterator[bytes]:
    """All judgements of a record, undone ones too, in the order of their turns."""
    for one in every(connection):
        yield msgspec.json.encode(one, order="deterministic") + b"\n"


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers; of endless ones as much as is refused."""
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        yield number, line.removeprefix(_MARK) if number == 1 else line
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST)


def take_in(
    connection: sa.Connection, found: Iterable[tuple[int, bytes]], *, at: str, operator: str
) -> TakenIn:
    """Take in judgements that were exported from a record, this one or another.

    Args:
        connection: A transaction that may write.
        found: Lines with their numbers.
        at: Now, UTC, ISO 8601, for the log of custody.
        operator: Who takes them in.
    """
    result = TakenIn()
    for some in chunks(_sound(found, result), _AT_ONCE):
        _take(connection, some, result, at=at, operator=operator)
    return result


def _sound(found: Iterable[tuple[int, bytes]], result: TakenIn) -> Iterator[tuple[int, Judgement]]:
    """The judgements of lines; of others it is noted what is wrong with them."""
    for number, line in found:
        if not line.strip():
            continue
        try:
            yield number, _judgement(line)
        except _RefusedError as error:
            result.refused.append(Said(number, str(error)))


class _RefusedError(ValueError):
    """A line is no judgement."""


def _judgement(line: bytes) -> Judgement:
    if len(line) > LONGEST:
        raise _RefusedError(f"longer than {LONGEST} bytes")
    try:
        one = _JUDGEMENT.decode(line)
        name = identity(one)
    except (ValueError, RecursionError) as error:
        raise _RefusedError(f"no judgement: {error}") from error
    if (wrong := fault(one)) is not None:
        raise _RefusedError(wrong)
    if name != one.id:
        raise _RefusedError(
            f"its id {one.id[:SHORT]!r} is not that of what it says: it was changed, or written by "
            "another version of vitne"
        )
    return one


def _take(
    connection: sa.Connection,
    some: Sequence[tuple[int, Judgement]],
    result: TakenIn,
    *,
    at: str,
    operator: str,
) -> None:
    made = [one for _, one in some]
    there = read_claims(connection, sorted({claim for one in made for claim in one.claims}))
    targets = _targets(connection, made)
    sound = []
    for number, one in some:
        target = targets.get(one.undoes or "")
        if target is not None and set(target.claims) != set(one.claims):
            text = f"it undoes judgement {target.id[:SHORT]}, but names other claims"
            result.refused.append(Said(number, text))
            continue
        sound.append(one)
        if lost := [claim for claim in one.claims if claim not in there]:
            text = f"not in the record (yet): claim {', '.join(lost)}"
            result.waiting.append(Said(number, text))
        if one.action is Action.UNDO and target is None:
            text = f"not in the record (yet): judgement {(one.undoes or '')[:SHORT]}"
            result.waiting.append(Said(number, text))
    fresh = put(connection, sound, at=at, operator=operator)
    result.new += len(fresh)
    result.known += len(sound) - len(fresh)


def _targets(connection: sa.Connection, made: Sequence[Judgement]) -> dict[str, Judgement]:
    """What is undone by some judgements, where it is among them or in the record."""
    found = {one.id: one for one in made}
    for some in chunks({one.undoes for one in made if one.undoes} - found.keys()):
        query = sa.select(table.c.body_json).where(table.c.id.in_(some))
        told = map(_JUDGEMENT.decode, connection.execute(query).scalars())
        found |= {one.id: one for one in told}
    return found
