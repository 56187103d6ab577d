"""Figures that look like counts of people and are none, and bounds that words elsewhere leave alone."""

from __future__ import annotations

import pytest

import vitne


def tolls(text: str) -> list[tuple[str, int | None, int | None]]:
    found = [one.claim.toll for one in vitne.read(text).claims]
    return [(toll.measure, toll.low, toll.high) for toll in found if toll is not None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "2006: A bomb struck a mosque in Quetta, killing 20 people and wounding four soldiers.",
            [("killed", 20, 20), ("wounded", 4, 4)],
        ),
        ("2006: En bombe traff en moské i Quetta og drepte tolv soldater.", [("killed", 12, 12)]),
        (
            "Three men, aged 33, 34 and 39, were killed when gunmen attacked an army post in Mali.",
            [("killed", 3, 3)],
        ),
        (
            "No alarm was raised in Goma, but more than 100 were killed when the army attacked.",
            [("killed", 101, None)],
        ),
        (
            "No more than 100 rebels were killed when the army attacked the town of Goma.",
            [("killed", None, 100)],
        ),
    ],
)
def test_only_people_are_counted_and_by_the_words_of_their_clause(
    text: str, told: list[tuple[str, int | None, int | None]]
) -> None:
    assert tolls(text) == told


@pytest.mark.parametrize(
    ("language", "claimed", "demanded"),
    [
        ("nb", "Ministeren insisterte på at tolv soldater ble drept i Aleppo i Syria.",
         "Ministeren insisterte på at hæren i Syria må trekke seg ut av Aleppo."),
        ("nn", "Ministeren insisterte på at tolv soldatar vart drepne i Aleppo i Syria.",
         "Ministeren insisterte på at hæren i Syria må trekkje seg ut av Aleppo."),
        ("da", "Ministeren insisterede på, at tolv soldater blev dræbt i Aleppo i Syrien.",
         "Ministeren insisterede på, at hæren i Syrien skal trække sig ud af Aleppo."),
        ("sv", "Ministern insisterade på att tolv soldater dödades i Aleppo i Syrien.",
         "Ministern insisterade på att armén i Syrien måste dra sig ur Aleppo."),
    ],
)  # fmt: skip
def test_who_insists_that_it_is_so_demands_nothing(
    language: str, claimed: str, demanded: str
) -> None:
    kinds = [
        {one.claim.kind for one in vitne.read(text, language=language).claims}
        for text in (claimed, demanded)
    ]
    assert "demand" not in kinds[0]
    assert "toll" in kinds[0]
    assert "demand" in kinds[1]
