"""What is put together, whatever the order it comes in."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from vitne.incidents.clusters import cluster

ITEMS = "abcdef"
_bits = st.floats(-8, 12, allow_nan=False)
_weights = st.dictionaries(st.sampled_from(list(itertools.combinations(ITEMS, 2))), _bits)


def test_strong_pairs_are_one_and_weak_ones_are_not() -> None:
    weights = {("a", "b"): 5.0, ("c", "d"): 4.0, ("b", "c"): -3.0}
    assert cluster("abcd", weights, threshold=1.0) == [("a", "b"), ("c", "d")]


def test_one_strong_pair_does_not_join_two_groups_that_disagree() -> None:
    weights = {("a", "b"): 9.0, ("c", "d"): 9.0, ("b", "c"): 3.0}
    assert cluster("abcd", weights, threshold=1.0) == [("a", "b"), ("c", "d")]


def test_two_attacks_on_two_days_are_not_joined_by_a_vague_report() -> None:
    weights = {("a", "b"): 6.0, ("b", "c"): 6.0, ("a", "c"): 6.0}
    days = {"a": (10, 10), "b": (1, 31), "c": (12, 12)}
    found = cluster("abc", weights, threshold=1.0, days=days)
    assert all(not {"a", "c"} <= set(one) for one in found)


def test_what_a_person_split_stays_apart() -> None:
    weights = {("a", "b"): 9.0, ("a", "c"): 8.0, ("b", "c"): 8.0}
    found = cluster("abc", weights, threshold=1.0, apart=[("a", "b")])
    assert all(not {"a", "b"} <= set(one) for one in found)


def test_what_a_person_merged_is_together_though_nothing_speaks_for_it() -> None:
    found = cluster("abc", {}, threshold=1.0, together=[("a", "c")])
    assert ("a", "c") in found


def test_a_merge_is_stronger_than_the_days() -> None:
    days = {"a": (1, 1), "b": (9, 9)}
    assert cluster("ab", {}, threshold=1.0, days=days, together=[("a", "b")]) == [("a", "b")]


@given(_weights, st.permutations(ITEMS))
def test_the_order_of_arrival_does_not_matter(
    weights: dict[tuple[str, str], float], items: list[str]
) -> None:
    shuffled = dict(sorted(weights.items(), key=lambda pair: items.index(pair[0][0])))
    expected = {frozenset(one) for one in cluster(ITEMS, weights, threshold=1.0)}
    assert {frozenset(one) for one in cluster(items, shuffled, threshold=1.0)} == expected


@given(_weights)
def test_everything_is_in_exactly_one_cluster(weights: dict[tuple[str, str], float]) -> None:
    found = cluster(ITEMS, weights, threshold=1.0)
    assert sorted(item for one in found for item in one) == list(ITEMS)
