"""Finds the files that paths, folders and patterns stand for."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from vitne.captures.limits import CaptureFailure

if TYPE_CHECKING:
    from collections.abc import Iterator

META = ".meta.json"
PACKED = (".gz", ".zst")
LINES = tuple(f"{name}{packed}" for name in (".jsonl", ".ndjson") for packed in ("", *PACKED))
ARCHIVES = (".warc", ".warc.gz")
TABLES = (".parquet",)
_TAKEN = (".txt", ".text", ".html", ".htm", ".xhtml", *LINES, *ARCHIVES, *TABLES)
_PATTERN = frozenset("*?[")


def find(path: str) -> Iterator[Path | CaptureFailure]:
    """Find the files behind one argument: a file, a folder with all below it, or a glob pattern.

    Of a folder only text, HTML, JSONL, WARC and Parquet files are taken, in order of name; hidden
    files and links to folders are left out, so that no loop of folders is ever walked.
    """
    if "\x00" in path:
        yield CaptureFailure(path, "no file can have this name")
    elif os.path.lexists(path):
        yield from _file_or_folder(Path(path))
    elif _PATTERN.intersection(path):
        yield from _glob(path)
    else:
        yield CaptureFailure(path, "there is no such file or folder")


def _glob(pattern: str) -> Iterator[Path | CaptureFailure]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob cannot be absolute)
    if not found:
        yield CaptureFailure(pattern, "no file matches this pattern")
    for name in found:
        if not name.endswith(META) and not (Path(name).is_dir() and "**" in pattern):
            yield from _file_or_folder(Path(name))


def _file_or_folder(path: Path) -> Iterator[Path | CaptureFailure]:
    try:
        is_folder = path.is_dir()
    except OSError as error:
        yield CaptureFailure(name_of(path), reason_of(error))
        return
    if not is_folder:
        if not path.name.endswith(META):
            yield path
        return
    empty = True
    for found in _walk(path):
        empty = False
        yield found
    if empty:
        yield CaptureFailure(
            name_of(path), "no text, HTML, JSONL, WARC or Parquet file is in this folder"
        )


def _walk(top: Path) -> Iterator[Path | CaptureFailure]:
    """Walk a folder without recursion, so that its depth does not matter."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            if not folder.is_dir():
                inside = None
            elif folder == top or not folder.is_symlink():
                inside = sorted(folder.iterdir(), reverse=True)
            else:
                yield CaptureFailure(name_of(folder), "a link to a folder; not followed")
                continue
        except OSError as error:
            yield CaptureFailure(name_of(folder), reason_of(error))
            continue
        if inside is not None:
            waiting += [path for path in inside if not path.name.startswith(".")]
        elif folder.name.lower().endswith(_TAKEN):
            yield folder


def name_of(path: Path) -> str:
    """The name of a file as it can be printed; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def reason_of(error: OSError) -> str:
    """What went wrong with a file, in words a person knows: "Permission denied"."""
    return (error.strerror or type(error).__name__).lower()
