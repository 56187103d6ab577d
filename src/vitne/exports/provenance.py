"""PROV-O in JSON-LD: from every figure back to the bytes, by whom, with which tool, who decided what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from vitne.exports import linked
from vitne.exports.discreet import discreet
from vitne.exports.evidence import evidence, quoted, urn
from vitne.exports.format import CAUTION, Column, Context, Format
from vitne.exports.lines import compact, filled, write_document
from vitne.exports.provenance_nodes import Node, article, deciding, incident, reading_urn
from vitne.model import Action
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.exports.evidence import Evidence
    from vitne.exports.rows import Row
    from vitne.model import Judgement
    from vitne.record.queries import Found

_REVISES = (Action.CORRECT, Action.ACCEPT, Action.REJECT)


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    head = {"@context": dict(linked.CONTEXT), "label": CAUTION}
    nodes = _Nodes(context)
    found = (_shown(node) for row in discreet(rows, context.policy) for node in nodes.of(row))
    return write_document(out, head, "@graph", found)


def _shown(node: Node) -> dict[str, Any]:
    first = compact(COLUMNS[:2], node)
    return first | {name: value for name, value in filled(node.fields).items() if name not in first}


class _Nodes:
    """The nodes of incidents, each told once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reviews = Reviews.load(context.connection)
        self._told: set[int] = set()  # hashes, for there may be millions

    def of(self, row: Row) -> Iterator[Node]:
        """The nodes of an incident that were not told yet."""
        every = {one.article for one in row.claims}
        articles = evidence(self._context.connection, every)
        for node in self._all(row, articles):
            key = hash(node.id)
            if key not in self._told:
                self._told.add(key)
                yield node
        self._context.trace(row, urn("incident", row.incident.id))

    def _all(self, row: Row, articles: dict[str, Evidence]) -> Iterator[Node]:
        titles = {one.article: one.title for one in row.claims}
        for key, one in articles.items():
            yield from article(one, titles.get(key))
        for found in row.claims:
            yield from self._claim(found, articles[found.article])
        yield from incident(row, self._context)

    def _claim(self, found: Found, text: Evidence) -> Iterator[Node]:
        """A claim as it was read, the voices it came through, and what people made of it."""
        claim = found.as_read or found.claim
        words = quoted(found.claim, text, self._context.policy)
        for agent in linked.agents(found):
            yield Node(
                id=agent["id"],
                types=("prov:Agent", "Voice"),
                fields={"label": agent["label"], "role": agent["role"]},
            )
        names = linked.chain(found)
        decided = [one for one in self._reviews.of(claim.id) if one.action in _REVISES]
        yield Node(
            id=urn("claim", claim.id),
            types=("prov:Entity", "Claim"),
            fields={
                **linked.said(claim),
                "exact": words.exact,
                "start": claim.start,
                "end": claim.end,
                "voice": names[-1],
                "wasAttributedTo": linked.voice_urn(names[-1]),
                "chain": [linked.voice_urn(name) for name in names],
                "wasQuotedFrom": urn("article", text.id),
                "hadPrimarySource": urn("article", text.id),
                "wasGeneratedBy": reading_urn(text),
                "incident": urn("incident", found.incident) if found.incident else None,
                "review": found.review,
            },
        )
        yield from self._judged(found, decided)

    def _judged(self, found: Found, decided: Sequence[Judgement]) -> Iterator[Node]:
        """Each decision as an activity, and the claim as it made it."""
        before = urn("claim", found.claim.id)
        for one in decided:
            yield from deciding(one, before, redact=self._context.policy.redact)
            if one.action is Action.REJECT:
                continue
            revised = f"{before}:{one.id[:16]}"
            yield Node(
                id=revised,
                types=("prov:Entity", "Claim"),
                fields={
                    "label": f"{found.claim.id}, {one.action.value}"
                    + (f" {one.field}" if one.field else ""),
                    "wasRevisionOf": before,
                    "wasGeneratedBy": urn("judgement", one.id),
                    **(linked.said(found.claim) if one is decided[-1] else {}),
                },
            )
            before = revised


def nodes(_row: Row) -> Iterator[Node]:
    """Nothing: nodes need the record, not a row alone."""
    yield from ()


def _field(name: str) -> Any:
    return lambda node: node.fields.get(name)


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Name of the thing, agent or activity.", lambda node: node.id,
           required=True),
    Column("type", "array", "Its types in PROV-O, and Claim, Voice, Incident, Estimate, Judgement.",
           lambda node: list(node.types), required=True),
    Column("label", "string", "What it is, for a person.", _field("label")),
    Column("wasQuotedFrom", "string", "Of a claim: the article whose words it is.",
           _field("wasQuotedFrom")),
    Column("hadPrimarySource", "string", "Of a claim: the same article.",
           _field("hadPrimarySource")),
    Column("wasAttributedTo", "string", "Of a claim: the innermost voice, who vouches for it.",
           _field("wasAttributedTo")),
    Column("chain", "array", "Of a claim: all voices it came through, the outlet first.",
           _field("chain")),
    Column("exact", "string", "Of a claim: its words.", _field("exact")),
    Column("start", "integer", "Of a claim: where its words begin, in code points.",
           _field("start")),
    Column("end", "integer", "Of a claim: where they end.", _field("end")),
    Column("measure", "string", "Of a claim or an estimate: what is counted.", _field("measure")),
    Column("low", "integer", "The least; left out where it is open.", _field("low")),
    Column("best", "integer", "Of an estimate: the best figure.", _field("best")),
    Column("high", "integer", "The most; left out where it is open.", _field("high")),
    Column("lowRestsOn", "array", "Of an estimate: the claims behind its low.",
           _field("lowRestsOn")),
    Column("bestRestsOn", "array", "Of an estimate: the claims behind its best.",
           _field("bestRestsOn")),
    Column("highRestsOn", "array", "Of an estimate: the claims behind its high.",
           _field("highRestsOn")),
    Column("wasDerivedFrom", "array", "Of an article: the captured bytes; of an estimate: claims.",
           _field("wasDerivedFrom")),
    Column("wasGeneratedBy", "string", "The activity: capture, reading, reconciling, judgement.",
           _field("wasGeneratedBy")),
    Column("wasAssociatedWith", "string", "Of an activity: the software with its version, or the "
           "person.", _field("wasAssociatedWith")),
    Column("endedAtTime", "datetime", "Of an activity: when, UTC.", _field("endedAtTime")),
    Column("used", "array", "Of an activity: what it worked on.", _field("used")),
    Column("wasRevisionOf", "string", "Of a claim as people corrected or accepted it: the claim "
           "before.", _field("wasRevisionOf")),
    Column("bytesSha256", "string", "Of a capture: SHA-256 of its bytes.", _field("bytesSha256")),
    Column("textSha256", "string", "Of an article: SHA-256 of its text.", _field("textSha256")),
)  # fmt: skip

FORMAT = Format(
    name="provenance",
    title="PROV-O (JSON-LD)",
    about="from each figure back to claims, words, captured bytes, tools and decisions of people",
    media_type="application/ld+json",
    suffix=".jsonld",
    columns=COLUMNS,
    write=_write,
    records=nodes,
    notes=(
        "The context stands in the document; nothing is fetched to read it.",
        "The columns are the properties that matter most; a claim has those of the annotations "
        "format as well (place, time, modality).",
        "A reprint is `prov:alternateOf` the article it reprints.",
        "With `--redact`, reviewers have no names and no reasons.",
    ),
)
