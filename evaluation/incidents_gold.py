"""Gold articles with the incidents their claims are about, and the measure of linking: B-cubed.

`load()` gives every gold article with its claims twice: as gold has them, and as vitne reads them;
both with the gold incident of each claim. Clusters from anywhere, as claim id → label, are scored
against that with `b_cubed`.
"""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import score

from vitne.articles.dates import parse_edtf
from vitne.model import Article, Capture, Claim, Passage, Period, Reading

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from pathlib import Path

    from vitne.packs.pack import Packs

SAME = score.HERE / "gold" / "same.toml"  # groups of different sets that are one happening
SEED = score.SHARED / "seed" / "article.json"
_PRECISION = {"town": "exact", "country": "country"}  # as in reading; all others area


class GoldArticle(msgspec.Struct, frozen=True):
    """One gold article: what it says, and which of its claims are about which incident.

    `claims` are those of gold (never `background`), `labels` the incident of each by its id, None
    where it has none. Incidents of two articles have one label where gold gives them one group.
    `read` are the claims that vitne reads; `pairs` gives for those that fit a gold claim its id.
    Claim ids are unique over all articles.
    """

    file: str  # "dev/d1a-nb-barda.txt"
    path: Path  # of the gold file
    capture: Capture  # as its caller would hand it in
    text: str
    published: Period | None
    language: str
    publisher: str | None
    article: Article
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    labels: dict[str, str | None]
    read: tuple[Claim, ...]
    pairs: dict[str, str]
    names: dict[str, str]  # of the gold claims in their file ("C31"), by id

    @property
    def gold_reading(self) -> Reading:
        """The reading that would be perfect."""
        return Reading(self.file, self.article, self.passages, self.claims)

    @property
    def own_reading(self) -> Reading:
        """The reading that vitne makes."""
        return Reading(self.file, self.article, self.passages, self.read)


def load(packs: Packs | None = None, *, seed: bool = False) -> list[GoldArticle]:
    """Every gold article there is, in a fixed order; `seed` adds the one the project began with."""
    from vitne.packs.pack import Packs  # noqa: PLC0415 - the name is an argument as well

    packs = packs or Packs()
    sets = score.gold_sets()
    paths = [p for name, rows in sets.items() if seed or not name.startswith("seed") for p in rows]
    return [_load(path, packs) for path in sorted(paths, key=lambda p: (p.parent.name, p.name))]


def gold_labels(articles: Iterable[GoldArticle]) -> dict[str, str]:
    """The incident of each gold claim that has one, by claim id."""
    return {key: label for a in articles for key, label in a.labels.items() if label is not None}


def read_labels(articles: Iterable[GoldArticle]) -> dict[str, str | None]:
    """The gold incident of each claim that vitne read and gold has; None where gold gives none."""
    return {read: a.labels[gold] for a in articles for read, gold in a.pairs.items()}


def _key(path: Path, name: str) -> str:
    """The id of a gold claim, by its file and its name in it ("C31")."""
    return hashlib.sha256(f"gold:{path.stem}:{name}".encode()).hexdigest()[:16]


def b_cubed(
    gold: Mapping[Any, Hashable], predicted: Mapping[Any, Hashable]
) -> tuple[float, float, float]:
    """Precision, recall and F1 of clusters, averaged over items (Bagga and Baldwin, 1998).

    Items are the keys of `gold`; one that `predicted` does not know, or gives None, is a cluster of
    its own. Keys that `gold` does not know are left out.
    """
    own = {k: ("alone", k) if predicted.get(k) is None else predicted[k] for k in gold}
    both = Counter((gold[k], own[k]) for k in gold)
    golds, owns = Counter(gold.values()), Counter(own.values())
    total = max(sum(golds.values()), 1)
    precision = sum(n * n / owns[o] for (_, o), n in both.items()) / total
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / total
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _load(path: Path, packs: Packs) -> GoldArticle:
    gold = json.loads(path.read_bytes())
    capture, reading = score.handed_in(path), score.reading_of(path, packs)
    guesses = [c for c in reading.claims if c.kind != "background"]
    plain = [msgspec.to_builtins(c) for c in guesses]
    found = {g["id"]: p["id"] for g, p in score.rules().pair(gold["claims"], plain)}
    by_id = {c.id: c for c in guesses}
    keys = {c["id"]: _key(path, c["id"]) for c in gold["claims"]}
    claims = [
        _claim(c, keys, reading.passages, by_id.get(found.get(c["id"], ""))) for c in gold["claims"]
    ]
    published = parse_edtf(gold["published"]) if gold["published"] else None
    changed = {"published": published, "publisher": gold["publisher"], "language": gold["language"]}
    return GoldArticle(
        file=capture.file, path=path, capture=capture, text=reading.article.text, published=published,
        language=gold["language"], publisher=gold["publisher"],
        article=msgspec.structs.replace(reading.article, **changed), passages=reading.passages,
        claims=tuple(claims), labels=_labels(gold, path, keys), read=reading.claims,
        pairs={p: keys[g] for g, p in found.items()}, names={k: n for n, k in keys.items()},
    )  # fmt: skip


def _labels(gold: dict[str, Any], path: Path, keys: dict[str, str]) -> dict[str, str | None]:
    names = {i["id"]: i["group"] or f"{path.stem}:{i['id']}" for i in gold["incidents"]}
    told = {name: _same().get(group, group) for name, group in names.items()}
    return {keys[c["id"]]: told.get(c["incident"]) for c in gold["claims"]}


@functools.cache
def _same() -> dict[str, str]:
    """The name that a group goes by, where it has several."""
    rows = tomllib.loads(SAME.read_text(encoding="utf-8"))["same"]
    return {group: row["groups"][0] for row in rows for group in row["groups"]}


def _claim(
    gold: dict[str, Any], keys: dict[str, str], passages: tuple[Passage, ...], read: Claim | None
) -> Claim:
    """A gold claim as vitne would give it.

    What gold does not annotate, the entries behind it and the modes of the act, is taken from the
    claim that vitne read from the same words.
    """
    made: dict[str, Any] = {
        **gold,
        "id": keys[gold["id"]],
        "passage": next((p.index for p in passages if gold["start"] < p.end), 0),
        "place": _place(gold["place"]),
        "time": _time(gold["time"]),
        "repeats": gold.get("repeats") or [],
        "incident": None,
        "rules": read.rules if read else [],
        "modes": read.modes if read else [],
        "reader": "gold",
    }
    if made.get("toll") is not None:
        made["toll"] = {**gold["toll"], "subset_of": keys.get(gold["toll"]["subset_of"] or "")}
    return msgspec.convert(made, Claim)


def _place(gold: dict[str, Any] | None) -> dict[str, Any] | None:
    return gold and {**gold, "precision": _PRECISION.get(gold["level"], "area")}


def _time(gold: dict[str, Any] | None) -> dict[str, Any] | None:
    if gold is None:
        return None
    first, last = gold["earliest"], gold["latest"]
    return {**gold, "edtf": first if first == last else f"{first}/{last}"}
