"""`vitne claims`, `incidents`, `show`, `voices`, `diff`, `explain-link`: a record is looked up."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from terminal import SAMPLES

from vitne.cli.seeking import Grade, Profile, Review
from vitne.incidents.decisions import grades
from vitne.incidents.profiles import profiles
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Done, Here

# Made up: one attack told by three, the day after by one of them; a period; a text that tries to
# take over a terminal and a spreadsheet.
REPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "a.txt": (
        "Minst fem drept i luftangrep mot Kharkiv\n\nMinst fem personer ble drept og tolv såret da "
        "russiske fly bombet Kharkiv natt til tirsdag, opplyser politiet i byen.\n",
        {"publisher": "Kystnytt", "published": "2024-03-05"},
    ),
    "b.txt": (
        "Air strike kills five in Kharkiv\n\nAt least five people were killed and 12 wounded when "
        "Russian jets bombed Kharkiv in the night to Tuesday, police in the city said.\n",
        {"publisher": "Harbour Gazette", "published": "2024-03-05"},
    ),
    "c.txt": (
        "Åtte drept i luftangrepet mot Kharkiv\n\nÅtte personer ble drept da russiske fly bombet "
        "Kharkiv natt til tirsdag, opplyser guvernøren. Opptil 50 ble såret.\n",
        {"publisher": "Nordposten", "published": "2024-03-06"},
    ),
    "later.txt": (
        "To drept i nytt luftangrep mot Kharkiv\n\nTo personer ble drept da russiske fly bombet "
        "Kharkiv onsdag, opplyser politiet i byen. Det er ikke kjent hvor mange som ble såret.\n",
        {"publisher": "Kystnytt", "published": "2024-03-06"},
    ),
    "period.txt": (
        "Mer enn 10.000 sivile er drept i Ukraina siden 24. februar 2022, ifølge FN.\n",
        {"publisher": "Kystnytt", "published": "2024-03-07"},
    ),
    "evil.txt": (
        "Tre soldater\u202e ble drept i Odesa mandag, opplyser politiet i byen.\n",
        {"publisher": "=HYPERLINK(\"http://evil.example\")\x1b]0;x\x07", "published": "2024-03-05"},
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def record(vitne_here: Here, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the reports, captured and linked from the command line. No test changes it."""
    folder = tmp_path_factory.mktemp("looked")
    for name, (text, known) in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
        meta = (folder / name).with_suffix(".meta.json")
        meta.write_text(json.dumps(known), encoding="utf-8")
    path = folder / "war.db"
    for words in (
        (
            "capture",
            *(str(folder / name) for name in REPORTS),
            "--captured-at",
            "2024-03-08T10:00Z",
        ),
        ("link",),
    ):
        done = vitne_here(*words, "--record", path)
        assert done.returncode == 0, done.stderr
    return path


class Look:
    """Looks something up in the record."""

    def __init__(self, vitne: Here, record: Path) -> None:
        self._vitne = vitne
        self._record = record

    def __call__(self, *words: str, **environment: str) -> Done:
        return self._vitne(*words, **{"VITNE_RECORD": str(self._record), **environment})

    def told(self, *words: str, **environment: str) -> str:
        done = self(*words, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def data(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.told(*words, "--format", "jsonl").splitlines()]

    def sheet(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.told(*words, "--format", "csv"))))

    def incident(self, *words: str) -> dict[str, Any]:
        return self.data("incidents", *words)[0]


@pytest.fixture
def look(vitne_here: Here, record: Path) -> Look:
    return Look(vitne_here, record)


ATTACK = ("--place", "Kharkiv", "--to", "2024-03-05")


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


