"""Says the values of claims as the command line does: in English, and printable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.cli.exits import printable
from vitne.wording import wording

if TYPE_CHECKING:
    from vitne.model import Article, Claim, Location, Party, Period, Timing, Toll, Voice

ENGLISH = wording("en")
_OUTLET = "the outlet"


def people(toll: Toll) -> str:
    """Whose people: "soldiers (combatants), of the Armed forces of Yemen"; may be empty."""
    return printable(ENGLISH.people(toll))


def act(claim: Claim) -> str:
    """What was done, in the codes of the field: "ASSAULT, aerial · ACLED Air/drone strike"."""
    plover = ", ".join(filter(None, [claim.event_type or "", *claim.modes]))
    acled = f"ACLED {claim.sub_event}" if claim.sub_event else ""
    return " · ".join(filter(None, [plover, acled])) or "not classified"


def kind(claim: Claim) -> str:
    """The kind of claim and how it is meant: "EVENT, alleged", "TOLL, asserted, negative"."""
    negative = ", negative" if claim.polarity == "negative" else ""
    return f"{claim.kind.upper()}, {claim.modality}{negative}"


def time(timing: Timing) -> str:
    """When: its bounds, its EDTF, and how it is known."""
    return f"{ENGLISH.when(timing)} · EDTF {timing.edtf} · {based(timing.basis, timing.text)}"


def place(location: Location) -> str:
    """Where: name, state, how fine, and how it is known."""
    country = f", {location.country}" if location.country and location.level != "country" else ""
    held = f" · in fact held by {printable(location.control)}" if location.control else ""
    fine = ", ".join(dict.fromkeys((location.level, location.precision)))
    known = based(location.basis, location.text)
    doubt = ENGLISH.doubt(location)
    return " · ".join(
        filter(None, (f"{printable(location.name)}{country}", f"{fine}{held}", known, doubt))
    )


def based(basis: str, text: str | None) -> str:
    """How a place or time is known, with its words: 'stated: "Hodeida"', "told before"."""
    return printable(ENGLISH.known_by(basis, text))


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
        notes.append(ENGLISH.term(voice.stake, "stake"))
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
    days = ENGLISH.days(period.earliest.isoformat(), period.latest.isoformat())
    return f"published {days} ({ENGLISH.term(article.published_basis, 'published_basis')})"
