"""What a number expression says, strictly: bounds, never a guess."""

from __future__ import annotations

import msgspec


class Number(msgspec.Struct, frozen=True, gc=False):
    """A quantity as its words license it (gold/GUIDELINES.md, strict reading of number words).

    "Minst 18" has low 18 and no high; "opp mot 50" no low and high 50; "ingen" is 0 to 0.
    `start` and `end` are the numeral alone, without its hedge. `article` is true where the word
    may as well be the indefinite article ("en person").
    """

    start: int
    end: int
    low: int | None
    high: int | None
    approx: bool = False
    none: bool = False  # "ingen"
    article: bool = False
    vague: bool = False  # "flere", "titalls": no figure stands in the text
    hedge: str | None = None  # id of the hedging entry
    ordinal: bool = False  # "2. divisjon", "tredje": never a quantity
