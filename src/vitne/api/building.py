"""Reads the columns of a panorama out of a record, in few passes over its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import sqlalchemy as sa

from vitne.api import days, happenings
from vitne.api.axes import Axis, Coder, coded, narrow
from vitne.api.columns import Articles, Claims, Columns
from vitne.api.selecting import OF_CLAIMS
from vitne.api.versions import moment_of, only_judged
from vitne.record.reviews import Reviews
from vitne.record.schema import (
    account_claims,
    articles,
    claim_actors,
    claims,
    incident_accounts,
    search_articles,
    search_claims,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.api.axes import Numbers

_LOT = 25_000  # rows turned into columns at once
_PLAIN = ("kind", "modality", "measure", "event_type", "sub_event", "country", "place")


def build(connection: sa.Connection, last: Columns | None = None) -> Columns:
    """The columns of a record at the moment of a transaction.

    Args:
        connection: The transaction.
        last: The columns of an earlier moment. Where people only judged since, all that is read
            in articles is taken from them.
    """
    reviews = Reviews.load(connection)
    told = happenings.read(connection, reviews)
    if last is not None and only_judged(connection, last.moment):
        printed, made = last.articles, _judged(connection, last.claims, reviews, told.ids)
    else:
        printed, made = _read_anew(connection, reviews, told.ids)
    return Columns(
        moment=moment_of(connection),
        articles=printed,
        claims=made,
        incidents=told,
        pairs={name: made.axes[name].pairs(made.incident, len(told.ids)) for name in OF_CLAIMS},
    )


def _read_anew(
    connection: sa.Connection, reviews: Reviews, happened: Sequence[str]
) -> tuple[Articles, Claims]:
    printed, places = _articles(connection)
    return printed, _claims(connection, reviews, printed, places, happened)


def _judged(
    connection: sa.Connection, last: Claims, reviews: Reviews, happened: Sequence[str]
) -> Claims:
    """The same claims, as people judge them now and in the incidents that they are in now."""
    finder, size = Finder(last.ids), len(last.ids)
    return msgspec.structs.replace(
        last,
        incident=_incidents(connection, finder, size, happened),
        axes=last.axes | {"review": _reviewed(reviews, finder, size)},
    )


def _articles(connection: sa.Connection) -> tuple[Articles, dict[str, int]]:
    """All articles, and the row of each."""
    day = articles.c.published_earliest
    query = sa.select(
        articles.c.id, day, articles.c.published_latest, articles.c.outlet, articles.c.language
    )
    rows = [row for lot in raw(connection, query) for row in lot]
    dated = sorted((row for row in rows if row[1] is not None), key=lambda row: row[0])
    dated.sort(key=lambda row: row[1], reverse=True)
    rows = dated + sorted((row for row in rows if row[1] is None), key=lambda row: row[0])
    size = len(rows)
    places = {row[0]: place for place, row in enumerate(rows)}
    found = Articles(
        ids=[row[0] for row in rows],
        earliest=days.numbers((row[1] for row in rows), size, missing=days.NEVER),
        latest=days.numbers((row[2] for row in rows), size, missing=days.EVER),
        numbers=_numbers(connection, search_articles.c.article, places, size),
        axes={
            "outlet": Axis(*coded((row[3] for row in rows), size), size),
            "language": Axis(*coded((row[4] for row in rows), size), size),
        },
    )
    return found, places


def _claims(
    connection: sa.Connection,
    reviews: Reviews,
    printed: Articles,
    places: dict[str, int],
    happened: Sequence[str],
) -> Claims:
    """All claims in the order of their list."""
    columns = _read(connection, places)
    order = np.lexsort((columns["position"], columns["article"]))
    ids, article = columns["id"][order], columns["article"][order]
    size = len(ids)
    finder = Finder(ids)
    axes = {name: Axis(columns[name][0], columns[name][1][order], size) for name in _PLAIN}
    for name, axis in printed.axes.items():
        axes[name] = Axis(axis.names, axis.codes[article], size)
    axes["voice"] = _voices(columns["voice"], order, axes["outlet"], size)
    axes["review"] = _reviewed(reviews, finder, size)
    axes |= _actors(connection, finder, size)
    return Claims(
        ids=ids,
        article=article,
        incident=_incidents(connection, finder, size, happened),
        earliest=columns["earliest"][order],
        latest=columns["latest"][order],
        numbers=_numbers(connection, search_claims.c.claim, finder, size),
        axes=axes,
    )


class Finder:
    """Finds the rows of claims by their ids."""

    def __init__(self, ids: Numbers) -> None:
        """Take the ids, row by row."""
        self._rows = np.argsort(ids)
        self._ids = ids[self._rows]

    def rows(self, wanted: Sequence[str]) -> Numbers:
        """The row of each id; the number of rows where there is none."""
        asked = hexadecimal(wanted)
        if not len(self._ids):
            return np.zeros(len(asked), dtype=np.int64)
        places = np.minimum(np.searchsorted(self._ids, asked), len(self._ids) - 1)
        return np.where(self._ids[places] == asked, self._rows[places], len(self._ids))


def hexadecimal(ids: Sequence[str]) -> Numbers:
    """Ids of 16 hexadecimal digits as numbers, in the same order as their letters."""
    return np.frombuffer(bytes.fromhex("".join(ids)), dtype=">u8").astype(np.uint64)


def _read(connection: sa.Connection, places: dict[str, int]) -> dict[str, Any]:
    """The columns of the table of claims, lot by lot, in no order."""
    names = (*_PLAIN, "voice")
    query = sa.select(
        claims.c.id, claims.c.article, claims.c.position, claims.c.earliest, claims.c.latest,
        *(claims.c[name] for name in names),
    )  # fmt: skip
    coders = [Coder() for _ in names]
    lots: list[list[Numbers]] = []
    for lot in raw(connection, query):
        ids, printed, position, earliest, latest, *rest = zip(*lot, strict=True)
        size = len(lot)
        lots.append(
            [
                hexadecimal(ids),
                np.fromiter(map(places.__getitem__, printed), np.int32, size),
                np.array(position, dtype=np.int32),
                days.numbers(earliest, size, missing=days.NEVER),
                days.numbers(latest, size, missing=days.EVER),
                *(coder.codes(told, size) for coder, told in zip(coders, rest, strict=True)),
            ]
        )
    firsts = ("id", "article", "position", "earliest", "latest")
    kinds = (np.uint64, *(np.int32,) * (len(firsts) - 1 + len(names)))
    columns = (
        [np.concatenate(parts) for parts in zip(*lots, strict=True)]
        if lots
        else [np.zeros(0, dtype=kind) for kind in kinds]
    )
    found: dict[str, Any] = dict(zip(firsts, columns, strict=False))
    for name, coder, codes in zip(names, coders, columns[len(firsts) :], strict=True):
        found[name] = coder.names, codes
    return found


def raw(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows of a query in lots; SQLite's as they come: to wrap each takes as long again."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(query)
        while lot := rows.cursor.fetchmany(_LOT):
            yield lot
        rows.close()
    else:
        with connection.execute(query, execution_options={"yield_per": _LOT}) as streamed:
            yield from streamed.partitions()


def _voices(told: tuple[list[str], Numbers], order: Numbers, outlet: Axis, size: int) -> Axis:
    """Who vouches for each claim: the innermost voice, else the outlet itself."""
    names, codes = told[0], told[1][order].astype(np.int32)
    place = {name: code for code, name in enumerate(names)}
    of_outlet = [place.setdefault(name, len(place)) for name in outlet.names]
    own = np.array([*of_outlet, -1], dtype=np.int32)[outlet.codes]
    return Axis(list(place), narrow(np.where(codes < 0, own, codes), len(place)), size)


def _reviewed(reviews: Reviews, finder: Finder, size: int) -> Axis:
    """What people decided of each claim last."""
    codes = np.zeros(size + 1, dtype=np.int8)
    for code, state in enumerate(Reviews.STATES[1:], 1):
        codes[finder.rows(sorted(reviews.in_state(state)))] = code
    return Axis(list(Reviews.STATES), codes[:size], size)


def _actors(connection: sa.Connection, finder: Finder, size: int) -> dict[str, Axis]:
    """Who acts, is acted on, or whose people are harmed; and any of the three."""
    table = claim_actors
    query = sa.select(table.c.claim, table.c.actor, table.c.role)
    rows = [row for lot in raw(connection, query) for row in lot]
    owners = finder.rows([row[0] for row in rows])
    names, codes = coded((row[1] for row in rows), len(rows))
    roles, role = coded((row[2] for row in rows), len(rows))
    found = {"actor": Axis(names, codes, size, owners=owners)}
    for one in ("agent", "target", "side"):
        held = role == (roles.index(one) if one in roles else -2)
        found[one] = Axis(names, codes[held], size, owners=owners[held])
    return found


def _incidents(
    connection: sa.Connection, finder: Finder, size: int, happened: Sequence[str]
) -> Numbers:
    """The row of the incident of each claim; the number of incidents where it has none."""
    joined = incident_accounts.c.account == account_claims.c.account
    query = sa.select(account_claims.c.claim, incident_accounts.c.incident).join_from(
        account_claims, incident_accounts, joined
    )
    places = {key: place for place, key in enumerate(happened)}
    found = np.full(size + 1, len(happened), dtype=np.int32)
    for lot in raw(connection, query):
        told = [places.get(row[1], len(happened)) for row in lot]
        found[finder.rows([row[0] for row in lot])] = told
    return found[:size]


def _numbers(
    connection: sa.Connection,
    column: sa.Column[str],
    places: dict[str, int] | Finder,
    size: int,
) -> Numbers:
    """By the number in an index of words the row of what it belongs to."""
    query = sa.select(column.table.c.id, column).where(column.is_not(None))
    lots = []
    for lot in raw(connection, query):
        owners = [row[1] for row in lot]
        rows = places.rows(owners) if isinstance(places, Finder) else [places[o] for o in owners]
        lots.append((np.array([row[0] for row in lot]), np.asarray(rows, dtype=np.int32)))
    most = max((int(numbers.max()) for numbers, _ in lots), default=0)
    found = np.full(most + 1, size, dtype=np.int32)
    for numbers, rows in lots:
        found[numbers] = rows
    return found
