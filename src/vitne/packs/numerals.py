"""The number words of a language, compiled for looking up tokens."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from vitne.errors import PackError
from vitne.packs import toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable


class Effect(StrEnum):
    """What a hedge does to the bounds of its number."""

    AT_LEAST = "at_least"  # "minst 14": low 14
    MORE_THAN = "more_than"  # "over 40": low 41
    JUST_OVER = "just_over"  # "drøyt 50": low 51, approximate
    UP_TO = "up_to"  # "opp mot 50": high 50
    NEARLY = "nearly"  # "nesten 200": high 200, approximate
    BELOW = "below"  # "færre enn 50": high 49
    ABOUT = "about"  # "rundt 35": 35, approximate


class Side(StrEnum):
    """Where a hedge stands."""

    BEFORE = "before"  # "minst tolv"
    AFTER = "after"  # "tolv eller flere"


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of one value: `{ value = 7, words = ["sju", "syv"] }`."""

    value: int
    words: tuple[str, ...]
    article: bool = False  # may as well be the indefinite article
    bare: bool = False  # a multiplier that counts as one of it when alone: "hundre drepte"
    over: int = 1  # the value is divided by it: "halvannen" is 3 over 2


class Quantity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A phrase for a quantity without a figure: "flere titalls", "et dusin", "ingen".

    Where `scales` is true a multiplier may follow: "flere hundre" is at least 2 times 100.
    """

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    low: int | None
    high: int | None = None
    approx: bool = False
    none: bool = False
    vague: bool = True
    scales: bool = False
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str = ""


class Hedge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A phrase that loosens a number: "minst", "opp mot", "eller flere".

    `article` is false for words that are prepositions too ("under en gudstjeneste"); `smallest`
    is the smallest number they hedge. `closing` is a word that must follow ("en 20 stykker").
    It hedges nothing where one of `not_near` stands shortly before: "justert dødstallet opp til 17".
    """

    id: str
    words: tuple[str, ...]
    effect: Effect
    examples: tuple[str, ...]
    side: Side = Side.BEFORE
    article: bool = True
    smallest: int = 0
    closing: str | None = None
    not_near: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str = ""


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way to give two bounds: "mellom N og M", "N til M", "N–M", "N eller M", "N, kanskje M".

    `close` is true where M must be at most twice N, else it is an alternative of another kind.
    It is no range where one of `not_near` stands shortly before: "økte fra 12 til 17".
    """

    id: str
    joins: tuple[str, ...]
    examples: tuple[str, ...]
    opens: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    tight: bool = False  # a dash: "4–5000" is 4000 to 5000
    close: bool = False
    counterexamples: tuple[str, ...] = ()
    note: str = ""


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file numerals.toml."""

    thousands: frozenset[str]
    decimals: frozenset[str]
    ordinal_mark: str
    joiners: frozenset[str]
    compound_joiner: str
    tens_joiner: str = ""  # between tens and unit: "twenty-five"
    cardinals: tuple[Table, ...]
    tens: tuple[Table, ...]
    multipliers: tuple[Table, ...]
    fractions: tuple[Table, ...]
    ordinals: tuple[Table, ...]
    quantities: tuple[Quantity, ...]


