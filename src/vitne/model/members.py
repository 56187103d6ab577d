"""Looks up the members of an enumeration at the cost of an attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import Enum


class Members:
    """The members of an enumeration by their names: `Members(Kind).HARM` is `Kind.HARM`.

    For enumerations whose members are asked for by the ten thousand an article: the metaclass of
    Python 3.11 takes 40 times as long to look one up as an object does.
    """

    def __init__(self, enumeration: type[Enum]) -> None:
        """Take over the members."""
        for member in enumeration:
            setattr(self, member.name, member)
