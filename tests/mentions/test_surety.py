"""How sure the places of claims are, as people see it."""

from __future__ import annotations

import vitne


def confidence(text: str) -> float | None:
    (claim,) = vitne.read(text).claims
    assert claim.claim.place is not None
    return claim.claim.place.confidence


def test_a_place_whose_state_is_told_is_sure() -> None:
    told = confidence("Tolv soldater ble drept i Hyderabad i India mandag.")
    assert told is not None
    assert told > 0.9


def test_a_name_of_many_towns_is_less_sure_than_one_of_few() -> None:
    many = confidence("Two soldiers were killed in San Jose on Monday.")
    few = confidence("Two soldiers were killed in Mogadishu on Monday.")
    assert many is not None
    assert few is not None
    assert many < few


def test_a_place_that_no_gazetteer_has_is_not_weighed() -> None:
    assert confidence("Tolv soldater ble drept i landsbyen Qxortu i Mali mandag.") is None


def test_a_place_that_is_pointed_to_is_as_sure_as_its_name() -> None:
    first, second = vitne.read(
        "Tolv soldater ble drept i Hyderabad i India mandag. Fire sivile ble drept i byen tirsdag."
    ).claims
    assert first.claim.place is not None
    assert second.claim.place is not None
    assert second.claim.place.text == "byen"
    assert second.claim.place.confidence == first.claim.place.confidence
