"""Prints what changed in a record since a time."""

from __future__ import annotations

import sys
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli.exits import say
from vitne.cli.page import Page, stdout
from vitne.cli.sections import Sections
from vitne.cli.seeking import Form
from vitne.cli.tables import lines, sheet
from vitne.cli.words import ENGLISH
from vitne.record.changes import Arrival, Renewal, judged_since, new_reports, renewals
from vitne.record.versions import Change, Revision, revisions
from vitne.wording.days import minute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import sqlalchemy as sa

    from vitne.model import Claim, Judgement

_SHEET = (
    "what", "at", "id", "file", "label", "measure", "voice", "before", "after", "by", "note",
)  # fmt: skip
Row = dict[str, Any]


def show(connection: sa.Connection, since: str, form: Form) -> None:
    """Print what changed at a time (UTC, ISO 8601) or later."""
    match form:
        case Form.JSONL:
            count = lines(_data(connection, since))
        case Form.CSV:
            rows = ([row.get(name) for name in _SHEET] for row in _flat(connection, since))
            count = sheet(_SHEET, rows)
        case Form.TABLE:
            count = Sections(Page(stdout())).tell(connection, since)
    if not count:
        sys.stdout.flush()
        say(f"nothing changed since {minute(since)} UTC")


def _data(connection: sa.Connection, since: str) -> Iterator[Row]:
    """All changes as objects, each with `what` it is."""
    changed = list(revisions(connection, since=since))
    fresh = new_reports(connection, since, changed)
    return chain(
        ({"what": "article"} | msgspec.to_builtins(one) for one in fresh),
        map(_version, changed),
        map(_incident, renewals(connection, since)),
        ({"what": "judgement"} | msgspec.to_builtins(j) for j in judged_since(connection, since)),
    )


def _version(one: Revision) -> Row:
    told: Row = msgspec.to_builtins(one)
    return {"what": "version"} | told | {"changes": [_change(change) for change in one.changes]}


def _change(one: Change) -> Row:
    return {
        "kind": one.kind,
        "measure": one.measure,
        "voice": one.voice,
        "before": _figure(one.before),
        "after": _figure(one.after),
    }


def _figure(claim: Claim | None) -> Row | None:
    if claim is None or claim.toll is None:
        return None
    toll = claim.toll
    told = {"claim": claim.id, "low": toll.low, "high": toll.high, "known": toll.known}
    return told | {"text": claim.text}


def _incident(one: Renewal) -> Row:
    found = one.incident
    return {
        "what": "incident",
        "id": found.id,
        "new": one.before is None,
        "scope": found.scope,
        "label": found.label,
        "before": one.before,
        "after": found.estimates,
        "arrivals": one.arrivals,
        "judgements": one.judgements,
    }


def _flat(connection: sa.Connection, since: str) -> Iterator[Row]:
    """All changes as rows of CSV: one a figure that changed."""
    changed = list(revisions(connection, since=since))
    yield from map(_of_article, new_reports(connection, since, changed))
    for revision in changed:
        yield from map(_of_version(revision), revision.changes)
    for renewal in renewals(connection, since):
        yield from _of_incident(renewal)
    for judgement in judged_since(connection, since):
        yield _of_judgement(judgement)


def _of_article(one: Arrival) -> Row:
    return {
        "what": "article",
        "at": one.captured_at,
        "id": one.article,
        "file": one.file,
        "label": one.title,
        "by": one.outlet,
        "note": f"{one.claims} claims",
    }


def _of_version(one: Revision) -> Callable[[Change], Row]:
    def row(change: Change) -> Row:
        before, after = change.before, change.after
        return {
            "what": "version",
            "at": one.at,
            "id": one.newer,
            "file": one.file,
            "label": one.title,
            "measure": change.measure,
            "voice": change.voice,
            "before": before and before.toll and ENGLISH.toll(before.toll),
            "after": after and after.toll and ENGLISH.toll(after.toll),
            "note": change.kind,
        }

    return row


def _of_incident(one: Renewal) -> Iterator[Row]:
    """A row a measure of which something is told, before or now."""
    found, before = one.incident, one.before or {}
    for measure, estimate in found.estimates.items():
        old = before.get(measure)
        if estimate.known != "unreported" or (old and old.known != "unreported"):
            yield {
                "what": "incident",
                "id": found.id,
                "label": found.label,
                "measure": measure,
                "before": old and ENGLISH.estimate(old),
                "after": ENGLISH.estimate(estimate),
                "note": "revised" if one.before is not None else "new",
            }


def _of_judgement(one: Judgement) -> Row:
    return {
        "what": "judgement",
        "at": one.at,
        "id": one.id,
        "label": one.action.value,
        "measure": one.field,
        "after": None if one.value is None else str(one.value),
        "by": one.author,
        "note": one.reason,
    }
