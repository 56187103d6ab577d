"""Links what a record holds: articles → accounts → links → incidents with their estimates.

Each batch of articles is one transaction: linking can be stopped anywhere and goes on from there.
An article touches only its neighbourhood, and the outcome is that of linking all at once: weights
are of pairs alone, and every group of accounts that hang together is clustered anew from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.incidents.profiles import profiles
from vitne.incidents.scoring import Embedded, Scorer
from vitne.packs.linking import read_families, read_model
from vitne.record import custody, gathering, reprinting, settling, weighing
from vitne.record.judgements import constraints
from vitne.record.schema import articles

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.incidents.scoring import Backend
    from vitne.packs.linking import Families
    from vitne.record.database import Record

__all__ = ["Linked", "Linker", "link", "pending"]

BATCH = 500  # articles a transaction


class Linked(msgspec.Struct):
    """How much was linked."""

    articles: int = 0
    accounts: int = 0
    links: int = 0
    incidents: int = 0  # made or made anew


class Linker:
    """The models of linking, ready to work; close it in the end. `backend` makes what weighs pairs."""

    def __init__(self, backend: Callable[[], Backend] = Embedded) -> None:
        self.families: Families = read_families()
        self.within = Scorer(read_model("within"), backend)
        self.across = Scorer(read_model("across"), backend)
        self.profiles = profiles()

    def close(self) -> None:
        """Let go of the databases that the models work in."""
        self.within.close()
        self.across.close()

    def step(self, connection: sa.Connection, chosen: list[str]) -> Linked:
        """Link the articles chosen, in the transaction of the connection."""
        if not chosen:
            return Linked()
        held = constraints(connection)
        loose = gathering.clear(connection, chosen)
        accounts = gathering.gather(
            connection, chosen, scorer=self.within, families=self.families, held=held
        )
        moved = reprinting.find(connection, chosen) - set(chosen)
        links = weighing.weigh(connection, accounts, scorer=self.across)
        touched = {one.id for one in accounts} | loose | gathering.of_articles(connection, moved)
        settler = settling.Settler(connection, self.across.model, held, self.families)
        incidents = settler.settle(touched, self.profiles)
        connection.execute(
            sa.update(articles)
            .where(articles.c.id == sa.bindparam("one"))
            .values(linked=sa.true()),
            [{"one": one} for one in chosen],
        )
        return Linked(len(chosen), len(accounts), links, incidents)


def link(
    record: Record,
    *,
    at: str,
    operator: str,
    batch: int = BATCH,
    progress: Callable[[int], None] | None = None,
    backend: Callable[[], Backend] = Embedded,
) -> Linked:
    """Link every article of a record that is not linked yet.

    Args:
        record: An open record.
        at: The time now, UTC, ISO 8601.
        operator: Who links, for the custody log.
        batch: Articles a transaction.
        progress: Called with the number of articles linked so far, after each transaction.
        backend: Makes the databases that pairs are weighed in.

    Raises:
        RecordError: The record cannot be written to.
        PackError: The models of linking are broken.
    """
    total, linker = Linked(), Linker(backend)
    try:
        while True:
            with record.writing() as connection:
                chosen = pending(connection, batch)
                if not chosen:
                    return total
                done = linker.step(connection, chosen)
                note = f"{done.articles} articles, {done.incidents} incidents"
                custody.append(
                    connection,
                    [custody.Entry(action="link", subject=chosen[0], note=note)],
                    at=at,
                    operator=operator,
                )
            total.articles += done.articles
            total.accounts += done.accounts
            total.links += done.links
            total.incidents += done.incidents
            if progress is not None:
                progress(total.articles)
    finally:
        linker.close()


def left(connection: sa.Connection) -> int:
    """How many articles are not linked yet."""
    query = sa.select(sa.func.count()).where(articles.c.linked.is_(False))
    return int(connection.execute(query).scalar_one())


def pending(connection: sa.Connection, most: int) -> list[str]:
    """Articles that are not linked, the ones published first in front."""
    query = (
        sa.select(articles.c.id)
        .where(articles.c.linked.is_(False))
        .order_by(articles.c.published_earliest, articles.c.id)
        .limit(most)
    )
    return list(connection.execute(query).scalars())
