"""A record for notebooks: reports that disagree, and one that means harm."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from vitne import pipeline
from vitne.model import Capture, Metadata
from vitne.packs.pack import Packs
from vitne.record import linking
from vitne.record.database import Record
from vitne.record.store import Taken, keep

if TYPE_CHECKING:
    from pathlib import Path

CAPTURED = "2024-03-10T08:00:00Z"
NASTY = '<img src=x onerror="alert(1)">\u202e & Sons'
REPORTS = {
    "kharkiv.txt": (
        "Minst fem drept i luftangrep mot Kharkiv\n\nMinst fem personer ble drept og tolv såret da "
        "russiske fly bombet Kharkiv natt til tirsdag, opplyser politiet i byen.\n\n"
        "Foto: AP / NTB\n",
        "2024-03-05",
        "Kystnytt",
    ),
    "en.txt": (
        "Air strike kills seven in Kharkiv\n\nSeven people were killed and 12 wounded when Russian "
        "jets bombed Kharkiv in the night to Tuesday, the governor said.\n",
        "2024-03-06",
        "Harbour Gazette",
    ),
    "losses.txt": (
        "Harde kamper ved Avdijivka\n\nUkraina sier at 20 russiske soldater ble drept ved Avdijivka "
        "mandag. Hvor mange som ble såret, er ukjent. Ingen sivile ble drept.\n",
        "2024-03-04",
        NASTY,
    ),
    "threat.txt": (
        "Truer med angrep\n\nRussland truer med å bombe Kyiv dersom Ukraina angriper Krim, sier "
        "president Vladimir Putin.\n",
        "2024-03-04",
        "Nordposten",
    ),
    "undated.txt": (
        "Over 10.000 sivile drept\n\nMer enn 10.000 sivile er drept i Ukraina siden krigen brøt ut i "
        "februar 2022, ifølge FN.\n",
        None,
        None,
    ),
}


@functools.cache
def _packs() -> Packs:
    return Packs()


def fill(path: Path) -> Path:
    """The record, read and linked."""
    with Record.open(str(path), create=True) as record:
        taken = [_taken(name, *report) for name, report in REPORTS.items()]
        with record.writing() as connection:
            keep(connection, taken, at=CAPTURED, operator="Kari")
        linking.link(record, at=CAPTURED, operator="Kari")
    return path


def _taken(name: str, text: str, published: str | None, publisher: str | None) -> Taken:
    data = text.encode()
    known = Metadata(published=published, publisher=publisher)
    capture = Capture(name, data, hashlib.sha256(data).hexdigest(), "text/plain", known, CAPTURED)
    return Taken(capture=capture, reading=pipeline.read(capture, _packs()))
