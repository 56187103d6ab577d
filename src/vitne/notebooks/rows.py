"""What stands in one row of the tables of claims and of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from vitne.model import Claim


class ClaimRow(Protocol):
    """A claim with what is known of its article, as readings and records give it."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def article(self) -> str:
        """The id of its article."""

    @property
    def file(self) -> str:
        """The file that held it."""

    @property
    def language(self) -> str:
        """The language of the article (BCP 47)."""

    @property
    def outlet(self) -> str | None:
        """Who published it."""

    @property
    def published(self) -> str | None:
        """The first day it may have come out."""

    @property
    def incident(self) -> str | None:
        """The incident or period that it is in."""

    @property
    def review(self) -> str:
        """What people decided of it."""


class ReadClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of an article that is in no record."""

    claim: Claim
    article: str
    file: str
    language: str
    outlet: str | None
    published: str | None
    incident: str | None = None
    review: str = "unreviewed"


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a record. Days are ISO dates, `captured_at` is UTC, ISO 8601."""

    id: str
    file: str
    address: str | None
    title: str | None
    outlet: str | None
    agency: str | None
    language: str
    published_earliest: str | None
    published_latest: str | None
    captured_at: str
    superseded_by: str | None
    reprint_of: str | None
    claims: int
