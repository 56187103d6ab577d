"""The stages in order: capture → article → passages → mentions → claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne import articles, claims, mentions, passages
from vitne.model import Reading

if TYPE_CHECKING:
    from vitne.model import Capture
    from vitne.packs.pack import Packs


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
    found = mentions.find(parts, article.published, pack)
    return Reading(capture.file, article, parts, claims.assemble(article, parts, found, pack))
