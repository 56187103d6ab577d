"""Fills all sheets of a record at once, incident by incident, each through a writer of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from vitne.exports.discreet import discreet
from vitne.exports.loose import loose
from vitne.exports.sheets import CLAIMS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vitne.exports.format import Context
    from vitne.exports.rows import Row


class Sink(Protocol):
    """What takes the records of one sheet."""

    def add(self, records: Iterable[Any]) -> None:
        """Take some records."""


def fill(rows: Iterator[Row], sinks: Mapping[str, Sink], context: Context) -> int:
    """Give the records of each sheet to its sink; claims in no incident come last. The incidents."""
    count = 0
    for row in discreet(rows, context.policy):
        for sheet in SHEETS:
            sinks[sheet.name].add(sheet.records(row))
        context.trace(row, row.incident.id)
        count += 1
    sinks[CLAIMS].add(loose(context))
    return count
