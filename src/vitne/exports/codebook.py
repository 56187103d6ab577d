"""What a format means, for people and for programs: its page in the codebook, its table schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vitne.exports.format import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.exports.format import Column, Format

_GENERATED = "<!-- Made by `vitne export --codebook --out docs/exports`; do not edit. -->"


def page(form: Format) -> str:
    """The page of a format: what it is, what every column means (Markdown)."""
    return "\n".join(_lines(form)) + "\n"


def pages() -> dict[str, str]:
    """The page of every format, by the name of its file."""
    return {f"{name}.md": page(form) for name, form in formats().items()}


def schema(form: Format) -> dict[str, Any]:
    """The columns as a Frictionless Table Schema (v1), with units and hashtags beside."""
    return {
        "fields": [_field(column) for column in form.columns],
        "missingValues": [""],
        "primaryKey": list(form.key),
    }


def _lines(form: Format) -> Iterator[str]:
    yield from (_GENERATED, "", f"# {form.title} (`{form.name}`)", "", _sentence(form.about), "")
    for note in form.notes:
        yield from (note, "")
    yield f"Profile: `{form.profile}`{', and no other' if form.fixed else ' unless told otherwise'}. "
    yield f"Media type: `{form.media_type}`, files end in `{form.suffix}`."
    if not form.columns:
        return
    yield from ("", f"{len(form.columns)} columns, in this order:", "")
    yield from ("| column | type | meaning | values | HXL |", "| --- | --- | --- | --- | --- |")
    for column in form.columns:
        yield f"| {' | '.join(_cells(column))} |"


def _cells(column: Column) -> Iterable[str]:
    kind = f"{column.type}, {column.unit}" if column.unit else column.type
    required = "" if column.required else " May be empty."
    values = "<br>".join(str(value) for value in column.values or ())
    return (
        f"`{column.name}`",
        kind,
        _plain(f"{column.description}{required}"),
        _plain(values),
        f"`{column.hxl}`" if column.hxl else "",
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    if constraints:
        field["constraints"] = constraints
    return field | {key: value for key, value in (("unit", column.unit), ("hxl", column.hxl)) if value}  # fmt: skip
