"""The command `schema`: the JSON Schema of what `vitne read` prints."""

from __future__ import annotations

import msgspec

from vitne.model import OUTPUT, Reading

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> bytes:
    """The JSON Schema of one reading, in UTF-8, ending in a newline."""
    table = {
        "$schema": _DIALECT,
        "$id": f"urn:vitne:reading:{OUTPUT}",
        "title": "vitne reading",
        **msgspec.json.schema(Reading),
    }
    return msgspec.json.format(msgspec.json.encode(table), indent=2) + b"\n"
