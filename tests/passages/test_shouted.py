"""Text all in capitals is written as a newspaper would."""

from __future__ import annotations

import hashlib

import pytest

from vitne import articles, passages
from vitne.model import Capture, Metadata
from vitne.packs.pack import Packs


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs()


def softened(text: str, packs: Packs) -> list[str]:
    data = text.encode()
    known = Metadata(language="en")
    capture = Capture("a.txt", data, hashlib.sha256(data).hexdigest(), "text/plain", known)
    pack = packs.language("en")
    assert pack is not None
    parts = passages.split(articles.extract(capture, packs.conventions), pack.grammar)
    return [" ".join(t.text for t in part.tokens) for part in passages.soften(parts, pack)]


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        (
            "THE ELN GUERRILLAS KIDNAPPED A FARMER NEAR CALI ON MONDAY.",
            "The ELN guerrillas kidnapped a farmer near Cali on Monday .",
        ),
        (
            "SOLDIERS WHO IS SAID TO KNOW WERE ATTACKED BY THE U.S. FORCES IN COSTA RICA.",
            "Soldiers who is said to know were attacked by the U.S. forces in Costa Rica .",
        ),
        (
            "THE RIVER PEOPLE'S FRONT (RPF) ATTACKED AND THE RPF THEN LEFT THE TOWN.",
            "The River People's Front ( RPF ) attacked and the RPF then left the town .",
        ),
    ],
)
def test_names_have_capitals_and_words_have_none(shouted: str, written: str, packs: Packs) -> None:
    assert softened(shouted, packs) == [written]


def test_a_short_headline_over_such_text_is_written_so_too(packs: Packs) -> None:
    text = (
        "TRUCE ENDS IN MONROVIA\n\nTHE TWO ARMIES FOUGHT IN MONROVIA ALL OF TUESDAY WITH ROCKETS.\n"
    )
    assert softened(text, packs)[0] == "Truce ends in Monrovia"


@pytest.mark.parametrize(
    "text",
    ["The UN and the IDF said that NATO had left.", "UN, IDF: NATO", "AFP reports from DAMASCUS."],
)
def test_other_text_stays_as_it_is(text: str, packs: Packs) -> None:
    words = "".join(softened(text, packs)).replace(" ", "")
    assert words == text.replace(" ", "")
