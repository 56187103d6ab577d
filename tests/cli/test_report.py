"""The report of `vitne read`: what a person sees on a pipe, on a terminal, and on a closed pipe."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from terminal import SAMPLES, Here, Vitne

if TYPE_CHECKING:
    from pathlib import Path

_ESCAPE = "\x1b"
_CLAIM = re.compile(r"^\[\d+\] +(\w+), ", re.MULTILINE)
_TOLL = re.compile(r"^\[\d+\] +TOLL, (.+)$", re.MULTILINE)


def _on_terminal(vitne: Vitne, *arguments: str | Path, **environment: str) -> str:
    """Run the command with a terminal of 100 columns as its output."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own command
        vitne.command(*arguments), stdout=theirs, stderr=subprocess.PIPE,
        env={**vitne.environment, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    process.communicate(timeout=60)
    assert process.returncode == 0
    return shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other side of a terminal is closed
        return b""


@pytest.fixture(scope="module")
def report(vitne_here: Here) -> str:
    done = vitne_here("read", SAMPLES / "02-hodeida-havneby.txt")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_pipe_gets_no_colour(report: str) -> None:
    assert _ESCAPE not in report


def test_the_head_tells_what_is_read(report: str) -> None:
    head = report[: report.index("│")]
    for words in (
        "Minst 58 skal være drept",
        "Kystnytt",
        "6 Nov 2018 (as handed in)",
        "language nb",
    ):
        assert words in head


def test_no_toll_without_range_words_and_voice(report: str) -> None:
    blocks = re.split(r"^(?=\[\d+\] )", report, flags=re.MULTILINE)
    tolls = [block for block in blocks if _TOLL.match(block)]
    assert tolls
    for block in tolls:
        assert re.search(
            r"(killed|wounded|missing|captured|displaced|casualties): "
            r"((up to )?(about )?\d|unknown|not disclosed|none|some)", block
        )  # fmt: skip
        assert re.search(r'^ +words +".+"', block, re.MULTILINE)
        assert re.search(r"^ +voice +\S", block, re.MULTILINE)


def test_modality_stands_in_words(report: str) -> None:
    assert re.search(r"^\[\d+\] +TOLL, reported +killed: 58 or more", report, re.MULTILINE)


def test_a_sentence_is_shown_once_and_its_words_are_pointed_at(report: str) -> None:
    assert report.count("│ Minst 58 skal være drept") == 1
    lines = report.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("│ Minst 58 skal være drept"))
    start = lines[at].index("58")
    assert lines[at + 1][start : start + 2] == "^^"


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_nothing_is_wider_than_the_page(vitne_here: Here, columns: int) -> None:
    done = vitne_here("read", SAMPLES, COLUMNS=str(columns))
    assert max(map(len, done.stdout.splitlines())) <= columns


def test_a_terminal_gets_colour_and_no_carets(vitne_command: Vitne) -> None:
    shown = _on_terminal(vitne_command, "read", SAMPLES / "01-kabul-bilbombe.txt")
    assert f"{_ESCAPE}[" in shown
    assert "^^" not in shown


def test_no_color_is_honoured_on_a_terminal(vitne_command: Vitne) -> None:
    shown = _on_terminal(vitne_command, "read", SAMPLES / "01-kabul-bilbombe.txt", NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|9[0-7])", shown)
    assert "^^" in shown


def test_background_is_summed_up_at_the_end(vitne_here: Here, batch: Path) -> None:
    done = vitne_here("read", batch / "a.txt", "--published", "2020-10-04")
    _, _, end = done.stdout.partition("Numbers that count nobody harmed:")
    assert "50.000" in end
    assert not _CLAIM.search(end)


def test_a_text_on_something_else_says_why_it_has_no_claims(vitne_here: Here) -> None:
    calm = "Bergen møter Molde på hjemmebane søndag. 14.000 billetter er solgt til kampen. " * 3
    done = vitne_here("read", "-", "--language", "nb", stdin=calm)
    assert done.returncode == 0
    assert "no claims; too little in it tells of armed conflict" in done.stdout
    assert "14.000" not in done.stdout


def test_a_report_cannot_command_the_terminal(vitne_here: Here) -> None:
    text = (
        "Tre soldater \x1b[31mdrept i Kabul\u202e\n\nTre soldater ble \x1b[8mdrept i Kabul.\u2066\n"
    )
    calm = "Soldatene var på vei til en militærleir da bombene falt over byen. " * 6
    done = vitne_here("read", "-", "--language", "nb", stdin=f"{text}\n{calm}\n")
    assert done.returncode == 0
    assert "drept" in done.stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", done.stdout)


def test_a_file_name_cannot_command_the_terminal(vitne_here: Here, tmp_path: Path) -> None:
    done = vitne_here("read", tmp_path / "\x1b[2Jx.txt")
    assert done.returncode == 1
    assert _ESCAPE not in done.stderr


def test_a_closed_pipe_ends_quietly(vitne_command: Vitne) -> None:
    for form in ("report", "jsonl", "json"):
        process = subprocess.Popen(  # noqa: S603 - our own command
            vitne_command.command("read", *[SAMPLES] * 20, "--format", form),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=vitne_command.environment,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        assert (process.wait(timeout=60), said) == (141, b"")


def test_a_name_that_may_mean_another_place_is_shown_with_its_confidence(vitne_here: Here) -> None:
    doubted = vitne_here("read", "-", stdin="Two soldiers were killed in San Jose on Monday.")
    sure = vitne_here("read", "-", stdin="Two soldiers were killed in Mogadishu on Monday.")
    said = "another place of this name may be meant: confidence 0."
    assert said in " ".join(doubted.stdout.split())
    assert said not in " ".join(sure.stdout.split())
    assert "Mogadishu" in sure.stdout
