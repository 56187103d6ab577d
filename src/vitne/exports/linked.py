"""What exports for the web of data share: a context of their own, and the things they name.

The context stands in every document, so that nothing is fetched to read one. Its terms for
annotations are those of https://www.w3.org/ns/anno.jsonld.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vitne.exports.evidence import urn
from vitne.exports.lines import filled
from vitne.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.exports.evidence import Evidence
    from vitne.model import Claim, Location, Timing, Toll
    from vitne.record.queries import Found

VOCABULARY = "urn:vitne:term:"
_RESERVED = ":/?#[]@!$&'()*+,;=%~"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def _thing(name: str) -> dict[str, str]:
    return {"@id": name, "@type": "@id"}


def _typed(name: str, kind: str) -> dict[str, str]:
    return {"@id": name, "@type": f"xsd:{kind}"}


CONTEXT: Mapping[str, Any] = MappingProxyType(
    {
        "@vocab": VOCABULARY,
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "as": "http://www.w3.org/ns/activitystreams#",
        "schema": "http://schema.org/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": _XSD,
        "id": "@id",
        "type": "@type",
        "label": "rdfs:label",
        # Web Annotation
        "Annotation": "oa:Annotation",
        "SpecificResource": "oa:SpecificResource",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector",
        "TimeState": "oa:TimeState",
        "TextualBody": "oa:TextualBody",
        "AnnotationPage": "as:OrderedCollectionPage",
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        "Software": "as:Application",
        "Person": "foaf:Person",
        "body": _thing("oa:hasBody"),
        "target": _thing("oa:hasTarget"),
        "source": _thing("oa:hasSource"),
        "selector": _thing("oa:hasSelector"),
        "state": _thing("oa:hasState"),
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "describing": "oa:describing",
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "start": _typed("oa:start", "nonNegativeInteger"),
        "end": _typed("oa:end", "nonNegativeInteger"),
        "sourceDate": _typed("oa:sourceDate", "dateTime"),
        "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        "format": "dc:format",
        "language": "dc:language",
        "creator": _thing("dcterms:creator"),
        "generator": _thing("as:generator"),
        "generated": _typed("dcterms:issued", "dateTime"),
        "canonical": _thing("oa:canonical"),
        # PROV-O
        "wasQuotedFrom": _thing("prov:wasQuotedFrom"),
        "hadPrimarySource": _thing("prov:hadPrimarySource"),
        "wasAttributedTo": _thing("prov:wasAttributedTo"),
        "wasGeneratedBy": _thing("prov:wasGeneratedBy"),
        "wasDerivedFrom": _thing("prov:wasDerivedFrom"),
        "wasRevisionOf": _thing("prov:wasRevisionOf"),
        "wasInvalidatedBy": _thing("prov:wasInvalidatedBy"),
        "wasAssociatedWith": _thing("prov:wasAssociatedWith"),
        "actedOnBehalfOf": _thing("prov:actedOnBehalfOf"),
        "alternateOf": _thing("prov:alternateOf"),
        "used": _thing("prov:used"),
        "hadMember": _thing("prov:hadMember"),
        "qualifiedAssociation": _thing("prov:qualifiedAssociation"),
        "agent": _thing("prov:agent"),
        "hadPlan": _thing("prov:hadPlan"),
        "endedAtTime": _typed("prov:endedAtTime", "dateTime"),
        "generatedAtTime": _typed("prov:generatedAtTime", "dateTime"),
        # vitne
        "low": _typed(f"{VOCABULARY}low", "integer"),
        "best": _typed(f"{VOCABULARY}best", "integer"),
        "high": _typed(f"{VOCABULARY}high", "integer"),
        "approx": _typed(f"{VOCABULARY}approx", "boolean"),
        "earliest": _typed(f"{VOCABULARY}earliest", "date"),
        "latest": _typed(f"{VOCABULARY}latest", "date"),
        "published": _typed("schema:datePublished", "date"),
        "title": "dcterms:title",
        "publisher": "dcterms:publisher",
        "address": _thing("schema:url"),
        "chain": {"@id": f"{VOCABULARY}chain", "@type": "@id", "@container": "@list"},
        "voice": f"{VOCABULARY}voice",
        "incident": _thing(f"{VOCABULARY}incident"),
        "lowRestsOn": _thing(f"{VOCABULARY}lowRestsOn"),
        "bestRestsOn": _thing(f"{VOCABULARY}bestRestsOn"),
        "highRestsOn": _thing(f"{VOCABULARY}highRestsOn"),
    }
)


def voice_urn(name: str) -> str:
    """The name of a voice on the web of data: what two records call one name, they call one voice."""
    return urn("voice", quote(name.encode(errors="replace"), safe=""))


def iri(address: str | None) -> str | None:
    """An address as an IRI: what has no place in one is percent-encoded."""
    return None if address is None else quote(address.encode(errors="replace"), safe=_RESERVED)


def chain(found: Found) -> list[str]:
    """Who passes a claim on, the outlet first, who vouches for it last."""
    outlet = found.outlet or f"publisher of {found.article[:16]}"
    return [outlet, *(voice.name for voice in found.claim.attribution)]


def agents(found: Found) -> list[dict[str, Any]]:
    """Those of the chain as agents."""
    roles = ["outlet", *(voice.role for voice in found.claim.attribution)]
    return [
        {"id": voice_urn(name), "type": ["prov:Agent", "Voice"], "label": name, "role": role}
        for name, role in zip(chain(found), roles, strict=True)
    ]


def said(claim: Claim) -> dict[str, Any]:
    """What a claim says, as properties of its own."""
    return filled(
        {
            "kind": claim.kind,
            "label": wording("en").claim(claim),
            "modality": claim.modality,
            "polarity": claim.polarity,
            "eventType": claim.event_type,
            "subEvent": claim.sub_event,
            "agentNamed": [party.name for party in claim.agents],
            "targetNamed": [party.name for party in claim.targets],
            **_toll(claim.toll),
            **_place(claim.place),
            **_time(claim.time),
        }
    )


def article(one: Evidence, title: str | None) -> dict[str, Any]:
    """An article as a thing with a language, a publisher and an address."""
    return filled(
        {
            "id": urn("article", one.id),
            "type": ["prov:Entity", "schema:NewsArticle"],
            "format": "text/plain",
            "language": one.language,
            "title": title,
            "publisher": one.outlet,
            "published": one.published,
            "address": iri(one.address),
            "textSha256": one.id,
        }
    )


def _toll(one: Toll | None) -> dict[str, Any]:
    if one is None:
        return {}
    return {
        "measure": one.measure, "low": one.low, "high": one.high, "approx": one.approx,
        "known": one.known, "status": one.status, "who": one.who, "side": one.side,
        "tollScope": one.scope,
    }  # fmt: skip


def _place(one: Location | None) -> dict[str, Any]:
    if one is None:
        return {}
    return {"place": one.name, "country": one.country, "placePrecision": one.precision}


def _time(one: Timing | None) -> dict[str, Any]:
    return {} if one is None else {"earliest": one.earliest, "latest": one.latest, "edtf": one.edtf}
