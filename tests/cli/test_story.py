"""`vitne show`, `voices`, `diff`, `explain-link`: what stands in a record is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from looks import ATTACK, REPORTS, Look, make

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Here


@pytest.fixture(scope="module")
def record(vitne_here: Here, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that no test changes."""
    return make(vitne_here, tmp_path_factory.mktemp("looked"))


@pytest.fixture
def look(vitne_here: Here, record: Path) -> Look:
    return Look(vitne_here, record)


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


def test_an_incident_of_which_more_is_told_is_revised(vitne_here: Here, tmp_path: Path) -> None:
    look = Look(vitne_here, tmp_path / "war.db")
    for name, at in (("a.txt", "2024-03-05T10:00Z"), ("c.txt", "2024-03-06T14:20Z")):
        (tmp_path / name).write_text(REPORTS[name][0], encoding="utf-8")
        look.told("capture", str(tmp_path / name), "--published", at[:10], "--captured-at", at)
        look.told("link")
    since = ("diff", "--since", "2024-03-06")
    text = look.told(*since, COLUMNS="120")
    assert "revised  Air/drone strike, Kharkiv" in text
    assert "wounded 12 → 12–50" in text
    assert "1 more article" in text
    found = [row for row in look.data(*since) if row["what"] == "incident"]
    assert [row["new"] for row in found] == [False]
    assert found[0]["before"]["wounded"]["high"] == 12
    assert found[0]["after"]["wounded"]["high"] == 50
    rows = {row["measure"]: row for row in look.sheet(*since) if row["what"] == "incident"}
    assert (rows["wounded"]["before"], rows["wounded"]["after"]) == ("12", "12–50")


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
