"""What holds for every format for programs of graphs, tables and people."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from exported import NOW, Report, Wish, act, dead, fill, row, written

from vitne.exports.codebook import page
from vitne.exports.evidence import Evidence, Quoted, quoted
from vitne.exports.export import export
from vitne.exports.format import Context, format_of
from vitne.exports.jsonschema import schemas
from vitne.exports.lines import encoded
from vitne.exports.policy import Policy
from vitne.model import Level
from vitne.record.database import Record
from vitne.record.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.rows import Row

GRAPHS = ("geojson", "plover", "annotations", "provenance", "followthemoney", "jsonl")
ARCHIVES = ("parquet", "package")
EVERY = (*GRAPHS, *ARCHIVES)
HOSTILE = "</script><script>alert(1)</script>\u202e\x00\ud800\u2028=cmd|' /C calc'!A0"
_MEGABYTE = 1 << 20


def told(path: Path, name: str, wish: Wish | None = None) -> str:
    """All that stands in an export, as text; archives unpacked."""
    made = written(path, name, wish)
    if name in ARCHIVES:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            made = b"".join(archive.read(one) for one in archive.namelist() if "data" in one or "parquet" in one)  # fmt: skip
    return made.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Record.open(str(path), create=True).close()
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (
        f"Minst fem drept i Kharkiv {HOSTILE}\n\nMinst fem personer ble drept da russiske fly bombet "
        "Kharkiv tirsdag, opplyser politiet. Soldater og væpnede styrker kjempet ved byen, og fire "
        "sivile ble såret i et rakettangrep.\n\nRussland truer med å bombe Kyiv dersom Ukraina "
        "angriper.\n"
    )
    return fill(
        tmp_path_factory.mktemp("hostile") / "record.db",
        {f"http://x y/{HOSTILE}": Report(text, publisher=HOSTILE)},
    )


@pytest.mark.parametrize("name", EVERY)
def test_the_same_record_at_the_same_time_gives_the_same_bytes(barda: Path, name: str) -> None:
    assert written(barda, name) == written(barda, name)


@pytest.mark.parametrize("name", EVERY)
def test_an_empty_record_gives_a_whole_and_empty_export(empty: Path, name: str) -> None:
    made = written(empty, name)
    match name:
        case "geojson":
            assert json.loads(made)["features"] == []
        case "annotations":
            assert json.loads(made)["items"] == []
        case "provenance":
            assert json.loads(made)["@graph"] == []
        case "parquet" | "package":
            with zipfile.ZipFile(io.BytesIO(made)) as archive:
                assert archive.testzip() is None
        case _:
            assert made == b""


@pytest.mark.parametrize("name", EVERY)
def test_hostile_text_is_kept_as_text(hostile: Path, name: str) -> None:
    made = told(hostile, name)
    assert "Kharkiv" in made
    if name in GRAPHS:
        documents = ("geojson", "annotations", "provenance")
        lines = [made] if name in documents else made.splitlines()
        assert all(isinstance(json.loads(line), dict) for line in lines)
        assert "\\u0000" not in made
        assert "\x00" not in made


@pytest.mark.parametrize("name", EVERY)
def test_no_place_is_finer_than_the_ceiling(barda: Path, name: str) -> None:
    made = told(barda, name, Wish(policy=Policy(ceiling=Level.COUNTRY)))
    assert "Azerbaijan" in made
    assert "Barda" not in made


@pytest.mark.parametrize(
    "text", ["\x00", "\\u0000", "\\\x00", "\\\\u0000\x00", "a\u2028b\x85c", "\ud800"]
)
def test_json_is_one_line_and_says_what_was_said(text: str) -> None:
    line = encoded({"text": text}).decode()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")


PERSONS = {
    "home/kari/secret.txt": Report(
        "Luftangrep i Kharkiv\n\nOla Nordmann (34) og to andre sivile ble drept da russiske fly "
        "bombet Kharkiv natt til tirsdag, opplyser politiet i byen. – Vi så alt, sier Kari Hansen, "
        "som bor i Kharkiv.\n"
    )
}


@pytest.fixture(scope="module")
def persons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("persons") / "record.db", PERSONS)


@pytest.mark.parametrize("name", EVERY)
def test_persons_are_not_named_where_names_are_taken_out(persons: Path, name: str) -> None:
    made = told(persons, name, Wish(policy=Policy(redact=True)))
    assert "Kharkiv" in made
    assert not any(word in made for word in ("Nordmann", "Kari", "home"))


def test_words_from_which_a_name_was_taken_are_no_quote() -> None:
    article = Evidence(
        id="a", text="Ola Nordmann ble drept", language="nb", outlet=None, agency=None,
        published=None, reader="vitne/1", origin=None, superseded_by=None, captures=(),
    )  # fmt: skip
    claim = dead(1, text="Ola Nordmann ble drept").claim
    whole = msgspec.structs.replace(claim, end=len(article.text))
    assert quoted(whole, article, Policy()).exact == article.text
    veiled = msgspec.structs.replace(whole, text="[name] ble drept")
    assert quoted(veiled, article, Policy(redact=True)) == Quoted(None, None, None)


@pytest.mark.parametrize("name", ARCHIVES)
def test_files_in_an_archive_have_the_time_of_the_export(barda: Path, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(barda, name))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(2024, 4, 1, 12, 0, 0)}


@pytest.mark.parametrize("name", EVERY)
def test_folders_of_files_are_not_told(persons: Path, name: str) -> None:
    assert "home/kari" not in told(persons, name)


@pytest.mark.parametrize("name", EVERY)
def test_filters_choose_incidents(barda: Path, name: str) -> None:
    made = told(barda, name, Wish(filters=Filters(place="Beirut")))
    assert "Beirut" in made
    assert "Barda" not in made


@pytest.mark.parametrize("name", EVERY)
def test_an_embargo_holds_back_what_is_recent(barda: Path, name: str) -> None:
    import datetime as dt  # noqa: PLC0415

    wish = Wish(policy=Policy(embargo_days=5), today=dt.date(2020, 10, 30))
    made = told(barda, name, wish)
    assert "Beirut" in made
    assert "Barda" not in made


@pytest.mark.parametrize("name", [*EVERY, "report"])
def test_every_format_has_a_page_in_the_codebook(name: str) -> None:
    form = format_of(name)
    made = page(form)
    assert form.title in made
    assert all(f"`{column.name}`" in made for column in form.columns)


@pytest.mark.parametrize("name", ["geojson", "plover", "parquet", "package", "jsonl"])
def test_an_export_holds_few_incidents_at_once(empty: Path, name: str) -> None:
    """However many there are: ten times the incidents take hardly more memory."""
    few, many = (_peak(empty, name, count) for count in (300, 3_000))
    assert many < few + 8 * _MEGABYTE


def _peak(path: Path, name: str, count: int) -> int:
    """The most memory that Python held while it wrote so many incidents to nowhere."""

    one = row(act(agents=["gunmen"]), dead(14, None), profile="full")

    def rows() -> Iterator[Row]:
        for _ in range(count):
            yield one

    class Nowhere(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return len(data)  # type: ignore[arg-type]

    with Record.open(str(path)) as record, record.reading() as connection:
        context = Context(
            connection=connection, profile="full", policy=Policy(), filters=Filters(),
            generated_at=NOW, version="0",
        )  # fmt: skip
        tracemalloc.start()
        format_of(name).write(rows(), Nowhere(), context)  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


DOCS = Path(__file__).parents[3] / "docs" / "exports"


@pytest.mark.parametrize("name", list(schemas()))
def test_the_committed_json_schema_is_current(name: str) -> None:
    assert (DOCS / name).read_bytes() == schemas()[name], (
        "run: python -c 'from pathlib import Path; from vitne.exports.jsonschema import schemas; "
        '[Path("docs/exports", n).write_bytes(s) for n, s in schemas().items()]\''
    )


def test_an_unknown_profile_of_a_fixed_format_is_refused(barda: Path) -> None:
    with Record.open(str(barda)) as record, pytest.raises(Exception, match="plover"):
        export(record, "plover", io.BytesIO(), Wish(profile="acled"), generated_at=NOW)
