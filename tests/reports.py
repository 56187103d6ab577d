"""A handful of made-up reports, read and linked as vitne does it."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from vitne import pipeline
from vitne.model import Capture, Metadata
from vitne.packs.pack import Packs
from vitne.record import linking
from vitne.record.store import Taken, keep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.record.database import Record

OPERATOR = "Kari"


class Report(NamedTuple):
    """A report: when and where it came out, when it was captured, and its text."""

    published: str | None
    publisher: str | None
    captured_at: str
    text: str
    url: str | None = None


# Three on one attack, one of them with a later count; one on another attack on the town a day
# later; one on another town; one on a period; one whose second version changed its toll.
REPORTS = {
    "nb.txt": Report(
        "2024-03-05",
        "Kystnytt",
        "2024-03-05T08:00:00Z",
        "Minst fem drept i luftangrep mot Kharkiv\n\nMinst fem personer ble drept og tolv såret da "
        "russiske fly bombet Kharkiv natt til tirsdag, opplyser politiet i byen.\n",
    ),
    "en.txt": Report(
        "2024-03-05",
        "Harbour Gazette",
        "2024-03-05T09:30:00Z",
        "Air strike kills five in Kharkiv\n\nAt least five people were killed and 12 wounded when "
        "Russian jets bombed Kharkiv in the night to Tuesday, police in the city said.\n",
    ),
    "sv.txt": Report(
        "2024-03-06",
        "Västposten",
        "2024-03-06T07:15:00Z",
        "Sju döda i flyganfall mot Charkiv\n\nSju människor dödades när ryskt flyg bombade Charkiv "
        "natten till tisdagen, uppger guvernören.\n",
    ),
    "later.txt": Report(
        "2024-03-06",
        "Kystnytt",
        "2024-03-06T12:00:00Z",
        "To drept i nytt luftangrep mot Kharkiv\n\nTo personer ble drept da russiske fly bombet "
        "Kharkiv onsdag, opplyser politiet i byen. Ukraina varsler hevn.\n",
    ),
    "odesa.txt": Report(
        "2024-03-05",
        "Nordposten",
        "2024-03-05T10:00:00Z",
        "Droneangrep mot Odesa\n\nÉn person ble drept da russiske droner angrep Odesa natt til "
        "tirsdag, ifølge borgermesteren.\n",
    ),
    "war.txt": Report(
        None,
        None,
        "2024-03-07T10:00:00Z",
        "Over 10.000 sivile drept\n\nMer enn 10.000 sivile er drept i Ukraina siden den russiske "
        "invasjonen 24. februar 2022, ifølge FN.\n",
    ),
    "tallinn.txt": Report(
        "2024-02-10",
        "Fjordavisa",
        "2024-02-10T10:00:00Z",
        "Ett drept i Gəncə\n\nSju soldater ble såret da Armenia angrep Gəncə i Aserbajdsjan i går, "
        "opplyser Azerbajdzjans forsvarsdepartement.\n",
    ),
}
OLD = Report(
    "2024-03-08",
    "Nordposten",
    "2024-03-08T10:00:00Z",
    "Rakett mot Dnipro\n\nMinst sju personer ble drept da en russisk rakett traff Dnipro fredag, "
    "opplyser guvernøren.\n",
    "https://nordposten.example/dnipro",
)
NEW = OLD._replace(captured_at="2024-03-08T14:20:00Z", text=OLD.text.replace("Minst sju", "Elleve"))


@functools.cache
def _packs() -> Packs:
    return Packs()


@functools.cache
def taken(name: str, report: Report) -> Taken:
    """A report as it is kept: captured and read."""
    data = report.text.encode()
    known = Metadata(published=report.published, publisher=report.publisher, url=report.url)
    digest = hashlib.sha256(data).hexdigest()
    capture = Capture(name, data, digest, "text/plain", known, report.captured_at)
    return Taken(capture=capture, reading=pipeline.read(capture, _packs()))


def fill(record: Record, names: Iterable[str] = tuple(REPORTS)) -> None:
    """Keep reports and link them."""
    add(record, *((name, REPORTS[name]) for name in names))


def add(record: Record, *reports: tuple[str, Report]) -> None:
    """Keep reports, one batch each, and link them."""
    for name, report in reports:
        with record.writing() as connection:
            keep(connection, [taken(name, report)], at=report.captured_at, operator=OPERATOR)
    linking.link(record, at="2024-03-10T12:00:00Z", operator=OPERATOR)
