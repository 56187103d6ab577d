"""Finds articles and claims by their words, in any of the languages and on both databases alike.

All words of a query must be there, in any form: "angrepene" finds "angrep". Words in quotation
marks must follow each other: "«sårede soldater» barda". Nothing else has a meaning, so that no
query is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.record.schema import search_articles, search_claims
from vitne.record.stems import forms, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_LONGEST = 10_000  # characters of a query that are looked at
_MOST = 32  # words of a query that are looked for
_PAGE = 100
_PIECES = 2


def find_articles(connection: sa.Connection, query: str, *, limit: int = _PAGE) -> list[str]:
    """The ids of the articles that hold the words of a query, those stored last first."""
    return _find(connection, search_articles.c.article, query, limit)


def find_claims(connection: sa.Connection, query: str, *, limit: int = _PAGE) -> list[str]:
    """The ids of the claims whose text holds the words of a query, those stored last first."""
    return _find(connection, search_claims.c.claim, query, limit)


def articles_with(connection: sa.Connection, query: str) -> sa.Select[str]:
    """A question for the ids of the articles that hold the words of a query, to filter by.

    `sa.select(articles).where(articles.c.id.in_(articles_with(connection, "Barda")))`
    """
    return _question(connection, search_articles.c.article, query)


def claims_with(connection: sa.Connection, query: str) -> sa.Select[str]:
    """A question for the ids of the claims whose text holds the words of a query, to filter by."""
    return _question(connection, search_claims.c.claim, query)


def _find(connection: sa.Connection, column: sa.Column[str], query: str, limit: int) -> list[str]:
    index = _Index(connection, column)
    found = connection.execute(
        sa.select(column)
        .join_from(column.table, index.table, column.table.c.id == index.number)
        .where(index.holds(query), column.is_not(None))
        .order_by(index.number.desc())
        .limit(_PIECES * limit)  # a very long article is found once for each of its pieces
    ).scalars()
    return list(dict.fromkeys(found))[:limit]


def _question(connection: sa.Connection, column: sa.Column[str], query: str) -> sa.Select[str]:
    index = _Index(connection, column)
    numbers = sa.select(index.number).where(index.holds(query))
    return sa.select(column).where(column.is_not(None), column.table.c.id.in_(numbers))


class _Index:
    """The index of the words of articles, or of claims, in the language of the database."""

    def __init__(self, connection: sa.Connection, column: sa.Column[str]) -> None:
        self._sqlite = connection.dialect.name == "sqlite"
        self.number: sa.ColumnClause[int] = sa.column("rowid" if self._sqlite else "id")
        self.table = sa.table(f"{column.name}_stems", self.number)

    def holds(self, query: str) -> sa.ColumnElement[bool]:
        """That all words of a query are there; never so where there is no word in it."""
        parts = _parts(query)
        if not parts:
            return sa.false()
        if self._sqlite:
            return sa.literal_column(self.table.name).op("MATCH")(_fts5(parts))
        return sa.literal_column("stems").op("@@")(sa.cast(_tsquery(parts), _TsQuery()))


class _TsQuery(sa.types.UserDefinedType[str]):
    """PostgreSQL's type of a query; text cast to it is taken as it stands, without a stemmer."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Its name in SQL."""
        return "tsquery"


def _parts(query: str) -> list[list[tuple[str, ...]]]:
    """For each word or phrase of a query the runs of stems that stand for it."""
    query = query[:_LONGEST]
    phrases = [words(phrase) for phrase in _PHRASE.findall(query)]
    single = [[word] for word in words(_PHRASE.sub(" ", query))]
    parts: list[list[tuple[str, ...]]] = []
    room = _MOST
    for part in (*phrases, *single):
        some = part[:room]
        room -= len(some)
        if some and forms(some) not in parts:
            parts.append(forms(some))
    return parts


def _fts5(parts: Sequence[Sequence[tuple[str, ...]]]) -> str:
    """A query of FTS5; stems hold letters and digits only, so that nothing needs escaping."""
    return " AND ".join(
        "(" + " OR ".join(f'"{" ".join(run)}"' for run in part) + ")" for part in parts
    )


def _tsquery(parts: Sequence[Sequence[tuple[str, ...]]]) -> str:
    """The same as a tsquery."""
    return " & ".join(
        "(" + " | ".join("(" + " <-> ".join(f"'{s}'" for s in run) + ")" for run in part) + ")"
        for part in parts
    )


def numbers_of_claims(connection: sa.Connection, query: str) -> list[int]:
    """The numbers in `search_claims` of all claims that hold the words of a query.

    They come as one text: to step through hundreds of thousands of rows takes far longer.
    """
    return _numbers(connection, search_claims.c.claim, query)


def numbers_of_articles(connection: sa.Connection, query: str) -> list[int]:
    """The numbers in `search_articles` of all articles that hold the words of a query."""
    return _numbers(connection, search_articles.c.article, query)


def _numbers(connection: sa.Connection, column: sa.Column[str], query: str) -> list[int]:
    index = _Index(connection, column)
    every = "json_group_array" if connection.dialect.name == "sqlite" else "json_agg"
    held = sa.select(index.number.label("number")).where(index.holds(query)).subquery()
    listed = sa.cast(getattr(sa.func, every)(held.c.number), sa.Text)
    told = connection.execute(sa.select(listed)).scalar()
    return msgspec.json.decode(told, type=list[int]) if told else []
