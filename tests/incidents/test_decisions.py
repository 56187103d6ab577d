"""Judgements that say all that their action takes, and judgements that make no sense."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from vitne.incidents.decisions import MOST_CLAIMS, fault, grades
from vitne.model import Action, Judgement

A, B = "a" * 16, "b" * 16
AT = "2020-11-01T12:00:00Z"
SOUND: dict[Action, dict[str, Any]] = {
    Action.ACCEPT: {},
    Action.REJECT: {"reason": "a repeat of last year's attack"},
    Action.CORRECT: {"field": "toll.low", "value": 12, "reason": "twelve, not two"},
    Action.MERGE: {"claims": (A, B), "reason": "the same rocket"},
    Action.SPLIT: {"claims": (A, B), "reason": "two days apart"},
    Action.BEST: {"field": "killed", "value": 14, "reason": "the hospital's list"},
    Action.GRADE: {"value": "fair"},
    Action.ADMIRALTY: {"value": "B2"},
    Action.NOTE: {"value": "ask the police"},
    Action.UNDO: {"undoes": "0" * 64, "reason": "wrong claim"},
}


def made(action: Action, **changes: Any) -> Judgement:
    whole = {"claims": (A,), **SOUND[action], **changes}
    return msgspec.structs.replace(Judgement("", AT, "Kari", action), **whole)


@pytest.mark.parametrize("action", list(Action))
def test_a_judgement_that_says_all_it_takes_is_sound(action: Action) -> None:
    assert fault(made(action)) is None


@pytest.mark.parametrize(
    "action", [a for a in Action if "reason" in SOUND[a]], ids=lambda action: action.value
)
def test_what_changes_something_needs_a_reason(action: Action) -> None:
    assert fault(made(action, reason=" \n")) == f"{action} needs a reason"


@pytest.mark.parametrize(
    ("action", "changes", "said"),
    [
        (Action.ACCEPT, {"author": ""}, "the author '' is no name"),
        (Action.ACCEPT, {"author": "  "}, "is no name"),
        (Action.ACCEPT, {"author": "Ka\x00ri"}, "is no name"),
        (Action.ACCEPT, {"author": "K" * 201}, "is no name"),
        (Action.ACCEPT, {"at": "yesterday"}, "'yesterday' is no time such as"),
        (Action.ACCEPT, {"at": "2020-02-30T12:00:00Z"}, "is no time"),
        (Action.ACCEPT, {"at": "0000-01-01T00:00:00Z"}, "is no time"),
        (Action.ACCEPT, {"at": "2020-11-01T12:00:00+01:00"}, "is no time"),
        (Action.ACCEPT, {"at": "２０２０-11-01T12:00:00Z"}, "is no time"),
        (Action.ACCEPT, {"turn": ("2020-01-01T12:00:00Z", 0)}, "is no turn"),
        (Action.ACCEPT, {"turn": (AT, -1)}, "is no turn"),
        (Action.ACCEPT, {"turn": ("z", 1)}, "is no turn"),
        (Action.ACCEPT, {"turn": (AT, 2**63)}, "is no turn"),
        (Action.ACCEPT, {"claims": ()}, "no claim is named"),
        (Action.ACCEPT, {"claims": ("C1",)}, "'C1' is no id of a claim"),
        (Action.ACCEPT, {"claims": (A, A)}, "a claim is named twice"),
        (Action.ACCEPT, {"claims": (A,), "seen": {B: {}}}, "a claim was seen that it is not about"),
        (Action.ACCEPT, {"value": 3}, "accept takes no value"),
        (Action.ACCEPT, {"field": "toll.low"}, "accept takes no field"),
        (Action.ACCEPT, {"undoes": "0" * 64}, "only there"),
        (Action.ACCEPT, {"reason": "x" * 10_001}, "the reason is longer than 10000"),
        (Action.MERGE, {"claims": (A,)}, "merge needs 2 claims"),
        (Action.SPLIT, {"claims": (A,)}, "split needs 2 claims"),
        (Action.CORRECT, {"claims": (A, B)}, "correct takes 1 claim, not 2"),
        (Action.CORRECT, {"field": None}, "correct needs a field"),
        (Action.CORRECT, {"value": "many"}, "toll.low: 'many' is not a whole number"),
        (Action.CORRECT, {"field": "text"}, "evidence"),
        (Action.BEST, {"field": None}, "best needs a field"),
        (Action.BEST, {"field": "toll.low"}, "is none of the measures killed, wounded"),
        (Action.BEST, {"value": -1}, "-1 is no figure"),
        (Action.BEST, {"value": "14"}, "'14' is no figure"),
        (Action.BEST, {"value": True}, "true is no figure"),
        (Action.BEST, {"value": 2**63}, "is no figure"),
        (Action.GRADE, {"value": "sure"}, "'sure' is none of the grades confirmed"),
        (Action.GRADE, {"value": None}, "null is none of the grades"),
        (Action.ADMIRALTY, {"value": "G1"}, "'G1' is no pair"),
        (Action.ADMIRALTY, {"value": "B7"}, "is no pair"),
        (Action.ADMIRALTY, {"value": "b2"}, "is no pair"),
        (Action.NOTE, {"value": ""}, "a note is a text"),
        (Action.NOTE, {"value": 3}, "a note is a text"),
        (Action.NOTE, {"value": "x" * 10_001}, "a note is a text"),
        (Action.UNDO, {"undoes": None}, "only there"),
        (Action.UNDO, {"undoes": "abc"}, "'abc' is no id of a judgement"),
    ],
)
def test_what_makes_no_sense_is_named(action: Action, changes: dict[str, Any], said: str) -> None:
    assert said in str(fault(made(action, **changes)))


def test_a_judgement_on_too_many_claims_is_refused() -> None:
    many = tuple(f"{number:016x}" for number in range(MOST_CLAIMS + 1))
    assert fault(made(Action.ACCEPT, claims=many)) == "accept takes 1000 claims, not 1001"


def test_an_endless_value_makes_no_endless_message() -> None:
    for changes in ({"value": "x" * 10**6}, {"value": 10**4000}, {"value": ["x"] * 10**5}):
        assert len(str(fault(made(Action.GRADE, **changes)))) < 300
        assert len(str(fault(made(Action.CORRECT, **changes)))) < 300


def test_each_grade_has_the_definition_that_is_published() -> None:
    assert set(grades()) == {"confirmed", "fair", "weak", "contested", "discounted"}
    assert grades()["fair"].startswith("Reported by two or more credible sources")
