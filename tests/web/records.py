"""Records to look at, made as vitne makes them: of the samples that come with it, and more."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vitne.cli import sample
from vitne.cli.recording import Keeping, record_all
from vitne.model import Capture, Metadata
from vitne.record import linking
from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AT = "2025-02-01T09:00:00Z"
OPERATOR = "Kari"


def make_sample(path: Path) -> None:
    """The record of `vitne demo`: some 38 reports in five languages, some 50 incidents.

    Kabul (18 September 2019) is told by five outlets, one of which changed its toll; the fire in
    Kharkiv is reprinted word by word; Hodeida, Kashmir and Gao are contested; one report tells
    neither day nor place; tolls of periods, threats, demands, refusals and denials are there.
    """
    sample.make(str(path), _now)


def make_of(path: Path, reports: Iterable[tuple[str, str | bytes, Metadata]]) -> None:
    """A record of reports of one's own, each a name, a text and what is known of it."""
    with Record.open(str(path), create=True) as record:
        add(record, reports)


def add(record: Record, reports: Iterable[tuple[str, str | bytes, Metadata]]) -> None:
    """Keep more reports in a record, and link them."""
    found = [capture(name, text, known) for name, text, known in reports]
    record_all(found, record, Keeping(OPERATOR, _now))
    linking.link(record, at=AT, operator=OPERATOR)


def capture(name: str, text: str | bytes, known: Metadata) -> Capture:
    """A report as it is captured."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    kind = "text/html" if data.lstrip()[:1] == b"<" else "text/plain"
    return Capture(name, data, hashlib.sha256(data).hexdigest(), kind, known, AT)


def _now() -> str:
    return AT
