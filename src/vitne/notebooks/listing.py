"""Lists of claims, incidents, estimates, voices and articles, as a notebook handles them."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import msgspec

from vitne.notebooks import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd
    import pyarrow as pa

    from vitne.notebooks.columns import Column
    from vitne.wording import Wording

T = TypeVar("T")
SHOWN = 20  # rows of a table in a notebook
_SAID = 10  # rows in a terminal


class View(msgspec.Struct, Generic[T], frozen=True):
    """How things of one sort are shown: as columns of a table, as a line, as rows of HTML."""

    noun: str
    columns: tuple[Column[T], ...]
    line: Callable[[T, Wording], str]
    table: Callable[[Sequence[T], Wording], str]


class Listing(Generic[T]):
    """A list that is read anew each time it is gone through, so that a long one takes no memory.

    It can be looped over, counted with `len`, indexed, and turned into a table; in a notebook it
    shows its first rows. What is read at once is read at one moment of the record.
    """

    def __init__(
        self,
        view: View[T],
        read: Callable[[int | None], Iterator[T]],
        words: Wording,
        *,
        hints: Callable[[], Sequence[str]] = tuple,
        count: Callable[[], int] | None = None,
    ) -> None:
        """Take what reads the list: all of it, or its first few.

        Args:
            view: How it is shown.
            read: Gives the first few, all for None.
            words: In which language it is shown.
            hints: What is to be said where nothing was found.
            count: How many there are, where that can be told without reading them.
        """
        self._view = view
        self._read = read
        self._words = words
        self._hints = hints
        self._count = count

    def __iter__(self) -> Iterator[T]:
        return self._read(None)

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return next(self._read(1), None) is not None

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return list(self)[index]
        if index < 0:
            return list(self)[index]
        found = next(islice(self._read(index + 1), index, None), None)
        if found is None:
            raise IndexError(f"there are only {self._words.count(self._view.noun, len(self))}")
        return found

    @cached_property
    def _length(self) -> int:
        return self._count() if self._count else sum(1 for _ in self._read(None))

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """The columns of the table, each with its name, its type, and what it means."""
        return self._view.columns

    def to_arrow(self) -> pa.Table:
        """All rows as an Arrow table; an open bound is null."""
        return tables.arrow(self._view.columns, self)

    def to_pandas(self) -> pd.DataFrame:
        """All rows as a pandas frame; an open bound is <NA>, and a day is a day.

        Raises:
            VitneError: pandas is not installed.
        """
        return tables.frame(self._view.columns, self)

    def __repr__(self) -> str:
        rows = list(self._read(_SAID + 1))
        lines = [f"  {self._view.line(row, self._words)}" for row in rows[:_SAID]]
        more = ["  …"] if len(rows) > _SAID else []
        return "\n".join([self._heading(), *lines, *more])

    def _repr_html_(self) -> str:
        from vitne.notebooks import markup  # noqa: PLC0415 - only where it is shown

        rows = list(self._read(SHOWN + 1))
        notes = list(self._hints()) if not rows else []
        if len(rows) > SHOWN:
            notes = [markup.shown_of(SHOWN, len(self), self._view.noun, self._words)]
        body = self._view.table(rows[:SHOWN], self._words) if rows else ""
        return markup.output(markup.heading(self._heading()), body, *map(markup.note, notes))

    def _heading(self) -> str:
        return self._words.count(self._view.noun, len(self))
