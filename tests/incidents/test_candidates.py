"""Which accounts of two articles are weighed at all, and how they are weighed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vitne.incidents import rows
from vitne.incidents.candidates import candidates
from vitne.incidents.scoring import Scorer
from vitne.model import Account
from vitne.packs.linking import read_model

Make = Callable[..., Account]
MONTH = ("2020-10-01", "2020-10-31")


def meet(one: Account, other: Account) -> bool:
    return bool(candidates([one, other]))


def weight(one: Account, other: Account) -> float:
    """The bits that speak for two accounts being one happening."""
    scorer = Scorer(read_model("across"))
    (link,) = scorer.score(rows.of_accounts([one, other]), [(one.id, other.id)], least=-1e6)
    scorer.close()
    return link.weight - scorer.model.weights.threshold


def test_accounts_of_one_town_and_day_meet(account: Make) -> None:
    assert meet(account("a"), account("b"))


def test_accounts_of_one_article_do_not_meet(account: Make) -> None:
    assert not meet(account("a", article="x"), account("b", article="x"))


def test_towns_of_one_country_far_apart_do_not_meet(account: Make) -> None:
    assert not meet(account("a"), account("b", where="Kharkiv", country="AZE"))


def test_a_town_meets_its_country_and_a_day_its_month(account: Make) -> None:
    assert meet(account("a"), account("b", where="AZE"))
    assert meet(account("a"), account("b", when=MONTH))


def test_weeks_apart_nothing_meets(account: Make) -> None:
    assert not meet(account("a"), account("b", when=("2020-11-20", "2020-11-20")))


def test_without_a_place_or_a_day_nothing_meets(account: Make) -> None:
    assert not meet(account("a", where=None), account("b", where=None))
    assert not meet(account("a", earliest=None), account("b", earliest=None))


def test_points_on_both_sides_of_the_date_line_meet(account: Make) -> None:
    assert meet(account("a", lon=179.99, lat=-17.0), account("b", lon=-179.99, lat=-17.0))


def test_the_same_figure_and_day_make_one_happening(account: Make) -> None:
    one = account("a", killed_low=14, killed_high=14, agents=("armenia",))
    assert weight(one, account("b", killed_low=14, killed_high=14, agents=("armenia",))) > 0


@pytest.mark.parametrize(
    "other",
    [
        {"families": ("accord",)},
        {"when": ("2020-10-29", "2020-10-29"), "killed_low": 3, "killed_high": 3},
        {"where": "Ganja", "killed_low": 3, "killed_high": 3},
        {"agents": ("azerbaijan",), "targets": ("armenia",), "killed_low": 3, "killed_high": 3},
    ],
    ids=["a ceasefire", "another day", "another town", "the other way round"],
)
def test_what_differs_speaks_against_it(account: Make, other: dict[str, object]) -> None:
    one = account("a", killed_low=14, killed_high=14, agents=("armenia",), targets=("azerbaijan",))
    same = account("b", killed_low=14, killed_high=14, agents=("armenia",), targets=("azerbaijan",))
    assert weight(one, account("b", **other)) < 0 < weight(one, same)


def test_every_level_is_told_in_words(account: Make) -> None:
    scorer = Scorer(read_model("across"))
    (link,) = scorer.score(rows.of_accounts([account("a"), account("b")]), [("a", "b")], least=-99)
    scorer.close()
    assert link.levels["place"][0] == "the same town"
    assert link.levels["time"][0] == "the same day"
    assert link.levels["killed"] == ("no figure in one of them", 0.0)
    prior = link.weight - sum(bits for _, bits in link.levels.values())
    assert prior == pytest.approx(-1.77, abs=0.1)
