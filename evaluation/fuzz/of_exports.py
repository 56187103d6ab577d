"""Exports of incidents whose names, titles and quotes are hostile: what is written can be read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING, Any

import msgspec
from pyarrow import parquet

from fuzz import records
from fuzz.checks import hold
from fuzz.mutating import HOSTILE, MARKS
from fuzz.target import Target
from vitne.exports.format import MODULES, Context, Format, format_of
from vitne.exports.policy import Policy
from vitne.exports.rows import rows
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

# What comes of strangers' words; all else is of vitne.
_STRANGE = frozenset(
    (
        "label",
        "name",
        "title",
        "outlet",
        "who",
        "side",
        "file",
        "files",
        "agents",
        "targets",
        "text",
    )
)
_FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    " =1",
    '=HYPERLINK("http://x")',
    "＝1",
    "|x",
    "%0a=1",
)
_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = (
    "<script>alert(1)</script>", "</p>", "&amp;", "]]>", "{{ 1 }}", "{% x %}", "${x}", "javascript:x", "\"',", '""', ";", "a,b",
    "urn:x", "http://example.org/a b", "../../etc/passwd", "x" * 300, "\\n", "\\u0000", "'; DROP TABLE claims; --", "NULL", "nan",
)  # fmt: skip
_FEW = 4  # incidents in one export
_REPORT = "report"  # of one incident


def target(_: str) -> Target:
    """Every format, of incidents of the samples with other words in them."""
    record = Record.open(str(records.copy()))
    formats = {name: format_of(name) for name in MODULES}
    with record.reading() as connection:
        found = rows(connection, Filters(), Policy(), profile="full")
        kept = tuple(row for row, _ in zip(found, range(_FEW), strict=False))

    def run(data: bytes) -> None:
        name, *texts = data.decode("utf-8", "replace").split("\n")
        form = formats.get(name)
        if form is None or not any(texts):
            return
        strange = cycle([storable(text) or "x" for text in texts])
        out = io.BytesIO()
        some = kept[:1] if name == _REPORT else kept
        with record.reading() as connection:
            context = _context(connection, form.profile, some[0].incident.id)
            form.write((_spoilt(row, strange) for row in some), out, context)
        _check(form, out.getvalue())

    seeds = tuple(
        f"{name}\n{text}".encode() for name in MODULES for text in ("=1+1", "Kari, “Nordmann”")
    )
    groups = (tuple(f"{name}\n" for name in MODULES), _FORMULAS, _MARKUP, ("\n",), HOSTILE, MARKS)
    return Target(run, seeds, groups, longest=400)


def _context(connection: sa.Connection, profile: str, incident: str) -> Context:
    return Context(
        connection=connection, profile=profile, policy=Policy(), filters=Filters(incident=incident), generated_at=records.AT,
        version="0", today=date(2025, 2, 1),
    )  # fmt: skip


def _spoilt(value: Any, strange: Iterator[str], name: str = "") -> Any:
    """The same with other words where strangers' words stand."""
    match value:
        case str() if name in _STRANGE:
            return next(strange)
        case tuple():
            return tuple(_spoilt(one, strange, name) for one in value)
        case msgspec.Struct():
            changed = {
                field: _spoilt(getattr(value, field), strange, field)
                for field in value.__struct_fields__
            }
            return msgspec.structs.replace(value, **changed)
        case _:
            return value


def _check(form: Format, written: bytes) -> None:
    """Read what was written, by the ending that its file would have."""
    match form.suffix.rpartition(".")[2]:
        case "csv":
            _check_table(written.decode())
        case "jsonl" | "json":
            for line in filter(None, written.decode().split("\n")):
                json.loads(line, parse_constant=_none)
        case "geojson" | "jsonld":
            json.loads(written, parse_constant=_none)
        case "zip":
            _check_archive(written)
        case _:
            hold(b"<script>alert" not in written, "a report shows words as words")


def _check_archive(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        hold(archive.testzip() is None, "an archive can be unpacked")
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".csv"):
                _check_table(content.decode("utf-8-sig"))
            elif name.endswith(".json"):
                json.loads(content, parse_constant=_none)
            elif name.endswith(".parquet"):
                parquet.read_table(io.BytesIO(content))


def _check_table(text: str) -> None:
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    hold(found, "a table has a header")
    for row in found[1:]:
        hold(len(row) == len(found[0]), "every row has the columns of the header")
        for cell in row:
            hold(not cell.startswith(_SPREADSHEET) or _is_number(cell), "no cell is a formula")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _none(name: str) -> None:
    hold(False, f"JSON knows no {name}")  # noqa: FBT003 - what does not hold
