"""Folds names so that spellings of one name meet.

Kept free of imports from vitne: the build hook runs this file on its own.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = str.maketrans(
    {
        **dict.fromkeys("’‘ʻʼʾʿ`´ʹ", "'"),
        **dict.fromkeys("‐‑‒–", "-"),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f", None),
    }
)
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}+(?!\w)|\w+(?:[-']\w+)*(?::[^\W\d_]{1,2}(?!\w))?|[^\w\s]")


def lowered(text: str) -> str:
    """Lower the case of a text without changing its length, so that offsets stay true."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def fold(name: str) -> str:
    """Fold case, apostrophes, hyphens and blanks: "N’Djamena" and "n'djamena" are one name."""
    if name.isascii() and "`" not in name and "\0" not in name:  # most names: nothing else to fold
        return " ".join(name.lower().split())
    plain = unicodedata.normalize("NFC", name).translate(_MARKS).replace("\0", "").lower()
    return " ".join(plain.replace("i̇", "i").split())


def strip_marks(folded: str) -> str:
    """Take the accents off a folded name: "iğdır" is "igdir", "gəncə" is "gence"."""
    if folded.isascii():
        return folded
    spread = unicodedata.normalize("NFD", folded.translate(_LETTERS))
    return "".join(c for c in spread if not unicodedata.combining(c))


def words(name: str) -> tuple[str, ...]:
    """Cut a name into folded words, as a report's words are cut: ("røde", "kors-komiteen")."""
    folded = fold(name)
    return (folded,) if folded.isalpha() else tuple(_WORD.findall(folded))


# Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"ı": "i", "ə": "e", "ǝ": "e", "ł": "l", "đ": "d", "ø": "o", "æ": "ae"})