def test_the_story_of_an_incident_names_words_and_voice_behind_each_bound(look: Look) -> None:
    one = look.incident(*ATTACK)
    text = look.told("show", one["id"][:10], COLUMNS="120")
    for line in (
        f"incident {one['id']} · 3 articles, {len(one['voices'])} independent voices",
        "place    Kharkiv, UKR · town, exact",
        "4–5 Mar 2024 · within 2 days",
        "by       Armed forces of Russia",
        "Who says so",
        "Police of Ukraine (claimant): killed 5 or more, wounded 12",
        "In the words of the articles",
        "Why they are linked",
        "R5-low",
    ):
        assert line in text
    assert re.search(r'all +killed: 5 or more · Police of Ukraine · "Minst fem personer', text)
    assert re.search(r"time: the same day \+\d", text)
    for claim in one["claims"]:
        assert f"id {claim[:8]}" in text


def test_the_story_as_data_has_its_claims_in_full(look: Look) -> None:
    one = look.incident(*ATTACK)
    story = look.data("show", one["id"])[0]
    assert [claim["id"] for claim in story["claims"]] == one["claims"]
    assert {claim["incident"] for claim in story["claims"]} == {one["id"]}
    assert story["links"][0]["levels"]["time"][0] == "the same day"


def test_an_incident_is_found_by_one_of_its_claims(look: Look) -> None:
    one = look.incident(*ATTACK)
    assert look.told("show", one["claims"][2][:10]) == look.told("show", one["id"])


def test_a_graded_profile_tells_its_grade_and_its_wording(look: Look) -> None:
    text = look.told("show", look.incident(*ATTACK)["id"], "--profile", "airwars", COLUMNS="120")
    assert "fair, by the number of voices: Reported by two or more credible sources" in text


def test_voices_are_told_with_how_they_stood(look: Look) -> None:
    rows = {one["name"]: one for one in look.data("voices")}
    police = rows["Police of Ukraine"]
    assert police["incidents"] == 3
    assert police["alone"] == 2
    assert police["said"][0].keys() >= {"incident", "label", "latest", "superseded"}
    table = look.told("voices", "--voice", "police of ukraine", COLUMNS="120")
    assert "killed 5 or more, wounded 12" in table
    assert len(table.splitlines()) >= 4
    assert look.sheet("voices")[0]["voice"] in rows


def test_what_changed_is_told(look: Look) -> None:
    text = look.told("diff", "--since", "2024-03-08", COLUMNS="120")
    assert "New articles" in text
    assert "a.txt" in text
    assert "new  Air/drone strike, Kharkiv" in text
    kinds = [row["what"] for row in look.data("diff", "--since", "2024-03-08T10:00:00Z")]
    assert kinds.count("article") == len(REPORTS)
    assert kinds.count("incident") == len(look.data("incidents"))
    rows = look.sheet("diff", "--since", "2024-03-08")
    assert {"killed", "wounded"} <= {row["measure"] for row in rows}
    nothing = look("diff", "--since", "2024-03-08T10:00:01Z")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert nothing.stderr == "vitne: nothing changed since 2024-03-08 10:00 UTC\n"


def test_a_link_is_explained_in_words_and_bits(look: Look) -> None:
    one = look.incident(*ATTACK)
    by_file = {
        claim["file"][-5:]: claim["id"]
        for claim in look.data("claims", "--incident", one["id"])
        if claim["kind"] == "toll"
    }
    text = look.told("explain-link", by_file["a.txt"][:10], by_file["b.txt"][:10])
    assert "One incident." in text
    assert re.search(r"^time +\+\d\.\d +the same day$", text, re.MULTILINE)
    sums = dict(re.findall(r"^(sum|needed) +([+−]?\d+\.\d) ", text, re.MULTILINE))
    assert float(sums["sum"].replace("−", "-")) > float(sums["needed"].replace("−", "-"))
    told = look.data("explain-link", by_file["a.txt"], by_file["b.txt"])[0]
    assert told["together"] is True
    assert told["why"] == "linked"
    total = told["prior"] + sum(row["bits"] for row in told["comparisons"])
    assert abs(total - told["weight"]) < 1e-9


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


def test_a_record_must_be_named(vitne_here: Here) -> None:
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
