"""Measures how long look-ups in a record take: the first page of each, as a person would ask.

usage: python evaluation/lookups.py RECORD
"""

from __future__ import annotations

import datetime as dt
import functools
import random
import statistics
import sys
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.record import queries, schema
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.reviews import Reviews
from vitne.record.search import find_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMES = 12  # each kind of look-up
PAGE = 50
_WORDS = ("eksplosjon", "marked", "hospital", "sjukehus", "polis", "children", "«bilbombe»")


def main() -> int:
    """Print the figures."""
    for name, value in measure(Path(sys.argv[1])).items():
        print(f"{name}: {value:.1f}")
    return 0


def measure(path: Path) -> dict[str, float]:
    """The times of look-ups in milliseconds: all together, and each kind apart."""
    rng = random.Random(1)  # noqa: S311 - which rows are asked for, no secret
    spent: dict[str, list[float]] = {}
    with Record.open(str(path)) as record:
        with record.reading() as connection:
            asked = [pair for _ in range(TIMES) for pair in _asked(connection, rng)]
        for name, ask in asked:
            began = time.perf_counter()
            with record.reading() as connection:
                ask(connection, Reviews.load(connection))
            spent.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    every = sorted(value for values in spent.values() for value in values)
    slowest = {f"look-up {name}, worst ms": max(values) for name, values in spent.items()}
    return {
        "look-ups, median ms": statistics.median(every),
        "look-ups, p95 ms": every[-(-len(every) * 95 // 100) - 1],
        **dict(sorted(slowest.items())),
    }


def _asked(
    connection: sa.Connection, rng: random.Random
) -> Iterator[tuple[str, Callable[[sa.Connection, Reviews], object]]]:
    """One look-up of each kind, for what is there."""
    one = _any(connection, schema.incidents, rng)
    day = dt.date.fromisoformat(one.earliest or "2015-01-08")
    week = {"earliest": day.isoformat(), "latest": (day + dt.timedelta(7)).isoformat()}
    voice = _any(connection, schema.incident_voices, rng).voice
    actor = _any(connection, schema.claim_actors, rng).actor
    filters = {
        "nothing": Filters(), "place": Filters(place=one.place),
        "country": Filters(place=one.country), "week": Filters(**week),
        "country and week": Filters(place=one.country, **week), "actor": Filters(actor=actor),
        "voice": Filters(voice=voice), "language": Filters(language=rng.choice(("nn", "sv"))),
        "kind": Filters(kind="toll", measure="wounded"),
        "event type": Filters(event_type=one.event_type), "words": Filters(text=rng.choice(_WORDS)),
    }  # fmt: skip
    for name, wanted in filters.items():
        yield f"claims by {name}", functools.partial(_claims, wanted)
        yield f"incidents by {name}", functools.partial(_incidents, wanted)
    yield "one incident", lambda c, _: queries.fetch_incidents(c, [one.id], profile="ged")
    word = rng.choice(_WORDS)
    yield "articles by words", lambda c, _: find_articles(c, word, limit=PAGE)


def _claims(wanted: Filters, connection: sa.Connection, reviews: Reviews) -> None:
    deque(queries.list_claims(connection, wanted, reviews, limit=PAGE), maxlen=0)


def _incidents(wanted: Filters, connection: sa.Connection, reviews: Reviews) -> None:
    deque(queries.list_incidents(connection, wanted, reviews, limit=PAGE), maxlen=0)


def _any(connection: sa.Connection, table: sa.Table, rng: random.Random) -> sa.Row[tuple[str]]:
    """Some row of a table."""
    count = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    query = sa.select(table).limit(1).offset(rng.randrange(count))
    return connection.execute(query).one()


if __name__ == "__main__":
    raise SystemExit(main())
