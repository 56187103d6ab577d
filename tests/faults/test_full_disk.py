"""A full disk: what was under way is not kept, what was kept stays, and the same command goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from states import rows, state

from vitne.record import database

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Vitne

# As when a disk is full; any user may set it. Python ignores the signal, so that writing fails.
LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
SAID = "the disk is full, or the file as large as it may be; nothing was kept of what was under way"


def test_capturing_says_that_the_disk_is_full_and_goes_on_when_it_is_not(
    run: Vitne, war: Path, reports: Path, filled: Path, tmp_path: Path
) -> None:
    before = rows(war)
    words = ("capture", reports, "--record", war)
    done = run.process(*words, before=LIMIT.format(200_000))
    assert (done.code, done.said) == (
        1,
        f"vitne: {war}: {SAID}: make room, and run the same again\n",
    )
    assert rows(war) == before
    assert run(*words).said == "vitne: 12 captured, 0 known already\n"
    (tmp_path / "other.db").write_bytes(filled.read_bytes())
    run("capture", reports, "--record", tmp_path / "other.db")
    assert state(war) == state(tmp_path / "other.db")


def test_no_half_record_is_made_where_there_is_no_room_for_one(
    run: Vitne, reports: Path, tmp_path: Path
) -> None:
    words = ("capture", reports, "--record", tmp_path / "new.db")
    done = run.process(*words, before=LIMIT.format(20_000))
    assert done.code == 1
    assert SAID in done.said
    assert run(*words).said == "vitne: 12 captured, 0 known already\n"
    assert run("verify", "--record", tmp_path / "new.db").code == 0


@pytest.mark.parametrize("command", ["link", "judge"])
def test_linking_and_judging_say_that_the_database_can_not_grow(
    run: Vitne, war: Path, reports: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("capture", reports, "--record", war)
    before = rows(war)
    claim = before["claims"][0].id
    words = {
        "link": ("link", "--record", war),
        "judge": ("judge", "note", claim, "x" * 9000, "--record", war, "--author", "Kari"),
    }[command]
    with monkeypatch.context() as patch:
        most = f"PRAGMA max_page_count = {war.stat().st_size // 4096}"
        patch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, most))
        done = run(*words)
    assert done.code == 1
    assert f"{war}: the disk is full; nothing was kept of what was under way" in done.said
    assert rows(war) == before
    assert run(*words).code == 0
    assert run("verify", "--record", war).code == 0


def test_a_backup_without_room_leaves_the_older_one_and_no_crumbs(
    run: Vitne, war: Path, tmp_path: Path
) -> None:
    out = tmp_path / "war.backup"
    run("backup", "--record", war, "--out", out)
    older = out.read_bytes()
    words = ("backup", "--record", war, "--out", out, "--force")
    for room in (40_000, war.stat().st_size - 4096):
        done = run.process(*words, before=LIMIT.format(room))
        assert done.code == 1
        assert f"vitne: {out}" in done.said
        assert "the disk is full" in done.said or "larger than a file may be" in done.said
        assert out.read_bytes() == older
        assert not list(tmp_path.glob("*.part*"))


def test_a_restore_without_room_leaves_what_stood_there(
    run: Vitne, war: Path, tmp_path: Path
) -> None:
    out = tmp_path / "war.backup"
    run("backup", "--record", war, "--out", out)
    before = war.read_bytes()
    words = ("restore", out, "--record", war, "--force")
    done = run.process(*words, before=LIMIT.format(war.stat().st_size // 2))
    assert done.code == 1
    assert f"vitne: {war}: larger than a file may be here; nothing was changed" in done.said
    assert war.read_bytes() == before
    assert not list(tmp_path.glob("*.part*"))