class _Hedges(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file hedges.toml."""

    hedges: tuple[Hedge, ...]
    ranges: tuple[Range, ...]


class _Worded(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


W = TypeVar("W", bound=_Worded)
Phrases = dict[str, tuple[tuple[tuple[str, ...], W], ...]]


class Numerals:
    """All number words of one language.

    `parts` are words that add up ("tjueto", "trehundre", "femtusen"), `multipliers` words that
    multiply what stands before; `pairs` one-word ranges ("tre-fire"). `links` are the tokens after
    a numeral that may carry the expression on ("til", "eller flere"), `more` those that may carry
    on the numeral itself. `starters` are the tokens that may start an expression, with those of
    which one must follow, unless a figure does; behind an article, one of `more` or `links` may.
    """

    __slots__ = (
        "after",
        "articles",
        "bare",
        "decimals",
        "fractions",
        "hedges",
        "joiners",
        "links",
        "more",
        "multipliers",
        "opens",
        "ordinal_mark",
        "ordinals",
        "pairs",
        "parts",
        "quantities",
        "ranges",
        "starters",
        "thousands",
    )

    def __init__(self, words: _Words, hedges: _Hedges) -> None:
        """Compile the words; see `read`."""
        self.thousands = words.thousands
        self.decimals = words.decimals
        self.ordinal_mark = words.ordinal_mark
        self.joiners = words.joiners
        self.multipliers = dict(_values(words.multipliers))
        self.bare = frozenset(w for row in words.multipliers if row.bare for w in row.words)
        self.articles = frozenset(w for row in words.cardinals if row.article for w in row.words)
        self.parts = _parts(words)
        self.pairs = _pairs(words)
        self.fractions = _phrases(words.fractions)
        self.ordinals = dict(_values(words.ordinals))
        self.quantities = _phrases(words.quantities)
        self.hedges = _phrases(h for h in hedges.hedges if h.side is Side.BEFORE)
        self.after = _phrases(h for h in hedges.hedges if h.side is Side.AFTER)
        self.ranges = hedges.ranges
        _check_ids((*words.quantities, *hedges.hedges, *hedges.ranges))
        self.opens = frozenset(word for row in hedges.ranges for word in row.opens)
        joins = (word.split(" ")[0] for row in hedges.ranges if not row.opens for word in row.joins)
        self.links = frozenset(joins).union(self.after)
        self.more = frozenset(self.parts).union(self.multipliers, self.joiners)
        single = self.opens.union(self.bare, self.parts, self.pairs, self.ordinals)
        phrases = set(self.fractions).union(self.quantities, self.hedges)
        self.starters = {
            word: self._seconds(word, single=word in single) for word in single | phrases
        }

    def _seconds(self, word: str, *, single: bool) -> frozenset[str] | None:
        """The tokens that may follow the first of an expression; None for any token.

        For an article, those that make it more than an article beside what does so for all.
        """
        article = word in self.articles
        found: set[str] = set()
        for table in (self.fractions, self.quantities, self.hedges):
            for rest, _ in table.get(word, ()):
                if rest:
                    found.add(rest[0])
                elif not article:
                    return None
        return None if single and not article else frozenset(found)


def read(folder: Traversable) -> Numerals:
    """Read the number words of a language folder: numerals.toml and hedges.toml.

    Raises:
        PackError: A file or an entry is wrong.
    """
    path = folder / "hedges.toml"
    words, hedges = toml.read(folder / "numerals.toml", _Words), toml.read(path, _Hedges)
    with toml.naming(path):
        _check_words(hedges.hedges)
    with toml.naming(folder / "numerals.toml"):
        _check_words((*words.quantities, *words.fractions))
        return Numerals(words, hedges)


def _values(rows: Iterable[Table]) -> Iterator[tuple[str, int]]:
    return ((word, row.value) for row in rows for word in row.words)


def _phrases(rows: Iterable[W]) -> Phrases[W]:
    """Key each phrase by its first token, the longest phrases first."""
    table: dict[str, list[tuple[tuple[str, ...], W]]] = {}
    for row in rows:
        for words in row.words:
            first, *rest = words.split()
            table.setdefault(first, []).append((tuple(rest), row))
    return {
        first: tuple(sorted(found, key=lambda item: -len(item[0])))
        for first, found in table.items()
    }


def _parts(words: _Words) -> dict[str, int]:
    """Every one-word number: units, teens, tens, their compounds, hundreds and thousands."""
    small = dict(_values(words.cardinals)) | dict(_values(words.tens))
    units = [(word, value) for word, value in small.items() if 0 < value < 10]
    for ten, base in _values(words.tens):
        for unit, value in units:
            small[ten + words.tens_joiner + unit] = base + value
            small[unit + words.compound_joiner + ten] = base + value
    parts = dict(small)
    digits = [(word, value) for word, value in units if value > 1]
    ones = [(word, 1) for word, value in units if value == 1]
    for scale, size in _values(words.multipliers):
        before = {100: [*digits, *ones], 1000: [*digits, *ones, *small.items()]}.get(size, [])
        parts |= {word + scale: value * size for word, value in before if value}
    hundreds = [(w, v) for w, v in parts.items() if v >= 100 and v < 1000]
    hundreds += [(w, v) for w, v in _values(words.multipliers) if v == 100]
    for word, value in hundreds:
        parts |= {word + words.compound_joiner + w: value + v for w, v in small.items() if v}
    return parts


def _pairs(words: _Words) -> dict[str, tuple[int, int]]:
    """Every one-word range: "tre-fire", "ti-tolv", "tjue-tretti"."""
    small = [*_values(words.cardinals), *_values(words.tens)]
    return {f"{low}-{high}": (a, b) for low, a in small for high, b in small if 0 < a < b <= 4 * a}


def _check_words(rows: Iterable[_Worded]) -> None:
    for row in rows:
        if not all(phrase.split() for phrase in row.words):
            raise PackError(f"entry {getattr(row, 'id', 'of a table')}: a phrase is blank")


def _check_ids(entries: Iterable[Quantity | Hedge | Range]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise PackError(f"entry {entry.id}: the id is given twice")
        seen.add(entry.id)
