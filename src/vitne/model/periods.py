"""Stretches of days, as wide as the words make them."""

from __future__ import annotations

import datetime as dt

import msgspec


class Period(msgspec.Struct, frozen=True, gc=False):
    """Days within which something lies, both ends included, with its EDTF form (ISO 8601-2).

    "I forgårs" in a text dated only 2020-10 lies within 2020-09-29..2020-10-29.
    """

    earliest: dt.date
    latest: dt.date
    edtf: str

    @property
    def days(self) -> int:
        """The number of days, 1 for a single day."""
        return (self.latest - self.earliest).days + 1
