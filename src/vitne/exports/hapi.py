"""HDX HAPI conflict events: events and dead by month, first-order division and kind of event."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from vitne.exports import tables
from vitne.exports.acled_events import Event, event
from vitne.exports.format import CAUTION, Column, Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.format import Context
    from vitne.exports.rows import Row

_CIVILIANS, _DEMONSTRATION, _VIOLENCE = "civilian_targeting", "demonstration", "political_violence"
_TYPES = (_CIVILIANS, _DEMONSTRATION, _VIOLENCE)
_UNKNOWN = "Always empty: known to HDX, not to vitne."


class Cell(msgspec.Struct, frozen=True, order=True):
    """A month of one kind of event in one first-order division; None where it is not known."""

    country: str
    admin1: str
    month: str  # its first day, ISO
    type: str


class Sum(msgspec.Struct):
    """What a cell sums up; it is counted up event by event."""

    cell: Cell
    events: int = 0
    fatalities: int = 0

    @property
    def end(self) -> str:
        """The last day of the month."""
        first = dt.date.fromisoformat(self.cell.month)
        return first.replace(day=calendar.monthrange(first.year, first.month)[1]).isoformat()


def records(row: Row) -> Iterator[tuple[Cell, int]]:
    """The cells that a row counts in, with its dead; none without a month or outside them."""
    if (found := event(row)) is None or found.day is None or found.act is None:
        return
    month = found.day.replace(day=1).isoformat()
    for kind in _kinds(found):
        yield Cell(found.country, found.admin1 or "", month, kind), found.fatalities


def _kinds(found: Event) -> Iterator[str]:
    """Of civilians targeted there is a count of its own, and they are in political violence too."""
    disorder = found.act.disorder if found.act else ""
    if found.civilians:
        yield _CIVILIANS
    if "Demonstrations" in disorder:
        yield _DEMONSTRATION
    if "Political violence" in disorder:
        yield _VIOLENCE


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    sums: dict[Cell, Sum] = {}
    for row in rows:
        for cell, dead in records(row):
            one = sums.setdefault(cell, Sum(cell))
            one.events += 1
            one.fatalities += dead
            context.trace(row, "/".join(msgspec.structs.astuple(cell)))
    found = ((None, "", sums[cell]) for cell in sorted(sums))
    return tables.write(FORMAT, found, out, context)


def _none(_: Any) -> None:
    return None


COLUMNS: tuple[Column, ...] = (
    Column("location_code", "string", "The country (ISO 3166 alpha-3).", lambda one: one.cell.country, required=True, hxl="#country+code"),
    Column("has_hrp", "boolean", _UNKNOWN, _none, hxl="#meta+has_hrp"),
    Column("in_gho", "boolean", _UNKNOWN, _none, hxl="#meta+in_gho"),
    Column("provider_admin1_name", "string", "First-order division, as vitne calls it. Empty where it is not known.", lambda one: one.cell.admin1, hxl="#adm1+name+provider"),
    Column("provider_admin2_name", "string", "Always empty: the sums are by first-order division.", _none, hxl="#adm2+name+provider"),
    Column("admin1_code", "string", "Always empty: the P-codes of OCHA are not known to vitne.", _none, hxl="#adm1+code"),
    Column("admin1_name", "string", "As provider_admin1_name.", lambda one: one.cell.admin1, hxl="#adm1+name"),
    Column("admin2_code", "string", "Always empty.", _none, hxl="#adm2+code"),
    Column("admin2_name", "string", "Always empty.", _none, hxl="#adm2+name"),
    Column("admin_level", "integer", "1 where the division is known, else 0.", lambda one: int(bool(one.cell.admin1)), values=(0, 1), required=True),
    Column("event_type", "string", "Civilians targeted are counted once as such and once as political violence.", lambda one: one.cell.type, values=_TYPES, required=True, hxl="#event+type"),
    Column("events", "integer", "How many events.", lambda one: one.events, unit="events", required=True, hxl="#event+num"),
    Column("fatalities", "integer", "Reported dead, as the format `acled` codes them.", lambda one: one.fatalities, unit="people", required=True, hxl="#affected+killed"),
    Column("reference_period_start", "date", "First day of the month.", lambda one: one.cell.month, required=True, hxl="#date+start"),
    Column("reference_period_end", "date", "Last day of the month.", lambda one: one.end, required=True, hxl="#date+end"),
    Column("dataset_hdx_id", "string", "Always empty: it is no data set of HDX.", _none),
    Column("resource_hdx_id", "string", "Always empty.", _none),
    Column("warning", "string", "What to mind.", lambda _: CAUTION, required=True),
    Column("error", "string", "Always empty: rows that cannot be made are left out.", _none),
)  # fmt: skip

FORMAT = Format(
    name="hapi",
    title="HDX HAPI conflict events",
    about="events and dead by month, division and kind in the columns of HDX HAPI",
    media_type="text/csv; charset=utf-8",
    suffix=".csv",
    columns=COLUMNS,
    write=_write,
    profile="acled",
    fixed=True,
    key=("location_code", "admin1_name", "event_type", "reference_period_start"),
    hxl=True,
    notes=(
        CAUTION,
        "Sums of the events that the format `acled` has, coded alike. What has no month, or no event type, is in none of "
        "them. A month is that of event_date: where only a range of days is known that lies in two months, of its middle. "
        "The kinds overlap: violence that targets civilians is political violence too.",
    ),
)
