"""Keeps what was compiled from pack files beside the compiled code, as Python keeps its modules.

Compiling the words of a language takes half a second, reading them back a twentieth. What is kept
lies in `__pycache__` and is taken only where it was made from these very files by this very code,
so that who edits a pack sees the edit at once. Where it cannot be kept, it is compiled each time.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_CODE = Path(__file__).parent
_SUFFIXES = frozenset({".toml", ".csv", ".json", ".py"})


def compiled(name: str, folders: Iterable[Path], make: Callable[[], T]) -> T:
    """What `make` makes of the files in some folders: as kept, else made anew and kept.

    Args:
        name: What it is kept as.
        folders: Where the files lie that it is made of; folders in them are not looked at.
        make: Makes it; the result must pickle.
    """
    key = _key([*folders, _CODE, _CODE.parent / "model"])
    path = _CODE / "__pycache__" / f"{name}.{sys.implementation.cache_tag}.pack"
    with _unwatched():
        kept = _load(path, key)
        if kept is not None:
            return kept[0]  # type: ignore[no-any-return]
        made = make()
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder that cannot be written to
                _keep(path, key + pickle.dumps((made,), pickle.HIGHEST_PROTOCOL))
        return made


def _key(folders: Iterable[Path]) -> bytes:
    """A hash of the files, with their names, and of what else decides how they are kept."""
    found = blake2b(f"{sys.version} {msgspec.__version__}".encode())
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in _SUFFIXES:
                content = path.read_bytes()
                found.update(f"{path.name} {len(content)} ".encode())
                found.update(content)
    return found.digest()


def _load(path: Path, key: bytes) -> tuple[Any] | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if not content.startswith(key):
        return None
    try:
        return pickle.loads(memoryview(content)[len(key) :])  # type: ignore[no-any-return]  # noqa: S301 - as safe as the code beside it
    except (pickle.UnpicklingError, EOFError):  # cut short, by a full disk
        return None


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole, whoever else writes it at the same time."""
    path.parent.mkdir(exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(path)


@contextmanager
def _unwatched() -> Iterator[None]:
    """Without the garbage collector, which finds nothing here and takes half of the time."""
    watched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if watched:
            gc.enable()
