"""ACLED-like CSV: one row an event, 31 columns in the order of ACLED's codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from vitne.exports import tables
from vitne.exports.acled_events import Event, event
from vitne.exports.format import CAUTION, Column, Format
from vitne.exports.happening import acts
from vitne.exports.sides import INTERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from vitne.exports.format import Context
    from vitne.exports.rows import Row

_TYPES = ("Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments")  # fmt: skip
_DISORDERS = ("Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments")  # fmt: skip
_SUB_EVENTS = tuple(acts())


def records(row: Row) -> Iterator[Event]:
    """The event of a row; none where ACLED has no row for such an incident."""
    if (found := event(row)) is not None:
        yield found


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    return tables.write(FORMAT, tables.made(rows, records, FORMAT.columns[0]), out, context)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


COLUMNS: tuple[Column, ...] = (
    Column(
        "event_id_cnty", "string",
        "Id of the event: the country (ISO 3166 alpha-3) and a number made of the id of the incident "
        "(its first 12 hexadecimal digits, in decimal). The same as long as the first account of the incident is.",
        lambda one: one.id, required=True, hxl="#event+id",
    ),
    Column(
        "event_date", "date",
        "The day; where only a week or month is told its middle (a month: the 16th of 31 days), of "
        "the beginning or end of a month its first or last day. Empty where no report tells a day at all: "
        "such events are kept and tagged.",
        lambda one: _iso(one.day), hxl="#date+occurred",
    ),
    Column("year", "integer", "Year of event_date.", lambda one: one.day and one.day.year, hxl="#date+year"),
    Column(
        "time_precision", "integer",
        "1 the day is told; 2 within a week; 3 within a month. Empty where event_date is.",
        lambda one: one.time_precision, values=(1, 2, 3),
    ),
    Column(
        "disorder_type", "string", "Follows from the sub-event type.",
        lambda one: one.act and one.act.disorder, values=_DISORDERS, hxl="#event+disorder",
    ),
    Column(
        "event_type", "string",
        "Follows from the sub-event type. Empty where people were killed and no report tells by which act.",
        lambda one: one.act and one.act.event, values=_TYPES, hxl="#event+type",
    ),
    Column(
        "sub_event_type", "string",
        "Of several tactics in one event the one that stands highest in ACLED's hierarchy, in which "
        "the values are listed here.",
        lambda one: one.act and one.act.sub_event, values=_SUB_EVENTS, hxl="#event+type+sub",
    ),
    Column(
        "actor1", "string",
        "Who did it, in ACLED's manner: “Military Forces of Azerbaijan (2003-)”, with the years of the "
        "government where they are known. Empty where no report names anybody. Persons are never named.",
        lambda one: one.actor1 and one.actor1.acled, hxl="#group+name+first",
    ),
    Column("assoc_actor_1", "string", "Others who did it with actor1, divided by “; ”.", lambda one: one.assoc1),
    Column("inter1", "string", "The kind of actor1.", lambda one: one.actor1 and one.actor1.inter, values=INTERS),
    Column(
        "actor2", "string",
        "The other armed body; of violence against civilians “Civilians (Country)”; of remote violence "
        "civilians only where somebody who is no opponent says that they were the target.",
        lambda one: one.actor2 and one.actor2.acled, hxl="#group+name+second",
    ),
    Column("assoc_actor_2", "string", "Others on that side, divided by “; ”.", lambda one: one.assoc2),
    Column("inter2", "string", "The kind of actor2.", lambda one: one.actor2 and one.actor2.inter, values=INTERS),
    Column(
        "interaction", "string",
        "Both kinds, in ACLED's order: “State forces-Rebel group”; of one alone “State forces only”.",
        lambda one: one.interaction,
    ),
    Column(
        "civilian_targeting", "string",
        "Set where civilians are the main or only target and somebody who is no opponent says so.",
        lambda one: "Civilians targeted" if one.civilians else None, values=("Civilians targeted",),
    ),
    Column("iso", "integer", "ISO 3166-1 numeric code of the country.", lambda one: one.state and one.state.iso, hxl="#country+code+num"),
    Column("region", "string", "Region, as ACLED divides the world.", lambda one: one.state and one.state.acled_region, hxl="#region+name"),
    Column(
        "country", "string",
        "The internationally recognised state, under ACLED's name for it; who controls the place is no matter.",
        lambda one: one.state.acled_name if one.state else one.country, required=True, hxl="#country+name",
    ),
    Column("admin1", "string", "First-order division, where the record knows its name.", lambda one: one.admin1, hxl="#adm1+name"),
    Column("admin2", "string", "Second-order division, where the place is one.", lambda one: one.admin2, hxl="#adm2+name"),
    Column("admin3", "string", "Always empty: vitne knows no third-order divisions.", lambda _: None, hxl="#adm3+name"),
    Column("location", "string", "The place, under its canonical English name.", lambda one: one.place.name, required=True, hxl="#loc+name"),
    Column(
        "latitude", "number",
        "WGS 84, four decimals, of the place that is named and never finer; no noise is added. Empty where no gazetteer knows it.",
        lambda one: one.latitude, unit="degrees", hxl="#geo+lat",
    ),
    Column("longitude", "number", "As latitude.", lambda one: one.longitude, unit="degrees", hxl="#geo+lon"),
    Column(
        "geo_precision", "integer",
        "1 the town is told; 2 near a town, coded to it; 3 a larger region, coded to its point.",
        lambda one: one.geo_precision, values=(1, 2, 3), required=True,
    ),
    Column(
        "source", "string",
        "Who published the articles, divided by “; ”; else the agencies credited. Empty where neither is known.",
        lambda one: one.outlets, hxl="#meta+source",
    ),
    Column("source_scale", "string", "Always empty: vitne does not know how far an outlet reaches.", lambda _: None),
    Column(
        "notes", "string",
        "In the manner of ACLED's notes: day, actor, act, place, toll; then what else is told: the wounded, "
        "figures in dispute with who gives them, and how the fatalities were coded.",
        lambda one: one.notes, hxl="#description",
    ),
    Column(
        "fatalities", "integer",
        "Reported dead: the lowest figure of all voices. “several”, “many”, a bare plural: 3, or 10 where at "
        "least ten are told to be wounded; tens 10, dozens 12, hundreds 100; only “casualties”, or nothing: 0.",
        lambda one: one.fatalities, unit="people", required=True, hxl="#affected+killed",
    ),
    Column(
        "tags", "string",
        "“review: …” for what a person should look at: actor1, actor1 alleged, actor1 disputed, civilian targeting alleged, caption only, "
        "date, event type, fatalities, place.",
        lambda one: one.tags, hxl="#meta+tags",
    ),
    Column(
        "timestamp", "integer",
        "When the newest of the articles was captured, in seconds since 1970 (UTC).",
        lambda one: one.timestamp, unit="s", required=True,
    ),
)  # fmt: skip

FORMAT = Format(
    name="acled",
    title="ACLED-like CSV",
    about="one event a row in the 31 columns of ACLED, coded by its published rules",
    media_type="text/csv; charset=utf-8",
    suffix=".csv",
    columns=COLUMNS,
    write=_write,
    records=records,
    profile="acled",
    fixed=True,
    key=("event_id_cnty",),
    hxl=True,
    notes=(
        CAUTION,
        "Made by vitne from news reports by ACLED's published rules; it is no data of ACLED and should not be "
        "cited as such. “Fatality data are typically the most biased and least accurate component of "
        "conflict reporting” (ACLED Codebook).",
        "**What has a row.** A single happening in a country, told as a fact, as hearsay or as an allegation, "
        "whose act has a sub-event type. One of which only the dead are told has a row if there are any. "
        "Threats, demands, accusations, denials, relations and other statements have none, tolls of a "
        "period have none, and what is placed no finer than a country has none. An incident that only the "
        "caption of a picture tells of has one. What is told to lie within more than a month has none, as in "
        "ACLED; what nobody dates is kept without a date and tagged, so that it is not lost.",
        "**Days.** An incident is one row: a range of days is how well the day is known, not how long it "
        "lasted, so nothing is divided among days. A caption does not tell when its picture was taken: the "
        "date of the article is not taken for it. To leave out what has no date, ask for `--from`.",
        "**What is ours** and not ACLED's: 10 rather than 3 at ten wounded; empty cells where ACLED would "
        "look further (actor1, event_date); events without a date; coordinates of a region are those of its point, not of its "
        "capital; years of governments and ACLED's names of groups are tables of vitne's "
        "(`data/exports/regimes.csv`, `groups.csv`), in which is marked what was seen in published rows.",
    ),
)
