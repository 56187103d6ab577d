"""The claims of a record as rows of a table, of JSON lines and of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli import words
from vitne.cli.exits import printable
from vitne.cli.fields import SHORT_ID
from vitne.cli.tables import Column, Listing
from vitne.cli.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Location, Toll
    from vitne.record.queries import Found

_OUTLET = "the outlet itself"


def data(found: Found) -> dict[str, Any]:
    """A claim as `vitne read` prints it, with `file` and `incident`.

    What people decided is told where there is something: `review`, and under `as_read` what the
    fields were that a person corrected. `files` are told where several held the article.
    """
    told: dict[str, Any] = msgspec.to_builtins(found.claim)
    told = {"file": found.file, **told, "incident": found.incident}
    if len(found.files) > 1:
        told["files"] = found.files
    if found.review != "unreviewed":
        told["review"] = found.review
    if found.as_read is not None:
        was = msgspec.to_builtins(found.as_read)
        told["as_read"] = {name: was[name] for name in was if was[name] != told.get(name)}
        told["as_read"].pop("incident", None)
    return told


def what(found: Found) -> str:
    """What a claim says: "killed: 14 or more children (civilians)", "event: Armed clash"."""
    return printable(ENGLISH.claim(found.claim))


def voice(found: Found) -> str:
    """Who vouches for a claim: the innermost voice, else the outlet."""
    told = found.claim.attribution
    return told[-1].name if told else (found.outlet or _OUTLET)


def chain(found: Found) -> str:
    """Who vouches for a claim and who passed it on, outermost first, without the outlet."""
    told = found.claim.attribution
    return " ← ".join(one.name for one in told) if told else voice(found)


def mark(found: Found) -> str:
    """What a person must know of a claim before anything else: how it is meant, what was decided."""
    said = ENGLISH.mark(found.claim, found.review)
    return f" [{said}]" if said else ""


def _spot(found: Found) -> str:
    return f"{ENGLISH.where(found.claim.place, short=True)}, {ENGLISH.when(found.claim.time)}"


def _of_place(get: Callable[[Location], Any]) -> Callable[[Found], Any]:
    return lambda found: None if found.claim.place is None else get(found.claim.place)


def _of_toll(get: Callable[[Toll], Any]) -> Callable[[Found], Any]:
    return lambda found: None if found.claim.toll is None else get(found.claim.toll)


def _names(some: Any) -> str:
    return "; ".join(one.name for one in some)


_SHEET: tuple[Column[Found], ...] = (
    Column("id", lambda f: f.claim.id),
    Column("incident", lambda f: f.incident),
    Column("kind", lambda f: f.claim.kind),
    Column("event_type", lambda f: f.claim.event_type),
    Column("modes", lambda f: "; ".join(f.claim.modes)),
    Column("sub_event", lambda f: f.claim.sub_event),
    Column("modality", lambda f: f.claim.modality),
    Column("polarity", lambda f: f.claim.polarity),
    Column("agents", lambda f: _names(f.claim.agents)),
    Column("targets", lambda f: _names(f.claim.targets)),
    Column("place", _of_place(lambda place: place.name)),
    Column("country", _of_place(lambda place: place.country)),
    Column("level", _of_place(lambda place: place.level)),
    Column("place_precision", _of_place(lambda place: place.precision)),
    Column("lat", _of_place(lambda place: place.lat)),
    Column("lon", _of_place(lambda place: place.lon)),
    Column("earliest", lambda f: f.claim.time.earliest if f.claim.time else None),
    Column("latest", lambda f: f.claim.time.latest if f.claim.time else None),
    Column("measure", _of_toll(lambda toll: toll.measure)),
    Column("low", _of_toll(lambda toll: toll.low)),
    Column("high", _of_toll(lambda toll: toll.high)),
    Column("approx", _of_toll(lambda toll: toll.approx)),
    Column("known", _of_toll(lambda toll: toll.known)),
    Column("status", _of_toll(lambda toll: toll.status)),
    Column("who", _of_toll(lambda toll: toll.who)),
    Column("side", _of_toll(lambda toll: toll.side)),
    Column("toll_scope", _of_toll(lambda toll: toll.scope)),
    Column("voice", lambda f: _names(f.claim.attribution[-1:])),
    Column("voices", lambda f: _names(f.claim.attribution)),
    Column("outlet", lambda f: f.outlet),
    Column("published", lambda f: f.published),
    Column("language", lambda f: f.language),
    Column("file", lambda f: f.file),
    Column("review", lambda f: f.review),
    Column("quote", lambda f: f.claim.text),
    Column("start", lambda f: f.claim.start),
    Column("end", lambda f: f.claim.end),
)

_TABLE: tuple[Column[Found], ...] = (
    Column("claim", lambda f: f.claim.id[:SHORT_ID], whole=True),
    Column("what is said", lambda f: what(f) + mark(f), share=6),
    Column("who says it", voice, share=4),
    Column("where, when", lambda f: _spot(f), share=5),
    Column("in the words", lambda f: words.quoted(f.claim.text), share=7),
    Column("incident", lambda f: (f.incident or "–")[:SHORT_ID], whole=True),
)

CLAIMS: Listing[Found] = Listing(
    "claims", key=lambda f: f.claim.id, data=data, sheet=_SHEET, table=_TABLE
)
