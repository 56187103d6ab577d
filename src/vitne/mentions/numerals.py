"""Reads one numeral: figures, number words, or a figure with a multiplier word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Token
    from vitne.packs.numerals import Numerals, Phrases, W

LIMIT = 10**12
DIGITS = frozenset("0123456789")

_FIGURE = re.compile(r"[0-9]{1,13}")
_SEPARATED = re.compile(r"([0-9]{1,3})((?:[.,:'][0-9]{3})+)")
_DECIMAL = re.compile(r"([0-9]{1,9})([.,])([0-9]{1,6})")
_GROUP = 3
_PHONE = 8  # a figure of so many digits without separators is no count
_NO_ROOM = 0


class Numeral(msgspec.Struct, frozen=True):
    """A numeral and where it ends: "1,6 millioner" is 16000000 over 10.

    `scale` is the multiplier word at its end, which a range may share ("to–tre tusen").
    """

    end: int  # index after the last token
    value: int
    over: int = 1
    scale: int = 1
    digits: bool = False
    article: bool = False
    ordinal: bool = False

    @property
    def low(self) -> int:
        """The value, rounded down."""
        return self.value // self.over

    @property
    def high(self) -> int:
        """The value, rounded up."""
        return -(-self.value // self.over)


class NumeralReader:
    """Reads the numerals of one passage; `lows` are its folded tokens."""

    __slots__ = ("_lows", "_tokens", "_words")

    def __init__(self, tokens: Sequence[Token], lows: list[str], words: Numerals) -> None:
        """Look at one passage; tokens that are taken are blank in `lows`."""
        self._tokens = tokens
        self._lows = lows
        self._words = words

    def read(self, at: int) -> Numeral | None:
        """The longest numeral that starts at a token, if one does."""
        if at >= len(self._lows):
            return None
        found = self._figure(at) if self._lows[at][0] in DIGITS else self._spelt(at)
        return found if found is None or found.value < LIMIT * found.over else None

    def phrase(self, at: int, table: Phrases[W]) -> tuple[int, W] | None:
        """The longest phrase of a table that starts at a token, with the index after it."""
        lows = self._lows
        if at >= len(lows) or lows[at] not in table:
            return None
        after = lows[at + 1] if at + 1 < len(lows) else ""
        for rest, row in table[lows[at]]:
            if not rest:
                return at + 1, row
            end = at + 1 + len(rest)
            if rest[0] == after and tuple(lows[at + 1 : end]) == rest:
                return end, row
        return None

    def _adjacent(self, at: int, gap: int) -> bool:
        """Whether the token stands `gap` characters after the one before it."""
        tokens = self._tokens
        return 0 < at < len(tokens) and tokens[at].start - tokens[at - 1].end == gap

    def _figure(self, at: int) -> Numeral | None:
        low = self._lows[at]
        if _FIGURE.fullmatch(low):
            return self._plain(at, low)
        if _SEPARATED.fullmatch(low) and all(
            c in DIGITS or c in self._words.thousands for c in low
        ):
            value = int("".join(c for c in low if c in DIGITS)) if len(low) < 20 else LIMIT
            return self._scaled(Numeral(at + 1, value, digits=True))
        if decimal := _DECIMAL.fullmatch(low):
            whole, mark, part = decimal.groups()
            found = Numeral(at + 1, int(whole + part), 10 ** len(part), digits=True)
            scaled = self._scaled(found)
            return scaled if mark in self._words.decimals or scaled.scale > 1 else None
        return None

    def _plain(self, at: int, low: str) -> Numeral | None:
        """A figure without separators, and the groups of three that follow it after a space."""
        end = at + 1
        grouped = low
        while (
            len(low) <= _GROUP
            and self._adjacent(end, 1)
            and len(self._lows[end]) == _GROUP
            and _FIGURE.fullmatch(self._lows[end])
        ):
            grouped += self._lows[end]
            end += 1
        if (end == at + 1 and len(low) >= _PHONE) or len(grouped) > 13 or self._phone(at, end):
            return None
        found = Numeral(end, int(grouped), digits=True)
        return self._ordinal(found) or self._scaled(found)

    def _phone(self, at: int, end: int) -> bool:
        """Whether the figure is one of three or more with single spaces between: 22 86 50 00."""
        first, last = at, end
        while self._adjacent(first, 1) and _FIGURE.fullmatch(self._lows[first - 1]):
            first -= 1
            if at - first > 2:
                break
        while self._adjacent(last, 1) and _FIGURE.fullmatch(self._lows[last]) and last - end < 3:
            last += 1
        return (last - end) + (at - first) >= 2

    def _ordinal(self, found: Numeral) -> Numeral | None:
        """The figure as an ordinal, if its mark follows at once and the sentence goes on."""
        end = found.end
        marked = (
            end + 1 < len(self._lows)
            and self._lows[end] == self._words.ordinal_mark
            and self._adjacent(end, 0)
            and found.value < 1000
            and self._tokens[end + 1].text[0].islower()
        )
        return msgspec.structs.replace(found, ordinal=True) if marked else None

    def _scaled(self, found: Numeral) -> Numeral:
        """The figure with the multiplier words that follow it."""
        while found.end < len(self._lows):
            size = self._words.multipliers.get(self._lows[found.end])
            if size is None or (size == 100 and found.value >= 100) or found.value > LIMIT:
                break
            found = msgspec.structs.replace(
                found, end=found.end + 1, value=found.value * size, scale=max(size, found.scale)
            )
        return found

    def _spelt(self, at: int) -> Numeral | None:
        words, lows = self._words, self._lows
        value = words.parts.get(lows[at])
        if value is not None and (at + 1 == len(lows) or lows[at + 1] not in words.more):
            if lows[at] not in words.fractions:
                return Numeral(at + 1, value)
        elif lows[at] in words.ordinals:
            return Numeral(at + 1, words.ordinals[lows[at]], ordinal=True)
        if (fraction := self._fraction(at)) is not None:
            return fraction
        found = _Sum(words, lows, at).read()
        if found is None:
            return None
        return self._with_fraction(found) or found

    def _fraction(self, at: int) -> Numeral | None:
        """ "Halvannen", "en halv million"."""
        hit = self.phrase(at, self._words.fractions)
        if hit is None:
            return None
        end, row = hit
        found = self._scaled(Numeral(end, row.value, row.over))
        return None if row.article and found.scale == 1 else found

    def _with_fraction(self, found: Numeral) -> Numeral | None:
        """ "To og en halv million"."""
        end = found.end
        if end >= len(self._lows) or self._lows[end] not in self._words.joiners:
            return None
        hit = self.phrase(end + 1, self._words.fractions)
        if hit is None or found.scale > 1:
            return None
        end, row = hit
        return self._scaled(Numeral(end, found.value * row.over + row.value, row.over))


class _Sum:
    """Adds up number words: "to hundre og femtiseks tusen tre hundre og tolv"."""

    __slots__ = ("_at", "_current", "_first", "_lows", "_room", "_scale", "_total", "_words")

    def __init__(self, words: Numerals, lows: list[str], at: int) -> None:
        self._words = words
        self._lows = lows
        self._first = self._at = at
        self._total = self._current = 0
        self._room = self._scale = LIMIT

    def read(self) -> Numeral | None:
        """The sum of as many words as belong together."""
        while self._at < len(self._lows) and self._take(self._lows[self._at]):
            pass
        if self._at == self._first:
            return None
        alone = self._at == self._first + 1 and self._lows[self._first] in self._words.articles
        scale = self._scale if self._scale < LIMIT and not self._current else 1
        if self._lows[self._at - 1] in self._words.multipliers and self._current:
            scale = 100
        return Numeral(self._at, self._total + self._current, scale=scale, article=alone)

    def _take(self, low: str) -> bool:
        part = self._words.parts.get(low)
        if part is not None:
            return part < self._room and self._add(part)
        size = self._words.multipliers.get(low)
        if size is not None:
            return self._multiply(low, size)
        return low in self._words.joiners and self._join()

    def _add(self, part: int) -> bool:
        if part >= 1000:
            self._total += part
            self._scale = self._room = 1000
        else:
            self._current += part
            self._room = 100 if part >= 100 and part % 100 == 0 else _NO_ROOM
        self._at += 1
        return True

    def _multiply(self, low: str, size: int) -> bool:
        bare = self._current == 0
        if bare and (low not in self._words.bare or size >= self._room):
            return False
        if size == 100:
            if self._current >= 100:
                return False
            self._current = (self._current or 1) * 100
            self._room = 100
        elif size < self._scale:
            self._total += (self._current or 1) * size
            self._current = 0
            self._scale = self._room = size
        else:
            return False
        self._at += 1
        return True

    def _join(self) -> bool:
        """ "Og" belongs to the number after hundreds and thousands only."""
        after = self._lows[self._at + 1] if self._at + 1 < len(self._lows) else ""
        part = self._words.parts.get(after)
        open_ = self._room == 100 or (self._current == 0 and self._room == 1000)
        if self._at == self._first or not open_ or part is None or not 0 < part < self._room:
            return False
        self._at += 1
        return True
