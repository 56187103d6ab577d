"""The pages of the lists of the API, and its answers about many incidents at once."""

from __future__ import annotations

from typing import Any

import msgspec

from vitne.api.answers import Facet, Timeline  # noqa: TC001 - msgspec needs the types of fields
from vitne.api.shapes import Revised, ToldClaim, ToldIncident  # noqa: TC001
from vitne.api.versions import Moment  # noqa: TC001
from vitne.model import Estimate, Judgement  # noqa: TC001
from vitne.record.changes import Arrival  # noqa: TC001
from vitne.record.speaking import Said  # noqa: TC001


class IncidentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents and periods, those that happened last first.

    `total` counts all of the list; `unplaced` of them have no place, or one of which no point is
    known, `country_only` no finer one than a country. `next` is the address of the page that follows.
    """

    items: list[ToldIncident]
    total: int
    unplaced: int
    country_only: int
    next: str | None
    moment: Moment


class ClaimPage(msgspec.Struct, frozen=True, kw_only=True):
    """Claims, those of the newest articles first, in the order of each."""

    items: list[ToldClaim]
    total: int
    next: str | None
    moment: Moment


class ListedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one report, without its text."""

    id: str
    file: str
    url: str | None
    language: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    captured_at: str
    superseded_by: str | None
    claims: int


class ArticlePage(msgspec.Struct, frozen=True, kw_only=True):
    """Articles, the newest first."""

    items: list[ListedArticle]
    total: int
    next: str | None
    moment: Moment


class ListedVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice, and on how many incidents and periods it was heard, in which way."""

    name: str
    role: str
    incidents: int
    periods: int
    claims: int
    alone: int
    contradicted: int
    superseded: int


class VoicePage(msgspec.Struct, frozen=True, kw_only=True):
    """Voices, those heard on most incidents first."""

    items: list[ListedVoice]
    total: int
    next: str | None
    moment: Moment


class WholeVoice(ListedVoice, frozen=True, kw_only=True):
    """A voice with what it said of each incident, page by page, those that happened last first."""

    said: tuple[Said, ...]
    next: str | None
    moment: Moment


class ListedActor(msgspec.Struct, frozen=True, kw_only=True):
    """Who is named as acting, acted on, or harmed; counts are of incidents."""

    name: str
    incidents: int
    agent: int
    target: int
    side: int


class ActorPage(msgspec.Struct, frozen=True, kw_only=True):
    """Actors, those in most incidents first."""

    items: list[ListedActor]
    total: int
    next: str | None
    moment: Moment


class JudgementPage(msgspec.Struct, frozen=True, kw_only=True):
    """Judgements, the newest first, with those that were undone; `undone` says by which."""

    items: list[Judgement]
    undone: dict[str, str]
    total: int
    next: str | None


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What incidents can be chosen by, with the number of them behind each value."""

    facets: list[Facet]
    total: int
    moment: Moment


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The incidents chosen, over time."""

    timeline: Timeline
    total: int
    moment: Moment


class Point(msgspec.Struct, frozen=True, tag="Point"):
    """Where a place is: longitude, latitude."""

    coordinates: tuple[float, float]


class SpotProperties(msgspec.Struct, frozen=True):
    """A place and the incidents told of it."""

    name: str
    country: str | None
    precision: str
    radius_km: float
    count: int
    incidents: tuple[str, ...]


class SpotFeature(msgspec.Struct, frozen=True, tag="Feature"):
    """One place (RFC 7946)."""

    geometry: Point
    properties: SpotProperties


class Spots(msgspec.Struct, frozen=True, tag="FeatureCollection"):
    """The places of the incidents chosen (GeoJSON); those that have none are counted apart."""

    features: list[SpotFeature]
    total: int
    unplaced: int
    country_only: int
    moment: Moment


class Renewed(msgspec.Struct, frozen=True, kw_only=True):
    """An incident that is new or told otherwise than before."""

    incident: ToldIncident
    before: dict[str, Estimate] | None
    arrivals: tuple[str, ...]
    judgements: tuple[str, ...]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in the record since a time.

    Each of the four lists has no more than `limit`; `next` is the address of the page that goes on
    in all of them, and `complete` is false where there is one.
    """

    since: str
    articles: list[Arrival]
    revisions: list[Revised]
    incidents: list[Renewed]
    judgements: list[Judgement]
    complete: bool
    next: str | None


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """A published method of reconciling."""

    id: str
    title: str
    warning: str
    cites: list[dict[str, Any]]
    rules: dict[str, Any]


class Methods(msgspec.Struct, frozen=True, kw_only=True):
    """The methods that there are."""

    items: list[Method]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule of reconciling by its code, as it stands on estimates."""

    code: str
    says: str


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is served: by which software, how much of a record, and what may be done."""

    software: str
    reader: str
    articles: int
    claims: int
    incidents: int
    judging: bool
    moment: Moment
    resources: dict[str, str]


class MethodPage(msgspec.Struct, frozen=True, kw_only=True):
    """How estimates are made: the codes of the rules, and the grades with their definitions."""

    rules: list[Rule]
    grades: dict[str, str]
    profiles: list[str]


class ExportFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A format in which the incidents of a record can be taken away."""

    name: str
    title: str
    about: str
    media_type: str
    suffix: str
    profile: str
    href: str


class ExportFormats(msgspec.Struct, frozen=True, kw_only=True):
    """The formats that there are."""

    items: list[ExportFormat]
