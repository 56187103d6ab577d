"""The commands by which people judge what stands in a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from vitne.cli import judgements, options
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit, say
from vitne.errors import RecordError
from vitne.incidents.written import written
from vitne.model import Action, Judgement
from vitne.model.entries import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

_AUTHOR = "Who judges: signed with this name."
_CLAIM = "The claim; the beginning of its id is enough."
_CLAIMS = "The claims; the beginnings of their ids are enough."
_JUDGEMENT = "The beginning of its id; `vitne judgements` lists them."
_OF_INCIDENT = "The incident or one of its claims; the beginning of the id is enough."
_EITHER = "Claims, or incidents; the beginnings of their ids are enough."
_OF_INCIDENTS = frozenset({Action.BEST, Action.GRADE, Action.MERGE})

_judge = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog=CODES,
    help="Judge claims and incidents. A judgement is signed, kept for good and counts until it is "
    "undone; `vitne link` brings links and estimates up to date with it.",
)
app.add_typer(_judge, name="judge")
app.add_typer(judgements.listing, name="judgements")
app.command(epilog=CODES)(judgements.agreement)

Author = Annotated[str, typer.Option(metavar="NAME", envvar="VITNE_AUTHOR", help=_AUTHOR)]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the judgement.")]
Counting = Annotated[
    Measure | None, typer.Option(help="Of what; by default of what the claim counts.")
]
Claim = Annotated[str, typer.Argument(metavar="CLAIM", help=_CLAIM, show_default=False)]
Claims = Annotated[list[str], typer.Argument(metavar="CLAIM", help=_CLAIMS, show_default=False)]
Either = Annotated[list[str], typer.Argument(metavar="CLAIM", help=_EITHER, show_default=False)]
OfIncident = Annotated[
    str, typer.Argument(metavar="INCIDENT", help=_OF_INCIDENT, show_default=False)
]


@_judge.command(epilog=CODES)
def accept(
    claims: Claims, *, record: options.RecordPath, author: Author, reason: Reason = ""
) -> None:
    """Say that claims tell what their articles say."""
    _decide(record, claims, _made(Action.ACCEPT, author, reason))


@_judge.command(epilog=CODES)
def reject(claims: Claims, *, record: options.RecordPath, author: Author, reason: Reason) -> None:
    """Say that claims do not tell what their articles say.

    They count for nothing any more, until they are accepted or the judgement is undone.
    """
    _decide(record, claims, _made(Action.REJECT, author, reason))


@_judge.command(epilog=CODES)
def correct(
    claim: Claim,
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="toll.low, place.name, time.earliest, modality …")
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="The new value, as text or JSON; null for none.")
    ],
    *,
    record: options.RecordPath,
    author: Author,
    reason: Reason,
) -> None:
    """Give a field of a claim another value.

    What can be corrected, and to what, stands in docs/judging.md. Words and offsets cannot: evidence
    is evidence.
    """
    made = _made(Action.CORRECT, author, reason, field=field, value=written(field, value))
    _decide(record, [claim], made)


@_judge.command(epilog=CODES)
def merge(claims: Either, *, record: options.RecordPath, author: Author, reason: Reason) -> None:
    """Say that two or more claims, or incidents, are about one happening."""
    _decide(record, claims, _made(Action.MERGE, author, reason))


@_judge.command(epilog=CODES)
def split(claims: Claims, *, record: options.RecordPath, author: Author, reason: Reason) -> None:
    """Say that two or more claims are each about another happening."""
    _decide(record, claims, _made(Action.SPLIT, author, reason))


@_judge.command(epilog=CODES)
def best(
    incident: OfIncident,
    figure: Annotated[
        int, typer.Argument(metavar="FIGURE", help="The figure.", show_default=False)
    ],
    *,
    record: options.RecordPath,
    author: Author,
    reason: Reason,
    measure: Counting = None,
) -> None:
    """Choose the best figure of an incident.

    Its low and high stay what the voices say.
    """
    made = _made(Action.BEST, author, reason, field=measure and measure.value, value=figure)
    _decide(record, [incident], made)


@_judge.command(epilog=CODES)
def grade(
    incident: OfIncident,
    value: Annotated[
        str,
        typer.Argument(metavar="GRADE", help="confirmed, fair, weak, contested or discounted."),
    ],
    *,
    record: options.RecordPath,
    author: Author,
    reason: Reason = "",
) -> None:
    """Grade an incident as Airwars does.

    Confirmed is pending until a second person says so too.
    """
    _decide(record, [incident], _made(Action.GRADE, author, reason, value=value.strip().lower()))


@_judge.command(epilog=CODES)
def admiralty(
    claim: Claim,
    pair: Annotated[
        str,
        typer.Argument(
            metavar="PAIR", help="Reliability A to F, credibility 1 to 6: B2. F and 6: unknown."
        ),
    ],
    *,
    record: options.RecordPath,
    author: Author,
    reason: Reason = "",
) -> None:
    """Rate who vouches for a claim, and what he says, each by itself."""
    _decide(record, [claim], _made(Action.ADMIRALTY, author, reason, value=pair.strip().upper()))


@_judge.command(epilog=CODES)
def note(
    claim: Claim,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What is to be remembered.", show_default=False)
    ],
    *,
    record: options.RecordPath,
    author: Author,
) -> None:
    """Leave a note on a claim; it changes nothing."""
    _decide(record, [claim], _made(Action.NOTE, author, value=text))


@_judge.command(epilog=CODES)
def undo(
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help=_JUDGEMENT, show_default=False)
    ],
    *,
    record: options.RecordPath,
    author: Author,
    reason: Reason,
) -> None:
    """Take a judgement back, or an undoing.

    Both stay in the record.
    """
    _decide(
        record, [], msgspec.structs.replace(_made(Action.UNDO, author, reason), undoes=judgement)
    )


def _made(action: Action, author: str, reason: str = "", **more: Any) -> Judgement:
    return Judgement("", options.now(), author, action, reason=reason, **more)


def _decide(target: str, beginnings: Sequence[str], made: Judgement) -> None:
    """Keep a judgement on the claims whose ids begin so, and print it."""
    from vitne.cli import judged  # noqa: PLC0415
    from vitne.record.database import Record  # noqa: PLC0415
    from vitne.record.judgements import add, matters  # noqa: PLC0415

    with Record.open(target) as record, record.writing() as connection:
        try:
            kept = add(connection, _meant(connection, beginnings, made))
        except RecordError as error:
            raise typer.BadParameter(str(error)) from error
        weighs = matters(connection, kept)
    judged.one_line(kept)
    if weighs:
        say("run `vitne link` to bring links and estimates up to date with it")
    finish(Exit.DONE)


def _meant(connection: sa.Connection, beginnings: Sequence[str], made: Judgement) -> Judgement:
    """A judgement with the whole ids of what is meant."""
    from vitne.record.ids import claim_id  # noqa: PLC0415
    from vitne.record.judgements import judgement_id  # noqa: PLC0415

    if made.undoes is not None:
        return msgspec.structs.replace(made, undoes=judgement_id(connection, made.undoes))
    find = _of_either if made.action in _OF_INCIDENTS else claim_id
    made = msgspec.structs.replace(made, claims=tuple(find(connection, b) for b in beginnings))
    if made.action is Action.BEST and made.field is None:
        return msgspec.structs.replace(made, field=_counted(connection, made.claims[0]))
    return made


def _of_either(connection: sa.Connection, beginning: str) -> str:
    """The claim that is meant; an incident stands for its first one."""
    from vitne.record.ids import claim_id, incident_id  # noqa: PLC0415
    from vitne.record.queries import fetch_incidents  # noqa: PLC0415

    try:
        return claim_id(connection, beginning)
    except RecordError:
        (found,) = fetch_incidents(connection, [incident_id(connection, beginning)])
        return found.claims[0]


def _counted(connection: sa.Connection, claim: str) -> str:
    """What a claim counts, as it stands."""
    from vitne.incidents.judged import corrected  # noqa: PLC0415
    from vitne.record.judgements import read_claims, standing  # noqa: PLC0415

    read = read_claims(connection, [claim])[claim]
    found, _ = corrected(read, standing(connection, about=[claim]))
    if found.toll is None:
        raise RecordError(f"claim {claim} counts nobody: say with --measure what the figure is of")
    return found.toll.measure
