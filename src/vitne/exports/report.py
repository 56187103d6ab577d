"""A report of one incident on one page that stands alone: HTML, for the screen and for A4 paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from vitne.errors import ExportError
from vitne.exports.decisions import decisions
from vitne.exports.discreet import discreet
from vitne.exports.evidence import evidence, origins
from vitne.exports.format import Column, Context, Format
from vitne.exports.rendering import render
from vitne.exports.report_page import page
from vitne.incidents import judged
from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import reconcile
from vitne.record.reviews import Reviews
from vitne.record.routes import held_by
from vitne.record.story import Story
from vitne.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.rows import Row
    from vitne.incidents.profiles import Grade


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    found = discreet(rows, context.policy)
    row = next(found, None)
    if row is None:
        raise ExportError("report: there is no such incident, or it may not leave the record")
    if next(found, None) is not None:
        raise ExportError("report: is of one incident; name it: --incident ID")
    out.write(report(row, context, locale=context.locale).encode())
    context.trace(row, row.incident.id)
    return 1


def report(row: Row, context: Context, *, locale: str) -> str:
    """The page of an incident in a language of the interface."""
    words = wording(locale)
    made = page(
        _story(row, context),
        words,
        row=row,
        articles=evidence(context.connection, row.incident.articles),
        origins=origins(context.connection, row.incident.articles),
        decided=tuple(decisions(_held(row, context), context.policy)),
    )
    return render("report.html", words, page=made, context=context)


def _story(row: Row, context: Context) -> Story:
    """The story of a row: what may leave the record of it."""
    one = row.incident
    held = _held(row, context)
    return Story(
        incident=one,
        profile=row.profile,
        as_of=context.as_of,
        claims=row.claims,
        judgements=tuple(held),
        links=tuple(held_by(context.connection, one.accounts)),
        grade=_grade(row),
        given=judged.grade(held, one.claims),
    )


def _held(row: Row, context: Context) -> list:  # type: ignore[type-arg]
    return Reviews.load(context.connection).on(row.incident.claims)


def _grade(row: Row) -> Grade | None:
    method = profiles()[row.profile]
    if not method.grades:
        return None
    return reconcile(row.statements, method, scope=row.incident.scope).grade


COLUMNS: tuple[Column, ...] = ()

FORMAT = Format(
    name="report",
    title="Report of one incident (HTML)",
    about="one page that stands alone: figures with their words and voices, to read and to print",
    media_type="text/html; charset=utf-8",
    suffix=".html",
    columns=COLUMNS,
    write=_write,
    notes=(
        "One file without script and without anything fetched; it prints on A4.",
        "It is of one incident: `--incident ID`.",
    ),
)
