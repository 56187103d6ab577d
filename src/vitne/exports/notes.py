"""Words an event in the manner of ACLED's notes.

"On 28 October 2020, Military Forces of Armenia (2018-) attacked with shells, artillery or missiles in
Barda. 17 killed. Reports differ: 17 to 21 killed (Hospital doctor 17; Prosecutor General of Azerbaijan
21)."
"""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from vitne.exports import days
from vitne.exports.places import admin1_of
from vitne.exports.sides import Side, authorities
from vitne.exports.states import states

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from vitne.exports.happening import Happening
    from vitne.exports.rows import Row
    from vitne.model import Bounds, Estimate

_OTHERS = ("wounded", "missing", "captured", "displaced")
_SILENT = {
    "none": "none",
    "unknown": "an unknown number",
    "undisclosed": "an undisclosed number",
}
_VOICES = 6  # named in a dispute


def written(
    what: Happening,
    coded: days.Coded | None,
    one: Side | None,
    other: Side | None,
    fatalities: int,
) -> str:
    """The note of an event: what happened, then the toll, then what is in doubt."""
    parts = [
        f"{_day(what.row, coded)}, {_deed(what, one, other)} {_where(what)}.",
        *_toll(what.row, fatalities),
        *_doubts(what, coded, one),
    ]
    return " ".join(parts)


def _day(row: Row, coded: days.Coded | None) -> str:
    if coded is not None and coded.precision == 1:
        return f"On {_date(coded.day)}"
    told = days.span(row)
    if told is None:
        return f"On a day that is not told{_reported(row)}"
    first, last = told
    if _is_month(first, last):
        return f"In {calendar.month_name[first.month]} {first.year}"
    return f"Between {_date(first)} and {_date(last)}"


def _reported(row: Row) -> str:
    """When the first article came out, where it says so."""
    out = [one.published for one in row.statements if one.published is not None]
    if not out:
        return ""
    first = min(out, key=lambda one: (one.earliest, one.latest))
    if first.days == 1:
        return f" (reported on {_date(first.earliest)})"
    if _is_month(first.earliest, first.latest):
        return f" (reported in {calendar.month_name[first.earliest.month]} {first.earliest.year})"
    return f" (reported by {_date(first.latest)})"


def _deed(what: Happening, one: Side | None, other: Side | None) -> str:
    act = what.act
    if act is None:
        return "people were harmed"
    deed = act.passive if one is None else f"{one.acled} {act.active}"
    if other is None or other == one:
        return deed if one is None or act.joint else f"{deed} people"
    return " ".join(part for part in (deed, act.joint, other.acled) if part)


def _where(what: Happening) -> str:
    place = what.row.incident.place
    if place is None:
        return "at a place that is not told"
    lead = {"near": "near", "area": "in"}.get(place.precision, "in")
    outer = [name for name in (admin1_of(place),) if name and name != place.name]
    state = states().get(what.country)
    outer.append(state.acled_name if state else what.country)
    return f"{lead} {place.name} ({', '.join(outer)})"


def _toll(row: Row, fatalities: int) -> Iterator[str]:
    """The dead as they were coded and as they are told; the wounded and others."""
    dead = row.full.estimates.get("killed")
    if dead is not None and dead.known in _SILENT:
        yield f"{_SILENT[dead.known].capitalize()} killed."
    elif dead is not None and dead.known == "given":
        said = bounds(dead.low, dead.high, approx=dead.approx)
        yield f"{said.capitalize()} killed, coded as {fatalities}." if said != str(fatalities) else f"{said} killed."  # fmt: skip
    else:
        yield "No fatalities reported."
    others = [
        f"{bounds(found.low, found.high, approx=found.approx)} {name}"
        for name in _OTHERS
        if (found := row.full.estimates.get(name)) is not None
        and found.known == "given"
        and (found.low or found.high)
    ]
    if others:
        yield f"Also reported: {', '.join(others)}."
    yield from _disputes(row)


def _disputes(row: Row) -> Iterator[str]:
    """Who gives which figure of the dead, where they differ."""
    said: dict[str, Bounds] = {}
    for voice in row.full.voices:
        if (latest := voice.latest.get("killed")) is not None:
            said.setdefault(authorities(voice.name), latest)
    if len({(one.low, one.high) for one in said.values()}) < 2:
        return
    told = [f"{name} {bounds(one.low, one.high)}" for name, one in said.items()]
    more = f"; and {len(told) - _VOICES} more" if len(told) > _VOICES else ""
    yield f"Reports differ on the dead: {'; '.join(told[:_VOICES])}{more}."


def _doubts(what: Happening, coded: days.Coded | None, one: Side | None) -> Iterator[str]:
    if one is None and what.act is not None:
        yield "No report says who did it."
    elif what.disputed:
        told = "; ".join(dict.fromkeys(doer.side.acled for doer in what.doers))
        yield f"Reports differ on who did it: {told}."
    elif any(doer.alleged and doer.side == one for doer in what.doers):
        yield "Who did it is said by an opponent."
    if what.civilians_alleged:
        yield "An opponent says that civilians were the target."
    if coded is not None and coded.precision == 3:
        yield f"The day is not told; coded to {coded.day.isoformat()}."


def bounds(low: int | None, high: int | None, *, approx: bool = False) -> str:
    """A figure in words: "12 or more", "17 to 21", "up to 5", "about 40", "some"."""
    about = "about " if approx else ""
    if low is None and high is None:
        return "some"
    if low is None:
        return f"up to {about}{high}"
    if high is None:
        return f"{about}{low} or more"
    return f"{about}{low}" if low == high else f"{about}{low} to {high}"


def estimate(one: Estimate | None) -> str:
    """An estimate in words; "" where nothing is reported."""
    if one is None or one.known == "unreported":
        return ""
    return _SILENT.get(one.known) or bounds(one.low, one.high, approx=one.approx)


def _date(day: dt.date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _is_month(first: dt.date, last: dt.date) -> bool:
    end = calendar.monthrange(first.year, first.month)[1]
    return first.day == 1 and (last.year, last.month, last.day) == (first.year, first.month, end)
