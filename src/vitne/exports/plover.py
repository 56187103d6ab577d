"""PLOVER 2.0 in JSON lines: one event a line, with its words and where they stand."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from vitne.exports.countries import alpha2
from vitne.exports.discreet import discreet
from vitne.exports.evidence import is_web
from vitne.exports.format import Column, Context, Format
from vitne.exports.lines import compact, encoded, filled
from vitne.exports.loose import loose
from vitne.exports.plover_actors import actors, table
from vitne.record.statements import came_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vitne.exports.rows import Row
    from vitne.model import Claim, Location
    from vitne.record.queries import Found

_REJECTED = "rejected"
_OPEN = "hypothetical"
_SIZES = {"killed": "dead", "wounded": "injured", "captured": "captured"}
_ARREST = "arrest"
_NEAR = 3  # PLOVER's resolution of what lies near a town


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One claim that PLOVER knows as an event, with the tolls that its article tells of it."""

    found: Found
    tolls: tuple[Claim, ...] = ()
    coded: str = ""

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.found.claim


def events(row: Row, coded: str = "") -> Iterator[Event]:
    """The events of an incident: what happened, article by article, each with its own tolls.

    A toll goes with one event only: the last told before it in its article, else the first.
    """
    said: dict[str, list[Found]] = defaultdict(list)
    for one in row.claims:
        if one.review != _REJECTED:
            said[one.article].append(one)
    for some in said.values():
        happened = [one for one in some if is_event(one.claim)]
        tolls: dict[str, list[Claim]] = defaultdict(list)
        for one in some:
            if one.claim.toll is not None and happened:
                tolls[_nearest(one.claim, happened)].append(one.claim)
        for one in happened:
            yield Event(found=one, tolls=tuple(tolls[one.claim.id]), coded=coded)


def is_event(claim: Claim) -> bool:
    """Whether PLOVER codes it: an act that is told as having happened, or one done in words.

    A denial is the act of denying; what is negated, or only possible, is no event.
    """
    if claim.event_type is None:
        return False
    return claim.kind != "event" or (claim.polarity != "negative" and claim.modality != _OPEN)


def _nearest(toll: Claim, happened: Sequence[Found]) -> str:
    before = [one.claim for one in happened if one.claim.start <= toll.start]
    return before[-1].id if before else happened[0].claim.id


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    count = 0
    day = context.generated_at[:10]
    linked = ((event, row) for row in discreet(rows, context.policy) for event in events(row, day))
    for event, row in chain(linked, ((event, None) for event in _unlinked(context, day))):
        fields = compact(COLUMNS, event)
        out.write(encoded(fields) + b"\n")
        count += 1
        if row is not None:
            context.trace(row, fields["id"])
    return count


def _unlinked(context: Context, day: str) -> Iterator[Event]:
    for found in loose(context):
        if is_event(found.claim):
            yield Event(found=found, coded=day)


def _date(event: Event) -> str:
    """The day, as PLOVER must have one: that of the act, else that on which the article came out."""
    time = event.claim.time
    return time.earliest if time else came_out(event.found.published, event.found.captured_at)


def _enddate(event: Event) -> str | None:
    time = event.claim.time
    return time.latest if time and time.latest != time.earliest else None


def _location(place: Location | None) -> dict[str, Any]:
    if place is None:
        return {}
    kind, code, resolution = table().features.get(place.level, ("L", "RGN", 2))
    fine = place.level == "town"
    return filled(
        {
            "extracted_place": place.text,
            "resolved_place": place.name,
            "geonameid": place.geonameid,
            "lat": place.lat,
            "lon": place.lon,
            "city": place.name if fine and place.precision == "exact" else None,
            "district": place.name if place.level == "adm2" else None,
            "province": place.name if place.level == "adm1" else None,
            "country": place.country,
            "country_code": alpha2(place.country),
            "feature_class": kind,
            "feature_code": code,
            "resolution": min(resolution, _NEAR) if place.precision == "near" else resolution,
        }
    )


def _size(event: Event) -> dict[str, Any]:
    """The least number of people harmed, and the most where it is another; open is left out."""
    found: dict[str, Any] = {}
    for claim in event.tolls:
        toll = claim.toll
        if toll is None or toll.known not in ("given", "none") or toll.scope == "subset":
            continue
        name = _SIZES.get(toll.measure)
        if name == "captured" and _ARREST in event.claim.modes:
            name = "arrested"
        if name is None or name in found or f"{name}_max" in found:
            continue
        found |= {name: toll.low} if toll.low is not None else {}
        found |= {f"{name}_max": toll.high} if toll.high not in (None, toll.low) else {}
    return found


