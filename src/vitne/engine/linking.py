"""Spark in the place of DuckDB, where Splink weighs the pairs of a large record."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import sqlglot
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from splink.backends.spark import SparkAPI
from sqlglot import exp

from vitne.engine.session import reason_of
from vitne.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import SparkSession


class OnSpark:
    """A Spark session as a backend of `vitne.incidents.scoring.Scorer`; closing leaves it open."""

    dialect = "spark"

    def __init__(self, session: SparkSession) -> None:
        self._session = session
        self.splink: Any = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=session,
            break_lineage_method="persist",
            num_partitions_on_repartition=session.sparkContext.defaultParallelism,
            register_udfs_automatically=False,  # the models use none of Splink's own functions
        )

    def translate(self, sql: str) -> str:
        """A condition of a model, which is written for DuckDB, for Spark."""
        return _translated(sql)

    def fetch(self, sql: str) -> list[Any]:
        """The rows of a query.

        Raises:
            EngineError: Spark cannot answer it.
        """
        try:
            return self._session.sql(sql).collect()
        except (Py4JError, PySparkException) as error:
            raise EngineError(f"Spark cannot weigh pairs: {reason_of(error)}") from error

    def forget(self, table: str, views: Sequence[str]) -> None:
        """Drop what Splink made of some pairs, and what they were handed in as."""
        self._session.table(table).unpersist()
        for view in (table, *views):
            self._session.catalog.dropTempView(view)

    def close(self) -> None:
        """Leave the session to whoever began it."""


@functools.cache
def _translated(sql: str) -> str:
    """A condition in the SQL of Spark, where lists are arrays."""
    found = sqlglot.parse_one(sql, read="duckdb")
    return found.transform(_intersection).transform(_size).sql(dialect="spark")


def _intersection(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Anonymous) and node.name.lower() == "list_intersect":
        return exp.Anonymous(this="array_intersect", expressions=node.expressions)
    return node


def _size(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Length):  # of a list: the models measure nothing else
        return exp.Anonymous(this="size", expressions=[node.this])
    return node
