"""Reads a text for a measurement as if it were a report of conflict, whatever it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchtexts import captured

from vitne import articles, mentions, passages
from vitne.claims.reader import Reader
from vitne.claims.sentence import Sentence

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.model import Article, Mention
    from vitne.packs.pack import Pack, Packs


def drafts_of(text: str, pack: Pack, packs: Packs) -> list[Draft]:
    """The claims of a text in the making: token ranges of their sentences instead of offsets."""
    sentences, article = sentences_of(text, pack, packs)
    return Reader(article, sentences, pack).read() if sentences else []


def sentences_of(text: str, pack: Pack, packs: Packs) -> tuple[list[Sentence], Article]:
    """The sentences of a text with their mentions, and the article that it is."""
    article = articles.extract(captured(text, language=pack.code), packs.conventions)
    parts = passages.soften(passages.split(article, pack.grammar), pack)
    rows = mentions.find(parts, article.published, pack)
    sentences = [
        Sentence(article.text, passage, found, pack.grammar)
        for passage, found in zip(parts, rows, strict=True)
    ]
    return sentences, article


def mentions_of(text: str, pack: Pack, packs: Packs) -> list[Mention]:
    """The mentions of a text, in order."""
    article = articles.extract(captured(text, language=pack.code), packs.conventions)
    parts = passages.soften(passages.split(article, pack.grammar), pack)
    return [m for row in mentions.find(parts, article.published, pack) for m in row]
