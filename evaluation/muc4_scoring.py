"""Scores templates against the answer keys of MUC-4 by the rules of that conference.

They follow Chinchor, "MUC-4 evaluation metrics" (MUC-4 proceedings, 1992, M92-1002), of which only the
beginning could be looked up: that mapping is by content and that all templates count is said there;
the exact condition of mapping, and how words that do not agree are judged, is from memory.

- A template is mapped to at most one of the key, the best fitting pair first, and only where the
  types of incident agree at least in part and so does what they are about: somebody or something
  named in both, or the place and the date.
- A fill is correct, partial (counts one half), incorrect, missing or spurious. Recall is
  (correct + partial / 2) / possible, precision (correct + partial / 2) / actual.
- All templates count: those that are mapped to nothing are spurious, those of the key missing, but
  for optional ones.
- A fill about somebody ("DEATH: "MAYOR"") whose value is right and whose words are not is partial.

Two rulings of the human scorers are made by rule here: a place is correct where its finest name is,
and partial where another of its names is; a date or number is partial where it overlaps.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from muc4_keys import SLOTS, Fill, Template, bounds, days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Counts = Counter[str]  # correct, partial, incorrect, missing, spurious → how many
Tally = dict[str, Counts]  # slot → counts
ABOUT = ("confidence", "victims' number", "effect")  # slots that say who they are about
GENERAL = "ATTACK"  # the type that covers the others
_TYPE_OF_PLACE = re.compile(r"\s*\([^)]*\)")


def score(keys: Sequence[Template], answers: Sequence[Template]) -> Tally:
    """The counts of one text, slot by slot."""
    tally: Tally = {slot: Counter() for slot in SLOTS}
    pairs = mapped(keys, answers)
    for key, answer in pairs:
        for slot in SLOTS:
            tally[slot] += slot_counts(slot, key.slots[slot], answer.slots[slot])
    used = {id(one) for pair in pairs for one in pair}
    for key in keys:
        if id(key) not in used and not key.optional:
            for slot in SLOTS:
                tally[slot]["missing"] += sum(not fill.optional for fill in key.slots[slot])
    for answer in answers:
        if id(answer) not in used:
            for slot in SLOTS:
                tally[slot]["spurious"] += len(answer.slots[slot])
    return tally


def total(texts: Iterable[tuple[Sequence[Template], Sequence[Template]]]) -> Tally:
    """The counts of some texts together, each by its key and what was answered."""
    tally: Tally = {slot: Counter() for slot in SLOTS}
    for keys, answers in texts:
        for slot, counts in score(keys, answers).items():
            tally[slot] += counts
    return tally


def mapped(
    keys: Sequence[Template], answers: Sequence[Template]
) -> list[tuple[Template, Template]]:
    """The templates that are of one incident, the best fitting pairs first."""
    able = [(key, answer) for key in keys for answer in answers if may_map(key, answer)]
    able.sort(key=lambda pair: (-_points(*pair), pair[0].optional))
    pairs: list[tuple[Template, Template]] = []
    used: set[int] = set()
    for pair in able:
        if used.isdisjoint(map(id, pair)):
            pairs.append(pair)
            used.update(map(id, pair))
    return pairs


def may_map(key: Template, answer: Template) -> bool:
    """Whether two templates can be of one incident."""
    if not agrees("type", key, answer):
        return False
    named = bool(key.words & answer.words)
    return named or (agrees("location", key, answer) and agrees("date", key, answer))


def agrees(slot: str, key: Template, answer: Template) -> bool:
    """Whether a slot of two templates is alike at least in part."""
    pairs = itertools.product(key.slots[slot], answer.slots[slot])
    return any(credit(slot, one, other) > 0 for one, other in pairs)


def _points(key: Template, answer: Template) -> float:
    counts = [slot_counts(slot, key.slots[slot], answer.slots[slot]) for slot in SLOTS]
    return sum(c["correct"] + c["partial"] / 2 for c in counts)


def slot_counts(slot: str, keys: Sequence[Fill], answers: Sequence[Fill]) -> Counts:
    """The counts of one slot of two templates that are of one incident."""
    counts: Counts = Counter()
    left, given = list(keys), list(answers)
    for worth, name in ((1.0, "correct"), (0.5, "partial")):
        for one, other in itertools.product(tuple(left), tuple(given)):
            if one in left and other in given and credit(slot, one, other) == worth:
                counts[name] += 1
                left.remove(one)
                given.remove(other)
    wrong = min(len(left), len(given))
    counts["incorrect"] += wrong
    left.sort(key=lambda fill: fill.optional)  # those that must be given are told wrong first
    counts["missing"] += sum(not fill.optional for fill in left[wrong:])
    counts["spurious"] += len(given) - wrong
    return counts


def credit(slot: str, key: Fill, answer: Fill) -> float:
    """How far an answer is right: 1, 0.5 or 0."""
    judge = JUDGES.get(slot, _same)
    best = max((judge(k, a) for k in key.values for a in answer.values), default=0.0)
    if slot in ABOUT and key.of and not key.of & answer.of:
        return 0.5 if best == 1.0 else 0.0
    return best


def _same(key: str, answer: str) -> float:
    return float(key == answer)


def _type(key: str, answer: str) -> float:
    return 1.0 if key == answer else 0.5 * (GENERAL in (key, answer))


def _date(key: str, answer: str) -> float:
    one, other = days(key), days(answer)
    if one is None or other is None:
        return 0.0
    if one == other:
        return 1.0
    if one[0] is None or other[0] is None:  # any day up to one: only the end is told
        return 0.5 * (one[1] == other[1] or other[1] == one[0])
    return 0.5 * (one[0] <= other[1] and other[0] <= one[1])


def _number(key: str, answer: str) -> float:
    one, other = bounds(key), bounds(answer)
    if one is None or other is None:
        return 0.0
    if key.replace(" ", "") == answer:
        return 1.0
    most = [each[1] if each[1] is not None else max(one[0], other[0]) for each in (one, other)]
    return 0.5 * (one[0] <= most[1] and other[0] <= most[0])


def place_names(text: str) -> list[str]:
    """The names of a place, the country first: "PERU: LIMA (CITY)" → PERU, LIMA."""
    bare = _TYPE_OF_PLACE.sub("|", unicodedata.normalize("NFKD", text))
    kept = "".join(c for c in bare if not unicodedata.combining(c)).upper()
    return [name for part in re.split(r"[:|]|\s-\s", kept) if (name := part.strip(" -"))]


def _place(key: str, answer: str) -> float:
    one, other = place_names(key), place_names(answer)
    if not one or not other:
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 1.0 if one == other else 0.5 * (one[0] == other[0])
    if one[0] == other[0] and other[-1] in one[-_finest(key) :]:
        return 1.0
    return 0.5 * bool(set(one) & set(other))


def _finest(text: str) -> int:
    """How many names are the finest: two where a place lies between two."""
    return 2 if re.search(r"\) ?- ?\w", text) else 1


JUDGES: dict[str, Callable[[str, str], float]] = {
    "type": _type,
    "date": _date,
    "location": _place,
    "victims' number": _number,
}


def figures(counts: Counts) -> tuple[float, float, float]:
    """Recall, precision and F1."""
    right = counts["correct"] + counts["partial"] / 2
    judged = counts["correct"] + counts["partial"] + counts["incorrect"]
    recall = right / max(judged + counts["missing"], 1)
    precision = right / max(judged + counts["spurious"], 1)
    return recall, precision, 2 * recall * precision / max(recall + precision, 1e-9)
