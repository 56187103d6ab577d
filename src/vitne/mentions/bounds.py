"""Widens a numeral by the words about it: hedges, ranges, quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import msgspec
from msgspec.structs import replace

from vitne.mentions.numerals import DIGITS, LIMIT, NumeralReader
from vitne.packs.numerals import Effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Token
    from vitne.packs.numerals import Hedge, Numerals, Range

_MOST_HEDGES = 3
_CLOSING_REACH = 6
_RAISING = frozenset({Effect.AT_LEAST, Effect.MORE_THAN, Effect.JUST_OVER})
_CLAUSE_ENDS = frozenset({",", ";", ":", "–", "—"})
_NEAR = 10  # tokens before a phrase in which a word can forbid it


class Found(msgspec.Struct, frozen=True):
    """A number on its way: the tokens of the whole expression and of the numeral alone."""

    first: int
    end: int
    numeral: tuple[int, int]
    low: int | None
    high: int | None
    approx: bool = False
    none: bool = False
    article: bool = False
    vague: bool = False
    ordinal: bool = False
    scale: int = 1
    exact: tuple[int, int] | None = None  # the value as a fraction, where it is one
    digits: bool = False
    hedge: str | None = None
    rules: tuple[str, ...] = ()


class Finder:
    """Finds the numbers of one passage."""

    __slots__ = ("_lows", "_reader", "_words")

    def __init__(self, tokens: Sequence[Token], lows: list[str], words: Numerals) -> None:
        """Look at one passage; tokens that are taken are blank in `lows`."""
        self._reader = NumeralReader(tokens, lows, words)
        self._lows = lows
        self._words = words

    def find(self, at: int, depth: int = 0) -> Found | None:
        """The widest number expression that starts at a token."""
        if at >= len(self._lows):
            return None
        low, words = self._lows[at], self._words
        if low not in words.starters and low[0] not in DIGITS:
            return None
        found = self._hedged(at, depth) if low in words.hedges else None
        if found is None and low in words.opens:
            found = self._between(at)
        if found is None:
            found = self._bare(at)
        if (
            found is None
            or found.end >= len(self._lows)
            or self._lows[found.end] not in words.links
        ):
            return found
        return self._postposed(self._range(found))

    def _hedged(self, at: int, depth: int) -> Found | None:
        """ "Minst 14", "rundt 35", "opp mot 50"."""
        hit = self._reader.phrase(at, self._words.hedges)
        if hit is None or depth == _MOST_HEDGES:
            return None
        end, hedge = hit
        if self._forbidden(at, hedge):
            return None
        if (
            hedge.closing is not None
            and hedge.closing not in self._lows[end : end + _CLOSING_REACH]
        ):
            return None
        inner = self.find(end, depth + 1)
        if inner is None or not self._accepts(hedge, inner):
            return None
        end = inner.end + (hedge.closing is not None)
        return replace(_loosen(inner, hedge), first=at, end=end)

    def _forbidden(self, at: int, row: Hedge | Range) -> bool:
        """Whether a word shortly before makes it another thing: "økte fra 12 til 17".

        It does so in its own clause only: "No alarm went, but more than 100 died".
        """
        near = self._lows[max(0, at - _NEAR) : at] if row.not_near else []
        own = next((i for i in range(len(near), 0, -1) if near[i - 1] in _CLAUSE_ENDS), 0)
        return any(low in row.not_near for low in near[own:])

    def _accepts(self, hedge: Hedge, inner: Found) -> bool:
        if inner.ordinal or inner.none or (inner.article and not hedge.article):
            return False
        if hedge.closing is not None:
            after = self._lows[inner.end] if inner.end < len(self._lows) else ""
            return after == hedge.closing and not inner.article
        return (inner.low or inner.high or 0) >= hedge.smallest

    def _postposed(self, found: Found) -> Found:
        """ "Tolv eller flere"."""
        hit = self._reader.phrase(found.end, self._words.after)
        if hit is None or found.ordinal or found.none or found.article:
            return found
        end, hedge = hit
        return replace(_loosen(found, hedge), end=end)

    def _between(self, at: int) -> Found | None:
        """ "Mellom 4.000 og 5.000"."""
        for row in self._words.ranges:
            if self._lows[at] not in row.opens or self._forbidden(at, row):
                continue
            if (left := self._bare(at + 1)) is not None:
                found = self._join(left, row)
                return None if found is None else replace(found, first=at)
        return None

    def _range(self, left: Found) -> Found:
        """ "10 til 15", "to–tre tusen", "17 eller 18"."""
        if left.article or left.ordinal or left.rules:
            return left
        for row in self._words.ranges:
            if row.opens or self._past_join(left.end, row) is None:
                continue
            before = self._lows[left.first - 1] if left.first else ""
            if before not in row.not_after and (joined := self._join(left, row)) is not None:
                return joined
        return left

    def _join(self, left: Found, row: Range) -> Found | None:
        if (at := self._past_join(left.end, row)) is None:
            return None
        right = self._bare(at)
        if right is None or None in (left.low, right.high) or right.ordinal:
            return None
        low, high = left.low or 0, right.high or 0
        if left.scale == 1:
            value, over = left.exact or (low, 1)
            low = value * _shared_scale(low, right, tight=row.tight) // over
        if low >= high or (row.close and high > 2 * low):
            return None
        return Found(
            left.first,
            right.end,
            (left.first, right.end),
            low,
            high,
            approx=right.approx,
            rules=(row.id,),
        )

    def _past_join(self, at: int, row: Range) -> int | None:
        """The token behind what joins two bounds, None where nothing does: "to", ", perhaps"."""
        for join in row.joins:
            tokens = join.split(" ")
            if self._lows[at : at + len(tokens)] == tokens:
                return at + len(tokens)
        return None

    def _bare(self, at: int) -> Found | None:
        """A numeral or a quantity word without hedge, whichever is longer."""
        if at >= len(self._lows):
            return None
        numeral = self._numeral(at)
        quantity = self._quantity(at) if self._lows[at] in self._words.quantities else None
        if numeral is None or (quantity is not None and quantity.end > numeral.end):
            return quantity or self._pair(at)
        return numeral

    def _numeral(self, at: int) -> Found | None:
        found = self._reader.read(at)
        if found is None:
            return None
        return Found(
            at,
            found.end,
            (at, found.end),
            found.low,
            found.high,
            approx=found.low != found.high,
            article=found.article,
            ordinal=found.ordinal,
            scale=found.scale,
            exact=(found.value, found.over),
            digits=found.digits,
        )

    def _pair(self, at: int) -> Found | None:
        """One word for two bounds: "tre-fire", "to-tre hundre"."""
        pair = self._words.pairs.get(self._lows[at])
        if pair is None:
            return None
        end, scale = self._multiplied(at + 1)
        return Found(at, end, (at, end), pair[0] * scale, pair[1] * scale)

    def _quantity(self, at: int) -> Found | None:
        """ "Flere titalls", "flere hundre", "et dusin", "ingen"."""
        hit = self._reader.phrase(at, self._words.quantities)
        if hit is None:
            return None
        end, row = hit
        before = self._lows[at - 1] if at else ""
        after = self._lows[end] if end < len(self._lows) else ""
        if before in row.not_after or after in row.not_before:
            return None
        end, scale = self._multiplied(end) if row.scales else (end, 1)
        return Found(
            at,
            end,
            (at, end),
            None if row.low is None else row.low * scale,
            None if row.high is None else row.high * scale,
            approx=row.approx,
            none=row.none,
            vague=row.vague,
            rules=(row.id,),
        )

    def _multiplied(self, end: int) -> tuple[int, int]:
        """The multiplier words from a token on: the index after them and their product."""
        scale = 1
        while end < len(self._lows) and scale < LIMIT:
            size = self._words.multipliers.get(self._lows[end])
            if size is None:
                break
            scale, end = scale * size, end + 1
        return end, scale


def _shared_scale(low: int, right: Found, *, tight: bool) -> int:
    """The multiplier that the left bound takes from the right: "to–tre tusen", "4–5000"."""
    high = right.high or 0
    if right.scale > 1:
        return right.scale if low * right.scale < high else 1
    if tight and right.digits and high % 1000 == 0 and 0 < low < 1000 and low * 1000 < high:
        return 1000
    return 1


def _loosen(found: Found, hedge: Hedge) -> Found:
    """Apply what a hedge says to the bounds of its number."""
    low, high, approx = found.low, found.high, found.approx
    if low is None and hedge.effect in _RAISING:
        return found  # "over opp mot 40": what is nearer the number holds
    match hedge.effect:
        case Effect.AT_LEAST:
            high = None
        case Effect.MORE_THAN:
            low, high = None if low is None else low + 1, None
        case Effect.JUST_OVER:
            low, high, approx = None if low is None else low + 1, None, True
        case Effect.UP_TO:
            low, high = None, low if high is None else high
        case Effect.NEARLY:
            low, high, approx = None, low if high is None else high, True
        case Effect.BELOW:
            top = low if high is None else high
            low, high = None, None if top is None else max(top - 1, 0)
        case Effect.ABOUT:
            approx = True
        case _:
            assert_never(hedge.effect)
    return replace(
        found,
        low=low,
        high=high,
        approx=approx,
        article=False,
        hedge=hedge.id,
        rules=(hedge.id, *found.rules),
    )
