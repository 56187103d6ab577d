"""Measures on MUC-4 how incidents of political violence are read from English agency texts.

MUC-4 has 1,500 texts in capitals on Latin America in the 1980s, each with the templates of the
incidents it tells of (no licence is stated for the texts; used here only to measure). Measured are
the slots date, location, type, stage, confidence in the organisation that did it, and number of and
effect on the victims, by the rules of the conference (see muc4_scoring.py).

Compared with GE's system, the best of 1992: date 59, location 61, type 75, stage 73, confidence 27,
victims' number 61, effect 57 (F1, as ../shared/data/README.md gives it; the proceedings were not
looked up). That is on the sealed parts, other texts than these, and with human judges, where here
rules judge: it shows the level, and no exact distance.

usage: python evaluation/muc4.py [SET ...] [--misses] [--budget]

Sets are dev, tst1 and tst2. Misses are printed of dev only: the others are for measuring.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import muc4_budget
import muc4_keys
import muc4_rules
import muc4_scoring
import muc4_templates
import score

from vitne import pipeline
from vitne.model import Capture, Metadata, Role
from vitne.packs.folding import words as folded
from vitne.packs.pack import Pack, Packs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from muc4_keys import Template
    from muc4_scoring import Tally

    from vitne.model import Article

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "muc4"
SETS = ("tst1", "tst2")
SAMPLE = 5  # every so-manieth text of dev
GIVEN = ("recall", "precision", "F1")

Measured = dict[str, tuple[float, int]]


def main() -> int:
    """Print recall, precision and F1 of each slot."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sets", nargs="*", metavar="SET", help="dev, tst1, tst2")
    parser.add_argument("--misses", action="store_true", help="print what is wrong in dev")
    parser.add_argument("--budget", action="store_true", help="print where the loss lies")
    options = parser.parse_args()
    packs = Packs()
    names = options.sets or ["dev", *SETS]
    shown = {name: told(name, packs, misses=options.misses and name == "dev") for name in names}
    print("\n".join(score.table(shown)))
    if options.budget:
        for name in names:
            print(f"\n{name}", *muc4_budget.table(budget(name, packs)), sep="\n")
    return 0


def files() -> tuple[Path, ...]:
    """The files that are measured on."""
    return tuple(DATA / f"{name}.jsonl" for name in SETS)


def measure(packs: Packs) -> dict[str, Measured]:
    """F1 of each slot on the two test sets."""
    found = {f"MUC-4 {name}": told(name, packs) for name in SETS}
    return {
        name: {slot[:-3]: value for slot, value in rows.items() if slot.endswith(" F1")}
        for name, rows in found.items()
    }


def told(name: str, packs: Packs, *, misses: bool = False) -> Measured:
    """Recall, precision and F1 of each slot of a set, and how many fills the key has."""
    tally: Tally = {slot: Counter() for slot in muc4_keys.SLOTS}
    for row in rows_of(name):
        keys = [muc4_keys.template(each) for each in row["templates"]]
        answers = read(row["id"], row["text"], packs)
        for slot, counts in muc4_scoring.score(keys, answers).items():
            tally[slot] += counts
        if misses:
            _show(row["id"], keys, answers)
    return {
        f"{slot} {what}": (value, sum(counts.values()) - counts["spurious"])
        for slot, counts in tally.items()
        for what, value in zip(GIVEN, muc4_scoring.figures(counts), strict=True)
    }


def budget(name: str, packs: Packs) -> muc4_budget.Budget:
    """Where the loss of a set lies."""
    lost = muc4_budget.empty()
    for row in rows_of(name):
        keys = [muc4_keys.template(each) for each in row["templates"]]
        muc4_budget.lose(lost, keys, read(row["id"], row["text"], packs))
    return lost


def rows_of(name: str) -> Iterator[dict[str, Any]]:
    """The texts of a set with their keys; of dev a sample."""
    lines = (DATA / f"{name}.jsonl").read_text("utf-8").strip().split("\n")
    return map(json.loads, lines[:: SAMPLE if name == "dev" else 1])


def read(name: str, text: str, packs: Packs) -> list[Template]:
    """The templates of one text, of which only its own words are known."""
    data = text.encode()
    known = Metadata(language="en")
    capture = Capture(name, data, hashlib.sha256(data).hexdigest(), "text/plain", known)
    reading = pipeline.read(capture, packs)
    pack = packs.language("en")
    assert pack is not None  # noqa: S101 - English is always there
    bodies = frozenset(actor.name for actor in pack.actors.by_id.values())
    told = muc4_templates.Told(
        reading.article.published, _home(reading.article, pack), _countries(), bodies
    )
    return muc4_templates.templates(reading.claims, told)


def _home(article: Article, pack: Pack) -> str | None:
    """The state that a text is on: that of its dateline, or the one asked for that it names most.

    MUC-4 takes it where no place is told.
    """
    home = _dateline(article, pack)
    if home in muc4_rules.ASKED:
        return home
    named = Counter(_states(folded(article.text), pack))
    asked = [(count, state) for state, count in named.items() if state in muc4_rules.ASKED]
    return max(asked)[1] if asked else home


def _states(lows: list[str], pack: Pack) -> Iterator[str | None]:
    """The states that words name, by their names or those of their people."""
    for at, low in enumerate(lows):
        if (found := pack.nation(low)) is not None:
            yield found[0].country
        else:
            _, places = pack.match_place(low, lows[at + 1 : at + 3])
            if places and places[0].level == "country":
                yield places[0].country


def _dateline(article: Article, pack: Pack) -> str | None:
    """The state of the town that a text is from."""
    for segment in article.segments:
        if segment.role is Role.DATELINE:
            first, *rest = folded(article.text[segment.start : segment.end])
            _, places = pack.match_place(first, rest)
            return places[0].country if places else None
    return None


@cache
def _countries() -> dict[str, str]:
    with (resources.files("vitne") / "data" / "places" / "countries.csv").open(
        encoding="utf-8"
    ) as file:
        return {row["iso3"]: row["name"] for row in csv.DictReader(file)}


def _show(name: str, keys: list[Template], answers: list[Template]) -> None:
    pairs = muc4_scoring.mapped(keys, answers)
    used = {id(one) for pair in pairs for one in pair}
    print(f"== {name}")
    for key, answer in pairs:
        for slot in muc4_keys.SLOTS:
            counts = muc4_scoring.slot_counts(slot, key.slots[slot], answer.slots[slot])
            if set(+counts) - {"correct"}:
                print(f"  {slot}: {_said(key, slot)} read {_said(answer, slot)}")
    for what, ones in (("missing", keys), ("spurious", answers)):
        for one in ones:
            if id(one) not in used and not one.optional:
                print(f"  {what}: " + ", ".join(_said(one, slot) for slot in muc4_keys.SLOTS))


def _said(one: Template, slot: str) -> str:
    return (
        "; ".join(f"{'/'.join(f.values)} {' '.join(sorted(f.of))}" for f in one.slots[slot]) or "-"
    )


if __name__ == "__main__":
    raise SystemExit(main())
