"""`vitne read`: formats, order, failures, exit codes, on real files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from terminal import REPORT, SAMPLES, Here, Vitne

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = {"file", "article", "passages", "claims", "made_by"}


def _lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def samples(vitne_here: Here) -> list[dict[str, object]]:
    done = vitne_here("read", SAMPLES, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return _lines(done.stdout)


def test_jsonl_is_one_object_an_article_in_order(samples: list[dict[str, object]]) -> None:
    assert [row["file"] for row in samples] == sorted(map(str, SAMPLES.glob("*.txt")))
    assert all(set(row) == _KEYS for row in samples)


def test_jsonl_validates_against_the_schema(
    samples: list[dict[str, object]], vitne_here: Here
) -> None:
    schema = json.loads(vitne_here("schema").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    for row in samples:
        assert [error.message for error in validator.iter_errors(row)] == []


def test_every_quote_stands_where_it_says(samples: list[dict[str, object]]) -> None:
    quotes = [q for row in samples for q in _quotes(row["claims"], row["article"]["text"])]  # type: ignore[index]
    assert len(quotes) > len(samples)
    assert all(text[q["start"] : q["end"]] == q["text"] for q, text in quotes)


def _quotes(value: object, text: str) -> list[tuple[dict[str, object], str]]:
    if isinstance(value, list):
        return [quote for one in value for quote in _quotes(one, text)]
    if not isinstance(value, dict):
        return []
    own = [(value, text)] if value.get("text") is not None and "start" in value else []
    return own + [quote for one in value.values() for quote in _quotes(one, text)]


def test_json_is_an_array_of_the_same_objects(
    samples: list[dict[str, object]], vitne_here: Here
) -> None:
    assert json.loads(vitne_here("read", SAMPLES, "--format", "json").stdout) == samples


def test_json_of_nothing_readable_is_an_empty_array(vitne_here: Here, tmp_path: Path) -> None:
    done = vitne_here("read", tmp_path / "none.txt", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_two_jobs_print_what_one_prints(vitne_command: Vitne, batch: Path) -> None:
    many = batch / "many.jsonl"
    rows = [json.dumps({"text": REPORT.replace("18", str(n))}) for n in range(20, 60)]
    many.write_text("\n".join(rows), encoding="utf-8")
    one = vitne_command("read", batch, SAMPLES, "--format", "jsonl", "--jobs", "1")
    two = vitne_command("read", batch, SAMPLES, "--format", "jsonl", "--jobs", "2")
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert one.returncode == two.returncode == 1
    assert len(one.stdout.splitlines()) == 2 + 40 + 12


def test_bad_inputs_are_named_and_the_rest_is_read(vitne_here: Here, batch: Path) -> None:
    missing = batch / "missing.txt"
    done = vitne_here("read", missing, batch, "--format", "jsonl")
    assert done.returncode == 1
    assert [row["file"] for row in _lines(done.stdout)] == [
        str(batch / n) for n in ("a.txt", "e.txt")
    ]
    said = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in said] == [
        str(missing), *(str(batch / name) for name in ("b.txt", "c.txt", "d.txt"))
    ]  # fmt: skip
    assert all(line.startswith("vitne: ") for line in said)
    assert said[2].endswith(": empty")


def test_western_encoding_is_read(vitne_here: Here, batch: Path) -> None:
    done = vitne_here("read", batch / "e.txt", "--format", "jsonl")
    assert "såret" in _lines(done.stdout)[0]["article"]["text"]  # type: ignore[index]


@pytest.mark.parametrize("kind", ["binary", "text"])
def test_a_file_of_50_mb_is_answered(vitne_command: Vitne, tmp_path: Path, kind: str) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(b"\x00\xff\x13\x88" * 13_000_000 if kind == "binary" else b"x" * 70_000_000)
    done = vitne_command("read", big, SAMPLES / "12-fyrverkeri-negativ.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert f"vitne: {big}: " in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_standard_input(vitne_command: Vitne) -> None:
    done = vitne_command("read", "-", "--format", "jsonl", "--published", "2020-10-04",
                         "--publisher", "Fjordavisa", "--language", "nb", stdin=REPORT)  # fmt: skip
    (row,) = _lines(done.stdout)
    article = row["article"]
    assert row["file"] == "-"
    assert article["publisher"] == "Fjordavisa"  # type: ignore[index]
    assert article["published"]["edtf"] == "2020-10-04"  # type: ignore[index]
    assert article["published_basis"] == "metadata"  # type: ignore[index]


def test_jsonl_on_standard_input_is_many_reports(vitne_here: Here) -> None:
    rows = "".join(json.dumps({"text": REPORT, "title": str(n)}) + "\n" for n in range(3))
    done = vitne_here("read", "-", "--format", "jsonl", stdin=rows)
    assert [row["file"] for row in _lines(done.stdout)] == ["-#1", "-#2", "-#3"]


def test_the_time_of_capturing_is_kept_when_given(vitne_here: Here, batch: Path) -> None:
    plain = vitne_here("read", batch / "a.txt", "--format", "jsonl")
    given = vitne_here("read", batch / "a.txt", "--format", "jsonl",
                          "--captured-at", "2020-10-04T12:00:00+02:00")  # fmt: skip
    assert _lines(plain.stdout)[0]["article"]["captured_at"] is None  # type: ignore[index]
    assert _lines(given.stdout)[0]["article"]["captured_at"] == "2020-10-04T10:00:00Z"  # type: ignore[index]


def test_a_language_without_a_pack_gives_its_record_and_a_message(
    vitne_here: Here, batch: Path
) -> None:
    done = vitne_here("read", batch / "a.txt", "--format", "jsonl", "--language", "fi")
    (row,) = _lines(done.stdout)
    assert done.returncode == 0
    assert row["claims"] == []
    assert row["article"]["language"] == "fi"  # type: ignore[index]
    assert "no pack for its language, fi" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x.txt", "--format", "xml"],
        ["read", "x.txt", "--published", "yesterday"],
        ["read", "x.txt", "--published", "2020-13"],
        ["read", "x.txt", "--jobs", "0"],
        ["read", "x.txt", "--captured-at", "2020-10-04T12:00:00"],
        ["reed", "x.txt"],
    ],
)
def test_wrong_usage_is_2_and_prints_no_data(vitne_here: Here, arguments: list[str]) -> None:
    done = vitne_here(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
