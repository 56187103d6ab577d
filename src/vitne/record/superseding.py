"""Tells which article is the newest version of a report, and which ones it supersedes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
import sqlalchemy as sa

from vitne.record.rows import chunks
from vitne.record.schema import articles, captures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

# A line of a JSONL file and standard input hold another report each time.
_PASSING = re.compile(r"-|.*#[0-9]+", re.DOTALL)


class Version(msgspec.Struct, frozen=True, order=True):
    """One capture of a report; in order of time."""

    captured_at: str
    capture: int
    article: str


def report_of(file: str, address: str | None) -> tuple[str, str] | None:
    """What tells a report from others: ("address", …) or ("file", …); None where nothing does.

    The address of a front page tells nothing: some pages name it as their own.
    """
    if address is not None:
        try:
            parts = urlsplit(address)
        except ValueError:
            return ("address", address)
        return ("address", address) if parts.path.strip("/") or parts.query else None
    return None if _PASSING.fullmatch(file) else ("file", file)


def versions(
    connection: sa.Connection, reports: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[Version]]:
    """The captures of some reports that could be read, oldest first."""
    found: dict[tuple[str, str], list[Version]] = {}
    for kind, where in (
        ("address", captures.c.address),
        ("file", captures.c.file),
    ):
        for some in chunks(name for sort, name in reports if sort == kind):
            question = _captures().where(where.in_(some))
            if kind == "file":
                question = question.where(captures.c.address.is_(None))
            for row in connection.execute(question):
                version = Version(row.captured_at, row.id, row.article)
                found.setdefault((kind, getattr(row, kind)), []).append(version)
    return {report: sorted(told) for report, told in found.items()}


def mark(
    connection: sa.Connection, rows: Iterable[Mapping[str, Any]], *, there: Collection[str] = ()
) -> None:
    """Mark the articles that newly captured ones supersede, and are superseded by.

    An article is superseded where it is the newest version of no report. One whose mark changes
    is to be linked again.

    Args:
        connection: A transaction that may write.
        rows: The rows of the new captures.
        there: Ids of articles that no other capture holds.
    """
    told = [row for row in rows if row["article"] is not None]
    chains = versions(connection, _reports(told))
    touched = {row["article"] for row in told} - set(there)
    for chain in chains.values():
        several = {version.article for version in chain}
        touched |= several if len(several) > 1 else set()
    if not touched:
        return
    others = [
        dict(row._mapping)
        for some in chunks(touched)
        for row in connection.execute(_captures().where(captures.c.article.in_(some)))
    ]
    chains |= versions(connection, _reports(others) - set(chains))
    _update(connection, {article: _successor(article, chains.values()) for article in touched})


def _captures() -> sa.Select[Any]:
    columns = captures.c.id, captures.c.file, captures.c.address, captures.c.article
    return sa.select(*columns, captures.c.captured_at).where(captures.c.article.is_not(None))


def _reports(rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    found = (report_of(row["file"], row["address"]) for row in rows)
    return {report for report in found if report is not None}


def _successor(article: str, chains: Iterable[Sequence[Version]]) -> str | None:
    """The version that came after an article; None where it is the newest of any report."""
    after: list[Version] = []
    for chain in chains:
        places = [at for at, version in enumerate(chain) if version.article == article]
        if places and places[-1] + 1 == len(chain):
            return None
        after += [chain[places[-1] + 1]] if places else []
    return max(after).article if after else None


def _update(connection: sa.Connection, marks: Mapping[str, str | None]) -> None:
    """Write the marks that changed."""
    for some in chunks(marks):
        before = connection.execute(
            sa.select(articles.c.id, articles.c.superseded_by).where(articles.c.id.in_(some))
        )
        rows = [
            {"which": row.id, "by": marks[row.id]}
            for row in before
            if row.superseded_by != marks[row.id]
        ]
        if rows:
            connection.execute(
                sa.update(articles)
                .where(articles.c.id == sa.bindparam("which"))
                .values(superseded_by=sa.bindparam("by"), linked=False),
                rows,
            )
