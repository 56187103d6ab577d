"""The JSON Schema of the records of a format, made from its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.exports.format import format_of
from vitne.exports.jsonl import schema as everything

if TYPE_CHECKING:
    from vitne.exports.format import Column, Format

_LINES = ("plover", "followthemoney")
_TYPES = {
    "string": "string", "integer": "integer", "number": "number", "boolean": "boolean",
    "date": "string", "datetime": "string", "object": "object", "array": "array",
}  # fmt: skip


def schemas() -> dict[str, bytes]:
    """The JSON Schema of one record of each format that is JSON lines, by the name of its file."""
    own = {"jsonl": everything(), **{name: json_schema(format_of(name)) for name in _LINES}}
    return {f"{name}.schema.json": _written(schema) for name, schema in own.items()}


def _written(schema: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def json_schema(form: Format) -> dict[str, Any]:
    """What one record of a JSON format may hold: the fields of its columns and no other."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title,
        "description": form.about,
        "type": "object",
        "properties": {column.name: _field(column) for column in form.columns},
        "required": [column.name for column in form.columns if column.required],
        "additionalProperties": False,
    }


def _field(column: Column) -> dict[str, Any]:
    kind = _TYPES.get(column.type, "string")
    field: dict[str, Any] = {
        "description": column.description,
        "type": kind if column.required else [kind, "null"],
    }
    if column.type == "date":
        field["pattern"] = r"^\d{4}-\d{2}-\d{2}$"
    if column.values:
        field["enum"] = [*column.values] if column.required else [*column.values, None]
    return field
