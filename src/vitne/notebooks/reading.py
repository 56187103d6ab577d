"""Reads one article for a notebook."""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vitne import captures, pipeline
from vitne.articles.dates import parse_edtf
from vitne.captures import CaptureFailure
from vitne.errors import CaptureError
from vitne.model import Capture, Metadata
from vitne.notebooks.listing import Listing
from vitne.notebooks.rows import ReadClaim
from vitne.packs.pack import Packs
from vitne.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    import pandas as pd
    import pyarrow as pa

    from vitne import model
    from vitne.model import Article, Claim
    from vitne.notebooks.rows import ClaimRow
    from vitne.wording import Wording

_NAME = "text"  # what an article without a file is called
_LONGEST_PATH = 1_000  # characters
_SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".parquet", ".warc", ".gz",
             ".zst")  # fmt: skip


class Reading:
    """One article with its claims.

    `article` is what was read, `claims` and `tolls` are lists that turn into tables. In a notebook
    it shows the text with the words of its claims lit.
    """

    def __init__(
        self, data: model.Reading, words: Wording, rows: Sequence[ClaimRow] | None = None
    ) -> None:
        """Take a reading.

        Args:
            data: The article, its passages and its claims.
            words: In which language it is shown.
            rows: The claims as a record has them; without incidents and judgements if None.
        """
        self.data = data
        self._words = words
        self._rows = rows

    @property
    def article(self) -> Article:
        """The article: its text, its language, when it was published and by whom."""
        return self.data.article

    @cached_property
    def claims(self) -> Listing[ClaimRow]:
        """All claims in the order of the text, background numbers too."""
        return self._listing(lambda row: True)

    @cached_property
    def tolls(self) -> Listing[ClaimRow]:
        """The claims that say how many people were harmed."""
        return self._listing(lambda row: row.claim.toll is not None)

    def to_arrow(self) -> pa.Table:
        """The claims as an Arrow table."""
        return self.claims.to_arrow()

    def to_pandas(self) -> pd.DataFrame:
        """The claims as a pandas frame."""
        return self.claims.to_pandas()

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.data.claims)

    def __len__(self) -> int:
        return len(self.data.claims)

    def __bool__(self) -> bool:
        return True  # an article without claims is an article

    def __repr__(self) -> str:
        title = self.article.title or self.data.file
        return f"{title}: {self._words.count('claim', len(self))}"

    def _repr_html_(self) -> str:
        from vitne.notebooks import text  # noqa: PLC0415 - only where it is shown

        return text.article(self.data, self._words)

    def _listing(self, wanted: Callable[[ClaimRow], bool]) -> Listing[ClaimRow]:
        from vitne.notebooks.views import CLAIMS  # noqa: PLC0415 - as above

        own = self._rows
        rows: Sequence[ClaimRow] = (
            own if own is not None else [_row(self.data, one) for one in self.data.claims]
        )
        found = [row for row in rows if wanted(row)]
        return Listing(CLAIMS, lambda limit: iter(found[:limit]), self._words)


def read(given: str | bytes | PathLike[str], *, metadata: Metadata, interface: str) -> Reading:
    """Read one article: its text, its HTML, or the file that holds it.

    Raises:
        CaptureError: It cannot be read, or the file holds none, or several.
    """
    words = wording(interface)
    if metadata.published is not None and parse_edtf(metadata.published) is None:
        raise CaptureError(
            f"published: {metadata.published!r} is no EDTF date, such as 2020, 2020-10 or 2020-10-04"
        )
    return Reading(pipeline.read(_capture(given, metadata), _packs()), words)


@cache
def _packs() -> Packs:
    """The packs of this process, read once."""
    return Packs()


def _capture(given: str | bytes | PathLike[str], metadata: Metadata) -> Capture:
    path = _path(given)
    if path is not None:
        return _one(path, metadata)
    data = given if isinstance(given, bytes) else str(given).encode("utf-8", "replace")
    if not data.strip():
        raise CaptureError(f"{_NAME}: empty")
    head = data[:1_000].lstrip().lower()
    kind = "text/html" if head.startswith((b"<!doctype html", b"<html")) else "text/plain"
    return Capture(_NAME, data, hashlib.sha256(data).hexdigest(), kind, metadata)


def _path(given: str | bytes | PathLike[str]) -> Path | None:
    """The path that is meant; None where a text was given.

    A text of one word that ends as the name of a file does is a path, also where there is none.
    """
    if isinstance(given, bytes):
        return None
    if not isinstance(given, str):
        return Path(given)
    if len(given) > _LONGEST_PATH or "\n" in given or "\x00" in given:
        return None
    path = Path(given)
    try:
        if path.is_file():
            return path
    except OSError:  # the name is too long for a file system
        return None
    named = given.lower().endswith(_SUFFIXES) and not any(sign.isspace() for sign in given)
    return path if named else None


def _one(path: Path, metadata: Metadata) -> Capture:
    found = list(captures.capture([str(path)], metadata=metadata))
    if len(found) != 1:
        raise CaptureError(
            f"{path}: holds {len(found)} reports and not one; capture them into a record "
            "(`vitne capture`), and open that"
        )
    one = found[0]
    if isinstance(one, CaptureFailure):
        raise CaptureError(f"{one.file}: {one.reason}")
    return one


def _row(reading: model.Reading, claim: Claim) -> ReadClaim:
    article = reading.article
    return ReadClaim(
        claim=claim,
        article=article.id,
        file=reading.file,
        language=article.language,
        outlet=article.publisher,
        published=article.published.earliest.isoformat() if article.published else None,
    )
