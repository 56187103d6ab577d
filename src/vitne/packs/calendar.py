"""The time words of a language, compiled into a tree of patterns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.packs import numerals, toml
from vitne.packs.phrases import Node, Plans, Starts
from vitne.packs.timewords import Means, TimeEntry, TimeFile, TimeRow, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable


# What a phase may be of, what does not stand within another expression, and the slots that
# a figure may start.
_SPANS = frozenset({Means.MONTH, Means.YEAR, Means.DECADE, Means.CALENDAR, Means.SEASON})
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28}
_LONGEST = 100  # of the lengths told in one word: "30-timers"
_FIGURES = frozenset(
    {
        "day", "dayfigure", "monthfigure", "ordinal", "date", "year", "year2", "decade", "n", "clock", "time", "span",
    }
)  # fmt: skip
_MIDDLES = ("month", "year", "decade")  # slots whose words may be joined to one for a middle
_NOT_WITHIN = frozenset({Means.NONE, Means.SHIFT, Means.RUN, Means.BETWEEN})

Value = int | tuple[int, int] | Unit
Words = Mapping[str, Value]
Tree = Node[TimeEntry]
Amounts = dict[str, tuple[tuple[tuple[str, ...], tuple[int, int]], ...]]


class Calendar:
    """All time words of one language.

    `tables` hold the words of each closed slot, `dotted` those that need a full stop; `outer` is
    the tree of the patterns that stand alone, `inner` of those for {time} within others, `spans`
    of those for {span} within a phase; `starters` are the tokens that may start an expression,
    with those of which one must follow, unless a figure does.
    """

    __slots__ = (
        "amounts",
        "capitals",
        "dashes",
        "date_marks",
        "dotted",
        "entries",
        "future",
        "inner",
        "ordinal_mark",
        "outer",
        "spans",
        "starters",
        "tables",
        "years",
    )

    def __init__(self, file: TimeFile, parts: dict[str, int], ordinals: dict[str, int]) -> None:
        """Compile the words; `parts` and `ordinals` are the number words of the language."""
        self.years = file.years
        self.capitals = file.capitals
        self.dashes = frozenset(file.dashes)
        self.date_marks = file.date_marks
        self.ordinal_mark = file.ordinal_mark
        self.future = file.future
        self.entries = {entry.id: _spelt(entry, file.words) for entry in file.times}
        if len(self.entries) < len(file.times):
            raise PackError("an id is given twice")
        self.amounts = _amounts(file, parts)
        self.tables = _tables(file)
        self.tables["day"] = {w: v for w, v in ordinals.items() if v <= 31}
        self.tables["ordinal"] = self.tables["day"]
        self.tables["hourtime"] = dict(_hours(file, parts))
        self.tables["length"] = dict(_lengths(file, parts))
        self.dotted = {
            "month": {word: row.value for row in file.months for word in row.dotted},
            "weekday": {word: row.value for row in file.weekdays for word in row.dotted},
        }
        self.outer: Tree = Node()
        self.inner: Tree = Node()
        self.spans: Tree = Node()
        for entry in self.entries.values():
            self._add(entry)
        self._prepare()
        same: dict[frozenset[str] | None, frozenset[str] | None] = {}  # equal sets are one
        self.starters = {
            word: same.setdefault(seconds := self._seconds(word), seconds)
            for word in (*self.outer.words, *self.outer.plan)
        }

    def _add(self, entry: TimeEntry) -> None:
        for pattern in entry.patterns:
            try:
                if not entry.inner:
                    self.outer.add(pattern, entry)
                if "{time}" not in pattern and entry.means not in _NOT_WITHIN:
                    self.inner.add(pattern, entry)
                if entry.means in _SPANS:
                    self.spans.add(pattern, entry)
            except PackError as error:
                raise PackError(f"entry {entry.id}: {error}") from error

    def _seconds(self, word: str) -> frozenset[str] | None:
        """The tokens that may follow the first token of an expression; None for any token."""
        if any(slot != "n" for slot in self.outer.plan.get(word, ())):
            return None
        seconds: set[str] = set()
        nodes = [self.outer.words[word]] if word in self.outer.words else []
        if word in self.outer.plan:
            nodes.append(self.outer.slots["n"])
            seconds.update(rest[0] for rest, _ in self.amounts[word] if rest)
        if any(node.entry is not None or node.gap is not None for node in nodes):
            return None
        return frozenset(seconds.union(*(set(node.words).union(node.plan) for node in nodes)))

    def _prepare(self) -> None:
        """Tell every place in the trees which tokens may start its slots."""
        starts: Starts = {name: set(table) for name, table in self.tables.items()}
        for name, short in self.dotted.items():
            starts[name].update(short)
        starts |= {"n": set(self.amounts), "date": set(), "year": set(), "year2": set()}
        starts |= {"clock": set(), "dayfigure": {w for w in self.tables["day"] if w[0].isdigit()}}
        plans: Plans = {}
        for name, tree in (("span", self.spans), ("time", self.inner)):
            tree.prepare(starts, _FIGURES, plans)
            starts[name] = set(tree.words).union(tree.plan)
        self.outer.prepare(starts, _FIGURES, plans)


def read(folder: Traversable, words: numerals.Numerals | None = None) -> Calendar:
    """Read the time words of a language folder: times.toml, and its number words if not given.

    Raises:
        PackError: A file or an entry is wrong.
    """
    words = words or numerals.read(folder)
    path = folder / "times.toml"
    with toml.naming(path):
        return Calendar(toml.read(path, TimeFile), words.parts, words.ordinals)


def _spelt(entry: TimeEntry, words: dict[str, tuple[str, ...]]) -> TimeEntry:
    """The entry with its `[class]` references replaced by the words of the class."""
    patterns = entry.patterns
    guards = [entry.not_after, entry.not_before, entry.only_before, entry.only_after]
    for name, choices in words.items():
        mark = f"[{name}]"
        patterns = tuple(p.replace(mark, "|".join(choices)) for p in patterns)
        guards = [g.difference([mark]).union(choices) if mark in g else g for g in guards]
    not_after, not_before, only_before, only_after = guards
    return msgspec.structs.replace(
        entry,
        patterns=patterns,
        not_after=not_after,
        only_after=only_after,
        not_before=not_before,
        only_before=only_before,
    )


def _amounts(file: TimeFile, parts: dict[str, int]) -> Amounts:
    """Amounts of units of time: number words to a hundred and vague words, longest first."""
    amounts: dict[str, list[tuple[tuple[str, ...], tuple[int, int]]]] = {
        word: [((), (value, value))] for word, value in parts.items() if 0 < value <= 100
    }
    for row in file.amounts:
        for words in filter(str.strip, row.words):
            first, *rest = words.split()
            amounts.setdefault(first, []).append((tuple(rest), (row.low, row.high)))
    return {
        first: tuple(sorted(found, key=lambda item: -len(item[0])))
        for first, found in amounts.items()
    }


def _hours(file: TimeFile, parts: dict[str, int]) -> Iterator[tuple[str, int]]:
    """ "Firetiden", "18-tiden"."""
    for suffix in file.hour_suffixes:
        yield from ((word + suffix, value) for word, value in parts.items() if 0 < value <= 12)
        yield from ((f"{hour}-{suffix}", hour) for hour in range(25))


def _lengths(file: TimeFile, parts: dict[str, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """ "Three-day", "30-timers": one word for the days that something lasted, a day for 24 hours."""
    for row in file.lengths:
        for suffix in row.words:
            for word, value in (*parts.items(), *((str(n), n) for n in range(1, _LONGEST))):
                days = value // 24 + 1 if row.value is Unit.HOUR else value * _DAYS[row.value]
                joined = word + ("-" if word.isdecimal() and suffix[0] != "-" else "") + suffix
                if 0 < value < _LONGEST and (row.value is not Unit.HOUR or value >= 24):
                    yield joined, (days, days)


def _tables(file: TimeFile) -> dict[str, Words]:
    days, nights = file.parts.day, file.parts.night
    joiner, genitive = file.parts.joiner, file.genitive
    weekdays = dict(_values(file.weekdays))
    tables: dict[str, Words] = {
        "weekday": dict(weekdays),
        "weekdays": {word + genitive: day for word, day in weekdays.items()},
        "weekdaysbare": {row.words[0] + genitive: row.value for row in file.weekdays},
        "weekdaydef": {word: row.value for row in file.weekdays for word in row.words[1:]},
        "weekdaypart": {f"{w}{joiner}{part}": day for w, day in weekdays.items() for part in days},
        "weekdaynight": {f"{w}{joiner}{n}": day for w, day in weekdays.items() for n in nights},
        "month": dict(_values(file.months)),
        "monthfigure": {text: n for n in range(1, 13) for text in (str(n), f"{n:02}")},
        "season": dict(_values(file.seasons)),
        "seasonword": {word: row.value for row in file.seasons for word in row.guarded},
        "decade": dict(_decades(file)),
        "part": dict.fromkeys(days, 0),
        "night": dict.fromkeys(nights, 0),
        "dash": dict.fromkeys(file.dashes, 0),
        "unit": {word: row.value for row in file.units for word in row.words},
    }
    return tables | {f"{slot}middle": dict(_middles(file, tables, slot)) for slot in _MIDDLES}


def _middles(file: TimeFile, tables: Mapping[str, Words], slot: str) -> Iterator[tuple[str, Value]]:
    """ "Mid-April", "mid-2020": one word for the middle of a stretch, with the value of that."""
    values = tables.get(slot, {str(year): year for year in range(*file.years)})
    yield from ((prefix + word, v) for prefix in file.middles for word, v in values.items())


def _values(rows: Iterable[TimeRow]) -> Iterator[tuple[str, int]]:
    return ((word, row.value) for row in rows for word in row.words)


def _decades(file: TimeFile) -> Iterator[tuple[str, int]]:
    """ "1990-tallet", "90-tallet", "nittitallet": the first year; a century is minus its number."""
    first, last = file.years
    for suffix in file.decade_suffixes:
        for year in range(first, last, 10):
            century = year % 100 == 0 and year != 2000
            yield f"{year}{suffix}", -(year // 100) if century else year
        for year in range(1920, 2000, 10):
            yield f"{year % 100}{suffix}", year
    yield from _values(file.decade_words)
