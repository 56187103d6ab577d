"""Proves that a record is whole: bytes, texts, quotes, rows, references and the log of custody."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
import zstandard

from vitne.model import Claim, Quote, Reading, Role
from vitne.record import custody, derived, signed
from vitne.record.faults import reason_of
from vitne.record.rows import article_of, article_row, claim_row, seal_of
from vitne.record.schema import (
    METADATA,
    articles,
    bands,
    blobs,
    captures,
    cells,
    claim_actors,
    claims,
    feeds,
    links,
    search_articles,
    search_claims,
    signatures,
)
from vitne.record.store import CAPTURE, SEAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vitne.record.database import Record
    from vitne.record.rows import Row

    Tell = Callable[[str, int, int], None]  # what is looked through, how far, of how many

_PAGE = 200
_BLOCK = 1024 * 1024
# What points at another row without the database seeing to it.
_LOOSE = (
    (captures.c.article, articles.c.id),
    (articles.c.superseded_by, articles.c.id),
    (articles.c.origin, articles.c.id),
)
_LOOKED_UP = (feeds, claim_actors, search_articles, search_claims, signatures, bands, cells, links)
# Columns that are no copy of what the JSON says: it itself, and what is found out or set later.
_OWN = frozenset(
    {"id", "article_json", "claim_json", "agency", "linked", "reader", "superseded_by", "origin"}
)


# What JSON says that is none, or no text at all.
_UNREADABLE = (ValueError, TypeError, RecursionError)


def verify(record: Record, *, tell: Tell | None = None) -> Iterator[str]:
    """Look through a whole record, as it is at one moment.

    Args:
        record: An open record; nothing is written to it.
        tell: Is told how far it has come.

    Yields:
        What is broken, one message each; nothing for a record that is whole.

    Raises:
        RecordError: The database is too damaged to be read.
    """
    with record.reading() as connection:
        yield from _database(connection)
        yield from _references(connection)
        yield from _unsearchable(connection)
        yield from _unreadable(connection)
        for page in _pages(connection, blobs.c.sha256, tell):
            yield from (fault for row in page for fault in _blob(row))
        for page in _pages(connection, articles.c.id, tell):
            yield from _articles(connection, page)
        yield from _log(connection, tell)
        yield from signed.broken(connection)
        yield from derived.broken(connection)


def _database(connection: sa.Connection) -> Iterator[str]:
    """What SQLite finds in its own pages; PostgreSQL looks after those of a server itself."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield f"database: {said}"


def _references(connection: sa.Connection) -> Iterator[str]:
    pairs = [(key.parent, key.column) for t in METADATA.sorted_tables for key in t.foreign_keys]
    for child, parent in (*pairs, *_LOOSE):
        there = parent.table.alias()
        lost = connection.execute(
            sa.select(sa.func.count(), sa.func.min(child))
            .select_from(child.table)
            .where(child.is_not(None), ~sa.exists().where(there.c[parent.name] == child))
        ).one()
        if lost[0]:
            yield f"{child}: {lost[0]} rows point at no row of {parent.table.name}: {lost[1]} …"


def _unsearchable(connection: sa.Connection) -> Iterator[str]:
    pairs = (articles.c.id, search_articles.c.article), (claims.c.id, search_claims.c.claim)
    for key, found in pairs:
        lost = connection.execute(
            sa.select(sa.func.count(), sa.func.min(key)).where(~sa.exists().where(found == key))
        ).one()
        if lost[0]:
            yield f"{key.table.name}: {lost[0]} cannot be found by their words: {lost[1]} …"


def _unreadable(connection: sa.Connection) -> Iterator[str]:
    """Tables whose rows are only looked up by others: whether each of them can be read at all."""
    for table in _LOOKED_UP:
        try:
            for _ in connection.execute(sa.select(table), execution_options={"yield_per": _PAGE}):
                pass
        except sa.exc.OperationalError as error:  # most of all: text that is no UTF-8
            yield f"{table.name}: a row cannot be read: {reason_of(error) or 'damaged'}"


def _pages(
    connection: sa.Connection, key: sa.Column[Any], tell: Tell | None
) -> Iterator[Sequence[Any]]:
    """All rows of a table in the order of a column, some at a time."""
    total = connection.execute(sa.select(sa.func.count()).select_from(key.table)).scalar() or 0
    question = sa.select(key.table).order_by(key).limit(_PAGE)
    page = connection.execute(question).all()
    done = 0
    while page:
        yield page
        done += len(page)
        if tell is not None:
            tell(key.table.name, done, total)
        last = page[-1]._mapping[key]
        page = connection.execute(question.where(key > last)).all()


