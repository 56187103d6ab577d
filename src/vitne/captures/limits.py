"""What is taken in at most, and what is handed back for what cannot be taken in."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """How much is read before a report is refused; sizes in bytes."""

    article: int = 64 * 1024 * 1024  # one file, or one line of a JSONL file
    metadata: int = 1024 * 1024  # one NAME.meta.json


class CaptureFailure(msgspec.Struct, frozen=True):
    """One report that could not be captured; the others of the batch are.

    "nyheter.pdf: a PDF file, not text" is a failure with that file and that reason.
    """

    file: str
    reason: str
