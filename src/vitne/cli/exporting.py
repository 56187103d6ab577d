"""The command that writes the incidents of a record in the formats of the field."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vitne.cli import options, seeking
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit

# The command imports what it needs when it is called, so that `vitne read` stays light.


class Lang(StrEnum):
    """The languages of a report."""

    EN = "en"
    NB = "nb"


class Ceiling(StrEnum):
    """The finest place that may be told."""

    TOWN = "town"
    ADM2 = "adm2"
    ADM1 = "adm1"
    COUNTRY = "country"


def _day(text: str | None) -> str | None:
    """An ISO day as it was given.

    Raises:
        BadParameter: It is none.
    """
    try:
        return text if text is None else dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day, such as 2020-10-04") from error


_RECORD = "The record: a file, or postgresql://…; else VITNE_RECORD in the environment."
_FORMAT = "The format; --list tells which there are."
_LIST = "List the formats, and end."
_CODEBOOK = (
    "Print what every column of the format means, and end; of all formats, if none is given."
)
_OUT = "Where to write to, whole or not at all; standard output if not given. With --codebook a folder."
_PROVENANCE = "Also write, for each row, the claims, the method and the rules behind it (JSON)."
_PROFILE = "The published method of reconciling; that of the format if not given."
_HXL = "Add a row of HXL hashtags below the header of a table."
_PLAIN = "Leave cells as they are that a spreadsheet takes for a formula (= + - @ in front)."
_CEILING = "The finest place that may be told."
_SHELTERS = "The finest place that may be told where a hospital, a camp or a shelter was struck."
_EMBARGO = "Hold back what may have happened less than so many days ago."
_TODAY = "The day from which an embargo counts; that of the clock if not given."
_REDACT = "Take the names of persons who act in no office out of quotes and titles too."
_MOVEMENTS = "Also tell where troops and weapons are moved, which is left out by default."
_LANG = "The language of a report."
_INCIDENT = "Only this incident; its id, the beginning, or that of one of its claims."

Name = Annotated[str | None, typer.Option("--format", metavar="NAME", help=_FORMAT)]
Listed = Annotated[bool, typer.Option("--list", help=_LIST)]
Codebook = Annotated[bool, typer.Option("--codebook", help=_CODEBOOK)]
Out = Annotated[Path | None, typer.Option(metavar="PATH", help=_OUT)]
Provenance = Annotated[Path | None, typer.Option(metavar="PATH", help=_PROVENANCE)]
Method = Annotated[seeking.Profile | None, typer.Option("--profile", help=_PROFILE)]
Hxl = Annotated[bool, typer.Option("--hxl", help=_HXL)]
Plain = Annotated[bool, typer.Option("--plain", help=_PLAIN)]
Coarse = Annotated[Ceiling, typer.Option("--ceiling", help=_CEILING)]
Shelters = Annotated[Ceiling | None, typer.Option("--shelters", help=_SHELTERS)]
Embargo = Annotated[int, typer.Option(min=0, max=36_525, metavar="DAYS", help=_EMBARGO)]
Today = Annotated[str | None, typer.Option(metavar="DATE", callback=_day, help=_TODAY)]
Redact = Annotated[bool, typer.Option("--redact", help=_REDACT)]
Movements = Annotated[bool, typer.Option("--movements", help=_MOVEMENTS)]
Incident = Annotated[str | None, typer.Option("--incident", metavar="ID", help=_INCIDENT)]
Language = Annotated[Lang, typer.Option("--lang", help=_LANG)]
RecordPath = Annotated[
    str | None,
    typer.Option("--record", metavar="RECORD", envvar="VITNE_RECORD", help=_RECORD),
]


@app.command(epilog=CODES)
def export(  # noqa: PLR0913 - one parameter an option of the command
    *,
    record: RecordPath = None,
    form: Name = None,
    list_formats: Listed = False,
    codebook: Codebook = False,
    out: Out = None,
    provenance: Provenance = None,
    profile: Method = None,
    as_of: seeking.AsOf = None,
    hxl: Hxl = False,
    plain: Plain = False,
    ceiling: Coarse = Ceiling.TOWN,
    shelters: Shelters = None,
    embargo: Embargo = 0,
    today: Today = None,
    redact: Redact = False,
    movements: Movements = False,
    lang: Language = Lang.EN,
    incident: Incident = None,
    scope: seeking.OfScope = None,
    place: seeking.Place = None,
    first: seeking.From = None,
    last: seeking.To = None,
    actor: seeking.Actor = None,
    agent: seeking.Agent = None,
    target: seeking.Target = None,
    side: seeking.Side = None,
    voice: seeking.Voice = None,
    outlet: seeking.Outlet = None,
    language: seeking.Language = None,
    kind: seeking.Kind = None,
    event_type: seeking.EventType = None,
    modality: seeking.Meant = None,
    measure: seeking.Measured = None,
    grade: seeking.Graded = None,
    review: seeking.Reviewed = None,
    text: seeking.Words = None,
    file: seeking.OfFile = None,
) -> None:
    """Write the incidents of a record in a format of the field: ACLED, UCDP GED, GeoJSON …

    Reported, not verified; figures are minimums. Persons to whom something was done are never
    named. What the columns mean: `vitne export --codebook --format NAME`.
    """
    from vitne.cli import exports  # noqa: PLC0415
    from vitne.exports.policy import Policy  # noqa: PLC0415
    from vitne.model import Level  # noqa: PLC0415

    if list_formats:
        finish(exports.show_list())
    if codebook:
        finish(exports.show_codebook(form, out))
    if form is None:
        raise typer.BadParameter(
            "which format? --list tells which there are", param_hint="--format"
        )
    if record is None:
        raise typer.BadParameter("which record?", param_hint="--record")
    filters = seeking.filters(
        place=place, earliest=first, latest=last, actor=actor, agent=agent, target=target,
        side=side, voice=voice, outlet=outlet, language=language, kind=kind,
        event_type=event_type, modality=modality, measure=measure, grade=grade, review=review,
        text=text, file=file, scope=scope, incident=incident,
    )  # fmt: skip
    policy = Policy(
        ceiling=Level(ceiling.value),
        shelters=Level(shelters.value) if shelters else None,
        embargo_days=embargo,
        redact=redact,
        movements=movements,
    )
    now = options.now()
    order = exports.Order(
        record=record, form=form, out=out, provenance=provenance, filters=filters, policy=policy,
        profile=profile.value if profile else None, as_of=as_of, hxl=hxl, guard=not plain,
        today=dt.date.fromisoformat(today or now[:10]), now=now, locale=lang.value,
    )  # fmt: skip
    exports.export(order)
    finish(Exit.DONE)
