"""Tables under hostile text, with hashtags, for spreadsheets and for HDX."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import hxl
import pandas as pd
import pytest
from exported import Report, Wish, act, fill, row, table, written
from hypothesis import given
from hypothesis import strategies as st

from vitne.errors import ExportError
from vitne.exports import acled, ged, hapi, tables
from vitne.exports.format import format_of
from vitne.exports.places import cell_of
from vitne.exports.states import states

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("acled", "ged", "hapi")
HXL = Wish(hxl=True)


@given(st.text())
def test_a_cell_is_one_line_of_text_that_no_spreadsheet_takes_for_a_formula(text: str) -> None:
    cell = tables.cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert "\x00" not in cell
    assert len(cell.splitlines()) <= 1
    assert tables.unguarded(cell) == tables.plain(text)
    cell.encode("utf-8")


@given(st.text(alphabet="=+-@'\ta1", max_size=6))
def test_what_a_spreadsheet_would_obey_is_got_back_by_taking_one_apostrophe_off(text: str) -> None:
    assert tables.unguarded(tables.guarded(text)) == text


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_texts_are_read_back_as_they_were_written(texts: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([tables.cell(text) for text in texts])
    read = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert [tables.unguarded(cell) for cell in read] == [tables.plain(text) for text in texts]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (True, "true"), (0, "0"), (-1.5, "-1.5"), ("-1,5", "'-1,5"), ("a\r\nb\tc", "a b c"),
        ("null\x00byte", "null\ufffdbyte"), ("\u202eعربي", "\u202eعربي"), (["a", "b"], "a; b"),
    ],
)  # fmt: skip
def test_cells(value: object, cell: str) -> None:
    assert tables.cell(value) == cell


def test_a_plain_table_leaves_formulas_alone() -> None:
    assert tables.cell("=1+1", guard=False) == "=1+1"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report whose outlet and headline are made to break what reads the export."""
    text = (
        '=HYPERLINK("http://evil.example","drept")\n\nMinst fem personer ble drept da russiske fly bombet '
        "Kharkiv natt til tirsdag, opplyser \u202epolitiet\u202c i byen.\n"
    )
    outlet = '=cmd|"/C calc"!A0, "Ny"\r\ntt; <script>\x00\u202e'
    return fill(tmp_path_factory.mktemp("hostile") / "h.db", {"-x.txt": Report(text, "2024-03-05", outlet)})  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_hostile_names_stay_in_their_cells(hostile: Path, name: str) -> None:
    raw = written(hostile, name)
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert len({len(line) for line in lines}) == 1
    assert len(lines) == 2
    assert b"\x00" not in raw
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)


def test_a_hostile_outlet_is_shown_as_the_text_it_is(hostile: Path) -> None:
    (outlet,) = table(hostile, "acled")["source"]
    assert tables.unguarded(outlet) == '=cmd|"/C calc"!A0, "Ny" tt; <script>\ufffd\u202e'


@pytest.mark.parametrize("name", TABLES)
def test_libhxl_reads_and_validates_the_row_of_hashtags(record: Path, name: str) -> None:
    raw = written(record, name, HXL)
    source = hxl.data(io.BytesIO(raw), hxl.InputOptions(allow_local=True))
    assert "#affected+killed" in source.display_tags
    dead = [int(line.get("#affected+killed")) for line in source]
    assert dead == table(record, name)["best" if name == "ged" else "fatalities"].to_list()
    assert hxl.validate(hxl.data(io.BytesIO(raw), hxl.InputOptions(allow_local=True)))


def test_the_row_of_hashtags_is_the_only_difference(record: Path) -> None:
    with_tags = written(record, "ged", HXL).split(b"\r\n")
    assert with_tags.pop(1).startswith(b"#event+id")
    assert with_tags == written(record, "ged").split(b"\r\n")


def test_hapi_sums_the_events_of_the_table_of_events(record: Path) -> None:
    sums, events = table(record, "hapi"), table(record, "acled", parse_dates=["event_date"])
    assert list(sums.columns) == [column.name for column in hapi.COLUMNS]
    violence = sums[sums["event_type"] == "political_violence"]
    assert violence["fatalities"].sum() == events["fatalities"].sum() == 6
    assert violence["events"].sum() == 2
    (protest,) = sums[sums["event_type"] == "demonstration"].to_dict("records")
    assert (protest["location_code"], protest["events"], protest["fatalities"]) == ("LBN", 1, 0)
    assert (protest["reference_period_start"], protest["reference_period_end"]) == ("2024-03-01", "2024-03-31")  # fmt: skip
    assert not sums.duplicated(["location_code", "admin1_name", "event_type", "reference_period_start"]).any()  # fmt: skip


def test_violence_against_civilians_counts_as_both_kinds() -> None:
    cells = [cell.type for cell, _ in hapi.records(row(act("Attack", targets=["civilians"])))]
    assert cells == ["civilian_targeting", "political_violence"]


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-90, -179.5, 2), (90, 180, 259_200), (40.68157, 46.36134, 188_373), (None, None, None)],
)  # fmt: skip
def test_priogrid_cells_count_from_the_south_west(
    lat: float | None, lon: float | None, cell: int | None
) -> None:
    assert cell_of(lat, lon) == cell


GW = {
    "AZE": 373, "ARM": 371, "TUR": 640, "RUS": 365, "SYR": 652, "UKR": 369, "ISR": 666, "AFG": 700, "YEM": 678,
    "ETH": 530, "SDN": 625, "SSD": 626, "COD": 490, "MMR": 775, "IND": 750, "PAK": 770, "SOM": 520, "MLI": 432,
    "IRQ": 645, "LBN": 660, "IRN": 630, "COL": 100, "DEU": 260, "VNM": 816, "KIR": 970, "XKX": 347, "MNE": 341,
}  # fmt: skip


def test_states_have_their_gleditsch_ward_numbers() -> None:
    known = states()
    assert {code: known[code].gw for code in GW} == GW
    numbers = [one.gw for one in known.values() if one.gw and one.iso3 not in ("PSE", "ESH")]
    assert len(numbers) == len(set(numbers))
    assert all(one.ged_region for one in known.values() if one.gw)
    assert known["AZE"].iso == 31


def test_every_territory_of_the_gazetteer_is_in_the_table(record: Path) -> None:
    del record
    from vitne.packs.tables import read_rows  # noqa: PLC0415

    folder = __import__("pathlib").Path(__import__("vitne").__file__).parent / "data" / "places"
    assert {line["iso3"] for line in read_rows(folder / "countries.csv")} <= set(states())


def test_what_is_no_format_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="there is no format 'xls'; there are: acled, ged"):
        format_of("xls")


def test_a_format_made_under_one_method_refuses_another(record: Path) -> None:
    with pytest.raises(ExportError, match="made under the profile ged"):
        written(record, "ged", Wish(profile="airwars"))
    assert written(record, "ged", Wish(profile="ged"))


def test_columns_are_declared_once(record: Path) -> None:
    for form in (acled.FORMAT, ged.FORMAT, hapi.FORMAT):
        header = pd.read_csv(io.BytesIO(written(record, form.name)), nrows=0)
        assert list(header.columns) == [column.name for column in form.columns]
