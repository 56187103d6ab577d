"""Tells where on MUC-4 the loss lies: in templates not made, made too often, or filled wrongly.

Counted are the fills lost, slot by slot. "not made": the template of the key is mapped to none, and
none was made that could have been it; "not mapped": one of its text and type was made that is mapped
to nothing; "again": a template too many beside one of its type that is mapped in the text;
"irrelevant": one too many in a text that asks for none; "other": any other one too many; "slots":
what is wrong, missing or spurious in templates that are mapped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import muc4_scoring
from muc4_keys import SLOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from muc4_keys import Template

CAUSES = ("not made", "not mapped", "again", "irrelevant", "other", "slots")
Budget = dict[str, Counter[str]]  # cause → slot → fills lost; "templates" beside the slots


def empty() -> Budget:
    """A budget in which nothing is lost yet."""
    return defaultdict(Counter)


def lose(budget: Budget, keys: Sequence[Template], answers: Sequence[Template]) -> None:
    """Add what is lost in one text."""
    pairs = muc4_scoring.mapped(keys, answers)
    used = {id(one) for pair in pairs for one in pair}
    over = [one for one in answers if id(one) not in used]
    for key in keys:
        if id(key) not in used and not key.optional:
            like = any(muc4_scoring.agrees("type", key, one) for one in over)
            _lost(budget["not mapped" if like else "not made"], key)
    for one in over:
        again = any(muc4_scoring.agrees("type", key, one) for key, _ in pairs)
        _lost(budget["again" if again else "other" if keys else "irrelevant"], one)
    for key, answer in pairs:
        for slot in SLOTS:
            counts = muc4_scoring.slot_counts(slot, key.slots[slot], answer.slots[slot])
            wrong = counts["incorrect"] + counts["missing"] + counts["spurious"]
            budget["slots"][slot] += wrong + counts["partial"] / 2


def _lost(counts: Counter[str], one: Template) -> None:
    counts["templates"] += 1
    for slot in SLOTS:
        counts[slot] += sum(not fill.optional for fill in one.slots[slot])


def table(budget: Budget) -> list[str]:
    """The budget as a table of causes and slots."""
    columns = ("templates", *SLOTS)
    lines = ["| lost | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 1) + "|"]
    for cause in CAUSES:
        lines.append(f"| {cause} | " + " | ".join(f"{budget[cause][c]:g}" for c in columns) + " |")
    return lines
