"""The stages in order: capture → article → passages → mentions → claims."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from vitne import articles, claims, mentions, passages
from vitne.claims.relevance import is_relevant
from vitne.claims.sentence import Sentence
from vitne.model import Passage, Reading, Role

if TYPE_CHECKING:
    from vitne.model import Article, Capture
    from vitne.packs.pack import Pack, Packs


_LONG = 5_000  # tokens: a text so long is read at once, for looking it over first takes as long


def read(capture: Capture, packs: Packs) -> Reading:
    """Read one capture into claims. Pure: the same capture and packs give the same reading.

    Raises:
        CaptureError: The bytes hold no text that can be read.
    """
    article = articles.extract(capture, packs.conventions)
    pack = packs.language(article.language)
    if pack is None:  # no claims in a language that no pack knows
        return Reading(capture.file, article, (), ())
    parts = passages.split(article, pack.grammar)
    find = mentions.find if _may_report(article, parts, pack) else mentions.find_figures
    found = find(parts, article.published, pack)
    return Reading(capture.file, article, parts, claims.assemble(article, parts, found, pack))


def _may_report(article: Article, parts: tuple[Passage, ...], pack: Pack) -> bool:
    """Whether the words of an article may make a report of conflict; where not, it is none.

    Most texts on other things are told by this, and much of the work on them is spared.
    """
    tokens = tuple(chain.from_iterable(part.tokens for part in parts))
    if len(tokens) > _LONG:
        return True
    seen = mentions.Glance(parts, pack)
    whole = Passage(0, 0, len(article.text), Role.PARAGRAPH, 0, tokens)
    found = tuple(seen.surely())
    if is_relevant([Sentence(article.text, whole, found, pack.grammar)]):
        return True
    found += tuple(seen.perhaps())
    return is_relevant([Sentence(article.text, whole, found, pack.grammar)])