def _blob(row: Any) -> Iterator[str]:
    """What is wrong with stored bytes; they are unpacked in pieces, whatever they claim to be."""
    digest, size = hashlib.sha256(), 0
    try:
        with zstandard.ZstdDecompressor().stream_reader(row.packed) as stream:
            while size <= row.size and (block := stream.read(_BLOCK)):
                digest.update(block)
                size += len(block)
    except (zstandard.ZstdError, TypeError) as error:
        yield f"blobs {row.sha256}: the bytes cannot be unpacked: {error}"
        return
    if (digest.hexdigest(), size) != (row.sha256, row.size):
        yield f"blobs {row.sha256}: the bytes are not those that were captured"


def _articles(connection: sa.Connection, page: Sequence[Any]) -> Iterator[str]:
    told = connection.execute(
        sa.select(claims)
        .where(claims.c.article.in_([row.id for row in page]))
        .order_by(claims.c.article, claims.c.position)
    )
    of = {article: list(rows) for article, rows in groupby(told, key=lambda row: row.article)}
    for row in page:
        if not isinstance(row.text, str):
            yield f"articles {row.id}: its text is gone"
            continue
        if hashlib.sha256(row.text.encode()).hexdigest() != row.id:
            yield f"articles {row.id}: the text is not the one that was read"
        yield from _article(row)
        for claim in of.get(row.id, ()):
            yield from _claim(claim, row.text)


def _article(row: Any) -> Iterator[str]:
    try:
        article = article_of(row.article_json, row.text)
    except _UNREADABLE as error:
        yield f"articles {row.id}: its JSON cannot be read: {error}"
        return
    if article.id != row.id:
        yield f"articles {row.id}: its JSON is that of another"
    copied = article_row(Reading(article.file, article, (), ()))
    yield from _copies(f"articles {row.id}", row, copied)


def _claim(row: Any, text: str) -> Iterator[str]:
    try:
        claim = msgspec.json.decode(row.claim_json, type=Claim)
    except _UNREADABLE as error:
        yield f"claims {row.id}: its JSON cannot be read: {error}"
        return
    if claim.id != row.id:
        yield f"claims {row.id}: its JSON is that of another"
    for quote in _quotes(claim):
        if text[quote.start : quote.end] != quote.text:
            yield f"claims {row.id}: its article does not say {quote.text!r} at {quote.start}"
    copied = claim_row(claim, row.position, row.article, Role(row.role))
    yield from _copies(f"claims {row.id}", row, copied)


def _copies(name: str, row: Any, copied: Row) -> Iterator[str]:
    """Where a column says something else than the JSON it is a copy of."""
    stored = row._mapping
    for column, value in copied.items():
        if column not in _OWN and stored[column] != value:
            yield f"{name}: {column} is {stored[column]!r}, its JSON says {value!r}"


def _quotes(claim: Claim) -> Iterator[Quote]:
    """Every stretch of the article that a claim points at."""
    yield Quote(claim.text, claim.start, claim.end)
    toll = claim.toll.number if claim.toll else None
    yield from (quote for quote in (claim.trigger, *claim.repeats, claim.condition, toll) if quote)
    for part in (*claim.agents, *claim.targets, *claim.attribution, claim.place, claim.time):
        if part is not None and part.text is not None:
            yield Quote(part.text, part.start or 0, part.end or 0)


def _log(connection: sa.Connection, tell: Tell | None) -> Iterator[str]:
    """Whether the log of custody hangs together, and tells of the very captures that are there."""
    sealed: dict[str, str] = {}

    def noted() -> Iterator[custody.Logged]:
        for entry in custody.log(connection):
            if entry.action == CAPTURE and entry.note.startswith(SEAL):
                sealed[entry.note.removeprefix(SEAL).partition(";")[0]] = entry.subject
            yield entry

    yield from custody.broken(noted())
    for page in _pages(connection, captures.c.id, tell):
        for row in page:
            if sealed.pop(seal_of(dict(row._mapping)), None) is None:
                yield f"captures {row.id}: {row.file}: not as the log of custody tells it"
    yield from _missing(sealed.values())


def _missing(files: Iterable[str]) -> Iterator[str]:
    for file in files:
        yield f"custody: {file}: there is no such capture any more, or it was changed"
