"""Whatever vitne gives out says by which vitne, rules and packs it was made."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import sqlalchemy as sa

import vitne
from vitne import pipeline
from vitne.api.settings import Settings
from vitne.exports.export import Wish, export
from vitne.exports.format import formats
from vitne.model import OUTPUT, Capture, Metadata
from vitne.packs import versions
from vitne.packs.pack import Packs
from vitne.record import custody
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.schema import articles, captures, incidents
from vitne.web.app import build

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = "2025-02-01T09:00:00Z"
EDITION = f"{vitne.__version__}+packs.{versions.packs()}"
READER = f"vitne/1+packs.{versions.packs()}"
# Their columns are those of others and have no room for it: it stands in the file beside.
FIXED = {"acled", "ged", "hapi", "followthemoney"}


@pytest.fixture(scope="module")
def record(sample_file: Path) -> Iterator[Record]:
    with Record.open(str(sample_file)) as opened:
        yield opened


def test_a_reading_names_what_made_it_with_and_without_claims() -> None:
    for text in ("Minst 14 ble drept i Barda onsdag.", "Wetter heute.", "Det blir sol."):
        data = text.encode()
        one = Capture("a", data, hashlib.sha256(data).hexdigest(), "text/plain", Metadata())
        reading = pipeline.read(one, Packs())
        assert reading.made_by is not None
        assert (reading.made_by.vitne, reading.made_by.output) == (vitne.__version__, OUTPUT)
        assert reading.made_by.reader == READER
        assert {claim.reader for claim in reading.claims} <= {READER}


def test_a_record_names_what_captured_read_and_logged_it(record: Record) -> None:
    with record.reading() as connection:
        assert set(connection.scalars(sa.select(captures.c.tool))) == {f"vitne {EDITION}"}
        assert set(connection.scalars(sa.select(articles.c.reader))) == {READER}
        assert {entry.tool for entry in custody.log(connection)} == {f"vitne {EDITION}"}


@pytest.mark.parametrize("name", sorted(set(formats()) - FIXED))
def test_an_export_names_what_made_it(record: Record, name: str) -> None:
    with record.reading() as connection:
        one = connection.scalars(sa.select(incidents.c.id).order_by(incidents.c.id)).first()
    out = io.BytesIO()
    export(record, name, out, Wish(filters=Filters(incident=one)), generated_at=AT)
    made = out.getvalue()
    if zipfile.is_zipfile(out):
        with zipfile.ZipFile(out) as packed:
            made = b"".join(packed.read(one) for one in packed.namelist())
    assert versions.packs().encode() in made


@pytest.mark.parametrize("name", ["acled", "followthemoney"])
def test_beside_a_table_of_others_stands_what_made_it(
    sample_file: Path, tmp_path: Path, name: str
) -> None:
    beside = tmp_path / "beside.json"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "vitne", "export", "--record", sample_file, "--format", name,
         "--out", tmp_path / "out", "--provenance", beside],
        capture_output=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": str(Path(vitne.__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(beside.read_text(encoding="utf-8"))["export"]["vitne"] == EDITION


def test_pages_and_answers_name_what_serves_them(record: Record) -> None:
    async def asked() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=build(record, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return [await client.get(path) for path in ("/voices", "/api/v1/incidents", "/api/v1/")]

    page, answer, about = asyncio.run(asked())
    assert f"vitne {EDITION}" in page.text
    assert answer.headers["vitne-version"] == EDITION
    assert (about.json()["software"], about.json()["reader"]) == (f"vitne {EDITION}", READER)


def test_the_version_of_the_packs_changes_with_any_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("languages/nb/harms.toml", "events/a.toml", "linking/within.weights.json"):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text("a = 1\n")
    monkeypatch.setattr(versions, "files", lambda _: tmp_path)
    now = versions.packs.__wrapped__
    first = now()
    (tmp_path / "data" / "languages" / "nb" / "corpus").mkdir()
    (tmp_path / "data" / "languages" / "nb" / "corpus" / "cases.toml").write_text("a = 1\n")
    assert now() == first  # cases prove the packs, and are none
    for path in sorted((tmp_path / "data").rglob("*.*")):
        if path.parent.name != "corpus":
            path.write_text("a = 2\n")
            assert now() != first
            path.write_text("a = 1\n")
    assert now() == first
    (tmp_path / "data" / "events" / "a.toml").rename(tmp_path / "data" / "events" / "b.toml")
    assert now() != first
