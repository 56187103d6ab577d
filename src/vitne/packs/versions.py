"""Which knowledge something was made with: one number for all packs, the same on every machine."""

from __future__ import annotations

import functools
from hashlib import sha256
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from vitne.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What is read, linked, reconciled or coded by. Of the gazetteer, its list of states holds the hash
# of the two large files beside it, and of the weights of names their card does.
_KNOWLEDGE = ("languages/*", "events", "actors", "places", "names", "outlets", "linking", "profiles",
              "voices", "exports")  # fmt: skip
_SUFFIXES = frozenset({".toml", ".csv", ".json", ".txt"})
_DIGITS = 12


@functools.cache
def packs() -> str:
    """The version of the packs: the first digits of a hash of their files, "3f2a91bc6d10"."""
    found = sha256()
    with as_file(files("vitne") / "data") as data:
        for path in _knowledge(data):
            content = path.read_bytes()
            found.update(f"{path.relative_to(data).as_posix()} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()[:_DIGITS]


def edition() -> str:
    """The version of vitne and of its packs, as SemVer writes both: "0.1.0+packs.3f2a91bc6d10"."""
    return f"{__version__}+packs.{packs()}"


def software() -> str:
    """This software with its edition: "vitne 0.1.0+packs.3f2a91bc6d10"."""
    return f"vitne {edition()}"


def _knowledge(data: Path) -> Iterator[Path]:
    """The files of all packs in one order; none of the cases they are proved with."""
    folders = sorted(folder for pattern in _KNOWLEDGE for folder in data.glob(pattern))
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)
