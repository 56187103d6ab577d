"""Scores how claims are linked to incidents, over all gold articles together.

Incidents of two articles are one where gold gives them one group, and else are two. The measure is
B-cubed over the gold claims that have an incident. With `--claims gold` the claims of gold are
linked, which measures linking alone; with `--claims read` those that vitne reads, matched to gold
as in ../shared/gold/score_gold.py: gold claims that are not matched are left out and their number
is told, or, under "all", are each a cluster of their own.

usage: python evaluation/linking.py [--claims gold|read|both] [--only SET] [--misses]
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

import group_checks
import incidents_gold
import linked
import score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from incidents_gold import GoldArticle
    from linked import Linked

    from vitne.packs.pack import Packs

Results = dict[str, tuple[float, int]]  # field → score, and on how many cases
WAYS = ("gold", "read")


def main() -> int:
    """Link, score, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", choices=(*WAYS, "both"), default="both")
    parser.add_argument("--only", default="", metavar="SET", help="one gold set: dev, a, b …")
    parser.add_argument("--misses", action="store_true", help="print what was merged or split")
    options = parser.parse_args()
    if not score.RULES.exists():
        print(f"there are no scoring rules: {score.RULES}", file=sys.stderr)
        return 1
    ways = WAYS if options.claims == "both" else (options.claims,)
    articles = [
        one
        for one in incidents_gold.load(seed=True)
        if one.file.partition("/")[0] in (options.only or one.file.partition("/")[0], "seed")
    ]
    found = {}
    for way in ways:
        found[f"linking-{way}"], lines = judge(articles, way)
        if options.misses:
            print(f"\nClaims {way}:\n" + "\n".join(lines) + "\n")
    print("\n".join(score.table(found)))
    return 0


def measure(packs: Packs | None = None) -> dict[str, Results]:
    """Every figure of linking, by whose claims were linked; what evaluate.py and floors.py keep."""
    articles = incidents_gold.load(packs, seed=True)
    return {f"linking-{way}": judge(articles, way)[0] for way in WAYS}


def judge(articles: Sequence[GoldArticle], way: str) -> tuple[Results, list[str]]:
    """The figures of one way, and a line for each thing that is wrong."""
    apart = [a for a in articles if a.path != incidents_gold.SEED]
    clusters = _linked(apart, way).clusters
    results = scores(apart, clusters, way)
    checks = group_checks.check(articles, lambda some: _linked(some, way), way)
    for name, rows in checks.items():
        results[name] = (sum(row.right for row in rows) / len(rows), len(rows))
    wrong = [
        f"{name}: {row.line}" for name, rows in checks.items() for row in rows if not row.right
    ]
    return results, [*wrong, *misses(apart, clusters, way)]


def _linked(articles: Sequence[GoldArticle], way: str) -> Linked:
    readings = (a.gold_reading if way == "gold" else a.own_reading for a in articles)
    return linked.link(zip((a.capture for a in articles), readings, strict=True))


def scores(articles: Sequence[GoldArticle], clusters: Mapping[str, str], way: str) -> Results:
    """B-cubed of clusters (claim id → label), from wherever they come.

    With `way` "gold" the ids are those of gold claims, with "read" those of claims as read. Pairs
    of articles are those that tell of one incident.
    """
    gold = incidents_gold.gold_labels(articles)
    found = _as_gold(articles, clusters, way)
    known = {key: label for key, label in gold.items() if key in _matched(articles, way)}
    precision, recall, f1 = incidents_gold.b_cubed(known, found)
    want, got = _pairs(articles, gold), _pairs(articles, found)
    return {
        "B³ F1": (f1, len(known)),
        "B³ precision": (precision, len(known)),
        "B³ recall": (recall, len(known)),
        "B³ F1, all": (incidents_gold.b_cubed(gold, found)[2], len(gold)),
        "pairs of articles": (2 * len(want & got) / max(len(want) + len(got), 1), len(want)),
    }


def misses(articles: Sequence[GoldArticle], clusters: Mapping[str, str], way: str) -> Iterator[str]:
    """A line for each incident that was split, and for each that holds more than one."""
    gold = incidents_gold.gold_labels(articles)
    found = _as_gold(articles, clusters, way)
    known = [key for key in gold if key in _matched(articles, way)]
    words = {c.id: f"{a.file} {c.start} {c.trigger.text!r}" for a in articles for c in a.claims}
    apart: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    mixed: dict[str | None, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in known:
        apart[gold[key]][found.get(key, "no incident")].append(words[key])
        mixed[found.get(key)][gold[key]].append(words[key])
    for label, parts in apart.items():
        if len(parts) > 1 or "no incident" in parts:
            yield f"SPLIT {label}: {_told(parts)}"
    for cluster, inside in mixed.items():
        if cluster is not None and len(inside) > 1:
            yield f"MIXED {cluster}: {_told(inside)}"


def _told(parts: Mapping[str, list[str]]) -> str:
    return " | ".join(f"{name} [{', '.join(rows)}]" for name, rows in parts.items())


def _as_gold(
    articles: Sequence[GoldArticle], clusters: Mapping[str, str], way: str
) -> dict[str, str]:
    """The cluster of each gold claim by its id; none for those in no cluster or not matched."""
    if way == "gold":
        return dict(clusters)
    pairs = (pair for a in articles for pair in a.pairs.items())
    return {gold: clusters[read] for read, gold in pairs if read in clusters}


def _matched(articles: Sequence[GoldArticle], way: str) -> frozenset[str]:
    if way == "gold":
        return frozenset(c.id for a in articles for c in a.claims)
    return frozenset(gold for a in articles for gold in a.pairs.values())


def _pairs(articles: Sequence[GoldArticle], labels: Mapping[str, str]) -> set[tuple[str, str]]:
    """The pairs of articles with claims of one label."""
    told: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for claim in article.claims:
            if claim.id in labels:
                told[labels[claim.id]].add(article.file)
    return {pair for files in told.values() for pair in itertools.combinations(sorted(files), 2)}


if __name__ == "__main__":
    raise SystemExit(main())
