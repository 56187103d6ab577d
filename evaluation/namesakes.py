"""Fits and measures the confidence with which a name is taken for one place and not another.

A name may be that of many places, or of none that the gazetteer has. How likely each is comes from a
conditional logistic model: the odds of a place are exp(sum of coefficients times features), those of
"none of them" exp(a constant), and they share what adds up to one. The features are those of
vitne.mentions.namesakes.

Fitted on gold of the project alone (evaluation/gold and ../shared/gold/dev), whose places have points.
LGL and GeoVirus lie in a GPL repository that allows no model to be shipped: they only measure.
Calibration is shown on what was not fitted: each of five parts of the gold by a fit on the other
four, GeoVirus and LGL by the fit on all gold.

usage: python evaluation/namesakes.py [--write]

--write puts the coefficients into src/vitne/data/places/namesakes.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import geoparsing
import msgspec
import numpy as np
import score

from vitne.packs import namesakes as shipped
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from vitne.mentions.namesakes import Weighed

FILE = Path(__file__).parents[1] / "src" / "vitne" / "data" / "places" / "namesakes.json"
CARD = "docs/confidence.md"
_RIGHT = {"town": 25.0, "adm2": 75.0, "adm1": 200.0, "area": 250.0, "sea": 1000.0}  # km
_FOLDS = 5
_STEPS = 600
_RATE = 0.5
_SHRUNK = 0.002  # times the square of each coefficient: what gold cannot tell stays small
# Gold has few names of several towns, and of large ones, so that these hardly show in it.
_OUTRIGHT = {
    "people": 3.0, "people less than the largest": 2.0, "known everywhere": 1.0,
    "in the state beside the name": 3.0, "in the region beside the name": 3.0,
    "of the level beside the name": 1.5, "in a region told of": 1.5, "near a town told of": 2.0, "near several told of": 4.0,
}  # fmt: skip


class Case(NamedTuple):
    """A name in a text: the features of the places that bear it, and which is meant, or none."""

    text: str
    features: NDArray[np.float64]  # places by features
    right: int  # number of places: none of them


def main() -> int:
    """Fit, measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="put the coefficients into the pack")
    options = parser.parse_args()
    packs = Packs()
    own = list(gold(packs))
    weights = fit(own)
    print(
        f"{len(own)} names of gold, {sum(c.right == len(c.features) for c in own)} of no place known"
    )
    for name, value in zip((*shipped.FEATURES, "none of them"), weights, strict=True):
        print(f"{value:8.3f}  {name}")
    sets = {"gold, parts not fitted on": held_out(own)}
    sets |= {name: judge(list(public(name, packs)), weights) for name in ("GeoVirus", "LGL")}
    print("\n".join(tables(sets)))
    if options.write:
        write(weights)
    return 0


def write(weights: NDArray[np.float64]) -> None:
    """Put the coefficients into the pack."""
    rounded = [round(float(value), 3) for value in weights]
    places = dict(zip(shipped.FEATURES, rounded[:-1], strict=True))
    found = shipped.Weights(version=1, card=CARD, no_match=rounded[-1], places=places)
    FILE.write_text(json.dumps(msgspec.to_builtins(found), indent=1) + "\n", encoding="utf-8")


def gold(packs: Packs) -> Iterator[Case]:
    """The place names of the project's own gold, each once a text."""
    for paths in score.gold_by_language().values():
        for path in paths:
            told = json.loads(path.read_bytes())
            text = path.with_suffix(".txt").read_text("utf-8")
            pack = packs.language(told["language"])
            rows = [claim["place"] for claim in told["claims"] if claim.get("place")]
            spans = {(row["start"], row["end"]): row for row in rows if row.get("text")}
            if pack is None:
                continue
            article = geoparsing.Names(text, pack, packs)
            for (start, end), row in sorted(spans.items()):
                yield from _case(article, start, end, lambda place, row=row: _same(place, row))


