"""The articles behind claims: what they say around a quote, and the captures they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.model import Level
from vitne.record.names import among
from vitne.record.schema import articles, captures

if TYPE_CHECKING:
    from collections.abc import Collection

    from vitne.exports.policy import Policy
    from vitne.model import Claim

_AROUND = 32  # code points before and after a quote
_NAMESPACE = "urn:vitne:"


class Taken(msgspec.Struct, frozen=True):
    """One capture of an article: the bytes, when they were taken, from where, with which tool."""

    sha256: str
    captured_at: str
    address: str | None
    media_type: str
    tool: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One article with its captures. `id` is the SHA-256 of its text; `origin` the one it reprints."""

    id: str
    text: str
    language: str
    outlet: str | None
    agency: str | None
    published: str | None
    reader: str
    origin: str | None
    superseded_by: str | None
    captures: tuple[Taken, ...]

    @property
    def address(self) -> str | None:
        """Where it was published, if that is known: http or https."""
        return next((one.address for one in self.captures if is_web(one.address)), None)


class Quoted(msgspec.Struct, frozen=True):
    """Words with what stands before and after them; all three are None where they may not be told."""

    exact: str | None
    prefix: str | None
    suffix: str | None


def evidence(connection: sa.Connection, wanted: Collection[str]) -> dict[str, Evidence]:
    """Articles by their ids, with their captures, oldest first."""
    taken: dict[str, list[Taken]] = {}
    query = sa.select(captures).where(among(connection, captures.c.article, wanted))
    for row in connection.execute(query.order_by(captures.c.id)):
        one = Taken(row.sha256, row.captured_at, row.address, row.media_type, row.tool)
        taken.setdefault(row.article, []).append(one)
    found = sa.select(articles).where(among(connection, articles.c.id, wanted))
    return {
        row.id: _evidence(row, tuple(taken.get(row.id, ()))) for row in connection.execute(found)
    }


def origins(connection: sa.Connection, wanted: Collection[str]) -> dict[str, str]:
    """For those of some articles that reprint another, the id of that."""
    query = sa.select(articles.c.id, articles.c.origin).where(
        among(connection, articles.c.id, wanted), articles.c.origin != articles.c.id
    )
    return {row.id: row.origin for row in connection.execute(query)}


def quoted(claim: Claim, article: Evidence, policy: Policy) -> Quoted:
    """The words of a claim, and what stands around them.

    Words from which a policy took something are no quote, and where it takes something out of words
    at all, what stands around them is not told.
    """
    start, end = claim.start, claim.end
    if article.text[start:end] != claim.text:
        return Quoted(None, None, None)
    if policy.redact or policy.ceiling is not Level.TOWN:
        return Quoted(claim.text, None, None)
    before = article.text[max(0, start - _AROUND) : start]
    return Quoted(claim.text, before, article.text[end : end + _AROUND])


def urn(kind: str, key: str) -> str:
    """The name of a thing of a record on the web of data: urn:vitne:claim:8fd31771…"""
    return f"{_NAMESPACE}{kind}:{key}"


def is_web(address: str | None) -> bool:
    """Whether an address is one of a page on the web, and safe to be followed."""
    return address is not None and address.startswith(("http://", "https://"))


def _evidence(row: Any, taken: tuple[Taken, ...]) -> Evidence:
    return Evidence(
        id=row.id,
        text=row.text,
        language=row.language,
        outlet=row.outlet,
        agency=row.agency,
        published=row.published_earliest,
        reader=row.reader,
        origin=row.origin if row.origin != row.id else None,
        superseded_by=row.superseded_by,
        captures=taken,
    )
