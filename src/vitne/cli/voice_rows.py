"""The voices of a record as rows of a table, of JSON lines and of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli.fields import SHORT_ID
from vitne.cli.tables import Column, Listing
from vitne.cli.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.record.speaking import Said, Speaker


class Told(msgspec.Struct, frozen=True):
    """What a voice said of one incident, with its name."""

    name: str
    said: Said


def all_said(found: Iterable[Speaker]) -> Iterator[Told]:
    """All that some voices said, voice by voice."""
    return (Told(speaker.name, said) for speaker in found for said in speaker.said)


def figures(said: Said) -> str:
    """What a voice stands by: "killed 19, wounded 60"."""
    told = (f"{measure} {ENGLISH.latest(one)}" for measure, one in said.latest.items())
    return ", ".join(told) or "no toll"


def standing(said: Said) -> str:
    """How a voice stood to the others: "alone", "contradicted, revised"."""
    marks = (
        ("alone", said.alone),
        ("contradicted", said.contradicted),
        ("revised", bool(said.superseded)),
    )
    return ", ".join(name for name, holds in marks if holds) or "–"


def _data(speaker: Speaker) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(speaker)
    return told


_COUNTS: tuple[Column[Speaker], ...] = (
    Column("incidents", lambda one: str(one.incidents), whole=True),
    Column("periods", lambda one: str(one.periods), whole=True),
    Column("claims", lambda one: str(one.claims), whole=True),
    Column("alone", lambda one: str(one.alone), whole=True),
    Column("contradicted", lambda one: str(one.contradicted), whole=True),
    Column("revised", lambda one: str(one.superseded), whole=True),
)

VOICES: Listing[Speaker] = Listing(
    "voices",
    key=lambda one: one.name,
    data=_data,
    sheet=(Column("voice", lambda one: one.name), Column("role", lambda one: one.role), *_COUNTS),
    table=(Column("voice", lambda one: f"{one.name} ({one.role})", share=1), *_COUNTS),
    paged=False,
)

SAID: Listing[Told] = Listing(
    "voices",
    key=lambda one: one.said.incident,
    data=msgspec.to_builtins,
    sheet=(),
    table=(
        Column("incident", lambda one: one.said.incident[:SHORT_ID], whole=True),
        Column("voice", lambda one: one.name, share=4),
        Column("what, where, when", lambda one: one.said.label, share=7),
        Column("says", lambda one: figures(one.said), share=5),
        Column("how", lambda one: standing(one.said), share=2),
    ),
    paged=False,
)
