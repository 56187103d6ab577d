"""What is taken in at most, and what is handed back for what cannot be taken in."""

from __future__ import annotations

import msgspec

_MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """How much is read before a report is refused; sizes in bytes."""

    article: int = 64 * _MIB  # one file, line, row, record of an archive, or page
    metadata: int = _MIB  # one NAME.meta.json
    unpacked: int = 256 * _MIB  # of a packed file; more is taken …
    ratio: int = 200  # … only up to this many times its packed size: beyond lies a bomb
    entries: int = 1000  # of one feed, or addresses of one sitemap
    sitemaps: int = 20  # of one index of sitemaps

    def unpacks_to(self, packed: int) -> int:
        """How many bytes may come of so many packed ones."""
        return max(self.unpacked, packed * self.ratio)


class CaptureFailure(msgspec.Struct, frozen=True):
    """One report that could not be captured; the others of the batch are.

    "nyheter.pdf: a PDF file, not text" is a failure with that file and that reason.
    """

    file: str
    reason: str
