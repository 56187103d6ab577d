"""Measures on MUC-4 how incidents of political violence are read from English agency texts.

MUC-4 has 1,500 texts in capitals on Latin America in the 1980s, each with the templates of the
incidents it tells of. No licence is stated for the texts: neither they nor a model of them are part
of vitne, but ordinary words of dev are among the common words of English (common.py).
Measured are the slots date, location, type, stage, confidence in the organisation that did it, and
number of and effect on the victims, by the rules of the conference (see muc4_scoring.py).

The step from claims to templates is trained on the keys of dev (muc4_train.py), as all systems of the
conference were made on them: what was asked for is a matter of that task. It is trained anew in each
run, since a model of texts without a licence may not be shipped. Each text is read whether or not
vitne takes it for a report of conflict.

Compared with GE's system, the best of 1992: date 59, location 61, type 75, stage 73, confidence 27,
victims' number 61, effect 57 (F1, as ../shared/data/README.md gives it; the proceedings were not
looked up). That is on the sealed parts, other texts than these, and with human judges, where here
rules judge: it shows the level, and no exact distance.

usage: python evaluation/muc4.py [SET ...] [--misses] [--budget]

Sets are dev, tst1 and tst2; of dev, each of five parts is told by what the others taught. Misses are
printed of dev only: the others are for measuring.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import muc4_budget
import muc4_examples
import muc4_keys
import muc4_scoring
import muc4_templates
import muc4_told
import muc4_train
import score
from muc4_examples import Text

from vitne import pipeline
from vitne.model import Capture, Metadata
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from muc4_keys import Template
    from muc4_learnt import Learnt

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "muc4"
TAUGHT = "dev"  # the set that is learnt from
SETS = ("tst1", "tst2")
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
    names = options.sets or [TAUGHT, *SETS]
    shown = {name: told(name, packs, misses=options.misses and name == TAUGHT) for name in names}
    print("\n".join(score.table(shown)))
    if options.budget:
        for name in names:
            print(f"\n{name}", *muc4_budget.table(budget(name, packs)), sep="\n")
    return 0


def files() -> tuple[Path, ...]:
    """The files that are measured on."""
    return tuple(DATA / f"{name}.jsonl" for name in SETS)


@cache
def measure(packs: Packs) -> dict[str, Measured]:
    """F1 of each slot on the two test sets."""
    found = {f"MUC-4 {name}": told(name, packs) for name in SETS}
    return {
        name: {slot[:-3]: value for slot, value in rows.items() if slot.endswith(" F1")}
        for name, rows in found.items()
    }


def told(name: str, packs: Packs, *, misses: bool = False) -> Measured:
    """Recall, precision and F1 of each slot of a set, and how many fills the key has."""
    found = answered(name, packs)
    if misses:
        for text, answers in found:
            _show(text.name, text.keys, answers)
    tally = muc4_scoring.total((text.keys, answers) for text, answers in found)
    return {
        f"{slot} {what}": (value, sum(counts.values()) - counts["spurious"])
        for slot, counts in tally.items()
        for what, value in zip(GIVEN, muc4_scoring.figures(counts), strict=True)
    }


def budget(name: str, packs: Packs) -> muc4_budget.Budget:
    """Where the loss of a set lies."""
    lost = muc4_budget.empty()
    for text, answers in answered(name, packs):
        muc4_budget.lose(lost, text.keys, answers)
    return lost


@cache
def answered(name: str, packs: Packs) -> list[tuple[Text, list[Template]]]:
    """The texts of a set, each with the templates made of it by what other texts taught."""
    known = texts(name, packs)
    if name == TAUGHT:
        return list(zip(known, muc4_train.crossed(known), strict=True))
    return [(text, made(text, packs)) for text in known]


def made(text: Text, packs: Packs) -> list[Template]:
    """The templates of a text that nothing was learnt from."""
    return muc4_templates.templates(text.claims, text.told, learnt(packs))


def read(name: str, text: str, packs: Packs) -> list[Template]:
    """The templates of a text without a key."""
    return made(text_of({"id": name, "text": text, "templates": []}, packs), packs)


@cache
def learnt(packs: Packs) -> Learnt:
    """What is learnt from the keys of dev."""
    pairs = (muc4_examples.paired(text) for text in texts(TAUGHT, packs))
    return muc4_train.learnt_of(list(itertools.chain.from_iterable(pairs)))


@cache
def texts(name: str, packs: Packs) -> tuple[Text, ...]:
    """The texts of a set with their keys, as they are read."""
    rows = (DATA / f"{name}.jsonl").read_text("utf-8").strip().split("\n")
    return tuple(text_of(json.loads(row), packs) for row in rows)


def text_of(row: dict[str, Any], packs: Packs) -> Text:
    """One text as it is read, of which only its own words are known.

    It is read whether or not vitne takes it for a report of conflict.
    """
    data = row["text"].encode()
    known = Metadata(language="en")
    capture = Capture(row["id"], data, hashlib.sha256(data).hexdigest(), "text/plain", known)
    reading = pipeline.read(capture, packs, sift=False)
    pack = packs.language("en")
    assert pack is not None  # noqa: S101 - English is always there
    keys = tuple(map(muc4_keys.template, row["templates"]))
    return Text(row["id"], reading.claims, muc4_told.told(reading, pack), keys)


def _show(name: str, keys: Sequence[Template], answers: list[Template]) -> None:
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
