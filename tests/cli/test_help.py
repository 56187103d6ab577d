"""`vitne demo`, `schema`, `--version`, help, and the page that documents them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from terminal import SAMPLES, Here, Vitne
from typer.main import get_command

from vitne.cli.app import app
from vitne.cli.exits import Exit

_DOCS = Path(__file__).parents[2] / "docs"
_COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


def test_demo_shows_one_report_and_a_line_for_each_sample(vitne_here: Here) -> None:
    done = vitne_here("demo")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "invented for vitne" in said
    assert "Minst 19 drept av bilbombe i Kabul" in said
    assert len(re.findall(r"^\d\d +\d+ +\d+ +\d+ +\S", done.stdout, re.MULTILINE)) == 12
    assert "vitne read FILE" in done.stdout


def test_demo_makes_a_record_and_ends_with_the_address_of_its_page(vitne_here: Here) -> None:
    done = vitne_here("demo")
    assert done.stdout.splitlines()[-2:] == [
        "vitne serve --record vitne-demo.db",
        "shows it at http://127.0.0.1:8484/",
    ]
    listed = vitne_here("incidents", "--record", "vitne-demo.db", "--format", "jsonl")
    told = [json.loads(line) for line in listed.stdout.splitlines()]
    assert any(len(one["articles"]) > 1 for one in told)
    again = vitne_here("demo")
    assert again.returncode == 0
    relisted = vitne_here("incidents", "--record", "vitne-demo.db", "--format", "jsonl")
    assert relisted.stdout == listed.stdout


def test_demo_is_the_same_wherever_it_is_run(vitne_here: Here) -> None:
    assert str(SAMPLES) not in vitne_here("demo").stdout


def test_samples_say_that_they_are_invented() -> None:
    assert "invented for vitne" in (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert len(list(SAMPLES.glob("*.txt"))) == 12


def test_the_committed_schema_is_current(vitne_here: Here) -> None:
    done = vitne_here("schema")
    assert done.stdout == (_DOCS / "reading.schema.json").read_text(encoding="utf-8"), (
        "run: vitne schema > docs/reading.schema.json"
    )
    assert json.loads(done.stdout)["$defs"]["Claim"]


def test_version_is_one_line(vitne_command: Vitne) -> None:
    done = vitne_command("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"vitne \S.*\n", done.stdout)


def _helps(vitne_here: Here, command: str) -> list[str]:
    """The help of a command, and of the commands below it."""
    below = getattr(get_command(app).commands[command], "commands", ())  # type: ignore[attr-defined]
    return [vitne_here(command, *name, "--help").stdout for name in ([], *([one] for one in below))]


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_has_help_and_is_documented(vitne_here: Here, command: str) -> None:
    page = (_DOCS / "cli.md").read_text(encoding="utf-8")
    done = vitne_here(command, "--help")
    assert done.returncode == 0
    assert "Exit codes" in done.stdout
    assert f"## vitne {command}" in page
    section = page.split(f"## vitne {command}\n")[1].split("\n## ")[0]
    helps = "".join(_helps(vitne_here, command))
    options = set(re.findall(r"--[a-z][a-z-]+", helps)) - {"--help"}
    assert options <= set(re.findall(r"--[a-z][a-z-]+", section))


def test_the_page_documents_nothing_that_is_not_there(vitne_here: Here) -> None:
    page = (_DOCS / "cli.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## vitne ([\w-]+)$", page, re.MULTILINE)) == _COMMANDS
    helps = [one for command in _COMMANDS for one in _helps(vitne_here, command)]
    helps.append(vitne_here("--help").stdout)
    known = set(re.findall(r"--[a-z][a-z-]+", "".join(helps)))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) <= known


def test_every_exit_code_is_in_help_and_page(vitne_here: Here) -> None:
    page = (_DOCS / "cli.md").read_text(encoding="utf-8")
    said = vitne_here("--help").stdout
    for code in Exit:
        assert re.search(rf"\b{int(code)}\b", said)
        assert f"| {int(code)} |" in page


# They fetch, serve, need Spark, or take long, and are run elsewhere.
_NOT_RUN = ("vitne watch", "vitne check", "vitne serve", "vitne engine")


def test_the_examples_of_the_page_can_be_run(
    vitne_here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (_DOCS / "cli.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("vitne ")]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VITNE_RECORD", "war.db")
    Path("reports").mkdir()
    Path("reports/kabul.txt").write_bytes((SAMPLES / "01-kabul-bilbombe.txt").read_bytes())
    assert {line.split()[1] for line in lines} == set(_COMMANDS)
    for line in dict.fromkeys(lines):
        if line.startswith(_NOT_RUN):
            continue
        words = shlex.split(re.split(r" [|>] ", line)[0])[1:]
        stdin = Path("reports/kabul.txt").read_text(encoding="utf-8") if "-" in words else ""
        done = vitne_here(*_named(vitne_here, words), stdin=stdin)
        assert done.returncode == 0, (line, done.stderr)


def _named(vitne_here: Here, words: list[str]) -> list[str]:
    """An example with what stands for an id made one of the record."""
    if not {"INCIDENT", "CLAIM", "A"} & set(words):
        return words
    listed = vitne_here("incidents", "--format", "jsonl").stdout
    one = json.loads(listed.splitlines()[0])
    known = {"INCIDENT": one["id"], "CLAIM": one["claims"][0][:10]}
    known |= {"A": one["claims"][0], "B": one["claims"][-1]}
    return [known.get(word, word) for word in words]
