"""A clock that goes backwards: what came later stays the later, and nobody guesses which day it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vitne.cli import options
from vitne.record.custody import log
from vitne.record.database import Record
from vitne.record.versions import revisions

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Vitne

REPORT = "Luftangrep mot Dnipro\n\nMinst {} personer ble drept i et luftangrep mot Dnipro, opplyser politiet.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "dnipro.txt"
    path.write_text(REPORT.format(7), encoding="utf-8")
    path.with_name("dnipro.meta.json").write_text('{"url": "https://nordposten.example/d"}')
    return path


def at(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    monkeypatch.setattr(options, "now", lambda: time)


def test_a_version_stays_the_newer_though_the_clock_went_back(
    run: Vitne, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "war.db"
    at(monkeypatch, "2024-03-08T14:00:00Z")
    run("capture", report, "--record", path)
    report.write_text(REPORT.format(11), encoding="utf-8")
    at(monkeypatch, "2024-03-08T11:30:00Z")
    assert run("capture", report, "--record", path).code == 0
    with Record.open(str(path)) as record, record.reading() as connection:
        (one,) = revisions(connection)
        entries = list(log(connection))
    (change,) = one.changes
    assert [claim.toll.low for claim in (change.before, change.after)] == [7, 11]  # type: ignore[union-attr]
    assert one.at == "2024-03-08T14:00:00Z"
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert run("verify", "--record", path).code == 0
    early = run("incidents", "--record", path, "--as-of", "2024-03-07", "--format", "jsonl")
    assert early.out == ""


@pytest.mark.parametrize("command", ["capture", "watch"])
def test_a_clock_that_lost_its_day_is_told_and_nothing_is_kept_by_it(
    run: Vitne, report: Path, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, feeds = tmp_path / "war.db", tmp_path / "FEEDS.toml"
    feeds.write_text('[[feed]]\naddress = "http://127.0.0.1:1/feed.xml"\n')
    at(monkeypatch, "2024-03-08T14:00:00Z")
    run("capture", report, "--record", path)
    report.write_text(REPORT.format(11), encoding="utf-8")
    at(monkeypatch, "1970-01-01T00:00:09Z")
    words = ("capture", report) if command == "capture" else ("watch", feeds, "--once")
    done = run(*words, "--record", path)
    assert (done.code, done.said) == (
        1,
        f"vitne: {path}: was last written to at 2024-03-08T14:00:00Z, and the clock of this machine "
        "says 1970-01-01T00:00:09Z; set the clock, or say when the reports were captured "
        "(--captured-at)\n",
    )
    if command == "capture":
        told = run(*words, "--record", path, "--captured-at", "2024-03-09T08:00Z")
        assert told.said == "vitne: 1 captured, 0 known already\n"
