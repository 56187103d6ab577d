"""Works out weeks, months, seasons and lengths of time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vitne.mentions.edtf import add, month_of, one_of, through
from vitne.model import Period
from vitne.packs.timewords import Phase, Unit

if TYPE_CHECKING:
    from vitne.mentions.slots import Bound

WINTER = 4

_SHORTEST = {
    Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.MONTH: 28, Unit.YEAR: 365, Unit.DECADE: 3652,
}  # fmt: skip
_LONGEST = _SHORTEST | {Unit.MONTH: 31, Unit.YEAR: 366, Unit.DECADE: 3653}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120}
_EDTF_SEASON = 20  # EDTF: 21 is spring
_MOST_DAYS = 400_000
_SATURDAY = 5
_HOURS = 24
_YEAR = 12  # months


def shift(bound: Bound) -> tuple[int, int] | None:
    """The days by which a SHIFT moves the time of the text before: "to dager etter" is 2 to 2."""
    if bound.entry.days is not None:
        return bound.entry.days
    if bound.amount is None or bound.unit is None:
        return None
    low, high = bound.amount
    if bound.unit in (Unit.MINUTE, Unit.HOUR):
        ends = (low // 24, (high + 18) // 24) if bound.unit is Unit.HOUR else (0, 0)
    else:
        ends = (low * _SHORTEST[bound.unit], high * _LONGEST[bound.unit])
    near, far = (min(end, _MOST_DAYS) for end in ends)
    return (near, far) if bound.entry.offset >= 0 else (-far, -near)


def run(bound: Bound) -> tuple[int, int] | None:
    """The days from the start of a run to its day: "for tredje dag på rad" is -2 to 0.

    So is "etter tre dager med", which tells how many days it had lasted.
    """
    nth = bound.number("ordinal") or (bound.amount or (0, 0))[1]
    unit = bound.unit or Unit.DAY
    if unit is Unit.HOUR and nth >= _HOURS:
        return -(nth // _HOURS), 0
    days = _SHORTEST.get(unit)
    return None if days is None or nth < 1 else (1 - nth * days, 0)


def stretch_of(day: dt.date, unit: Unit | None, offset: int) -> tuple[dt.date, dt.date]:
    """The week, weekend, month, year or decade that lies `offset` from that of a day."""
    if unit is Unit.MONTH:
        return month_of(day.year, day.month + offset)
    if unit is Unit.DECADE:
        start = day.year - day.year % 10 + 10 * offset
        return month_of(start, 1)[0], month_of(start + 9, 12)[1]
    if unit is Unit.YEAR:
        return month_of(day.year + offset, 1)[0], month_of(day.year + offset, 12)[1]
    if unit is Unit.WEEKEND:
        saturday = add(day, -((day.weekday() - _SATURDAY) % 7) + 7 * offset)
        return saturday, add(saturday, 1)
    monday = add(day, -day.weekday() + 7 * offset)
    return monday, add(monday, 6)


def season_of(season: int, year: int) -> Period:
    """A season by the months of the northern year; a winter bears the year of its January."""
    start = 3 * season if season < WINTER else 0
    first, last = month_of(year, start)[0], month_of(year, start + 2)[1]
    return Period(first, last, f"{year:04}-{_EDTF_SEASON + season}")


def phase_of(found: Period, phase: Phase) -> Period:
    """A third of a stretch: the first four years of a decade, four months, a month of a season, ten days."""
    index = list(Phase).index(phase)
    start, end = found.earliest, found.latest
    years, months = end.year - start.year + 1, _months(found)
    if months > _YEAR:
        cuts = [start.year + round(years * part) for part in (0, 0.4, 0.7, 1)]
        last = min(dt.date(cuts[index + 1] - 1, 12, 31), end)
        return one_of(dt.date(cuts[index], 1, 1), max(last, dt.date(cuts[index], 1, 1)))
    if months % 3 == 0:
        return part_of(found, index + 1, 3)
    third = found.days // 3
    cut = (0, third, 2 * third)
    return one_of(add(start, cut[index]), end if index == 2 else add(start, cut[index + 1] - 1))


def part_of(found: Period, nth: int, parts: int) -> Period:
    """One of equal parts: six months of a year, five years of a decade, 15 days or so of a month."""
    start, months = found.earliest, _months(found)
    if months % parts == 0:
        each = months // parts
        first = month_of(start.year, start.month + each * (nth - 1))[0]
        return one_of(first, month_of(start.year, start.month + each * nth - 1)[1])
    cuts = [found.days * n // parts for n in (nth - 1, nth)]
    return one_of(add(start, cuts[0]), add(start, cuts[1] - 1))


def _months(found: Period) -> int:
    """The months that a stretch touches."""
    start, end = found.earliest, found.latest
    return (end.year - start.year) * _YEAR + end.month - start.month + 1


def edge(bound: Bound, found: Period) -> Period | None:
    """The first or last so many units of a stretch: "de to siste ukene i mai" is 18 to 31 May."""
    if bound.unit is Unit.WEEKEND:
        return _weekend_of(bound, found)
    if (weekday := bound.number("weekday")) is not None:
        return _weekday_of(bound, weekday, found)
    if bound.amount is None:
        return None
    days = bound.amount[1] * _LONGEST.get(bound.unit or Unit.DAY, 1) - 1
    if days >= found.days:
        return None
    first, last, months = found.earliest, found.latest, bound.amount[1] - 1
    if bound.entry.phase is Phase.LATE:
        whole = month_of(last.year, last.month - months)[0]
        return through(whole if bound.unit is Unit.MONTH else add(last, -days), last)
    whole = month_of(first.year, first.month + months)[1]
    return through(first, whole if bound.unit is Unit.MONTH else add(first, days))


def _weekend_of(bound: Bound, found: Period) -> Period:
    """The first or last weekend of a stretch: "den første helga i mars"."""
    late = bound.entry.phase is Phase.LATE
    inside = add(found.latest, -1) if late else add(found.earliest, 6)
    return through(*stretch_of(inside, Unit.WEEKEND, 0))


def _weekday_of(bound: Bound, weekday: int, found: Period) -> Period | None:
    """A weekday counted from an end of a stretch: "den siste onsdagen i september", "the second Sunday in May"."""
    nth = bound.number("ordinal") or (bound.amount or (1, 1))[1]
    weeks = 7 * (nth - 1)
    if bound.entry.phase is Phase.LATE:
        day = add(found.latest, -((found.latest.weekday() - weekday) % 7) - weeks)
    else:
        day = add(found.earliest, (weekday - found.earliest.weekday()) % 7 + weeks)
    return through(day, day) if found.earliest <= day <= found.latest else None


def ago(bound: Bound, published: Period) -> Period | None:
    """So many units before publication, or after it: "for to uker siden", "om to uker"."""
    if bound.amount is None or bound.unit is None:
        return None
    low, high = (min(end, _MOST_DAYS) for end in bound.amount)
    if bound.entry.offset > 0:
        low, high = -high, -low
    unit = bound.unit
    if bound.entry.days is not None:
        return _same_day(published, low, bound.entry.days)
    if unit is Unit.DECADE:
        unit, low, high = Unit.YEAR, 10 * low, 10 * high
    if unit is Unit.MONTH or unit is Unit.YEAR:
        first = stretch_of(published.earliest, unit, -high)[0]
        return one_of(first, stretch_of(published.latest, unit, -low)[1])
    if unit is Unit.HOUR or unit is Unit.MINUTE:
        back = (abs(high) + 23) // 24 if unit is Unit.HOUR else 0
        ahead = back if high < 0 else 0
        return one_of(add(published.earliest, ahead - back), add(published.latest, ahead))
    days = _SHORTEST[unit]
    return one_of(add(published.earliest, -high * days), add(published.latest, -low * days))


def _same_day(published: Period, years: int, days: tuple[int, int]) -> Period | None:
    """The day of publication so many years before, with days about it: "i dag er det 25 år siden"."""
    ends = (add(published.earliest, days[0]), add(published.latest, days[1]))
    if years >= ends[0].year:
        return None
    leap = (min(day.day, 28) if day.month == 2 else day.day for day in ends)
    return one_of(
        *(day.replace(year=day.year - years, day=d) for day, d in zip(ends, leap, strict=True))
    )


def stretch(bound: Bound, published: Period) -> Period | None:
    """A length of time that ends with publication: "de siste to ukene"; or starts with it."""
    if bound.amount is None:
        return None
    high, unit = min(bound.amount[1], _MOST_DAYS), bound.unit or Unit.DAY
    if bound.entry.offset > 0:
        return through(published.earliest, _moved(published.latest, high, unit))
    return through(_moved(published.earliest, -high, unit), published.latest)


def _moved(day: dt.date, amount: int, unit: Unit) -> dt.date:
    """The day so many units later, or earlier; hours and minutes count as the day they touch."""
    if unit in _MONTHS:
        first, last = month_of(day.year, day.month + amount * _MONTHS[unit])
        return first.replace(day=min(day.day, last.day))
    if unit is Unit.MINUTE:
        return day
    if unit is Unit.HOUR:
        days = (abs(amount) + 23) // 24
        return add(day, days if amount > 0 else -days)
    return add(day, amount * _SHORTEST[unit])
