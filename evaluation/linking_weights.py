"""Estimates the parameters of linking from gold: how often each level holds of pairs of one incident.

usage: python evaluation/linking_weights.py [--write]

`m` and `u` of a level are its shares among pairs about one incident and among pairs about two, each
level counted once more than it was seen (Laplace). For `within`, claims of gold and claims as read
count alike. For `across`, few gold articles share an incident, so each article is read as two: its
first sentence on an incident is one account, what follows another; pairs of real articles count
beside them. Prints each level with its bits; --write puts the parameters into
src/vitne/data/linking/NAME.weights.json, keeping the threshold.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import incidents_gold
import msgspec

from vitne.incidents import rows
from vitne.incidents.accounts import account, happened, pairs
from vitne.incidents.candidates import candidates
from vitne.incidents.scoring import Scorer
from vitne.model import Scope
from vitne.packs.linking import Comparison, Model, Weights, read_comparisons, read_families

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.model import Account, Claim, Link

DATA = Path(__file__).parents[1] / "src" / "vitne" / "data" / "linking"
_EVERY = -1e9  # bits: no pair is left out


def main() -> int:
    """Estimate, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="put them into the pack")
    options = parser.parse_args()
    gold = incidents_gold.load()
    settle("within", within(gold), write=options.write)
    settle("across", across(gold), write=options.write)
    return 0


def within(gold: Iterable[incidents_gold.GoldArticle]) -> list[tuple[Link, bool]]:
    """Every pair of claims of one article that have an incident, and whether it is one."""
    families = read_families()
    scorer = Scorer(untrained("within"))
    labels: dict[str, str] = {}
    told: list[Claim] = []
    asked: list[tuple[str, str]] = []
    for article in gold:
        known = {key: label for key, label in article.labels.items() if label is not None}
        read = {key: known[own] for key, own in article.pairs.items() if own in known}
        for claims, own in ((article.claims, known), (article.read, read)):
            mine = [claim for claim in claims if claim.id in own and happened(claim)]
            labels |= own
            told += mine
            asked += pairs(mine)
    links = scorer.score(rows.of_claims(told, families), asked, least=_EVERY)
    return [(link, labels[link.one] == labels[link.other]) for link in links]


def across(gold: Iterable[incidents_gold.GoldArticle]) -> list[tuple[Link, bool]]:
    """Pairs of accounts that meet, and whether they are about one incident."""
    found: list[Account] = []
    labels: dict[str, str] = {}
    for article in gold:
        for label, told in _told(article).items():
            for claims in _halves(told):
                one = account(
                    Scope.INCIDENT, claims, article=claims[0].id,
                    families=read_families(),
                )  # fmt: skip
                found.append(one)
                labels[one.id] = label
    scorer = Scorer(untrained("across"))
    links = scorer.score(rows.of_accounts(found), sorted(candidates(found)), least=_EVERY)
    return [(link, labels[link.one] == labels[link.other]) for link in links]


def _told(article: incidents_gold.GoldArticle) -> dict[str, list[Claim]]:
    """The claims of an article on each of its incidents, in text order."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in article.claims:
        label = article.labels[claim.id]
        if label is not None and happened(claim):
            told[label].append(claim)
    return told


def _halves(claims: list[Claim]) -> list[list[Claim]]:
    """The first sentence on an incident, and the rest: as two articles might tell it."""
    first = [claim for claim in claims if claim.passage == claims[0].passage]
    rest = [claim for claim in claims if claim.passage != claims[0].passage]
    return [half for half in (first, rest) if half]


def untrained(name: str) -> Model:
    """A declared model whose levels weigh nothing yet."""
    comparisons = read_comparisons(name)
    even = {one.name: {level.label: 0.5 for level in one.levels} for one in comparisons}
    return Model(name, comparisons, Weights(prior=0.5, threshold=0.0, m=even, u=even))


def estimate(name: str, seen: list[tuple[Link, bool]], threshold: float) -> Weights:
    """The shares of each level among pairs of one incident and of two."""
    comparisons = read_comparisons(name)
    m = {one.name: _shares(one, [link for link, same in seen if same]) for one in comparisons}
    u = {one.name: _shares(one, [link for link, same in seen if not same]) for one in comparisons}
    prior = sum(same for _, same in seen) / len(seen)
    return Weights(prior=round(prior, 4), threshold=threshold, m=m, u=u)


def settle(name: str, seen: list[tuple[Link, bool]], *, write: bool) -> None:
    """Print the estimates, and keep them if asked to."""
    path = DATA / f"{name}.weights.json"
    threshold = json.loads(path.read_text())["threshold"] if path.exists() else 0.0
    weights = estimate(name, seen, threshold)
    print(f"{name}: {len(seen)} pairs, {weights.prior:.1%} about one incident")
    for comparison, levels in weights.m.items():
        for label, m in levels.items():
            print(f"  {comparison:8} {math.log2(m / weights.u[comparison][label]):6.2f}  {label}")
    if write:
        text = msgspec.json.format(msgspec.json.encode(weights), indent=1)
        path.write_bytes(text + b"\n")


def _shares(comparison: Comparison, links: list[Link]) -> dict[str, float]:
    counts = Counter(link.levels[comparison.name][0] for link in links)
    levels = [level.label for level in comparison.levels if not level.unknown]
    total = sum(counts[label] + 1 for label in levels)
    return {label: round((counts[label] + 1) / total, 5) for label in levels}


if __name__ == "__main__":
    raise SystemExit(main())
