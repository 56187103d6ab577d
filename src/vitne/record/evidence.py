"""Gathers an article with all that belongs to it: claims, captures, versions, reprints.

What belongs to one claim is one click from its words, so the page of an article asks for all of it
at once, or for one part of an article that is too long for one page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.model import Claim
from vitne.record.queries import fetch_claims
from vitne.record.rows import article_of
from vitne.record.schema import articles, blobs, captures, claims
from vitne.record.superseding import report_of, versions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vitne.model import Article
    from vitne.record.queries import Found
    from vitne.record.reviews import Reviews

_MOST = 100  # captures, versions or reprints that are told one by one


class Kept(msgspec.Struct, frozen=True):
    """One capture: the bytes that came from a file or an address, when, and with which tool."""

    captured_at: str
    file: str
    address: str | None
    sha256: str
    size: int
    media_type: str
    tool: str


class Sibling(msgspec.Struct, frozen=True):
    """Another article that has to do with one: a version of it, its original, a reprint."""

    article: str
    file: str
    title: str | None
    outlet: str | None
    agency: str | None
    language: str
    published: str | None
    captured_at: str


class Version(msgspec.Struct, frozen=True):
    """One text that stood at an address; `at` is when it was first captured there."""

    at: str
    told: Sibling


class Outline(msgspec.Struct, frozen=True):
    """Where a claim of an article stands, and of what kind it is."""

    id: str
    kind: str
    start: int
    end: int


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a record with what is known of it besides its claims.

    `outlines` are its claims in text order. `versions` are the texts that stood at its address, oldest
    first, where there were several; `original` is the article whose text it reprints, `reprints`
    those that reprint the same text. `copies` and `captured` count what the lists are cut from.
    """

    article: Article
    agency: str | None
    reader: str
    linked: bool
    superseded_by: str | None
    outlines: tuple[Outline, ...]
    captures: tuple[Kept, ...]
    captured: int
    versions: tuple[Version, ...]
    original: Sibling | None
    reprints: tuple[Sibling, ...]
    copies: int


_CLAIM = msgspec.json.Decoder(Claim)
_OUTLINE = msgspec.json.Decoder(Outline)


def evidence(connection: sa.Connection, key: str) -> Evidence | None:
    """The article with an id, and what belongs to it; None where the record has none.

    Args:
        connection: To the record.
        key: The whole id of the article.
    """
    row = connection.execute(sa.select(articles).where(articles.c.id == key)).one_or_none()
    if row is None:
        return None
    kept, captured = _captures(connection, key)
    original, reprints, copies = _copies(connection, row)
    return Evidence(
        article=article_of(row.article_json, row.text),
        agency=row.agency,
        reader=row.reader,
        linked=row.linked,
        superseded_by=row.superseded_by,
        outlines=_outlines(connection, key),
        captures=kept,
        captured=captured,
        versions=_versions(connection, kept),
        original=original,
        reprints=reprints,
        copies=copies,
    )


def claims_within(
    connection: sa.Connection, told: Evidence, reviews: Reviews, *, start: int, end: int
) -> tuple[Found, ...]:
    """The claims of an article that begin within a stretch of its text, in text order."""
    wanted = [one.id for one in told.outlines if start <= one.start < end]
    return tuple(fetch_claims(connection, wanted, reviews))


def article_of_claim(connection: sa.Connection, claim: str) -> str | None:
    """The id of the article that makes a claim."""
    query = sa.select(claims.c.article).where(claims.c.id == claim)
    found: str | None = connection.execute(query).scalar()
    return found


def text_of(connection: sa.Connection, key: str) -> str | None:
    """The text of an article, without anything else."""
    query = sa.select(articles.c.text).where(articles.c.id == key)
    found: str | None = connection.execute(query).scalar()
    return found


def claims_of(connection: sa.Connection, key: str) -> list[Claim]:
    """The claims of an article as they were read, in text order."""
    query = sa.select(claims.c.claim_json).where(claims.c.article == key)
    rows = connection.execute(query.order_by(claims.c.position)).scalars()
    return [_CLAIM.decode(row) for row in rows]


def _outlines(connection: sa.Connection, key: str) -> tuple[Outline, ...]:
    query = sa.select(claims.c.claim_json).where(claims.c.article == key)
    rows = connection.execute(query.order_by(claims.c.position)).scalars()
    return tuple(sorted((_OUTLINE.decode(row) for row in rows), key=lambda one: one.start))


def _captures(connection: sa.Connection, key: str) -> tuple[tuple[Kept, ...], int]:
    columns = (
        captures.c.captured_at, captures.c.file, captures.c.address, captures.c.sha256,
        blobs.c.size, captures.c.media_type, captures.c.tool,
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .join(blobs, blobs.c.sha256 == captures.c.sha256)
        .where(captures.c.article == key)
        .order_by(captures.c.captured_at, captures.c.id)
        .limit(_MOST)
    )
    count = sa.select(sa.func.count()).where(captures.c.article == key)
    kept = tuple(Kept(*row) for row in connection.execute(query))
    return kept, connection.execute(count).scalar() or 0


def _versions(connection: sa.Connection, kept: Sequence[Kept]) -> tuple[Version, ...]:
    """The texts that stood where the article stood, each once, as it was first seen."""
    reports = {report for one in kept if (report := report_of(one.file, one.address)) is not None}
    chains = [chain for _, chain in sorted(versions(connection, reports).items())]
    first: dict[str, str] = {}
    for chain in chains:
        for at, one in enumerate(chain):
            if at == 0 or chain[at - 1].article != one.article:
                seen = first.get(one.article)
                first[one.article] = min(seen, one.captured_at) if seen else one.captured_at
    if len(first) < 2:
        return ()
    latest = sorted(first, key=lambda one: (first[one], one))[-_MOST:]
    told = _siblings(connection, latest)
    return tuple(Version(first[one], told[one]) for one in latest if one in told)


def _copies(connection: sa.Connection, row: Any) -> tuple[Sibling | None, tuple[Sibling, ...], int]:
    """The article whose text it reprints, and the others with the same text."""
    if row.origin is None:
        return None, (), 0
    same = sa.and_(articles.c.origin == row.origin, articles.c.id != row.id)
    others = sa.and_(same, articles.c.id != row.origin)
    query = sa.select(articles.c.id).where(others).order_by(articles.c.id).limit(_MOST)
    wanted = list(connection.execute(query).scalars())
    count = connection.execute(sa.select(sa.func.count()).where(others)).scalar() or 0
    told = _siblings(connection, [*wanted, row.origin])
    original = told.get(row.origin) if row.origin != row.id else None
    reprints = sorted(
        (told[one] for one in wanted if one in told),
        key=lambda one: (one.published or "9", one.file),
    )
    return original, tuple(reprints), count


def _siblings(connection: sa.Connection, wanted: Collection[str]) -> dict[str, Sibling]:
    columns = (
        articles.c.id, articles.c.file, articles.c.title, articles.c.outlet, articles.c.agency,
        articles.c.language, articles.c.published_earliest, articles.c.captured_at,
    )  # fmt: skip
    query = sa.select(*columns).where(articles.c.id.in_(list(wanted)))
    return {row.id: Sibling(*row) for row in connection.execute(query)}
