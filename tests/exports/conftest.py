"""Records that several tests export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exported import Report, fill

if TYPE_CHECKING:
    from pathlib import Path

REPORTS = {
    "home/kari/kharkiv.txt": Report(
        "Minst fem drept i luftangrep mot Kharkiv\n\nMinst fem personer ble drept og tolv såret da "
        "russiske fly bombet Kharkiv natt til tirsdag, opplyser politiet i byen.\n"
    ),
    "en.txt": Report(
        "Air strike kills seven in Kharkiv\n\nSeven people were killed and 12 wounded when Russian "
        "jets bombed Kharkiv in the night to Tuesday, the governor said.\n",
        "2024-03-06", "Harbour, Gazette",
    ),
    "odesa.txt": Report(
        "Droneangrep mot Odesa\n\nÉn person ble drept da russiske droner angrep Odesa natt til "
        "tirsdag, ifølge borgermesteren.\n",
        "2024-03-05", "Nordposten",
    ),
    "protest.txt": Report(
        "Demonstrasjon i Beirut\n\nFlere tusen demonstranter protesterte mot krigen i Beirut lørdag, "
        "melder Reuters.\n",
        "2024-03-03", "Nordposten",
    ),
    "troops.txt": Report(
        "Kenya sender soldater\n\nKenya sendte søndag 200 soldater til Mogadishu i Somalia for å kjempe mot "
        "al-Shabaab, opplyser forsvarsdepartementet i Nairobi.\n",
        "2024-03-04", "Nordposten",
    ),
    "threat.txt": Report(
        "Truer med angrep\n\nRussland truer med å bombe Kyiv dersom Ukraina angriper Krim, sier "
        "president Vladimir Putin.\n",
        "2024-03-04", "Nordposten",
    ),
    "war.txt": Report(
        "Over 10.000 sivile drept\n\nMer enn 10.000 sivile er drept i Ukraina siden krigen brøt ut i "
        "februar 2022, ifølge FN.\n",
        None, None,
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports on one air strike that disagree; others on what has a row, and on what has none."""
    return fill(tmp_path_factory.mktemp("exports") / "record.db", REPORTS)
