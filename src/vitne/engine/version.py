"""Which reader reads: the same digest, the same claims of the same articles."""

from __future__ import annotations

import functools
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_CODE = ("model", "packs", "captures", "articles", "passages", "mentions", "claims")
_DATA = ("languages", "events", "actors", "places", "outlets")
_BYTES = 16


@functools.cache
def reader() -> str:
    """A digest of the code that reads and of its packs, as this process has them."""
    digest = blake2b(digest_size=_BYTES)
    root = files("vitne")
    parts = [root / name for name in _CODE] + [root / "data" / name for name in _DATA]
    for path, content in _contents([root / "pipeline.py", *parts]):
        digest.update(f"{path} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def _contents(parts: list[Traversable], above: str = "") -> Iterator[tuple[str, bytes]]:
    for part in sorted(parts, key=lambda one: one.name):
        name = f"{above}{part.name}"
        if part.is_dir() and part.name != "__pycache__":
            yield from _contents(list(part.iterdir()), f"{name}/")
        elif part.is_file() and not part.name.startswith("."):
            yield name, part.read_bytes()
