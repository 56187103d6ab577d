"""Tells the language of an article by the frequent words of each and how they are spelt."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from vitne.packs.frequent import letters

if TYPE_CHECKING:
    from vitne.packs.conventions import Conventions
    from vitne.packs.frequent import Frequent

UNDETERMINED = "und"  # BCP 47
_SAMPLE = 1000  # characters; a hundred and fifty words settle it
_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 12  # a text as short as this has too few words to tell by
_LEAST_OF_FEW = 0.2  # share of frequent words in a text as short as that
_LEAST_SHARE = 0.3  # texts of a language have 0.4 to 0.8 of its own, German has 0.2 of others
_SHORT = 60  # words; where there are more, how the rarer ones are spelt tells nothing new
_RANK_OFFSET = 20  # Zipf-Mandelbrot: the share of a word is that of 1 / (rank + 20)
_UNKNOWN = 10.5  # what a language loses by a word that is frequent in others only
_SPELLING_WEIGHT = 0.5  # letters of a word are not independent of each other
_SPELLING_LIMIT = 3.0  # one strange word must not outweigh those around it


def language_of(text: str, known: str | None, conventions: Conventions) -> str:
    """The language that the caller or the page names, else the one that most words speak for.

    Args:
        text: The text of the article.
        known: A BCP 47 tag, or None; "no" and "nb-NO" mean the pack "nb".
        conventions: The frequent words of each language.

    Returns:
        A BCP 47 tag; "und" if no language of the packs fits.
    """
    if known is not None and known.strip():
        tag = known.strip().replace("_", "-").lower()
        return conventions.aliases.get(tag) or conventions.aliases.get(tag.partition("-")[0], tag)
    words = _WORD.findall(text[:_SAMPLE])
    frequent = conventions.frequent
    if not words or not frequent.languages:
        return UNDETERMINED
    losses = _losses(words, frequent)
    best = min(losses, key=losses.__getitem__)
    ranks = frequent.ranks
    own = sum(best in ranks.get(word.lower(), ()) for word in words)
    least = _LEAST_SHARE if len(words) >= _FEW_WORDS else _LEAST_OF_FEW
    return best if own and own >= least * len(words) else UNDETERMINED


def _losses(words: list[str], frequent: Frequent) -> dict[str, float]:
    """How unlikely the words are in each language: naive Bayes over ranks, and over spellings."""
    losses = dict.fromkeys(frequent.languages, 0.0)
    for word, times in Counter(words).items():
        ranks = frequent.ranks.get(word.lower())
        if ranks is not None:
            for language in losses:
                rank = ranks.get(language)
                loss = _UNKNOWN if rank is None else math.log(rank + _RANK_OFFSET)
                losses[language] += times * loss
        elif len(words) < _SHORT and word.islower():  # no name, which any language may tell
            spelt = _spelt(word, frequent)
            best = max(spelt.values())
            for language, likely in spelt.items():
                lost = _SPELLING_WEIGHT * (best - likely)
                losses[language] += times * min(lost, _SPELLING_LIMIT)
    return losses


def _spelt(word: str, frequent: Frequent) -> dict[str, float]:
    """The log likelihood of the letters of a word in each language."""
    threes = list(letters(word))
    return {
        language: sum(spelling.seen.get(three, spelling.unseen) for three in threes)
        for language, spelling in frequent.spellings.items()
    }