def _same(place: Weighed, row: dict[str, object]) -> bool:
    """Whether a place is the one of gold: the state, or near enough for its level."""
    if place.place.country != row["country"]:
        return False
    if row["level"] == "country":
        return place.place.level.value == "country"
    near = geoparsing.kilometres(
        geoparsing.Toponym(0, 0, float(str(row["lat"])), float(str(row["lon"]))), place.place
    )
    return near <= _RIGHT[str(row["level"])]


def public(name: str, packs: Packs) -> Iterator[Case]:
    """The names of a public set."""
    pack = packs.language("en")
    assert pack is not None  # noqa: S101 - English is of the project
    for text, rows in (geoparsing.lgl if name == "LGL" else geoparsing.geovirus)():
        article = geoparsing.Names(text, pack, packs)
        for one in rows:
            yield from _case(
                article, one.start, one.end, lambda w, one=one: geoparsing.is_right(one, w.place)
            )


def _case(
    article: geoparsing.Names, start: int, end: int, same: Callable[[Weighed], bool]
) -> Iterator[Case]:
    rows = article.weigh(start, end)
    if rows and all(row.signs for row in rows):
        right = next((i for i, row in enumerate(rows) if same(row)), len(rows))
        features = np.array([[row.signs[name] for name in shipped.FEATURES] for row in rows])
        yield Case(article.text[start:end], features, right)


def prior() -> NDArray[np.float64]:
    """What a coefficient is where gold tells nothing of it: what words say outright counts."""
    return np.array([_OUTRIGHT.get(name, 0.0) for name in (*shipped.FEATURES, "")])


def fit(cases: Sequence[Case]) -> NDArray[np.float64]:
    """The coefficients of all features and of "none of them", by gradient descent."""
    believed = prior()
    weights = believed.copy()
    for _ in range(_STEPS):
        slope = sum((_slope(case, weights) for case in cases), np.zeros_like(weights))
        weights -= _RATE * (slope / len(cases) + _SHRUNK * (weights - believed))
    return weights


def _slope(case: Case, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    share = likely(case, weights)
    share[case.right] -= 1.0
    return np.append(case.features.T @ share[:-1], share[-1])


def likely(case: Case, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely each place is, and last of all none of them."""
    odds = np.append(case.features @ weights[:-1], weights[-1])
    odds = np.exp(odds - odds.max())
    return np.asarray(odds / odds.sum())


def judge(cases: Sequence[Case], weights: NDArray[np.float64]) -> geoparsing.Judged:
    """The confidence of each choice, and whether it was right."""
    rows = [(likely(case, weights)[:-1], case.right) for case in cases]
    return [(float(share.max()), int(share.argmax()) == right) for share, right in rows]


def held_out(cases: Sequence[Case]) -> geoparsing.Judged:
    """The same for each part of the cases by a fit on the others."""
    found: geoparsing.Judged = []
    for part in range(_FOLDS):
        rest = [case for i, case in enumerate(cases) if i * _FOLDS // len(cases) != part]
        own = [case for i, case in enumerate(cases) if i * _FOLDS // len(cases) == part]
        found += judge(own, fit(rest))
    return found


def tables(sets: dict[str, geoparsing.Judged]) -> list[str]:
    """A reliability table a set, as Markdown."""
    lines: list[str] = []
    for name, judged in sets.items():
        right = sum(ok for _, ok in judged) / max(len(judged), 1)
        error = geoparsing.calibration_error(judged)
        lines += ["", f"{name}: {len(judged)} names, {right:.3f} right, ECE {error:.3f}", ""]
        lines += ["| confidence | names | said | right |", "| --- | --- | --- | --- |"]
        for low, high in geoparsing.BINS:
            if (row := geoparsing.reliability(judged, low, high)) is not None:
                told = f"{low:.2f} to {min(high, 1.0):.2f}"
                lines.append(f"| {told} | {row[2]} | {row[0]:.3f} | {row[1]:.3f} |")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
