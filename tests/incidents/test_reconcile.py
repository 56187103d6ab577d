"""The twelve rules, each in words of made-up reports, and the code that each leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from statements_made import headline, said

from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import reconcile, reconcile_all
from vitne.incidents.rules import Rule
from vitne.model import Scope

if TYPE_CHECKING:
    from vitne.model import Estimate, Statement

FULL = profiles()["full"]
ARMY, POLICE, REBELS = "Armed forces of Mali", "Police of Mali", "Islamic State"
MONITOR, HOSPITAL = "Syrian Observatory for Human Rights", "Hospital doctor"
SOLDIERS: dict[str, Any] = {"status": "combatant", "who": "soldiers", "side": ARMY}
MILITANTS: dict[str, Any] = {"status": "combatant", "who": "militants"}
CIVILIANS: dict[str, Any] = {"status": "civilian", "who": "civilians"}
CHILDREN: dict[str, Any] = {"status": "civilian", "who": "children", "scope": "subset"}

Bounds = tuple[int | None, int | None, int | None]


def whole(*statements: Statement, measure: str = "killed", **fields: Any) -> Estimate:
    return reconcile(statements, FULL, **fields).estimates[measure]


def bounds(estimate: Estimate) -> Bounds:
    return estimate.low, estimate.best, estimate.high


def parts(*statements: Statement) -> dict[tuple[str | None, ...], Bounds]:
    found = reconcile(statements, FULL).parts
    return {(one.status, one.side, one.who): bounds(one) for one in found}


def ids(*statements: Statement) -> tuple[str, ...]:
    return tuple(one.claim.id for one in statements)


CASES: dict[Rule, tuple[str, list[Statement], dict[str, Any]]] = {
    Rule.APART: ("full", [said("14", ARMY), said("3", ARMY, start=200, **CHILDREN)], {}),
    Rule.ONLY_PEOPLE: ("full", [said("14", ARMY, **CIVILIANS)], {}),
    Rule.OTHER_SCOPE: (
        "full", [said("14", ARMY), said("900", ARMY, start=200, scope="cumulative")], {},
    ),
    Rule.STRICT: ("full", [said("14+", ARMY)], {}),
    Rule.ABOUT: ("about", [said("~150", ARMY)], {}),
    Rule.ONE_VOICE: ("full", [said("14", ARMY, article="a"), said("14", ARMY, article="b")], {}),
    Rule.ECHO: ("full", [headline("14"), said("14", ARMY)], {}),
    Rule.NEWER: (
        "full", [said("14", ARMY, article="a"), said("19", ARMY, article="b", day="2020-10-29")], {},
    ),
    Rule.LOW: ("full", [said("14", ARMY)], {}),
    Rule.HIGH: ("full", [said("14", ARMY)], {}),
    Rule.OPEN_LOW: ("full", [said("..50", ARMY)], {}),
    Rule.OPEN_HIGH: ("full", [said("14+", ARMY)], {}),
    Rule.REVIEWER: ("full", [said("14", ARMY)], {"best": {"killed": 14}}),
    Rule.REVIEWER_OUTSIDE: ("full", [said("14", ARMY)], {"best": {"killed": 30}}),
    Rule.ACCESS: ("full", [said("14", ARMY), said("17", HOSPITAL, start=200)], {}),
    Rule.OWN: ("full", [said("14", ARMY, **SOLDIERS)], {}),
    Rule.MEDIAN: ("full", [said("14", ARMY), said("17", POLICE, start=200)], {}),
    Rule.SINGLE: ("full", [said("14", ARMY)], {}),
    Rule.MINIMUM: ("full", [said("14+", ARMY)], {}),
    Rule.NO_FIGURE: ("full", [said("several", ARMY)], {}),
    Rule.ENEMY: ("full", [said("40", ARMY, **MILITANTS)], {}),
    Rule.WHO_IS_CIVILIAN: ("part", [said("14", REBELS, modality="alleged", **CIVILIANS)], {}),
    Rule.ENEMY_ALONE: ("acled", [said("40", ARMY, **MILITANTS)], {}),
    Rule.ADDED: (
        "full",
        [said("12", POLICE, **CIVILIANS),
         said("5", POLICE, start=200, text="In addition five soldiers died", **SOLDIERS)],
        {},
    ),
    Rule.FLOOR: (
        "full", [said("12", POLICE, **CIVILIANS), said("5", POLICE, start=200, **SOLDIERS)], {},
    ),
    Rule.PARTS: ("full", [said("14", ARMY), said("3", ARMY, start=200, **CHILDREN)], {}),
    Rule.PART_ABOVE: ("full", [said("12", ARMY), said("14", POLICE, start=200, **CIVILIANS)], {}),
    Rule.NONE: ("full", [said("none", ARMY)], {}),
    Rule.UNKNOWN: ("full", [said("unknown", ARMY)], {}),
    Rule.UNDISCLOSED: ("full", [said("undisclosed", ARMY)], {}),
    Rule.UNREPORTED: ("full", [said(None, ARMY)], {}),
    Rule.CAVEAT: ("full", [said("14", ARMY), said("unknown", POLICE, start=200)], {}),
    Rule.HEARSAY: ("full", [said("14", ARMY), said("20", POLICE, start=200, modality="reported")], {}),
    Rule.HEARSAY_ALONE: ("full", [said("14", ARMY, modality="reported")], {}),
    Rule.OPEN_QUESTION: ("full", [said("40", ARMY, modality="hypothetical")], {}),
    Rule.DENIED: ("full", [said("40", ARMY, modality="denied")], {}),
    Rule.LOWEST: ("acled", [said("14", ARMY), said("17", POLICE, start=200)], {}),
    Rule.WORDS: ("acled", [said("dozens", ARMY)], {}),
    Rule.CHOICE: ("acled", [said("several", ARMY)], {}),
    Rule.ABSENT: ("acled", [said(None, ARMY)], {}),
    Rule.CLOSED: ("ged", [said("14+", ARMY)], {}),
    Rule.CATEGORIES: ("ged-part", [said("14", ARMY)], {}),
    Rule.ASSUMED_CIVILIAN: ("airwars", [said("14", ARMY)], {}),
}  # fmt: skip


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.value)
def test_each_rule_leaves_its_code(rule: Rule) -> None:
    method, statements, fields = CASES[rule]
    name, _, part = method.partition("-")
    profile = profiles().get(name, FULL)
    if method == "about":
        profile = widened(10)
    found = reconcile(statements, profile, **fields)
    estimate = found.parts[0] if part or method == "part" else found.estimates["killed"]
    assert rule.value in estimate.rules


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.value)
def test_no_rule_leaves_its_code_where_one_voice_gives_one_figure(rule: Rule) -> None:
    plain = {Rule.LOW, Rule.HIGH, Rule.SINGLE}
    assert (rule.value in whole(said("14", ARMY)).rules) == (rule in plain)


def test_each_code_is_explained_in_a_sentence() -> None:
    assert all(rule.sentence.endswith(".") and len(rule.sentence) > 20 for rule in Rule)
    assert len({rule.value for rule in Rule}) == len(Rule)


def test_each_code_is_on_the_page_of_the_method() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    assert [
        rule.value for rule in Rule if f"| `{rule.value}` | {rule.sentence} |" not in page
    ] == []


# Rule 1: only what is comparable is compared.


def test_figures_of_other_people_set_no_bound() -> None:
    spoken = [said("12", ARMY), said("5", POLICE, start=200, **SOLDIERS)]
    assert bounds(whole(*spoken)) == (12, 12, 12)
    assert parts(*spoken) == {("combatant", ARMY, "soldiers"): (5, 5, 5)}


def test_measures_are_reconciled_apart() -> None:
    spoken = [said("12", ARMY), said("40", ARMY, measure="wounded", start=200)]
    assert bounds(whole(*spoken, measure="wounded")) == (40, 40, 40)
    assert bounds(whole(*spoken)) == (12, 12, 12)


def test_the_only_people_told_of_stand_for_all_of_an_incident() -> None:
    spoken = [
        said("12", ARMY, **CIVILIANS),
        said("14", POLICE, start=200, status="civilian", who="civilian"),
    ]
    assert bounds(whole(*spoken)) == (12, 12, 14)


def test_the_only_people_told_of_do_not_stand_for_all_of_a_period() -> None:
    spoken = [said("3000", ARMY, scope="cumulative", **CIVILIANS)]
    assert bounds(whole(*spoken)) == (3000, None, None)


def test_tolls_of_a_period_set_nothing_in_an_incident_and_the_other_way_round() -> None:
    spoken = [said("14", ARMY), said("900", ARMY, start=200, scope="cumulative")]
    assert bounds(whole(*spoken)) == (14, 14, 14)
    assert bounds(whole(*spoken, scope=Scope.PERIOD)) == (900, 900, 900)


def test_a_part_of_a_period_toll_belongs_to_the_period() -> None:
    toll = said("900", ARMY, scope="cumulative")
    part = said("300", ARMY, start=200, subset_of=toll.claim.id, **CHILDREN)
    assert parts(toll, part) == {("civilian", None, "children"): (300, 300, 300)}
    assert parts(said("14", POLICE), toll, part) == {}


def test_words_that_single_nobody_out_are_all_people() -> None:
    assert bounds(whole(said("14", ARMY, who="residents"), said("15", POLICE, start=200))) == (
        14,
        14,
        15,
    )


# Rule 2: no more than the words say.


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("14", (14, 14, 14)), ("14+", (14, 14, None)), ("..50", (None, None, 50)),
        ("~35", (35, 35, 35)), ("10..15", (10, None, 15)), ("several", (2, None, None)),
        ("plural", (2, None, None)), ("dozens", (24, None, None)), ("losses", (1, None, None)),
        ("none", (0, 0, 0)),
    ],
)  # fmt: skip
def test_one_voice_is_taken_at_its_word(figure: str, expected: Bounds) -> None:
    assert bounds(whole(said(figure, ARMY))) == expected


def test_nearly_n_has_a_best_figure_and_no_lower_bound() -> None:
    assert bounds(whole(said("~..200", ARMY))) == (None, 200, 200)


@pytest.mark.parametrize(
    ("language", "word", "best"),
    [("nb", "flere hundre", None), ("nb", "tolv", 12), ("en", "dozens", None), ("en", "twelve", 12),
     ("sv", "dussintals", None), ("da", "tolv", 12), ("xx", "12", 12)],
)  # fmt: skip
def test_a_number_in_words_is_a_figure_and_vague_words_are_none(
    language: str, word: str, best: int | None
) -> None:
    statement = said("12+", ARMY, language=language)
    toll = statement.claim.toll
    assert toll is not None
    assert toll.number is not None
    written = replace(toll, number=replace(toll.number, text=word))
    assert whole(replace(statement, claim=replace(statement.claim, toll=written))).best == best


def test_a_range_of_about_n_is_a_policy_and_off() -> None:
    assert bounds(whole(said("~150", ARMY))) == (150, 150, 150)
    assert whole(said("~150", ARMY)).approx
    assert bounds(reconcile([said("~150", ARMY)], widened(10)).estimates["killed"]) == (
        135,
        150,
        165,
    )
    assert bounds(reconcile([said("~15", ARMY)], widened(10)).estimates["killed"]) == (13, 15, 17)
    assert bounds(reconcile([said("150", ARMY)], widened(10)).estimates["killed"]) == (
        150,
        150,
        150,
    )
    assert all(profile.about_percent == 0 for profile in profiles().values())


# Rules 3 and 4: voices, and what they say last. See test_voices.


def test_ten_papers_with_one_text_are_one_voice() -> None:
    first = said("14", article="p0", outlet="p0", agency="NTB")
    copies = [said("14", article=f"p{n}", outlet=f"p{n}", origin="p0") for n in range(1, 10)]
    police = said("12", POLICE, article="q")
    assert bounds(whole(first, *copies, police)) == bounds(whole(first, police)) == (12, 12, 14)
    assert whole(first, *copies).high_claims == ids(first)


def test_what_a_voice_took_back_sets_nothing() -> None:
    spoken = [said("30", ARMY, article="a"), said("14", ARMY, article="b", day="2020-10-29")]
    assert bounds(whole(*spoken)) == (14, 14, 14)


# Rule 5: the bounds, with the claims behind them.


def test_low_and_high_are_the_outermost_bounds_with_their_claims() -> None:
    low, mid, high = (
        said("14", ARMY),
        said("17", POLICE, start=200),
        said("15..21", "Mali", start=300),
    )
    found = whole(high, low, mid)
    assert bounds(found) == (14, 14, 21)
    assert (found.low_claims, found.high_claims) == (ids(low), ids(high))


def test_high_is_open_if_one_voice_leaves_it_open() -> None:
    open_one = said("9+", POLICE, start=200)
    found = whole(said("20", ARMY), open_one)
    assert (found.low, found.high, found.high_claims) == (9, None, ids(open_one))


def test_low_is_open_only_where_a_voice_without_one_stays_below() -> None:
    assert whole(said("14", ARMY), said("..20", POLICE, start=200)).low == 14
    assert whole(said("14", ARMY), said("..10", POLICE, start=200)).low is None


# Rule 6: the best figure.


def test_a_persons_choice_goes_before_all() -> None:
    statement = said("17", HOSPITAL)
    chosen = whole(statement, said("14", ARMY, start=200), best={"killed": 14, "wounded": 3})
    assert bounds(chosen) == (14, 14, 17)
    assert Rule.ACCESS.value not in chosen.rules


def test_a_persons_choice_moves_no_bound() -> None:
    assert bounds(whole(said("14", ARMY), best={"killed": 30})) == (14, 30, 14)
    assert bounds(whole(said(None, ARMY), best={"killed": 2})) == (None, 2, None)


@pytest.mark.parametrize(
    "who", [MONITOR, HOSPITAL, "United Nations", "International Committee of the Red Cross"]
)
def test_a_third_party_with_access_goes_before_a_party(who: str) -> None:
    assert (
        whole(said("30", ARMY), said("17", who, start=200), said("19", POLICE, start=300)).best
        == 17
    )


@pytest.mark.parametrize(
    "who", ["Ministry of Health of Mali", "Reuters", "Residents", POLICE, "White House"]
)
def test_others_have_no_such_access(who: str) -> None:
    assert Rule.ACCESS.value not in whole(said("30", ARMY), said("17", who, start=200)).rules


def test_what_a_party_says_of_its_own_losses_goes_before_others() -> None:
    own = said("10", ARMY, **SOLDIERS)
    others = [said(str(n), who, start=n, **SOLDIERS) for n, who in ((20, "Reuters"), (30, "AFP"))]
    assert bounds(whole(own, *others)) == (10, 10, 30)


def test_the_median_is_a_figure_that_somebody_gave() -> None:
    spoken = [
        said(str(n), f"Police of {c}", start=n)
        for n, c in ((10, "Mali"), (20, "Niger"), (90, "Chad"))
    ]
    assert whole(*spoken).best == 20
    four = whole(*spoken, said("30", "Police of Benin", start=400))
    assert four.best == 20
    assert four.best_claims == ids(spoken[1])


def test_a_stated_minimum_stays_marked() -> None:
    found = whole(said("14+", ARMY))
    assert (found.best, Rule.MINIMUM.value in found.rules) == (14, True)
    assert Rule.MINIMUM.value not in whole(said("14", ARMY)).rules


# Rule 7: enemies.


def test_a_claim_about_the_enemys_losses_sets_high_only() -> None:
    enemy = said("40", ARMY, **MILITANTS)
    assert bounds(whole(enemy)) == (None, None, 40)
    own = said("5", REBELS, start=200, **MILITANTS)
    assert bounds(whole(enemy, own)) == (5, 5, 40)


def test_a_party_with_a_stake_sets_high_only_of_who_is_a_civilian() -> None:
    spoken = [said("14", REBELS, modality="alleged", **CIVILIANS)]
    assert parts(*spoken) == {("civilian", None, None): (None, None, 14)}
    assert bounds(whole(*spoken)) == (14, 14, 14)
    assert parts(said("14", POLICE, **CIVILIANS)) == {("civilian", None, None): (14, 14, 14)}


# Rule 8: nothing is added up.


def test_figures_of_two_voices_are_never_added() -> None:
    spoken = [
        said("10", ARMY, **SOLDIERS),
        said("5", REBELS, start=200, status="combatant", side=REBELS),
    ]
    assert bounds(whole(*spoken)) == (10, None, None)


def test_figures_of_one_voice_are_added_only_where_its_words_add() -> None:
    civilians = said("12", POLICE, **CIVILIANS)
    soldiers = said("5", POLICE, start=200, text="In addition five soldiers died", **SOLDIERS)
    added = whole(civilians, soldiers)
    assert bounds(added) == (17, 17, 17)
    assert set(added.low_claims) == set(ids(civilians, soldiers))
    silent = said("5", POLICE, start=200, text="Five soldiers died", **SOLDIERS)
    assert bounds(whole(civilians, silent)) == (12, None, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "civilian", "who": "children"},
        {"by": ARMY, **SOLDIERS},
        {"article": "b", **SOLDIERS},
    ],
    ids=["people who may be the same", "another voice", "another article"],
)
def test_words_that_add_do_not_add_what_may_overlap(fields: dict[str, Any]) -> None:
    other = said("5", start=200, text="In addition five died", **{"by": POLICE, **fields})
    found = whole(said("12", POLICE, **CIVILIANS), other)
    assert Rule.ADDED.value not in found.rules
    assert (found.low or 0) <= 12


def test_an_open_figure_leaves_the_sum_open() -> None:
    more = said("5+", POLICE, start=200, text="In addition at least five soldiers died", **SOLDIERS)
    assert bounds(whole(said("12", POLICE, **CIVILIANS), more)) == (17, 17, None)


# Rule 9: parts are floors.


def test_a_part_is_shown_beside_the_whole_and_sets_nothing() -> None:
    spoken = [said("12", ARMY), said("3", ARMY, start=200, **CHILDREN)]
    assert bounds(whole(*spoken)) == (12, 12, 12)
    assert parts(*spoken) == {("civilian", None, "children"): (3, 3, 3)}


def test_parts_alone_are_a_floor() -> None:
    assert bounds(whole(said("3", ARMY, **CHILDREN))) == (3, None, None)
    spoken = [said("12", ARMY, **CIVILIANS), said("5", POLICE, start=200, **SOLDIERS)]
    found = whole(*spoken)
    assert (bounds(found), found.low_claims) == ((12, None, None), ids(spoken[0]))


def test_a_part_larger_than_another_voices_whole_raises_high() -> None:
    assert bounds(whole(said("12", ARMY), said("14", POLICE, start=200, **CIVILIANS))) == (
        12,
        12,
        14,
    )
    assert bounds(whole(said("12", ARMY), said("14+", POLICE, start=200, **CIVILIANS))) == (
        12,
        12,
        None,
    )


def test_some_of_the_dead_are_a_part_without_a_name() -> None:
    spoken = [said("12", ARMY), said("4", ARMY, start=200, scope="subset")]
    assert bounds(whole(*spoken)) == (12, 12, 12)
    assert parts(*spoken) == {(None, None, "some of them"): (4, 4, 4)}


# Rule 10: four kinds of nothing.


@pytest.mark.parametrize(
    ("figure", "known", "expected"),
    [
        ("none", "none", (0, 0, 0)),
        ("unknown", "unknown", (None, None, None)),
        ("undisclosed", "undisclosed", (None, None, None)),
        (None, "unreported", (None, None, None)),
    ],
)
def test_four_kinds_of_nothing_are_told_apart(
    figure: str | None, known: str, expected: Bounds
) -> None:
    found = whole(said(figure, ARMY))
    assert (found.known, bounds(found)) == (known, expected)


def test_a_stated_none_and_a_figure_are_a_range_from_zero() -> None:
    found = whole(said("none", ARMY), said("5", POLICE, start=200))
    assert (found.known, found.low, found.high) == ("given", 0, 5)


def test_killed_and_wounded_are_always_told_of() -> None:
    assert {m: e.known for m, e in reconcile([], FULL).estimates.items()} == {
        "killed": "unreported", "wounded": "unreported",
    }  # fmt: skip


# Rule 11: caveats.


def test_who_says_that_nobody_knows_is_shown_with_the_figure() -> None:
    doubt, silence = (
        said("unknown", POLICE, start=200),
        said("undisclosed", ARMY, start=300, measure="casualties"),
    )
    assert set(whole(said("14", "Mali"), doubt, silence).caveats) == set(ids(doubt, silence))


def test_silence_on_all_harm_is_no_caveat_of_some_people() -> None:
    """Whose losses are not told may be the other side's."""
    fields = {"status": "combatant", "who": "soldiers"}
    silence = said("undisclosed", ARMY, start=300, measure="casualties", **fields)
    found = reconcile([said("150", "Mali", **fields), said("200", POLICE), silence], FULL)
    [soldiers] = [one for one in found.parts if one.measure == "killed"]
    assert (soldiers.caveats, found.estimates["killed"].caveats) == ((), ids(silence))


