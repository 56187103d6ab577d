"""Reads pack files into typed entries, with errors that name file and key."""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import msgspec

from vitne.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

T = TypeVar("T")


def read(path: Traversable, kind: type[T]) -> T:
    """Read one TOML file as `kind`.

    Raises:
        PackError: The file is missing, is no TOML, lacks a key or has one too many.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table, kind)
    except FileNotFoundError as error:
        raise PackError(f"{path}: there is no such pack file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: not a TOML file: {error}") from error
    except msgspec.ValidationError as error:
        raise PackError(f"{path}: {error}") from error


@contextmanager
def naming(path: Traversable) -> Iterator[None]:
    """Let what goes wrong while the entries of a file are put to use name the file.

    Raises:
        PackError: An entry is wrong.
    """
    try:
        yield
    except PackError as error:
        if str(path) in str(error):
            raise
        raise PackError(f"{path}: {error}") from error
