"""W3C Web Annotation in JSON-LD: one annotation a claim, pinned to its words in its article."""

from __future__ import annotations

from itertools import chain as joined
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from vitne.exports import linked
from vitne.exports.discreet import discreet
from vitne.exports.evidence import evidence, quoted, urn
from vitne.exports.format import CAUTION, Column, Context, Format
from vitne.exports.lines import compact, filled, write_document
from vitne.exports.loose import loose
from vitne.record.rows import chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.evidence import Evidence
    from vitne.exports.policy import Policy
    from vitne.exports.rows import Row
    from vitne.record.queries import Found

_LOT = 100


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the article it stands in, as a policy lets it be told."""

    found: Found
    article: Evidence
    policy: Policy
    generated_at: str
    generator: str


def annotation(one: Noted) -> dict[str, Any]:
    """The annotation of a claim: its body says what, its target in which words."""
    return compact(COLUMNS, one)


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    head = {
        "@context": dict(linked.CONTEXT),
        "type": "AnnotationPage",
        "label": CAUTION,
    }
    return write_document(out, head, "items", _annotations(rows, context))


def _annotations(rows: Iterator[Row], context: Context) -> Iterator[dict[str, Any]]:
    told = ((found, row) for row in discreet(rows, context.policy) for found in row.claims)
    for some in chunks(joined(told, ((found, None) for found in loose(context))), _LOT):
        articles = evidence(context.connection, {found.article for found, _ in some})
        for found, row in some:
            yield annotation(
                Noted(
                    found=found,
                    article=articles[found.article],
                    policy=context.policy,
                    generated_at=context.generated_at,
                    generator=f"vitne {context.version}",
                )
            )
            if row is not None:
                context.trace(row, urn("annotation", found.claim.id))


def _body(one: Noted) -> list[dict[str, Any]]:
    """What the claim says, in words and as data."""
    claim = one.found.claim
    said = linked.said(claim)
    text = {"type": "TextualBody", "value": said["label"], "format": "text/plain",
            "language": "en", "purpose": "describing"}  # fmt: skip
    voices = linked.agents(one.found)
    return [
        text,
        filled(
            {
                "id": urn("claim", claim.id),
                "type": ["prov:Entity", "Claim"],
                **said,
                "voice": voices[-1]["label"],
                "wasAttributedTo": voices[-1],
                "chain": voices,
                "wasQuotedFrom": urn("article", one.article.id),
                "review": one.found.review,
                "reader": claim.reader,
                "incident": urn("incident", one.found.incident) if one.found.incident else None,
            }
        ),
    ]


def _target(one: Noted) -> dict[str, Any]:
    """The words: quoted with what stands around them, and by their offsets in the article's text."""
    claim, words = one.found.claim, quoted(one.found.claim, one.article, one.policy)
    position = {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}
    quote = filled(
        {
            "type": "TextQuoteSelector",
            "exact": words.exact,
            "prefix": words.prefix,
            "suffix": words.suffix,
        }
    )
    return {
        "type": "SpecificResource",
        "source": linked.article(one.article, one.found.title),
        "selector": [position] if words.exact is None else [quote, position],
        "state": {
            "type": "TimeState",
            "sourceDate": one.found.captured_at,
            "textSha256": one.article.id,
            "bytesSha256": sorted({capture.sha256 for capture in one.article.captures}),
        },
    }


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Name of the annotation.",
           lambda one: urn("annotation", one.found.claim.id), required=True),
    Column("type", "string", "Always Annotation.", lambda _one: "Annotation", required=True,
           values=("Annotation",)),
    Column("motivation", "string", "Always describing.", lambda _one: "describing", required=True,
           values=("describing",)),
    Column("generated", "datetime", "Time of the export, UTC.", lambda one: one.generated_at),
    Column("generator", "object", "The software that made it.",
           lambda one: {"id": urn("software", one.generator.replace(" ", ":")), "type": "Software",
                        "label": one.generator}),
    Column("body", "array", "What the claim says: a TextualBody, and the claim as data with its "
           "figures, place, time, the chain of voices and who vouches for it.", _body,
           required=True),
    Column("target", "object", "The article, with a TextQuoteSelector {exact, prefix, suffix}, a "
           "TextPositionSelector {start, end} in code points, and a State with the SHA-256 of text "
           "and bytes.", _target, required=True,
           ours="Words from which a policy took something are given by their position alone."),
)  # fmt: skip

FORMAT = Format(
    name="annotations",
    title="W3C Web Annotation (JSON-LD)",
    about="one annotation a claim: what it says, in which words, at which offsets, who vouches",
    media_type="application/ld+json",
    suffix=".jsonld",
    columns=COLUMNS,
    write=_write,
    fixed=True,
    notes=(
        "The context stands in the document; nothing is fetched to read it.",
        "Offsets are in Unicode code points of the article's text, whose SHA-256 is the name of the "
        "article. In Python `text[start:end] == exact`.",
        "What stands around a quote is 32 code points on each side. The text itself stays in the "
        "record: it is under copyright.",
        "Claims in no incident (threats, denials, numbers) are annotated too.",
    ),
)
