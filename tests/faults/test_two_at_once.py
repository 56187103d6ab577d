"""A record that somebody else writes to: who waits, who is told what, and that nothing is lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from states import state

from reports import fill
from vitne.record.database import Record

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Vitne

IN_USE = "in use by another process; try again when that is done"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands wait for a moment, not for a minute."""
    monkeypatch.setitem(Record.open.__func__.__kwdefaults__, "patience", 0.05)


@pytest.mark.usefixtures("hurried")
def test_a_writer_waits_and_then_says_that_the_record_is_in_use(run: Vitne, target: str) -> None:
    with Record.open(target, create=True) as record:
        fill(record, ["nb.txt"])
        with record.writing():
            for words in (("link",), ("reread",)):
                done = run(*words, "--record", target)
                assert (done.code, done.said) == (1, f"vitne: {record.name}: {IN_USE}\n")
            looked = run("incidents", "--record", target)  # readers do not wait
            assert looked.code == 0
            assert "Kharkiv" in looked.out
    assert run("link", "--record", target).code == 0


def test_two_who_capture_and_link_at_once_make_what_one_would(
    run: Vitne, target: str, reports: Path, tmp_path: Path
) -> None:
    Record.open(target, create=True).close()
    halves = tmp_path / "even", tmp_path / "odd"
    for number, path in enumerate(sorted(reports.iterdir())):
        halves[number % 2].mkdir(exist_ok=True)
        shutil.copy(path, halves[number % 2])
    known = "--published", "2024-03-05", "--captured-at", "2024-03-06T00:00Z"
    words = [["capture", half, "--record", target, *known] for half in halves]
    for some in (words, [["link", "--record", target]] * 2):
        both = [run.start(*one) for one in some]
        for process in both:
            _, said = process.communicate(timeout=120)
            assert process.returncode == 0, said
    alone = str(tmp_path / "alone.db")
    for one in words:
        run(*one[:2], "--record", alone, *one[4:])
    run("link", "--record", alone)
    assert state(target) == state(alone)
