"""What a command may be told, and what of it makes no sense."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from vitne.articles.dates import parse_edtf

if TYPE_CHECKING:
    from vitne.model import Metadata


class Format(StrEnum):
    """How readings are printed."""

    REPORT = "report"
    JSONL = "jsonl"
    JSON = "json"


class Wish(msgspec.Struct, frozen=True):
    """What is to be read, and how."""

    paths: tuple[str, ...]
    metadata: Metadata
    form: Format = Format.REPORT
    jobs: int = 1
    captured_at: str | None = None


def edtf(text: str | None) -> str | None:
    """A publication date as it was given.

    Raises:
        BadParameter: It is no date.
    """
    if text is not None and parse_edtf(text) is None:
        raise typer.BadParameter(f"{text!r} is no EDTF date, such as 2020, 2020-10 or 2020-10-04")
    return text


def moment(text: str | None) -> str | None:
    """A time of capturing in UTC, to the second; "now" asks the clock.

    Raises:
        BadParameter: It is no time, or has no time zone.
    """
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(now() if text == "now" else text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no ISO 8601 time, nor 'now'") from error
    if when.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no time zone; end it with Z or +01:00")
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def now() -> str:
    """The time now, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def operator(name: str) -> str:
    """Who works: as given, else by the name of the login."""
    if name.strip():
        return name.strip()
    import getpass  # noqa: PLC0415 - only for commands that write

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return "unknown"


_PATHS = "Text, HTML, JSONL, WARC, Parquet files, folders, patterns; - is standard input."
_FORMAT = "report for a person; jsonl one object an article; json one array of them."
_PUBLISHED = "When they were published, where they do not say so: 2020, 2020-10, 2020-10-04."
_LANGUAGE = "Their language (BCP 47: nb); told by their words if not given."
_JOBS = "How many processes read; the order of the output stays."
_CAPTURED = "When they were captured (ISO 8601, or now), kept with the reading; else left open."

Paths = Annotated[list[str], typer.Argument(metavar="PATHS", help=_PATHS, show_default=False)]
File = Annotated[str, typer.Argument(metavar="FILE", help="A report; - is standard input.")]
Form = Annotated[Format, typer.Option("--format", help=_FORMAT)]
Published = Annotated[str | None, typer.Option(metavar="EDTF", callback=edtf, help=_PUBLISHED)]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help=_LANGUAGE)]
Jobs = Annotated[int, typer.Option(min=1, max=256, help=_JOBS)]
CapturedAt = Annotated[str | None, typer.Option(metavar="TIME", callback=moment, help=_CAPTURED)]

ClaimId = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Only this claim; the beginning of its id is enough."),
]
OneLanguage = Annotated[str | None, typer.Option(metavar="CODE", help="Only this language.")]
Kind = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="List the entries of a kind: triggers, times, actors …"),
]
EntryId = Annotated[
    str | None, typer.Option(metavar="ID", help="Show one entry, and why it exists.")
]
Languages = Annotated[
    list[str] | None,
    typer.Argument(metavar="LANGUAGE", help="Only these; all if none.", show_default=False),
]

_RECORD = "The record: a file, or postgresql://…; else VITNE_RECORD in the environment."
_OPERATOR = "Who does it, for the log of custody; by the name of the login if not given."

RecordPath = Annotated[
    str, typer.Option("--record", metavar="RECORD", envvar="VITNE_RECORD", help=_RECORD)
]
DemoRecord = Annotated[
    str, typer.Option("--record", metavar="FILE", help="Where the record of the samples is kept.")
]
Served = Annotated[
    bool, typer.Option("--serve/--no-serve", help="Show the page now, where this is a terminal.")
]
# Left out, it is "" by default and becomes the name of the login.
Operator = Annotated[
    str, typer.Option(metavar="NAME", envvar="VITNE_OPERATOR", callback=operator, help=_OPERATOR)
]

_PRIVATE = "Also ask hosts that are not on the open internet, such as those of an office."
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help=_PRIVATE)]
