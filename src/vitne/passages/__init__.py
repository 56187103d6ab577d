"""Article → Passages: sentences, tokens, direct speech, with offsets."""

from vitne.passages.shouted import soften
from vitne.passages.split import split, words

__all__ = ["soften", "split", "words"]
