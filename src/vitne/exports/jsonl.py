"""Everything, in JSON lines: one incident a line with its estimates, voices, claims and judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from vitne.exports.decisions import Decision, decisions
from vitne.exports.discreet import discreet
from vitne.exports.evidence import evidence
from vitne.exports.format import CAUTION, Column, Context, Format
from vitne.exports.lines import encoded
from vitne.incidents.voices import independent
from vitne.model import Claim, Contradiction, Estimate, IncidentVoice, Location, Timing
from vitne.record.reviews import Reviews
from vitne.record.routes import Step, held_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.evidence import Evidence
    from vitne.exports.rows import Row
    from vitne.record.queries import Found


class Capture(msgspec.Struct, frozen=True):
    """One capture of an article: SHA-256 of its bytes, when (UTC), from where, with which tool."""

    sha256: str
    captured_at: str
    address: str | None
    tool: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """An article: `id` is the SHA-256 of its text, `reprints` the article whose text it is."""

    id: str
    files: tuple[str, ...]
    language: str
    outlet: str | None
    agency: str | None
    title: str | None
    published: str | None
    reprints: str | None
    superseded_by: str | None
    reader: str
    captures: tuple[Capture, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One incident with all that belongs to it.

    `claims` are those of `vitne claims` with `article`, `review` and, where a person corrected one,
    `as_read`. `links` hold its accounts together.
    """

    id: str
    scope: str
    label: str
    event_type: str | None
    sub_event: str | None
    place: Location | None
    time: Timing | None
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    profile: str
    estimates: dict[str, Estimate]
    parts: tuple[Estimate, ...]
    voices: tuple[IncidentVoice, ...]
    independent_voices: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    grade: str | None
    review: str
    coarsened_to: str | None
    articles: tuple[Report, ...]
    claims: tuple[dict[str, Any], ...]
    links: tuple[Step, ...]
    judgements: tuple[Decision, ...]
    caution: str


_ABOUT = {
    "id": "Id of the incident.",
    "scope": "incident: one happening; period: a stretch of time with the tolls told of it.",
    "label": "What it is, where and when, in a line.",
    "event_type": "Type of act (PLOVER).",
    "sub_event": "Sub-event type (ACLED).",
    "place": "Where, no finer than the words.",
    "time": "When: first and last possible day, EDTF, the basis.",
    "agents": "Who is said to have acted.",
    "targets": "Who or what is said to have been acted on.",
    "profile": "Method of the estimates.",
    "estimates": "Low, best and high by measure, with the claims behind each; null is open.",
    "parts": "Estimates of populations and parts: floors of the whole.",
    "voices": "Every voice with its claims, what it stands by, what it replaced.",
    "independent_voices": "Names of those of them that corroborate each other.",
    "contradictions": "Claims that cannot both be true.",
    "grade": "Grade (Airwars), where one was given.",
    "review": "unreviewed, partly reviewed or reviewed.",
    "coarsened_to": "Level to which the place was made coarser to do no harm.",
    "articles": "The articles with their captures and hashes.",
    "claims": "The claims in full, in order: words, offsets, voices, rules; see docs/data-model.md.",
    "links": "The strongest links that together hold the accounts: comparisons with their bits.",
    "judgements": "What people decided of its claims, oldest first.",
    "caution": "What must be known to use it.",
}
_FIELDS = {
    "id": "string", "scope": "string", "label": "string", "event_type": "string",
    "sub_event": "string", "place": "object", "time": "object", "profile": "string",
    "estimates": "object", "grade": "string", "review": "string", "coarsened_to": "string",
    "caution": "string",
}  # fmt: skip
_EMPTY = frozenset({"event_type", "sub_event", "place", "time", "grade", "coarsened_to"})


def schema() -> dict[str, Any]:
    """The JSON Schema of one line."""
    (line,), parts = msgspec.json.schema_components([Line], ref_template="#/$defs/{name}")
    (_,), claim = msgspec.json.schema_components([Claim], ref_template="#/$defs/{name}")
    shape = dict(claim["Claim"])
    shape["properties"] = shape["properties"] | {
        "article": {"type": "string"},
        "review": {"type": "string"},
        "as_read": {"type": "object"},
    }
    defs = {**claim, **parts, "Claim": shape}
    told = dict(defs["Line"])
    told["properties"] = told["properties"] | {
        "claims": {"type": "array", "items": {"$ref": "#/$defs/Claim"}}
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vitne export: an incident",
        **line,
        "$defs": defs | {"Line": told},
    }


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    reviews = Reviews.load(context.connection)
    count = 0
    for row in discreet(rows, context.policy):
        out.write(encoded(_line(row, context, reviews)) + b"\n")
        context.trace(row, row.incident.id)
        count += 1
    return count


def _line(row: Row, context: Context, reviews: Reviews) -> Line:
    one = row.incident
    texts = evidence(context.connection, {found.article for found in row.claims})
    held = {
        judgement.id: judgement for key in one.claims for judgement in reviews.of(key)
    }  # in the order of claims; a judgement may be about several
    decided = sorted(held.values(), key=lambda judgement: (judgement.at, judgement.id))
    return Line(
        id=one.id,
        scope=one.scope.value,
        label=one.label,
        event_type=one.event_type,
        sub_event=one.sub_event,
        place=one.place,
        time=one.time,
        agents=one.agents,
        targets=one.targets,
        profile=row.profile,
        estimates=one.estimates,
        parts=one.parts,
        voices=one.voices,
        independent_voices=tuple(voice.name for voice in independent(one.voices)),
        contradictions=one.contradictions,
        grade=one.grade,
        review=row.review,
        coarsened_to=row.coarsened,
        articles=tuple(_report(texts[key], row) for key in one.articles if key in texts),
        claims=tuple(_claim(found) for found in row.claims),
        links=tuple(held_by(context.connection, one.accounts)),
        judgements=tuple(decisions(decided, context.policy)),
        caution=CAUTION,
    )


def _report(one: Evidence, row: Row) -> Report:
    told = next(found for found in row.claims if found.article == one.id)
    return Report(
        id=one.id,
        files=told.files,
        language=one.language,
        outlet=one.outlet,
        agency=one.agency,
        title=told.title,
        published=one.published,
        reprints=one.origin,
        superseded_by=one.superseded_by,
        reader=one.reader,
        captures=tuple(
            Capture(taken.sha256, taken.captured_at, taken.address, taken.tool)
            for taken in one.captures
        ),
    )


def _claim(found: Found) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(found.claim)
    told |= {"article": found.article, "incident": found.incident, "review": found.review}
    if found.as_read is not None:
        was = msgspec.to_builtins(found.as_read)
        told["as_read"] = {name: was[name] for name in was if was[name] != told.get(name)}
    return told


def _column(name: str) -> Column:
    return Column(
        name,
        _FIELDS.get(name, "array"),
        _ABOUT[name],
        lambda line: getattr(line, name),
        required=name not in _EMPTY,
    )


FORMAT = Format(
    name="jsonl",
    title="JSON lines, everything",
    about="one incident a line: estimates, voices, contradictions, claims in full, judgements",
    media_type="application/x-ndjson",
    suffix=".jsonl",
    columns=tuple(_column(name) for name in Line.__struct_fields__),
    write=_write,
    key=("id",),
    notes=(
        "The one format that leaves nothing out but what does harm. `docs/exports/jsonl.schema.json` is "
        "its JSON Schema.",
        "Claims in no incident are not in it: `vitne claims --format jsonl` lists all.",
    ),
)
