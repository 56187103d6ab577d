"""A language is a folder of data: a toy pack of a dozen entries reads a report, and no code knows it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import vitne

PACKAGE = Path(vitne.__file__).parent
TOY = Path(__file__).parent / "_toy"
REPORT = "Almenaŭ dek du soldatoj estis mortigitaj en aeratako en Kabul lunde, laŭ Reuters."


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with vitne, and one language more."""
    folder = tmp_path_factory.mktemp("grown")
    package = folder / "vitne"
    shutil.copytree(PACKAGE, package)
    shutil.copytree(TOY, package / "data" / "languages" / "_toy")
    return folder


def run(folder: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vitne", *arguments]
    return subprocess.run(  # noqa: S603 - our own command
        command, input=text, capture_output=True, encoding="utf-8", check=False, cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip


def test_a_folder_alone_makes_a_language(grown: Path) -> None:
    done = run(grown, "read", "-", "--format", "json", "--published", "2023-05-17", text=REPORT)
    (reading,) = json.loads(done.stdout)
    assert reading["article"]["language"] == "_toy"
    (toll,) = [claim for claim in reading["claims"] if claim["kind"] == "toll"]
    assert (toll["toll"]["measure"], toll["toll"]["low"], toll["toll"]["high"]) == (
        "killed",
        12,
        None,
    )
    assert toll["toll"]["who"] == "soldiers"
    assert toll["place"]["name"] == "Kabul"
    assert toll["time"]["edtf"] == "2023-05-15"
    assert [voice["name"] for voice in toll["attribution"]] == ["Reuters"]


def test_its_entries_prove_themselves(grown: Path) -> None:
    done = run(grown, "check", "_toy")
    assert done.returncode == 0, done.stdout
