"""Works out the days a time expression means, given the publication date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
from dateutil.easter import easter

from vitne.mentions.edtf import add, clip, from_to, month_of, one_of, through
from vitne.mentions.stretches import (
    WINTER,
    ago,
    edge,
    part_of,
    phase_of,
    run,
    season_of,
    stretch,
    stretch_of,
)
from vitne.model import Period
from vitne.packs.timewords import Direction, Means, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.mentions.slots import Bound
    from vitne.mentions.years import Told

_AHEAD = frozenset({Direction.FUTURE, Direction.NEXT})
_MOST_WEEKS = 500  # that a weekday is counted back
_CENTURY = 100  # years
_NINETEEN_HUNDRED = 1900
_LEAP = 8  # years between two 29 Februaries at most


class Frame(msgspec.Struct, frozen=True):
    """What a time expression is read against: the publication date and the tense."""

    published: Period | None
    future: bool = False
    told: Told | None = None  # a year told before
    month: Period | None = None  # the day or month told last
    year: Period | None = None  # the days told last that lie in one year
    whole: bool = False  # days after publication too: what a phase is of

    def year_told(self, bound: Bound) -> int | None:
        """The year that "samme år" and "året etter" behind a day or month mean."""
        if bound.entry.direction is not Direction.TOLD or self.year is None:
            return None
        return self.year.latest.year + bound.entry.offset

    def ahead(self, bound: Bound) -> bool:
        """Whether to look after the publication date."""
        direction = bound.entry.direction
        return direction in _AHEAD or (direction is Direction.TENSE and self.future)


def period(bound: Bound, frame: Frame) -> Period | None:
    """The days that an expression means; None if the publication date or more is needed.

    "Natt til lørdag" in a text published on 2008-08-09 is 2008-08-08 to 2008-08-09.
    """
    plain = _ABSOLUTE.get(bound.entry.means)
    if plain is not None:
        return plain(bound, frame)
    relative = _RELATIVE.get(bound.entry.means)
    if relative is None or frame.published is None:
        return None
    return relative(bound, frame, frame.published)


def _publication(_bound: Bound, _frame: Frame, published: Period) -> Period:
    return published


def _days(bound: Bound, _frame: Frame, published: Period) -> Period:
    return _about(published, bound)


def _about(found: Period, bound: Bound) -> Period:
    """The days about a day or a set of days that an entry asks for: the night before it."""
    if bound.entry.days is None:
        return found
    first, last = bound.entry.days
    earliest, latest = add(found.earliest, first), add(found.latest, last)
    return (through if found.days == 1 else one_of)(earliest, latest)


def _weekday(bound: Bound, frame: Frame, published: Period) -> Period:
    return _about(_day_of_week(bound, frame, published), bound)


def _day_of_week(bound: Bound, frame: Frame, published: Period) -> Period:
    day = bound.numbers("weekday")[-1]
    first, last = published.earliest, published.latest
    if bound.unit is Unit.WEEK and bound.amount is not None:
        return _weeks_ago(day, bound.amount, published)
    if bound.unit is Unit.WEEK:
        weeks = (stretch_of(d, Unit.WEEK, bound.entry.offset)[0] for d in (first, last))
        return one_of(*(add(monday, day) for monday in weeks))
    direction = Direction.FUTURE if frame.ahead(bound) else bound.entry.direction
    if bound.entry.direction is Direction.NEXT:
        first, last = (add(d, 1 + (day - d.weekday() - 1) % 7) for d in (first, last))
    elif direction is Direction.FUTURE:
        first, last = (add(d, (day - d.weekday()) % 7) for d in (first, last))
    else:
        back = int(direction in (Direction.LAST, Direction.PREVIOUS))
        first, last = (add(d, -back - (d.weekday() - back - day) % 7) for d in (first, last))
        same_week = add(first, -first.weekday()) == add(
            published.earliest, -published.earliest.weekday()
        )
        if direction is Direction.PREVIOUS and same_week:
            found = Period(add(first, -7), last, f"[{add(first, -7)},{last}]")
            return found if published.days == 1 else one_of(found.earliest, last)
    return one_of(first, last)


def _weekday_beside(bound: Bound, frame: Frame, published: Period) -> Period | None:
    """The weekday that a shift leads to, from publication if nothing else is told: "the previous Saturday"."""
    return None if bound.number("weekday") is None else _day_of_week(bound, frame, published)


def _weeks_ago(day: int, weeks: tuple[int, int], published: Period) -> Period:
    """That day of the week nearest to so many weeks before: "lørdag for fire uker siden"."""
    ends = (published.earliest, weeks[1]), (published.latest, weeks[0])
    about = (add(d, -7 * min(n, _MOST_WEEKS)) for d, n in ends)
    return one_of(*(add(d, (day - d.weekday() + 3) % 7 - 3) for d in about))


def _date(bound: Bound, frame: Frame) -> Period | None:
    written = bound.number("date")
    if written is not None:
        day: dt.date | None = dt.date.fromordinal(written)
    else:
        day = _day(bound, frame)
    return None if day is None else _about(one_of(day, day), bound)


def _day(bound: Bound, frame: Frame) -> dt.date | None:
    """A day and month in its year, or in the year that puts it next to the publication date."""
    month, day = bound.entry.date or (bound.numbers("month")[-1], bound.numbers("day")[-1])
    year = bound.number("year") or frame.year_told(bound)
    if year is not None:
        return _valid(year, month, day)
    published = frame.published
    if published is None:
        return None
    if bound.entry.offset:
        return _valid(published.latest.year + bound.entry.offset, month, day)
    if frame.ahead(bound):
        years, step = (published.earliest.year, published.earliest.year + _LEAP), 1
    else:
        years, step = (published.latest.year, published.latest.year - _LEAP), -1
    for year in range(*years, step):
        found = _valid(year, month, day)
        if found is None:
            continue
        if found >= published.earliest if step > 0 else found <= published.latest:
            return _of_year_told(found, bound, frame)
    return None


def _day_of_month(bound: Bound, frame: Frame) -> Period | None:
    """A day of the month told last, or of that of publication; not one that was still to come."""
    published, day = frame.published, bound.numbers("day")[-1]
    this_month = bound.entry.direction is Direction.PAST
    told = published if this_month else frame.month or published
    if told is None:
        return None
    found = _valid(told.latest.year, told.latest.month, day)
    if published is not None and (found is None or found > published.latest):
        before = add(told.latest.replace(day=1), -1)
        found = _valid(before.year, before.month, day)
    return None if found is None else _about(one_of(found, found), bound)


def _of_year_told(usual: dt.date, bound: Bound, frame: Frame) -> dt.date:
    """A day without a year in the year told before it, else in the one next to publication."""
    told = frame.told if bound.entry.direction is Direction.TENSE else None
    found = None if told is None else _valid(told.days.latest.year, usual.month, usual.day)
    if told is None or found is None:
        return usual
    month = bound.entry.means is Means.MONTH
    year = told.year_of(found, usual, frame.published, month=month)
    return usual if year is None else _valid(year, usual.month, usual.day) or usual


def _easter(bound: Bound, frame: Frame) -> Period | None:
    """A day about Easter, in its year, else the last or next one: "langfredag"."""
    year, published = bound.number("year"), frame.published
    if year is None:
        if published is None:
            return None
        year = published.latest.year + bound.entry.offset
        gone = add(easter(year), (bound.entry.days or (0, 0))[0]) <= published.latest
        if frame.ahead(bound):
            year += gone
        elif not bound.entry.offset:
            year -= not gone
    if not 1 <= year <= dt.MAXYEAR:
        return None
    sunday = easter(year)
    return _about(one_of(sunday, sunday), bound)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    if not 1 <= year <= 9999:
        return None
    first, last = month_of(year, month)
    return first.replace(day=day) if day <= last.day else None


def _month(bound: Bound, frame: Frame) -> Period | None:
    month, year = bound.numbers("month")[-1], bound.number("year") or frame.year_told(bound)
    published, direction = frame.published, bound.entry.direction
    if year is None:
        if published is None:
            return None
        year = published.latest.year + bound.entry.offset
        index, now = year * 12 + month, published.latest.year * 12 + published.latest.month
        strict = direction in (Direction.NEXT, Direction.LAST)
        if frame.ahead(bound):
            year += index < now + strict
        elif not bound.entry.offset:
            year -= index > now - strict
            year = _of_year_told(month_of(year, month)[1], bound, frame).year
    return _seen(one_of(*month_of(year, month)), bound, frame)


def _seen(found: Period, bound: Bound, frame: Frame) -> Period:
    """A stretch of the calendar or a phase of it, without days after publication unless it lies ahead."""
    if bound.entry.phase is not None:
        found = phase_of(found, bound.entry.phase)
    return found if frame.ahead(bound) else _by_publication(found, frame)


def _by_publication(found: Period, frame: Frame) -> Period:
    """A stretch without the days after publication, unless all of it is asked for."""
    if frame.published is None or frame.whole:
        return found
    return clip(found, frame.published.latest)


def _year(bound: Bound, frame: Frame) -> Period | None:
    year = bound.numbers("year")[-1]
    return _seen(one_of(dt.date(year, 1, 1), dt.date(year, 12, 31)), bound, frame)


def _decade(bound: Bound, frame: Frame) -> Period:
    value = bound.numbers("decade")[-1]
    start, years = (value, 10) if value > 0 else (-value * 100, 100)
    return _seen(one_of(dt.date(start, 1, 1), dt.date(start + years - 1, 12, 31)), bound, frame)


def _season(bound: Bound, frame: Frame) -> Period | None:
    season, year = bound.numbers("season")[-1], _year_of_season(bound)
    published = frame.published
    if bound.entry.direction is Direction.TOLD:
        return _season_told(season, bound, frame)
    if year is None:
        if published is None:
            return None
        year = published.latest.year + bound.entry.offset
        if frame.ahead(bound):
            year += season_of(season, year).latest < published.earliest
        elif not bound.entry.offset:
            year += season == WINTER and published.latest.month == 12
            before = published.earliest if bound.entry.direction is Direction.LAST else None
            found = season_of(season, year)
            year -= found.latest >= before if before else found.earliest > published.latest
    return _seen(season_of(season, year), bound, frame)


def _season_told(season: int, bound: Bound, frame: Frame) -> Period | None:
    """A season of the year told last, or the next one behind it: "våren etter"."""
    if frame.year is None:
        return None
    found = season_of(season, frame.year.latest.year)
    if bound.entry.offset and found.earliest <= frame.year.latest:
        found = season_of(season, frame.year.latest.year + bound.entry.offset)
    return _seen(found, bound, frame)


def _year_of_season(bound: Bound) -> int | None:
    """The year of a season, of a winter over two years the second: "vinteren 1991/92"."""
    years = bound.numbers("year")
    if len(years) > 1 and years[-1] < _CENTURY:
        return years[0] + (years[-1] - years[0]) % _CENTURY
    return years[-1] if years else None


def _calendar(bound: Bound, frame: Frame, published: Period) -> Period:
    unit, offset = bound.unit, bound.entry.offset
    ends = [stretch_of(day, unit, offset) for day in (published.earliest, published.latest)]
    found = one_of(ends[0][0], ends[-1][1])
    return found if offset > 0 or frame.future else _by_publication(found, frame)


def _part(bound: Bound, frame: Frame) -> Period | None:
    """A phase of a stretch or one of so many equal parts: "tidlig i april", "tredje kvartal 2023".

    Up to publication, where it had begun by then.
    """
    found = period(bound.times[0], msgspec.structs.replace(frame, whole=True))
    if found is None:
        return None
    if bound.entry.part is not None:
        part = part_of(found, *bound.entry.part)
    elif bound.entry.phase is not None:
        part = phase_of(found, bound.entry.phase)
    else:
        return None
    ahead = frame.future or frame.published is None or part.earliest > frame.published.latest
    return part if ahead else _by_publication(part, frame)


def _edge(bound: Bound, frame: Frame) -> Period | None:
    """The first or last part of a stretch: of the year of publication where none is named."""
    if bound.times:
        found = period(bound.times[0], frame)
    elif frame.published is None:
        return None
    else:
        found = one_of(*stretch_of(frame.published.latest, Unit.YEAR, 0))
    return None if found is None else edge(bound, found)


def _ago(bound: Bound, _frame: Frame, published: Period) -> Period | None:
    return ago(bound, published)


def _stretch(bound: Bound, _frame: Frame, published: Period) -> Period | None:
    return stretch(bound, published)


def _run(bound: Bound, frame: Frame, published: Period) -> Period | None:
    """A run up to its last day: "tre dager med kamper som endte 27. juli", else to publication."""
    moved = run(bound)
    end = period(bound.times[0], frame) if bound.times else published
    return (
        None if moved is None or end is None else through(add(end.earliest, moved[0]), end.latest)
    )


def _since(bound: Bound, frame: Frame, published: Period) -> Period | None:
    start = period(bound.times[0], frame)
    return None if start is None else from_to(start, published)


def _until(bound: Bound, frame: Frame, published: Period) -> Period | None:
    ahead = msgspec.structs.replace(frame, future=frame.ahead(bound))
    end = period(bound.times[0], ahead)
    return None if end is None else from_to(published, end)


_NEEDS_ANCHOR = frozenset({Means.WEEKDAY, Means.DATE, Means.MONTH})


def _between(bound: Bound, frame: Frame) -> Period | None:
    """From one to the other; the first is sought before the second ("fra mandag til onsdag")."""
    if not bound.times:
        return _between_numbers(bound, frame)
    first, last = bound.times[0], bound.times[-1]
    end = period(last, frame)
    if end is None:
        return None
    anchor = Frame(end) if first.entry.means in _NEEDS_ANCHOR else frame
    start = period(first, anchor)
    return None if start is None else from_to(start, end)


def _between_numbers(bound: Bound, frame: Frame) -> Period | None:
    """ "1991–94", "9. til 12. august"."""
    days, years = bound.numbers("day"), bound.numbers("year")
    if len(days) > 1:
        return _between_days(bound, frame, days[0])
    if len(bound.numbers("month")) == 2:
        return _two_months(bound, frame)
    if len(bound.numbers("season")) == 2:
        return _two_seasons(bound, frame)
    if bound.numbers("decade"):
        return _two_decades(bound, frame)
    weekdays = bound.numbers("weekday")
    if len(weekdays) == 2 and frame.published is not None:
        to = _weekday(bound, frame, frame.published)
        return through(add(to.earliest, -((weekdays[1] - weekdays[0]) % 7)), to.latest)
    if len(years) < 2:
        return None
    first, last = years[0], years[-1]
    last += first // 100 * 100 if last < 100 else 0
    if not 1 <= first < last:
        return None
    years_of = [one_of(dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in (first, last)]
    return from_to(years_of[0], years_of[1])


def _between_days(bound: Bound, frame: Frame, day: int) -> Period | None:
    """ "9. til 12. august", "8., 9. og 10. april", "28. april–2. mai"."""
    end, months = _day(bound, frame), bound.numbers("month")
    if end is None:
        return None
    start = _valid(end.year - (months[0] > months[-1]), months[0], day)
    return None if start is None or start >= end else through(start, end)


def _two_seasons(bound: Bound, frame: Frame) -> Period | None:
    """ "Våren og sommeren 1992": the first is sought before the second."""
    end, first = _season(bound, frame), bound.numbers("season")[0]
    if end is None or end.latest.year < dt.MINYEAR + 1:
        return None
    year = end.latest.year
    start = season_of(first, year)
    if start.earliest >= end.earliest:
        start = season_of(first, year - 1)
    return from_to(start, end)


def _two_decades(bound: Bound, frame: Frame) -> Period | None:
    """ "På 1960- og 1970-tallet", "in the 1960s and '70s"."""
    first, last = (*bound.numbers("year"), *bound.numbers("decade"))[0], _decade(bound, frame)
    start = dt.date(first + (_NINETEEN_HUNDRED if first < _CENTURY else 0), 1, 1)
    return from_to(one_of(start, start), last) if start < last.earliest else None


def _two_months(bound: Bound, frame: Frame) -> Period | None:
    """ "i juli og august": the first is sought before the second."""
    first, last = bound.numbers("month")
    end = _month(bound, frame)
    if end is None or first == last:
        return None
    start = month_of(end.earliest.year, end.earliest.month - (last - first) % 12)
    return through(start[0], end.latest)


_ABSOLUTE: dict[Means, Callable[[Bound, Frame], Period | None]] = {
    Means.DATE: _date,
    Means.DAY: _day_of_month,
    Means.EASTER: _easter,
    Means.MONTH: _month,
    Means.YEAR: _year,
    Means.DECADE: _decade,
    Means.SEASON: _season,
    Means.PHASE: _part,
    Means.PART: _part,
    Means.EDGE: _edge,
    Means.BETWEEN: _between,
}
_RELATIVE: dict[Means, Callable[[Bound, Frame, Period], Period | None]] = {
    Means.PUBLICATION: _publication,
    Means.DAYS: _days,
    Means.WEEKDAY: _weekday,
    Means.CALENDAR: _calendar,
    Means.AGO: _ago,
    Means.STRETCH: _stretch,
    Means.RUN: _run,
    Means.SINCE: _since,
    Means.UNTIL: _until,
    Means.SHIFT: _weekday_beside,
}
