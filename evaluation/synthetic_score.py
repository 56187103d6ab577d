"""Scores the incidents of a record of synthetic articles against what truly happened.

usage: python evaluation/synthetic_score.py RECORD FOLDER

FOLDER is that of synthetic.py. Items are the claims of acts and tolls of single incidents that vitne read
in a stretch that tells of an incident; a claim in no incident is a cluster of its own.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import linked
import msgspec
import sqlalchemy as sa
import synthetic
from incidents_gold import b_cubed

from vitne.record import schema
from vitne.record.database import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = ("event", "toll")
_MOST_SHOWN = 40


class _Span(msgspec.Struct):
    start: int


class _Scope(msgspec.Struct):
    scope: str


class _Told(msgspec.Struct):
    """What is needed of a claim."""

    trigger: _Span
    toll: _Scope | None = None


def main() -> int:
    """Print the figures, and the first things that are wrong."""
    record, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for name, value in score(record, folder).items():
        print(f"{name}: {value:.4f}")
    for line in wrong(record, folder):
        print(line)
    return 0


def score(record: Path, folder: Path) -> dict[str, float]:
    """B-cubed and the number of claims and incidents."""
    with Record.open(str(record)) as opened, opened.reading() as connection:
        truth = dict(labels(connection, folder))
        found = linked.clusters(connection)
    precision, recall, f1 = b_cubed(truth, found)
    return {
        "B³ F1": f1, "B³ precision": precision, "B³ recall": recall, "claims": len(truth),
        "incidents told": len(set(truth.values())), "incidents": len(set(found.values())),
        "claims in none": sum(key not in found for key in truth),
    }  # fmt: skip


def labels(connection: sa.Connection, folder: Path) -> Iterator[tuple[str, str]]:
    """The incident that each claim is truly about, by the id of the claim."""
    spans = dict(_spans(folder))
    decode = msgspec.json.Decoder(_Told).decode
    claims = schema.claims
    query = sa.select(claims.c.id, claims.c.article, claims.c.claim_json)
    rows = connection.execution_options(yield_per=10_000).execute(
        query.where(claims.c.kind.in_(_KINDS))
    )
    for key, article, told in rows:
        claim = decode(told)
        if claim.toll is not None and claim.toll.scope == "cumulative":
            continue
        for start, end, about in spans.get(article, ()):
            if start <= claim.trigger.start < end and about is not None:
                yield key, about
                break


def _spans(folder: Path) -> Iterator[tuple[str, list[tuple[int, int, str | None]]]]:
    """The stretches of each article with what they tell of, by the id of the article."""
    line = msgspec.json.Decoder(synthetic.Line).decode
    truth = msgspec.json.Decoder(synthetic.Truth).decode
    with (
        (folder / synthetic.ARTICLES).open("rb") as texts,
        (folder / synthetic.TRUTH).open("rb") as told,
    ):
        for one, other in zip(texts, told, strict=False):
            yield hashlib.sha256(line(one).text.encode()).hexdigest(), truth(other).sentences


def wrong(record: Path, folder: Path) -> Iterator[str]:
    """Incidents that were split and clusters that hold more than one, the largest first."""
    with Record.open(str(record)) as opened, opened.reading() as connection:
        truth = dict(labels(connection, folder))
        found = linked.clusters(connection)
    happened = msgspec.json.Decoder(dict).decode
    with (folder / synthetic.INCIDENTS).open("rb") as file:
        names = {row["id"]: f"{row['id']} {row['town']['name']} {row['day']} {row['act']}"
                 for row in map(happened, file)}  # fmt: skip
    split: dict[str, Counter[str]] = {}
    mixed: dict[str, Counter[str]] = {}
    for key, about in truth.items():
        split.setdefault(about, Counter())[found.get(key, "none")] += 1
        if key in found:
            mixed.setdefault(found[key], Counter())[names[about]] += 1
    for what, rows in (("SPLIT", split), ("MIXED", mixed)):
        several = sorted(
            rows.items(), key=lambda row: -(sum(row[1].values()) - max(row[1].values()))
        )
        yield from (f"{what} {names.get(k, k)}: {dict(v)}" for k, v in several[:_MOST_SHOWN])


if __name__ == "__main__":
    raise SystemExit(main())
