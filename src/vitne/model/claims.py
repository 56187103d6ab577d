"""The claim: what one article says once, attributed, with modality and polarity."""

from __future__ import annotations

import msgspec

from vitne.model.articles import Article
from vitne.model.passages import Passage
from vitne.model.spans import Quote

OUTPUT = "1"  # the form of a reading; another number where a field changes its meaning or goes


class Party(msgspec.Struct, frozen=True, gc=False):
    """An agent or target as the text mentions it; `name` is its canonical English name."""

    name: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Voice(msgspec.Struct, frozen=True, gc=False):
    """One link of an attribution chain.

    `role`: relay (agency or outlet quoted), claimant, eyewitness, unnamed. `cue` is the pack entry
    that attributes. `stake`: `own` or `enemy` where a party speaks of its own side or of another.
    `basis`: `stated`, or why it was carried over from an earlier sentence.
    """

    name: str
    role: str
    text: str | None = None
    start: int | None = None
    end: int | None = None
    cue: str | None = None
    stake: str | None = None
    basis: str = "stated"


class Spot(msgspec.Struct, frozen=True, gc=False):
    """Where words lead from a named place: "100 km nord for X", "midtveis mellom X og Y".

    A point in degrees (WGS 84), and how far around it, in km, the words let the act lie.
    """

    lat: float
    lon: float
    within_km: float


class Location(msgspec.Struct, frozen=True, gc=False):
    """The place of an act or harm, with the words for it.

    `precision`: exact, near, area, country (UCDP where_prec 1, 2, 3-5, 6). `basis`: stated, or how
    it was inherited. `spot` is set where the words put the act a told way off the named place,
    whose own point `lat` and `lon` stay. `confidence`: how likely the name means this place, and no
    other or none, from 0 to 1 (docs/confidence.md); None where no gazetteer has it.
    """

    name: str
    country: str | None
    level: str
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    admin1: str | None = None
    control: str | None = None
    precision: str = "exact"
    basis: str = "stated"
    text: str | None = None
    start: int | None = None
    end: int | None = None
    spot: Spot | None = None
    confidence: float | None = None


class Timing(msgspec.Struct, frozen=True, gc=False):
    """The day(s) of an act: ISO bounds, both included, EDTF, the words, and how it was known."""

    earliest: str
    latest: str
    edtf: str
    basis: str = "stated"
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Toll(msgspec.Struct, frozen=True, gc=False):
    """People harmed, as the words say it; null is not zero.

    `known`: given, none, unknown, undisclosed. `scope`: incident, cumulative, subset.
    """

    measure: str
    low: int | None
    high: int | None
    approx: bool = False
    known: str = "given"
    number: Quote | None = None
    status: str = "unknown"
    who: str | None = None
    side: str | None = None
    scope: str = "incident"
    subset_of: str | None = None


class Claim(msgspec.Struct, frozen=True, gc=False):
    """What one article says once (gold/GUIDELINES.md), with the evidence and the rules behind it.

    `id` hashes the evidence (article, trigger span, kind), not the values. `passage` is the index
    of its passage. `reasons` says why a field was left open.
    """

    id: str
    kind: str
    text: str
    start: int
    end: int
    passage: int
    trigger: Quote
    modality: str
    polarity: str
    event_type: str | None = None
    modes: tuple[str, ...] = ()
    sub_event: str | None = None
    agents: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Location | None = None
    time: Timing | None = None
    toll: Toll | None = None
    attribution: tuple[Voice, ...] = ()
    condition: Quote | None = None
    repeats: tuple[Quote, ...] = ()
    incident: str | None = None
    rules: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    reader: str = ""


class Maker(msgspec.Struct, frozen=True, gc=False):
    """What made a reading: the version of vitne, of the form of its output, of its rules and packs."""

    vitne: str
    output: str
    reader: str


class Reading(msgspec.Struct, frozen=True, gc=False):
    """An article, its passages and its claims: what `vitne read` prints, one object an article.

    `made_by` is null where it comes out of a record, whose claims were read at several times.
    """

    file: str
    article: Article
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    made_by: Maker | None = None
