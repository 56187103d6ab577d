"""Which claims of one article are about one happening, and what they come to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vitne.incidents import rows
from vitne.incidents.accounts import account, gather, happened, pairs
from vitne.incidents.scoring import Scorer
from vitne.model import Claim, Scope
from vitne.packs.linking import read_families, read_model

Make = Callable[..., Claim]
DAY, NEXT = ("2020-10-28",), ("2020-10-29",)


def groups(claims: list[Claim], **held: list[tuple[str, str]]) -> list[list[str]]:
    """The texts of the claims of each account."""
    scorer, told = Scorer(read_model("within")), [one for one in claims if happened(one)]
    table = rows.of_claims(told, read_families())
    links = scorer.score(table, list(pairs(claims)), least=-1e6)
    scorer.close()
    weights = {(link.one, link.other): link.weight for link in links}
    found = gather(claims, weights, threshold=scorer.model.weights.threshold, **held)
    return [[one.text for one in group] for _, group in found]


def test_headline_and_body_of_one_attack_are_one_account(claim: Make) -> None:
    claims = [
        claim("Rockets kill 14 in Barda", killed=(14, 14), where="Barda", when=DAY),
        claim("rockets hit Barda", where="Barda", when=DAY, passage=1),
        claim("at least 14 were killed", killed=(14, None), where="Barda", when=DAY, passage=1),
        claim("over 40 hurt", wounded=(41, None), where="Barda", when=DAY, passage=1),
    ]
    assert groups(claims) == [[one.text for one in claims]]


def test_attacks_on_two_towns_are_two_accounts(claim: Make) -> None:
    claims = [
        claim("rockets hit Barda", where="Barda", when=DAY),
        claim("14 were killed", killed=(14, 14), where="Barda", when=DAY),
        claim("shells fell on Shusha", where="Shusha", when=DAY, passage=5),
        claim("one was killed", killed=(1, 1), where="Shusha", when=DAY, passage=5),
    ]
    assert groups(claims) == [
        ["rockets hit Barda", "14 were killed"],
        ["shells fell on Shusha", "one was killed"],
    ]


def test_two_attacks_on_one_town_on_two_days_are_two_accounts(claim: Make) -> None:
    claims = [
        claim("rockets hit Barda", where="Barda", when=("2020-10-28",)),
        claim("rockets hit Barda", where="Barda", when=("2020-10-24",), passage=3),
    ]
    assert len(groups(claims)) == 2


def test_a_toll_of_the_war_is_a_period_and_in_no_incident(claim: Make) -> None:
    since = ("2020-09-27", "2020-10-28")
    claims = [
        claim("rockets hit Barda", where="Barda", when=DAY),
        claim("1,000 since", killed=(1000, 1000), scope="cumulative", where="AZE", when=since),
    ]
    found = gather(claims, {}, threshold=0.0)
    assert [(scope, [one.text for one in group]) for scope, group in found] == [
        (Scope.INCIDENT, ["rockets hit Barda"]),
        (Scope.PERIOD, ["1,000 since"]),
    ]


@pytest.mark.parametrize("modality", ["threatened", "conditional", "hypothetical", "denied"])
def test_what_did_not_happen_is_in_no_account(claim: Make, modality: str) -> None:
    assert not happened(claim("will bomb Ganja", where="Ganja", modality=modality))


def test_a_person_can_split_and_merge(claim: Make) -> None:
    one = claim("rockets hit Barda", where="Barda", when=DAY)
    other = claim("14 were killed", killed=(14, 14), where="Barda", when=DAY)
    third = claim("shells fell on Shusha", where="Shusha", when=NEXT, passage=7)
    claims = [one, other, third]
    assert len(groups(claims, apart=[(one.id, other.id)])) == 3
    assert groups(claims, together=[(one.id, third.id)])[0] == [c.text for c in claims]


def test_an_account_knows_the_finest_place_and_the_whole_tolls(claim: Make) -> None:
    claims = [
        claim("Dozens killed in Azerbaijan", killed=(24, None), where="AZE", when=DAY),
        claim("rockets hit Barda", where="Barda", when=DAY, agents=["Armenia"]),
        claim("21 were killed", killed=(21, 21), where="Barda", when=DAY),
        claim("two children", killed=(2, 2), scope="subset", where="Barda", when=DAY),
    ]
    found = account(Scope.INCIDENT, claims, article="x", families=read_families())
    assert (found.place, found.country, found.radius) == ("Barda", "AZE", 3.0)
    assert (found.killed_low, found.killed_high) == (21, None)  # the open bound stays open
    assert (found.earliest, found.latest) == ("2020-10-28", "2020-10-28")
    assert found.agents == ("armenia",)
    assert found.id == claims[0].id


def test_days_that_no_calendar_has_are_no_days(claim: Make) -> None:
    odd = claim("rockets hit Barda", where="Barda", when=("0000-01-01",))
    found = account(Scope.INCIDENT, [odd], article="x", families=read_families())
    assert (found.earliest, found.latest) == (None, None)
