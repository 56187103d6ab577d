"""How far people agree who judge the same claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import sqlalchemy as sa
from stories import BARDA, capture, put

from vitne.model import Action, Claim, Judgement
from vitne.record import judgements
from vitne.record.agreement import Agreement, agreement, measure
from vitne.record.schema import account_claims, accounts, incident_accounts, incidents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.record.database import Record

NOON = "2020-11-02T12:00:00Z"


def codings(*rows: str) -> list[tuple[str, str, str]]:
    """What observers say of units, one observer a row; a dot where he says nothing."""
    return [
        (f"observer {who}", f"unit {unit}", label)
        for who, row in enumerate(rows)
        for unit, label in enumerate(row.split())
        if label != "."
    ]


def figures(*rows: str) -> list[tuple[str, str, int]]:
    return [(who, unit, int(label)) for who, unit, label in codings(*rows)]


# The worked examples of Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
_A = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
_B = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
_C = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("rows", "published"), [(_A, 0.095), (_B, 0.692), (_C, 0.743)], ids=["A", "B", "C"]
)
def test_alpha_of_categories_is_that_of_the_published_examples(
    rows: Iterable[str], published: float
) -> None:
    found = measure("verdict", "nominal", codings(*rows))
    assert found.alpha == pytest.approx(published, abs=0.0005)
    assert found.why == ""


def test_alpha_of_figures_is_that_of_the_published_example() -> None:
    found = measure("figure", "ratio", figures(*_C))
    assert found.alpha == pytest.approx(0.797, abs=0.0005)
    assert (found.units, found.values, len(found.people)) == (11, 40, 4)


def test_units_that_one_person_judged_alone_change_nothing() -> None:
    alone = [("observer 0", "another", 900), ("observer 1", "a third", 7)]
    assert measure("figure", "ratio", figures(*_C) + alone) == measure(
        "figure", "ratio", figures(*_C)
    )


def test_order_is_no_matter_and_of_each_person_the_last_word_counts() -> None:
    found = measure("verdict", "nominal", codings(*_B))
    assert measure("verdict", "nominal", codings(*reversed(_B))).alpha == found.alpha
    changed = [("observer 0", "unit 0", "e"), *codings(*_B)]
    assert measure("verdict", "nominal", changed) == found


def test_full_agreement_is_one_and_full_disagreement_is_below_zero() -> None:
    assert measure("figure", "ratio", figures("3 5 9", "3 5 9")).alpha == 1
    found = measure("verdict", "nominal", codings("a b a b", "b a b a")).alpha
    assert found is not None
    assert found < 0


def test_the_same_difference_weighs_more_between_small_figures() -> None:
    small = measure("figure", "ratio", figures("5 100 40 7", "7 100 40 7")).alpha
    large = measure("figure", "ratio", figures("5 100 40 7", "5 102 40 7")).alpha
    assert small is not None
    assert large is not None
    assert small < large < 1


def test_nobody_and_nobody_agree_and_the_largest_figures_are_no_trouble() -> None:
    most = 2**63 - 1
    rows = [
        ("a", "1", 0),
        ("b", "1", 0),
        ("a", "2", most),
        ("b", "2", most),
        ("a", "3", 0),
        ("b", "3", most),
    ]
    found = measure("figure", "ratio", rows).alpha
    assert found is not None
    assert found < 1


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "nobody judged this"),
        ([("Kari", "1", "accept")], "only Kari judged this; it takes two people"),
        (
            [("Kari", "1", "accept"), ("Ola", "2", "reject")],
            "2 people judged, but never the same thing",
        ),
        (
            [("Kari", "1", "accept"), ("Ola", "1", "accept"), ("Ola", "2", "reject")],
            "all said accept every time",
        ),
    ],
)
def test_where_there_is_too_little_it_says_what_is_missing(rows: Any, why: str) -> None:
    found = measure("verdict", "nominal", rows)
    assert found.alpha is None
    assert found.why.startswith(why)


@pytest.fixture
def claims(record: Record) -> list[Claim]:
    """The tolls of four reports."""
    put(record, *(capture(BARDA.format(killed=n), f"{n}.txt") for n in (7, 11, 14, 30)))
    with record.reading() as connection:
        query = sa.text("SELECT id FROM claims WHERE measure = 'killed' ORDER BY low")
        ids = connection.execute(query).scalars().all()
        found = judgements.read_claims(connection, ids)
    return [found[one] for one in ids]


def judge(record: Record, author: str, action: Action, *on: Claim, **more: Any) -> Judgement:
    ids = tuple(one.id for one in on)
    made = Judgement("", NOON, author, action, ids, reason="because", **more)
    with record.writing() as connection:
        return judgements.add(connection, made)


def asked(record: Record) -> dict[str, Agreement]:
    with record.reading() as connection:
        return {one.question: one for one in agreement(connection)}


def test_verdicts_of_two_people_on_the_same_claims_are_compared(
    record: Record, claims: list[Claim]
) -> None:
    one, two, three, four = claims
    judge(record, "Kari", Action.ACCEPT, one, two, three)
    judge(record, "Kari", Action.REJECT, four)
    judge(record, "Ola", Action.ACCEPT, one, two)
    judge(record, "Ola", Action.REJECT, three)
    found = asked(record)["verdict"]
    assert (found.people, found.units, found.values) == (("Kari", "Ola"), 3, 6)
    expected = measure("", "nominal", codings("a a a", "a a r")).alpha
    assert found.alpha == expected
    judge(record, "Ola", Action.ACCEPT, three)  # thinks again
    assert asked(record)["verdict"].alpha is None


def test_figures_are_compared_as_each_person_left_them(record: Record, claims: list[Claim]) -> None:
    one, two, three, _ = claims  # at least 7, 11, 14
    for author, low in (("Kari", 8), ("Ola", 9)):
        # In records of their own; neither sees what the other does.
        judge(record, author, Action.ACCEPT, two, three)
        made = judge(record, author, Action.CORRECT, one, field="toll.low", value=low)
        assert made.seen[one.id]["toll"]["low"] == (7 if author == "Kari" else 8)
    found = asked(record)["figure"]
    assert found.alpha == measure("", "ratio", figures("8 11 14", "9 11 14")).alpha
    assert found.units == 3


def test_who_accepts_what_another_corrected_means_the_corrected_figure(
    record: Record, claims: list[Claim]
) -> None:
    one, two, *_ = claims
    judge(record, "Kari", Action.CORRECT, one, field="toll.low", value=8)
    judge(record, "Ola", Action.ACCEPT, one)
    judge(record, "Kari", Action.ACCEPT, two)
    judge(record, "Ola", Action.ACCEPT, two)
    assert asked(record)["figure"].alpha == 1


def test_a_rejected_claim_has_no_figure(record: Record, claims: list[Claim]) -> None:
    for author in ("Kari", "Ola"):
        judge(record, author, Action.CORRECT, claims[0], field="toll.low", value=8)
        judge(record, author, Action.REJECT, claims[0])
    assert asked(record)["figure"].why == "nobody judged this"


def test_what_somebody_took_back_counts_for_nothing_but_not_what_another_undid(
    record: Record, claims: list[Claim]
) -> None:
    one, two, *_ = claims
    judge(record, "Kari", Action.ACCEPT, one, two)
    rejected = judge(record, "Ola", Action.REJECT, one)
    judge(record, "Ola", Action.ACCEPT, two)
    before = asked(record)["verdict"]
    back = judge(record, "Kari", Action.UNDO, undoes=rejected.id)
    assert asked(record)["verdict"] == before
    judge(record, "Kari", Action.UNDO, undoes=back.id)
    judge(record, "Ola", Action.UNDO, undoes=rejected.id)
    assert asked(record)["verdict"].units == 1


def test_best_figures_and_grades_are_compared_by_incident(
    record: Record, claims: list[Claim]
) -> None:
    one, two, three, four = claims
    with record.writing() as connection:
        for name, told in (("i" * 16, (one, two)), ("j" * 16, (three, four))):
            incident = {"id": name, "scope": "incident", "label": "", "articles": 2, "voices": 1}
            connection.execute(incidents.insert(), [{**incident, "incident_json": "{}"}])
            for each in told:
                article = connection.execute(
                    sa.text("SELECT article FROM claims WHERE id = :id"), {"id": each.id}
                ).scalar()
                row = {"id": each.id, "article": article, "scope": "incident", "account_json": "{}"}
                connection.execute(accounts.insert(), [row])
                connection.execute(
                    account_claims.insert(), [{"claim": each.id, "account": each.id}]
                )
                connection.execute(
                    incident_accounts.insert(), [{"account": each.id, "incident": name}]
                )
    judge(record, "Kari", Action.BEST, one, field="killed", value=8)
    judge(record, "Ola", Action.BEST, two, field="killed", value=9)
    judge(record, "Kari", Action.BEST, three, field="killed", value=20)
    judge(record, "Ola", Action.BEST, four, field="killed", value=20)
    judge(record, "Kari", Action.GRADE, one, value="fair")
    judge(record, "Ola", Action.GRADE, two, value="weak")
    found = asked(record)
    assert found["best figure"].alpha == measure("", "ratio", figures("8 20", "9 20")).alpha
    assert (found["grade"].units, found["grade"].alpha) == (1, 0)


def test_a_record_nobody_judged_says_so(record: Record) -> None:
    assert {one.why for one in asked(record).values()} == {"nobody judged this"}


def test_claims_as_another_version_saw_them_are_passed_over(
    record: Record, claims: list[Claim]
) -> None:
    with record.writing() as connection:
        for author in ("Kari", "Ola"):
            made = Judgement(
                "", NOON, author, Action.ACCEPT, (claims[0].id,), seen={claims[0].id: [1]}
            )
            made = msgspec.structs.replace(made, id=judgements.identity(made))
            judgements.put(connection, [made], at=NOON, operator="Kari")
    found = asked(record)
    assert found["figure"].why == "nobody judged this"
    assert found["verdict"].units == 1
