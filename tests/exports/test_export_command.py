"""`vitne export` as a person uses it."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from typer.testing import CliRunner

import vitne
from vitne.cli import exporting, exports
from vitne.cli.app import app
from vitne.exports import codebook
from vitne.exports.format import CAUTION, MODULES, formats

if TYPE_CHECKING:
    from click.testing import Result

assert exporting  # it adds the command when it is imported

DOCS = Path(__file__).parents[2] / "docs" / "exports"
OWN = ("acled", "ged", "hapi")


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(app, ["export", *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_an_export_goes_to_standard_output(record: Path) -> None:
    done = run("--record", record, "--format", "acled")
    assert done.exit_code == 0
    assert done.stdout.startswith("event_id_cnty,event_date,")
    assert len(done.stdout.splitlines()) == 4


def test_filters_are_those_of_incidents(record: Path) -> None:
    def places(*filters: str) -> list[str]:
        done = run("--record", record, "--format", "acled", *filters)
        return [line.split(",UKR")[0] for line in done.stdout.splitlines()[1:]]

    assert len(places("--place", "UKR")) == 2
    assert len(places("--place", "UKR", "--from", "2024-03-01", "--text", "bombet")) == 1
    assert len(places("--outlet", "Nordposten")) == 2
    assert places("--place", "Oslo") == []
    assert (
        "no place 'Oslo'" in run("--record", record, "--format", "acled", "--place", "Oslo").stderr
    )


def test_one_incident_by_the_beginning_of_its_id(record: Path) -> None:
    out = run("--record", record, "--format", "acled", "--place", "Odesa").stdout
    number = int(re.findall(r"^UKR(\d+),", out, re.MULTILINE)[0])
    found = run("--record", record, "--format", "acled", "--incident", f"{number:012x}"[:9])
    assert found.stdout == out


def test_a_file_is_written_whole_with_its_provenance(record: Path, tmp_path: Path) -> None:
    out, beside = tmp_path / "war.csv", tmp_path / "war.json"
    done = run(
        "--record", record, "--format", "ged", "--out", out, "--provenance", beside, "--redact"
    )
    assert (done.exit_code, done.stdout) == (0, "")
    events = pd.read_csv(out).set_index("id")
    told = json.loads(beside.read_bytes())
    assert told["about"] == CAUTION
    assert told["export"]["profile"] == "ged"
    assert told["export"]["policy"]["redact"] is True
    assert told["export"]["vitne"]
    assert [row["key"] for row in told["rows"]] == [str(key) for key in events.index]
    for row in told["rows"]:
        behind = row["estimates"]["killed"]
        assert behind["best"] == events.loc[int(row["key"]), "best"]
        assert set(behind["best_claims"]) <= set(row["claims"])
        assert row["rules"]
        assert row["reader"]
        assert row["review"] == "unreviewed"
        assert row["place"]["coarsened_to"] is None
        assert row["redacted"] is True
    assert sorted(path.name for path in tmp_path.iterdir()) == ["war.csv", "war.json"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(out.stat().st_mode) == 0o666 & ~mask


def test_the_provenance_says_to_what_a_place_was_made_coarser(record: Path, tmp_path: Path) -> None:
    beside = tmp_path / "war.json"
    run("--record", record, "--format", "ged", "--ceiling", "country", "--out", tmp_path / "x", "--provenance", beside)  # fmt: skip
    rows = json.loads(beside.read_bytes())["rows"]
    assert {row["place"]["coarsened_to"] for row in rows} == {"country"}


def test_an_export_that_fails_leaves_the_old_file_as_it_was(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "war.csv"
    out.write_text("old", encoding="utf-8")

    def fails(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exports, "write", fails)
    done = run("--record", record, "--format", "ged", "--out", out)
    assert done.exit_code == 1
    assert "no space left on device" in done.stderr
    assert out.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["war.csv"]


def test_where_nothing_can_be_written_it_says_so(record: Path, tmp_path: Path) -> None:
    for out, said in ((tmp_path, "a folder, not a file"), (tmp_path / "no" / "x.csv", "no such file")):  # fmt: skip
        done = run("--record", record, "--format", "ged", "--out", out)
        assert done.exit_code == 1
        assert f"{out}: {said}" in done.stderr


def test_a_device_is_written_to_and_not_replaced(record: Path) -> None:
    assert run("--record", record, "--format", "ged", "--out", "/dev/null").exit_code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xls"], "there is no format 'xls'"),
        (["--format", "ged", "--profile", "full"], "made under the profile ged, not full"),
        (["--format", "acled", "--incident", "zz"], "no incident whose id begins with 'zz'"),
    ],
)
def test_what_cannot_be_is_refused_in_words(record: Path, arguments: list[str], said: str) -> None:
    done = run("--record", record, *arguments)
    assert done.exit_code == 1
    assert said in done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "ged"], ["--format", "ged", "--today", "2024-02-30", "--record", "x"]]
)  # fmt: skip
def test_wrong_usage_is_said(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VITNE_RECORD", raising=False)
    assert run(*arguments).exit_code == 2


def test_an_embargo_counts_from_the_day_that_is_given(record: Path) -> None:
    def rows(today: str) -> int:
        done = run("--record", record, "--format", "acled", "--embargo", "30", "--today", today)
        return len(done.stdout.splitlines()) - 1

    assert (rows("2024-03-20"), rows("2024-05-01")) == (0, 3)


def test_as_of_leaves_out_what_came_out_later(record: Path) -> None:
    def low_and_high(*when: str) -> tuple[str, str]:
        done = run("--record", record, "--format", "ged", "--text", "bombet", *when)
        high, low = done.stdout.splitlines()[1].split(",")[-4:-2]
        return low, high

    assert low_and_high() == ("5", "7")
    assert low_and_high("--as-of", "2024-03-05") == ("5", "5")


def test_the_list_has_a_line_for_each_format() -> None:
    listed = run("--list").stdout
    for name, form in formats().items():
        assert re.search(rf"^{name} ", listed, re.MULTILINE)
        assert form.about.split(",")[0][:30] in " ".join(listed.split())


@pytest.mark.parametrize("name", MODULES)
def test_the_committed_page_of_the_codebook_is_current(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert page == run("--codebook", "--format", name).stdout, (
        "run: vitne export --codebook --out docs/exports"
    )


def test_the_codebook_is_written_page_by_page(tmp_path: Path) -> None:
    assert run("--codebook", "--out", tmp_path / "pages").exit_code == 0
    assert {path.stem for path in (tmp_path / "pages").iterdir()} == set(formats())


@pytest.mark.parametrize("name", OWN)
def test_the_schema_of_a_table_fits_what_is_written(record: Path, name: str) -> None:
    from frictionless import Resource, Schema, system  # noqa: PLC0415 - takes a second

    raw = run("--record", record, "--format", name).stdout.encode()
    schema = Schema.from_descriptor(codebook.schema(formats()[name]))
    with system.use_context(trusted=True):
        resource = Resource(data=raw, format="csv", schema=schema, scheme="buffer")
        report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_a_page_tells_every_column_with_its_values() -> None:
    page = codebook.page(formats()["acled"])
    assert "| `fatalities` | integer, people |" in page
    assert "Explosions/Remote violence<br>" in page
    assert CAUTION in page


def test_nothing_heavy_is_imported_for_other_commands() -> None:
    heavy = "pandas", "pyarrow", "duckdb", "fastapi", "sqlalchemy"
    code = (
        "import sys\nfrom vitne.cli import exporting\n"
        f"sys.exit(', '.join(set({heavy!r}) & set(sys.modules)) or 0)"
    )
    package = str(Path(vitne.__file__).parents[1])
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": package},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
