"""FollowTheMoney entities in JSON lines: events, articles, notes, actors and mentions of them.

The model has no fields for people harmed, so figures stand in words, in summaries and notes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from vitne.exports.countries import alpha2
from vitne.exports.discreet import discreet
from vitne.exports.evidence import Evidence, evidence
from vitne.exports.format import CAUTION, Column, Context, Format
from vitne.exports.lines import encoded, filled
from vitne.exports.linked import iri
from vitne.exports.plover_actors import actors
from vitne.incidents.naming import known
from vitne.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.exports.rows import Row
    from vitne.model import Estimate, Incident, Party
    from vitne.record.queries import Found

_PREFIX = "vitne-"
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_DATE = len("2020-10-28")


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An entity: its id, its schema, and its properties, each with all its values."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def entities(row: Row, articles: dict[str, Evidence]) -> Iterator[Entity]:
    """The event of a row, those involved, the articles, and a note and mentions a claim.

    Args:
        row: An incident or period.
        articles: The articles of its claims.
    """
    yield from (_article(articles[key], row) for key in row.incident.articles if key in articles)
    day = row.incident.time.earliest if row.incident.time else None
    involved = {
        party.name: found
        for one in row.claims
        for party in (*one.claim.agents, *one.claim.targets)
        if (found := _party(party, day)) is not None
    }
    once = {one.id: one for one in involved.values()}
    yield from once.values()
    yield _event(row, list(once))
    for one in row.claims:
        yield _note(one, row)
        yield from _mentions(one, involved)


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    told: set[bytes] = set()
    count = 0
    for row in discreet(rows, context.policy):
        articles = evidence(context.connection, {one.article for one in row.claims})
        for one in entities(row, articles):
            key = hashlib.blake2b(one.id.encode(), digest_size=8).digest()
            if key in told:
                continue
            told.add(key)
            fields = {column.name: column.value(one) for column in COLUMNS}
            out.write(encoded(fields) + b"\n")
            count += 1
        context.trace(row, _id("event", row.incident.id))
    return count


def _event(row: Row, involved: list[str]) -> Entity:
    one = row.incident
    place, time = one.place, one.time
    return _made(
        _id("event", one.id),
        "Event",
        {
            "name": [one.label],
            "summary": [_tolls(one)],
            "description": [CAUTION],
            "notes": list(_figures(one)),
            "startDate": [time.earliest if time else None],
            "endDate": [time.latest if time else None],
            "location": [wording("en").where(place) if place else None],
            "country": [_country(place.country if place else None)],
            "involved": involved,
            "proof": [_id("article", key) for key in one.articles],
            "keywords": [one.event_type, one.sub_event, str(one.scope)],
            "recordId": [one.id],
        },
    )


def _article(one: Evidence, row: Row) -> Entity:
    titles = [found.title for found in row.claims if found.article == one.id]
    return _made(
        _id("article", one.id),
        "Article",
        {
            "title": titles[:1],
            "contentHash": [hashlib.sha1(one.text.encode(), usedforsecurity=False).hexdigest()],
            "language": [_language(one.language)],
            "publisher": [one.outlet],
            "publishedAt": [one.published],
            "retrievedAt": [capture.captured_at for capture in one.captures],
            "sourceUrl": [iri(one.address)],
            "mimeType": ["text/plain"],
            "notes": [f"SHA-256 of the text: {one.id}"],
        },
    )


def _note(one: Found, row: Row) -> Entity:
    words, claim = wording("en"), one.claim
    voices = [one.outlet or "", *(voice.name for voice in claim.attribution)]
    said = f"{words.claim(claim)} ({words.term(claim.modality)})"
    return _made(
        _id("note", claim.id),
        "Note",
        {
            "name": [f"claim {claim.id}"],
            "summary": [f"{said}: {' ← '.join(filter(None, voices)) or 'the outlet itself'}"],
            "description": [claim.text],
            "entity": [_id("event", row.incident.id)],
            "proof": [_id("article", one.article)],
            "publisher": [one.outlet],
            "notes": [
                f"characters {claim.start} to {claim.end} of the article",
                f"review: {one.review}",
            ],
        },
    )


def _mentions(one: Found, involved: dict[str, Entity]) -> Iterator[Entity]:
    for party in chain(one.claim.agents, one.claim.targets):
        if party.name in involved and party.text:
            yield _made(
                _id("mention", one.claim.id, party.name, str(party.start)),
                "Mention",
                {
                    "name": [party.text],
                    "document": [_id("article", one.article)],
                    "resolved": [involved[party.name].id],
                    "detectedSchema": [involved[party.name].schema],
                },
            )


def _party(party: Party, day: str | None) -> Entity | None:
    """One who is said to have acted or been acted on, if it has a name: a state, a body, a group."""
    found = next(iter(actors([party], day)), None)
    if found is None or known(party.name).described:
        return None
    sectors, code = found.get("sector", ()), found.get("code")
    named = bool(code) and "CVL" not in sectors and not (set(sectors) & {"UAF", "REB"} and not
                                                        known(party.name).group)  # fmt: skip
    if not named:
        return None
    schema = "Organization"
    if not sectors or _OFFICIAL.intersection(sectors):
        schema = "PublicBody"
    return _made(
        _id("actor", known(party.name).key),
        schema,
        {
            "name": [found["identifier_text"]],
            "country": [_country(code)],
            "keywords": list(sectors),
        },
    )


def _tolls(one: Incident) -> str:
    """What is told of the people harmed, in words: "killed: 17–21; wounded: about 60–70"."""
    words = wording("en")
    said = [f"{words.term(name)}: {words.estimate(found)}" for name, found in one.estimates.items()]
    return "; ".join(said)


def _figures(one: Incident) -> Iterator[str]:
    """Each estimate with its best figure, its rules, and how many claims it rests on."""
    words = wording("en")
    for found in (*one.estimates.values(), *one.parts):
        if found.known == "unreported":
            continue
        whose = words.people(found)
        name = f"{words.term(found.measure)} ({whose})" if whose else words.term(found.measure)
        best = f", best {found.best}" if found.best is not None else ""
        yield f"{name}: {words.estimate(found)}{best}; {_behind(found)}"


def _behind(found: Estimate) -> str:
    claims = dict.fromkeys((*found.low_claims, *found.best_claims, *found.high_claims))
    return f"claims {', '.join(claims) or 'none'}; rules {', '.join(found.rules)}"


def _id(kind: str, *parts: str) -> str:
    """An id that is the same in every export of every record."""
    if len(parts) == 1 and parts[0].isalnum() and parts[0].isascii():
        return f"{_PREFIX}{kind}-{parts[0]}"
    digest = hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()
    return f"{_PREFIX}{kind}-{digest[:24]}"


def _country(iso3: str | None) -> str | None:
    """A country as FollowTheMoney has it: "az"."""
    code = alpha2(iso3)
    return code.lower() if code else None


def _language(code: str) -> str | None:
    """A language as FollowTheMoney has it: "nor" for both written standards of Norwegian."""
    return _LANGUAGES.get(code.partition("-")[0].lower())


# FollowTheMoney knows languages by three letters.
_LANGUAGES = {
    "nb": "nor", "nn": "nor", "no": "nor", "da": "dan", "sv": "swe", "en": "eng", "de": "deu",
    "fr": "fra", "es": "spa", "ru": "rus", "uk": "ukr", "ar": "ara", "tr": "tur", "fi": "fin",
}  # fmt: skip


def _made(key: str, schema: str, properties: dict[str, Iterable[str | None]]) -> Entity:
    """An entity with the values that its schema takes."""
    kept = {
        name: list(dict.fromkeys(value for found in values if (value := _clean(name, found))))
        for name, values in properties.items()
    }
    return Entity(id=key, schema=schema, properties=filled(kept))


def _clean(name: str, value: str | None) -> str | None:
    """A value as the model takes it; None for a date that is none."""
    if value is None or not value.strip():
        return None
    if name.endswith(("Date", "At")):
        return value.removesuffix("Z") if _is_date(value) else None
    return " ".join(value.split()) if name not in ("description", "notes") else value.strip()


def _is_date(value: str) -> bool:
    try:
        dt.date.fromisoformat(value[:_DATE])
    except ValueError:
        return False
    return True


def _records(row: Row) -> Iterator[Entity]:
    return entities(row, {})


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "The same in every export of every record.", lambda one: one.id,
           required=True),
    Column("schema", "string", "Event, Article, Note, Mention, PublicBody or Organization.",
           lambda one: one.schema, required=True,
           values=("Event", "Article", "Note", "Mention", "PublicBody", "Organization")),
    Column("properties", "object", "Properties of the schema, each a list of texts. Of an Event: "
           "name, summary (figures in words), notes (each estimate with its claims and rules), "
           "startDate, endDate, location, country, involved, proof, keywords, recordId.",
           lambda one: one.properties, required=True),
)  # fmt: skip

FORMAT = Format(
    name="followthemoney",
    title="FollowTheMoney entities (JSON lines)",
    about="events with those involved, and the articles and words behind them",
    media_type="application/x-ndjson",
    suffix=".ftm.json",
    columns=COLUMNS,
    write=_write,
    records=_records,
    key=("id",),
    notes=(
        "An Event is an incident or a period; `recordId` is its id in the record. The model has no "
        "fields for people harmed: figures stand in words in `summary` and `notes`.",
        "`involved` are states, their bodies and named groups that somebody says acted or were acted "
        "on. That is what is claimed, and no finding; the Note of a claim has its words and its voice.",
        "A Mention is how an article words an actor; a Note is one claim, its `description` the quote.",
        "Persons are never entities.",
    ),
)
