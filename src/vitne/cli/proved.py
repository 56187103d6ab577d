"""What a proof of the packs comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vitne.errors import PackError


class Failure(msgspec.Struct, frozen=True):
    """One thing wrong with a pack, at a file (below data/) and an entry."""

    file: str
    entry: str
    reason: str


class Proof(msgspec.Struct, frozen=True):
    """What was proved of one kind of entry of one language."""

    language: str
    kind: str
    entries: int
    sentences: int
    failures: tuple[Failure, ...]


def broken(code: str, kind: str, error: PackError, file: str = "") -> Proof:
    """The proof of a pack that cannot even be read."""
    return Proof(code, kind, 0, 0, (Failure(file, "-", f"cannot be read: {error}"),))
