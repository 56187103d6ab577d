"""What was handed in or fetched, before anything is read from it."""

from __future__ import annotations

import msgspec


class Metadata(msgspec.Struct, frozen=True, gc=False):
    """What the caller knows of a report besides its text; every field may be unknown."""

    url: str | None = None
    published: str | None = None  # EDTF: 2020, 2020-10, 2020-10-04, with or without a time of day
    publisher: str | None = None
    title: str | None = None
    language: str | None = None  # BCP 47


class Capture(msgspec.Struct, frozen=True, gc=False):
    """The bytes of one report with address, hash and metadata (Berkeley Protocol: identity).

    `file` names the report to a person: a path; `PATH#LINE` for a line of a JSONL file or a row of
    a table; `PATH#BYTE` for a record of a web archive; or the address it was fetched from.
    `headers` are those that the server sent with it, names in lower case.
    """

    file: str
    data: bytes
    sha256: str
    media_type: str  # text/plain or text/html
    metadata: Metadata = Metadata()
    captured_at: str | None = None  # UTC, ISO 8601; None where the caller gives no clock
    headers: dict[str, str] | None = None
