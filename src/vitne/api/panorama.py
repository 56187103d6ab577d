"""A picture of all incidents of a record at one moment: for facets, map, timeline and lists.

It is made of columns of numbers held in memory (NumPy), so that any choice is answered in a few
milliseconds however much the record holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from vitne.api import days, lists, timeline
from vitne.api.answers import Facet, Page, Spot, Timeline, Value
from vitne.api.choice import FACETS
from vitne.api.memory import Memory
from vitne.api.selecting import OF_CLAIMS, Selector

if TYPE_CHECKING:
    from vitne.api.axes import Axis, Mask, Numbers
    from vitne.api.choice import Choice
    from vitne.api.columns import Columns
    from vitne.api.selecting import Selection
    from vitne.record.database import Record

_MOST_VALUES = 50  # of a facet, that are counted out
_MOST_IDS = 5  # of the incidents of a spot, that are named
_KEPT = 64  # choices of which the selections are remembered


class Panorama:
    """All incidents, claims and articles of a record at one moment, ready to be chosen from.

    `Panorama.of` gives the one that is kept for a record.
    """

    def __init__(self, columns: Columns, record: Record) -> None:
        self.moment = columns.moment
        self.columns = columns
        self._selector = Selector(columns, record)
        self._selections: Memory[Selection] = Memory(_KEPT)
        self._claims: Memory[Mask] = Memory(_KEPT)

    @staticmethod
    def of(record: Record) -> Panorama:
        """The panorama of a record, kept as long as the process runs.

        Where the record has changed since, a new one is made meanwhile; until it stands, the old
        one serves.
        """
        from vitne.api.watch import watch  # noqa: PLC0415 - they know each other

        return watch(record).now()

    def chosen(self, choice: Choice) -> Selection:
        """The incidents that a choice lets through."""
        found = self._selections.get(choice)
        if found is None:
            found = self._selector.incidents(choice)
            self._selections.put(choice, found)
        return found

    def facets(self, choice: Choice, *, most: int = _MOST_VALUES) -> list[Facet]:
        """All facets, with the number of incidents behind each of their most frequent values."""
        return [self.facet(name, choice, most=most) for name in FACETS]

    def facet(self, name: str, choice: Choice, *, most: int = _MOST_VALUES) -> Facet:
        """One facet: its chosen values, then the most frequent ones."""
        chosen = self.chosen(choice)
        axis, counts, without = self._counts(name, chosen)
        wanted = _wanted(axis, getattr(choice, name))
        ranked = _ranked(axis, counts, most)
        values = [Value(axis.names[code], int(counts[code]), chosen=True) for code in wanted]
        values += [Value(axis.names[c], int(counts[c])) for c in ranked if c not in wanted]
        return Facet(
            name=name,
            values=tuple(values),
            distinct=int(np.count_nonzero(counts)),
            without=without,
        )

    def counts(self, name: str, choice: Choice) -> dict[str, int]:
        """All values of a facet with the number of incidents behind each that has any."""
        axis, counts, _ = self._counts(name, self.chosen(choice))
        return {axis.names[code]: int(counts[code]) for code in np.flatnonzero(counts).tolist()}

    def spots(self, choice: Choice) -> list[Spot]:
        """The places of the incidents chosen, whatever part of the map is chosen."""
        places = self.columns.incidents.places
        rows = np.flatnonzero(self.chosen(choice).incidents("bbox") & (places.spot >= 0))
        rows = rows[np.argsort(places.spot[rows], kind="stable")]
        spots, starts = np.unique(places.spot[rows], return_index=True)
        ends = np.append(starts[1:], len(rows)).tolist()
        return [
            self._spot(spot, rows[start : min(end, start + _MOST_IDS)].tolist(), end - start)
            for spot, start, end in zip(spots.tolist(), starts.tolist(), ends, strict=False)
        ]

    def timeline(self, choice: Choice, *, zoom: bool = False) -> Timeline:
        """The incidents chosen over time.

        Args:
            choice: Its days are left out of account, so that one sees what lies beyond them.
            zoom: Whether to lay out no more than the days chosen, in finer stretches.
        """
        held = self.columns.incidents
        within = None
        if zoom and choice.earliest is not None and choice.latest is not None:
            within = days.number(choice.earliest), days.number(choice.latest)
            within = within if within[0] <= within[1] else None
        shown = self.chosen(choice).incidents("period")
        return timeline.lay_out(held.earliest, held.latest, shown, within=within)

    def page(self, choice: Choice, after: str | None = None, limit: int = 50) -> Page:
        """The ids of the incidents chosen, those that happened last first.

        Args:
            choice: What is chosen.
            after: The cursor of the page (`Page.next` of the one before); None for the first.
            limit: The most that are wanted.

        Raises:
            CursorError: It is no cursor.
        """
        held = self.columns.incidents
        shown = self.chosen(choice).incidents()
        page = lists.dated(held, shown, name="incidents", after=after, limit=limit)
        vague = shown & held.places.vague
        nowhere = shown & (held.places.spot < 0) & ~held.places.vague
        return msgspec.structs.replace(
            page,
            unplaced=int(np.count_nonzero(nowhere)),
            country_only=int(np.count_nonzero(vague)),
        )

    def claims(self, choice: Choice, after: str | None = None, limit: int = 50) -> Page:
        """The ids of the claims chosen, those of the newest articles first."""
        shown = self._claims.get(choice)
        if shown is None:
            shown = self._selector.claims(choice)
            self._claims.put(choice, shown)
        columns = self.columns
        return lists.of_claims(columns.claims, columns.articles, shown, after=after, limit=limit)

    def articles(self, choice: Choice, after: str | None = None, limit: int = 50) -> Page:
        """The ids of the articles chosen, the newest first."""
        shown = self._selector.articles(choice)
        held = self.columns.articles
        return lists.dated(held, shown, name="articles", after=after, limit=limit)

    def _counts(self, name: str, chosen: Selection) -> tuple[Axis, Numbers, int]:
        """How many incidents are behind each value, and how many have none."""
        shown = chosen.incidents(name)
        if name not in OF_CLAIMS:
            axis = self.columns.incidents.axes[name]
            counts = axis.count(shown)
            having = np.count_nonzero(axis.having & shown)
        else:
            axis, pairs = self.columns.claims.axes[name], self.columns.pairs[name]
            told = chosen.told(name)
            found = pairs.within(shown) if told is None else pairs.told(told)
            counts = np.bincount(np.take(pairs.codes, found), minlength=len(axis.names))
            owners = np.take(pairs.owners, found)
            having = np.count_nonzero(np.diff(owners, prepend=-1))
        return axis, counts, int(np.count_nonzero(shown) - having)

    def _spot(self, spot: int, rows: list[int], count: int) -> Spot:
        held = self.columns.incidents
        places = held.places
        return Spot(
            lat=float(places.lat[spot]),
            lon=float(places.lon[spot]),
            name=places.names[spot],
            country=places.countries[spot],
            precision=places.precisions[spot],
            radius_km=float(places.radius[spot]),
            count=count,
            incidents=tuple(held.ids[row] for row in rows),
        )


def _wanted(axis: Axis, values: tuple[str, ...]) -> list[int]:
    """The codes of the values that are chosen, each once."""
    return list(dict.fromkeys(code for value in values for code in axis.find(value)))


def _ranked(axis: Axis, counts: Numbers, most: int) -> list[int]:
    """The codes of the most frequent values, those equally frequent by name."""
    codes = np.flatnonzero(counts)
    if len(codes) > most:
        least = np.partition(counts[codes], len(codes) - most)[len(codes) - most]
        codes = codes[counts[codes] >= least]
    ordered = sorted(codes.tolist(), key=lambda code: (-int(counts[code]), axis.names[code]))
    return ordered[:most]
