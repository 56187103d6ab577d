"""Declares the columns of tables of claims, incidents, estimates, voices and articles.

Each table is declared once; Arrow, pandas and docs/notebooks.md are made from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from vitne.incidents.voices import independent
from vitne.model.entries import Measure
from vitne.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vitne.model import Estimate, Incident, Location, Toll
    from vitne.notebooks.rows import ArticleRow, ClaimRow
    from vitne.record.speaking import Speaker

T = TypeVar("T")
_ENGLISH = wording("en")

TYPES = {  # of columns, with what pandas makes of them
    "string": "string",
    "int": "Int64",
    "float": "Float64",
    "bool": "boolean",
    "date": "datetime64[s]",
    "time": "datetime64[s, UTC]",
    "list": "object (a list of strings)",
}


class Column(msgspec.Struct, Generic[T], frozen=True):
    """One column of a table: its name, its type, what it means, and what stands in it."""

    name: str
    type: str
    about: str
    of: Callable[[T], Any]


class EstimateRow(msgspec.Struct, frozen=True):
    """One estimate of an incident."""

    incident: Incident
    estimate: Estimate
    profile: str


def estimates_of(one: Incident, profile: str) -> Iterator[EstimateRow]:
    """All estimates of an incident that something is told of: of all people, then of parts."""
    for estimate in (*one.estimates.values(), *one.parts):
        if estimate.known != "unreported":
            yield EstimateRow(one, estimate, profile)


def _place(name: str) -> Callable[[Any], Any]:
    def of(row: Any) -> Any:
        place: Location | None = getattr(row, "claim", row).place
        return None if place is None else getattr(place, name)

    return of


def _time(name: str) -> Callable[[Any], Any]:
    def of(row: Any) -> Any:
        time = getattr(row, "claim", row).time
        return None if time is None else getattr(time, name)

    return of


def _toll(name: str) -> Callable[[ClaimRow], Any]:
    def of(row: ClaimRow) -> Any:
        toll: Toll | None = row.claim.toll
        return None if toll is None else getattr(toll, name)

    return of


def _names(some: Any) -> list[str]:
    return [one.name for one in some]


_WHERE: tuple[Column[Any], ...] = (
    Column("place", "string", "Its canonical English name.", _place("name")),
    Column("country", "string", "ISO 3166 alpha-3 of the recognised state.", _place("country")),
    Column("level", "string", "town, adm2, adm1, area, country, sea.", _place("level")),
    Column("place_precision", "string", "exact, near, area, country.", _place("precision")),
    Column("lat", "float", "Degrees, WGS 84; of the middle where it is an area.", _place("lat")),
    Column("lon", "float", "Degrees, WGS 84.", _place("lon")),
    Column("earliest", "date", "The first day it may have been.", _time("earliest")),
    Column("latest", "date", "The last day it may have been.", _time("latest")),
    Column("edtf", "string", "The same as it is written (EDTF, ISO 8601-2).", _time("edtf")),
)

CLAIMS: tuple[Column[ClaimRow], ...] = (
    Column("id", "string", "Of the claim: hashes its evidence.", lambda r: r.claim.id),
    Column("incident", "string", "Id of the incident or period it is in.", lambda r: r.incident),
    Column("kind", "string", "event, toll, threat, demand …", lambda r: r.claim.kind),
    Column("event_type", "string", "PLOVER event type.", lambda r: r.claim.event_type),
    Column("modes", "list", "PLOVER modes.", lambda r: list(r.claim.modes)),
    Column("sub_event", "string", "ACLED sub-event type.", lambda r: r.claim.sub_event),
    Column("modality", "string", "How it is meant, not whether it is true.",
           lambda r: r.claim.modality),
    Column("polarity", "string", "positive, negative.", lambda r: r.claim.polarity),
    Column("agents", "list", "Who did it.", lambda r: _names(r.claim.agents)),
    Column("targets", "list", "To whom it was done.", lambda r: _names(r.claim.targets)),
    *_WHERE,
    Column("measure", "string", "Of a toll: killed, wounded, missing …", _toll("measure")),
    Column("low", "int", "Lower bound; null is open, never zero.", _toll("low")),
    Column("high", "int", "Upper bound; null is open, never zero.", _toll("high")),
    Column("said", "string", "Both bounds in words: 14 or more.",
           lambda r: r.claim.toll and _ENGLISH.toll(r.claim.toll)),
    Column("approx", "bool", "Whether the words say about.", _toll("approx")),
    Column("known", "string", "given, none, unknown, undisclosed.", _toll("known")),
    Column("status", "string", "civilian, combatant, police, unknown.", _toll("status")),
    Column("who", "string", "Which people: children, soldiers …", _toll("who")),
    Column("side", "string", "The party whose people they are.", _toll("side")),
    Column("toll_scope", "string", "incident, cumulative, subset.", _toll("scope")),
    Column("voice", "string", "Who vouches: the innermost; null is the outlet itself.",
           lambda r: r.claim.attribution[-1].name if r.claim.attribution else None),
    Column("voices", "list", "Who passed it on and who vouches, outermost first.",
           lambda r: _names(r.claim.attribution)),
    Column("outlet", "string", "Who published the article.", lambda r: r.outlet),
    Column("published", "date", "The first day the article may have come out.",
           lambda r: r.published),
    Column("language", "string", "Of the article, BCP 47.", lambda r: r.language),
    Column("file", "string", "That held the article.", lambda r: r.file),
    Column("review", "string", "unreviewed, accepted, rejected, corrected.", lambda r: r.review),
    Column("quote", "string", "The words of the claim.", lambda r: r.claim.text),
    Column("start", "int", "Where they begin in the text, in code points.",
           lambda r: r.claim.start),
    Column("end", "int", "Where they end.", lambda r: r.claim.end),
    Column("article", "string", "Id of the article: SHA-256 of its text.", lambda r: r.article),
)  # fmt: skip


def _bound(measure: str, name: str) -> Callable[[Incident], Any]:
    def of(one: Incident) -> Any:
        found = one.estimates.get(measure)
        if found is None:
            return "unreported" if name == "known" else None
        return getattr(found, name)

    return of


def _bounds(measure: str) -> Iterator[Column[Incident]]:
    for name in ("low", "best", "high"):
        about = f"{measure.capitalize()}, {name}; null is open or not told, never zero."
        yield Column(f"{measure}_{name}", "int", about, _bound(measure, name))
    about = "given, none, unknown, undisclosed, unreported."
    yield Column(f"{measure}_known", "string", about, _bound(measure, "known"))


INCIDENTS: tuple[Column[Incident], ...] = (
    Column("id", "string", "Of the incident.", lambda one: one.id),
    Column("scope", "string", "incident, or period with its tolls.", lambda one: one.scope.value),
    Column("label", "string", "What a person calls it.", lambda one: one.label),
    Column("event_type", "string", "PLOVER event type.", lambda one: one.event_type),
    Column("sub_event", "string", "ACLED sub-event type.", lambda one: one.sub_event),
    Column("agents", "list", "Who did it, the one named most first.", lambda one: list(one.agents)),
    Column("targets", "list", "To whom it was done.", lambda one: list(one.targets)),
    *_WHERE,
    *(column for measure in Measure for column in _bounds(measure.value)),
    Column("independent_voices", "int", "How many vouch for it.",
           lambda one: len(independent(one.voices))),
    Column("voices", "list", "Their names.", lambda one: _names(independent(one.voices))),
    Column("contradictions", "int", "How many pairs of voices are at odds.",
           lambda one: len(one.contradictions)),
    Column("articles", "int", "How many tell of it.", lambda one: len(one.articles)),
    Column("claims", "int", "How many there are.", lambda one: len(one.claims)),
    Column("files", "list", "That held the articles.", lambda one: list(one.files)),
)  # fmt: skip

ESTIMATES: tuple[Column[EstimateRow], ...] = (
    Column("incident", "string", "Id of the incident or period.", lambda r: r.incident.id),
    Column("label", "string", "What a person calls it.", lambda r: r.incident.label),
    Column("profile", "string", "The published method.", lambda r: r.profile),
    Column("measure", "string", "killed, wounded, missing …", lambda r: r.estimate.measure),
    Column("status", "string", "civilian, combatant, police; null is all people.",
           lambda r: r.estimate.status),
    Column("who", "string", "Which people: children …; null is all.", lambda r: r.estimate.who),
    Column("side", "string", "Whose people; null is all sides.", lambda r: r.estimate.side),
    Column("low", "int", "Null is open, never zero.", lambda r: r.estimate.low),
    Column("best", "int", "Null where the method gives none.", lambda r: r.estimate.best),
    Column("high", "int", "Null is open, never zero.", lambda r: r.estimate.high),
    Column("said", "string", "Low and high in words: 14 or more.",
           lambda r: _ENGLISH.estimate(r.estimate)),
    Column("approx", "bool", "Whether the words say about.", lambda r: r.estimate.approx),
    Column("known", "string", "given, none, unknown, undisclosed.", lambda r: r.estimate.known),
    Column("rules", "list", "Codes of the rules that applied.", lambda r: list(r.estimate.rules)),
    Column("low_claims", "list", "Ids of the claims behind low.",
           lambda r: list(r.estimate.low_claims)),
    Column("best_claims", "list", "Ids of the claims behind best.",
           lambda r: list(r.estimate.best_claims)),
    Column("high_claims", "list", "Ids of the claims behind high.",
           lambda r: list(r.estimate.high_claims)),
)  # fmt: skip

VOICES: tuple[Column[Speaker], ...] = (
    Column("voice", "string", "Its name.", lambda one: one.name),
    Column("role", "string", "outlet, agency, claimant, eyewitness, unnamed.",
           lambda one: one.role),
    Column("incidents", "int", "On how many incidents it was heard.", lambda one: one.incidents),
    Column("periods", "int", "On how many periods.", lambda one: one.periods),
    Column("claims", "int", "How many claims it vouches for.", lambda one: one.claims),
    Column("alone", "int", "How often nobody else vouched.", lambda one: one.alone),
    Column("contradicted", "int", "How often another said otherwise.",
           lambda one: one.contradicted),
    Column("revised", "int", "How often it took back what it had said.",
           lambda one: one.superseded),
)  # fmt: skip

ARTICLES: tuple[Column[ArticleRow], ...] = (
    Column("id", "string", "SHA-256 of the text.", lambda one: one.id),
    Column("file", "string", "That held it first.", lambda one: one.file),
    Column("address", "string", "Where it was fetched from.", lambda one: one.address),
    Column("title", "string", "Its headline.", lambda one: one.title),
    Column("outlet", "string", "Who published it.", lambda one: one.outlet),
    Column("agency", "string", "The wire service that it credits.", lambda one: one.agency),
    Column("language", "string", "BCP 47.", lambda one: one.language),
    Column("published_earliest", "date", "The first day it may have come out.",
           lambda one: one.published_earliest),
    Column("published_latest", "date", "The last day it may have come out.",
           lambda one: one.published_latest),
    Column("captured_at", "time", "When it was captured.", lambda one: one.captured_at),
    Column("superseded_by", "string", "Id of a newer version at its address.",
           lambda one: one.superseded_by),
    Column("reprint_of", "string", "Id of the article whose text it reprints.",
           lambda one: one.reprint_of),
    Column("claims", "int", "How many it makes.", lambda one: one.claims),
)  # fmt: skip
