"""Sentences: where they end, and what is direct speech."""

from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitne import articles, passages
from vitne.model import Article, Capture, Metadata, Passage, Role
from vitne.packs.pack import Packs

PACKS = Packs()


def read(text: str) -> tuple[Article, tuple[Passage, ...]]:
    data = text.encode()
    known = Metadata(published="2023-05-17", language="nb")
    digest = hashlib.sha256(data).hexdigest()
    capture = Capture("sak.txt", data, digest, "text/plain", known)
    article = articles.extract(capture, PACKS.conventions)
    pack = PACKS.language("nb")
    assert pack is not None
    return article, passages.split(article, pack.grammar)


def sentences(text: str) -> list[str]:
    return [text[p.start : p.end] for p in read(text)[1]]


SENTENCES = {
    "two": ["Fem soldater ble drept.", "Hæren trakk seg ut."],
    "question": ["Hvem står bak?", "Ingen vet det."],
    "exclamation": ["De skjøt!", "Vi løp."],
    "abbreviation": ["Kampene krevde ca. 40 liv.", "Hæren trakk seg ut."],
    "bl.a": ["Byer som bl.a. Kunduz og Gardez er rammet.", "Hæren trakk seg ut."],
    "date": ["Angrepet kom 14. mai ved daggry.", "Hæren trakk seg ut."],
    "ordinal": ["Soldater fra 12. brigade angrep byen.", "Hæren trakk seg ut."],
    "thousands": ["Minst 1.200 mennesker ble drept.", "Hæren trakk seg ut."],
    "clock": ["Klokken 04.30 falt den første bomben.", "Hæren trakk seg ut."],
    "initial": ["General John F. Kelly ledet styrken.", "Hæren trakk seg ut."],
    "decimal": ["Omkring 1,3 millioner er på flukt.", "Hæren trakk seg ut."],
    "year": ["Krigen begynte i 1991.", "Den varte i tre år."],
    "quoted": ["«Vi skjøt først.», sier generalen.", "Hæren trakk seg ut."],
    "dash": ["– Vi angriper i natt, sier generalen.", "Hæren trakk seg ut."],
    "brackets": ["Byen (se kart. s. 4) er omringet.", "Hæren trakk seg ut."],
}


@pytest.mark.parametrize("wanted", SENTENCES.values(), ids=SENTENCES)
def test_sentences(wanted: list[str]) -> None:
    body = "Overskriften\n\n"
    assert sentences(body + " ".join(wanted))[1:] == wanted


@pytest.mark.xfail(reason="initials before a name, 'U.S. Army', end a sentence")
def test_initials_of_a_state_end_no_sentence() -> None:
    body = "Overskriften\n\n"
    said = ["Styrker fra U.S. Army bombet basen.", "Hæren trakk seg ut."]
    assert sentences(body + " ".join(said))[1:] == said


def test_a_headline_is_a_passage_of_its_own() -> None:
    text = "Fem drept i Kidal\n\nFem soldater ble drept i Kidal i Mali tirsdag."
    _, (first, second) = read(text)
    assert (first.role, second.role) == (Role.HEADLINE, Role.PARAGRAPH)
    assert text[first.start : first.end] == "Fem drept i Kidal"


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("«Vi angriper i natt», sier generalen.", "Vi angriper i natt"),
        ("“Vi angriper i natt”, sier generalen.", "Vi angriper i natt"),
        ('"Vi angriper i natt", sier generalen.', "Vi angriper i natt"),
        ("Generalen sier at «fienden er slått» ved Kunduz.", "fienden er slått"),
    ],
)
def test_direct_speech_in_marks(text: str, speech: str) -> None:
    _, (passage,) = read(text)
    assert [text[s.start : s.end] for s in passage.speech] == [speech]


def test_repeated_words_are_marked() -> None:
    caption = "RØYK: Åsene ved Kunduz ble bombet tirsdag. Foto: AP / NTB"
    text = f"Ni soldater ble drept i Kunduz.\n\n{caption}\n\nHæren trakk seg ut.\n\n{caption}"
    said = [(text[p.start : p.end], p.repeated) for p in read(text)[1]]
    same = [repeated for words, repeated in said if "bombet" in words]
    assert same == [False, True]


PIECES = st.sampled_from(
    ["Fem soldater ble drept", "ca", "14", "mai", "Kunduz", ".", "!", "?", ":", "«", "»", "–", "(",
     ")", ",", "\n", "\n\n", "FN", "sier", "U.S.", "1.200", "...", "…", "Foto:", "“", "”", '"']
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=150)
def test_passages_tile_the_text(text: str) -> None:
    """In order, apart, without blanks at the ends; each token whole and in its own passage."""
    article, parts = read(text)
    body = article.text
    for before, after in itertools.pairwise(parts):
        assert before.end <= after.start
        assert before.index + 1 == after.index
    for passage in parts:
        assert 0 <= passage.start < passage.end <= len(body)
        assert body[passage.start : passage.end].strip() == body[passage.start : passage.end]
        at = passage.start
        for token in passage.tokens:
            assert at <= token.start < token.end <= passage.end
            assert body[token.start : token.end] == token.text
            assert body[at : token.start].strip() == ""
            at = token.end
        assert body[at : passage.end].strip() == ""
        for span in passage.speech:
            assert passage.start <= span.start <= span.end <= passage.end


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=150)
def test_no_running_text_is_lost(text: str) -> None:
    """What is a paragraph, headline or caption of the article stands in some passage."""
    article, parts = read(text)
    kept = {i for p in parts for i in range(p.start, p.end)}
    for segment in article.segments:
        if segment.role in (Role.PARAGRAPH, Role.HEADLINE, Role.SUBHEADING):
            span = range(segment.start, segment.end)
            lost = [i for i in span if i not in kept and not article.text[i].isspace()]
            assert lost == []


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(max_examples=150)
def test_words_are_those_of_the_passages(text: str) -> None:
    article, parts = read(text)
    pack = PACKS.language("nb")
    assert pack is not None
    rows = passages.words(article, pack.grammar)
    written = list(itertools.chain.from_iterable(words for words, _ in rows))
    folded = list(itertools.chain.from_iterable(words for _, words in rows))
    assert written == [token.text for passage in parts for token in passage.tokens]
    assert folded == [token.low for passage in parts for token in passage.tokens]
