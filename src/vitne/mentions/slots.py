"""Reads the slots of time patterns: days, years, amounts, times of day."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import msgspec

from vitne.mentions.numerals import DIGITS
from vitne.packs.timewords import TimeEntry, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vitne.model import Token
    from vitne.packs.calendar import Calendar, Tree

_YEAR = re.compile(r"[0-9]{4}")
_SHORT = re.compile(r"[0-9]{1,2}")
_AMOUNT = re.compile(r"[0-9]{1,4}")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9])?|0[0-9][0-5][0-9]")  # "at 0230"
_DATE = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_PIVOT = 70  # 27.12.69 is 2069, 27.12.70 is 1970


class Bound(msgspec.Struct, frozen=True):
    """An entry with what its slots hold, in the order of the text."""

    entry: TimeEntry
    slots: tuple[tuple[str, Filler], ...]

    def numbers(self, name: str) -> list[int]:
        """The values of a slot, e.g. both years of "1991–94"."""
        return [v for slot, v in self.slots if slot.startswith(name) and isinstance(v, int)]

    def number(self, name: str) -> int | None:
        """The last value of a slot, if it is filled."""
        values = self.numbers(name)
        return values[-1] if values else None

    @property
    def times(self) -> list[Bound]:
        """The time expressions within this one."""
        return [v for _, v in self.slots if isinstance(v, Bound)]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the entries, outermost first."""
        return (self.entry.id, *(rule for inner in self.times for rule in inner.rules))

    @property
    def amount(self) -> tuple[int, int] | None:
        """The bounds of {n}."""
        return next((v for _, v in self.slots if isinstance(v, tuple)), self.entry.n)

    @property
    def unit(self) -> Unit | None:
        """The unit of {unit}, or of the entry."""
        return next((v for _, v in self.slots if isinstance(v, Unit)), self.entry.unit)


Filler = int | tuple[int, int] | Unit | Bound
Read = tuple[Filler, int] | None


