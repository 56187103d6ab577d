"""Trains the step from claims to MUC-4's templates on the keys of dev, and says how well it does.

Which incidents the conference wanted (terrorism in nine states of Latin America, no fights between
forces, nothing old) is a matter of that task and not of vitne, so it is learnt from the 1,300 keys
of dev, as every system of the conference was made on them: whether an incident is asked for, its
type and stage, which of the people, organisations, places and dates told of fill its slots. Each
question is a logistic regression over signs (muc4_signs.py and the modules of the slots).

Penalties and bounds were chosen by cross-validation on dev, in five parts; tst1 and tst2 had no say.

usage: python evaluation/muc4_train.py [--write]

Without --write it only cross-validates.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import msgspec
import muc4
import muc4_examples
import muc4_fills
import muc4_scoring
import muc4_templates
import score
from muc4_learnt import FILE, Learnt
from muc4_logistic import train, train_choice

from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from muc4_examples import Paired, Text
    from muc4_fills import Option
    from muc4_incidents import Incident
    from muc4_keys import Template
    from muc4_logistic import Weights
    from muc4_scoring import Tally
    from muc4_told import Told

Keyed = tuple["Paired", "Template"]  # an incident, and the template that is of it

PARTS = 5
HEAVY = 30.0  # the penalty where the signs are all words of a passage
BOUNDS = {"asked": 0.36, "counted": 0.4, "struck": 0.3, "doer": 0.3, "another doer": 0.5}


def main() -> int:
    """Cross-validate, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    packs = Packs()
    texts = [muc4.text_of(row, packs) for row in muc4.rows_of("dev")]
    print("\n".join(score.table({"dev, cross-validated": muc4.figures_of(crossed(texts))})))
    if options.write:
        pairs = [row for text in texts for row in muc4_examples.paired(text)]
        found = msgspec.json.encode(learnt_of(pairs), order="sorted")
        FILE.write_bytes(msgspec.json.format(found, indent=1) + b"\n")
    return 0


def crossed(texts: Sequence[Text]) -> Tally:
    """The counts of each slot where each part is told by what was learnt from the others."""
    pairs = [muc4_examples.paired(text) for text in texts]
    found = []
    for part in range(PARTS):
        others = (rows for at, rows in enumerate(pairs) if at % PARTS != part)
        learnt = learnt_of([row for rows in others for row in rows])
        for text in texts[part::PARTS]:
            answers = muc4_templates.templates(text.claims, text.told, learnt)
            found.append((text.keys, answers))
    return muc4_scoring.total(found)


def learnt_of(pairs: Sequence[Paired]) -> Learnt:
    """What is learnt from the incidents of some texts, with their keys."""
    told = [(row, row.key) for row in pairs if row.key is not None]
    due = [row for row in pairs if row.key is None or not row.key.optional]
    learnt = Learnt(bounds=BOUNDS)
    learnt.asked = train([(row.signs, row.key is not None) for row in due], penalty=HEAVY)
    learnt.type = train_choice([(row.signs, _only(key, "type")) for row, key in told])
    learnt.stage = train_choice([(row.signs, _only(key, "stage")) for row, key in told])
    _learn_victims(learnt, told)
    _learn_doers(learnt, told)
    learnt.place = _fills("location", muc4_fills.places, told)
    learnt.date = _fills("date", muc4_fills.dates, told)
    return learnt


def _fills(
    slot: str, options: Callable[[Incident, Told], list[Option]], told: Sequence[Keyed]
) -> Weights:
    """What tells the fill of a slot that is right among those that it may have."""
    return train(
        [
            (signs, muc4_examples.credit(slot, key, fill) == 1.0)
            for row, key in told
            for fill, signs in options(row.one, row.text.told)
        ]
    )


def _only(key: Template, slot: str) -> str:
    return key.slots[slot][0].values[0]


def _learn_victims(learnt: Learnt, told: Sequence[Keyed]) -> None:
    rows = [each for row, key in told for each in muc4_examples.of_victims(row.one, key)]
    learnt.counted = train([(signs, number) for signs, number, _ in rows])
    learnt.struck = train([(signs, said is not None) for signs, _, said in rows])
    learnt.effect = train_choice([(signs, said) for signs, _, said in rows if said is not None])


def _learn_doers(learnt: Learnt, told: Sequence[Keyed]) -> None:
    rows = [
        each for row, key in told for each in muc4_examples.of_doers(row.one, row.text.told, key)
    ]
    learnt.doer = train([(doer.signs, said is not None) for doer, said in rows])
    learnt.confidence = train_choice(
        [(doer.signs | doer.heard, said) for doer, said in rows if said is not None]
    )


if __name__ == "__main__":
    raise SystemExit(main())