def _citation(event: Event) -> dict[str, Any]:
    one = event.found
    return filled(
        {
            "corpus": "vitne",
            "citation": f"sha256:{one.article}",
            "url": one.file if is_web(one.file) else None,
            "title": one.title,
            "language": one.language,
            "publication": one.outlet,
            "coder": one.claim.reader,
            "codebook": "PLOVER 2.0 (draft)",
            "version": one.claim.reader,
        }
    )


def _comment(event: Event) -> str | None:
    notes = []
    if not _actors(event):
        notes.append("No actor is told of; PLOVER itself would not code it.")
    if event.claim.time is None:
        notes.append("No day is told; the date is that on which the article came out.")
    return " ".join(notes) or None


def _actors(event: Event) -> list[dict[str, Any]]:
    return actors(event.claim.agents, _date(event))


def _ours(event: Event) -> dict[str, Any]:
    claim = event.claim
    return filled(
        {
            "claim": claim.id,
            "incident": event.found.incident,
            "kind": claim.kind,
            "modality": claim.modality,
            "condition": claim.condition.text if claim.condition else None,
            "agentless": not _actors(event),
            "voices": [voice.name for voice in claim.attribution],
            "tolls": [one.id for one in event.tolls],
            "review": event.found.review,
        }
    )


def _list(told: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(told))


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Unique identifier: that of the claim.",
           lambda one: f"vitne-{one.claim.id}", required=True),
    Column("date", "date", "First day of the event.", _date, required=True,
           ours="Where no day is told, the day on which the article came out; `comment` says so."),
    Column("enddate", "date", "Last day, where that is another.", _enddate),
    Column("actor", "array", "Actor objects {code, sector, actor_text, identifier_text, office}; "
           "compound actors are one event with a list.", _actors, required=True,
           ours="Empty where nobody is told of. PLOVER codes no such event; vitne keeps and marks it."),
    Column("recipient", "array", "Actor objects of those acted on.",
           lambda one: actors(one.claim.targets, _date(one))),
    Column("event", "array", "Event categories.", lambda one: [one.claim.event_type],
           required=True),
    Column("event_loc", "object", "Location object {extracted_place, resolved_place, geonameid, lat, "
           "lon, city, district, province, country, country_code, feature_class, feature_code, "
           "resolution}; resolution is 5 within a city to 1 country.",
           lambda one: _location(one.claim.place)),
    Column("event_text", "array", "Words that evoke the event.",
           lambda one: [one.claim.trigger.text] if one.claim.trigger.text else []),
    Column("quad_code", "integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, "
           "4 material conflict.", lambda one: table().quads.get(one.claim.event_type),
           values=(1, 2, 3, 4)),
    Column("mode", "array", "How: modes of the category; of THREATEN what is threatened.",
           lambda one: _list(one.claim.modes)),
    Column("context", "array", "Why: contexts of the event.", lambda _one: [],
           ours="Not coded: they would have to be guessed from the whole article."),
    Column("size", "object", "{dead, injured, arrested, captured}: the least number told in the same "
           "article, and {…}_max the most where it is another; an open bound is left out.", _size),
    Column("text", "string", "The words of the claim.", lambda one: one.claim.text),
    Column("text_info", "object", "{sequence, start, end}: number of the sentence, and offsets in the "
           "article's text in code points.",
           lambda one: {"sequence": one.claim.passage, "start": one.claim.start,
                        "end": one.claim.end}),
    Column("cite_info", "object", "{corpus, citation, url, title, language, publication, coder, "
           "codebook, version} of the article.", _citation),
    Column("coder", "string", "What coded it.", lambda one: one.claim.reader),
    Column("coded_date", "date", "Day of the export.", lambda one: one.coded or None),
    Column("comment", "string", "What must be known to use the record.", _comment),
    Column("vitne", "object", "{claim, incident, kind, modality, condition, agentless, voices, tolls, "
           "review}: what PLOVER has no field for.", _ours),
)  # fmt: skip

FORMAT = Format(
    name="plover",
    title="PLOVER 2.0 JSON lines",
    about="one event a line, also threats, demands, accusations and denials",
    media_type="application/x-ndjson",
    suffix=".jsonl",
    columns=COLUMNS,
    write=_write,
    records=events,
    fixed=True,
    notes=(
        "Events are claims, not incidents: two articles on one strike are two records. Records of one "
        "incident share `vitne.incident`.",
        "Threats are THREATEN with what is threatened as mode, never ASSAULT. Negated events and what "
        "is only possible are left out; a denial is REJECT.",
        "Partially recognised entities have their nominal sovereign as code and PRE as sector.",
        "Empty optional fields are left out of a record.",
    ),
)
