"""Knows 235,000 populated places, from GeoNames, and the counties of the USA, without holding them in memory."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from typing import TYPE_CHECKING

import marisa_trie  # type: ignore[import-not-found]  # a C extension without stubs
import msgspec

from vitne.errors import PackError
from vitne.model.places import Level, Place
from vitne.packs import toml
from vitne.packs.folding import fold, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = "gazetteer.marisa"
COLUMNS = "gazetteer.columns"
MAGIC = b"vitnegz2"
# A name taken apart by rewrites: no more steps and spellings than this, so that no name is slow.
MOST_STEPS = 3
MOST_SPELLINGS = 48
OWN_NAME = 10  # a place called so outweighs one ten times as big that is so called elsewhere


class Rewrite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One difference of spelling between a language and GeoNames: "Sjusja" is "Shusha".

    `old` may be anchored by "^" to the beginning of a name.
    """

    old: str
    new: str
    examples: tuple[str, ...]


class Rewrites(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rewrites of one language, tried in this order."""

    rewrites: tuple[Rewrite, ...] = ()


def read_rewrites(path: Path) -> tuple[Rewrite, ...]:
    """Read `transliteration.toml`; a language without one rewrites nothing."""
    return toml.read(path, Rewrites).rewrites if path.exists() else ()


def open_gazetteer(folder: Path, *, rewrites: tuple[Rewrite, ...] = ()) -> Gazetteer:
    """Open the gazetteer that the build hook made in `folder`.

    Raises:
        PackError: It is missing or of another format.
    """
    if not ((folder / NAMES).exists() and (folder / COLUMNS).exists()):
        raise PackError(f"{folder}: there is no gazetteer; run `python hatch_build.py`")
    trie = marisa_trie.RecordTrie("<I")
    trie.mmap(str(folder / NAMES))
    return Gazetteer(trie, Columns(folder / COLUMNS), rewrites)


class Columns:
    """The places column by column, towns by geonameid and then counties, mapped from the file."""

    __slots__ = ("_country", "_end", "_gid", "_lat", "_lon", "_names", "_population", "_states",
                 "_towns")  # fmt: skip

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if view[:8] != MAGIC:
            raise PackError(f"{path}: not a gazetteer of this version; run `python hatch_build.py`")
        count, self._towns, states = struct.unpack_from("<III", view, 8)
        codes = bytes(view[20 : 20 + 4 * states])
        self._states = tuple(codes[i : i + 3].decode() for i in range(0, len(codes), 4))
        at, size = 20 + 4 * states, 4 * count
        blocks = [view[at + i * size : at + (i + 1) * size] for i in range(5)]
        self._lat, self._lon = (block.cast("i") for block in blocks[:2])
        self._population, self._gid, self._end = (block.cast("I") for block in blocks[2:])
        self._country = view[at + 5 * size : at + 5 * size + count]
        self._names = view[at + 5 * size + -(-count // 4) * 4 :]

    def __len__(self) -> int:
        return len(self._gid)

    def place(self, number: int) -> Place:
        """The place that has this number."""
        start = self._end[number - 1] if number else 0
        name, _, admin1 = str(self._names[start : self._end[number]], "utf-8").partition("\t")
        country = self._states[self._country[number]]
        return Place(
            name=name,
            country=country,
            level=Level.TOWN if number < self._towns else Level.ADM2,
            lat=self._lat[number] / 1e5,
            lon=self._lon[number] / 1e5,
            geonameid=self._gid[number] or None,
            admin1=admin1 or None,
            population=self._population[number],
        )

    def number(self, geonameid: int) -> int | None:
        """The number of the place with this GeoNames id."""
        at = bisect_left(self._gid, geonameid, 0, self._towns)
        return at if at < self._towns and self._gid[at] == geonameid else None


class Gazetteer:
    """Populated places by name, as any European newsroom might spell it.

    "Bombene falt over Lysytsjansk." `lookup("Lysytsjansk")` finds Lysychansk in Ukraine.
    """

    __slots__ = ("_columns", "_rewrites", "_trie")

    def __init__(
        self, trie: marisa_trie.RecordTrie, columns: Columns, rewrites: tuple[Rewrite, ...]
    ) -> None:
        self._trie = trie
        self._columns = columns
        self._rewrites = rewrites

    def __len__(self) -> int:
        return len(self._columns)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """List the places a name may stand for, best first: own name before other names, then size.

        The name as it stands is tried first, then without accents, then rewritten.
        """
        key = fold(name)
        for spelling in self._spellings(key):
            if numbers := self._trie.get(spelling):
                return self._sort(spelling, {number for (number,) in numbers})
        return ()

    def exact(self, name: str) -> tuple[Place, ...]:
        """List the places of a name without rewriting it, best first."""
        key = fold(name)
        numbers = self._trie.get(key)
        return self._sort(key, {number for (number,) in numbers}) if numbers else ()

    def begins(self, start: str) -> bool:
        """Whether any name begins with these folded letters, as "deir al" does."""
        return next(self._trie.iterkeys(start), None) is not None

    def by_id(self, geonameid: int) -> Place | None:
        """The place with a GeoNames id, or None."""
        number = self._columns.number(geonameid)
        return None if number is None else self._columns.place(number)

    def _sort(self, key: str, numbers: set[int]) -> tuple[Place, ...]:
        places = [self._columns.place(number) for number in numbers]
        if len(places) < 2:
            return tuple(places)
        return tuple(sorted(places, key=lambda place: (-_weight(place, key), place.geonameid or 0)))

    def _spellings(self, key: str) -> Iterator[str]:
        """Yield the spellings of a name, the nearest first."""
        seen = {key: None, strip_marks(key): None}
        yield from tuple(seen)
        edge = list(seen)
        for _ in range(MOST_STEPS):
            edge = [new for old in edge for new in self._rewrite(old) if new not in seen]
            for spelling in edge:
                if len(seen) >= MOST_SPELLINGS:
                    return
                if spelling not in seen:
                    seen[spelling] = None
                    yield spelling

    def _rewrite(self, key: str) -> Iterator[str]:
        """Yield a name with one rewrite carried out, everywhere it applies."""
        for rewrite in self._rewrites:
            old, new = rewrite.old, rewrite.new
            if old[0] == "^":
                if key.startswith(old[1:]):
                    yield new + key[len(old) - 1 :]
            elif old in key:
                yield key.replace(old, new)


def _weight(place: Place, key: str) -> int:
    own = fold(place.name)
    return (place.population + 1) * (OWN_NAME if key in (own, strip_marks(own)) else 1)
