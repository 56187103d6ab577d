"""What people decide, and keep deciding, about claims and incidents."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Action(StrEnum):
    """What a person decides."""

    ACCEPT = "accept"  # the claim says what its article says
    REJECT = "reject"  # it does not; it counts for nothing
    CORRECT = "correct"  # a field of the claim has another value
    MERGE = "merge"  # two claims are about one happening
    SPLIT = "split"  # two claims are about two
    BEST = "best"  # this is the best figure of a measure
    GRADE = "grade"  # Airwars: confirmed, fair, weak, contested, discounted
    ADMIRALTY = "admiralty"  # reliability of the speaker and credibility of the words: "B2"
    NOTE = "note"
    UNDO = "undo"  # takes an earlier judgement back


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """One decision of one person; never changed or deleted, only undone by another.

    `claims` are the claims it is about, by id: the evidence, so that it survives re-reading and
    re-linking. A judgement of an incident names the claim it was made at, or several of them.
    `seen` is each claim as it stood when it was judged, with the corrections made before (JSON of
    its fields), by id. `at` is UTC, ISO 8601. `value` is the new value of a field, a figure, a
    grade, a pair, a text.

    Of two judgements on one thing the later one counts. `turn` is its time and a number where `at`
    alone would put it before a judgement that its author knew: made in the same second, or by
    somebody whose clock is ahead (a hybrid logical clock; Kulkarni and others 2014).
    """

    id: str
    at: str
    author: str
    action: Action
    claims: tuple[str, ...] = ()
    field: str | None = None  # of a correction; the measure of a best figure
    value: Any = None
    reason: str = ""
    undoes: str | None = None  # the id of the judgement that this one takes back
    seen: dict[str, Any] = {}
    turn: tuple[str, int] | None = None  # None: (at, 0)
