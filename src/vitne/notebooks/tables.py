"""Makes Arrow tables and pandas frames of rows, with the types that the columns declare."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING, Any

from vitne.errors import VitneError
from vitne.record.texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    import pyarrow as pa

    from vitne.notebooks.columns import Column

_LOT = 5_000  # rows that are turned at once
_LARGEST = 2**63 - 1  # that a column of whole numbers holds


def arrow(columns: Sequence[Column[Any]], rows: Iterable[Any]) -> pa.Table:
    """An Arrow table; what is said of each column stands in the metadata of its field.

    Numbers beyond 64 bits, and days that no calendar has, are null.
    """
    import pyarrow as pa  # noqa: PLC0415 - 100 ms that reading does not need

    schema = pa.schema(
        [
            pa.field(one.name, _type(one.type), metadata={"description": one.about})
            for one in columns
        ]
    )
    batches = [_batch(columns, lot, schema) for lot in _lots(iter(rows))]
    return pa.Table.from_batches(batches, schema=schema)


def frame(columns: Sequence[Column[Any]], rows: Iterable[Any]) -> pd.DataFrame:
    """A pandas frame with types that know what is missing: Int64 and not float, <NA> and not NaN.

    Raises:
        VitneError: pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - an extra, for those who work with it
    except ModuleNotFoundError as error:
        raise VitneError("to_pandas() needs pandas: pip install pandas") from error
    import pyarrow as pa  # noqa: PLC0415 - as above

    table = arrow(columns, rows)
    kinds = {
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
        pa.string(): pd.StringDtype(),
    }
    made = table.to_pandas(types_mapper=kinds.get, date_as_object=False)
    for one in columns:
        if one.type == "list":
            made[one.name] = pd.Series(table[one.name].to_pylist(), dtype=object)
        elif one.type == "date":
            made[one.name] = made[one.name].astype("datetime64[s]")
    return made


def _lots(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while lot := list(islice(rows, _LOT)):
        yield lot


def _batch(columns: Sequence[Column[Any]], lot: Sequence[Any], schema: pa.Schema) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above

    arrays = []
    for one, field in zip(columns, schema, strict=True):
        values = [_CELLS[one.type](value) for value in map(one.of, lot)]
        arrays.append(pa.array(values, type=field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _type(name: str) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above

    kinds: dict[str, Any] = {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "time": pa.timestamp("s", tz="UTC"),
        "list": pa.list_(pa.string()),
    }
    return kinds[name]


def _text(value: Any) -> str | None:
    return None if value is None else storable(str(value))


def _whole(value: int | None) -> int | None:
    return None if value is None or abs(value) > _LARGEST else value


def _day(value: str | None) -> dt.date | None:
    try:
        return None if value is None else dt.date.fromisoformat(value)
    except ValueError:
        return None


def _moment(value: str | None) -> dt.datetime | None:
    try:
        return None if value is None else dt.datetime.fromisoformat(value)
    except ValueError:
        return None


def _same(value: Any) -> Any:
    return value


def _texts(value: Iterable[Any]) -> list[str | None]:
    return [_text(one) for one in value]


_CELLS: dict[str, Any] = {
    "string": _text,
    "int": _whole,
    "float": _same,
    "bool": _same,
    "date": _day,
    "time": _moment,
    "list": _texts,
}
