"""`vitne claims` and `incidents`: what stands in a record is listed."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from looks import ATTACK, REPORTS, Look, make
from terminal import SAMPLES

from vitne.cli.seeking import Grade, Profile, Review
from vitne.incidents.decisions import grades
from vitne.incidents.profiles import profiles
from vitne.incidents.voices import independent
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.queries import list_incidents
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Here, Vitne


@pytest.fixture(scope="module")
def record(vitne_here: Here, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that no test changes."""
    return make(vitne_here, tmp_path_factory.mktemp("looked"))


@pytest.fixture
def look(vitne_here: Here, record: Path) -> Look:
    return Look(vitne_here, record)


def test_claims_are_those_that_read_prints_with_file_and_incident(
    look: Look, vitne_here: Here, record: Path
) -> None:
    folder = record.parent
    files = [str(folder / name) for name in REPORTS]
    done = vitne_here("read", *files, "--format", "jsonl")
    read = {
        claim["id"]: {"file": one["file"], **claim}
        for one in map(json.loads, done.stdout.splitlines())
        for claim in one["claims"]
    }
    kept = {claim["id"]: claim for claim in look.data("claims")}
    assert kept.keys() == read.keys()
    incidents = {one["id"]: one for one in look.data("incidents")}
    for key, claim in kept.items():
        made = claim.pop("incident")
        assert claim == {name: value for name, value in read[key].items() if name != "incident"}
        assert made is None or key in incidents[made]["claims"]
    assert any(claim["kind"] == "toll" for claim in kept.values())


def test_every_claim_of_an_incident_names_it_and_no_other_does(look: Look) -> None:
    named = {claim["id"]: claim["incident"] for claim in look.data("claims") if claim["incident"]}
    made = {key: one["id"] for one in look.data("incidents") for key in one["claims"]}
    assert named == made


def test_an_incident_has_the_fields_that_are_promised(look: Look) -> None:
    for profile in profiles():
        one = look.incident(*ATTACK, "--profile", profile)
        assert {"id", "scope", "label", "files", "claims", "place", "time"} <= one.keys()
        assert one["scope"] == "incident"
        assert {len(one["files"]), len(one["claims"])} == {3, len(set(one["claims"]))}
        assert (one["place"]["name"], one["place"]["country"]) == ("Kharkiv", "UKR")
        assert one["time"]["latest"] == "2024-03-05"
        killed = one["estimates"]["killed"]
        bounds = {"low", "best", "high", "low_claims", "best_claims", "high_claims", "rules"}
        assert bounds <= killed.keys()
        assert one["profile"] == profile
        assert {"name", "claims", "latest"} <= one["voices"][0].keys()
        assert one["voices"][0]["latest"]["killed"].keys() == {"low", "high"}


def test_open_bounds_are_null_and_words_say_them(look: Look) -> None:
    one = look.incident(*ATTACK)
    killed, wounded = one["estimates"]["killed"], one["estimates"]["wounded"]
    assert (killed["low"], killed["high"]) == (5, None)
    assert (wounded["low"], wounded["high"]) == (12, 50)
    table = look.told("incidents", *ATTACK)
    assert "killed 5 or more" in table
    assert "wounded 12–50" in table
    assert "wounded unknown" in look.told("incidents", "--from", "2024-03-06")


def test_no_toll_is_told_without_its_range(look: Look) -> None:
    text = look.told("show", look.incident(*ATTACK)["id"])
    assert "killed: 5 or more" in text
    assert not re.search(r"\bkilled: best", text)
    assert re.search(r"wounded: 12–50, best \d+", text)


def test_a_period_is_no_incident(look: Look) -> None:
    periods = look.data("incidents", "--scope", "period")
    assert [one["scope"] for one in periods] == ["period"]
    assert periods[0]["estimates"]["killed"]["low"] == 10_001
    assert "period" not in {one["scope"] for one in look.data("incidents", "--scope", "incident")}


def test_what_was_known_on_a_day_is_told(look: Look) -> None:
    now, then = look.incident(*ATTACK), look.incident(*ATTACK, "--as-of", "2024-03-05")
    assert now["id"] == then["id"]
    assert len(then["files"]) == 2
    assert then["as_of"] == "2024-03-05"
    assert {voice["name"] for voice in then["voices"]} < {voice["name"] for voice in now["voices"]}
    assert not look.data("incidents", "--as-of", "2024-03-04")
    said = look("show", now["id"], "--as-of", "2024-03-04")
    assert (said.returncode, said.stdout) == (0, "")
    assert "no article had told of it" in said.stderr


