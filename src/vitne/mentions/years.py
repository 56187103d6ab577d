"""Keeps the year told last, of which days and months behind it are: "Byen falt i mai 1993. I juli …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.mentions.edtf import add
from vitne.model import TimeKind
from vitne.packs.timewords import Direction, Means, Unit

if TYPE_CHECKING:
    import datetime as dt

    from vitne.mentions.slots import Bound
    from vitne.model import Passage, Period

_MONTH = 31  # days
_NEXT = 1  # paragraphs that go on with it
_BEFORE = 150  # days before what was told last; what is earlier is of the next year
_NEWS = 31  # days before publication of which a day without a year rather is
_OLD = 2  # years before publication
_DATED = frozenset({Means.DATE, Means.MONTH})
_BY_PUBLICATION = frozenset({Means.PUBLICATION, Means.DAYS, Means.WEEKDAY, Means.CALENDAR})


class Told(msgspec.Struct, frozen=True):
    """The days of a year told last; `near` where they stand in the sentence."""

    days: Period
    near: bool

    def year_of(
        self, found: dt.date, usual: dt.date, published: Period | None, *, month: bool
    ) -> int | None:
        """The year of a day without one, or of a `month`: `found` is that day in the year told.

        `usual` is the one next to publication; None where it is that one.
        """
        if not self.near and published is not None:
            recent = usual >= add(published.latest, -_NEWS)
            apart = month or self.days.days > 1
            if recent or apart or self.days.latest.year > published.latest.year - _OLD:
                return None
        year = found.year + (found < add(self.days.earliest, -_BEFORE))
        return None if published is not None and year >= usual.year else year


class Years:
    """The year told last, as an article is read on."""

    __slots__ = ("_days", "_index", "_paragraph", "month", "year")

    def __init__(self) -> None:
        """Begin with no year told."""
        self._days: Period | None = None
        self.month: Period | None = None  # the day or month told last
        self.year: Period | None = None  # the days told last that lie in one year
        self._index = self._paragraph = -1

    def told(self, passage: Passage) -> Told | None:
        """The days of a year told in this paragraph or the one before."""
        if self._days is None or passage.paragraph - self._paragraph > _NEXT:
            return None
        return Told(self._days, near=self._index == passage.index)

    def note(self, bound: Bound, days: Period | None, passage: Passage) -> None:
        """Keep the year of a time just told; one counted from publication ends it."""
        inner = bound.times[-1] if bound.times else bound
        means = inner.entry.means
        if means in _BY_PUBLICATION:
            self._days = None
        if days is None or bound.entry.kind is not TimeKind.AT:
            return
        if days.days <= _MONTH:
            self.month = days
        in_year = days.earliest.year == days.latest.year
        self.year = days if in_year else self.year
        ago = means is Means.AGO and inner.unit is Unit.YEAR
        stated = means in _DATED and inner.number("year") is not None
        again = means in _DATED and self._days is not None
        told = bound.entry.direction is Direction.TOLD
        if (ago or stated or again or told) and in_year:
            self._days, self._index, self._paragraph = days, passage.index, passage.paragraph
