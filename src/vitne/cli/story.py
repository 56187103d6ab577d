"""Prints the whole story of one incident."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli import claim_rows, incident_rows
from vitne.cli.exits import say
from vitne.cli.page import Page, stdout
from vitne.cli.seeking import Shape
from vitne.cli.telling import Teller
from vitne.record.ids import incident_id
from vitne.record.story import Story, story

if TYPE_CHECKING:
    import sqlalchemy as sa


def show(
    connection: sa.Connection, beginning: str, *, form: Shape, profile: str, as_of: str | None
) -> None:
    """Print the story of the incident whose id begins so, under a method, as known on a day.

    Raises:
        RecordError: There is no such incident, or there are several.
    """
    told = story(connection, incident_id(connection, beginning), profile=profile, as_of=as_of)
    if told is None:
        say(f"no article had told of it by {as_of}")
    elif form is Shape.JSONL:
        sys.stdout.buffer.write(msgspec.json.encode(_data(told)) + b"\n")
    else:
        Teller(Page(stdout()), told).tell()


def _data(one: Story) -> dict[str, Any]:
    """The story as data: the incident, its claims in full, and what links them."""
    told = incident_rows.data(one.incident, profile=one.profile, as_of=one.as_of)
    return told | {
        "claims": [claim_rows.data(row) for row in one.claims],
        "links": msgspec.to_builtins(one.links),
        "judgements": msgspec.to_builtins(one.judgements),
        "grade": one.grade and one.grade.id,
        "given_grade": msgspec.to_builtins(one.given),
    }
