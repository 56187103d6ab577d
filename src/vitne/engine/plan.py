"""What a run reads: files cut into pieces, pieces put into splits, splits into chunks.

A split is what one task reads. A chunk is what is published at once. Both come from the files alone:
any number of workers makes the same of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.captures import CaptureFailure  # noqa: TC001 - msgspec needs it at run time
from vitne.captures.making import Settings
from vitne.captures.pieces import Examined, Piece
from vitne.errors import EngineError
from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

PLAN = "run.json"
FORM = 1  # of the folder; another number where an older vitne would not understand it
_MIB = 1024 * 1024
_SMALLEST, _LARGEST = _MIB // 4, 32 * _MIB  # bytes of a split
_SPLITS = 4096  # of a chunk, and of a run that is not too large for splits of the largest size
_PIECES = 1000  # of a split: files may be small

Split = tuple[Piece, ...]


class Reads(msgspec.Struct, frozen=True):
    """What else decides on what is read of an article, besides its bytes.

    `reader` is a digest of the code and packs; `patience` is in CPU-seconds an article.
    """

    reader: str
    metadata: Metadata = Metadata()
    captured_at: str | None = None
    patience: int = 300

    @property
    def settings(self) -> Settings:
        """What captures are made with."""
        return Settings(metadata=self.metadata, now=self.captured_at)


class Plan(msgspec.Struct, frozen=True):
    """All of a run; kept in its folder, so that it can be gone on with."""

    reads: Reads
    files: tuple[Examined, ...]  # without their pieces, which are in the splits
    splits: tuple[Split, ...]
    unfound: tuple[CaptureFailure, ...] = ()
    form: int = FORM

    @property
    def chunks(self) -> range:
        """The numbers of the chunks."""
        return range(-(-len(self.splits) // _SPLITS))

    def of_chunk(self, chunk: int) -> dict[int, Split]:
        """The splits of a chunk, by their numbers."""
        first = chunk * _SPLITS
        return dict(enumerate(self.splits[first : first + _SPLITS], first))


def piece_size(total: int) -> int:
    """How many bytes are read in one task, where there are so many in all."""
    return min(max(total // _SPLITS, _SMALLEST), _LARGEST)


def make(
    reads: Reads, examined: Sequence[Examined], unfound: Iterable[CaptureFailure], most: int
) -> Plan:
    """A plan for files that were looked through and cut into pieces of about `most` bytes."""
    files = tuple(msgspec.structs.replace(one, pieces=()) for one in examined)
    pieces = (piece for one in examined for piece in one.pieces)
    return Plan(reads, files, tuple(_splits(pieces, most)), tuple(unfound))


def _splits(pieces: Iterable[Piece], most: int) -> Iterator[Split]:
    """Pieces that follow each other, put together until they are large or many."""
    held: list[Piece] = []
    size = 0
    for piece in pieces:
        if held and (size + piece.size > most or len(held) >= _PIECES):
            yield tuple(held)
            held, size = [], 0
        held.append(piece)
        size += piece.size
    if held:
        yield tuple(held)


def load(folder: Path) -> Plan | None:
    """The plan of a folder; None where none is begun there.

    Raises:
        EngineError: It is no plan, or one of another vitne.
    """
    path = folder / PLAN
    try:
        plan = msgspec.json.decode(path.read_bytes(), type=Plan)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EngineError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error
    except msgspec.DecodeError as error:
        raise EngineError(f"{path}: not the plan of a run: {error}") from error
    if plan.form != FORM:
        raise EngineError(f"{path}: a run of another vitne; go on with that, or use another --out")
    return plan


def refuse_others(folder: Path, plan: Plan, reads: Reads, names: Sequence[str]) -> None:
    """Refuse to go on with a run that read otherwise, or other files.

    Raises:
        EngineError: It is another run.
    """
    another = "; use another --out, or remove this folder"
    kept = plan.reads
    if kept.reader != reads.reader:
        raise EngineError(
            f"{folder}: begun with another version of the reader or its packs "
            f"({kept.reader[:8]}, now {reads.reader[:8]}): half would be read otherwise{another}"
        )
    for field in ("metadata", "captured_at", "patience"):
        was, now = getattr(kept, field), getattr(reads, field)
        if was != now:
            raise EngineError(
                f"{folder}: begun with other options: {field} {was}, now {now}{another}"
            )
    known = [one.name for one in plan.files]
    if known != list(names):
        odd = next(iter(sorted(set(known) ^ set(names))), "another order")
        what = "is missing" if odd in known else "was not among the inputs"
        what = "of the inputs" if odd == "another order" else what
        raise EngineError(f"{folder}: begun with other inputs: {odd} {what}{another}")
