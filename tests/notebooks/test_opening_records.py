"""`vitne.open` lists what a record holds, with the filters of the command line."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest
from opened_records import NASTY, REPORTS

import vitne
from vitne.errors import ExportError, FilterError, RecordError
from vitne.exports.policy import Policy

if TYPE_CHECKING:
    from pathlib import Path

    from vitne.notebooks.opening import Record


def test_incidents_are_listed_counted_and_indexed(record: Record) -> None:
    strikes = record.incidents(place="kharkiv", measure="killed")
    assert len(strikes) == len(list(strikes)) == len(list(strikes)) == 1
    assert strikes[0].id == strikes[-1].id == strikes[:5][0].id
    assert (bool(strikes), bool(record.incidents(place="Barda"))) == (True, False)
    with pytest.raises(IndexError, match="only 1 incident"):
        strikes[1]
    assert "killed 5 or more" in repr(strikes) or "killed 5" in repr(strikes)


def test_filters_are_those_of_the_command_line(record: Record) -> None:
    every = {row.claim.id for row in record.claims()}
    assert {row.claim.id for row in record.claims(kind="toll")} < every
    assert all(row.claim.kind == "threat" for row in record.claims(kind="threat"))
    assert [row.outlet for row in record.claims(outlet="harbour gazette", limit=1)] == [
        "Harbour Gazette"
    ]
    strike = record.incidents(place="Kharkiv", measure="killed")[0]
    own = {row.claim.id for row in record.claims(incident=strike.id[:10])}
    assert own == set(strike.claims)
    assert {row.claim.id for row in record.claims(place=None)} == every


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"limit": 2}, {"limit": 0}, {"kind": "toll"}, {"place": "Kharkiv", "measure": "killed"},
        {"voice": "united nations"}, {"scope": "period"}, {"review": "unreviewed"}, {"text": "drept"},
        {"actor": "*russia*"}, {"outlet": "nordposten"}, {"from_": "2024-03-05"},
    ],
)  # fmt: skip
def test_what_is_counted_is_what_is_listed(record: Record, asked: dict[str, str]) -> None:
    for listing in (record.claims(**asked), record.incidents(**asked)):
        assert len(listing) == sum(1 for _ in listing)


def test_days_are_asked_for_as_people_write_them(record: Record) -> None:
    def labels(**asked: object) -> set[str]:
        return {one.label for one in record.incidents(scope="incident", **asked)}

    march = labels(from_="2024-03", to="2024-03")
    assert march
    assert march == labels(earliest=dt.date(2024, 3, 1), latest=dt.date(2024, 3, 31))
    assert march == labels(**{"from": "2024-03-01", "to": "2024-03-31"})
    assert labels(to="2020") == set()


def test_a_filter_that_is_none_is_an_error_that_names_the_nearest(record: Record) -> None:
    with pytest.raises(
        FilterError, match=r"incidents\(\) has no filter 'plce'; did you mean 'place'"
    ):
        record.incidents(plce="Barda")
    with pytest.raises(FilterError, match="has no filter 'kind'"):
        record.articles(kind="toll")
    with pytest.raises(FilterError, match=r"kind: 'tolls' is none of .*did you mean 'toll'"):
        record.claims(kind="tolls")
    with pytest.raises(FilterError, match="profile: 'geed' is none of full, ged"):
        record.incidents(profile="geed")


@pytest.mark.parametrize(
    "asked",
    [
        {"from_": "soon"}, {"to": "0000-00-00"}, {"from_": 2020}, {"place": 7}, {"limit": -1},
        {"kind": "\x00" * 1000}, {"scope": "all"}, {"\u202e<b>": "x"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_an_error_before_anything_is_read(
    record: Record, asked: dict[str, object]
) -> None:
    with pytest.raises(FilterError):
        record.claims(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "\x00", "\ud800", "'; DROP TABLE claims; --", "*"]
)
def test_hostile_names_find_nothing_or_something_and_break_nothing(
    record: Record, text: str
) -> None:
    for name in ("place", "actor", "voice", "outlet", "text", "file", "language", "event_type"):
        assert len(record.claims(**{name: text})) >= 0
    assert len(record.articles(text=text, outlet=text, file=text, language=text)) == 0


def test_estimates_are_those_of_the_method_asked_for(record: Record) -> None:
    def killed(profile: str, **asked: object) -> tuple[int | None, int | None]:
        one = record.incidents(place="Kharkiv", measure="killed", profile=profile, **asked)[0]
        found = one.estimates["killed"]
        return found.low, found.high

    assert killed("full") != killed("acled")
    assert killed("full", as_of="2024-03-05") == (5, None)
    rows = record.estimates(place="Kharkiv", profile="ged")
    assert {row.profile for row in rows} == {"ged"}
    assert all(row.estimate.known != "unreported" for row in rows)
    assert len(record.estimates(limit=1)) == 1


def test_what_was_not_known_on_a_day_is_not_listed(record: Record) -> None:
    assert len(record.incidents(as_of="2023")) == 0
    assert len(record.incidents(as_of="2024-03-04")) < len(record.incidents())


def test_voices_and_articles_are_listed(record: Record) -> None:
    voices = {one.name: one for one in record.voices()}
    assert [one.name for one in record.voices(voice="united nations")] == ["United Nations"]
    assert "United Nations" in voices
    articles = list(record.articles())
    assert len(articles) == len(REPORTS)
    assert articles[0].title == "Air strike kills seven in Kharkiv"
    assert articles[-1].published_earliest is None
    assert [one.outlet for one in record.articles(language="en")] == ["Harbour Gazette"]
    assert [one.file for one in record.articles(file="threat.txt")] == ["threat.txt"]
    assert {one.file for one in record.articles(text="Kharkiv")} == {"kharkiv.txt", "en.txt"}
    assert len(record.articles(from_="2024-03-05")) == 2
    assert len(record.articles(to="2024-03-04", limit=1)) == 1


def test_an_incident_is_found_by_its_id_or_that_of_a_claim(record: Record) -> None:
    one = record.incidents(place="Kharkiv", measure="killed")[0]
    told = record.incident(one.id[:12])
    assert told.incident == record.incident(one.claims[0]).incident == one
    assert len(told) == len(one.claims) == told.to_arrow().num_rows == len(told.claims.to_pandas())
    assert "killed" in {row.estimate.measure for row in told.estimates}
    assert record.incident(one.id, profile="airwars").story.profile == "airwars"
    assert one.id in repr(told)
    with pytest.raises(RecordError, match="no article had told of"):
        record.incident(one.id, as_of="2020")
    with pytest.raises(RecordError, match="no incident whose id begins"):
        record.incident("zzz")


def test_an_article_is_found_by_its_id_or_that_of_a_claim(record: Record) -> None:
    one = record.articles(language="en")[0]
    read = record.article(one.id[:20])
    assert read.article.text.startswith("Air strike kills seven")
    assert len(read.claims) == one.claims
    again = record.article(read.data.claims[0].id)
    assert again.article.id == one.id
    assert read.claims[0].incident is not None
    for wrong in ("", "zz", "f" * 64, "\x00", "<b>"):
        with pytest.raises(RecordError):
            record.article(wrong)


def test_an_export_is_written_whole_or_not_at_all(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    count = record.export("acled", path, place="Kharkiv", generated_at="2024-04-01T12:00:00Z")
    with path.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == count == 1
    before = path.read_bytes()
    with pytest.raises(ExportError, match="no format 'excel'"):
        record.export("excel", path)
    with pytest.raises(ExportError, match="embargo"):
        record.export("ged", path, policy=Policy(embargo_days=7))
    with pytest.raises(FilterError, match="did you mean 'outlet'"):
        record.export("acled", path, outlett="Kystnytt")
    assert [one.name for one in tmp_path.iterdir()] == ["acled.csv"]
    assert path.read_bytes() == before
    assert (
        record.export("ged", path, today=dt.date(2024, 4, 1), policy=Policy(embargo_days=60)) == 0
    )


def test_a_record_needs_no_with_and_closes_where_it_has_one(
    record_file: Path, tmp_path: Path
) -> None:
    copy = shutil.copy(record_file, tmp_path / "copy.db")
    opened = vitne.open(str(copy))
    assert len(opened.articles()) == len(REPORTS)
    opened.close()
    with vitne.open(copy) as again:
        assert repr(again) == f"vitne.open({str(copy)!r})"
        assert len(again.claims()) == len(again.claims().to_arrow())


def test_what_is_no_record_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        vitne.open(tmp_path / "none.db")
    with pytest.raises(RecordError, match="a folder"):
        vitne.open(tmp_path)


def test_lists_in_a_terminal_are_lines(record: Record) -> None:
    assert repr(record.articles()).splitlines()[0] == f"{len(REPORTS)} articles"
    assert NASTY in repr(record.articles())
    assert "threat [conditional] · Vladimir Putin" in repr(record.claims(kind="threat"))
    assert "United Nations (claimant): 0 incidents" in repr(record.voices())
    lines = repr(record.claims()).splitlines()
    assert len(lines) <= 12