class Walker:
    """Walks the patterns of a calendar over one passage; `lows` are its folded tokens."""

    __slots__ = ("_calendar", "_lows", "_tokens")

    def __init__(self, tokens: Sequence[Token], lows: Sequence[str], calendar: Calendar) -> None:
        """Look at one passage."""
        self._tokens = tokens
        self._lows = lows
        self._calendar = calendar

    def longest(self, at: int, tree: Tree) -> tuple[int, Bound] | None:
        """The longest expression that starts at a token, with the index after it."""
        return self._walk(tree, at, at, ())

    def _walk(
        self, node: Tree, start: int, at: int, slots: tuple[tuple[str, Filler], ...]
    ) -> tuple[int, Bound] | None:
        best: tuple[int, Bound] | None = None
        if node.entry is not None and self._allowed(node.entry, start, at):
            best = at, Bound(node.entry, slots)
        if at >= len(self._lows):
            return best
        low = self._lows[at]
        child = node.words.get(low)
        if child is not None:
            best = _longer(best, self._walk(child, start, at + 1, slots))
        names = node.plan.get(low) or (node.figures if low[0] in DIGITS else ())
        for name in names:
            read = self._read(name, at)
            if read is not None:
                found = self._walk(node.slots[name], start, read[1], (*slots, (name, read[0])))
                best = _longer(best, found)
        if node.gap is not None:
            best = _longer(best, self._skip(node.gap, start, at, slots))
        return best

    def _skip(
        self, gap: tuple[int, Tree], start: int, at: int, slots: tuple[tuple[str, Filler], ...]
    ) -> tuple[int, Bound] | None:
        """Read on after the fewest words that may be left out."""
        most, child = gap
        for end in range(at, min(at + most + 1, len(self._lows))):
            found = self._walk(child, start, end, slots)
            if found is not None:
                return found
            if not self._lows[end][0].isalnum():
                return None
        return None

    def _allowed(self, entry: TimeEntry, start: int, end: int) -> bool:
        if start and self._lows[start - 1] in entry.not_after:
            return False
        if entry.opening and any(low[0].isalnum() for low in self._lows[:start]):
            return False
        if entry.only_after and (not start or self._lows[start - 1] not in entry.only_after):
            return False
        if end >= len(self._lows):
            return True
        after = self._lows[end]
        return after not in entry.not_before and (
            not entry.only_before or after in entry.only_before
        )

    def _read(self, name: str, at: int) -> Read:
        reader = _READERS.get(name)
        if reader is not None:
            return reader(self, at)
        value = self._calendar.tables[name].get(self._lows[at])
        return None if value is None else (value, at + 1)

    def _marked(self, at: int, mark: str = "") -> bool:
        """Whether an ordinal mark, or the one given, stands right after the token before."""
        return (
            at < len(self._lows)
            and self._lows[at] == (mark or self._calendar.ordinal_mark)
            and self._tokens[at].start == self._tokens[at - 1].end
        )

    def _dotted(self, name: str, at: int) -> Read:
        """A short form with its full stop, or a word as it stands."""
        low = self._lows[at]
        short = self._calendar.dotted[name].get(low)
        if short is not None and self._marked(at + 1, "."):
            return short, at + 2
        value = self._calendar.tables[name].get(low)
        return None if value is None else (value, at + 1)

    def _month(self, at: int) -> Read:
        return None if self._begins_name(at) else self._dotted("month", at)

    def _begins_name(self, at: int) -> bool:
        """Whether a name begins where months are written small: "i Mai Kadra", no "17. Mai"."""
        word, *behind = self._tokens[at : at + 2]
        return (
            not self._calendar.capitals
            and word.is_name
            and not word.text.isupper()
            and bool(behind)
            and behind[0].is_name
        )

    def _weekday(self, at: int) -> Read:
        return self._dotted("weekday", at)

    def _day(self, at: int) -> Read:
        low = self._lows[at]
        if _SHORT.fullmatch(low):
            return (int(low), at + 1 + self._marked(at + 1)) if 1 <= int(low) <= 31 else None
        value = self._calendar.tables["day"].get(low)
        return None if value is None else (value, at + 1)

    def _day_figure(self, at: int) -> Read:
        """ "16.", "16th": a day of the month in figures."""
        return self._day(at) if self._lows[at][0] in DIGITS else None

    def _nth(self, at: int) -> Read:
        """ "tredje", "3."; a bare figure counts and does not order."""
        if _SHORT.fullmatch(self._lows[at]) and not self._marked(at + 1):
            return None
        return self._day(at)

    def _year(self, at: int) -> Read:
        low = self._lows[at]
        first, end = self._calendar.years
        return (int(low), at + 1) if _YEAR.fullmatch(low) and first <= int(low) < end else None

    def _year2(self, at: int) -> Read:
        low = self._lows[at]
        return (int(low), at + 1) if len(low) == 2 and _SHORT.fullmatch(low) else None

    def _decade(self, at: int) -> Read:
        """ "1990-tallet"; "1980'erne" is three tokens."""
        decades = self._calendar.tables["decade"]
        for end in (at + 1, min(at + 3, len(self._lows))):
            value = decades.get("".join(self._lows[at:end]))
            if value is not None:
                return value, end
        return None

    def _clock(self, at: int) -> Read:
        return (0, at + 1) if _CLOCK.fullmatch(self._lows[at]) else None

    def _n(self, at: int) -> Read:
        low = self._lows[at]
        if _AMOUNT.fullmatch(low):
            return ((int(low), int(low)), at + 1) if int(low) else None
        for rest, amount in self._calendar.amounts.get(low, ()):
            end = at + 1 + len(rest)
            if not rest or tuple(self._lows[at + 1 : end]) == rest:
                return amount, end
        return None

    def _time(self, at: int) -> Read:
        found = self.longest(at, self._calendar.inner)
        return None if found is None else (found[1], found[0])

    def _span(self, at: int) -> Read:
        found = self.longest(at, self._calendar.spans)
        return None if found is None else (found[1], found[0])

    def _date(self, at: int) -> Read:
        """ "27.12.2017", "2017-12-27"; the value is the ordinal of the day."""
        found = _DATE.fullmatch(self._lows[at])
        if found is not None and found[2] in self._calendar.date_marks:
            year = int(found[4])
            year += 0 if year >= 100 else 2000 if year < _PIVOT else 1900
            day = _ordinal(year, int(found[3]), int(found[1]))
            return None if day is None else (day, at + 1)
        return self._iso(at) if _YEAR.fullmatch(self._lows[at]) else None

    def _iso(self, at: int) -> Read:
        parts = self._lows[at : at + 5]
        if len(parts) < 5 or parts[1] != "-" or parts[3] != "-":
            return None
        if not (len(parts[2]) == len(parts[4]) == 2 and all(map(_SHORT.fullmatch, parts[2::2]))):
            return None
        day = _ordinal(int(parts[0]), int(parts[2]), int(parts[4]))
        return None if day is None else (day, at + 5)


_READERS: Mapping[str, Callable[[Walker, int], Read]] = {
    "day": Walker._day, "dayfigure": Walker._day_figure, "date": Walker._date, "year": Walker._year, "year2": Walker._year2,
    "n": Walker._n, "clock": Walker._clock, "time": Walker._time, "month": Walker._month,
    "weekday": Walker._weekday, "span": Walker._span, "ordinal": Walker._nth, "decade": Walker._decade,
}  # fmt: skip


def _longer(
    one: tuple[int, Bound] | None, other: tuple[int, Bound] | None
) -> tuple[int, Bound] | None:
    if one is None or (other is not None and other[0] > one[0]):
        return other
    return one


def _ordinal(year: int, month: int, day: int) -> int | None:
    """The proleptic ordinal of a date, None for one that is not in the calendar."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and day >= 1):
        return None
    start = dt.date(year, month, 1)
    found = start.toordinal() + day - 1
    return (
        found
        if found <= dt.date.max.toordinal() and dt.date.fromordinal(found).month == month
        else None
    )
