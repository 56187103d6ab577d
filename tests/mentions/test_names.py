"""Which names that no pack knows are found, what each is taken for, and that it says so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from vitne import mentions
from vitne.model import Kind, NameKind, Passage, Role
from vitne.packs.folding import lowered
from vitne.packs.names import read_weights
from vitne.packs.pack import Pack, Packs
from vitne.passages.tokens import tokenise

if TYPE_CHECKING:
    from vitne.model import Mention


@cache
def pack(language: str) -> Pack:
    found = Packs().language(language)
    assert isinstance(found, Pack)
    return found


def named(text: str, language: str = "nb") -> dict[str, Mention]:
    """The mentions of names and places of a sentence, by their words."""
    tokens = tokenise(text, lowered(text), 0, len(text), owning=False)
    passage = Passage(0, 0, len(text), Role.PARAGRAPH, 0, tokens)
    (found,) = mentions.find([passage], None, pack(language))
    return {text[m.start : m.end]: m for m in found if m.kind in (Kind.NAME, Kind.PLACE)}


def test_a_person_is_told_from_a_body() -> None:
    found = named("Torill Evensen fikk medhold, men Norges Handelshøyskole anket.")
    assert found["Torill Evensen"].named is NameKind.PERSON
    assert found["Norges Handelshøyskole"].named is NameKind.ORGANISATION


def test_the_name_of_a_body_goes_on_over_small_words_and_keeps_its_place() -> None:
    found = named("Han er forsker ved Universitetet i Oslo og bor på landet.")
    assert found["Universitetet i Oslo"].named is NameKind.ORGANISATION
    assert found["Oslo"].kind is Kind.PLACE
    assert found["Oslo"].places[0].country == "NOR"


def test_a_name_that_opens_a_sentence_is_found() -> None:
    found = named("Knut sier at han ikke vil snakke med avisa.")
    assert found["Knut"].named is NameKind.PERSON


def test_what_is_tagged_says_by_what_and_how_surely() -> None:
    rule = named("Lagmannsretten trodde på Torill Evensen.")["Torill Evensen"].rules[-1]
    kind, chance = rule.rsplit("/", 1)
    assert kind == "names/norne/person"
    assert 0.5 < float(chance) < 1.0


@pytest.mark.parametrize("town", ["Stepanakert", "Kharkiv", "Goma"])
def test_places_of_the_gazetteer_stay_places(town: str) -> None:
    text = f"Soldater fra Aserbajdsjan, Ukraina og DR Kongo skjøt mot {town} i går."
    found = named(text)[town]
    assert found.kind is Kind.PLACE
    assert found.places[0].geonameid is not None


def test_a_place_that_no_gazetteer_knows_has_no_point() -> None:
    texts = ("Bussen kjørte over en mine ved Madi sør i Nepal.", "Garden ligger ved Bakkabygda.")
    places = [m for text in texts for m in named(text).values() if m.rules[0] == "place.unknown"]
    assert places
    assert all(place.places[0].lat is None for place in places)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ti ble drept i Anefis lørdag.", "nb"),
        ("Soldatar frå Mali tok byen Anefis, sør for Kidal.", "nn"),
        ("Armén intog staden Anefis, elva mil söder om Kidal i Mali.", "sv"),
        ("Ti blev dræbt i Anefis.", "da"),
    ],
)
def test_a_village_whose_name_ends_as_a_genitive_owns_nothing(text: str, language: str) -> None:
    found = named(text, language)["Anefis"]
    assert found.kind is Kind.PLACE
    assert not found.genitive


def test_what_owns_the_noun_behind_it_is_a_genitive() -> None:
    assert named("Sju menn i Amals grønne uniform ble båret inn.")["Amals"].genitive


def test_a_river_is_no_province_of_its_name() -> None:
    text = "Tanzania har sendt soldater til grensa langs elva Ruvuma."
    assert "Ruvuma" not in named(text) or named(text)["Ruvuma"].places[0].country is None


def test_a_common_noun_before_a_name_is_no_part_of_it() -> None:
    assert "Grensebyen Badme" not in named("Grensebyen Badme er fortsatt under etiopisk kontroll.")


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_languages_without_the_setting_are_not_tagged(language: str) -> None:
    found = named("Anders Hedström and Anders Hedström og Anders Hedström.", language)
    assert not any(m.named for m in found.values())


def test_the_weights_are_small_and_of_their_card() -> None:
    weights = read_weights("norne")
    assert weights.card.card == "docs/names.md"
    assert len(weights) < 60_000
    assert weights.knows("stortinget")
    assert not weights.knows("stepanakert")
