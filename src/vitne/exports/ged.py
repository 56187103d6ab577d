"""UCDP-GED-like CSV: one row an event with reported dead, 49 columns in the order of GED 23.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from vitne.exports import tables
from vitne.exports.format import CAUTION, Column, Format
from vitne.exports.ged_events import Event, event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.format import Context
    from vitne.exports.rows import Row

_REGIONS = ("Africa", "Americas", "Asia", "Europe", "Middle East")
_IDS = "Always empty: numbers that UCDP gives, which vitne does not know."


def records(row: Row) -> Iterator[Event]:
    """The event of a row; none where GED has no row for such an incident."""
    if (found := event(row)) is not None:
        yield found


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    return tables.write(FORMAT, tables.made(rows, records, FORMAT.columns[0]), out, context)


def _none(_: Any) -> None:
    return None


COLUMNS: tuple[Column, ...] = (
    Column(
        "id", "integer",
        "Id of the event: the first 12 hexadecimal digits of the id of the incident, in decimal.",
        lambda one: one.id, required=True, hxl="#event+id",
    ),
    Column("relid", "string", "Always empty: older versions of GED only.", _none),
    Column("year", "integer", "Year of date_start.", lambda one: one.first.year, required=True, hxl="#date+year"),
    Column("active_year", "integer", "Always empty: whether a dyad passes 25 deaths in the year is a matter of all reports there are.", _none),
    Column(
        "code_status", "string",
        "“Clear”, or “Check” with the columns that a person should look at.",
        lambda one: one.status, required=True,
    ),
    Column(
        "type_of_violence", "integer",
        "1 state-based, 2 non-state, 3 one-sided. Where no report says who did it: 1, the government of the "
        "place being party, and to be checked.",
        lambda one: one.type_of_violence, values=(1, 2, 3), required=True, hxl="#event+type",
    ),
    Column("conflict_dset_id", "integer", _IDS, _none),
    Column("conflict_new_id", "integer", _IDS, _none),
    Column("conflict_name", "string", "Always empty: what UCDP counts as one conflict is its own judgement.", _none),
    Column("dyad_dset_id", "integer", _IDS, _none),
    Column("dyad_new_id", "integer", _IDS, _none),
    Column("dyad_name", "string", "“side_a - side_b”.", lambda one: f"{one.side_a} - {one.side_b}", required=True),
    Column("side_a_dset_id", "integer", _IDS, _none),
    Column("side_a_new_id", "integer", _IDS, _none),
    Column(
        "side_a", "string",
        "Of state-based violence a government, under UCDP's name for the state; of one-sided violence who did it.",
        lambda one: one.side_a, required=True, hxl="#group+name+first",
    ),
    Column("side_b_dset_id", "integer", _IDS, _none),
    Column("side_b_new_id", "integer", _IDS, _none),
    Column(
        "side_b", "string",
        "The other side; “Civilians” of one-sided violence. “(review: …)” says what no report tells.",
        lambda one: one.side_b, required=True, hxl="#group+name+second",
    ),
    Column(
        "number_of_sources", "integer", "Articles that tell of it, reprints not counted.",
        lambda one: one.articles, unit="articles", required=True,
    ),
    Column(
        "source_article", "string",
        "\"publisher,YYYY-MM-DD,headline\" of each article, in quotation marks, divided by “;”. What an article does "
        "not tell is left empty; a date is as fine as it is known.",
        lambda one: one.source_article, hxl="#meta+source",
    ),
    Column("source_office", "string", "Who published each, divided by “;”.", lambda one: one.source_office),
    Column("source_date", "string", "When each was published, divided by “;”.", lambda one: one.source_date),
    Column("source_headline", "string", "The headline of each, divided by “;”.", lambda one: one.source_headline, hxl="#description"),
    Column(
        "source_original", "string",
        "Who vouches for the toll, else for the act: the independent voices, divided by “;”.",
        lambda one: one.source_original,
    ),
    Column(
        "where_prec", "integer",
        "1 the town; 2 near a town; 3 a second-order division; 4 a first-order division; 5 part of a country; "
        "6 the country; 7 waters.",
        lambda one: one.where_prec, values=(1, 2, 3, 4, 5, 6, 7), required=True,
    ),
    Column(
        "where_coordinates", "string",
        "The place the point stands for: “Ganja city”; a settlement of fewer than 50,000 people, or of unknown size, is a “town”.",
        lambda one: one.where, required=True, hxl="#loc+name",
    ),
    Column("where_description", "string", "The place in the words of the reports, and who controls it.", lambda one: one.where_description),
    Column("adm_1", "string", "First-order division, where the record knows its name.", lambda one: one.adm1, hxl="#adm1+name"),
    Column("adm_2", "string", "Second-order division, where the place is one.", lambda one: one.adm2, hxl="#adm2+name"),
    Column("latitude", "number", "WGS 84, of the place that is named. Empty where no gazetteer knows it.", lambda one: one.lat, unit="degrees", hxl="#geo+lat"),
    Column("longitude", "number", "As latitude.", lambda one: one.lon, unit="degrees", hxl="#geo+lon"),
    Column("geom_wkt", "string", "“POINT (longitude latitude)”.", lambda one: one.wkt),
    Column("priogrid_gid", "integer", "The cell of PRIO-GRID (0.5 degrees) that the point lies in.", lambda one: one.cell),
    Column("country", "string", "The internationally recognised state, under UCDP's name for it.", lambda one: one.country, required=True, hxl="#country+name"),
    Column("country_id", "integer", "Its Gleditsch-Ward number (no ISO code).", lambda one: one.country_id, hxl="#country+code+gw"),
    Column("region", "string", "Region, as UCDP divides the world.", lambda one: one.region, values=_REGIONS, hxl="#region+name"),
    Column(
        "event_clarity", "integer",
        "1; 2 where the figure of the dead is told of more than one day.",
        lambda one: one.clarity, values=(1, 2), required=True,
    ),
    Column(
        "date_prec", "integer",
        "1 the day; 2 within 2–6 days; 3 the week; 4 within 8–31 days, or the month; 5 up to a year.",
        lambda one: one.date_prec, values=(1, 2, 3, 4, 5), required=True,
    ),
    Column("date_start", "date", "First day on which it may have been.", lambda one: one.first.isoformat(), required=True, hxl="#date+start"),
    Column("date_end", "date", "Last day on which it may have been.", lambda one: one.last.isoformat(), required=True, hxl="#date+end"),
    Column("deaths_a", "integer", "Dead of side A.", lambda one: one.dead_a, unit="people", required=True),
    Column("deaths_b", "integer", "Dead of side B.", lambda one: one.dead_b, unit="people", required=True),
    Column("deaths_civilians", "integer", "Dead civilians, as the reports call them.", lambda one: one.dead_civilians, unit="people", required=True),
    Column("deaths_unknown", "integer", "Dead of whom neither is told.", lambda one: one.dead_unknown, unit="people", required=True),
    Column(
        "best", "integer", "The most likely figure; always deaths_a + deaths_b + deaths_civilians + deaths_unknown.",
        lambda one: one.best, unit="people", required=True, hxl="#affected+killed",
    ),
    Column("high", "integer", "The highest figure; what one side alone says of its enemy's dead may stand here only.", lambda one: one.high, unit="people", required=True, hxl="#affected+killed+max"),
    Column("low", "integer", "The lowest figure.", lambda one: one.low, unit="people", required=True, hxl="#affected+killed+min"),
    Column("gwnoa", "integer", "Gleditsch-Ward number of side A, if it is a government.", lambda one: one.gwno_a),
    Column("gwnob", "integer", "Gleditsch-Ward number of side B, if it is a government.", lambda one: one.gwno_b),
)  # fmt: skip

FORMAT = Format(
    name="ged",
    title="UCDP-GED-like CSV",
    about="one event with reported dead a row in the 49 columns of UCDP GED",
    media_type="text/csv; charset=utf-8",
    suffix=".csv",
    columns=COLUMNS,
    write=_write,
    records=records,
    profile="ged",
    fixed=True,
    key=("id",),
    hxl=True,
    notes=(
        CAUTION,
        "Made by vitne from news reports by the rules of the GED codebook as far as vitne knows them; it is "
        "no UCDP data and should not be cited as such. Which dyads pass 25 deaths in a year is not asked: "
        "every event with a death is here.",
        "**What has a row.** A single happening with at least one death in best, low or high, whose days are "
        "known to the year and whose place is known to the country. Tolls of a period have none: their dead "
        "are in part those of the events, and nothing in them says of which.",
        "**What is ours** and not UCDP's: side A where no report says who did it (the government of the "
        "place); violence against civilians counts as one-sided where the act is of that kind, or where a group without a "
        "state did it; civilians killed by shells and bombs of an army are state-based. "
        "Each such cell is named in code_status. UCDP's names of groups are a table of vitne's "
        "(`data/exports/groups.csv`), in which is marked what was seen in published rows.",
    ),
)
