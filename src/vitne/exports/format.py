"""What an export format is: a declared list of columns, and a writer.

A format is one module in this package with a constant `FORMAT`. Its columns are declared once; the
writer, the page of the codebook and the schema are made from them. How a module adds a format:

    FORMAT = Format(
        name="geojson", title="GeoJSON", about="…one line for `vitne export --list`…",
        media_type="application/geo+json", suffix=".geojson",
        columns=(Column("incident", "string", "Id of the incident.", lambda row: row.incident.id),),
        write=_write,
    )

    def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
        # hands on what it is given, one row at a time; tells context.trace(row, key) of each row
        # that it wrote; gives the number of rows (features, lines, entities) written

and its name and module stand in `MODULES` below. A module imports heavy libraries inside its
writer: nothing of a format is imported before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from vitne.errors import ExportError

if TYPE_CHECKING:
    import datetime as dt

    import sqlalchemy as sa

    from vitne.exports.policy import Policy
    from vitne.exports.rows import Row
    from vitne.record.filters import Filters

# Reported figures do harm where they are taken for facts; every format that has a place for it
# carries this.
CAUTION = "Reported, not verified; minimums; see methodology."

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "acled": "vitne.exports.acled",
        "ged": "vitne.exports.ged",
        "hapi": "vitne.exports.hapi",
        "geojson": "vitne.exports.geojson",
        "plover": "vitne.exports.plover",
        "annotations": "vitne.exports.annotations",
        "provenance": "vitne.exports.provenance",
        "followthemoney": "vitne.exports.followthemoney",
        "parquet": "vitne.exports.parquet",
        "jsonl": "vitne.exports.jsonl",
        "package": "vitne.exports.package",
        "report": "vitne.exports.report",
    }
)


class Column(msgspec.Struct, frozen=True):
    """One column of a format: what it is called, what it means, and where its value comes from.

    `type` is one of Frictionless Table Schema: string, integer, number, boolean, date, year,
    datetime, yearmonth, object, array. `value` makes the cell of one record of the format (a
    `Row`, or what its `records` make of a row); None is an empty cell. `values` are the only ones
    it takes, `unit` is the unit of a number, `hxl` its hashtag. `required` is false where the cell
    may be empty; `ours` marks what vitne decides where the codebook that is followed does not.
    """

    name: str
    type: str
    description: str
    value: Callable[[Any], Any]
    unit: str | None = None
    values: tuple[str | int, ...] | None = None
    hxl: str | None = None
    required: bool = False
    ours: str | None = None


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What a writer may know beside the rows.

    `connection` is the record at the moment of the export. `hxl` asks for a row of hashtags,
    `guard` for cells that no spreadsheet takes for a formula. `trace` is told of every row that is
    written, under the key it has in the output (docs/exports.md, sidecar). `generated_at` is UTC,
    ISO 8601; `version` the version of vitne. `today` is the day from which an embargo counts,
    `as_of` the ISO day as known on which it is told; `locale` is the language of formats that are
    read by people: en, nb.
    """

    connection: sa.Connection
    profile: str
    policy: Policy
    filters: Filters
    generated_at: str
    version: str
    hxl: bool = False
    guard: bool = True
    trace: Callable[[Row, str], None] = lambda _row, _key: None
    today: dt.date | None = None
    as_of: str | None = None
    locale: str = "en"


Writer = Callable[[Iterator["Row"], BinaryIO, Context], int]
Records = Callable[["Row"], Iterable[Any]]


def _itself(row: Row) -> Iterable[Row]:
    return (row,)


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One form in which incidents leave a record.

    `about` is one line for a list, `notes` are paragraphs of its page in the codebook. `profile` is
    the method whose figures it holds; where `fixed` is true it makes no sense with another.
    `records` makes of a row the records that the columns are taken from: none where the format has
    no row for such an incident. `key` are the columns that no two records share. `hxl` is true where a row of hashtags may be asked for, `binary`
    where the output is not for a terminal.
    """

    name: str
    title: str
    about: str
    media_type: str
    suffix: str
    columns: tuple[Column, ...]
    write: Writer
    records: Records = _itself
    notes: tuple[str, ...] = ()
    profile: str = "full"
    fixed: bool = False
    key: tuple[str, ...] = ()
    hxl: bool = False
    binary: bool = False


def format_of(name: str) -> Format:
    """The format of a name; imports its module.

    Raises:
        ExportError: There is no such format.
    """
    if name not in MODULES:
        raise ExportError(f"there is no format {name!r}; there are: {', '.join(MODULES)}")
    found: Format = import_module(MODULES[name]).FORMAT
    return found


def formats() -> Mapping[str, Format]:
    """All formats by name; imports their modules."""
    return {name: format_of(name) for name in MODULES}
