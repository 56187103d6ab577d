"""The things, agents and activities that a chain of provenance is made of, as nodes of PROV-O."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.exports import linked
from vitne.exports.evidence import urn
from vitne.incidents.profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.evidence import Evidence
    from vitne.exports.format import Context
    from vitne.exports.rows import Row
    from vitne.model import Estimate, Judgement


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One thing, agent or activity: its name, its types, and what is known of it."""

    id: str
    types: tuple[str, ...]
    fields: dict[str, Any]


def article(one: Evidence, title: str | None) -> Iterator[Node]:
    """An article, the captures it was read from, the reading, and the tools."""
    bytes_of = [urn("capture", capture.sha256) for capture in one.captures]
    base = linked.article(one, title)
    fields = {name: value for name, value in base.items() if name not in ("id", "type")}
    yield Node(
        id=base["id"],
        types=tuple(base["type"]),
        fields=fields
        | {
            "wasDerivedFrom": bytes_of,
            "wasGeneratedBy": reading_urn(one),
            "alternateOf": urn("article", one.origin) if one.origin else None,
            "supersededBy": one.superseded_by and urn("article", one.superseded_by),
        },
    )
    yield Node(
        id=reading_urn(one),
        types=("prov:Activity",),
        fields={
            "label": "reading",
            "used": bytes_of,
            "wasAssociatedWith": software(one.reader),
        },
    )
    yield tool(one.reader)
    for capture in one.captures:
        yield Node(
            id=urn("capture", capture.sha256),
            types=("prov:Entity",),
            fields={
                "label": "bytes as captured",
                "format": capture.media_type,
                "bytesSha256": capture.sha256,
                "address": linked.iri(capture.address),
                "generatedAtTime": capture.captured_at,
                "wasGeneratedBy": urn("capturing", f"{capture.sha256}:{capture.captured_at}"),
            },
        )
        yield Node(
            id=urn("capturing", f"{capture.sha256}:{capture.captured_at}"),
            types=("prov:Activity",),
            fields={
                "label": "capture",
                "endedAtTime": capture.captured_at,
                "wasAssociatedWith": software(capture.tool),
            },
        )
        yield tool(capture.tool)


def incident(row: Row, context: Context) -> Iterator[Node]:
    """An incident with its estimates, and the method that made them."""
    one = row.incident
    making = urn("reconciling", f"{one.id}:{row.profile}")
    plan = urn("profile", row.profile)
    yield Node(
        id=urn("incident", one.id),
        types=("prov:Entity", "prov:Collection", "Incident"),
        fields={
            "label": one.label,
            "hadMember": [urn("claim", key) for key in one.claims],
            "wasGeneratedBy": making,
        },
    )
    for at, estimate in enumerate((*one.estimates.values(), *one.parts)):
        yield Node(
            id=urn("estimate", f"{one.id}:{row.profile}:{estimate.measure}:{at}"),
            types=("prov:Entity", "Estimate"),
            fields=_estimate(estimate) | {"incident": urn("incident", one.id),
                                          "wasGeneratedBy": making},
        )  # fmt: skip
    maker = f"vitne {context.version}"
    yield Node(
        id=making,
        types=("prov:Activity",),
        fields={
            "label": "reconciling",
            "used": [urn("claim", key) for key in one.claims],
            "wasAssociatedWith": software(maker),
            "qualifiedAssociation": {
                "id": f"{making}:association",
                "type": "prov:Association",
                "agent": software(maker),
                "hadPlan": plan,
            },
        },
    )
    yield Node(
        id=plan,
        types=("prov:Entity", "prov:Plan"),
        fields={"label": profiles()[row.profile].title},
    )
    yield tool(maker)


def _estimate(one: Estimate) -> dict[str, Any]:
    def claims(found: tuple[str, ...]) -> list[str]:
        return [urn("claim", key) for key in found]

    every = dict.fromkeys((*one.low_claims, *one.best_claims, *one.high_claims))
    return {
        "measure": one.measure,
        "low": one.low,
        "best": one.best,
        "high": one.high,
        "known": one.known,
        "approx": one.approx,
        "status": one.status,
        "who": one.who,
        "side": one.side,
        "rule": list(one.rules),
        "lowRestsOn": claims(one.low_claims),
        "bestRestsOn": claims(one.best_claims),
        "highRestsOn": claims(one.high_claims),
        "wasDerivedFrom": claims(tuple(every)),
    }


def deciding(one: Judgement, about: str, *, redact: bool) -> Iterator[Node]:
    """A judgement as an activity of a person, who has no name where names are taken out."""
    digest = hashlib.sha256(one.author.encode(errors="replace")).hexdigest()[:16]
    person = urn("person", "reviewer" if redact else digest)
    yield Node(
        id=urn("judgement", one.id),
        types=("prov:Activity", "Judgement"),
        fields={
            "label": one.action.value,
            "field": one.field,
            "reason": None if redact else one.reason,
            "endedAtTime": one.at,
            "used": about,
            "wasAssociatedWith": person,
        },
    )
    yield Node(
        id=person,
        types=("prov:Agent", "prov:Person"),
        fields={"label": "a reviewer" if redact else one.author},
    )


def reading_urn(one: Evidence) -> str:
    """The name of the reading of an article."""
    return urn("reading", f"{one.id}:{one.reader.replace('/', ':')}")


def software(name: str) -> str:
    """The name of a tool with its version."""
    return urn("software", "".join(one if one.isalnum() or one in ".-" else ":" for one in name))


def tool(name: str) -> Node:
    """A tool as an agent."""
    return Node(
        id=software(name), types=("prov:Agent", "prov:SoftwareAgent"), fields={"label": name}
    )