def test_who_gave_a_figure_since_doubts_no_more() -> None:
    spoken = [said("unknown", ARMY, article="a"), said("14", ARMY, article="b", day="2020-10-29")]
    assert whole(*spoken).caveats == ()


@pytest.mark.parametrize("modality", ["hypothetical", "denied"])
def test_what_is_feared_or_denied_is_a_caveat_and_sets_nothing(modality: str) -> None:
    fear = said("40", POLICE, start=200, modality=modality)
    found = whole(said("14", ARMY), fear)
    assert (bounds(found), found.caveats) == ((14, 14, 14), ids(fear))
    assert bounds(whole(fear)) == (None, None, None)


def test_a_negated_figure_is_denied() -> None:
    assert bounds(whole(said("40", ARMY, polarity="negative"))) == (None, None, None)


@pytest.mark.parametrize("modality", ["threatened", "demanded", "conditional"])
def test_what_did_not_happen_sets_nothing(modality: str) -> None:
    assert bounds(whole(said("40", ARMY, modality=modality))) == (None, None, None)


def test_hearsay_sets_high_beside_what_is_stated_and_all_where_it_is_alone() -> None:
    rumour = said("40", POLICE, start=200, modality="reported")
    assert bounds(whole(said("14", ARMY), rumour)) == (14, 14, 40)
    lower = said("5", POLICE, start=200, modality="reported")
    assert bounds(whole(said("14", ARMY), lower)) == (14, 14, 14)
    alone = whole(rumour)
    assert (bounds(alone), alone.caveats) == ((40, 40, 40), ids(rumour))


