"""Records to export, and rows of an export made up claim by claim."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import io
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from vitne import pipeline
from vitne.exports.export import Wish, export
from vitne.exports.rows import Row
from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import reconcile
from vitne.model import (
    Capture,
    Claim,
    Incident,
    Location,
    Metadata,
    Party,
    Period,
    Quote,
    Role,
    Scope,
    Statement,
    Timing,
    Toll,
    Voice,
)
from vitne.packs.pack import Packs
from vitne.record import linking
from vitne.record.database import Record
from vitne.record.queries import Found
from vitne.record.store import Taken, keep

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2024-04-01T12:00:00Z"
CAPTURED = "2024-03-10T08:00:00Z"
GANJA = Location("Ganja", "AZE", "town", 40.68157, 46.36134, geonameid=586523)


class Report(NamedTuple):
    """A report as it is handed in."""

    text: str
    published: str | None = "2024-03-05"
    publisher: str | None = "Kystnytt"


@functools.cache
def _packs() -> Packs:
    return Packs()


def fill(path: Path, reports: dict[str, Report]) -> Path:
    """A record of reports, read and linked."""
    with Record.open(str(path), create=True) as record:
        taken = [_taken(name, report) for name, report in reports.items()]
        with record.writing() as connection:
            keep(connection, taken, at=CAPTURED, operator="Kari")
        linking.link(record, at=CAPTURED, operator="Kari")
    return path


def _taken(name: str, report: Report) -> Taken:
    data = report.text.encode("utf-8", "surrogatepass")
    known = Metadata(published=report.published, publisher=report.publisher)
    digest = hashlib.sha256(data).hexdigest()
    capture = Capture(name, data, digest, "text/plain", known, CAPTURED)
    return Taken(capture=capture, reading=pipeline.read(capture, _packs()))


def written(path: Path, name: str, wish: Wish | None = None) -> bytes:
    """An export of a record."""
    out = io.BytesIO()
    with Record.open(str(path)) as record:
        export(record, name, out, wish or Wish(), generated_at=NOW)
    return out.getvalue()


def table(path: Path, name: str, wish: Wish | None = None, **how: Any) -> pd.DataFrame:
    """An export as pandas loads it, without being told anything of it."""
    return pd.read_csv(io.BytesIO(written(path, name, wish)), **how)


# What is told of one happening, as short as a reporter notes it.


def act(sub_event: str | None = "Attack", by: str | None = "Reuters", **fields: Any) -> Statement:
    """That something happened: `agents` and `targets` are names."""
    for party in ("agents", "targets"):
        fields[party] = tuple(Party(name) for name in fields.get(party, ()))
    fields.setdefault("event_type", "ASSAULT")
    return _statement("event", by, sub_event=sub_event, **fields)


def dead(
    low: int | None, high: int | None = -1, by: str | None = "Reuters", **fields: Any
) -> Statement:
    """That people were killed: `dead(14)` exactly, `dead(14, None)` at least."""
    toll = {k: fields.pop(k) for k in list(fields) if k in Toll.__struct_fields__}
    toll.setdefault("measure", "killed")
    word = fields.pop("word", None) or str(low)  # "plural" has no figure in its words
    number = None if word == "plural" else Quote(word, 0, len(word))
    made = Toll(low=low, high=low if high == -1 else high, number=number, **toll)
    return _statement("toll", by, toll=made, **fields)


def _statement(kind: str, by: str | None, **fields: Any) -> Statement:
    held = {k: fields.pop(k) for k in list(fields) if k in Statement.__struct_fields__}
    told = repr((kind, by, sorted(fields.items()), sorted(held.items())))
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    claim = Claim(
        id=digest[:16], kind=kind, text=fields.pop("text", kind), start=0, end=4, passage=0,
        trigger=Quote(kind, 0, len(kind)), modality=fields.pop("modality", "asserted"),
        polarity=fields.pop("polarity", "positive"),
        **{"attribution": (Voice(by, "claimant"),) if by else (), **fields},
    )  # fmt: skip
    article = held.pop("article", "one")
    held.setdefault("published", Period(dt.date(2020, 10, 5), dt.date(2020, 10, 5), "2020-10-05"))
    return Statement(
        claim=claim, article=article, file=f"{article}.txt", language="en", origin=article, **held
    )


def row(
    *told: Statement,
    profile: str = "acled",
    place: Location | None = GANJA,
    days: tuple[str, str] | None = ("2020-10-04", "2020-10-04"),
    scope: Scope = Scope.INCIDENT,
    title: str | None = None,
) -> Row:
    """A row of what is told, reconciled as a record does it."""
    full, own = (reconcile(told, profiles()[name], scope=scope) for name in ("full", profile))
    time = Timing(*days, f"{days[0]}/{days[1]}", "reconciled") if days else None
    incident = Incident(
        id="0da51e3e29b8a81f", scope=scope, label="made up", place=place, time=time,
        articles=tuple(dict.fromkeys(one.article for one in told)),
        files=tuple(dict.fromkeys(one.file for one in told)), accounts=("a",),
        claims=tuple(one.claim.id for one in told),
        agents=tuple(p.name for one in told for p in one.claim.agents),
        targets=tuple(p.name for one in told for p in one.claim.targets),
        estimates=own.estimates, parts=own.parts, voices=own.voices,
        contradictions=own.contradictions,
    )  # fmt: skip
    claims = tuple(_found(one, title) for one in told)
    whole = Incident(**{**_fields(incident), "estimates": full.estimates, "parts": full.parts})
    return Row(
        incident=incident, full=whole, claims=claims, statements=told, profile=profile,
        review="unreviewed",
    )  # fmt: skip


def _fields(one: Incident) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


def _found(one: Statement, title: str | None) -> Found:
    return Found(
        claim=one.claim, as_read=None, article=one.article, file=one.file, files=(one.file,),
        language=one.language, outlet=one.outlet, title=title,
        published=one.published.earliest.isoformat() if one.published else None,
        captured_at=CAPTURED, incident="0da51e3e29b8a81f", review="unreviewed",
    )  # fmt: skip


CAPTION = Role.CAPTION
