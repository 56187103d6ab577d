"""Prints the description of the API: `python -m vitne.api > docs/openapi.json`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import msgspec

from vitne.api.app import build
from vitne.api.settings import Settings
from vitne.record.database import Record


def description() -> bytes:
    """The description in OpenAPI, as it is committed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Record.open(str(Path(folder) / "empty.db"), create=True) as record,
    ):
        told = build(record, Settings()).openapi()
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(description())
