"""The claims of a record as rows of a table, of JSON lines and of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli import words
from vitne.cli.exits import printable
from vitne.cli.fields import SHORT_ID
from vitne.cli.tables import Column, Listing, as_sheet
from vitne.cli.words import ENGLISH
from vitne.notebooks import columns

if TYPE_CHECKING:
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


_TABLE: tuple[Column[Found], ...] = (
    Column("claim", lambda f: f.claim.id[:SHORT_ID], whole=True),
    Column("what is said", lambda f: what(f) + mark(f), share=6),
    Column("who says it", voice, share=4),
    Column("where, when", lambda f: _spot(f), share=5),
    Column("in the words", lambda f: words.quoted(f.claim.text), share=7),
    Column("incident", lambda f: (f.incident or "–")[:SHORT_ID], whole=True),
)

CLAIMS: Listing[Found] = Listing(
    "claims", key=lambda f: f.claim.id, data=data, sheet=as_sheet(columns.CLAIMS), table=_TABLE
)
