"""The stages in order: capture → article → passages → mentions → claims."""

from __future__ import annotations

import functools
from itertools import chain
from typing import TYPE_CHECKING

from vitne import articles, claims, mentions, passages
from vitne.claims.assemble import reader
from vitne.claims.relevance import is_enough
from vitne.model import OUTPUT, Kind, Maker, Reading
from vitne.version import __version__

if TYPE_CHECKING:
    from vitne.model import Capture, Mention, Passage
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
        return Reading(capture.file, article, (), (), made_by())
    parts = passages.soften(passages.split(article, pack.grammar), pack)
    words = _words(parts, pack)
    if words is not None:
        names = mentions.NameFinder(parts, pack)
        found = mentions.find(parts, article.published, pack, words, names)
        told = claims.assemble(article, parts, found, pack)
        told = mentions.with_confidence(told, parts, found, names)
    else:
        found = mentions.find_figures(parts, article.published, pack)
        told = claims.assemble_background(article, parts, found, pack)
    return Reading(capture.file, article, parts, told, made_by())


@functools.cache
def made_by() -> Maker:
    """What reads here and now."""
    return Maker(__version__, OUTPUT, reader())


def _words(parts: tuple[Passage, ...], pack: Pack) -> list[list[Mention]] | None:
    """The words of an article that may make a report of conflict; None where it is none.

    Most texts on other things are told by a glance, and much of the work on them is spared; most
    of the others by their words, before their names are looked for.
    """
    seen = mentions.Glance(parts, pack)
    if seen.tokens > _LONG:
        return mentions.find_words(parts, pack)
    hints = list(seen.surely())
    sure = is_enough(hints, seen.tokens)
    if not sure:
        hints += seen.perhaps()
        if not is_enough(hints, seen.tokens):
            return None
    words = mentions.find_words(parts, pack)
    if _are_enough(hints, words, seen.tokens):
        return words
    return words if sure and _are_enough([*hints, *seen.perhaps()], words, seen.tokens) else None


def _are_enough(hints: list[Mention], words: list[list[Mention]], tokens: int) -> bool:
    """Whether the words of an article, and the actors hinted at, make it a report of conflict."""
    actors = [mention for mention in hints if mention.kind is Kind.ACTOR]
    return is_enough(chain(actors, *words), tokens)
