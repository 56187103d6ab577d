"""What hangs on a claim, and how doubtful it is: the numbers that order the review queue."""

from __future__ import annotations

import pytest

from vitne.model import Bounds, Contradiction, IncidentVoice
from vitne.web.scoring import Doubt, Figures, Happening, weights


def voice(
    name: str, low: int | None, high: int | None, *claims: str, stake: str | None = None
) -> IncidentVoice:
    return IncidentVoice(name, "claimant", claims, {"killed": Bounds(low, high)}, stake=stake)


def happening(
    figures: Figures, *voices: IncidentVoice, odds: tuple[Contradiction, ...] = ()
) -> Happening:
    every = tuple(claim for one in voices for claim in one.claims)
    return Happening(every, {"killed": figures}, voices, odds)


def test_the_only_voice_puts_its_whole_figure_at_stake() -> None:
    one = happening(Figures(21, 21, 21, ("a",), ("a",), ("a",)), voice("Kari", 21, 21, "a"))
    dead, found = weights(one)
    assert dead == 21
    assert found["a"].killed == 21
    assert found["a"].doubt & Doubt.ALONE


def test_beside_another_voice_it_is_what_lies_between_them() -> None:
    figures = Figures(17, 17, 21, ("b",), ("b",), ("a",))
    one = happening(figures, voice("Kari", 21, 21, "a"), voice("Ola", 17, 17, "b"))
    _, found = weights(one)
    assert (found["a"].killed, found["b"].killed) == (4, 4)
    assert not found["a"].doubt & Doubt.ALONE


def test_a_figure_that_others_confirm_puts_nobody_at_stake() -> None:
    figures = Figures(21, 21, 21, ("a", "b"), ("a", "b"), ("a", "b"))
    same = happening(
        figures, voice("Kari", 21, 21, "a"), voice("Ola", 21, 21, "b"), voice("Eva", 21, 21, "c")
    )
    assert weights(same)[1]["a"].killed == 0


def test_claims_that_set_a_bound_together_share_what_is_at_stake() -> None:
    claims = ("a", "b", "c", "d")
    one = happening(Figures(20, 20, 20, claims, claims, claims), voice("Kari", 20, 20, *claims))
    assert {weight.killed for weight in weights(one)[1].values()} == {5}


def test_open_bounds_put_nothing_at_stake() -> None:
    one = happening(Figures(None, None, None, (), (), ("a",)), voice("Kari", None, None, "a"))
    dead, found = weights(one)
    assert (dead, found["a"].killed) == (0, 0)


@pytest.mark.parametrize("stake", ["own", "enemy", None])
def test_contradictions_and_stakes_are_doubts(stake: str | None) -> None:
    odds = (Contradiction("killed", ("a",), ("b",)),)
    figures = Figures(17, 17, 21, ("b",), ("b",), ("a",))
    one = happening(
        figures, voice("Kari", 21, 21, "a", stake=stake), voice("Ola", 17, 17, "b"), odds=odds
    )
    found = weights(one)[1]
    assert found["a"].doubt & Doubt.ODDS
    assert found["b"].doubt & Doubt.ODDS
    assert bool(found["a"].doubt & Doubt.STAKE) is (stake == "enemy")
    assert not found["b"].doubt & Doubt.STAKE
