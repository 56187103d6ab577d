"""What a look-up may be told, and the filters that are made of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vitne.articles.dates import parse_edtf
from vitne.cli import options
from vitne.model import Scope
from vitne.model.entries import Measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.record.filters import Filters


class Form(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Shape(StrEnum):
    """How one thing is printed, or a list that no spreadsheet is asked for."""

    TABLE = "table"
    JSONL = "jsonl"


class ClaimKind(StrEnum):
    """The kinds of claim."""

    EVENT = "event"
    TOLL = "toll"
    THREAT = "threat"
    DEMAND = "demand"
    OFFER = "offer"
    REFUSAL = "refusal"
    ACCUSATION = "accusation"
    DENIAL = "denial"
    SUPPORT = "support"
    RELATION = "relation"
    BACKGROUND = "background"


class Modality(StrEnum):
    """How a claim is meant."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    THREATENED = "threatened"
    CONDITIONAL = "conditional"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Grade(StrEnum):
    """The grades that people give incidents (Airwars)."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Review(StrEnum):
    """What people decided of a claim."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Profile(StrEnum):
    """The published methods of reconciling."""

    FULL = "full"
    GED = "ged"
    ACLED = "acled"
    AIRWARS = "airwars"


_AGO = re.compile(r"(?P<many>[0-9]{1,6})(?P<unit>[hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DAY = "{0!r} is no date, such as 2020, 2020-10 or 2020-10-04"


def first_day(text: str | None) -> str | None:
    """The first day of a date as a person writes it.

    Raises:
        BadParameter: It is no date.
    """
    return text if text is None else _days(text)[0]


def last_day(text: str | None) -> str | None:
    """The last day of a date as a person writes it.

    Raises:
        BadParameter: It is no date.
    """
    return text if text is None else _days(text)[1]


def _days(text: str) -> tuple[str, str]:
    found = parse_edtf(text)
    if found is None:
        raise typer.BadParameter(_DAY.format(text))
    return found.earliest.isoformat(), found.latest.isoformat()


def since(text: str) -> str:
    """A time in UTC, to the second, of a time, a date, or how long ago: "12h", "7d", "2w".

    Raises:
        BadParameter: It is none of these.
    """
    return moment(text, now=options.now)


def moment(text: str, *, now: Callable[[], str]) -> str:
    """A time as `since` takes it, with the clock that tells how long ago it is."""
    if ago := _AGO.fullmatch(text):
        past = _UNITS[ago["unit"]] * int(ago["many"])
        try:
            return _written(datetime.fromisoformat(now()) - past)
        except OverflowError as error:
            raise typer.BadParameter(f"{text!r} is before there were calendars") from error
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no time: 2020-10-05, 2020-10-05T14:20Z, or how long ago: 12h, 7d, 2w"
        ) from error
    if when.tzinfo is None and len(text) > len("2020-10-05"):
        raise typer.BadParameter(f"{text!r} has no time zone; end it with Z or +01:00")
    return _written(when if when.tzinfo else when.replace(tzinfo=UTC))


def _written(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def filters(**asked: str | None) -> Filters:
    """Filters of what was asked for; `earliest` and `latest` are days."""
    from vitne.record.filters import Filters  # noqa: PLC0415 - SQLAlchemy only where it is used

    told: dict[str, Any] = {name: value and str(value) for name, value in asked.items()}
    return Filters(**told)


_FORM = "table for a person; jsonl one object a line; csv for a spreadsheet."
_PLACE = "Where: a place, a country or its code (AZE)."
_FROM = "What may have happened on this day or later: 2020, 2020-10, 2020-10-04."
_TO = "What may have happened on this day or earlier."
_ACTOR = "Who did it, to whom it was done, or whose people were harmed; * for any letters."
_VOICE = "Who vouches for it; * for any letters."
_TYPE = "A type of PLOVER (ASSAULT) or a sub-event type of ACLED."
_TEXT = 'Words of the claim, in any form; a "phrase" in quotation marks.'
_LIMIT = "The most to print. A table stops at 50 if not told otherwise."
_AFTER = "Go on after this one: the id that the list before ended with."
_AS_OF = "What was known on this day: only articles that had come out by then count."
_SINCE = "A time, a date, or how long ago: 12h, 7d, 2w."

Format = Annotated[Form, typer.Option("--format", help=_FORM)]
ListFormat = Annotated[
    Shape, typer.Option("--format", help="table for a person; jsonl one object a line.")
]
OneFormat = Annotated[Shape, typer.Option("--format", help="table for a person; jsonl one object.")]
Place = Annotated[str | None, typer.Option(metavar="NAME", help=_PLACE)]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", callback=first_day, help=_FROM)]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", callback=last_day, help=_TO)]
Actor = Annotated[str | None, typer.Option(metavar="NAME", help=_ACTOR)]
Agent = Annotated[str | None, typer.Option(metavar="NAME", help="Who did it.")]
Target = Annotated[str | None, typer.Option(metavar="NAME", help="To whom it was done.")]
Side = Annotated[str | None, typer.Option(metavar="NAME", help="Whose people were harmed.")]
Voice = Annotated[str | None, typer.Option(metavar="NAME", help=_VOICE)]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the article.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="Of the article: nb, en.")]
Kind = Annotated[ClaimKind | None, typer.Option(help="The kind of claim.")]
EventType = Annotated[str | None, typer.Option(metavar="TYPE", help=_TYPE)]
Meant = Annotated[Modality | None, typer.Option("--modality", help="How the claim is meant.")]
Measured = Annotated[Measure | None, typer.Option("--measure", help="What the toll counts.")]
Graded = Annotated[Grade | None, typer.Option("--grade", help="The grade a person gave it.")]
Reviewed = Annotated[
    Review | None, typer.Option("--review", help="What people decided of the claim.")
]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help=_TEXT)]
OfFile = Annotated[str | None, typer.Option("--file", metavar="FILE", help="Of this file.")]
OfIncident = Annotated[
    str | None,
    typer.Option("--incident", metavar="ID", help="Of this incident; its id or the beginning."),
]
OfScope = Annotated[
    Scope | None, typer.Option("--scope", help="Single happenings, or tolls of a period.")
]
Method = Annotated[Profile, typer.Option("--profile", help="The published method of reconciling.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help=_LIMIT)]
After = Annotated[str | None, typer.Option(metavar="ID", help=_AFTER)]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", callback=last_day, help=_AS_OF)
]
Since = Annotated[str, typer.Option(metavar="TIME", callback=since, help=_SINCE)]
IncidentId = Annotated[
    str,
    typer.Argument(
        metavar="INCIDENT", help="Its id, or the beginning; or that of one of its claims."
    ),
]
ClaimOne = Annotated[str, typer.Argument(metavar="A", help="The id of a claim, or its beginning.")]
ClaimTwo = Annotated[str, typer.Argument(metavar="B", help="The id of another claim.")]
