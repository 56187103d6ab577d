from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from terminal import REPORT, Here, Vitne

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def vitne_here() -> Here:
    return Here()


@pytest.fixture(scope="session")
def vitne_command() -> Vitne:
    return Vitne()


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A folder with reports that can be read and files that cannot."""
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.txt").write_bytes("Tre soldater ble drept i går kveld.".encode("cp037"))
    (tmp_path / "e.txt").write_text(REPORT.replace("18", "19"), encoding="windows-1252")
    return tmp_path
