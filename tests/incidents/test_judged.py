"""Which judgements stand, and what claims and incidents are with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne.incidents import judged
from vitne.model import Action, Claim, Judgement, Quote, Toll

Make = Callable[..., Claim]

A, B, C, D = (letter * 16 for letter in "abcd")
NOON = "2020-11-01T12:00:00Z"
LATER = "2020-11-01T13:00:00Z"


def judge(
    action: Action, *claims: str, known: list[Judgement] | None = None, at: str = NOON, **more: Any
) -> Judgement:
    """A judgement by somebody who knows some others; its id is a hash, as in a record."""
    author = more.pop("author", "Kari")
    turn = judged.turn_after(known or [], at)
    made = Judgement("", at, author, action, claims, turn=turn, **more)
    told = msgspec.json.encode(made, order="sorted")
    return msgspec.structs.replace(made, id=hashlib.sha256(told).hexdigest())


def undo(of: Judgement, *known: Judgement, at: str = NOON, author: str = "Kari") -> Judgement:
    return judge(Action.UNDO, *of.claims, known=[of, *known], at=at, undoes=of.id, author=author)


def toll(name: str = A, low: int | None = 14, high: int | None = None) -> Claim:
    return Claim(
        id=name, kind="toll", text="14 drept", start=0, end=8, passage=0,
        trigger=Quote("drept", 3, 8), modality="asserted", polarity="positive",
        toll=Toll("killed", low, high),
    )  # fmt: skip


def low(claims: list[Claim]) -> list[int | None]:
    return [claim.toll.low if claim.toll else None for claim in claims]


def test_a_rejected_claim_is_left_out_and_others_are_let_be() -> None:
    held = [judge(Action.REJECT, A)]
    assert judged.apply([toll(A), toll(B)], held) == [toll(B)]


def test_a_claim_that_is_accepted_after_it_was_rejected_counts_again() -> None:
    rejected = judge(Action.REJECT, A)
    accepted = judge(Action.ACCEPT, A, known=[rejected], author="Ola")
    held = judged.standing([accepted, rejected])
    assert judged.apply([toll(A)], held) == [toll(A)]


def test_a_corrected_claim_has_the_new_value_and_says_by_which_judgement() -> None:
    one = judge(Action.CORRECT, A, field="toll.low", value=12)
    (claim,) = judged.apply([toll(A)], [one])
    assert low([claim]) == [12]
    assert claim.rules == (f"judgement.{one.id[:16]}",)


def test_the_later_correction_of_a_field_wins_also_within_one_second() -> None:
    for value in range(20):
        first = judge(Action.CORRECT, A, field="toll.low", value=100 + value)
        second = judge(Action.CORRECT, A, known=[first], field="toll.low", value=value)
        assert low(judged.apply([toll(A)], judged.standing([second, first]))) == [value]


def test_the_later_correction_wins_over_one_of_a_clock_that_is_ahead() -> None:
    ahead = judge(Action.CORRECT, A, at="2030-01-01T00:00:00Z", field="toll.low", value=1)
    answer = judge(Action.CORRECT, A, known=[ahead], at=NOON, field="toll.low", value=2)
    assert low(judged.apply([toll(A)], judged.standing([answer, ahead]))) == [2]
    again = judge(Action.CORRECT, A, known=[ahead, answer], at=NOON, field="toll.low", value=3)
    assert low(judged.apply([toll(A)], judged.standing([again, answer, ahead]))) == [3]


def test_of_two_who_know_nothing_of_each_other_the_later_time_wins() -> None:
    kari = judge(Action.CORRECT, A, at=LATER, field="toll.low", value=1)
    ola = judge(Action.CORRECT, A, at=NOON, field="toll.low", value=2, author="Ola")
    assert low(judged.apply([toll(A)], judged.standing([kari, ola]))) == [1]
    assert low(judged.apply([toll(A)], judged.standing([ola, kari]))) == [1]


def test_corrections_of_two_fields_both_count() -> None:
    one = judge(Action.CORRECT, A, field="toll.low", value=12)
    other = judge(Action.CORRECT, A, known=[one], field="modality", value="alleged")
    (claim,) = judged.apply([toll(A)], judged.standing([other, one]))
    assert (low([claim]), claim.modality) == ([12], "alleged")


def test_a_correction_that_does_not_fit_any_more_is_left_out_and_told() -> None:
    one = judge(Action.CORRECT, A, field="toll.low", value=12)
    reread = msgspec.structs.replace(toll(A), kind="event", toll=None)
    assert judged.apply([reread], [one]) == [reread]
    claim, misfits = judged.corrected(reread, [one])
    assert claim == reread
    ((misfit, reason),) = misfits
    assert misfit is one
    assert "toll: the claim has none" in reason


def test_what_is_undone_counts_for_nothing() -> None:
    rejected = judge(Action.REJECT, A)
    taken_back = undo(rejected)
    assert judged.standing([rejected, taken_back]) == []
    assert judged.undone([taken_back, rejected]) == {rejected.id: taken_back.id}


def test_an_undoing_that_is_undone_lets_the_judgement_stand_again() -> None:
    rejected = judge(Action.REJECT, A)
    first = undo(rejected)
    second = undo(first, rejected)
    assert judged.standing([second, first, rejected]) == [rejected]
    third = undo(second, first, rejected)
    assert judged.standing([second, third, first, rejected]) == []


def test_a_judgement_that_two_undo_stays_undone_until_both_take_it_back() -> None:
    rejected = judge(Action.REJECT, A)
    kari, ola = undo(rejected), undo(rejected, author="Ola")
    back = undo(kari, rejected)
    assert judged.standing([rejected, kari, ola, back]) == []
    assert judged.standing([rejected, kari, ola, back, undo(ola, rejected)]) == [rejected]


def test_an_undoing_of_what_has_not_come_yet_waits_for_it() -> None:
    rejected = judge(Action.REJECT, A)
    taken_back = undo(rejected)
    assert judged.standing([taken_back]) == []
    assert judged.standing([taken_back, rejected]) == []


def test_an_undoing_that_names_other_claims_undoes_nothing() -> None:
    rejected = judge(Action.REJECT, A)
    forged = msgspec.structs.replace(undo(rejected), claims=(B,))
    assert judged.standing([rejected, forged]) == [rejected]


def test_two_judgements_that_undo_each_other_do_not_hang() -> None:
    one = msgspec.structs.replace(undo(judge(Action.REJECT, A)), id="1", undoes="2", turn=None)
    two = msgspec.structs.replace(one, id="2", undoes="1")
    assert judged.undone([one, two]) == {"1": "2"}


def test_merged_claims_are_held_together_and_split_ones_apart() -> None:
    held = [judge(Action.MERGE, B, A), judge(Action.SPLIT, C, D)]
    assert judged.constraints(judged.standing(held)) == ([(A, B)], [(C, D)])


def test_merging_and_splitting_many_takes_every_pair() -> None:
    together, apart = judged.constraints([judge(Action.MERGE, A, B, C)])
    assert together == [(A, B), (A, C)]
    together, apart = judged.constraints([judge(Action.SPLIT, A, B, C)])
    assert apart == [(A, B), (A, C), (B, C)]


def test_the_later_of_a_merge_and_a_split_counts() -> None:
    merged = judge(Action.MERGE, A, B)
    split = judge(Action.SPLIT, B, A, known=[merged])
    assert judged.constraints(judged.standing([split, merged])) == ([], [(A, B)])
    again = judge(Action.MERGE, A, B, known=[merged, split], reason="again")
    assert judged.constraints(judged.standing([split, merged, again])) == ([(A, B)], [])


def test_a_split_holds_for_all_that_was_merged_with_either() -> None:
    merged = judge(Action.MERGE, A, C)
    split = judge(Action.SPLIT, A, B, known=[merged])
    together, apart = judged.constraints(judged.standing([merged, split]))
    assert together == [(A, C)]
    assert apart == [(A, B), (B, C)]


def test_claims_that_were_split_are_not_merged_by_way_of_a_third() -> None:
    """The later merge keeps the third; the earlier one gives way to the split."""
    first = judge(Action.MERGE, A, C)
    second = judge(Action.MERGE, C, B, known=[first])
    split = judge(Action.SPLIT, A, B, known=[first, second])
    together, apart = judged.constraints(judged.standing([first, second, split]))
    assert together == [(B, C)]
    assert apart == [(A, B), (A, C)]


def test_a_split_gives_way_to_later_merges_by_way_of_a_third() -> None:
    split = judge(Action.SPLIT, A, B)
    first = judge(Action.MERGE, A, C, known=[split])
    second = judge(Action.MERGE, C, B, known=[split, first])
    assert judged.constraints(judged.standing([split, first, second])) == ([(A, C), (B, C)], [])


def test_the_best_figure_chosen_last_counts_for_each_measure() -> None:
    first = judge(Action.BEST, A, field="killed", value=14)
    second = judge(Action.BEST, B, known=[first], field="killed", value=15)
    other = judge(Action.BEST, B, field="wounded", value=40)
    held = judged.standing([second, other, first])
    assert judged.best_figures(held, [A, B, C]) == {"killed": 15, "wounded": 40}
    assert judged.best_figures(held, [A]) == {"killed": 14}
    assert judged.best_figures(held, [C]) == {}


def test_the_grade_given_last_counts() -> None:
    weak = judge(Action.GRADE, A, value="weak")
    fair = judge(Action.GRADE, B, known=[weak], value="fair", author="Ola")
    assert judged.grade(judged.standing([fair, weak]), [A, B]) == judged.Grade("fair", ("Ola",))
    assert judged.grade([weak], [C]) is None


def test_confirmed_is_pending_until_a_second_person_says_so() -> None:
    kari = judge(Action.GRADE, A, value="confirmed")
    again = judge(Action.GRADE, A, known=[kari], value="confirmed", at=LATER)
    ola = judge(Action.GRADE, A, known=[kari, again], value="confirmed", author="Ola")
    assert judged.grade([kari, again], [A]) == judged.Grade("confirmed", ("Kari",), pending=True)
    assert judged.grade([kari, again, ola], [A]) == judged.Grade("confirmed", ("Kari", "Ola"))


def test_the_second_person_must_still_think_so() -> None:
    kari = judge(Action.GRADE, A, value="confirmed")
    doubts = judge(Action.GRADE, A, known=[kari], value="fair")
    ola = judge(Action.GRADE, A, known=[kari, doubts], value="confirmed", author="Ola")
    found = judged.grade([kari, doubts, ola], [A])
    assert found == judged.Grade("confirmed", ("Ola",), pending=True)


def test_the_last_pair_of_each_claim_is_told() -> None:
    one = judge(Action.ADMIRALTY, A, B, value="B2")
    two = judge(Action.ADMIRALTY, B, known=[one], value="F6")
    assert judged.admiralty(judged.standing([two, one])) == {A: "B2", B: "F6"}


class _Desk:
    """Two people with a record each, who judge, undo, and now and then import from each other."""

    def __init__(self) -> None:
        self.held: dict[str, list[Judgement]] = {"Kari": [], "Ola": []}

    def step(self, who: str, what: int, claims: tuple[str, str], hour: int) -> None:
        mine = self.held[who]
        at = f"2020-11-01T{hour:02}:00:00Z"
        if what == 0:
            other = self.held["Ola" if who == "Kari" else "Kari"]
            there = {one.id for one in mine}
            mine += [one for one in other if one.id not in there]
            return
        if what == 1 and mine:
            target = sorted(mine, key=judged.turn)[hour % len(mine)]
            known = [one for one in mine if set(one.claims) & set(target.claims)]
            mine.append(undo(target, *known, at=at, author=who))
            return
        action, named, more = _choice(what, claims, hour)
        known = [one for one in mine if set(one.claims) & set(named)]
        made = judge(action, *named, known=known, at=at, author=who, **more)
        if made.id not in {one.id for one in mine}:
            mine.append(made)


def _choice(
    what: int, claims: tuple[str, str], hour: int
) -> tuple[Action, tuple[str, ...], dict[str, Any]]:
    one, other = claims
    pair = (one, other) if one != other else (A, B)
    return (
        (Action.MERGE, pair, {}),
        (Action.SPLIT, pair, {}),
        (Action.REJECT, (one,), {}),
        (Action.ACCEPT, (one,), {}),
        (Action.CORRECT, (one,), {"field": "toll.low", "value": hour}),
        (Action.CORRECT, (one,), {"field": "toll.high", "value": 12}),
        (Action.BEST, (one,), {"field": "killed", "value": hour}),
        (Action.GRADE, (one,), {"value": "confirmed"}),
    )[what % 8]


_CLAIMS = st.sampled_from([A, B, C, D])
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Kari", "Ola"]),
        st.integers(0, 9),
        st.tuples(_CLAIMS, _CLAIMS),
        st.integers(0, 23),  # clocks go as they like
    ),
    max_size=25,
)


def outcome(made: list[Judgement]) -> Any:
    held = judged.standing(made)
    claims = [toll(name) for name in (A, B, C, D)]
    return (
        held,
        judged.apply(claims, held),
        judged.constraints(held),
        judged.best_figures(held, [A, B, C, D]),
        judged.grade(held, [A, B]),
    )


@given(_STEPS, st.randoms(use_true_random=False))
def test_judgements_of_two_people_come_to_the_same_in_whatever_order_they_come(
    steps: list[tuple[str, int, tuple[str, str], int]], random: Any
) -> None:
    desk = _Desk()
    for step in steps:
        desk.step(*step)
    every = list({one.id: one for held in desk.held.values() for one in held}.values())
    shuffled = [*every, *every[: len(every) // 2]]  # some come twice
    random.shuffle(shuffled)
    assert outcome(shuffled) == outcome(every)


@given(_STEPS)
def test_what_stands_stands_when_it_is_asked_again(
    steps: list[tuple[str, int, tuple[str, str], int]],
) -> None:
    desk = _Desk()
    for step in steps:
        desk.step(*step)
    held = judged.standing(desk.held["Kari"])
    assert judged.standing(held) == held
    claims = judged.apply([toll(name) for name in (A, B, C, D)], held)
    again = judged.apply([toll(name) for name in (A, B, C, D)], list(held))
    assert again == claims


@given(_STEPS, st.integers(0, 23))
def test_who_knows_all_and_judges_last_has_the_last_word(
    steps: list[tuple[str, int, tuple[str, str], int]], hour: int
) -> None:
    desk = _Desk()
    for step in steps:
        desk.step(*step)
    every = list({one.id: one for held in desk.held.values() for one in held}.values())
    at = f"2020-11-01T{hour:02}:00:00Z"
    word = judge(Action.CORRECT, A, known=every, at=at, field="toll", value={"low": 99, "high": 99})
    assert low(judged.apply([toll(A)], judged.standing([word, *every]))) == [99]
    last = judge(Action.SPLIT, A, B, known=[*every, word], at=at)
    together, apart = judged.constraints(judged.standing([last, *every]))
    assert (A, B) in apart
    assert (A, B) not in together


@given(_STEPS)
def test_nothing_is_both_merged_and_split(
    steps: list[tuple[str, int, tuple[str, str], int]],
) -> None:
    desk = _Desk()
    for step in steps:
        desk.step(*step)
    together, apart = judged.constraints(judged.standing(desk.held["Kari"] + desk.held["Ola"]))
    group = {name: name for name in (A, B, C, D)}
    for one, other in together:
        old, new = group[one], group[other]
        group = {name: new if at == old else at for name, at in group.items()}
    assert not [pair for pair in apart if group[pair[0]] == group[pair[1]]]


def test_a_claim_nobody_judged_is_the_very_same(claim: Make) -> None:
    one = claim("rockets hit Barda")
    (found,) = judged.apply([one], [judge(Action.REJECT, A)])
    assert found is one


@pytest.mark.parametrize("action", [Action.NOTE, Action.GRADE, Action.ADMIRALTY, Action.ACCEPT])
def test_what_is_said_beside_changes_no_claim(action: Action) -> None:
    assert judged.apply([toll(A)], [judge(action, A, value="B2")]) == [toll(A)]
