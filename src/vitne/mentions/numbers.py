"""Finds the numbers of a passage, with the bounds their words license."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.mentions.bounds import Finder, Found
from vitne.mentions.numerals import DIGITS
from vitne.model import Kind, Mention, Number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Passage, Token
    from vitne.packs.numerals import Numerals

_TAKEN = " "
_MINUTES = frozenset({".", ":"})
_HALVES = frozenset({"am", "pm"})
_HOUR = 4  # figures of "0230"
_YEAR = 4
_LISTED = 2  # figures of the number of an entry in a list
_ALONE = 2  # tokens of "3."
_FUTURE = "2100"


def find_numbers(passage: Passage, words: Numerals, taken: Sequence[Mention] = ()) -> list[Mention]:
    """Find the number expressions of a passage, left to right and without overlap.

    "Minst 18 armenske soldater er drept og rundt 35 såret" gives two: low 18 and no high; 35 to
    35, approximate. `taken` are mentions whose tokens are no numbers ("for to uker siden").
    """
    tokens = passage.tokens
    lows = [token.low for token in tokens]
    starters = words.starters
    starts = [i for i, low in enumerate(lows) if low in starters or low[0] in DIGITS]
    if not starts:
        return []
    for at in starts:
        width = _uncounted(lows, at)
        lows[at : at + width] = [_TAKEN] * width
    for mention in taken:
        lows[mention.first : mention.last] = [_TAKEN] * (mention.last - mention.first)
    finder = Finder(tokens, lows, words)
    found: list[Mention] = []
    done = 0
    for at in starts:
        low = lows[at]
        if at < done or low == _TAKEN:
            continue
        if not _begins(lows, at, words):
            if low in words.articles:
                found.append(_article(tokens[at], at))
        elif (number := finder.find(at)) is not None:
            found.append(_mention(number, tokens))
            done = number.end
    return found


def _uncounted(lows: Sequence[str], at: int) -> int:
    """How many tokens from one on are a time of day, or the year of an entry."""
    if (lows[at][0] == "0" and _is_hour(lows[at])) or (at == 0 and _is_entry(lows)):
        return 1
    return 3 if lows[at].isdigit() and _is_clock(lows, at) else 0


def _is_hour(low: str) -> bool:
    """Whether figures are the hour of a day, as armies write it: "between 0200 and 0300"."""
    return len(low) == _HOUR and low.isdigit()


def _is_clock(lows: Sequence[str], at: int) -> bool:
    """Whether figures are a time of day written in one: "7.55am"."""
    minutes = lows[at + 2] if at + 2 < len(lows) and lows[at + 1] in _MINUTES else ""
    return minutes[:2].isdigit() and minutes[2:] in _HALVES


def _is_entry(lows: Sequence[str]) -> bool:
    """Whether a passage opens with the year of an entry in a chronology, or the number of one in a list.

    "2006: A bomb …"; "3.", "12) Three died".
    """
    if len(lows) == 1 or not lows[0].isdigit():
        return False
    listed = len(lows[0]) <= _LISTED and (
        lows[1] == ")" or (lows[1] == "." and len(lows) == _ALONE)
    )
    return listed or (len(lows[0]) == _YEAR and lows[0] < _FUTURE and lows[1] == ":")


def _begins(lows: Sequence[str], at: int, words: Numerals) -> bool:
    """Whether a token may begin an expression, as far as the one after it tells."""
    seconds = words.starters.get(lows[at])
    if seconds is None:
        return True
    if at + 1 == len(lows):
        return False
    after = lows[at + 1]
    if after in seconds or after[0] in DIGITS:
        return True
    return lows[at] in words.articles and (after in words.more or after in words.links)


def _article(token: Token, at: int) -> Mention:
    """ "En" alone: one, or no number at all."""
    number = Number(token.start, token.end, 1, 1, article=True)
    return Mention(Kind.NUMBER, token.start, token.end, at, at + 1, number=number)


def _mention(found: Found, tokens: Sequence[Token]) -> Mention:
    first, last = found.numeral
    number = Number(
        tokens[first].start,
        tokens[last - 1].end,
        found.low,
        found.high,
        found.approx,
        found.none,
        found.article,
        found.vague,
        found.hedge,
        found.ordinal,
    )
    return Mention(
        Kind.NUMBER,
        tokens[found.first].start,
        tokens[found.end - 1].end,
        found.first,
        found.end,
        found.rules,
        number=number,
    )
