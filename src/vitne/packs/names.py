"""Reads how much each sign of a word weighs that it is part of a name, and of what kind of name."""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from vitne.errors import PackError

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"vitnenm1"
WORD = "cw"  # begins the sign that a word is itself
_HEAD = struct.Struct("<8sI")

Row = tuple[int, ...]  # what something weighs for each label, in the order of the card


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is shipped beside the weights; evaluation/names_train.py writes it.

    `labels` are the parts of names that are told apart ("B-person", "I-person"), the first of them no
    name. A name whose words lead by `lead` over any other reading is right with a chance of
    1 / (1 + exp(-(slope * lead + constant))).
    """

    version: int
    card: str
    labels: tuple[str, ...]
    slope: float
    constant: float
    weights: str  # hash of the file beside it


class Weights:
    """What each sign weighs: signs are known by their hashes, and only those are held in memory.

    No word that the model was trained on stands in the file.
    """

    __slots__ = ("_at", "_row", "_rows", "card", "id")

    def __init__(self, name: str, card: Card, path: Path) -> None:
        """Map the file of the weights into memory.

        Raises:
            PackError: It is of another format.
        """
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        magic, count = _HEAD.unpack_from(view)
        width = len(card.labels)
        if magic != MAGIC or len(view) != _HEAD.size + count * (4 + width):
            raise PackError(f"{path}: no weights of this version")
        self.id = name
        self.card = card
        keys = _keys(view[_HEAD.size : _HEAD.size + 4 * count])
        self._at = dict(zip(keys, range(count), strict=True))
        self._rows = view[_HEAD.size + 4 * count :]
        self._row = struct.Struct(f"{width}b")

    def __len__(self) -> int:
        return len(self._at)

    def of(self, sign: str) -> Row | None:
        """What a sign weighs for each label; None where nothing is known of it."""
        at = self._at.get(crc32(sign.encode()))
        return None if at is None else self._row.unpack_from(self._rows, at * self._row.size)

    def knows(self, low: str) -> bool:
        """Whether a folded word itself was seen in training, and not only its like."""
        return self.of(f"{WORD}{low}") is not None


@cache
def read_weights(name: str) -> Weights:
    """The weights that vitne ships under a name, as the setting of a language names them.

    Raises:
        PackError: There are none, or a file of them is wrong.
    """
    with as_file(files("vitne") / "data" / "names") as folder:
        path = folder / f"{name}.json"
        try:
            card = msgspec.json.decode(path.read_bytes(), type=Card)
        except (OSError, msgspec.DecodeError) as error:
            raise PackError(f"{path}: {error}") from error
        return Weights(name, card, path.with_suffix(".weights"))


def written(rows: dict[str, Row]) -> bytes:
    """The file of the weights of signs; of two signs with one hash, the later in order stays."""
    known = {crc32(sign.encode()): rows[sign] for sign in sorted(rows)}
    keys = sorted(known)
    told = b"".join(struct.pack(f"{len(known[key])}b", *known[key]) for key in keys)
    return _HEAD.pack(MAGIC, len(keys)) + struct.pack(f"<{len(keys)}I", *keys) + told


def _keys(view: memoryview) -> memoryview | array[int]:
    if sys.byteorder == "little":
        return view.cast("I")
    found = array("I", view)
    found.byteswap()
    return found
