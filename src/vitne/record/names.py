"""Finds the names that stand in a column of a record as a person writes them."""

from __future__ import annotations

import difflib
import fnmatch
import re
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.packs.folding import fold, strip_marks
from vitne.record.texts import key

if TYPE_CHECKING:
    from collections.abc import Collection

_NEAR = 5  # names that are offered for one that nobody has
_SIMILAR = 0.6


def distinct(connection: sa.Connection, column: sa.Column[Any]) -> list[str]:
    """The names in an indexed column, each once, in order; takes one step of the index a name."""
    walk = sa.select(sa.func.min(column).label("name")).cte("walk", recursive=True)
    following = sa.select(sa.func.min(column)).where(column > walk.c.name).scalar_subquery()
    walk = walk.union_all(sa.select(following).where(walk.c.name.is_not(None)))
    names = sa.select(walk.c.name).where(walk.c.name.is_not(None))
    return list(connection.execute(names).scalars())


def find(connection: sa.Connection, column: sa.Column[Any], wanted: str) -> list[str]:
    """The names in an indexed column that are meant by what a person wrote.

    Case and accents do not count; `*` stands for any letters: "*of Azerbaijan".
    """
    wanted = key(wanted)
    if "*" not in wanted:
        there = sa.select(sa.exists().where(column == wanted))
        if connection.execute(there).scalar():
            return [wanted]
    means = pattern(wanted)
    return [name for name in distinct(connection, column) if means.fullmatch(plain(name))]


def near(connection: sa.Connection, column: sa.Column[Any], wanted: str) -> list[str]:
    """Names in an indexed column that look like one that is not there."""
    shown = {plain(name): name for name in reversed(distinct(connection, column))}
    asked = plain(wanted).replace("*", "")
    inside = [name for name in shown if asked and asked in name]
    alike = difflib.get_close_matches(asked, shown, n=_NEAR, cutoff=_SIMILAR)
    return [shown[name] for name in dict.fromkeys([*alike, *inside])][:_NEAR]


def among(
    connection: sa.Connection, column: sa.ColumnElement[str], values: Collection[str]
) -> sa.ColumnElement[bool]:
    """That a column holds one of some values, however many they are."""
    if not values:
        return sa.false()
    if len(values) == 1:
        return column == next(iter(values))
    listed = msgspec.json.encode(sorted(values)).decode()
    if connection.dialect.name == "sqlite":
        rows = sa.func.json_each(listed).table_valued("value")
    else:
        as_json = sa.cast(sa.literal(listed, sa.Text), sa.JSON)
        rows = sa.func.json_array_elements_text(as_json).table_valued("value")
    return column.in_(sa.select(rows.c.value))


def plain(name: str) -> str:
    """A name without what people write in several ways: case, accents, hyphens, blanks."""
    return strip_marks(fold(name))


def pattern(wanted: str) -> re.Pattern[str]:
    """What names must look like, when made plain, to be the one that is meant."""
    asked = plain(wanted).replace("[", "[[]").replace("?", "[?]")
    return re.compile(fnmatch.translate(asked))
