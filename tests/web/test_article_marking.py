"""The words of an article as they are shown: exactly its text, each mark exactly its own words."""

from __future__ import annotations

import itertools
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from vitne.exports.rendering import showable
from vitne.model import Article, Role, Segment
from vitne.web.knowledge import Stretch
from vitne.web.marking import RANK, Mark, rendered, runs
from vitne.web.sheet import PART, part_at, parts
from vitne.web.wordwise import compare

# Letters of all planes, right-to-left marks, joiners, NUL, what HTML means something by.
LETTERS = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "<>&\"'\x00\r\n\t\u200b\u200d\u202e\u2066\u0627\u05d0𝟘👩🏽‍⚕️\ud800\ufffe\x9f"
        ),
    ),
    max_size=80,
)


class Read(HTMLParser):
    """The text of HTML, and the text on each claim and role."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.marked: dict[tuple[int, str], str] = {}
        self._open: list[list[tuple[int, str]]] = []
        self.feed(
            html.encode("utf-8", "surrogatepass").decode()
        )  # a plain text: Markup escapes what is joined
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        told = (dict(attrs).get("data-c") or "").split()
        pairs = (mark.split(":") for mark in told)
        self._open.append([(int(number), role) for number, role in pairs])

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for key in self._open[-1] if self._open else ():
            self.marked[key] = self.marked.get(key, "") + data


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(LETTERS)
    place = st.integers(0, len(text))
    found = []
    for claim in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(place), draw(place)))
        if start < end:
            found.append(Mark(start, end, claim, draw(st.sampled_from(RANK))))
    return text, found


@given(marked())
def test_without_its_tags_it_is_the_text_and_every_mark_is_its_own_words(
    drawn: tuple[str, list[Mark]],
) -> None:
    text, found = drawn
    read = Read(rendered(runs(text, 0, len(text), found), chosen=0, numbers={0: "1"}))
    assert read.text == showable(text)
    assert len(read.text) == len(text)
    assert read.tags <= {"span"}
    assert read.marked == {
        (one.claim, one.role): showable(text[one.start : one.end]) for one in found
    }


@given(marked(), st.data())
def test_a_part_shows_its_own_stretch_and_cuts_marks_at_its_edges(
    drawn: tuple[str, list[Mark]], data: st.DataObject
) -> None:
    text, found = drawn
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    told = runs(text, start, end, found)
    assert "".join(one.text for one in told) == text[start:end]
    assert [one.start for one in told] == sorted({one.start for one in told})


def article(text: str, *segments: tuple[int, int]) -> Article:
    told = segments or ((0, len(text)),)
    return Article(
        "id", "a.txt", text, "nb", tuple(Segment(Role.PARAGRAPH, *one) for one in told), "sha"
    )


@given(st.lists(st.integers(1, PART * 3), min_size=1, max_size=12))
def test_parts_follow_each_other_and_are_of_one_length_at_most(lengths: list[int]) -> None:
    spans, place = [], 0
    for length in lengths:
        spans.append((place, place + length))
        place += length + 1
    one = article("x" * place, *spans)
    told = parts(one)
    assert [part.number for part in told] == list(range(1, len(told) + 1))
    assert told[0].start == 0
    assert told[-1].end == place
    assert all(a.end == b.start for a, b in itertools.pairwise(told))
    assert all(part.end - part.start <= PART * 1.5 for part in told)
    assert all(part_at(told, part.start) is part for part in told)


def test_sentences_of_a_later_part_have_the_places_of_the_whole_article() -> None:
    text = "Dette er først. " + "Ingen ble drept. Minst 14 ble såret i Barda."
    at = text.index("Ingen")
    stretch = Stretch(article(text), at, len(text))
    assert [text[start:end] for start, end in stretch.sentences] == [
        "Ingen ble drept.", "Minst 14 ble såret i Barda.",
    ]  # fmt: skip


def test_versions_are_compared_by_words_within_the_paragraphs_that_differ() -> None:
    older = "Raketter slo ned.\n\nMinst 14 ble drept.\n\nSlutt."
    newer = "Raketter slo ned.\n\nMinst 21 ble drept onsdag.\n\nSlutt."
    told = compare(older, newer)
    assert [(one.how, one.text) for one in told.hunks[0].pieces] == [
        ("same", "Minst "), ("dropped", "14"), ("added", "21"), ("same", " ble drept"),
        ("added", " onsdag"), ("same", "."),
    ]  # fmt: skip
    assert (told.hunks[0].skipped, told.rest, told.cut) == (1, 1, False)


@given(LETTERS, LETTERS)
def test_what_is_compared_gives_both_texts_back(older: str, newer: str) -> None:
    told = compare(older, newer)
    lines = {"dropped": set(map(str.strip, older.splitlines())),
             "added": set(map(str.strip, newer.splitlines()))}  # fmt: skip
    for how, own in lines.items():
        for hunk in told.hunks:
            side = "".join(one.text for one in hunk.pieces if one.how in ("same", how))
            assert {line for line in side.split("\n") if line} <= own


def test_two_very_long_texts_are_compared_in_part_and_say_so() -> None:
    told = compare("a\n" * 50_000, "b\n" * 50_000)
    assert told.cut
    assert len(told.hunks) == 1
