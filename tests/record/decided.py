"""The reports of reports.py and some more in a record, with what people decided of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import NEW, OLD, Report, add, fill
from vitne.model import Action, Judgement
from vitne.record import judgements, linking, queries
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from servers import Server
    from vitne.model import Incident

DATABASES = ("sqlite", "postgresql")
LATER = "2024-04-10T10:00:00Z"
# A period of the same war, told a month later by another outlet, and a raid far from everything.
MORE = {
    "sum.txt": Report(
        "2024-04-05",
        "Kystnytt",
        "2024-04-05T10:00:00Z",
        "Mer enn 11.000 sivile er drept i Ukraina siden 24. februar 2022, ifølge FN. Tre soldater "
        "ble drept i Kherson torsdag.\n",
    ),
    "count.txt": Report(
        "2024-04-05",
        "Harbour Gazette",
        "2024-04-05T11:00:00Z",
        "More than 11,500 civilians have been killed in Ukraine since 24 February 2022, the UN "
        "said.\n",
    ),
    "goma.txt": Report(
        "2024-03-05",
        "Nordposten",
        "2024-03-05T12:00:00Z",
        "Fire soldater ble drept da opprørere angrep Goma i DR Kongo mandag, opplyser hæren.\n",
    ),
}


def making(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """A record of all reports on the database that a fixture asks for, linked, with judgements."""
    if request.param == "sqlite":
        target = str(tmp_path_factory.mktemp("told") / "record.db")
    else:
        server: Server = request.getfixturevalue("server")
        target = server.address(server.make())
    with Record.open(target, create=True) as record:
        fill(record)
        add(record, *MORE.items(), ("dnipro.txt", OLD), ("dnipro.txt", NEW))
        decide(record, Action.REJECT, "Ett drept")
        decide(record, Action.MERGE, "Én person ble drept", "Sju soldater ble såret")
        decide(record, Action.SPLIT, "Sju människor dödades", "To personer ble drept")
        linking.link(record, at=LATER, operator="Kari")
        yield record


def decide(record: Record, action: Action, *quotes: str) -> None:
    about = tuple(quoted(record, quote) for quote in quotes)
    with record.writing() as connection:
        judgements.add(connection, Judgement("", LATER, "Kari", action, about, reason="Sett selv."))


def quoted(record: Record, quote: str) -> str:
    """The id of the claim with these words."""
    with record.reading() as connection:
        every = queries.list_claims(connection, Filters(), Reviews([]))
        return next(one.claim.id for one in every if one.claim.text == quote)


def incident(record: Record, **asked: Any) -> Incident:
    with record.reading() as connection:
        return next(queries.list_incidents(connection, Filters(**asked), Reviews([])))
