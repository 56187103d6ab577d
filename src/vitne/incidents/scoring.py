"""Weighs pairs of claims or accounts with Splink (Fellegi and Sunter), on an embedded DuckDB."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from vitne.model import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.packs.linking import Comparison, Level, Model

_ROWS, _PAIRS = "vitne_rows", "vitne_pairs"
_PAIR_SCHEMA = pa.schema(
    {"match_key": pa.string(), "join_key_l": pa.string(), "join_key_r": pa.string()}
)


class Scorer:
    """A model ready to weigh pairs. Not for several threads; `close` ends its database."""

    def __init__(self, model: Model, *, memory: str = "1GB", threads: int = 2) -> None:
        logging.getLogger("splink").setLevel(logging.ERROR)
        self.model = model
        self._settings = _settings(model)
        self._database = duckdb.connect(config={"memory_limit": memory, "threads": threads})

    def close(self) -> None:
        """End the database, which holds nothing that is kept."""
        self._database.close()

    def score(
        self, rows: pa.Table, pairs: Sequence[tuple[str, str]], *, least: float
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
        if not ordered:
            return []
        api = DuckDBAPI(self._database)
        linker = Linker(
            api.register(rows), self._settings, log_level=logging.ERROR, validate_settings=False
        )
        blocked = api.register(_pairs(ordered))
        linker.table_management.register_blocked_pairs_for_predict(blocked)
        found = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
        links = self._labelled(rows, found.physical_name)
        linker.table_management.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]
        return links

    def _labelled(self, rows: pa.Table, table: str) -> list[Link]:
        """Give each comparison of the weighed pairs the label of the level it came to."""
        comparisons = self.model.comparisons
        columns = ", ".join(f"{_case(one)}, coalesce(p.mw_{one.name}, 0)" for one in comparisons)
        names = ", ".join(f"l.{c} AS {c}_l, r.{c} AS {c}_r" for c in rows.column_names)
        self._database.register(_ROWS, rows)
        found = self._database.execute(
            f"SELECT id_l, id_r, match_weight, {columns} FROM ("  # noqa: S608 - our own model
            f"SELECT {names}, w.* EXCLUDE (id_l, id_r) FROM {table} w "
            f"JOIN {_ROWS} l ON l.id = w.id_l JOIN {_ROWS} r ON r.id = w.id_r) p "
            "ORDER BY id_l, id_r"
        ).fetchall()
        self._database.unregister(_ROWS)
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


def _pairs(ordered: Sequence[tuple[str, str]]) -> pa.Table:
    one, other = zip(*ordered, strict=True)
    return pa.table(
        {"match_key": ["0"] * len(ordered), "join_key_l": one, "join_key_r": other},
        schema=_PAIR_SCHEMA,
    )


def _case(comparison: Comparison) -> str:
    """The number of the first level that holds, as SQL."""
    tests = "".join(
        f" WHEN {level.sql} THEN {number}"
        for number, level in enumerate(comparison.levels)
        if level.sql
    )
    return f"CASE{tests} ELSE {len(comparison.levels) - 1} END"


def _settings(model: Model) -> dict[str, Any]:
    """The model as Splink's settings."""
    return {
        "link_type": "dedupe_only",
        "sql_dialect": "duckdb",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": model.weights.prior,
        "blocking_rules_to_generate_predictions": ["1=0"],  # pairs are handed in
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "comparisons": [
            {
                "output_column_name": comparison.name,
                "comparison_levels": [
                    _level(comparison.name, level, model) for level in comparison.levels
                ],
            }
            for comparison in model.comparisons
        ],
    }


def _level(name: str, level: Level, model: Model) -> dict[str, Any]:
    settled: dict[str, Any] = {
        "sql_condition": level.sql or "ELSE",
        "label_for_charts": level.label,
    }
    if level.unknown:
        return settled | {"is_null_level": True}
    return settled | {
        "m_probability": model.weights.m[name][level.label],
        "u_probability": model.weights.u[name][level.label],
    }
