"""What single words tell of a text is never less than what reading it finds."""

from __future__ import annotations

from collections import Counter

import pytest

from vitne import articles, mentions, passages
from vitne.claims.relevance import relevance
from vitne.model import Article, Capture, Metadata, Passage
from vitne.packs.language import languages
from vitne.packs.pack import Pack, Packs

_PUBLISHED = "2020-10-04"
_MOST_OF_ONE = 3  # an entry counts no more often (see vitne.claims.relevance)


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs()


def _examples(pack: Pack) -> list[str]:
    """The examples of all entries and some, ten to a text."""
    rows = [s for e in pack.lexicon.entries.values() for s in (*e.examples, *e.counterexamples)]
    rows += ["Hæren har 120 mann, 14 eldre stridsvogner og to av landets fem fly."]
    return [" ".join(rows[at : at + 10]) for at in range(0, len(rows), 10)]


def _read(text: str, packs: Packs, code: str) -> tuple[Article, tuple[Passage, ...]]:
    known = Metadata(published=_PUBLISHED, language=code)
    capture = Capture("test.txt", text.encode(), "", "text/plain", known)
    pack = packs.language(code)
    assert pack is not None
    article = articles.extract(capture, packs.conventions)
    return article, passages.split(article, pack.grammar)


@pytest.mark.parametrize("code", languages())
def test_a_glance_sees_all_that_speaks_for_conflict(packs: Packs, code: str) -> None:
    pack = packs.language(code)
    assert pack is not None
    for text in _examples(pack):
        article, parts = _read(text, packs, code)
        seen = mentions.Glance(passages.words(article, pack.grammar), pack)
        sight = Counter(m.rules[0] for m in (*seen.surely(), *seen.perhaps()))
        found = Counter[str]()
        for row in mentions.find(parts, article.published, pack):
            for mention in row:
                if relevance([mention]) > 0:
                    found[mention.rules[0]] += 1
        assert all(sight[rule] >= min(count, _MOST_OF_ONE) for rule, count in found.items())


@pytest.mark.parametrize("code", languages())
def test_a_glance_sees_nothing_against_conflict_that_reading_does_not(
    packs: Packs, code: str
) -> None:
    pack = packs.language(code)
    assert pack is not None
    for text in _examples(pack):
        article, parts = _read(text, packs, code)
        seen = mentions.Glance(passages.words(article, pack.grammar), pack)
        words = mentions.find_words(passages.soften(parts, pack), pack)
        found = Counter(mention.rules[0] for row in words for mention in row)
        assert Counter(m.rules[0] for m in seen.against()) <= found
