"""What holds of any statements: order, repetition, reprints, bounds and the claims behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from statements_made import said

from vitne.incidents.populations import EVERYBODY
from vitne.incidents.profiles import profiles
from vitne.incidents.reconcile import Reconciled, reconcile_all, settle
from vitne.incidents.voices import voices
from vitne.incidents.weighing import weigh
from vitne.incidents.wholes import of_all
from vitne.model import Role

if TYPE_CHECKING:
    from vitne.model import Estimate, Statement, Toll

WHO = [
    None, "Armed forces of Mali", "Police of Mali", "Islamic State", "Hospital doctor", "Reuters",
    "Hikmet Hajiyev", "Hikmet Hadzjijev", "Hajiyev", "United Nations", "Residents", "Mali",
]  # fmt: skip
PEOPLE: list[dict[str, Any]] = [
    {}, {"status": "civilian", "who": "civilians"}, {"status": "combatant", "who": "militants"},
    {"status": "combatant", "who": "soldiers", "side": "Armed forces of Mali"},
    {"status": "civilian", "who": "children", "scope": "subset"}, {"scope": "subset"}, {"scope": "cumulative"},
]  # fmt: skip
FIGURES = ["14", "14+", "..50", "~..20", "~35", "10..15", "19", "0", "several", "plural", "dozens", "losses",
           "none", "unknown", "undisclosed", None]  # fmt: skip
MODALITIES = ["asserted"] * 4 + ["reported", "alleged", "denied", "hypothetical", "threatened"]
ARTICLES = {"a": None, "b": None, "c": "a", "d": None}  # c reprints a, d is an old version


@st.composite
def statement(draw: st.DrawFn) -> Statement:
    article = draw(st.sampled_from(sorted(ARTICLES)))
    figure = draw(st.sampled_from(FIGURES))
    fields = draw(st.sampled_from(PEOPLE)) if figure is not None else {}
    return said(
        figure,
        draw(st.sampled_from(WHO)),
        article=article,
        origin=ARTICLES[article] or article,
        outlet=f"The {article.upper()}",
        day=draw(st.sampled_from(["2020-10-27", "2020-10-28", None])),
        captured_at=draw(st.sampled_from([None, "2020-10-28T10:00:00Z"])),
        language=draw(st.sampled_from(["en", "nb"])),
        role=draw(st.sampled_from([Role.HEADLINE, Role.PARAGRAPH, Role.PARAGRAPH])),
        superseded=article == "d",
        start=draw(st.integers(0, 30)) * 20,
        modality=draw(st.sampled_from(MODALITIES)),
        **fields,
        **({"measure": draw(st.sampled_from(["killed", "killed", "wounded"]))} if figure else {}),
    )


half = settings(max_examples=50)  # each reconciles under four methods, once or twice
spoken = st.lists(statement(), max_size=14, unique_by=lambda one: one.claim.id)


def estimates(found: Reconciled) -> list[Estimate]:
    return [*found.estimates.values(), *found.parts]


@half
@given(spoken, st.randoms(use_true_random=False))
def test_the_order_in_which_statements_come_makes_no_difference(
    statements: list[Statement], random: Any
) -> None:
    mixed = list(statements)
    random.shuffle(mixed)
    assert reconcile_all(mixed) == reconcile_all(statements)


@half
@given(spoken)
def test_statements_that_come_twice_count_once(statements: list[Statement]) -> None:
    assert reconcile_all([*statements, *statements]) == reconcile_all(statements)


@half
@given(spoken)
def test_low_best_and_high_are_in_order(statements: list[Statement]) -> None:
    for found in reconcile_all(statements).values():
        for one in estimates(found):
            known = [n for n in (one.low, one.best, one.high) if n is not None]
            assert known == sorted(known), one


@half
@given(spoken)
def test_the_claims_behind_a_bound_carry_it(statements: list[Statement]) -> None:
    tolls = {one.claim.id: one.claim.toll for one in statements}
    full = reconcile_all(statements)["full"]
    for one in estimates(full):
        assert (one.low is None) == (not one.low_claims)
        assert (one.best is None) == (not one.best_claims)
        for claims, bound, carries in (
            (one.low_claims, one.low, "low"), (one.best_claims, one.best, "best"),
            (one.high_claims, one.high, "high"),
        ):  # fmt: skip
            for claim in claims:
                toll = tolls[claim]
                assert toll is not None
                assert toll.measure == one.measure
                assert bound in carried(toll, carries), (one, toll)


def carried(toll: Toll, which: str) -> tuple[int | None, ...]:
    """The bounds that the words of a toll carry: "har hatt tap" is one or more."""
    low = 1 if toll.known == "given" and toll.low is None and toll.high is None else toll.low
    return {"low": (low,), "best": (low, toll.high), "high": (toll.high,)}[which]


@half
@given(spoken)
def test_a_bound_that_a_voice_leaves_open_stays_open(statements: list[Statement]) -> None:
    weighed = weigh(statements)
    full, airwars = (settle(weighed, profiles()[name]) for name in ("full", "airwars"))
    for measure, told in weighed.told.items():
        chosen, _ = of_all(told.figures, profiles()["full"], weighed.scope)
        if any(one.high is None for one in chosen):
            assert full.estimates[measure].high is None
        if chosen and any(one.high is None for one in chosen if one.people == EVERYBODY):
            assert airwars.estimates[measure].high is None


@half
@given(spoken)
def test_what_is_given_has_a_bound_and_what_is_not_has_none(statements: list[Statement]) -> None:
    for one in estimates(reconcile_all(statements)["full"]):
        if one.known in ("unknown", "undisclosed", "unreported"):
            assert (one.low, one.best, one.high) == (None, None, None)
        elif one.known == "none":
            assert (one.low, one.high) in ((0, 0), (None, 0))


@half
@given(spoken, st.integers(0, 3))
def test_a_reprint_changes_no_estimate(statements: list[Statement], later: int) -> None:
    """A paper prints the text of an article again: all of it, or all but its end."""
    own = [one for one in statements if one.article == "b"]
    copied = [
        replace(
            one,
            claim=replace(one.claim, id=f"copy of {one.claim.id}"),
            article="e", file="e.txt", outlet="The Late Paper", captured_at="2020-10-31T10:00:00Z",
        )
        for one in sorted(own, key=lambda one: one.claim.start)[: len(own) - later or None]
    ]  # fmt: skip
    before, after = reconcile_all(statements), reconcile_all([*statements, *copied])
    for method, found in after.items():
        assert [shape(one) for one in estimates(found)] == [
            shape(o) for o in estimates(before[method])
        ]
        assert len(found.voices) == len(before[method].voices)


def shape(one: Estimate) -> tuple[Any, ...]:
    return (
        one.measure,
        one.status,
        one.side,
        one.who,
        one.low,
        one.best,
        one.high,
        one.low_claims,
        one.known,
    )


@half
@given(spoken)
def test_categories_of_the_dead_add_up_to_best(statements: list[Statement]) -> None:
    found = reconcile_all(statements)["ged"]
    best = found.estimates["killed"].best
    assert best == (sum(one.best or 0 for one in found.parts) if found.parts else best)
    assert bool(found.parts) == (best is not None)
    assert all((one.best or 0) >= 0 for one in found.parts)


@half
@given(spoken)
def test_one_method_gives_one_figure_or_none(statements: list[Statement]) -> None:
    killed = reconcile_all(statements)["acled"].estimates["killed"]
    assert killed.low == killed.best
    assert killed.high == killed.low or "R12-choice" in killed.rules


@half
@given(spoken)
def test_every_claim_is_some_voices_and_only_one(statements: list[Statement]) -> None:
    claims = [claim for voice in voices(statements) for claim in voice.claims]
    assert sorted(claims) == sorted(one.claim.id for one in statements)


@half
@given(spoken)
def test_an_enemys_claim_never_sets_low_or_best(statements: list[Statement]) -> None:
    enemies = {
        one.claim.id for one in statements
        if one.claim.attribution and one.claim.attribution[-1].name == "Armed forces of Mali"
        and one.claim.toll is not None and one.claim.toll.who == "militants"
    }  # fmt: skip
    for method in ("full", "ged"):
        for one in estimates(reconcile_all(statements)[method]):
            assert not enemies & {*one.low_claims, *one.best_claims}


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**40), min_size=1, max_size=6))
def test_any_numbers_are_reconciled(numbers: list[int]) -> None:
    statements = [said(str(n), f"Police of {at}", start=at * 20) for at, n in enumerate(numbers)]
    killed = reconcile_all(statements)["full"].estimates["killed"]
    assert (killed.low, killed.high) == (min(numbers), max(numbers))
    assert killed.best in numbers
    assert list(profiles()) == ["acled", "airwars", "full", "ged"]
