"""`vitne judge`, `judgements` and `agreement`: people decide, and what they decide comes true."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import sqlalchemy as sa
from terminal import SAMPLES

from vitne.cli import intake, judging, linking, lookup
from vitne.incidents.fields import FIELDS
from vitne.model import Action, Claim
from vitne.record.database import Record
from vitne.record.schema import claims

if TYPE_CHECKING:
    from terminal import Here

_COMMANDS = (intake, judging, linking, lookup)  # that are there once their modules are

# One attack told in two languages, another one on the same day in another town.
REPORTS = {
    "nb": "Minst fem drept i luftangrep mot Kharkiv\n\nMinst fem personer ble drept og tolv såret da "
    "russiske fly bombet Kharkiv natt til tirsdag, opplyser politiet i byen.\n",
    "en": "Air strike kills five in Kharkiv\n\nAt least five people were killed and 12 wounded when "
    "Russian jets bombed Kharkiv in the night to Tuesday, police in the city said.\n",
    "odesa": "Droneangrep mot Odesa\n\nTre personer ble drept da russiske droner angrep Odesa natt "
    "til tirsdag, ifølge borgermesteren.\n",
}
DOCS = Path(__file__).parents[2] / "docs"
OF = "#of"  # stands for the id of a claim


class Desk:
    """Somebody at work on a record."""

    def __init__(self, vitne: Here, record: Path, author: str = "Kari") -> None:
        self.record = record
        self.author = author
        self._vitne = vitne

    def __call__(self, *words: str, code: int = 0, stdin: str = "", **environment: str) -> str:
        """Run a command on the record. Gives what it prints, or what it says where it fails."""
        done = self._vitne(
            *words,
            stdin=stdin,
            VITNE_RECORD=str(self.record),
            VITNE_AUTHOR=self.author,
            VITNE_OPERATOR="the desk",
            COLUMNS="160",
            **environment,
        )
        assert done.returncode == code, done.stderr
        return done.stderr if code else done.stdout

    def judge(self, *words: str) -> str:
        """Judge. Gives the beginning of the id of the judgement."""
        return self("judge", *words).split()[0]

    def rows(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self(*words, "--format", "jsonl").splitlines()]

    def toll(self, file: str, measure: str = "killed") -> dict[str, Any]:
        """The toll in the body of a report, as `vitne claims` tells it."""
        found = [one for one in self.rows("claims", "--kind", "toll") if file in one["file"]]
        return [one for one in found if one["toll"]["measure"] == measure][-1]

    def incident(self, claim: str) -> dict[str, Any]:
        (found,) = [one for one in self.rows("incidents") if claim in one["claims"]]
        return found

    def killed(self, claim: str) -> dict[str, Any]:
        found: dict[str, Any] = self.incident(claim)["estimates"]["killed"]
        return found

    def groups(self) -> set[tuple[str, ...]]:
        """The reports of each incident."""
        found = [one["files"] for one in self.rows("incidents") if one["scope"] == "incident"]
        return {tuple(sorted(file.rpartition("/")[2] for file in files)) for files in found}


@pytest.fixture(scope="module")
def linked(vitne_here: Here, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the reports, linked; to be copied."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    record = tmp_path_factory.mktemp("record") / "record.db"
    desk = Desk(vitne_here, record)
    desk(
        "capture", str(folder), "--published", "2024-03-05", "--captured-at", "2024-03-05T12:00:00Z"
    )
    desk("link")
    return record


@pytest.fixture
def desk(vitne_here: Here, linked: Path, tmp_path: Path) -> Desk:
    (tmp_path / "kari.db").write_bytes(linked.read_bytes())
    return Desk(vitne_here, tmp_path / "kari.db")


@pytest.fixture
def ola(vitne_here: Here, linked: Path, tmp_path: Path) -> Desk:
    """Somebody else, with a record of the same reports."""
    (tmp_path / "ola.db").write_bytes(linked.read_bytes())
    return Desk(vitne_here, tmp_path / "ola.db", "Ola")


def reread(desk: Desk, name: str, low: int) -> None:
    """What a newer reader would do: another figure for a claim with the same evidence."""
    with Record.open(str(desk.record)) as record, record.writing() as connection:
        query = sa.select(claims.c.claim_json).where(claims.c.id == name)
        old = msgspec.json.decode(connection.execute(query).scalar() or "", type=Claim)
        assert old.toll is not None
        new = msgspec.structs.replace(old, toll=msgspec.structs.replace(old.toll, low=low))
        told = msgspec.json.encode(new).decode()
        connection.execute(
            sa.update(claims).where(claims.c.id == name).values(low=low, claim_json=told)
        )


def test_what_linking_joins_and_holds_apart_to_begin_with(desk: Desk) -> None:
    assert desk.groups() == {("en.txt", "nb.txt"), ("odesa.txt",)}


def test_two_accounts_that_linking_holds_apart_are_merged_and_let_go_again(desk: Desk) -> None:
    one, other = desk.toll("nb.txt")["id"], desk.toll("odesa.txt")["id"]
    made = desk.judge("merge", one[:8], other[:8], "--reason", "the mayor means Kharkiv")
    desk("link")
    assert desk.groups() == {("en.txt", "nb.txt", "odesa.txt")}
    desk.judge("undo", made, "--reason", "he does not")
    desk("link")
    assert desk.groups() == {("en.txt", "nb.txt"), ("odesa.txt",)}


def test_two_accounts_that_linking_joins_are_split_and_stay_so(desk: Desk) -> None:
    one, other = desk.toll("nb.txt")["id"], desk.toll("en.txt")["id"]
    desk.judge("split", one, other, "--reason", "two attacks in one night")
    desk("link")
    assert desk.groups() == {("en.txt",), ("nb.txt",), ("odesa.txt",)}
    desk("reread")
    desk("link")
    assert desk.groups() == {("en.txt",), ("nb.txt",), ("odesa.txt",)}


def test_two_incidents_are_merged_by_their_own_ids(desk: Desk) -> None:
    ids = [desk.incident(desk.toll(name)["id"])["id"] for name in ("nb.txt", "odesa.txt")]
    desk.judge("merge", *ids, "--reason", "one attack")
    desk("link")
    assert desk.groups() == {("en.txt", "nb.txt", "odesa.txt")}


def test_a_corrected_toll_changes_the_estimate_and_undoing_it_changes_it_back(desk: Desk) -> None:
    name = desk.toll("odesa.txt")["id"]
    before = desk.killed(name)
    assert (before["low"], before["high"]) == (3, 3)
    said = desk("judge", "correct", name[:6], "toll", '{"low": 4, "high": 4}', "--reason", "four")
    assert said.split()[1:3] == ["correct", name]
    assert desk.killed(name) == before  # until it is linked
    desk("link")
    assert (desk.killed(name)["low"], desk.killed(name)["high"]) == (4, 4)
    desk.judge("undo", said.split()[0], "--reason", "three after all")
    desk("link")
    assert desk.killed(name) == before


def test_a_rejected_claim_counts_for_nothing(desk: Desk) -> None:
    every = [one["id"] for one in desk.rows("claims") if "odesa" in one["file"]]
    desk.judge("reject", *every, "--reason", "an exercise")
    desk("link")
    assert desk.groups() == {("en.txt", "nb.txt")}
    desk.judge("accept", *every)
    desk("link")
    assert desk.groups() == {("en.txt", "nb.txt"), ("odesa.txt",)}


def test_a_best_figure_is_that_of_a_person_and_the_range_that_of_the_voices(desk: Desk) -> None:
    name = desk.toll("nb.txt")["id"]
    before = desk.killed(name)
    desk.judge("best", desk.incident(name)["id"][:8], "6", "--reason", "the hospital's list")
    desk("link")
    found = desk.killed(name)
    assert (found["low"], found["best"], found["high"]) == (before["low"], 6, before["high"])
    assert "R6-reviewer" in found["rules"]


def test_judgements_survive_reading_anew_and_what_changed_is_told(desk: Desk) -> None:
    name = desk.toll("odesa.txt")["id"]
    desk.judge("correct", name, "toll", '{"low": 4, "high": 4}', "--reason", "four")
    desk.judge("accept", desk.toll("nb.txt")["id"])
    reread(desk, name, 2)
    desk("link")
    assert desk.killed(name)["low"] == 4
    told = desk("judgements", "--changed")
    assert "toll.low: 3 → 2" in told
    assert "accept" not in told
    (row,) = desk.rows("judgements", "--changed")
    assert row["differences"] == [{"field": "toll.low", "then": 3, "now": 2}]
    desk("reread")  # by the reader of today, which reads three again
    assert desk.rows("judgements", "--changed") == []
    assert desk.toll("odesa.txt")["toll"]["low"] == 4


def test_a_judgement_whose_claim_vanished_is_told(desk: Desk) -> None:
    name = desk.toll("odesa.txt")["id"]
    desk.judge("reject", name, "--reason", "an exercise")
    with Record.open(str(desk.record)) as record, record.writing() as connection:
        connection.execute(sa.delete(claims).where(claims.c.id == name))
    assert "the record has no such claim" in desk("judgements", "--changed")
    assert desk.rows("judgements", "--claim", name[:8])[0]["claims"] == [name]
    desk("reread")
    desk("link")
    assert desk.rows("judgements", "--changed") == []


def test_two_people_judge_and_come_to_the_same(desk: Desk, ola: Desk, tmp_path: Path) -> None:
    name = desk.toll("odesa.txt")["id"]
    desk.judge("correct", name, "toll", '{"low": 4, "high": 4}', "--reason", "four")
    ola.judge("correct", name, "toll", '{"low": 5, "high": 5}', "--reason", "five")
    for one in (desk, ola):
        exported = one("judgements", "export")
        (tmp_path / f"{one.author}.jsonl").write_text(exported, encoding="utf-8")
    desk("judgements", "import", str(tmp_path / "Ola.jsonl"))
    ola("judgements", "import", "-", stdin=(tmp_path / "Kari.jsonl").read_text(encoding="utf-8"))
    for one in (desk, ola):
        one("link")
    assert desk("judgements", "export") == ola("judgements", "export")
    assert desk.killed(name) == ola.killed(name)
    assert [one["author"] for one in desk.rows("judgements", "--author", "Ola")] == ["Ola"]
    figures = {one["question"]: one for one in desk.rows("agreement")}["figure"]
    assert (figures["people"], figures["units"]) == (["Kari", "Ola"], 2)
    assert figures["alpha"] < 1


def test_agreement_says_what_is_missing_where_it_cannot_be_told(desk: Desk) -> None:
    assert "nobody judged this" in desk("agreement")
    desk.judge("accept", desk.toll("nb.txt")["id"])
    assert "only Kari judged this; it takes two people" in desk("agreement")


def test_the_list_tells_what_was_undone_and_why(desk: Desk) -> None:
    name = desk.toll("odesa.txt")["id"]
    desk.judge("note", name, "call the mayor")
    made = desk.judge("correct", name, "modality", "alleged", "--reason", "the mayor says so")
    back = desk.judge("undo", made, "--reason", "he saw it")
    told = desk("judgements")
    assert "call the mayor" in told
    assert f"undone by {back} · modality: asserted → alleged · the mayor says so" in told
    assert f"of {made} · he saw it" in told
    assert [one["action"] for one in desk.rows("judgements")] == ["note", "correct", "undo"]
    assert desk.rows("judgements") == [
        json.loads(line) for line in desk("judgements", "export").splitlines()
    ]


def test_grades_and_pairs_may_be_written_in_any_case(desk: Desk) -> None:
    name = desk.toll("odesa.txt")["id"]
    desk.judge("grade", name, "Fair")
    desk.judge("admiralty", name, "b2")
    assert [one["value"] for one in desk.rows("judgements")] == ["fair", "B2"]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("toll.low", "2", 2),
        ("toll.high", "null", None),
        ("place.name", "1905", "1905"),
        ("agents", "Armed forces of Russia", ["Armed forces of Russia"]),
        ("agents", '["Hamas", {"name": "Hezbollah"}]', ["Hamas", {"name": "Hezbollah"}]),
        ("time", "2024-03-04", {"earliest": "2024-03-04", "latest": "2024-03-04"}),
        ("time", "2024-03-04/2024-03-05", {"earliest": "2024-03-04", "latest": "2024-03-05"}),
        ("place", "null", None),
    ],
)
def test_values_may_be_written_as_text_or_as_json(
    desk: Desk, field: str, value: str, kept: Any
) -> None:
    desk.judge("correct", desk.toll("odesa.txt")["id"], field, value, "--reason", "so")
    assert [one["value"] for one in desk.rows("judgements")] == [kept]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("accept", "ffff"), "there is no claim whose id begins with 'ffff'"),
        (("accept", "x"), "there is no claim whose id begins with 'x'"),
        (("reject", OF), "Missing option '--reason'"),
        (("reject", OF, "--reason", " "), "reject needs a reason"),
        (("accept", OF, OF), "a claim is named twice"),
        (("merge", OF, "--reason", "x"), "merge needs 2 claims"),
        (("correct", OF, "toll.low", "many", "--reason", "x"), "'many' is not a whole number"),
        (("correct", OF, "toll.low", "99", "--reason", "x"), "low 99 is above high 3"),
        (("correct", OF, "text", "x", "--reason", "x"), "evidence"),
        (("correct", OF, "place.name", "null", "--reason", "x"), "null is not a text"),
        (("correct", OF, "toll", "[" * 5000, "--reason", "x"), "is not an object"),
        (("best", OF, "six", "--reason", "x"), "Invalid value for 'FIGURE'"),
        (("best", OF, "99999999999999999999", "--reason", "x"), "is no figure"),
        (("grade", OF, "sure"), "none of the grades"),
        (("admiralty", OF, "B9"), "no pair of reliability"),
        (("undo", "ffff", "--reason", "x"), "there is no judgement whose id begins with 'ffff'"),
        (("accept", OF, "--author", " "), "is no name"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_and_changes_nothing(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    name = desk.toll("odesa.txt")["id"]
    before = desk.record.read_bytes()
    told = desk("judge", *(name if word == OF else word for word in words), code=2)
    assert said in " ".join(told.split())
    assert desk.rows("judgements") == []
    assert desk.record.read_bytes() == before


def test_an_unclear_beginning_lists_what_it_could_be(desk: Desk) -> None:
    ids = [one["id"] for one in desk.rows("claims")]
    first = next(one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1)
    told = desk("judge", "accept", first, code=2)
    assert "is the beginning of several ids" in told
    assert next(one for one in sorted(ids) if one[0] == first) in told


def test_a_figure_of_a_claim_that_counts_nobody_needs_a_measure(desk: Desk) -> None:
    act = next(one["id"] for one in desk.rows("claims") if one["toll"] is None)
    told = desk("judge", "best", act, "3", "--reason", "x", code=2)
    assert "say with --measure what the figure is of" in told
    desk.judge("best", act, "3", "--measure", "killed", "--reason", "x")


def test_nobody_is_guessed_to_be_the_author(
    vitne_here: Here, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VITNE_AUTHOR", raising=False)
    name = desk.toll("odesa.txt")["id"]
    done = vitne_here("judge", "accept", name, "--record", desk.record)
    assert done.returncode == 2
    assert "Missing option '--author' (env var: 'VITNE_AUTHOR')" in " ".join(done.stderr.split())
    done = vitne_here("judge", "accept", name, "--record", desk.record, "--author", "Per")
    assert done.returncode == 0
    assert [one["author"] for one in desk.rows("judgements")] == ["Per"]


def test_a_record_must_be_named_before_or_behind_the_command(
    vitne_here: Here, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VITNE_RECORD", raising=False)
    desk.judge("accept", desk.toll("odesa.txt")["id"])
    front = vitne_here("judgements", "--record", desk.record, "export")
    back = vitne_here("judgements", "export", "--record", desk.record)
    assert front == back
    assert front.stdout.count("\n") == 1
    for words in (("judgements",), ("judgements", "export")):
        done = vitne_here(*words)
        assert done.returncode == 2
        assert "name the record" in done.stderr


def test_lines_that_are_no_judgements_are_named_and_the_others_taken_in(
    desk: Desk, ola: Desk, tmp_path: Path
) -> None:
    desk.judge("accept", desk.toll("odesa.txt")["id"])
    file = tmp_path / "in.jsonl"
    file.write_text("{\n" + desk("judgements", "export"), encoding="utf-8")
    told = ola("judgements", "import", str(file), code=1)
    assert f"{file}#1: no judgement" in told
    assert "1 taken in, 0 known already, 1 refused" in told
    assert len(ola.rows("judgements")) == 1


def test_what_cannot_be_opened_is_said(desk: Desk, tmp_path: Path) -> None:
    told = desk("judgements", "import", str(tmp_path / "none.jsonl"), code=1)
    assert "none.jsonl: no such file or directory" in told
    told = desk("judgements", "import", str(tmp_path), code=1)
    assert "is a directory" in told
    desk.record = tmp_path / "none.db"
    assert "there is no such record" in desk("judgements", code=1)
    assert "there is no such record" in desk("judge", "accept", "ab", code=1)


def test_a_claim_nobody_judged_has_no_judgements_to_list(desk: Desk) -> None:
    assert "nothing was judged of a claim" in desk("judgements", "--claim", "ab", code=2)
    assert desk("judgements") == ""
    assert desk("judgements", "--changed") == ""


def test_what_was_written_cannot_obey_a_terminal(desk: Desk) -> None:
    name = desk.toll("odesa.txt")["id"]
    told = desk("judge", "note", name, "\x1b[31mred\x1b[0m")
    assert "\x1b" not in told + desk("judgements")


def test_a_record_with_judgements_verifies(desk: Desk) -> None:
    name = desk.toll("odesa.txt")["id"]
    made = desk.judge("reject", name, "--reason", "x")
    desk.judge("undo", made, "--reason", "y")
    desk("link")
    desk("verify")
    log = [json.loads(line) for line in desk("custody").splitlines()]
    assert [one["operator"] for one in log if one["action"] == "judge"] == ["Kari", "Kari"]


def test_the_commands_of_the_page_can_be_run(
    vitne_here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / "judging.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SAMPLES, tmp_path / "reports")
    desk = Desk(vitne_here, tmp_path / "war.db")
    for line in "".join(blocks).splitlines():
        words = shlex.split(line)[1:]
        if "JUDGEMENT" in words:
            (last,) = [one["id"] for one in desk.rows("judgements") if one["action"] == "reject"]
            words[words.index("JUDGEMENT")] = last
        told, file = words, None
        if ">" in words:
            told, file = words[: words.index(">")], words[-1]
        said = desk(*told)
        if file is not None:
            Path(file).write_text(said, encoding="utf-8")
    named = {line.split()[2] for line in page.splitlines() if line.startswith("vitne judge ")}
    assert named == {action.value for action in Action} - {"merge"}
    assert len(desk.rows("judgements")) == 10


def test_the_page_names_every_decision_and_every_field_that_can_be_corrected() -> None:
    page = (DOCS / "judging.md").read_text(encoding="utf-8")
    for action in Action:
        assert f"| `{action.value} " in page
    for field in FIELDS:
        head, _, name = field.partition(".")
        assert f"`{field}`" in page or f"`.{name}`" in page, head
