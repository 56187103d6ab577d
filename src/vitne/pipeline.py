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
    from vitne.model import Article, Capture, Claim, Mention, Passage
    from vitne.packs.pack import Pack, Packs


def read(capture: Capture, packs: Packs, *, sift: bool = True) -> Reading:
    """Read one capture into claims. Pure: the same capture and packs give the same reading.

    Where texts are known to be on conflict, `sift` may be off: then each is read, whatever it is on.

    Raises:
        CaptureError: The bytes hold no text that can be read.
    """
    article = articles.extract(capture, packs.conventions)
    pack = packs.language(article.language)
    parts, told = (
        _told(article, pack, sift=sift) if pack else ((), ())
    )  # nothing where no pack knows a word
    return Reading(capture.file, article, parts if told else (), told, made_by())


@functools.cache
def made_by() -> Maker:
    """What reads here and now."""
    return Maker(__version__, OUTPUT, reader())


def _told(
    article: Article, pack: Pack, *, sift: bool
) -> tuple[tuple[Passage, ...], tuple[Claim, ...]]:
    """The passages of an article and its claims; neither where it is sifted out as on other things.

    Most texts on other things are told by a glance at their words, before they are cut into
    sentences; most of the others by their entries, before names are looked for.
    """
    seen = mentions.Glance(passages.words(article, pack.grammar), pack)
    hints = list(seen.surely())
    sure = _may_be_enough(hints, seen)
    if sift and not sure:
        hints += seen.perhaps()
        if not _may_be_enough(hints, seen):
            return (), ()
    parts = passages.soften(passages.split(article, pack.grammar), pack)
    words = mentions.find_words(parts, pack)
    if sift and not (
        _are_enough(hints, words, seen.tokens)
        or (sure and _are_enough([*hints, *seen.perhaps()], words, seen.tokens))
    ):
        return (), ()
    names = mentions.NameFinder(parts, pack)
    found = mentions.find(parts, article.published, pack, words, names)
    told = claims.assemble(article, parts, found, pack, sift=sift)
    return parts, mentions.with_confidence(told, parts, found, names)


def _may_be_enough(hints: list[Mention], seen: mentions.Glance) -> bool:
    """Whether what a glance hints at may make an article a report of conflict."""
    if not is_enough(hints, seen.tokens):
        return False
    return is_enough(chain(hints, seen.against()), seen.tokens)


def _are_enough(hints: list[Mention], words: list[list[Mention]], tokens: int) -> bool:
    """Whether the words of an article, and the actors hinted at, make it a report of conflict."""
    actors = [mention for mention in hints if mention.kind is Kind.ACTOR]
    return is_enough(chain(actors, *words), tokens)
