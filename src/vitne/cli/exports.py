"""Writes exports: to standard output or whole files, with their provenance, saying how far it is."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from vitne.cli.counting import counting
from vitne.cli.exits import Exit, say
from vitne.cli.page import Page, stdout
from vitne.errors import ExportError
from vitne.exports import codebook
from vitne.exports.export import Wish, profile_of, write
from vitne.exports.format import format_of, formats
from vitne.exports.sidecar import Sidecar
from vitne.packs.versions import edition
from vitne.record.database import Record
from vitne.record.hints import unknown
from vitne.record.ids import incident_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from typing import Any

    from vitne.exports.policy import Policy
    from vitne.exports.rows import Row
    from vitne.record.filters import Filters

_LONGEST = 100  # signs of a name that stands in that of another file
_EVERY = 100  # incidents between two tellings of how far it is


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An export as it was ordered on the command line."""

    record: str
    form: str
    out: Path | None
    provenance: Path | None
    filters: Filters
    policy: Policy
    profile: str | None
    as_of: str | None
    hxl: bool
    guard: bool
    today: dt.date
    now: str
    locale: str = "en"


def show_list() -> Exit:
    """Print the formats, a line each."""
    page = Page(stdout())
    page.columns([(name, one.about) for name, one in formats().items()], ("format", "what it is"))
    return Exit.DONE


def show_codebook(name: str | None, out: Path | None) -> Exit:
    """Print the codebook of a format, or write those of all into a folder.

    Raises:
        ExportError: There is no such format, or the folder cannot be written to.
    """
    pages = codebook.pages() if name is None else {f"{name}.md": codebook.page(format_of(name))}
    if out is None:
        sys.stdout.write("\n".join(pages.values()))
        return Exit.DONE
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file, text in pages.items():
            (out / file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{out}: {(error.strerror or 'cannot be written').lower()}") from error
    return Exit.DONE


def export(order: Order) -> None:
    """Make an export.

    Raises:
        ExportError: It cannot be made, or not be written.
        RecordError: The record cannot be read.
    """
    form = format_of(order.form)
    profile = profile_of(form, order.profile)
    if form.binary and order.out is None and sys.stdout.isatty():
        raise ExportError(f"{form.name}: is nothing for a terminal; give --out, or a pipe")
    with ExitStack() as stack, Record.open(order.record) as record:
        filters = _whole_id(record, order.filters)
        out = stack.enter_context(_writing(order.out))
        trace = _traced(stack, order, profile)
        wish = Wish(
            filters=filters, policy=order.policy, profile=profile, today=order.today,
            as_of=order.as_of, hxl=order.hxl, guard=order.guard, trace=trace,
            step=_teller(stack.enter_context(counting())), locale=order.locale,
        )  # fmt: skip
        count = write(record, form, out, wish, generated_at=order.now)
        if not count:
            _say_nothing_found(record, filters)


def _traced(stack: ExitStack, order: Order, profile: str) -> Callable[[Row, str], None] | None:
    if order.provenance is None:
        return None
    out = stack.enter_context(_writing(order.provenance))
    return stack.enter_context(Sidecar(out, _about(order, profile)))


def _about(order: Order, profile: str) -> dict[str, Any]:
    """How an export was made, for its provenance."""
    asked = msgspec.to_builtins(order.filters)
    return {
        "format": order.form,
        "profile": profile,
        "as_of": order.as_of,
        "filters": {name: value for name, value in asked.items() if value is not None},
        "policy": msgspec.to_builtins(order.policy),
        "today": order.today.isoformat() if order.policy.embargo_days else None,
        "generated_at": order.now,
        "vitne": edition(),
        "methodology": "docs/method.md",
    }


def _whole_id(record: Record, filters: Filters) -> Filters:
    if filters.incident is None:
        return filters
    with record.reading() as connection:
        whole = incident_id(connection, filters.incident)
    return msgspec.structs.replace(filters, incident=whole)


@contextmanager
def _writing(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole or not at all."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _whole(path.resolve()) as file:
            yield file
    except (OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        reason = getattr(error, "strerror", None) or "cannot be written"
        raise ExportError(f"{path}: {reason.lower()}") from error


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file beside the one wanted, which takes its place once all is written."""
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe, a device
        with path.open("wb") as file:
            yield file
        return
    if path.is_dir():
        raise ExportError(f"{path}: a folder, not a file")
    number, name = tempfile.mkstemp(prefix=f".{path.name[:_LONGEST]}.", dir=path.parent)
    partial = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            yield file
        partial.chmod(0o666 & ~_mask())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _mask() -> int:
    """The file mode creation mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _teller(show: Callable[[str], None]) -> Callable[[Row], None]:
    """Tells of every row, every so often, how many incidents were looked at."""
    seen = 0

    def step(_row: Row) -> None:
        nonlocal seen
        seen += 1
        if seen % _EVERY == 0:
            show(f"{seen} incidents looked at")

    return step


def _say_nothing_found(record: Record, filters: Filters) -> None:
    """Say that nothing was written, and which of the names asked for the record does not know."""
    say("nothing in the record is to be exported so")
    with record.reading() as connection:
        for told in unknown(connection, filters):
            say(told)
