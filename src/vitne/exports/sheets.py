"""A record as flat tables: incidents, claims, voices, estimates, contradictions.

Two formats hold them: a folder of Parquet files, and a data package of CSV files. Each table is
declared as a format of its own, so that its schema and its page in the codebook are made as theirs.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from vitne.exports import tables
from vitne.exports.format import Column, Context, Format
from vitne.exports.geojson import COLUMNS as PROPERTIES
from vitne.exports.geojson import point
from vitne.record.texts import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vitne.exports.format import Records
    from vitne.exports.rows import Row
    from vitne.model import Bounds, Contradiction, Estimate, IncidentVoice
    from vitne.record.queries import Found

_MEASURES = ("killed", "wounded", "missing", "captured", "displaced", "casualties")


class Said(msgspec.Struct, frozen=True):
    """One voice on one incident."""

    incident: str
    voice: IncidentVoice


class Made(msgspec.Struct, frozen=True):
    """One estimate of one incident; `whole` is false of populations and parts."""

    incident: str
    profile: str
    whole: bool
    estimate: Estimate


class Against(msgspec.Struct, frozen=True):
    """One contradiction within one incident."""

    incident: str
    found: Contradiction


def day(value: str | None) -> str | None:
    """An ISO day of the calendar; None for what is none."""
    try:
        return dt.date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        return None


def _voices(row: Row) -> Iterator[Said]:
    return (Said(row.incident.id, one) for one in row.incident.voices)


def _estimates(row: Row) -> Iterator[Made]:
    one = row.incident
    for whole, found in ((True, one.estimates.values()), (False, one.parts)):
        for estimate in found:
            yield Made(one.id, row.profile, whole, estimate)


def _contradictions(row: Row) -> Iterator[Against]:
    return (Against(row.incident.id, one) for one in row.incident.contradictions)


def _at(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.incident.place, name, None)


def _axis(index: int) -> Callable[[Row], float | None]:
    def value(row: Row) -> float | None:
        found = point(row.incident.place)
        return None if found is None else found[index]

    return value


def _of(name: str) -> Callable[[Found], Any]:
    """A field of a claim."""
    return lambda one: getattr(one.claim, name)


def _claimed(part: str, name: str) -> Callable[[Found], Any]:
    """A field of the place, time or toll of a claim."""
    return lambda one: getattr(getattr(one.claim, part), name, None)


def _names(part: str) -> Callable[[Found], list[str]]:
    return lambda one: [party.name for party in getattr(one.claim, part)]


def _bound(measure: str, name: str) -> Callable[[Said], int | None]:
    def value(one: Said) -> int | None:
        found: Bounds | None = one.voice.latest.get(measure)
        return None if found is None else number(getattr(found, name))

    return value


def _figure(name: str) -> Callable[[Made], int | None]:
    return lambda one: number(getattr(one.estimate, name))


def _made(name: str) -> Callable[[Made], Any]:
    return lambda one: getattr(one.estimate, name)


def _listed(name: str) -> Callable[[Made], list[str]]:
    return lambda one: list(getattr(one.estimate, name))


def _tamed(column: Column) -> Column:
    """A property of GeoJSON as a column: days of the calendar, numbers of 64 bits."""
    value = column.value
    match column.type:
        case "date":
            return msgspec.structs.replace(column, value=lambda row: day(value(row)))
        case "integer":
            return msgspec.structs.replace(column, value=lambda row: number(value(row)))
        case _:
            return column


_INCIDENTS = (
    *(_tamed(column) for column in PROPERTIES if column.name not in ("claims", "caution")),
    Column("admin1", "string", "First-order division (GeoNames code).", _at("admin1")),
    Column("geonameid", "integer", "Id of the place in GeoNames.", _at("geonameid")),
    Column("lat", "number", "Latitude of the place (WGS 84).", _axis(1), unit="degrees"),
    Column("lon", "number", "Longitude of the place (WGS 84).", _axis(0), unit="degrees"),
)

_CLAIMS = (
    Column("id", "string", "Id of the claim: it hashes its evidence.", _of("id"), required=True),
    Column("incident", "string", "The incident or period it is in; empty where it is in none.",
           lambda one: one.incident),
    Column("article", "string", "SHA-256 of the article's text.", lambda one: one.article,
           required=True),
    Column("outlet", "string", "Who published the article.", lambda one: one.outlet),
    Column("title", "string", "Headline of the article.", lambda one: one.title),
    Column("language", "string", "Language of the article (BCP 47).", lambda one: one.language,
           required=True),
    Column("published", "date", "First day on which it may have been published.",
           lambda one: day(one.published)),
    Column("captured_at", "string", "When it was captured first (UTC, ISO 8601).",
           lambda one: one.captured_at, required=True),
    Column("kind", "string", "event, toll, threat, demand, accusation, denial, background …",
           _of("kind"), required=True),
    Column("text", "string", "The words of the claim.", _of("text")),
    Column("start", "integer", "Where they begin in the text, in code points.", _of("start"),
           required=True),
    Column("end", "integer", "Where they end.", _of("end"), required=True),
    Column("trigger", "string", "The words that evoke it.", lambda one: one.claim.trigger.text),
    Column("modality", "string", "How it is meant: asserted, reported, alleged …", _of("modality"),
           required=True),
    Column("polarity", "string", "Whether it is said to be so, or not.", _of("polarity"),
           values=("positive", "negative"), required=True),
    Column("event_type", "string", "Type of act (PLOVER).", _of("event_type")),
    Column("modes", "array", "Modes of the act (PLOVER).", lambda one: list(one.claim.modes)),
    Column("sub_event", "string", "Sub-event type (ACLED).", _of("sub_event")),
    Column("agents", "array", "Who is said to act.", _names("agents")),
    Column("targets", "array", "Who or what is said to be acted on.", _names("targets")),
    Column("place", "string", "Place.", _claimed("place", "name")),
    Column("country", "string", "Recognised state (ISO 3166 alpha-3).",
           _claimed("place", "country")),
    Column("precision", "string", "exact, near, area or country.",
           _claimed("place", "precision")),
    Column("earliest", "date", "First day of what it tells.",
           lambda one: day(_claimed("time", "earliest")(one))),
    Column("latest", "date", "Last day of it.", lambda one: day(_claimed("time", "latest")(one))),
    Column("measure", "string", "What a toll counts: killed, wounded …",
           _claimed("toll", "measure")),
    Column("low", "integer", "The least; empty is open, not zero.",
           lambda one: number(_claimed("toll", "low")(one)), unit="people"),
    Column("high", "integer", "The most; empty is open, not zero.",
           lambda one: number(_claimed("toll", "high")(one)), unit="people"),
    Column("approx", "boolean", "Whether it is said to be about so many.",
           _claimed("toll", "approx")),
    Column("known", "string", "given, none (a stated zero), unknown or undisclosed.",
           _claimed("toll", "known")),
    Column("status", "string", "civilian, combatant, police, unknown.",
           _claimed("toll", "status")),
    Column("who", "string", "Whom the words single out: children.", _claimed("toll", "who")),
    Column("side", "string", "Whose people they are.", _claimed("toll", "side")),
    Column("toll_scope", "string", "incident, cumulative or subset.", _claimed("toll", "scope")),
    Column("voice", "string", "Who vouches for it; empty where the outlet itself does.",
           lambda one: one.claim.attribution[-1].name if one.claim.attribution else None),
    Column("chain", "array", "Those it came through, the outermost first.", _names("attribution")),
    Column("condition", "string", "The condition of a threat or offer, in its words.",
           lambda one: one.claim.condition.text if one.claim.condition else None),
    Column("review", "string", "What people decided of it.", lambda one: one.review,
           required=True),
    Column("rules", "array", "The entries that made it.", lambda one: list(one.claim.rules)),
    Column("reader", "string", "Version of the reader.", _of("reader")),
)  # fmt: skip

_VOICES = (
    Column("incident", "string", "Id of the incident.", lambda one: one.incident, required=True),
    Column("voice", "string", "Who vouches.", lambda one: one.voice.name, required=True),
    Column("role", "string", "outlet, agency, claimant, eyewitness or unnamed.",
           lambda one: one.voice.role),
    Column("stake", "string", "own or enemy: whose losses it tells of, where it is a party.",
           lambda one: one.voice.stake),
    Column("vouches", "string", "The most it vouches for: toll, act, part, accusation, denial.",
           lambda one: one.voice.vouches),
    *(
        Column(f"{measure}_{bound}", "integer",
               f"People {measure}: the {word} it stands by; empty is open or not told.",
               _bound(measure, bound), unit="people")
        for measure in _MEASURES
        for bound, word in (("low", "least"), ("high", "most"))
    ),
    Column("measures", "array", "What it gives figures of: tells an open bound from silence.",
           lambda one: list(one.voice.latest)),
    Column("claims", "array", "Ids of all its claims, oldest first.",
           lambda one: list(one.voice.claims)),
    Column("superseded", "array", "Those of them that it replaced later.",
           lambda one: list(one.voice.superseded)),
)  # fmt: skip

_ESTIMATES = (
    Column("incident", "string", "Id of the incident.", lambda one: one.incident, required=True),
    Column("profile", "string", "Method that made it.", lambda one: one.profile, required=True),
    Column("measure", "string", "What is counted.", _made("measure"), required=True),
    Column("whole", "boolean", "Whether it is of all people; else a population or a part, a floor.",
           lambda one: one.whole, required=True),
    Column("status", "string", "civilian, combatant or police; empty for all.", _made("status")),
    Column("side", "string", "Whose people; empty for all sides.", _made("side")),
    Column("who", "string", "Whom the words single out; empty for all.", _made("who")),
    Column("low", "integer", "Empty is open, not zero.", _figure("low"), unit="people"),
    Column("best", "integer", "Empty where there is none.", _figure("best"), unit="people"),
    Column("high", "integer", "Empty is open, not zero.", _figure("high"), unit="people"),
    Column("known", "string", "given, none, unknown, undisclosed or unreported.", _made("known"),
           values=("given", "none", "unknown", "undisclosed", "unreported"), required=True),
    Column("approx", "boolean", "Whether a bound was said to be about so many.", _made("approx")),
    Column("low_claims", "array", "Claims behind low.", _listed("low_claims")),
    Column("best_claims", "array", "Claims behind best.", _listed("best_claims")),
    Column("high_claims", "array", "Claims behind high.", _listed("high_claims")),
    Column("caveats", "array", "Claims that say how uncertain it is.", _listed("caveats")),
    Column("rules", "array", "Codes of the rules that applied.", _listed("rules")),
)  # fmt: skip

_CONTRADICTIONS = (
    Column("incident", "string", "Id of the incident.", lambda one: one.incident, required=True),
    Column("about", "string", "What they differ in: a measure, agent, place, time.",
           lambda one: one.found.about, required=True),
    Column("one", "array", "Claims of one voice.", lambda one: list(one.found.one)),
    Column("other", "array", "Claims of another that cannot be true with them.",
           lambda one: list(one.found.other)),
)  # fmt: skip


def _sheet(
    name: str, about: str, columns: tuple[Column, ...], records: Records, key: tuple[str, ...] = ()
) -> Format:
    def write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
        found = ((row, "", record) for row in rows for record in records(row))
        return tables.write(sheet, found, out, context)

    sheet = Format(
        name=name, title=name.capitalize(), about=about, media_type="text/csv", suffix=".csv",
        columns=columns, write=write, records=records, key=key,
    )  # fmt: skip
    return sheet


CLAIMS = "claims"  # the only sheet with records that are in no incident
SHEETS: tuple[Format, ...] = (
    _sheet("incidents", "One row an incident, or a period with the tolls told of it.", _INCIDENTS,
           lambda row: (row,), ("id",)),
    _sheet(CLAIMS, "One row a claim: what one article says once, with its words.", _CLAIMS,
           lambda row: row.claims, ("id",)),
    _sheet("voices", "One row a voice on an incident.", _VOICES, _voices),
    _sheet("estimates", "One row an estimate of an incident.", _ESTIMATES, _estimates),
    _sheet("contradictions", "One row a pair of claims that cannot both be true.",
           _CONTRADICTIONS, _contradictions),
)  # fmt: skip


def columns() -> tuple[Column, ...]:
    """The columns of all sheets, each after the name of its sheet: "incidents.id"."""
    return tuple(
        msgspec.structs.replace(column, name=f"{sheet.name}.{column.name}")
        for sheet in SHEETS
        for column in sheet.columns
    )
