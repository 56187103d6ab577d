"""Puts what was read of articles into a record, and says what that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.model import Claim, Reading
from vitne.record import indexing
from vitne.record.rows import actor_rows, article_of, article_row, chunks, claim_rows
from vitne.record.schema import articles, claim_actors, claims
from vitne.record.texts import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from vitne.record.rows import Row


class Put(msgspec.Struct, frozen=True):
    """Which articles are new and which tell something else now, and what became of their claims.

    Ids, in the order in which the articles came. `changed` are the claims with other values; who
    read them, and by which rules, are none.
    """

    new: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    appeared: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class _Change(msgspec.Struct, frozen=True):
    """What changed between two readings of one article."""

    old: Reading
    new: Reading

    @property
    def vanished(self) -> list[Claim]:
        kept = {claim.id for claim in self.new.claims}
        return [claim for claim in self.old.claims if claim.id not in kept]

    @property
    def appeared(self) -> list[Claim]:
        had = {claim.id for claim in self.old.claims}
        return [claim for claim in self.new.claims if claim.id not in had]

    @property
    def stayed(self) -> list[tuple[Claim, Claim]]:
        had = {claim.id: claim for claim in self.old.claims}
        return [(had[claim.id], claim) for claim in self.new.claims if claim.id in had]

    @property
    def changed(self) -> list[Claim]:
        return [new for old, new in self.stayed if _values(old) != _values(new)]

    @property
    def matters(self) -> bool:
        """Whether anything else is told now, and not only explained otherwise."""
        if to_json(self.old.article) != to_json(self.new.article):
            return True
        return bool(self.vanished or self.appeared or self.changed)

    @property
    def other_language(self) -> bool:
        return self.old.article.language != self.new.article.language


def put(
    connection: sa.Connection, readings: Iterable[Reading], *, anew: Collection[str] = ()
) -> Put:
    """Put readings into a record: each text once, and nothing where nothing changes.

    An article that is there already is read anew where it comes from the same file; of another
    file with the same text only the time is taken, if that is earlier. New and replaced articles
    are not linked.

    Args:
        connection: A transaction that may write.
        readings: In the order in which they were captured; each with a time of capturing.
        anew: Ids of articles whose stored reading counts for nothing any more.
    """
    told = list(readings)
    stored = _stored(connection, {reading.article.id for reading in told})
    now: dict[str, Reading] = {}
    for reading in told:
        name = reading.article.id
        before = now.get(name) or stored.get(name)
        first = name in anew and name not in now
        now[name] = reading if before is None else _merged(before, reading, anew=first)
    new = [reading for name, reading in now.items() if name not in stored]
    changes = [
        _Change(stored[name], reading)
        for name, reading in now.items()
        if name in stored and _differ(stored[name], reading)
    ]
    _insert(connection, new)
    _replace(connection, changes)
    changes = [change for change in changes if change.matters]
    return Put(
        new=tuple(reading.article.id for reading in new),
        replaced=tuple(change.new.article.id for change in changes),
        appeared=tuple(claim.id for change in changes for claim in change.appeared),
        vanished=tuple(claim.id for change in changes for claim in change.vanished),
        changed=tuple(claim.id for change in changes for claim in change.changed),
    )


def _merged(old: Reading, new: Reading, *, anew: bool) -> Reading:
    """What two captures of one text say together: the bytes and the time are those of the first."""
    taken = new if anew or new.file == old.file else old
    article = msgspec.structs.replace(
        taken.article,
        captured_at=min(str(old.article.captured_at), str(new.article.captured_at)),
        capture_sha256=old.article.capture_sha256,
    )
    return msgspec.structs.replace(taken, article=article)


def _values(claim: Claim) -> Claim:
    """A claim without what tells how it was read."""
    return msgspec.structs.replace(claim, reader="", rules=(), reasons=())


def _differ(old: Reading, new: Reading) -> bool:
    if old is new:
        return False
    return to_json((old.article, old.claims)) != to_json((new.article, new.claims))


def _stored(connection: sa.Connection, ids: Collection[str]) -> dict[str, Reading]:
    """The articles that are there already, by id; without their passages."""
    found: dict[str, Reading] = {}
    columns = articles.c.id, articles.c.article_json, articles.c.text
    for some in chunks(ids):
        rows = connection.execute(sa.select(*columns).where(articles.c.id.in_(some)))
        told = {row.id: article_of(row.article_json, row.text) for row in rows}
        of_articles = _claims(connection, list(told))
        for name, article in told.items():
            found[name] = Reading(article.file, article, (), tuple(of_articles.get(name, ())))
    return found


def _claims(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[Claim]]:
    if not ids:
        return {}
    found: dict[str, list[Claim]] = {}
    rows = connection.execute(
        sa.select(claims.c.article, claims.c.claim_json)
        .where(claims.c.article.in_(ids))
        .order_by(claims.c.article, claims.c.position)
    )
    for row in rows:
        told = msgspec.json.decode(row.claim_json, type=Claim)
        found.setdefault(row.article, []).append(told)
    return found


def _insert(connection: sa.Connection, readings: Sequence[Reading]) -> None:
    if not readings:
        return
    connection.execute(articles.insert(), [article_row(reading) for reading in readings])
    indexing.add_articles(
        connection,
        ((told.article.id, told.article.language, told.article.text) for told in readings),
    )
    _insert_claims(connection, readings)


def _insert_claims(
    connection: sa.Connection, readings: Sequence[Reading], only: Collection[str] | None = None
) -> None:
    """Insert the claims of readings, or only those with certain ids."""
    rows = [
        row for told in readings for row in claim_rows(told) if only is None or row["id"] in only
    ]
    if not rows:
        return
    connection.execute(claims.insert(), rows)
    _insert_actors(
        connection,
        (claim for told in readings for claim in told.claims if only is None or claim.id in only),
    )
    languages = {told.article.id: told.article.language for told in readings}
    indexing.add_claims(
        connection, ((row["id"], languages[row["article"]], row["text"]) for row in rows)
    )


def _insert_actors(connection: sa.Connection, told: Iterable[Claim]) -> None:
    rows = [row for claim in told for row in actor_rows(claim)]
    if rows:
        connection.execute(claim_actors.insert(), rows)


def _replace(connection: sa.Connection, changes: Sequence[_Change]) -> None:
    """Bring stored articles to their new reading; what hangs on claims that stay is let be."""
    if not changes:
        return
    for matters in (True, False):
        rows = [article_row(change.new) for change in changes if change.matters is matters]
        _update(connection, articles, rows, but=() if matters else ("linked",))
    vanished = [claim.id for change in changes for claim in change.vanished]
    for some in chunks(vanished):
        connection.execute(sa.delete(claims).where(claims.c.id.in_(some)))
    # The place of a claim among the others, and the role of its passage, may change by itself.
    stay = {claim.id for change in changes for _, claim in change.stayed}
    rows = [row for change in changes for row in claim_rows(change.new) if row["id"] in stay]
    _update(connection, claims, rows)
    _renew_actors(connection, [claim for change in changes for claim in change.changed])
    _renew_indices(connection, changes)
    _insert_claims(
        connection,
        [change.new for change in changes],
        {claim.id for change in changes for claim in change.appeared},
    )


def _renew_actors(connection: sa.Connection, changed: Sequence[Claim]) -> None:
    for some in chunks(claim.id for claim in changed):
        connection.execute(sa.delete(claim_actors).where(claim_actors.c.claim.in_(some)))
    _insert_actors(connection, changed)


def _renew_indices(connection: sa.Connection, changes: Sequence[_Change]) -> None:
    """Index anew what is in other words, or stemmed by another language."""
    told = [change.new.article for change in changes if change.other_language]
    indexing.drop_articles(connection, [article.id for article in told])
    indexing.add_articles(
        connection, ((article.id, article.language, article.text) for article in told)
    )
    said = [
        (new.id, change.new.article.language, new.text)
        for change in changes
        for old, new in change.stayed
        if change.other_language or old.text != new.text
    ]
    indexing.drop_claims(connection, [name for name, _, _ in said])
    indexing.add_claims(connection, said)


def _update(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Row], *, but: Collection[str] = ()
) -> None:
    """Update rows by their ids, but for some columns."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "id" and name not in but]
    statement = sa.update(table).where(table.c.id == sa.bindparam("which"))
    connection.execute(
        statement.values({name: sa.bindparam(name) for name in names}),
        [{"which": row["id"], **{name: row[name] for name in names}} for row in rows],
    )