def test_a_toll_of_an_alleged_act_counts() -> None:
    assert bounds(whole(said("14", ARMY, modality="alleged"))) == (14, 14, 14)


# Contradictions.


def about(*statements: Statement) -> list[tuple[str, set[str], set[str]]]:
    found = reconcile(statements, FULL).contradictions
    return [(one.about, set(one.one), set(one.other)) for one in found]


def test_figures_that_do_not_meet_contradict_each_other() -> None:
    one, other = said("14", ARMY), said("17", POLICE, start=200)
    [(what, *claims)] = about(one, other)
    assert what == "killed"
    assert sorted(map(sorted, claims)) == sorted([list(ids(one)), list(ids(other))])


@pytest.mark.parametrize(("first", "second"), [("14", "14+"), ("10..15", "12"), ("14+", "several")])
def test_figures_that_can_both_be_true_do_not(first: str, second: str) -> None:
    assert about(said(first, ARMY), said(second, POLICE, start=200)) == []


def test_an_older_figure_of_the_same_voice_does_not() -> None:
    assert (
        about(said("14", ARMY, article="a"), said("19", ARMY, article="b", day="2020-10-29")) == []
    )


def test_different_doers_contradict_each_other() -> None:
    turkey = said(None, "Iraq", agents=["Turkey"], targets=["Parkha"])
    group = said(
        None, "Turkey", kind="accusation", modality="alleged", start=900, targets=["Islamic State"]
    )
    assert [what for what, *_ in about(turkey, group)] == ["agent"]


