"""The stages in order: capture → article → passages → mentions → claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne import articles, claims, mentions, passages
from vitne.claims.relevance import is_enough
from vitne.model import Reading

if TYPE_CHECKING:
    from vitne.model import Capture, Passage
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
    if _may_report(parts, pack):
        found = mentions.find(parts, article.published, pack)
        told = claims.assemble(article, parts, found, pack)
    else:
        found = mentions.find_figures(parts, article.published, pack)
        told = claims.assemble_background(article, parts, found, pack)
    return Reading(capture.file, article, parts, told)


def _may_report(parts: tuple[Passage, ...], pack: Pack) -> bool:
    """Whether the words of an article may make a report of conflict; where not, it is none.

    Most texts on other things are told by this, and much of the work on them is spared.
    """
    seen = mentions.Glance(parts, pack)
    if seen.tokens > _LONG:
        return True
    found = tuple(seen.surely())
    return is_enough(found, seen.tokens) or is_enough((*found, *seen.perhaps()), seen.tokens)
