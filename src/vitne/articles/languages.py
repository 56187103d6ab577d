"""Tells the language of an article by the most frequent words of each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vitne.packs.conventions import Conventions

UNDETERMINED = "und"  # BCP 47
_SAMPLE = 1000  # characters; a hundred and fifty words settle it
_FEW_WORDS = 12  # a text as short as this has too few words to tell by
_LEAST_OF_FEW = 0.2  # share of a text as short as that
_LEAST_SHARE = 0.28  # of 1,500 words a language; its own texts have 0.31 to 0.7, others at most 0.2


def language_of(low: str, known: str | None, conventions: Conventions) -> str:
    """The language that the caller or the page names, else the one that most words speak for.

    Args:
        low: The text of the article in lower case.
        known: A BCP 47 tag, or None; "no" and "nb-NO" mean the pack "nb".
        conventions: The frequent words of each language.

    Returns:
        A BCP 47 tag; "und" if no language of the packs fits.
    """
    if known is not None and known.strip():
        tag = known.strip().replace("_", "-").lower()
        return conventions.aliases.get(tag) or conventions.aliases.get(tag.partition("-")[0], tag)
    tokens = low[:_SAMPLE].split()
    votes = dict.fromkeys(conventions.languages, 0)
    own = dict.fromkeys(votes, 0.0)  # a word of one language tells more than one of four
    table = conventions.votes
    for spoken, count in Counter([table[token] for token in tokens if token in table]).items():
        for language in spoken:
            votes[language] += count
            own[language] += count / len(spoken)
    best = max(votes, key=own.__getitem__)
    least = _LEAST_SHARE if len(tokens) >= _FEW_WORDS else _LEAST_OF_FEW
    return best if votes[best] > 0 and votes[best] >= least * len(tokens) else UNDETERMINED
