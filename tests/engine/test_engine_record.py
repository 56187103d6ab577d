"""A record that a run filled is the one that `vitne capture` fills, and is linked alike."""

from __future__ import annotations

import random
import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from contents import everything
from vitne.cli import add_commands, running
from vitne.cli.app import app
from vitne.engine import version
from vitne.engine.linking import OnSpark
from vitne.engine.plan import Reads
from vitne.engine.run import Wish
from vitne.incidents.rows import ACCOUNTS, CLAIMS
from vitne.incidents.scoring import Scorer
from vitne.packs.linking import read_model
from vitne.record import linking
from vitne.record.database import Record

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession

AT = "2020-11-01T12:00:00Z"
# Times differ from run to run.
PASSING = frozenset({"at", "digest"})


def test_a_run_fills_a_record_as_capturing_does(
    spark: SparkSession, inputs: Path, whole: Path, targets: tuple[str, str]
) -> None:
    by_capture, by_run = targets
    add_commands()
    options = ["--operator", "Kari", "--captured-at", AT]
    CliRunner().invoke(app, ["capture", str(inputs), "--record", by_capture, *options])
    wish = Wish((str(inputs),), whole, Reads(version.reader(), captured_at=AT, patience=60))
    with Record.open(by_run, create=True) as record:
        fill = running.Fill(record, "Kari")
        total = running.run(wish, spark, str, fill)
        again = running.run(wish, spark, str, fill)
    assert total.kept == "101 captured, 0 known already, 5 could not be read"
    assert again.kept == "0 captured, 101 known already, 5 could not be read"
    assert everything(by_run, but=PASSING) == everything(by_capture, but=PASSING)


def test_a_record_linked_on_spark_is_linked_as_in_one_process(
    spark: SparkSession, inputs: Path, tmp_path: Path
) -> None:
    by_capture, by_run = str(tmp_path / "one.db"), str(tmp_path / "other.db")
    add_commands()
    options = ["--operator", "Kari", "--captured-at", AT]
    CliRunner().invoke(app, ["capture", str(inputs), "--record", by_capture, *options])
    with Record.open(by_capture) as record:  # what is in its log of writing is moved to the file
        record.engine.dispose()
    shutil.copy(by_capture, by_run)
    with Record.open(by_capture) as one, Record.open(by_run) as other:
        linking.link(one, at=AT, operator="Kari", batch=30)
        running.link(other, spark, str, "Kari")
    linked, weighed = everything(by_run, but=PASSING), everything(by_capture, but=PASSING)
    for told in (linked, weighed):
        del told["custody"]  # tells the batches, which are larger on Spark
    assert linked == weighed
    assert len(linked["incidents"]) > 10
    assert len(linked["links"]) > 10


@pytest.mark.parametrize(("name", "schema"), [("within", CLAIMS), ("across", ACCOUNTS)])
def test_spark_weighs_pairs_as_duckdb_does(
    spark: SparkSession, name: str, schema: pa.Schema
) -> None:
    chance = random.Random(6)  # noqa: S311 - made-up rows
    rows = [{f.name: _value(f, chance) for f in schema} | {"id": f"c{n:03}"} for n in range(40)]
    table = pa.Table.from_pylist(rows, schema=schema)
    pairs = [(one["id"], other["id"]) for one in rows for other in rows if one["id"] < other["id"]]
    here, there = Scorer(read_model(name)), Scorer(read_model(name), partial(OnSpark, spark))
    for least in (-1e6, 0.0):
        known = here.score(table, pairs, least=least)
        found = there.score(table, pairs, least=least)
        assert [(link.one, link.other) for link in found] == [(k.one, k.other) for k in known]
        for link, same in zip(found, known, strict=True):
            assert link.weight == pytest.approx(same.weight, abs=1e-9)
            assert {n: level for n, (level, _) in link.levels.items()} == {
                n: level for n, (level, _) in same.levels.items()
            }
    here.close()
    there.close()


def _value(field: pa.Field, chance: random.Random) -> Any:
    """A value of a column, often one that another row has too, or none."""
    if pa.types.is_list(field.type):
        return chance.sample(["iran", "israel", "hamas", "isis", "usa"], chance.randint(0, 4))
    if chance.random() < 0.2:
        return None
    if field.name in ("lat", "lon"):
        return chance.choice([40.0, 40.01, 40.3, 47.2])
    if field.name in ("earliest", "latest"):
        return 737_000 + chance.randint(0, 9)
    if pa.types.is_boolean(field.type):
        return chance.random() < 0.5
    if pa.types.is_string(field.type):
        return chance.choice(["taking", "attack", "AZE", "country", "town", "adm1"])
    return (
        float(chance.choice([0, 1, 3, 10, 12, 30, 600])) if pa.types.is_floating(field.type) else 3
    )
