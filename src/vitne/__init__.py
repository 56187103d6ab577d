"""vitne reads news reports of armed conflict into attributed, checkable claims.

`vitne.read(text)` reads one article, `vitne.open("record.db")` looks into a record (docs/notebooks.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from vitne.version import __version__

if TYPE_CHECKING:
    from os import PathLike

    from vitne.notebooks.opening import Record
    from vitne.notebooks.reading import Reading

__all__ = ["__version__", "open", "read"]

# What the two need is imported when they are called, so that `import vitne` and `vitne read` stay light.


def read(
    given: str | bytes | PathLike[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    interface: str = "en",
) -> Reading:
    """Read one article: its text, its HTML, or the file that holds it.

    >>> vitne.read("Minst 14 ble drept i Barda onsdag.", published="2020-10-28").tolls  # doctest: +SKIP

    Args:
        given: The text, its bytes, or a path.
        published: When it was published, where it does not say so (EDTF): 2020, 2020-10, 2020-10-04.
        publisher: Who published it.
        language: Its language (BCP 47); told by its words if None.
        interface: The language in which it is shown: en, nb.

    Returns:
        A handle with `article`, `claims`, `tolls`, `to_arrow()` and `to_pandas()`, which shows the text
        with the words of its claims lit.

    Raises:
        CaptureError: It cannot be read, or the file holds none, or several.
    """
    from vitne.model import Metadata  # noqa: PLC0415
    from vitne.notebooks import reading  # noqa: PLC0415

    metadata = Metadata(published=published, publisher=publisher, language=language)
    return reading.read(given, metadata=metadata, interface=interface)


def open(target: str | PathLike[str], *, interface: str = "en") -> Record:
    """Open a record to look into it.

    >>> vitne.open("record.db").incidents(place="Barda").to_pandas()  # doctest: +SKIP

    Args:
        target: The path of an SQLite file, or a postgresql:// address.
        interface: The language in which it is shown: en, nb.

    Returns:
        A handle with `incidents()`, `claims()`, `estimates()`, `voices()`, `articles()`, `incident(id)`,
        `article(id)` and `export(format, path)`.

    Raises:
        RecordError: There is no record, it is something else, or it cannot be used.
    """
    from vitne.notebooks.opening import open_record  # noqa: PLC0415

    return open_record(target, _export, interface=interface)


def _export(record: Any, name: str, out: BinaryIO, options: dict[str, Any]) -> int:
    """Write an export for a notebook, which is a face: where nobody says what time it is, it is now."""
    import datetime as dt  # noqa: PLC0415

    from vitne.exports.export import Wish, export  # noqa: PLC0415

    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    generated_at = options.pop("generated_at", now)
    return export(record, name, out, Wish(**options), generated_at=generated_at)
