"""Measures how many killed and captured ISAF's press releases tell of, and where and when.

The releases (362 development texts; no licence stated, used here only to measure) were coded by
hand: the least number of killed and of captured, the day and the province. Vague words are
taken as three people, as in the releases looked at ("several"). No figure of another system on them
is known to us; what is read is compared with the coders alone.

A release is read as dated by its own first lines, where they give a day and a year. Measured are
the shares of releases with the right figure, day and province; and for those told in vague words
only the share read as a bound that holds: open upwards, and not above what was coded.

usage: python evaluation/isaf.py [--misses]
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import score

from vitne import pipeline
from vitne.model import Capture, Level, Metadata
from vitne.packs.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.model import Claim, Location, Toll
    from vitne.packs.pack import Packs

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "isaf" / "dev.jsonl"
SEVERAL = 3  # what the coders took vague words for
VAGUE = frozenset({"several", "some", "multiple", "numerous", "many", "few", "number"})
TOP = 400  # code points of a release in which its date stands
_DAY = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?!\d)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(20[01]\d)\b")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

Measured = dict[str, tuple[float, int]]
Grounds = dict[tuple[str | None, str | None], str]  # by state and code of its part


def files() -> tuple[Path, ...]:
    """The files that are measured on."""
    return (FILE,)


@cache
def measure(packs: Packs, *, misses: bool = False) -> dict[str, Measured]:
    """The share right of each field."""
    rows: dict[str, list[bool]] = defaultdict(list)
    grounds = grounds_of(packs)
    for line in FILE.read_text("utf-8").strip().split("\n"):
        row = json.loads(line)
        published = day_of(row["text"])
        claims = read(row["text"], published, packs)
        for field, right in judged(row["gold"], claims, grounds, dated=published is not None):
            rows[field].append(right)
            if misses and not right:
                print(field, row["gold"], row["text"], sep="\n  ")
    return {"ISAF dev": {f: (sum(found) / len(found), len(found)) for f, found in rows.items()}}


def day_of(text: str) -> str | None:
    """The day of a release by its first lines: "Apr. 29: … 2010-04-CA-091" is 2010-04-29."""
    top = text[:TOP]
    day, year = _DAY.search(top), _YEAR.search(top)
    if day is None or year is None:
        return None
    month = MONTHS.index(day[1].lower()) + 1
    return f"{year[1]}-{month:02d}-{int(day[2]):02d}"


def read(text: str, published: str | None, packs: Packs) -> Sequence[Claim]:
    """The claims of one release."""
    data = text.encode()
    known = Metadata(published=published, publisher="ISAF", language="en")
    capture = Capture("isaf.txt", data, hashlib.sha256(data).hexdigest(), "text/plain", known)
    return pipeline.read(capture, packs).claims


def judged(
    gold: dict[str, Any], claims: Sequence[Claim], grounds: Grounds, *, dated: bool
) -> Iterator[tuple[str, bool]]:
    """Each field of a release, and whether it was read right."""
    for measure_, name in (("killed", "least killed"), ("captured", "least captured")):
        tolls = [c.toll for c in claims if c.toll and c.toll.measure == measure_]
        yield name, least(claims, measure_) == gold[f"min_{measure_}"]
        vague = [toll for toll in tolls if is_vague(toll)]
        if gold[f"min_{measure_}"] and vague and len(vague) == len(tolls):
            held = all((t.low or 0) <= gold[f"min_{measure_}"] and t.high is None for t in vague)
            yield "vague words", held
    acts = [c for c in claims if c.kind in ("event", "toll")]
    province = {word for name in gold["province"] for word in words(name)}
    found = {w for c in acts if c.place for w in words(_told(c.place, grounds))}
    yield "province", province <= found
    if dated:
        start = gold["start_date"]
        yield "date", any(c.time and c.time.earliest <= start <= c.time.latest for c in acts)


def grounds_of(packs: Packs) -> Grounds:
    """The name of each part of a state, by the codes of both."""
    pack = packs.language("en")
    assert pack is not None  # noqa: S101 - vitne reads English
    regions = pack.places.regions.values()
    return {(r.country, r.admin1): r.name for r in regions if r.level is Level.ADM1 and r.admin1}


def _told(place: Location, grounds: Grounds) -> str:
    """A place in all words: its name, those of the text, and the province that it lies in."""
    return f"{place.name} {place.text or ''} {grounds.get((place.country, place.admin1), '')}"


def least(claims: Sequence[Claim], measure_: str) -> int:
    """The least number of people a release tells of: the most that any one sentence counts."""
    counted: dict[int, int] = defaultdict(int)
    for claim in claims:
        toll = claim.toll
        if toll is not None and toll.measure == measure_ and toll.scope == "incident":
            counted[claim.passage] += SEVERAL if is_vague(toll) else toll.low or 0
    return max(counted.values(), default=0)


def is_vague(toll: Toll) -> bool:
    """Whether a toll is told in words that give no figure: "several insurgents"."""
    return toll.number is not None and not VAGUE.isdisjoint(words(toll.number.text))


if __name__ == "__main__":
    raise SystemExit(score.show(__doc__, measure))
