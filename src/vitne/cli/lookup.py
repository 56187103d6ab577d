"""The commands that look things up in a record."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from vitne.cli import options, seeking
from vitne.cli.app import CODES, app, finish
from vitne.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

# The commands import what they need when they are called, so that `vitne read` stays light.


@contextmanager
def _reading(record: str) -> Iterator[sa.Connection]:
    """One moment of a record."""
    from vitne.record.database import Record  # noqa: PLC0415

    with Record.open(record) as opened, opened.reading() as connection:
        yield connection


@app.command(epilog=CODES)
def claims(  # noqa: PLR0913 - one parameter an option of the command
    *,
    record: options.RecordPath,
    form: seeking.Format = seeking.Form.TABLE,
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
    incident: seeking.OfIncident = None,
    scope: seeking.OfScope = None,
    limit: seeking.Limit = None,
    after: seeking.After = None,
) -> None:
    """List the claims of a record, those of the newest articles first.

    With --format jsonl a claim is printed as `vitne read` prints it, with `file` and `incident`.
    """
    from vitne.cli import looking  # noqa: PLC0415

    filters = seeking.filters(
        place=place, earliest=first, latest=last, actor=actor, agent=agent, target=target,
        side=side, voice=voice, outlet=outlet, language=language, kind=kind,
        event_type=event_type, modality=modality, measure=measure, grade=grade, review=review,
        text=text, file=file, incident=incident, scope=scope,
    )  # fmt: skip
    with _reading(record) as connection:
        looking.claims(connection, filters, looking.Wish(form, limit, after))
    finish(Exit.DONE)


@app.command(epilog=CODES)
def incidents(  # noqa: PLR0913 - one parameter an option of the command
    *,
    record: options.RecordPath,
    form: seeking.Format = seeking.Form.TABLE,
    profile: seeking.Method = seeking.Profile.FULL,
    as_of: seeking.AsOf = None,
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
    limit: seeking.Limit = None,
    after: seeking.After = None,
) -> None:
    """List the incidents of a record with their estimates, those that happened last first.

    Place, dates, event type, voice and grade are those of the incident; all else that is asked for
    must hold for one of its claims.
    """
    from vitne.cli import looking  # noqa: PLC0415

    filters = seeking.filters(
        place=place, earliest=first, latest=last, actor=actor, agent=agent, target=target,
        side=side, voice=voice, outlet=outlet, language=language, kind=kind,
        event_type=event_type, modality=modality, measure=measure, grade=grade, review=review,
        text=text, file=file, scope=scope,
    )  # fmt: skip
    wish = looking.Wish(form, limit, after)
    with _reading(record) as connection:
        looking.incidents(connection, filters, wish, profile=profile.value, as_of=as_of)
    finish(Exit.DONE)


@app.command(epilog=CODES)
def show(
    incident: seeking.IncidentId,
    *,
    record: options.RecordPath,
    form: seeking.OneFormat = seeking.Shape.TABLE,
    profile: seeking.Method = seeking.Profile.FULL,
    as_of: seeking.AsOf = None,
) -> None:
    """Tell all that a record knows of one incident.

    Where, when, who did what to whom; how many, with the words and the voice behind each bound;
    what each voice said and took back; who contradicts whom; every claim; why they are linked.
    """
    from vitne.cli import story  # noqa: PLC0415

    with _reading(record) as connection:
        story.show(connection, incident, form=form, profile=profile.value, as_of=as_of)
    finish(Exit.DONE)


@app.command(epilog=CODES)
def voices(  # noqa: PLR0913 - one parameter an option of the command
    *,
    record: options.RecordPath,
    form: seeking.Format = seeking.Form.TABLE,
    voice: seeking.Voice = None,
    place: seeking.Place = None,
    first: seeking.From = None,
    last: seeking.To = None,
    actor: seeking.Actor = None,
    outlet: seeking.Outlet = None,
    language: seeking.Language = None,
    event_type: seeking.EventType = None,
    measure: seeking.Measured = None,
    grade: seeking.Graded = None,
    scope: seeking.OfScope = None,
    limit: seeking.Limit = None,
) -> None:
    """List who vouches for what, those heard on most incidents first.

    How often each was the only voice, was contradicted, or took back what it had said. The filters
    pick incidents; --voice picks voices, and then each incident is told.
    """
    from vitne.cli import looking  # noqa: PLC0415

    filters = seeking.filters(
        voice=voice, place=place, earliest=first, latest=last, actor=actor, outlet=outlet,
        language=language, event_type=event_type, measure=measure, grade=grade, scope=scope,
    )  # fmt: skip
    with _reading(record) as connection:
        looking.voices(connection, filters, looking.Wish(form, limit, None))
    finish(Exit.DONE)


@app.command(epilog=CODES)
def diff(
    *,
    record: options.RecordPath,
    since: seeking.Since,
    form: seeking.Format = seeking.Form.TABLE,
) -> None:
    """Tell what changed in a record since a time.

    New articles, tolls that a newer version of an article gives otherwise, incidents that are new
    or whose estimates changed, and what people judged.
    """
    from vitne.cli import news  # noqa: PLC0415

    with _reading(record) as connection:
        news.show(connection, since, form)
    finish(Exit.DONE)


@app.command("explain-link", epilog=CODES)
def explain_link(
    one: seeking.ClaimOne,
    other: seeking.ClaimTwo,
    *,
    record: options.RecordPath,
    form: seeking.OneFormat = seeking.Shape.TABLE,
) -> None:
    """Explain why two claims are about one happening, or why not.

    What was compared of them, how much each comparison speaks for or against it, and what decided.
    """
    from vitne.cli import linkage  # noqa: PLC0415

    with _reading(record) as connection:
        linkage.show(connection, one, other, form)
    finish(Exit.DONE)
