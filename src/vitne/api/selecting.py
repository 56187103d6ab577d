"""Which incidents, claims and articles a choice lets through."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from vitne.api import days
from vitne.api.axes import Told
from vitne.record.countries import country_code
from vitne.record.schema import captures
from vitne.record.search import numbers_of_articles, numbers_of_claims

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.api.axes import Axis, Mask, Numbers
    from vitne.api.choice import Choice
    from vitne.api.columns import Articles, Claims, Columns, Incidents
    from vitne.record.database import Record

# What an incident is chosen by itself, and what must hold for one and the same of its claims.
OF_INCIDENTS = (
    "event_type", "sub_event", "country", "place", "year", "voice", "grade", "method_grade", "scope",
    "left_open",
)  # fmt: skip
OF_CLAIMS = (
    "actor", "agent", "target", "side", "outlet", "language", "kind", "modality", "measure", "review",
)  # fmt: skip
_OWN = (*OF_CLAIMS, "event_type", "sub_event", "country", "place", "voice")
_TYPE = "event_type"  # chosen by a type of PLOVER or by a sub-event of ACLED
Masks = dict[str, "Mask"]


class Selection:
    """The incidents that a choice lets through, with or without one of its parts."""

    def __init__(self, columns: Columns, own: Masks, told: Masks) -> None:
        """Take the masks of incidents and of claims, by what was chosen."""
        self._columns = columns
        self._own = own
        self._told = told
        self._rows: dict[str | None, Told | None] = {}
        self._found: dict[str | None, Mask] = {}

    def claims(self, without: str | None = None) -> Mask | None:
        """The claims of which one must be in an incident; None where any will do."""
        return _all(mask for name, mask in self._told.items() if name != without)

    def told(self, without: str | None = None) -> Told | None:
        """Those of these claims that are in an incident chosen; None where any claim will do."""
        part = self._part(without)
        if part not in self._rows:
            claims = self.claims(part)
            held = self._columns.claims.incident
            self._rows[part] = None if claims is None else Told(claims, held, self.own(part))
        return self._rows[part]

    def own(self, without: str | None = None) -> Mask:
        """The incidents by what they are themselves."""
        found = _all(mask for name, mask in self._own.items() if name != without)
        if found is None:
            return np.ones(len(self._columns.incidents.ids), dtype=bool)
        return found

    def incidents(self, without: str | None = None) -> Mask:
        """The incidents that all of the choice, or all but one part of it, lets through."""
        part = self._part(without)
        found = self._found.get(part)
        if found is None:
            told = self.told(part)
            found = self.own(part)
            if told is not None:
                found = np.zeros(len(found), dtype=bool)
                found[told.groups] = True
            self._found[part] = found
        return found

    def _part(self, name: str | None) -> str | None:
        """A part of the choice; None where nothing is chosen of it."""
        return name if name in self._told or name in self._own else None


class Selector:
    """Makes selections of choices, for one set of columns."""

    def __init__(self, columns: Columns, record: Record) -> None:
        self._columns = columns
        self._record = record

    def incidents(self, choice: Choice) -> Selection:
        """The incidents that a choice lets through."""
        held, claims = self._columns.incidents, self._columns.claims
        own = {name: _mask(held.axes, name, choice) for name in OF_INCIDENTS if _has(choice, name)}
        own |= _in_period(choice, held.earliest, held.latest)
        if choice.bbox is not None:
            own["bbox"] = _within(choice.bbox, held)
        told = {name: _mask(claims.axes, name, choice) for name in OF_CLAIMS if _has(choice, name)}
        told |= self._told(choice)
        return Selection(self._columns, own, told)

    def claims(self, choice: Choice) -> Mask:
        """The claims that a choice lets through; place, time and type are those of the claim."""
        held = self._columns.claims
        masks = {name: _mask(held.axes, name, choice) for name in _OWN if _has(choice, name)}
        masks |= _in_period(choice, held.earliest, held.latest)
        masks |= self._told(choice)
        of_incident = {
            name: _mask(self._columns.incidents.axes, name, choice)
            for name in ("year", "grade", "method_grade", "scope", "left_open")
            if _has(choice, name)
        }
        if choice.bbox is not None:
            of_incident["bbox"] = _within(choice.bbox, self._columns.incidents)
        if (found := _all(of_incident.values())) is not None:
            masks["incident"] = np.append(found, False)[held.incident]
        whole = _all(masks.values())
        return np.ones(len(held.ids), dtype=bool) if whole is None else whole

    def articles(self, choice: Choice) -> Mask:
        """The articles of an outlet or a language, that came out in a period, with some words."""
        held = self._columns.articles
        masks = {
            name: _mask(held.axes, name, choice)
            for name in ("outlet", "language")
            if _has(choice, name)
        }
        masks |= _in_period(choice, held.earliest, held.latest)
        if choice.text is not None:
            masks["text"] = self._with_words(held, choice.text, numbers_of_articles)
        if choice.file is not None:
            masks["file"] = self._in_file(choice.file)
        whole = _all(masks.values())
        return np.ones(len(held.ids), dtype=bool) if whole is None else whole

    def _told(self, choice: Choice) -> Masks:
        """What is not known by heart: the words of claims, and the files they stand in."""
        found: Masks = {}
        if choice.text is not None:
            found["text"] = self._with_words(self._columns.claims, choice.text, numbers_of_claims)
        if choice.file is not None:
            found["file"] = self._in_file(choice.file)[self._columns.claims.article]
        return found

    def _with_words(
        self,
        held: Claims | Articles,
        text: str,
        find: Callable[[sa.Connection, str], list[int]],
    ) -> Mask:
        with self._record.reading() as connection:
            numbers = np.array(find(connection, text), dtype=np.int64)
        rows = held.numbers[numbers[numbers < len(held.numbers)]]  # what is newer is not known yet
        found = np.zeros(len(held.ids) + 1, dtype=bool)
        found[rows] = True
        return found[:-1]

    def _in_file(self, file: str) -> Mask:
        query = sa.select(captures.c.article).where(captures.c.file == file)
        with self._record.reading() as connection:
            wanted = set(connection.execute(query).scalars())
        ids = self._columns.articles.ids
        return np.fromiter((one in wanted for one in ids), dtype=bool, count=len(ids))


def _all(masks: object) -> Mask | None:
    """What is in all of some masks; None where there is none."""
    found: Mask | None = None
    for mask in masks:  # type: ignore[attr-defined]
        found = mask if found is None else found & mask
    return found


def _has(choice: Choice, name: str) -> bool:
    return bool(getattr(choice, name))


def _mask(axes: dict[str, Axis], name: str, choice: Choice) -> Mask:
    wanted: tuple[str, ...] = getattr(choice, name)
    axis = axes[name]
    if name == "place":
        return _in_place(axes, wanted)
    if name == "language":
        return axis.mask(wanted, find=lambda asked: _languages(axis, asked))
    found = axis.mask(wanted)
    return found | axes["sub_event"].mask(wanted) if name == _TYPE else found


def _in_place(axes: dict[str, Axis], wanted: tuple[str, ...]) -> Mask:
    """In places of some names, or in countries of some names or codes."""
    codes = {one: _country(one) for one in wanted}
    named = axes["place"].mask(one for one in wanted if not codes[one])
    return named | axes["country"].mask(code for code in codes.values() if code)


@functools.lru_cache(maxsize=4096)
def _country(name: str) -> str | None:
    return country_code(name)


def _languages(axis: Axis, asked: str) -> list[int]:
    """A language with all that is a kind of it: "no" finds "no" and "no-NO"."""
    low = asked.lower()
    return [
        code
        for code, name in enumerate(axis.names)
        if name.lower() == low or name.lower().startswith(f"{low}-")
    ]


def _in_period(choice: Choice, earliest: Numbers, latest: Numbers) -> Masks:
    """What may have happened from one day to another; what has no day is left out."""
    found: Mask | None = None
    if choice.earliest is not None:
        found = latest >= days.number(choice.earliest)
    if choice.latest is not None:
        before = earliest <= days.number(choice.latest)
        found = before if found is None else found & before
    return {} if found is None else {"period": found}


def _within(box: tuple[float, float, float, float], held: Incidents) -> Mask:
    """Incidents whose spot lies in a box; east may lie beyond the date line."""
    west, south, east, north = box
    places = held.places
    across = (places.lon >= west) & (places.lon <= east)
    if west > east:
        across = (places.lon >= west) | (places.lon <= east)
    inside = np.append(across & (places.lat >= south) & (places.lat <= north), False)
    found: Mask = inside[places.spot]
    return found
