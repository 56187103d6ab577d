"""The rows that captures, articles and claims become; pure."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from vitne.articles.credits import agency_of
from vitne.claims.assemble import reader
from vitne.model import Article, Role
from vitne.record.texts import key, number, sound, storable, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.model import Capture, Claim, Reading

T = TypeVar("T")
Row = dict[str, Any]

_LANGUAGE = 35  # the longest tag of BCP 47 that a column takes
_SEALED = (
    "identity", "sha256", "file", "media_type", "captured_at", "headers_json", "metadata_json", "tool",
)  # fmt: skip
_CHUNK = 500  # values in one question to the database


def chunks(items: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Items in lists of at most `size`: databases take only so many values at once."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def clean(capture: Capture) -> Capture:
    """A capture as a record takes it: texts that can be stored, a name that can be looked up.

    Names of files beyond 500 characters are cut, and told apart by a hash; what both databases
    cannot store in text becomes U+FFFD. The bytes are let be.
    """
    taken = sound(capture)
    return msgspec.structs.replace(taken, file=key(taken.file))


def identity_of(capture: Capture) -> str:
    """What makes a capture the same as another: its file, its bytes and its metadata."""
    told = msgspec.json.encode((capture.file, capture.sha256, capture.metadata))
    return hashlib.sha256(told).hexdigest()


def seal_of(row: Row) -> str:
    """SHA-256 of what may never change in the row of a capture; the log of custody keeps it.

    It is taken of the JSON array of the columns in `_SEALED`, compact and in UTF-8.
    """
    return hashlib.sha256(msgspec.json.encode([row[name] for name in _SEALED])).hexdigest()


def capture_row(capture: Capture, headers: dict[str, str] | None, *, at: str, tool: str) -> Row:
    """The row of a clean capture that has not been read."""
    return {
        "identity": identity_of(capture),
        "sha256": capture.sha256,
        "file": capture.file,
        "address": key(capture.metadata.url),
        "media_type": capture.media_type,
        "captured_at": capture.captured_at or at,
        "headers_json": None if headers is None else to_json(headers),
        "metadata_json": to_json(capture.metadata),
        "tool": tool,
        "article": None,
        "failure": None,
    }


def article_row(reading: Reading) -> Row:
    """The row of an article that has not been linked."""
    article = reading.article
    period = article.published
    return {
        "id": article.id,
        "file": key(article.file),
        "address": key(article.url),
        "language": storable(article.language)[:_LANGUAGE],
        "title": storable(article.title),
        "outlet": key(article.publisher),
        "agency": key(agency_of(article)),
        "published_earliest": period and period.earliest.isoformat(),
        "published_latest": period and period.latest.isoformat(),
        "captured_at": article.captured_at,
        "reader": reading.claims[0].reader if reading.claims else reader(),
        "linked": False,
        "text": storable(article.text),
        "article_json": to_json(msgspec.structs.replace(article, text="")),
    }


def article_of(article_json: str, text: str) -> Article:
    """The article that a row holds."""
    return msgspec.structs.replace(msgspec.json.decode(article_json, type=Article), text=text)


def claim_rows(reading: Reading) -> list[Row]:
    """The rows of the claims of a reading."""
    roles = {passage.index: passage.role for passage in reading.passages}
    return [
        claim_row(claim, position, reading.article.id, roles.get(claim.passage, Role.PARAGRAPH))
        for position, claim in enumerate(reading.claims)
    ]


def claim_row(claim: Claim, position: int, article: str, role: Role) -> Row:
    """The row of a claim: its place among those of its article, and the role of its passage."""
    place, time, toll = claim.place, claim.time, claim.toll
    return {
        "id": claim.id,
        "article": article,
        "position": position,
        "role": str(role),
        "kind": claim.kind,
        "event_type": claim.event_type,
        "sub_event": claim.sub_event,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "place": key(place.name) if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "earliest": time.earliest if time else None,
        "latest": time.latest if time else None,
        "measure": toll.measure if toll else None,
        "low": number(toll.low) if toll else None,
        "high": number(toll.high) if toll else None,
        "status": toll.status if toll else None,
        "voice": key(claim.attribution[-1].name) if claim.attribution else None,
        "text": storable(claim.text),
        "claim_json": to_json(claim),
    }


def actor_rows(claim: Claim) -> list[Row]:
    """The rows of those who act, are acted on, or whose people are harmed in a claim."""
    found = [(party.name, "agent") for party in claim.agents]
    found += [(party.name, "target") for party in claim.targets]
    if claim.toll is not None and claim.toll.side is not None:
        found.append((claim.toll.side, "side"))
    pairs = dict.fromkeys((key(name), role) for name, role in found)
    return [{"claim": claim.id, "actor": actor, "role": role} for actor, role in pairs]
