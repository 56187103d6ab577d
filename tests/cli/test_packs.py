"""`vitne packs` and `vitne check`: what the packs hold, and that they do what they say."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from terminal import PACKAGE, Here, Vitne

if TYPE_CHECKING:
    from pathlib import Path


def test_the_overview_names_languages_event_types_and_actors(vitne_here: Here) -> None:
    done = vitne_here("packs", COLUMNS="120")
    assert done.returncode == 0
    assert "Norsk bokmål" in done.stdout
    assert any(
        line.split() == ["airstrike", "air", "strike", "ASSAULT,", "aerial", "Air/drone", "strike"]
        for line in done.stdout.splitlines()
    )
    assert "actors.group" in done.stdout


def test_the_entries_of_a_kind(vitne_here: Here) -> None:
    done = vitne_here("packs", "--kind", "harms", "--language", "nb")
    assert done.returncode == 0
    assert any(line.startswith("harm.killed ") for line in done.stdout.splitlines())


def test_one_entry_shows_its_proof_and_its_reason(vitne_here: Here) -> None:
    shown = vitne_here("packs", "--entry", "harm.killed", COLUMNS="120").stdout
    assert "languages/nb/harms.toml" in shown
    for label in ("words", "fires", "not", "why"):
        assert f"\n  {label} " in shown


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--entry", "harm.kiled"], "did you mean harm.killed"),
        (["--kind", "verbs"], "triggers"),
        (["--language", "xx"], "there are: "),
    ],
)
def test_what_is_not_there_is_wrong_usage(
    vitne_here: Here, arguments: list[str], hint: str
) -> None:
    done = vitne_here("packs", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr


def test_check_of_an_unknown_language_is_wrong_usage(vitne_here: Here) -> None:
    done = vitne_here("check", "xx")
    assert (done.returncode, done.stdout) == (2, "")


def test_check_proves_every_entry_and_prints_a_table(vitne_command: Vitne) -> None:
    done = vitne_command("check")
    assert done.returncode == 0, done.stdout
    first, *_, last = done.stdout.splitlines()
    assert first.split() == ["language", "kind", "entries", "sentences", "failures"]
    entries, sentences, failures = (int(part.split()[0]) for part in last.split(", "))
    assert sentences > entries > 1000
    assert failures == 0


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of vitne whose packs can be broken."""
    package = tmp_path / "vitne"
    shutil.copytree(PACKAGE, package)
    return package


def _break(package: Path, file: str, old: str, new: str) -> Vitne:
    path = package / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Vitne(package)


_RAIN = "Det regnet i går."
_SILENT = (
    ("languages/nb/harms.toml", "Minst tolv sivile ble drept i angrepet.", "harm.killed"),
    ("languages/nb/hedges.toml", "Minst 14 mennesker ble drept.", "at-least"),
    ("languages/nb/numerals.toml", "Noen og tretti soldater ble såret.", "thirty-odd"),
    ("languages/nb/times.toml", "Siden da er 739 mennesker drept.", "since-then"),
    ("languages/nb/article.toml", "Av Kari Holm", "by"),
    ("languages/nb/transliteration.toml", "Gandsja er Ganja.", "dsj → j"),
    ("events/airstrike.toml", "Et luftangrep rammet en skole i Idlib.", "airstrike"),
    ("actors/groups.toml", "Bandealliansen Viv Ansanm angrep fengselet i Port-au-Prince.",
     "group.viv-ansanm"),
)  # fmt: skip


def test_check_finds_every_kind_of_broken_entry_and_names_it(copied: Path) -> None:
    for file, example, _ in _SILENT:
        _break(copied, file, f'"{example}"', f'"{_RAIN}"')
    _break(copied, "languages/nb/harms.toml", "Dommeren drap kampen.", "Ni ble drept.")
    done = _break(copied, "languages/nb/triggers.toml", 'event = "', 'event = "x-')("check", "nb")
    assert done.returncode == 3
    shown = " ".join(done.stdout.split())
    for file, _, entry in _SILENT:
        assert f"{file}: {entry} is silent on its example: {_RAIN}" in shown
    assert "harm.killed fires on its counterexample: Ni ble drept." in shown
    assert "there is no event type 'x-" in shown


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("actors/groups.toml", 'id = "group.libya-dawn"', 'id = "group.viv-ansanm"', "given twice"),
        ("languages/nb/harms.toml", 'id = "harm.killed"', 'id = "harm.killed"\ncolour = "red"', "colour"),
        ("languages/nb/harms.toml", 'id = "harm.killed.nominal"', 'id = "harm.killed"', "given twice"),
        ("languages/nb/times.toml", 'id = "since-then"', 'id = "clock"', "twice"),
    ],
)  # fmt: skip
def test_check_finds_what_cannot_be_read(
    copied: Path, file: str, old: str, new: str, said: str
) -> None:
    done = _break(copied, file, old, new)("check", "nb")
    assert done.returncode == 3
    assert said in " ".join(done.stdout.split())
    assert file.rpartition("/")[2] in done.stdout


def test_reading_with_a_broken_pack_ends_with_3(copied: Path, batch: Path) -> None:
    vitne = _break(
        copied, "languages/nb/harms.toml", 'id = "harm.killed"', 'id = "harm.killed"\nx = 1'
    )
    for jobs in ("1", "2"):
        done = vitne("read", batch / "a.txt", "--jobs", jobs)
        assert (done.returncode, done.stdout) == (3, "")
        assert "harms.toml" in done.stderr
