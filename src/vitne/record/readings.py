"""Puts what was read of articles into a record, and says what that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.model import Claim, Reading
from vitne.record import indexing
from vitne.record.rows import actor_rows, article_of, article_row, chunks, claim_rows
from vitne.record.schema import articles, claim_actors, claims
from vitne.record.texts import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


class Put(msgspec.Struct, frozen=True):
    """Which articles are new and which were replaced, and what became of the claims of these.

    Ids, in the order in which the articles came.
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
        return [new for old, new in self.stayed if to_json(old) != to_json(new)]

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
    base = {name: reading for name, reading in stored.items() if name not in anew}
    for reading in told:
        before = base.get(reading.article.id)
        base[reading.article.id] = reading if before is None else _merged(before, reading)
    new = [reading for name, reading in base.items() if name not in stored]
    changes = [
        _Change(old, base[name])
        for name, old in stored.items()
        if name in base and _differ(old, base[name])
    ]
    _insert(connection, new)
    _replace(connection, changes)
    return Put(
        new=tuple(reading.article.id for reading in new),
        replaced=tuple(change.new.article.id for change in changes),
        appeared=tuple(claim.id for change in changes for claim in change.appeared),
        vanished=tuple(claim.id for change in changes for claim in change.vanished),
        changed=tuple(claim.id for change in changes for claim in change.changed),
    )


def _merged(old: Reading, new: Reading) -> Reading:
    """What two captures of one text say together; the bytes that count are those read first."""
    times = [at for at in (old.article.captured_at, new.article.captured_at) if at is not None]
    taken = new if new.file == old.file else old
    article = msgspec.structs.replace(
        taken.article,
        captured_at=min(times, default=None),
        capture_sha256=old.article.capture_sha256,
    )
    return msgspec.structs.replace(taken, article=article)


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
    rows = [{**article_row(change.new), "which": change.new.article.id} for change in changes]
    _update(connection, articles, rows)
    vanished = [claim.id for change in changes for claim in change.vanished]
    for some in chunks(vanished):
        connection.execute(sa.delete(claims).where(claims.c.id.in_(some)))
    # The place of a claim among the others, and the role of its passage, may change by itself.
    stay = {claim.id for change in changes for _, claim in change.stayed}
    rows = [
        {**row, "which": row["id"]}
        for change in changes
        for row in claim_rows(change.new)
        if row["id"] in stay
    ]
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


def _update(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        values: dict[str, Any] = {
            name: sa.bindparam(name) for name in rows[0] if name not in ("id", "which")
        }
        statement = sa.update(table).where(table.c.id == sa.bindparam("which")).values(values)
        connection.execute(statement, [{k: v for k, v in row.items() if k != "id"} for row in rows])
