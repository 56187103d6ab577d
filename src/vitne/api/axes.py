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
        codes = self.codes[rows] if self.owners is None else self.codes[rows[self.owners]]
        return np.bincount(codes[codes >= 0], minlength=len(self.names))

    def pairs(self, told: Told) -> tuple[Numbers, Numbers]:
        """The distinct pairs of a group of some rows and a value in it."""
        if self.owners is None:
            codes, groups = self.codes[told.rows], told.groups
        else:
            held = told.mask[self.owners]
            codes, groups = self.codes[held], told.every[self.owners[held]]
        width = len(self.names) + 1  # the first is for rows without a value
        most = told.most * width
        kind = np.int32 if most <= np.iinfo(np.int32).max else np.int64
        keys: Any = groups.astype(kind)
        keys = keys * width + (codes + kind(1))
        if most <= _ROOM:
            flags = np.zeros(most, dtype=bool)
            flags[keys] = True
            keys = np.flatnonzero(flags)
        else:
            keys = np.unique(keys)
        owners, codes = keys // width, keys % width - 1
        return owners[codes >= 0], codes[codes >= 0]


class Told:
    """Some rows with the group each of them is in."""

    def __init__(self, mask: Mask, groups: Numbers, most: int) -> None:
        """Take which rows they are, the group of every row, and how many groups there are."""
        self.mask = mask
        self.every = groups
        self.most = most
        self.rows = np.flatnonzero(mask)
        self.groups = groups[self.rows]
