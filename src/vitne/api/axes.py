"""One thing by which claims or incidents can be chosen, as columns of numbers."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from vitne.record.names import pattern, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

Mask: TypeAlias = "npt.NDArray[np.bool_]"
Numbers: TypeAlias = "npt.NDArray[Any]"

NONE = -1  # the code of a row that has no value
_FEW = 6  # values that are sooner compared one by one
_ROOM = 32_000_000  # flags that are held at once to tell distinct pairs apart


class Coder:
    """Numbers the distinct values of a column in the order in which they come."""

    def __init__(self) -> None:
        self._known: defaultdict[str | None, int] = defaultdict()
        self._known.default_factory = self._known.__len__
        self._known[None] = 0

    def codes(self, values: Iterable[str | None], count: int) -> Numbers:
        """For each of some more rows the place of its value in `names`, or `NONE`."""
        found = np.fromiter(map(self._known.__getitem__, values), dtype=np.int32, count=count)
        return narrow(found - 1, len(self._known))

    @property
    def names(self) -> list[str]:
        """The distinct values so far."""
        return [name for name in self._known if name is not None]


def coded(values: Iterable[str | None], count: int) -> tuple[list[str], Numbers]:
    """The distinct values of a column, and for each row the place of its value among them."""
    coder = Coder()
    codes = coder.codes(values, count)
    return coder.names, codes


def narrow(codes: Numbers, most: int) -> Numbers:
    """Codes below a number in as few bytes as they take."""
    for size in (np.int8, np.int16):
        if most <= np.iinfo(size).max:
            return codes.astype(size)
    return codes.astype(np.int32)


class Axis:
    """The values of one kind that rows have: `codes` has one for each row, or `owners` tells whose.

    `owners` is None where every row has one value or none; else a row may have several.
    """

    def __init__(
        self, names: Sequence[str], codes: Numbers, size: int, *, owners: Numbers | None = None
    ) -> None:
        self.names = list(names)
        self.codes = codes
        self.owners = owners
        self.size = size

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def _plain(self) -> list[str]:
        return [plain(name) for name in self.names]

    @cached_property
    def having(self) -> Mask:
        """The rows that have any value."""
        if self.owners is None:
            found: Mask = self.codes >= 0
            return found
        rows = np.zeros(self.size, dtype=bool)
        rows[self.owners[self.codes >= 0]] = True
        return rows

    def find(self, wanted: str) -> list[int]:
        """The codes of the names that are meant by what a person wrote.

        Case and accents do not count where no name is exactly so; `*` stands for any letters.
        """
        if wanted in self._places:
            return [self._places[wanted]]
        means = pattern(wanted)
        return [code for code, name in enumerate(self._plain) if means.fullmatch(name)]

    def mask(
        self, wanted: Iterable[str], *, find: Callable[[str], list[int]] | None = None
    ) -> Mask:
        """The rows that have one of some values."""
        codes = list(dict.fromkeys(code for one in wanted for code in (find or self.find)(one)))
        if self.owners is None and len(codes) <= _FEW:
            found = np.zeros(self.size, dtype=bool)
            for code in codes:
                found |= self.codes == self.codes.dtype.type(code)
            return found
        meant = np.zeros(len(self.names) + 1, dtype=bool)  # the last is for rows without a value
        meant[codes] = True
        if self.owners is None:
            return np.take(meant, self.codes, mode="wrap")
        rows = np.zeros(self.size, dtype=bool)
        rows[self.owners[meant[self.codes]]] = True
        return rows

    def count(self, rows: Mask) -> Numbers:
        """How often each value is found in some rows."""
        held = np.flatnonzero(rows if self.owners is None else np.take(rows, self.owners))
        codes = np.take(self.codes, held) if len(held) < len(self.codes) else self.codes
        # The first is for rows without a value.
        return np.bincount(codes + np.intp(1), minlength=len(self.names) + 1)[1:]

    def pairs(self, groups: Numbers, most: int) -> Pairs:
        """The distinct pairs of a group and a value that a row in it has.

        Args:
            groups: The group of every row; `most` for one that is in none.
            most: How many groups there are.
        """
        held = groups if self.owners is None else groups[self.owners]
        some = np.flatnonzero((held < most) & (self.codes >= 0))
        width = len(self.names)
        keys = held[some].astype(np.int64) * width + self.codes[some]
        numbers: Numbers
        if most * width <= _ROOM:
            flags = np.zeros(most * width, dtype=bool)
            flags[keys] = True
            found = np.flatnonzero(flags)
            numbers = (np.cumsum(flags, dtype=np.int32) - 1)[keys]
        else:
            found, numbers = np.unique(keys, return_inverse=True)
        every = np.full(len(held), len(found), dtype=np.int32)
        every[some] = numbers
        return Pairs(self, found // max(width, 1), found % max(width, 1), every)


class Pairs:
    """The distinct pairs of an incident and a value that one of its claims has.

    `owners` are the incidents, ascending, and `codes` the values, one of each a pair.
    """

    def __init__(self, axis: Axis, owners: Numbers, codes: Numbers, numbers: Numbers) -> None:
        """Take the axis of claims, the pairs, and for each of its codes the number of its pair.

        The number of pairs is that of a code of a claim in no incident.
        """
        self._axis = axis
        self.owners = owners
        self.codes = narrow(codes, len(axis.names))
        self._numbers = numbers

    def within(self, incidents: Mask) -> Numbers:
        """The pairs of some incidents."""
        return np.flatnonzero(np.take(incidents, self.owners))

    def told(self, claims: Told) -> Numbers:
        """The pairs of which some claims tell."""
        flags = np.zeros(len(self.owners) + 1, dtype=bool)
        if len(self.owners):
            of = self._axis.owners
            held = claims.rows if of is None else np.flatnonzero(np.take(claims.mask, of))
            flags[np.take(self._numbers, held)] = True
        return np.flatnonzero(flags[:-1])


class Told:
    """Some claims that are in an incident, with the incident of each."""

    def __init__(self, mask: Mask, groups: Numbers, within: Mask) -> None:
        """Take those of a mask whose incident is one of some.

        Args:
            mask: Claims.
            groups: The incident of every claim; the number of incidents for one that is in none.
            within: Incidents.
        """
        rows = np.flatnonzero(mask)
        own = np.take(groups, rows)
        kept = np.flatnonzero(np.take(np.append(within, False), own))
        whole = len(kept) == len(rows)
        self.rows = rows if whole else np.take(rows, kept)
        self.groups = own if whole else np.take(own, kept)
        self._size = len(groups)

    @cached_property
    def mask(self) -> Mask:
        """Which of all claims they are."""
        found = np.zeros(self._size, dtype=bool)
        found[self.rows] = True
        return found