def test_an_army_and_its_state_are_one_doer() -> None:
    state = said(None, "Iraq", agents=["Turkey"])
    army = said(None, "Kurdistan", agents=["Armed forces of Turkey"], start=900)
    assert about(state, army) == []


def test_a_denial_contradicts_who_says_so() -> None:
    act = said(None, "Iraq", agents=["Turkey"])
    denial = said(None, "Turkey", kind="denial", modality="denied", start=900)
    assert about(act, denial) == [("act", set(ids(denial)), set(ids(act)))]
    assert about(said(None, "Iraq", agents=["Islamic State"]), denial) == []
    toll = said("14", ARMY)
    denied = said("14", POLICE, start=200, modality="denied")
    assert about(toll, denied) == [("killed", set(ids(denied)), set(ids(toll)))]


# Any input.


def test_a_corrected_figure_with_its_bounds_mixed_up_is_read_in_order() -> None:
    statement = said("14", ARMY)
    assert statement.claim.toll is not None
    mixed = replace(statement.claim.toll, low=19, high=14)
    assert bounds(whole(replace(statement, claim=replace(statement.claim, toll=mixed)))) == (
        14,
        None,
        19,
    )


def test_numbers_beyond_64_bits_are_reconciled() -> None:
    huge = str(10**30)
    assert whole(said(huge, ARMY), said("1", POLICE, start=200)).high == 10**30


def test_negative_numbers_set_nothing() -> None:
    statement = said("14", ARMY)
    assert statement.claim.toll is not None
    below = replace(statement.claim.toll, low=-5, high=-5)
    assert bounds(whole(replace(statement, claim=replace(statement.claim, toll=below)))) == (
        None,
        None,
        None,
    )


def test_thousands_of_voices_of_one_text_are_reconciled(calls: Any) -> None:
    def spoken(number: int) -> list[Statement]:
        named = [said(str(n), f"Ali Keita{n}", start=2 * n) for n in range(number)]
        return [*named, *(said(f"{n}+", start=2 * n + 1, passage=n) for n in range(number))]

    few, many = spoken(150), spoken(600)
    assert calls(lambda: reconcile_all(many)) < 6 * calls(lambda: reconcile_all(few))


def widened(percent: int) -> Any:
    return replace(FULL, about_percent=percent)
