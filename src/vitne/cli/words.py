"""Says the values of claims in words, never with more precision than they have."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vitne.cli.exits import printable

if TYPE_CHECKING:
    from vitne.model import Article, Claim, Location, Party, Period, Timing, Toll, Voice

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DECEMBER = 12
_STATUS = {"civilian": "civilians", "combatant": "combatants", "police": "police"}
_PUBLISHED = {
    "header": "by its header",
    "dateline": "by its dateline",
    "metadata": "as handed in",
}
_OUTLET = "the outlet"


def amount(toll: Toll) -> str:
    """How many: "at least 18", "35 (about)", "5–8", "unknown", "not disclosed", "none"."""
    match toll.known:
        case "none":
            return "none"
        case "unknown":
            return "unknown"
        case "undisclosed":
            return "not disclosed"
        case _:
            return _bounds(toll.low, toll.high) + (" (about)" if toll.approx else "")


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "no number given"
    if low is None:
        return f"at most {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"  # never grouped: "335 000" could be torn


def people(toll: Toll) -> str:
    """Whose people: "soldiers (combatants), of the Armed forces of Yemen"; may be empty."""
    status = _STATUS.get(toll.status, "")
    who = printable(toll.who or "")
    if who and status and who != status:
        who = f"{who} ({status})"
    parts = [who or status, f"of {printable(toll.side)}" if toll.side else ""]
    return ", ".join(filter(None, parts))


def act(claim: Claim) -> str:
    """What was done, in the codes of the field: "ASSAULT, aerial · ACLED Air/drone strike"."""
    plover = ", ".join(filter(None, [claim.event_type or "", *claim.modes]))
    acled = f"ACLED {claim.sub_event}" if claim.sub_event else ""
    return " · ".join(filter(None, [plover, acled])) or "not classified"


def kind(claim: Claim) -> str:
    """The kind of claim and how it is meant: "EVENT, alleged", "TOLL, asserted, negative"."""
    negative = ", negative" if claim.polarity == "negative" else ""
    return f"{claim.kind.upper()}, {claim.modality}{negative}"


def days(earliest: dt.date, latest: dt.date) -> str:
    """Days as a person writes them: "5–6 Nov 2018", "Oct 2020", "28 Oct – 3 Nov 2018"."""
    if earliest == latest:
        return _day(earliest)
    if _whole_months(earliest, latest):
        return _months(earliest, latest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{_day(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {_MONTHS[earliest.month - 1]} – {_day(latest)}"
    return f"{_day(earliest)} – {_day(latest)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _whole_months(earliest: dt.date, latest: dt.date) -> bool:
    return earliest.day == 1 and (latest == dt.date.max or (latest + dt.timedelta(days=1)).day == 1)


def _months(earliest: dt.date, latest: dt.date) -> str:
    first, last = _MONTHS[earliest.month - 1], _MONTHS[latest.month - 1]
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{first} {latest.year}"
    if earliest.month == 1 and latest.month == _DECEMBER:
        same = earliest.year == latest.year
        return str(latest.year) if same else f"{earliest.year}–{latest.year}"
    if earliest.year == latest.year:
        return f"{first}–{last} {latest.year}"
    return f"{first} {earliest.year} – {last} {latest.year}"


def time(timing: Timing) -> str:
    """When: its bounds, its EDTF, and how it is known."""
    bounds = days(dt.date.fromisoformat(timing.earliest), dt.date.fromisoformat(timing.latest))
    return f"{bounds} · EDTF {timing.edtf} · {based(timing.basis, timing.text)}"


def place(location: Location) -> str:
    """Where: name, state, how fine, and how it is known."""
    country = f", {location.country}" if location.country and location.level != "country" else ""
    held = f" · in fact held by {printable(location.control)}" if location.control else ""
    fine = ", ".join(dict.fromkeys((location.level, location.precision)))
    known = based(location.basis, location.text)
    return f"{printable(location.name)}{country} · {fine}{held} · {known}"


def based(basis: str, text: str | None) -> str:
    """How a place or time is known, with its words: 'stated: "Hodeida"', "told before"."""
    return f"{basis}: {quoted(text)}" if text else basis


def quoted(text: str) -> str:
    """Words of the article: in straight quotation marks, which Norwegian papers do not use."""
    return f'"{printable(text)}"'


def party(one: Party) -> str:
    """An agent or target: its name and its words."""
    return _named(one.name, one.text)


def voices(claim: Claim, publisher: str | None) -> str:
    """Who vouches, outermost first: "Kystnytt ← AFP (relay) ← Hospital doctors (unnamed)"."""
    outlet = printable(publisher or _OUTLET)
    if not claim.attribution:
        return f"{outlet} itself"
    return " ← ".join([outlet, *map(_voice, claim.attribution)])


def _voice(voice: Voice) -> str:
    notes = [voice.role]
    if voice.text and voice.text != voice.name:
        notes.append(quoted(voice.text))
    if voice.stake:
        notes.append(
            f"speaks of its {voice.stake} side" if voice.stake == "own" else "of its enemy"
        )
    if voice.basis != "stated":
        notes.append(voice.basis)
    return f"{printable(voice.name)} ({', '.join(notes)})"


def _named(name: str, text: str | None) -> str:
    shown = printable(name)
    return f"{shown} {quoted(text)}" if text and text != name else shown


def published(article: Article) -> str:
    """When the article was published, and how that is known."""
    period: Period | None = article.published
    if period is None:
        return "publication date not known"
    basis = _PUBLISHED.get(article.published_basis, article.published_basis)
    return f"published {days(period.earliest, period.latest)} ({basis})"
