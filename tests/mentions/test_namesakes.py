"""Which of the places that bear a name is meant, how sure that is, and when it is none of them."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from vitne import articles, passages
from vitne.mentions.capitals import inner_names
from vitne.mentions.toponyms import Toponyms
from vitne.model import Capture, Metadata
from vitne.packs.pack import Pack, Packs

if TYPE_CHECKING:
    from vitne.mentions.namesakes import Weighed


@cache
def packs() -> Packs:
    return Packs()


def weigh(text: str, name: str, language: str = "en") -> tuple[Weighed, ...]:
    """The places that a name in a text may stand for."""
    pack = packs().language(language)
    assert isinstance(pack, Pack)
    data = text.encode()
    told = Metadata(language=language)
    capture = Capture("sak.txt", data, hashlib.sha256(data).hexdigest(), "text/plain", told)
    parts = passages.split(articles.extract(capture, packs().conventions), pack.grammar)
    toponyms = Toponyms(parts, pack, inner_names(parts, pack.grammar))
    for part in parts:
        lows = [token.text for token in part.tokens]
        if name in lows:
            at = lows.index(name)
            return toponyms.weigh(part.tokens, at, at + 1)
    raise AssertionError(f"{name} is no token of the text")


def test_the_region_beside_a_name_outweighs_its_fame() -> None:
    best = weigh("A shooting in Paris, Texas, left two dead on Monday.", "Paris")[0]
    assert (best.place.country, best.place.admin1) == ("USA", "TX")
    assert weigh("A shooting in Paris left two dead on Monday.", "Paris")[0].place.country == "FRA"


def test_the_state_beside_a_name_tells_which_is_meant() -> None:
    india = "Maoistgeriljaen angrep en politistasjon i Hyderabad i India tirsdag."
    pakistan = "Taliban angrep en politistasjon i Hyderabad i Pakistan tirsdag."
    assert weigh(india, "Hyderabad", "nb")[0].place.country == "IND"
    assert weigh(pakistan, "Hyderabad", "nb")[0].place.country == "PAK"


def test_confidence_grows_with_what_the_article_tells() -> None:
    alone = weigh("Two soldiers were killed in Merida on Monday.", "Merida")[0]
    told = weigh("Two soldiers were killed in Merida in Mexico on Monday.", "Merida")[0]
    assert told.confidence > alone.confidence


def test_some_doubt_is_left_that_it_is_none_of_them() -> None:
    rows = weigh("Two soldiers were killed in Springfield on Monday.", "Springfield")
    assert len(rows) > 5
    assert 0 < sum(row.confidence for row in rows) < 1
    assert [row.confidence for row in rows] == sorted((r.confidence for r in rows), reverse=True)


def test_a_name_of_no_place_has_no_places() -> None:
    assert weigh("Two soldiers were killed in Xqzrtville on Monday.", "Xqzrtville") == ()


def test_a_place_in_a_telegram_in_capitals_is_found() -> None:
    text = "MONROVIA, APRIL 9 - RIVAL MILITIAS FOUGHT WITH ROCKETS IN CENTRAL MONROVIA TUESDAY."
    best = weigh(text, "MONROVIA")[0]
    assert best.place.country == "LBR"
