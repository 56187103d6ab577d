"""Do no harm: what an export leaves out, makes coarser, or holds back.

Applied to every incident before any writer sees it (`vitne.exports.rows`).
"""

from __future__ import annotations

import datetime as dt

import msgspec

from vitne.errors import ExportError
from vitne.model.places import Level

CEILINGS = (Level.TOWN, Level.ADM2, Level.ADM1, Level.COUNTRY)  # the finest first


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What may leave a record.

    `ceiling` is the finest place that is given: town, adm2, adm1 or country. `embargo_days` holds
    back what may have happened less than so many days ago. `redact` takes the names of persons who
    act in no office out of quotes and titles too; out of all other fields they are taken always.
    `shelters` is the finest place that is given where a hospital, a camp or a shelter was struck;
    None makes no difference. `movements` lets through where troops and weapons are moved (MOBILIZE), which may help those
    who fight.
    """

    ceiling: Level = Level.TOWN
    embargo_days: int = 0
    redact: bool = False
    movements: bool = False
    shelters: Level | None = None

    def newest(self, today: dt.date | None) -> str | None:
        """The last ISO day that is not held back; None where nothing is.

        Raises:
            ExportError: There is an embargo, and nobody says which day it is.
        """
        if not self.embargo_days:
            return None
        if today is None:
            raise ExportError("an embargo needs to know which day it is today")
        try:
            return (today - dt.timedelta(days=self.embargo_days)).isoformat()
        except OverflowError:
            return dt.date.min.isoformat()
