"""The commands that list judgements, carry them between records, and tell how far people agree."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vitne.cli import options
from vitne.cli.app import CODES, finish
from vitne.cli.exits import Exit, say
from vitne.cli.seeking import ListFormat, Shape
from vitne.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from vitne.model import Judgement
    from vitne.record.exchange import Said

_SHOWN = 20  # remarks of one kind before the rest is only counted


_RECORD = "The record: a file, or postgresql://…"
_FILE = "What `vitne judgements export` wrote; - is standard input."
# Not required by the parser: it may stand before or behind `export` and `import`.
RecordPath = Annotated[
    str, typer.Option("--record", metavar="RECORD", envvar="VITNE_RECORD", help=_RECORD)
]

listing = typer.Typer(rich_markup_mode=None, epilog=CODES)


@listing.callback(invoke_without_command=True)
def judgements(
    context: typer.Context,
    *,
    record: RecordPath = "",
    claim: options.ClaimId = None,
    author: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those of this person.")
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only those whose claim reads differently now.")
    ] = False,
    form: ListFormat = Shape.TABLE,
) -> None:
    """List the judgements of a record, oldest first; export and import them.

    With --changed: those whose claim reads differently now than when it was judged, or is gone, with
    what it read then and reads now.
    """
    if context.invoked_subcommand is not None:
        return
    from vitne.cli import judged  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415
    from vitne.record.judgements import every  # noqa: PLC0415
    from vitne.record.outdated import changed as outdated  # noqa: PLC0415

    with Record.open(_record(context, record)) as opened, opened.reading() as connection:
        made = every(connection)
        found = outdated(connection) if changed else []
    wanted = _wanted(made, claim, author)
    found = [one for one in found if one.judgement.id in wanted]
    if form is Shape.JSONL:
        judged.lines(found if changed else (one for one in made if one.id in wanted))
    elif changed:
        judged.changes(found)
    else:
        judged.table(made, wanted)
    finish(Exit.DONE)


@listing.command("export", epilog=CODES)
def export_(context: typer.Context, *, record: RecordPath = "") -> None:
    """Print all judgements of a record, undone ones too, as JSON, one a line."""
    from vitne.record import exchange  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(_record(context, record)) as opened, opened.reading() as connection:
        for line in exchange.export(connection):
            sys.stdout.buffer.write(line)
    finish(Exit.DONE)


@listing.command("import", epilog=CODES)
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=_FILE, show_default=False)],
    *,
    record: RecordPath = "",
    operator: options.Operator = "",
) -> None:
    """Take judgements into a record that were exported from another, or from this one.

    What is there already is let be. Judgements on claims that the record does not have yet wait for
    them. Lines that are no judgements are named and left out.
    """
    from vitne.record import exchange  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    with (
        _opened(file) as stream,
        Record.open(_record(context, record)) as opened,
        opened.writing() as connection,
    ):
        done = exchange.take_in(
            connection, exchange.lines(stream), at=options.now(), operator=operator
        )
    _remark(done.refused, file)
    _remark(done.waiting, file)
    refused = f", {len(done.refused)} refused" if done.refused else ""
    say(f"{done.new} taken in, {done.known} known already{refused}", file=file)
    if done.new:
        say("run `vitne link` to bring links and estimates up to date with them")
    finish(Exit.UNREAD if done.refused else Exit.DONE)


def agreement(*, record: options.RecordPath, form: ListFormat = Shape.TABLE) -> None:
    """Tell how far people agree who judged the same claims: Krippendorff's alpha.

    1 is agreement always, 0 no more than by chance. Findings can be relied on from 0.800, and are
    tentative from 0.667 (Krippendorff).
    """
    from vitne.cli import judged  # noqa: PLC0415
    from vitne.record import agreement as agreeing  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(record) as opened, opened.reading() as connection:
        found = agreeing.agreement(connection)
    if form is Shape.JSONL:
        judged.lines(found)
    else:
        judged.agreements(found)
    finish(Exit.DONE)


def _record(context: typer.Context, record: str) -> str:
    """The record that was named, before the command or behind it."""
    named = record or (context.parent.params.get("record") if context.parent else "")
    if not named:
        raise typer.BadParameter("name the record", param_hint="--record (or VITNE_RECORD)")
    return str(named)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """A file to read from; - is standard input."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - what is in the file may fail otherwise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RecordError(f"{file}: {str(reason).lower()}") from error
    with stream:
        yield stream


def _wanted(made: Sequence[Judgement], claim: str | None, author: str | None) -> set[str]:
    """The ids of the judgements of a person, on a claim."""
    if claim is not None:
        begin = claim.strip().lower()
        there = sorted({c for one in made for c in one.claims if begin and c.startswith(begin)})
        if len(there) != 1:
            several = f"{claim!r} is the beginning of several ids: {', '.join(there)}"
            nothing = f"nothing was judged of a claim whose id begins with {claim!r}"
            raise typer.BadParameter(several if there else nothing, param_hint="--claim")
        made = [one for one in made if there[0] in one.claims]
    return {one.id for one in made if author is None or one.author == author.strip()}


def _remark(said: Sequence[Said], file: str) -> None:
    for one in said[:_SHOWN]:
        say(one.text, file=f"{file}#{one.line}")
    if len(said) > _SHOWN:
        say(f"and {len(said) - _SHOWN} lines more", file=file)
