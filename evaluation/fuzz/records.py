"""A record of the samples that come with vitne, for doors that look into one."""

from __future__ import annotations

import functools
import shutil
from typing import TYPE_CHECKING

from fuzz import scratch
from vitne.cli import sample

if TYPE_CHECKING:
    from pathlib import Path

AT = "2025-02-01T09:00:00Z"
PEOPLE = (
    "Armed forces of Azerbaijan", "Reuters", "NRK", "Prosecutor General of Azerbaijan", "civilians",
    "*of Azerbaijan", "*", "Barda", "Azerbaijan", "AZE", "ÅLAND", "kabul", "%", "_", "'", "\\", "nb",
)  # fmt: skip
VALUES = (
    "toll", "event", "asserted", "denied", "killed", "confirmed", "fair", "unreviewed", "incident", "period",
    "ASSAULT", "Air/drone strike", "2020", "2020-10", "2020-10-28", "2020-02-30", "2020-02-29", "2021-02-29",
    "0000", "9999-12-31", "10000", "2020-10-28T25:00Z", "12h", "99999h", "7d", "999999w", "true", "false", "0", "1",
    "200", "201", "-1", "9" * 30, "44.7,38.3,50.4,41.9", "180,90,-180,-90", "nan,nan,nan,nan", "1e308,0,0,0", "1,2,3",
    '"a phrase"', '"', '""', "NEAR(a b)", "a OR b", "a* -b", "^a", "a:b", "(a", "a AND", "NOT", "{a}", "drept*",
    "00180e1225edd5a7", "zzzzzzzzzzzzzzzz", "f" * 16, "town", "country", "full", "ged", "acled", "airwars", "place", "day",
)  # fmt: skip


@functools.cache
def _sample() -> Path:
    path = scratch.folder() / "sample.db"
    sample.make(str(path), lambda: AT)
    return path


def copy() -> Path:
    """A record of the samples that may be written to."""
    return shutil.copy(_sample(), scratch.folder() / "record.db")
