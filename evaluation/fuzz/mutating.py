"""Mutates inputs as text: tokens and pieces are added, taken out, doubled and moved about.

Half of what breaks a reader of language is well-formed: words in an order nobody would write.
The rest is bytes; they are changed bluntly now and then.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from fuzz.target import Groups, Target

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_CHANGES = 6
_MOST_TOKENS = 12  # that one change takes out, doubles or moves
_BLUNT = 0.12  # of all mutations, of bytes

# What breaks readers of text: marks, blanks of all kinds, digits, letters that fold oddly.
HOSTILE = (
    "\x00", "\ufeff", "\u200b", "\u00a0", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r", "\r\n",
    "\t", "\n", "\n\n", "İ", "ı", "ß", "ẞ", "ﬁ", "ǅ", "٣", "²", "½", "Ⅷ", "①", "𝟙", "e\u0301",
    "\u0301", "\u202e", "\u200d", "👩‍👩‍👧", "🇳🇴", "\ud7ff", "\U0010ffff", "\ufffd", "ŉ", "ΐ", "ﬃ", "\u00ad",
    "\u2011", "\u2212", "0", "-0", "00", "1e9", "9" * 19, "9" * 40, "1.000.000", "1,000", "1 000",
    "1.5", "1,5", "10-12", "10–12", "12 .", "1/2", "%", "$1", "31.02.2020", "29.02.2021", "0001",
    "9999", "10000", "2020-13-45", "24.00", "25:61", "00:00", "1. januar 0001", "31.12.9999",
)  # fmt: skip
MARKS = (
    ".", ",", ";", ":", "!", "?", "…", "...", "-", "–", "—", "«", "»", "“", "”", "„", '"', "'", "’",
    "‘", "(", ")", "[", "]", "{", "}", "/", "*", "&", "<", ">", "=", "+", "|", "\\", "_", "@", "#",
    " ", "  ", "– ", " – ", "«–", "”.", ".»", "?»", ":«", "((", "»»", "- ", "•",
)  # fmt: skip


def mutate(data: bytes, random: Random, target: Target) -> bytes:
    """An input with a few changes, no longer than the target takes."""
    groups, longest = target.groups, target.longest
    if target.blunt or random.random() < _BLUNT:
        return _bytes(bytearray(data), random)[:longest]
    tokens = _TOKEN.findall(data.decode("utf-8", "replace"))
    for _ in range(random.randint(1, _MOST_CHANGES)):
        _change(tokens, random, groups)
    made = "".join(tokens).encode("utf-8", "replace")
    return made if len(made) <= longest else _cut(made, random, longest)


def _cut(made: bytes, random: Random, longest: int) -> bytes:
    """A stretch of what has become too long."""
    start = random.choice((0, random.randrange(len(made) - longest + 1)))
    return made[start : start + longest].decode("utf-8", "ignore").encode()


def _change(tokens: list[str], random: Random, groups: Groups) -> None:
    at = random.randint(0, len(tokens))
    end = min(len(tokens), at + random.randint(1, _MOST_TOKENS))
    match random.randrange(9):
        case 0:
            del tokens[at:end]
        case 1:
            tokens[at:at] = tokens[at:end] * random.choice((1, 1, 1, 2, 5))
        case 2:
            moved = tokens[at:end]
            del tokens[at:end]
            to = random.randint(0, len(tokens))
            tokens[to:to] = moved
        case 3 if tokens:
            one = min(at, len(tokens) - 1)
            tokens[one] = random.choice((str.upper, str.lower, str.title, str.swapcase))(
                tokens[one]
            )
        case 4 | 5 if tokens:
            tokens[min(at, len(tokens) - 1)] = _piece(random, groups)
        case _:
            glue = random.choice((" ", " ", " ", "", "\n\n"))
            tokens[at:at] = [glue, *_TOKEN.findall(_piece(random, groups)), glue]


def _piece(random: Random, groups: Groups) -> str:
    return random.choice(random.choice(groups))


def _bytes(data: bytearray, random: Random) -> bytes:
    for _ in range(random.randint(1, _MOST_CHANGES)):
        at = random.randint(0, len(data))
        match random.randrange(4):
            case 0 if data:
                data[min(at, len(data) - 1)] ^= 1 << random.randrange(8)
            case 1:
                del data[at : at + random.randint(1, 8)]
            case 2:
                data[at:at] = random.randbytes(random.randint(1, 4))
            case _:
                data[at:at] = data[at : at + random.randint(1, 32)]
    return bytes(data)
