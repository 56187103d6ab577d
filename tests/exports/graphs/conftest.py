"""A record in which voices disagree, one is reprinted, and one replaces what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from exported import Report, fill

from vitne.model import Action, Judgement
from vitne.record import judgements, linking
from vitne.record.database import Record
from vitne.record.schema import claims

if TYPE_CHECKING:
    from pathlib import Path

_NTB = (
    "Raketter krevde 14 liv i Barda\n\nBaku (NTB): Minst 14 mennesker ble drept og over 40 såret da "
    "raketter slo ned i den aserbajdsjanske byen Barda onsdag ettermiddag, opplyser Hikmet "
    "Hadzjijev, rådgiver for Aserbajdsjans president.\n\nArmenske styrker skjøt raketter mot en "
    "handlegate i byen, hevder Aserbajdsjan. Armenia avviser at landets styrker sto bak.\n\n"
    "Forsvarsdepartementet i Armenia truer med å angripe dersom beskytningen fortsetter.\n"
)
REPORTS = {
    "nordposten.txt": Report(_NTB, "2020-10-28", "Nordposten"),
    "sorvesten.txt": Report(_NTB.replace("Baku (NTB): ", ""), "2020-10-28", "Sørvesten"),
    "gazette.txt": Report(
        "Death toll from rocket strike on Azerbaijani town rises to 21\n\nThe number of people killed "
        "in Wednesday's rocket strike on the Azerbaijani town of Barda has climbed to 21, with about "
        "70 wounded, the prosecutor general's office said on Thursday.\n\nHikmet Hajiyev, who first "
        "spoke of 14 deaths, had given a figure of 19 killed. A doctor at Barda's central hospital "
        "told Reuters that 17 bodies had been brought in. Among the dead was a Red Crescent "
        "volunteer, the ICRC said.\n",
        "2020-10-29", "Harbour Gazette",
    ),
    "protest.txt": Report(
        "Demonstrasjon i Beirut\n\nFlere tusen demonstranter protesterte mot krigen i Beirut lørdag, "
        "melder Reuters.\n",
        "2020-10-25", "Nordposten",
    ),
    "nowhere.txt": Report(
        "Tre soldater drept\n\nTre soldater ble drept i kamper søndag, opplyser hæren.\n",
        "2020-10-26", "Nordposten",
    ),
    "war.txt": Report(
        "Over 10.000 sivile drept\n\nMer enn 10.000 sivile er drept i Ukraina siden krigen brøt ut i "
        "februar 2014, ifølge FN.\n",
        "2020-10-20", None,
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def barda(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a rocket strike that three reports tell of, and of what is told beside it."""
    return fill(tmp_path_factory.mktemp("graphs") / "barda.db", REPORTS)


@pytest.fixture
def judged(tmp_path: Path, barda: Path) -> Path:
    """The same record after a person corrected how many bodies there were."""
    path = tmp_path / "judged.db"
    path.write_bytes(barda.read_bytes())
    with Record.open(str(path)) as record:
        with record.reading() as connection:
            words = sa.select(claims.c.id).where(claims.c.text == "17 bodies")
            claim = connection.execute(words).scalar_one()
        with record.writing() as connection:
            judgements.add(
                connection,
                Judgement(
                    id="", at="2024-03-11T08:00:00Z", author="Kari Nordmann",
                    action=Action.CORRECT, claims=(claim,), field="toll.high", value=18,
                    reason="a range",
                ),
            )  # fmt: skip
        linking.link(record, at="2024-03-11T08:00:00Z", operator="Kari")
    return path
