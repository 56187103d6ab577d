"""Writes the incidents of a record in a format."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from vitne.errors import ExportError
from vitne.exports.format import Context, format_of
from vitne.exports.policy import Policy
from vitne.exports.rows import rows
from vitne.packs import versions
from vitne.record.filters import Filters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from vitne.exports.format import Format
    from vitne.exports.rows import Row
    from vitne.record.database import Record

_EVERY = Filters()


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """How an export is to be made; what is left out is as it is by default.

    `profile` is the method of the figures, None for that of the format. `hxl` asks for a row of
    hashtags; `guard` keeps spreadsheets from taking a cell for a formula. `today` is needed for an
    embargo only; `locale` is the language of a report. `trace` is told of each row that was written, `step` of each incident that was
    looked at.
    """

    filters: Filters = _EVERY
    policy: Policy = Policy()
    profile: str | None = None
    today: dt.date | None = None
    as_of: str | None = None
    hxl: bool = False
    guard: bool = True
    trace: Callable[[Row, str], None] | None = None
    step: Callable[[Row], None] | None = None
    locale: str = "en"


_PLAIN = Wish()


def export(
    record: Record, name: str, out: BinaryIO, wish: Wish = _PLAIN, *, generated_at: str
) -> int:
    """Write the incidents of a record in a format; the number of rows written.

    Args:
        record: The record; the export sees it at one moment.
        name: The name of the format.
        out: Where to write to; an export that fails leaves it half written.
        wish: Which incidents, under which method, and how.
        generated_at: The time now, UTC, ISO 8601: nothing here looks at a clock.

    Raises:
        ExportError: There is no such format, or it cannot be made as it was asked for.
        RecordError: The record cannot be read.
    """
    return write(record, format_of(name), out, wish, generated_at=generated_at)


def write(
    record: Record, form: Format, out: BinaryIO, wish: Wish = _PLAIN, *, generated_at: str
) -> int:
    """The same, of a format that is there.

    Raises:
        ExportError: It cannot be made as it was asked for.
        RecordError: The record cannot be read.
    """
    profile = profile_of(form, wish.profile)
    if wish.hxl and not form.hxl:
        raise ExportError(f"{form.name}: a row of HXL hashtags is for tables, not for {form.title}")
    with record.reading() as connection:
        context = Context(
            connection=connection,
            profile=profile,
            policy=wish.policy,
            filters=wish.filters,
            generated_at=generated_at,
            version=versions.edition(),
            hxl=wish.hxl,
            guard=wish.guard,
            trace=wish.trace or _silent,
            today=wish.today,
            as_of=wish.as_of,
            locale=wish.locale,
        )
        found = rows(
            connection, wish.filters, wish.policy,
            profile=profile, today=wish.today, as_of=wish.as_of,
        )  # fmt: skip
        with closing(found):
            return form.write(_counted(found, wish.step), out, context)


def profile_of(form: Format, asked: str | None) -> str:
    """The method under which a format is made.

    Raises:
        ExportError: The format makes no sense with the method asked for.
    """
    if asked is None or asked == form.profile:
        return form.profile
    if form.fixed:
        raise ExportError(f"{form.name}: is made under the profile {form.profile}, not {asked}")
    return asked


def _counted(found: Iterator[Row], step: Callable[[Row], None] | None) -> Iterator[Row]:
    for row in found:
        if step is not None:
            step(row)
        yield row


def _silent(_row: Row, _key: str) -> None:
    """Keep no trace."""
