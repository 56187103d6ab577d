"""Frictionless data package: CSV tables with their schemas, the method, the terms, in one archive."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO

from vitne.exports import tables
from vitne.exports.archive import Archive
from vitne.exports.codebook import schema
from vitne.exports.documents import DO_NO_HARM, TERMS, method
from vitne.exports.filling import fill
from vitne.exports.format import CAUTION, Column, Context, Format
from vitne.exports.sheets import SHEETS, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.exports.rows import Row

_PIECE = 1 << 20
_PARENT = "incidents"


class _Table:
    """One CSV file that is being written; lists are JSON, as Table Schema has them."""

    def __init__(self, sheet: Format, file: BinaryIO, context: Context) -> None:
        self._columns = sheet.columns
        self._guard = context.guard
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        self._lines = csv.writer(self._text)
        self._lines.writerow([column.name for column in sheet.columns])

    def add(self, records: Iterable[Any]) -> None:
        """Take some records."""
        for record in records:
            self._lines.writerow([self._cell(column, record) for column in self._columns])

    def end(self) -> None:
        """Let go of the file, which stays open."""
        self._text.flush()
        self._text.detach()

    def _cell(self, column: Column, record: Any) -> str:
        value = column.value(record)
        if column.type == "array":
            told = [tables.plain(str(item)) for item in value or ()]
            return json.dumps(told, ensure_ascii=False)
        return tables.cell(value, guard=self._guard)


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    with ExitStack() as held:
        files = {one.name: held.enter_context(tempfile.TemporaryFile()) for one in SHEETS}
        sinks = {one.name: _Table(one, files[one.name], context) for one in SHEETS}
        count = fill(rows, sinks, context)
        for sink in sinks.values():
            sink.end()
        resources = [_resource(one, files[one.name]) for one in SHEETS]
        with Archive(out, at=context.generated_at) as archive:
            descriptor = _descriptor(resources, context)
            archive.add_text("datapackage.json", json.dumps(descriptor, indent=2) + "\n")
            for one in SHEETS:
                archive.add(_path(one), files[one.name], packed=True)
            archive.add_text("METHOD.md", method())
            archive.add_text("DO_NO_HARM.md", DO_NO_HARM)
            archive.add_text("TERMS.md", TERMS)
    return count


def _path(sheet: Format) -> str:
    return f"data/{sheet.name}.csv"


def _resource(sheet: Format, file: BinaryIO) -> dict[str, Any]:
    digest, size = _measured(file)
    shape = schema(sheet)
    names = [column.name for column in sheet.columns]
    if "incident" in names and not _may_be_empty(sheet, "incident"):
        reference = {"resource": _PARENT, "fields": ["id"]}
        shape["foreignKeys"] = [{"fields": ["incident"], "reference": reference}]
    if not shape["primaryKey"]:
        del shape["primaryKey"]
    return {
        "name": sheet.name,
        "title": sheet.title,
        "description": sheet.about,
        "path": _path(sheet),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": shape,
    }


def _may_be_empty(sheet: Format, name: str) -> bool:
    return any(column.name == name and not column.required for column in sheet.columns)


def _measured(file: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of a file."""
    digest = hashlib.sha256()
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest(), size


def _descriptor(resources: list[dict[str, Any]], context: Context) -> dict[str, Any]:
    return {
        "name": "vitne-export",
        "title": "What reports of armed conflict say, with the words and the voices",
        "description": f"{CAUTION} See METHOD.md, DO_NO_HARM.md and TERMS.md in the package.",
        "profile": "tabular-data-package",
        "created": context.generated_at,
        "version": context.version,
        "vitne": {
            "version": context.version,
            "method": context.profile,
            "finest_place": str(context.policy.ceiling),
            "embargo_days": context.policy.embargo_days,
            "names_removed": context.policy.redact,
        },
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "GeoNames (names and coordinates of places)",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [{"title": "Public reports; see the claims table"}],
        "resources": resources,
    }


FORMAT = Format(
    name="package",
    title="Frictionless data package",
    about="CSV tables with a schema, the method, the terms and what must be known, in one zip",
    media_type="application/zip",
    suffix=".datapackage.zip",
    columns=columns(),
    write=_write,
    binary=True,
    notes=(
        "The archive holds `datapackage.json` and one CSV file a table under `data/`, with `METHOD.md` "
        "(how vitne decides), `DO_NO_HARM.md` and `TERMS.md`.",
        "`frictionless validate datapackage.json` in the unpacked folder checks sizes, hashes, types, "
        "keys and references.",
        "Lists are JSON arrays in their cells. A cell that a spreadsheet would take for a formula has an "
        "apostrophe in front (`--plain` leaves it off). Empty is open or not told, never zero.",
    ),
)
