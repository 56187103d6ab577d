"""`vitne explain`: the derivation of claims."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from terminal import SAMPLES, Here

if TYPE_CHECKING:
    from pathlib import Path

_FILE = SAMPLES / "02-hodeida-havneby.txt"


@pytest.fixture(scope="module")
def claims(vitne_here: Here) -> list[dict[str, object]]:
    done = vitne_here("read", _FILE, "--format", "jsonl")
    found: list[dict[str, object]] = json.loads(done.stdout)["claims"]
    return found


@pytest.fixture(scope="module")
def toll(claims: list[dict[str, object]]) -> dict[str, object]:
    return next(claim for claim in claims if claim["kind"] == "toll")


def test_every_claim_and_every_rule_is_explained(
    vitne_here: Here, claims: list[dict[str, object]]
) -> None:
    done = vitne_here("explain", _FILE, COLUMNS="120")
    assert done.returncode == 0
    for claim in claims:
        assert f"{claim['id']} · made by" in done.stdout
        assert all(f"  {rule}" in done.stdout for rule in claim["rules"])  # type: ignore[attr-defined]


def test_no_rule_of_the_samples_is_unknown_to_the_packs(vitne_here: Here) -> None:
    done = vitne_here("explain", SAMPLES)
    assert "no entry of the packs has this id" not in done.stdout


def test_the_beginning_of_an_id_is_enough(vitne_here: Here, toll: dict[str, object]) -> None:
    done = vitne_here("explain", _FILE, "--claim", str(toll["id"])[:8])
    assert done.returncode == 0
    assert done.stdout.count("made by") == 1
    assert 'harm.killed  "drept"' in done.stdout
    assert "harms in languages/nb/harms.toml" in done.stdout
    assert "words: " in done.stdout


def test_an_id_nobody_has_is_wrong_usage(vitne_here: Here) -> None:
    done = vitne_here("explain", _FILE, "--claim", "zzz")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no claim has an id that begins with 'zzz'" in done.stderr


def test_an_unclear_id_is_wrong_usage_and_lists_what_it_could_be(
    vitne_here: Here, toll: dict[str, object]
) -> None:
    done = vitne_here("explain", _FILE, "--claim", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert str(toll["id"]) in done.stderr


def test_what_cannot_be_read_is_1(vitne_here: Here, tmp_path: Path) -> None:
    done = vitne_here("explain", tmp_path / "none.txt", "--claim", "ab")
    assert (done.returncode, done.stdout) == (1, "")
    assert str(tmp_path / "none.txt") in done.stderr
