"""Weighs pairs of claims or accounts with Splink (Fellegi and Sunter), on an embedded DuckDB or another."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import msgspec
import pyarrow as pa
from splink.backends.duckdb import DuckDBAPI
from splink.internals.realtime import compare_records

from vitne.model import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from vitne.packs.linking import Comparison, Level, Model

_PAIR = "vitne_pair"
_AT_ONCE = 200_000  # pairs, for flat memory


class Backend(Protocol):
    """A database in which Splink weighs pairs; what it holds is not kept."""

    dialect: str
    splink: Any  # its DatabaseAPI

    def translate(self, sql: str) -> str:
        """A condition of a model, which is written for DuckDB, in the dialect."""

    def fetch(self, sql: str) -> list[Any]:
        """The rows of a query."""

    def forget(self, table: str, views: Sequence[str]) -> None:
        """Drop what Splink made of some pairs, and what they were handed in as."""

    def close(self) -> None:
        """End it."""


class Embedded:
    """A DuckDB in this process."""

    dialect = "duckdb"

    def __init__(self, *, memory: str = "1GB", threads: int = 2) -> None:
        self._database = duckdb.connect(config={"memory_limit": memory, "threads": threads})
        self.splink = DuckDBAPI(self._database)

    def translate(self, sql: str) -> str:
        """A condition of a model, as it is written."""
        return sql

    def fetch(self, sql: str) -> list[Any]:
        """The rows of a query."""
        return self._database.execute(sql).fetchall()

    def forget(self, table: str, views: Sequence[str]) -> None:
        """Drop what Splink made of some pairs, and what they were handed in as."""
        self._database.execute(f"DROP TABLE {table}")
        for view in views:
            self._database.unregister(view)

    def close(self) -> None:
        """End the database."""
        self._database.close()


class Scorer:
    """A model ready to weigh pairs. Not for several threads; `close` ends its database."""

    def __init__(self, model: Model, backend: Callable[[], Backend] = Embedded) -> None:
        logging.getLogger("splink").setLevel(logging.ERROR)
        self.model = model
        self._backend = backend()
        self._settings = _settings(model, self._backend)
        told = msgspec.json.encode((model, self._backend.dialect))
        self._key = hashlib.sha256(told).hexdigest()
        self._labels = ", ".join(
            f"{_case(one, self._backend)}, coalesce(mw_{one.name}, 0)" for one in model.comparisons
        )

    def close(self) -> None:
        """End the database, which holds nothing that is kept."""
        self._backend.close()

    def score(
        self, rows: pa.Table, pairs: Collection[tuple[str, str]], *, least: float
    ) -> list[Link]:
        """Weigh pairs of rows.

        Args:
            rows: Rows of the columns that the model compares, each once, with `id`.
            pairs: Ids of rows.
            least: Weights in bits below this are left out.

        Returns:
            The links, in order of their ids, with the level of every comparison.
        """
        ordered = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
        return [
            link
            for start in range(0, len(ordered), _AT_ONCE)
            for link in self._score(rows, ordered[start : start + _AT_ONCE], least)
        ]

    def _score(self, rows: pa.Table, pairs: Sequence[tuple[str, str]], least: float) -> list[Link]:
        places = {key: number for number, key in enumerate(rows["id"].to_pylist())}
        sides = [_side(rows, [places[pair[side]] for pair in pairs]) for side in (0, 1)]
        # Splink keeps the SQL it wrote for a model; to write it anew would take most of the time.
        found = compare_records(
            sides[0],
            sides[1],
            self._settings,
            self._backend.splink,
            sql_cache_key=self._key,
            join_condition=f"l.{_PAIR} = r.{_PAIR}",
        )
        try:
            return self._labelled(found.physical_name, least)
        finally:
            self._forget(found.physical_name)

    def _labelled(self, table: str, least: float) -> list[Link]:
        """Give each comparison of the weighed pairs the label of the level it came to."""
        found = self._backend.fetch(
            f"SELECT id_l, id_r, match_weight, {self._labels} FROM {table} "  # noqa: S608 - our own model
            f"WHERE match_weight >= {least} ORDER BY id_l, id_r"
        )
        comparisons = self.model.comparisons
        return [
            Link(
                one,
                other,
                weight,
                {
                    comparison.name: (comparison.levels[values[2 * i]].label, values[2 * i + 1])
                    for i, comparison in enumerate(comparisons)
                },
            )
            for one, other, weight, *values in found
        ]

    def _forget(self, table: str) -> None:
        """Drop what Splink made of some pairs."""
        end = table.rpartition("_")[2]
        views = [f"__splink__compare_records_{side}_{end}" for side in ("left", "right")]
        self._backend.forget(table, views)


def _side(rows: pa.Table, places: list[int]) -> pa.Table:
    """The rows on one side of some pairs, numbered by pair."""
    numbers = pa.array(range(len(places)), pa.int64())
    return rows.take(pa.array(places, pa.int64())).append_column(_PAIR, numbers)


def _case(comparison: Comparison, backend: Backend) -> str:
    """The number of the first level that holds, as SQL."""
    tests = "".join(
        f" WHEN {backend.translate(level.sql)} THEN {number}"
        for number, level in enumerate(comparison.levels)
        if level.sql
    )
    return f"CASE{tests} ELSE {len(comparison.levels) - 1} END"


def _settings(model: Model, backend: Backend) -> dict[str, Any]:
    """The model as Splink's settings."""
    return {
        "link_type": "dedupe_only",
        "sql_dialect": backend.dialect,
        "unique_id_column_name": "id",
        "probability_two_random_records_match": model.weights.prior,
        "blocking_rules_to_generate_predictions": ["1=0"],  # pairs are handed in
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "comparisons": [
            {
                "output_column_name": comparison.name,
                "comparison_levels": [
                    _level(comparison.name, level, model)
                    | {"sql_condition": backend.translate(level.sql) if level.sql else "ELSE"}
                    for level in comparison.levels
                ],
            }
            for comparison in model.comparisons
        ],
    }


def _level(name: str, level: Level, model: Model) -> dict[str, Any]:
    settled: dict[str, Any] = {"label_for_charts": level.label}
    if level.unknown:
        return settled | {"is_null_level": True}
    return settled | {
        "m_probability": model.weights.m[name][level.label],
        "u_probability": model.weights.u[name][level.label],
    }
