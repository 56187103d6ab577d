"""The shape of times.toml: the words and patterns by which a language says when."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from vitne.model.times import TimeKind


class Unit(StrEnum):
    """A length of time, or a stretch of the calendar."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class Means(StrEnum):
    """How the period of a time expression is worked out; `mentions/periods.py` has the sums."""

    NONE = "none"  # no period of its own: "samme dag", "klokken 15.30"
    PUBLICATION = "publication"  # the publication date: "nå"
    DAYS = "days"  # `days` from publication: "i går", "i natt"
    WEEKDAY = "weekday"  # {weekday}, with `days` about it for nights
    DATE = "date"  # {date}, {day} {month} {year}, or `date` of each year, with `days` about it
    DAY = "day"  # {dayfigure} of the month told last: "natt til den 16."
    EASTER = "easter"  # Easter Sunday of {year}, with `days` about it: "langfredag" is -2
    MONTH = "month"  # {month} {year}; `offset` years from publication without a year
    YEAR = "year"  # {year}
    DECADE = "decade"  # {decade}
    SEASON = "season"  # {season} {year}; `offset` years from publication without a year
    CALENDAR = "calendar"  # the `unit` that lies `offset` from that of publication: "forrige uke"
    PHASE = "phase"  # the `phase` of {span}: "tidlig på 1990-tallet"
    PART = "part"  # `part` of {span}: the first of two halves, the third of four quarters
    EDGE = "edge"  # the first or last {n} {unit} of {span}, by `phase`: "den siste uka i mai"
    AGO = "ago"  # {n} {unit} before publication
    STRETCH = "stretch"  # {n} {unit} up to publication: "de siste to ukene"
    SHIFT = "shift"  # {n} {unit} times `offset` from the text before, or `days` from it
    RUN = "run"  # the {ordinal} {unit} of something, or the `n`th: "for tredje dag på rad"
    SINCE = "since"  # from {time} to publication
    UNTIL = "until"  # from publication to {time}
    BETWEEN = "between"  # from the first {time}, {day}, {weekday}, {season}, {decade} or {year} to the last


class Direction(StrEnum):
    """On which side of publication, or by what, a date without a year or a weekday is looked for."""

    TENSE = "tense"  # before it; after it where the sentence speaks of the future
    PAST = "past"
    FUTURE = "future"
    NEXT = "next"  # after it, not the same day: "neste lørdag"
    LAST = "last"  # before it, not the same day: "sist lørdag"
    PREVIOUS = "previous"  # as LAST, or one week earlier if that is in this week
    TOLD = "told"  # in the year told last, or `offset` years from it: "3. mai samme år"


class Phase(StrEnum):
    """A third of a stretch of time."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"


class TimeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to say when: patterns of words and slots, and what they mean.

    `inner` entries are read only within others ("siden {time}"), `opening` ones only where no word stands before. `not_after` and `not_before` are
    tokens beside which the entry does not fire; with `only_before`, one of those or nothing follows,
    with `only_after`, one of those stands before.
    """

    id: str
    patterns: tuple[str, ...]
    means: Means
    examples: tuple[str, ...]
    kind: TimeKind = TimeKind.AT
    days: tuple[int, int] | None = None
    date: tuple[int, int] | None = None
    offset: int = 0
    unit: Unit | None = None
    n: tuple[int, int] | None = None
    phase: Phase | None = None
    part: tuple[int, int] | None = None
    direction: Direction = Direction.TENSE
    inner: bool = False
    opening: bool = False
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()
    counterexamples: tuple[str, ...] = ()
    note: str = ""


class TimeRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of one value; `dotted` ones need a full stop, `guarded` ones are other words too."""

    value: int
    words: tuple[str, ...]
    dotted: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()


class _UnitRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    value: Unit
    words: tuple[str, ...]


class _Amount(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A vague amount of units of time: "noen" dager is 2 to 6."""

    words: tuple[str, ...]
    low: int
    high: int


class _Parts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Parts of the day; `joiner` stands between a weekday and a part in one word."""

    day: tuple[str, ...]
    night: tuple[str, ...]
    joiner: str


class Future(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say that the sentence speaks of the future, unless one of `unless` follows."""

    cues: frozenset[str]
    unless: frozenset[str]


class TimeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file times.toml."""

    years: tuple[int, int]
    dashes: tuple[str, ...]
    date_marks: tuple[str, ...]
    ordinal_mark: str
    decade_suffixes: tuple[str, ...]
    hour_suffixes: tuple[str, ...]
    decade_words: tuple[TimeRow, ...]
    months: tuple[TimeRow, ...]
    weekdays: tuple[TimeRow, ...]
    genitive: str
    seasons: tuple[TimeRow, ...]
    parts: _Parts
    units: tuple[_UnitRow, ...]
    amounts: tuple[_Amount, ...]
    words: dict[str, tuple[str, ...]]
    future: Future
    times: tuple[TimeEntry, ...]
    lengths: tuple[_UnitRow, ...] = ()  # endings of words for a length: "three-day"
    middles: tuple[str, ...] = ()  # what makes one word with a month or a year: "mid-April"
    capitals: bool = False  # months are written with a capital: "May", but "mai"