@pytest.mark.parametrize("command", ["claims", "incidents", "voices"])
def test_nothing_found_is_said_and_is_no_failure(look: Look, command: str) -> None:
    done = look(command, "--place", "Kharkof")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"vitne: no {command} found\n")
    assert "knows no place 'Kharkof'; there are Kharkiv" in done.stderr
    assert look(command, "--place", "Kharkof", "--format", "jsonl").stdout == ""
    head = look(command, "--place", "Kharkof", "--format", "csv").stdout
    assert len(head.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "ffff"), "there is no incident whose id begins with 'ffff'"),
        (("show", ""), "there is no incident whose id begins with ''"),
        (("explain-link", "ffff", "eeee"), "there is no claim whose id begins with 'ffff'"),
        (("claims", "--incident", "zz"), "there is no incident whose id begins with 'zz'"),
        (("claims", "--after", "zz"), "there is no claim whose id begins with 'zz'"),
        (("incidents", "--after", "zz"), "there is no incident whose id begins with 'zz'"),
        (("incidents", "--record", "nowhere.db"), "nowhere.db: there is no such record"),
    ],
)
def test_what_is_not_there_is_said(look: Look, words: tuple[str, ...], said: str) -> None:
    done = look(*words)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ("incidents", "--profile", "ucdp"),
        ("incidents", "--from", "yesterday"),
        ("claims", "--kind", "tolls"),
        ("claims", "--limit", "0"),
        ("diff", "--since", "soon"),
        ("diff", "--since", "2024-03-08T10:00:00"),
        ("diff",),
        ("show",),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(look: Look, words: tuple[str, ...]) -> None:
    done = look(*words)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_record_must_be_named(vitne_here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VITNE_RECORD", raising=False)
    done = vitne_here("incidents")
    assert done.returncode == 2
    assert "VITNE_RECORD" in done.stderr


def test_a_table_stops_and_says_how_to_go_on(look: Look) -> None:
    first = look("claims", "--limit", "2")
    last = look.data("claims", "--limit", "2")[-1]["id"]
    assert f"go on with --after {last}" in first.stderr
    rest = look.data("claims", "--after", last)
    assert len(rest) == len(look.data("claims")) - 2


def test_csv_has_a_column_for_each_bound(look: Look) -> None:
    rows = look.sheet("incidents", *ATTACK)
    assert (rows[0]["killed_low"], rows[0]["killed_high"]) == ("5", "")
    assert (rows[0]["wounded_low"], rows[0]["wounded_high"]) == ("12", "50")
    assert rows[0]["missing_known"] == "unreported"
    claims = look.sheet("claims", "--measure", "killed", "--place", "Kharkiv")
    assert {row["low"] for row in claims} == {"5", "8", "2"}
    assert all(row["quote"] and row["file"] and row["incident"] for row in claims)


def test_nothing_in_a_report_takes_over_terminal_or_spreadsheet(look: Look) -> None:
    one = look.incident("--place", "Odesa")
    pages = [
        look.told("claims", "--place", "Odesa"),
        look.told("incidents", "--place", "Odesa"),
        look.told("show", one["id"]),
        look.told("voices", "--place", "Odesa"),
        look.told("diff", "--since", "2024-03-08"),
        look.told("explain-link", one["claims"][0], one["claims"][0]),
    ]
    for page in pages:
        assert not re.search("[\x1b\x07\u202e]", page)
    rows = look.sheet("claims", "--place", "Odesa")
    assert {row["outlet"][:12] for row in rows} == {"'=HYPERLINK("}
    assert "Tre soldater" in pages[0] + pages[2]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_terminal(look: Look, width: int) -> None:
    one = look.incident(*ATTACK)
    for words in (
        ("claims",),
        ("incidents",),
        ("voices",),
        ("voices", "--voice", "*"),
        ("diff", "--since", "2024-03-01"),
        ("show", one["id"]),
        ("explain-link", one["claims"][0], one["claims"][-1]),
    ):
        page = look.told(*words, COLUMNS=str(width))
        assert max(map(len, page.splitlines())) <= width, words
        assert all(line == line.rstrip() for line in page.splitlines())


def test_choices_are_those_that_the_record_knows() -> None:
    assert {one.value for one in Profile} == set(profiles())
    assert {one.value for one in Review} == set(Reviews.STATES)
    assert {one.value for one in Grade} == set(grades())


def test_the_samples_become_incidents_whose_bounds_rest_on_their_claims(
    vitne_here: Here, tmp_path: Path
) -> None:
    look = Look(vitne_here, tmp_path / "samples.db")
    look.told("capture", str(SAMPLES))
    look.told("link")
    claims = {claim["id"]: claim for claim in look.data("claims")}
    found = look.data("incidents")
    assert {file for one in found for file in one["files"]} == {
        claim["file"] for claim in claims.values() if claim["incident"]
    }
    for one in found:
        assert {claims[key]["incident"] for key in one["claims"]} == {one["id"]}
        for measure, estimate in one["estimates"].items():
            for bound in ("low", "best", "high"):
                behind = estimate[f"{bound}_claims"]
                assert set(behind) <= set(one["claims"])
                assert behind or estimate[bound] is None
                assert {claims[key]["toll"]["measure"] for key in behind} <= {measure}
        assert look.told("show", one["id"]).count(f"{one['id']} ·") == 1


def test_voices_are_the_independent_ones_and_others_stand_beside(
    vitne_here: Here, tmp_path: Path
) -> None:
    path = tmp_path / "samples.db"
    look = Look(vitne_here, path)
    look.told("capture", str(SAMPLES))
    look.told("link")
    with Record.open(str(path)) as opened, opened.reading() as connection:
        kept = list(list_incidents(connection, Filters(), Reviews([])))
    found = {one["id"]: one for one in look.data("incidents")}
    for one in kept:
        told = [voice["name"] for voice in found[one.id]["voices"]]
        assert told == [voice.name for voice in independent(one.voices)]
        every = told + [voice["name"] for voice in found[one.id]["other_voices"]]
        assert sorted(every) == sorted(voice.name for voice in one.voices)
    assert any(one["other_voices"] for one in found.values())


def test_nothing_is_said_where_the_reader_of_a_list_goes_away(
    vitne_command: Vitne, tmp_path: Path
) -> None:
    record = tmp_path / "samples.db"
    vitne_command("capture", SAMPLES, "--record", record)
    process = subprocess.Popen(  # noqa: S603 - our own command
        vitne_command.command("claims", "--record", record, "--format", "jsonl"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=vitne_command.environment,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()  # more than a pipe holds is still to come
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (141, b"")
