"""The models of linking are whole: what they compare, weigh and call acts of one family."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from vitne.errors import PackError
from vitne.incidents import rows
from vitne.model import Level
from vitne.model.entries import Measure
from vitne.model.events import EventType
from vitne.packs import linking
from vitne.packs.linking import read_comparisons, read_families, read_model
from vitne.packs.toml import read

EVENTS = Path(linking.__file__).parents[1] / "data" / "events"
MODELS = ("within", "across")


@pytest.mark.parametrize("name", MODELS)
def test_every_level_but_the_unknown_has_its_weight(name: str) -> None:
    model = read_model(name)
    for comparison in model.comparisons:
        labels = {level.label for level in comparison.levels if not level.unknown}
        assert set(model.weights.m[comparison.name]) == labels
        assert set(model.weights.u[comparison.name]) == labels
        assert sum(model.weights.m[comparison.name].values()) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("name", MODELS)
def test_every_condition_is_about_columns_that_there_are(name: str) -> None:
    schema = rows.CLAIMS if name == "within" else rows.ACCOUNTS
    pair = ", ".join(f"NULL AS {column}_l, NULL AS {column}_r" for column in schema.names)
    for comparison in read_comparisons(name):
        assert [level.sql for level in comparison.levels].index("") == len(comparison.levels) - 1
        for level in comparison.levels[:-1]:
            sql = level.sql.replace("len(", "length(")  # of a list that is NULL here
            duckdb.sql(f"EXPLAIN SELECT {sql} FROM (SELECT {pair})")  # noqa: S608 - our own model


def test_every_act_that_the_packs_know_has_a_family() -> None:
    families = read_families()
    known = {read(path, EventType).plover for path in EVENTS.glob("*.toml")}
    assert known == set(families.event_types)


def test_every_measure_and_every_level_of_a_place_is_known() -> None:
    families = read_families()
    assert set(families.measures) == {measure.value for measure in Measure}
    assert set(families.radius) == {level.value for level in Level}


def test_a_level_without_parameters_is_told_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("within.toml", "within.weights.json"):
        shutil.copy(str(linking.FOLDER / name), tmp_path / name)
    path = tmp_path / "within.weights.json"
    path.write_text(path.read_text().replace('"the same day"', '"another day"'))
    monkeypatch.setattr(linking, "FOLDER", tmp_path)
    with pytest.raises(PackError, match=r"within\.weights\.json: no parameters for time"):
        read_model("within")
