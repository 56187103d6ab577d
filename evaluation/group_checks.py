"""Checks incidents, voices and tolls against the groups of gold articles, and against the seed.

A group is the articles on one happening, with the incidents, the independent voices and the bounds
of killed and wounded that a reader of all of them must come to (../shared/gold/groups). Each group
is linked by itself; so is the article that the project began with.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import incidents_gold
import msgspec
import score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from incidents_gold import GoldArticle
    from linked import Linked

    from vitne.model import Estimate, Incident

GROUPS = score.SHARED / "gold" / "groups"
COUNTED = ("killed", "wounded")  # a voice that gives neither is not counted there
SEED_TOLLS = (  # incident, low and high of killed and of wounded
    ("stepanakert-2020-10-04", (None, None), (None, None)),
    ("ganja-2020-10-04", (1, 1), (4, 4)),
    ("beylagan-2020-10", (None, None), (None, None)),
)
# Sums of figures that are no sums (150 + 240, and the one of Ganja), and what is not told as nought.
NEVER = {0, 151, 241, 390, 391}


class Check(msgspec.Struct, frozen=True):
    """One thing that must be so."""

    what: str
    want: Any
    got: Any
    note: str = ""

    @property
    def right(self) -> bool:
        """Whether it is so."""
        return bool(self.want == self.got)

    @property
    def line(self) -> str:
        """What is wrong, in words."""
        return f"{self.what}: want {self.want}, got {self.got} {self.note}".rstrip()


def check(
    articles: Sequence[GoldArticle], link: Callable[[Sequence[GoldArticle]], Linked], way: str
) -> dict[str, list[Check]]:
    """All checks, by the name of what is checked."""
    found: dict[str, list[Check]] = {}
    for file in sorted(GROUPS.glob("*.json")):
        wanted = json.loads(file.read_bytes())["incidents"]
        names = {w["group"] for w in wanted}
        own = [a for a in articles if names.intersection(a.labels.values())]
        for row in group(wanted, own, link(own), way):
            found.setdefault(f"groups: {row.what.partition(' of ')[0]}", []).append(row)
    if own := [a for a in articles if a.path == incidents_gold.SEED]:
        found["seed"] = list(seed(own[0], link(own), way))
    return found


def group(
    wanted: Sequence[dict[str, Any]], articles: Sequence[GoldArticle], made: Linked, way: str
) -> Iterator[Check]:
    """The checks of one group of articles."""
    golds = {k: v for a in articles for k, v in labels(a, way).items()}
    for want in wanted:
        name = want["group"]
        yield whole(golds, made, name)
        found = incident(golds, made, name)
        counts = [v for v in found.voices if set(v.latest) & set(COUNTED)] if found else []
        told = ", ".join(sorted(v.name for v in counts))
        yield Check(f"voices of {name}", want["independent_voices"], len(counts), f"({told})")
        for measure in COUNTED:
            last = {
                (v["name"], v["low"], v["high"]) for v in want[measure]["voices"] if v["latest"]
            }
            figures = Counter((low, high) for _, low, high in last)
            got = Counter((b.low, b.high) for v in counts if (b := v.latest.get(measure)))
            yield Check(f"last figures of {name} ({measure})", figures, got, f"({told})")
            bounds = (want[measure]["low"], want[measure]["high"])
            yield Check(f"{measure} of {name}", bounds, _bounds(found, measure))


def seed(article: GoldArticle, made: Linked, way: str) -> Iterator[Check]:
    """The checks of the article the project began with (`incidents`, `reconciled_tolls`)."""
    golds = labels(article, way)
    names = ", ".join(i.label for i in made.incidents)
    yield Check("incidents", 3, len(made.incidents), f"({names})")
    for name, killed, wounded in SEED_TOLLS:
        yield whole(golds, made, name)
        found = incident(golds, made, name)
        yield Check(f"killed of {name}", killed, _bounds(found, "killed"))
        yield Check(f"wounded of {name}", wounded, _bounds(found, "wounded"))
    yield Check("periods", 1, len(made.periods), f"({', '.join(p.label for p in made.periods)})")
    yield from _period(made.periods[0], _claims(article, way)) if made.periods else ()
    told = [e for i in (*made.incidents, *made.periods) for e in (*i.estimates.values(), *i.parts)]
    bounds = {b for e in told for b in (e.low, e.best, e.high)}
    yield Check("sums and zeros that nobody said", set(), bounds & NEVER)


def _period(period: Incident, ids: dict[str, str]) -> Iterator[Check]:
    """C31 is all the killed, at least 240; C25 and C30 are parts of them, C32 is the wounded."""
    killed, wounded = period.estimates.get("killed"), period.estimates.get("wounded")
    yield Check("killed in the period", (240, 240, None), _values(killed))
    yield Check(
        "who says so of the killed", (ids.get("C31"),), killed.low_claims if killed else None
    )
    yield Check("wounded in the period", (200, None), _bounds(period, "wounded"))
    yield Check(
        "who says so of the wounded", (ids.get("C32"),), wounded.low_claims if wounded else None
    )
    soldiers = [e for e in period.parts if ids.get("C25") in e.best_claims]
    yield Check("soldiers killed", [150], [e.best for e in soldiers])
    civilians = [e for e in period.parts if e.measure == "killed" and e.status == "civilian"]
    yield Check("civilians killed", [(2, None)], [(e.low, e.high) for e in civilians])
    behind = {c for e in civilians for c in (*e.low_claims, *e.best_claims, *e.high_claims)}
    yield Check("all the killed told as civilians", set(), behind & {ids.get("C31")})


def labels(article: GoldArticle, way: str) -> dict[str, str]:
    """The gold incident of each claim that was linked and has one, by claim id."""
    if way == "gold":
        return {k: v for k, v in article.labels.items() if v is not None}
    found = incidents_gold.read_labels([article])
    return {k: v for k, v in found.items() if v is not None}


def whole(golds: dict[str, str], made: Linked, name: str) -> Check:
    """Whether the claims of a gold incident make up one incident, with no claim of another."""
    count = sum(label == name for label in golds.values())
    mixed: dict[str | None, Counter[str]] = {}
    for key, label in golds.items():
        mixed.setdefault(made.clusters.get(key), Counter())[label] += 1
    got = [dict(rows) for key, rows in mixed.items() if name in rows and key is not None]
    alone = mixed.get(None, Counter())[name]
    return Check(f"incidents of {name}", [{name: count}], got + [{"none": alone}] * bool(alone))


def incident(golds: dict[str, str], made: Linked, name: str) -> Incident | None:
    """The incident that most claims of a gold incident are in."""
    votes = Counter(made.clusters.get(key) for key, label in golds.items() if label == name)
    best = [key for key, _ in votes.most_common() if key is not None][:1]
    return next((i for i in made.incidents if [i.id] == best), None)


def _claims(article: GoldArticle, way: str) -> dict[str, str]:
    """The id of each claim as linked, by its name in gold ("C31")."""
    if way == "gold":
        return {name: key for key, name in article.names.items()}
    return {article.names[gold]: read for read, gold in article.pairs.items()}


def _bounds(found: Incident | None, measure: str) -> tuple[int | None, int | None]:
    estimate = found.estimates.get(measure) if found else None
    return (estimate.low, estimate.high) if estimate else (None, None)


def _values(found: Estimate | None) -> tuple[int | None, int | None, int | None] | None:
    return (found.low, found.best, found.high) if found else None
