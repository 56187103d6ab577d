"""Packs files into a zip archive that is the same whenever it is made of the same."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_FIRST = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive knows
_PIECE = 1 << 20
_READABLE = 0o644 << 16


class Archive:
    """A zip archive that is written to a stream. A context manager that ends it.

    `at` is the time of all its files, UTC, ISO 8601. Files with `packed` true are compressed.
    """

    def __init__(self, out: BinaryIO, *, at: str) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._at = _stamp(at)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.__exit__(kind, error, trace)

    def add(self, name: str, file: BinaryIO, *, packed: bool) -> None:
        """Add a file from its beginning."""
        file.seek(0)
        info = zipfile.ZipInfo(name, self._at)
        info.external_attr = _READABLE
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=True) as member:
            shutil.copyfileobj(file, member, _PIECE)

    def add_text(self, name: str, text: str) -> None:
        """Add a text as a file in UTF-8."""
        info = zipfile.ZipInfo(name, self._at)
        info.external_attr = _READABLE
        info.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(info, text.encode())


def _stamp(at: str) -> tuple[int, int, int, int, int, int]:
    try:
        time = dt.datetime.fromisoformat(at)
    except ValueError:
        return _FIRST
    stamp = time.timetuple()[:6]
    return stamp if stamp > _FIRST else _FIRST
