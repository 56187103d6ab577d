"""Short reports, captured and read as vitne does it."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Any

from vitne import pipeline
from vitne.model import Capture, Claim, Metadata, Reading
from vitne.packs.pack import Packs
from vitne.record.store import Kept, Taken, keep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.record.database import Record

AT = "2020-11-01T12:00:00Z"
OPERATOR = "Kari"
BARDA = """Raketter mot Barda

Barda, onsdag 28. oktober 2020 (NTB-AFP):
Raketter slo ned i Barda i Aserbajdsjan onsdag. Minst {killed} sivile ble drept og 60 ble såret, opplyser
riksadvokaten i landet. Armenias forsvarsdepartement nekter for at landet sto bak angrepene.
"""
KABUL = """Car bomb in Kabul

KABUL, Oct 3 (Reuters) - A car bomb killed twelve soldiers in Kabul on Saturday, police said. The Taliban
claimed responsibility for the attack.
"""


@functools.cache
def packs() -> Packs:
    return Packs()


def capture(text: str, file: str = "urix/barda.txt", at: str | None = AT, **known: Any) -> Capture:
    """A capture of a text; what is known of it by the names of Metadata."""
    data = text.encode("utf-8", "surrogatepass")
    kind = "text/html" if text.startswith("<") else "text/plain"
    return Capture(file, data, hashlib.sha256(data).hexdigest(), kind, Metadata(**known), at)


def read(one: Capture) -> Reading:
    return pipeline.read(one, packs())


def taken(*texts: str | Capture) -> list[Taken]:
    """Captures with their readings."""
    captures = [capture(one) if isinstance(one, str) else one for one in texts]
    return [Taken(one, reading=read(one)) for one in captures]


def put(record: Record, *found: str | Capture | Taken, at: str = AT) -> Kept:
    """Keep reports in a record, in one batch."""
    ready: Iterable[Taken] = (one if isinstance(one, Taken) else taken(one)[0] for one in found)
    with record.writing() as connection:
        return keep(connection, list(ready), at=at, operator=OPERATOR)


def tolls(claims: Iterable[Claim]) -> list[tuple[str, int | None, int | None]]:
    return [(c.toll.measure, c.toll.low, c.toll.high) for c in claims if c.toll is not None]
