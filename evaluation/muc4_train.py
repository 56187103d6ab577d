"""Trains the step from claims to MUC-4's templates on texts with their keys.

Which incidents the conference wanted (terrorism in nine states of Latin America, no fights between
forces, nothing old) is a matter of that task and not of vitne, so it is learnt from the keys of
dev's 1,300 texts, as every system of the conference was made on them: whether an incident is asked
for, its type and stage, which of the people, organisations, places and dates told of fill its slots.
Each question is a logistic regression over signs (muc4_signs.py and the modules of the slots).

Penalties and bounds were chosen by cross-validation on dev, in five parts; tst1 and tst2 had no say.

No licence is stated for the texts, so no model of them may be shipped: what is learnt is kept in no
file, but learnt anew in each run that measures. It takes three seconds, and reading dev for it 25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import muc4_examples
import muc4_fills
import muc4_templates
from muc4_learnt import Learnt
from muc4_logistic import train, train_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from muc4_examples import Paired, Text
    from muc4_fills import Option
    from muc4_incidents import Incident
    from muc4_keys import Template
    from muc4_logistic import Weights
    from muc4_told import Told

Keyed = tuple["Paired", "Template"]  # an incident, and the template that is of it

PARTS = 5
HEAVY = 30.0  # the penalty where the signs are all words of a passage
BOUNDS = {"asked": 0.36, "counted": 0.4, "struck": 0.3, "doer": 0.3, "another doer": 0.5}


def crossed(texts: Sequence[Text]) -> list[list[Template]]:
    """The templates of each text, by what was learnt from the parts that it is not in."""
    pairs = [muc4_examples.paired(text) for text in texts]
    learnt = [
        learnt_of([row for at, rows in enumerate(pairs) if at % PARTS != part for row in rows])
        for part in range(PARTS)
    ]
    return [
        muc4_templates.templates(text.claims, text.told, learnt[at % PARTS])
        for at, text in enumerate(texts)
    ]


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
    rows = [
        each for row, key in told for each in muc4_examples.of_victims(row.one, row.text.told, key)
    ]
    learnt.counted = train([(row.signs, row.counted) for row in rows])
    rows = [row for row in rows if row.told]
    learnt.struck = train([(row.signs, row.effect is not None) for row in rows])
    learnt.effect = train_choice([(r.signs, r.effect) for r in rows if r.effect is not None])


def _learn_doers(learnt: Learnt, told: Sequence[Keyed]) -> None:
    rows = [
        each for row, key in told for each in muc4_examples.of_doers(row.one, row.text.told, key)
    ]
    learnt.doer = train([(doer.signs, said is not None) for doer, said in rows])
    learnt.confidence = train_choice(
        [(doer.signs | doer.heard, said) for doer, said in rows if said is not None]
    )
