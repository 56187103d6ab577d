"""A release: what its files hold, that they can be made again, and that they work elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from typing import TYPE_CHECKING

import pytest
from building import ROOT

import vitne
from vitne.packs import versions
from vitne.record.migrations import REVISIONS

if TYPE_CHECKING:
    from pathlib import Path

    from building import Built, Installed

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MEGABYTE = 1_000_000
SAMPLE = ROOT / "src" / "vitne" / "data" / "samples" / "01-kabul-bilbombe.txt"
# What no release may tell: registries that packages came from, and folders of who built it.
ADDRESSES = re.compile(
    rb"registry\.npmjs\.org|files\.pythonhosted\.org|pypi\.org/simple|sourceMappingURL=|"
    rb"/(?:work|root|home|tmp|opt)/[a-z]\w*/"
)


def test_every_place_names_the_same_version() -> None:
    cited = re.findall(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert {PROJECT["project"]["version"], *cited} == {vitne.__version__}
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[0-9a-z.]+)?", vitne.__version__)


def test_the_changelog_begins_with_what_is_to_come_or_is_released() -> None:
    heads = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    dated = r"\[\d+\.\d+\.\d+\S*\] - \d{4}-\d\d-\d\d"
    assert heads[0] == "[Unreleased]" or re.fullmatch(dated, heads[0])
    assert all(re.fullmatch(dated, head) for head in heads[1:])


def test_what_builds_is_pinned_to_the_version() -> None:
    wanted = PROJECT["build-system"]["requires"]
    assert all("==" in one for one in wanted)
    pinned = (ROOT / "requirements-dev.txt").read_text("utf-8")
    assert [
        one for one in wanted if not re.search(rf"^{re.escape(one)} ", pinned, re.MULTILINE)
    ] == []


def test_the_wheel_holds_what_vitne_needs(built: Built) -> None:
    names = set(zipfile.ZipFile(built.wheel).namelist())
    data = "vitne/data"
    assert names >= {
        "vitne/py.typed", f"{data}/places/gazetteer.marisa", f"{data}/places/gazetteer.columns",
        f"{data}/places/gazetteer.countries.json", f"{data}/languages/nb/harms.toml",
        f"{data}/events/airstrike.toml",
        f"{data}/texts/method.md", f"{data}/texts/quality.md", f"{data}/interface/nb.po",
        "vitne/web/static/vendor/maplibre-gl.mjs", "vitne/web/static/vendor/LICENSES.txt",
        "vitne/record/migrations/scripts/env.py", "vitne/web/templates/base.html",
    }  # fmt: skip
    licences = {n.rpartition("/")[2] for n in names if ".dist-info/licenses/" in n}
    assert licences == {"LICENSE", "NOTICE"}
    ours = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src" / "vitne").rglob("*.py")}
    assert ours <= names


def test_the_wheel_holds_nothing_else(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        infos = wheel.infolist()
        tops = {info.filename.partition("/")[0] for info in infos}
        assert tops == {"vitne", f"vitne-{vitne.__version__}.dist-info"}
        strange = re.compile(r"__pycache__|\.py[co]$|\.pack$|(^|/)tests?/|\.db$|\.part$|/\.[^/]+$")
        assert [i.filename for i in infos if strange.search(i.filename)] == []
        told = [i.filename for i in infos if ADDRESSES.search(wheel.read(i))]
    assert told == []
    assert sum(info.file_size for info in infos) < 60 * MEGABYTE


def test_the_sdist_holds_what_is_needed_to_build_and_to_test(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {
        "pyproject.toml", "hatch_build.py", "build_web.py", "LICENSE", "NOTICE", "CHANGELOG.md",
        "README.md", "docs/method.md", "tests/conftest.py", "evaluation/floors.json",
        "src/vitne/web/libraries/package-lock.json",
    }  # fmt: skip
    made = [n for n in names if re.search(r"places/gazetteer\.|static/vendor|__pycache__|\.db", n)]
    assert made == []


def test_the_metadata_says_what_it_is(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        folder = f"vitne-{vitne.__version__}.dist-info"
        told = Parser().parsestr(wheel.read(f"{folder}/METADATA").decode())
        assert "vitne = vitne.cli:main" in wheel.read(f"{folder}/entry_points.txt").decode()
    assert told["Name"] == "vitne"
    assert told["License-Expression"] == "Apache-2.0"
    assert told["Requires-Python"] == PROJECT["project"]["requires-python"]


def test_two_builds_are_the_same_to_the_byte(built: Built, again: Path) -> None:
    """The second one comes of the sdist, with nothing generated, another order, another clock zone."""
    one, other = zipfile.ZipFile(built.wheel), zipfile.ZipFile(again)
    with one, other:
        assert one.namelist() == other.namelist()
        assert [name for name in one.namelist() if one.read(name) != other.read(name)] == []
    assert built.wheel.read_bytes() == again.read_bytes()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody, with a report in it."""
    shutil.copy(SAMPLE, tmp_path / "kabul.txt")
    return tmp_path


def test_installed_it_reads_a_report(installed: Installed, elsewhere: Path) -> None:
    done = installed("read", "kabul.txt", "--published", "2019-09-18", "--format", "jsonl",
                     cwd=elsewhere)  # fmt: skip
    assert done.returncode == 0, done.stderr
    reading = json.loads(done.stdout)
    tolls = [c["toll"]["low"] for c in reading["claims"] if c["kind"] == "toll"]
    assert tolls
    assert reading["made_by"] == {
        "vitne": vitne.__version__, "output": "1", "reader": f"vitne/1+packs.{versions.packs()}",
    }  # fmt: skip


def test_installed_it_names_its_versions_and_its_packs(
    installed: Installed, elsewhere: Path
) -> None:
    told = installed("--version", cwd=elsewhere).stdout
    assert told == (
        f"vitne {vitne.__version__} (packs {versions.packs()}, output 1, record {REVISIONS[-1]})\n"
    )
    assert "Norsk bokmål" in installed("packs", cwd=elsewhere).stdout


def test_installed_it_keeps_and_links_and_exports(installed: Installed, elsewhere: Path) -> None:
    """With the libraries that the wheel names, and no other: none may be one of the tests alone."""
    for command in (
        ("capture", "kabul.txt", "--record", "r.db"),
        ("link", "--record", "r.db"),
        ("verify", "--record", "r.db"),
        ("export", "--record", "r.db", "--format", "jsonl", "--out", "all.jsonl"),
    ):
        done = installed(*command, cwd=elsewhere)
        assert done.returncode == 0, (command, done.stderr)
