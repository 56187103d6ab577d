"""How each voice on an incident stands to the others."""

from __future__ import annotations

from typing import Any

import pytest

from vitne.incidents.standing import agrees, standings
from vitne.model import Bounds, Contradiction, IncidentVoice


def voice(name: str, low: int | None = None, high: int | None = None, **more: Any) -> IncidentVoice:
    told = {"killed": Bounds(low, high)} if more.get("vouches", "toll") == "toll" else {}
    return IncidentVoice(name, "claimant", more.pop("claims", (name,)), told, **more)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((19, 19), (14, None), True),
        ((19, 19), (21, 21), False),
        ((14, 19), (19, 25), True),
        ((None, 12), (13, None), False),
        ((None, 12), (None, 40), True),
        ((None, None), (12, 12), False),  # "some" agrees with nobody
    ],
)
def test_tolls_agree_where_their_ranges_overlap(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], same: object
) -> None:
    pair = voice("a", *one), voice("b", *other)
    assert agrees(*pair) is same
    assert agrees(*pair[::-1]) is same


def test_a_toll_agrees_with_no_act() -> None:
    act = voice("b", vouches="act")
    assert not agrees(voice("a", 3, 3), act)
    assert agrees(act, voice("c", vouches="act"))


def test_the_only_voice_is_alone_and_agreed_with_by_nobody() -> None:
    (stood,) = standings([voice("police", 3, 3)], [])
    assert (stood.alone, stood.agreed, stood.contradicted) == (True, False, False)


def test_who_tells_of_a_part_leaves_the_only_toll_alone() -> None:
    part = voice("ICRC", vouches="part")
    found = {one.name: one for one in standings([voice("police", 3, 3), part], [])}
    assert found["police"].alone
    assert not found["ICRC"].alone


def test_one_voice_is_agreed_with_by_one_and_contradicted_by_another() -> None:
    told = [voice("a", 19, 19), voice("b", 14, None), voice("c", 30, 30)]
    dispute = Contradiction("killed", ("a",), ("c",))
    found = {one.name: one for one in standings(told, [dispute])}
    assert (found["a"].agreed, found["a"].contradicted) == (True, True)
    assert (found["b"].agreed, found["b"].contradicted) == (True, False)
    assert (found["c"].agreed, found["c"].contradicted) == (True, True)


def test_two_unnamed_voices_of_one_name_are_told_as_one() -> None:
    told = [
        voice("Doctor", 3, 3, claims=("x", "y"), superseded=("x",)),
        voice("Doctor", 5, 5, claims=("z",), stake="own"),
        voice("Police", 5, 5),
    ]
    doctor, police = standings(told, [])
    assert (doctor.claims, doctor.revised, doctor.stake) == (3, 1, "own")
    assert doctor.agreed
    assert police.agreed
    assert not doctor.alone
