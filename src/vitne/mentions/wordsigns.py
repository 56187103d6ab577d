"""Tells by what signs a word may be known as part of a name: its form, its neighbours, its place."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from vitne.model import Level

if TYPE_CHECKING:
    from vitne.model import Place
    from vitne.packs.pack import Pack

# What is looked at: what it is ("word", "before", "setting" …) and its parts. All
# signs follow from it, so that what they weigh together is worked out once.
Look = tuple[str, ...]

EDGE = ""  # stands for the word before the first and behind the last
_SIZES = (500_000, 100_000, 20_000)  # people
_ENDS = (2, 3, 4, 5, 6, 8)  # letters: "utvalet", "partiet"
_LONGEST = 5  # letters of a shape


def signs(look: Look, pack: Pack) -> list[str]:
    """The signs of what is looked at, as the model knows them."""
    what, *parts = look
    match what:
        case "word":
            return [f"c{sign}" for sign in _of_word(parts[0], pack)]
        case "before" | "after":
            return [f"{what}{sign}" for sign in _of_neighbour(parts[0], pack)]
        case "setting" | "past" | "labels":
            return [f"{what} {' '.join(parts)}", f"{what} {' '.join(parts[:-1])}"]
        case _:
            return [f"{what} {' '.join(parts)}"]


def _of_word(text: str, pack: Pack) -> list[str]:
    low = text.lower()
    known = _known(text, low, pack)
    ends = (f"{size}{low[-size:]}" for size in _ENDS)
    found = [f"w{low}", f"s{shape(text)}", *ends, f"p{low[:3]}", f"q{low[:4]}", *known]
    if "-" in low:  # "Panteion-universitetet"
        found += (f"t{low.rpartition('-')[2]}", f"h{low.partition('-')[0]}")
    return [*found, f"H{'|'.join(known)}{shape(text)[:2]}"]


def _of_neighbour(text: str, pack: Pack) -> list[str]:
    if text == EDGE:
        return ["edge"]
    low = text.lower()
    kept = (f"w{low}", f"s{shape(text)}", f"3{low[-3:]}", f"4{low[-4:]}")
    return [*kept, *_known(text, low, pack)]


def _known(text: str, low: str, pack: Pack) -> list[str]:
    """What the packs know of a word."""
    found: list[str] = []
    if text != low:
        base = pack.grammar.owned(low)
        found.append(f"gaz{_ground(low, base, pack)}")
        if low in pack.actors.starts or (base and base in pack.actors.starts):
            found.append("actor")
        if pack.nation(low):
            found.append("nation")
    if pack.lexicon.word(low):
        found.append("entry")
    if low in pack.grammar["function"]:
        found.append("function")
    return found


def _ground(low: str, base: str | None, pack: Pack) -> str:
    _, places = pack.match_place(low, [])
    if places:
        return _size(places, pack)
    if base is not None:
        _, places = pack.match_place(base, [])
    return f"s {_size(places, pack)}" if places else ""


def _size(places: tuple[Place, ...], pack: Pack) -> str:
    best = places[0]
    if best.level is not Level.TOWN:
        return "country" if best.level is Level.COUNTRY else "region"
    size = sum(best.population >= least for least in _SIZES)
    return f"{'own' if pack.places.is_own(places) else 'town'}{size}"


@lru_cache(maxsize=4096)
def shape(text: str) -> str:
    """How a word is written: "Xx", "XX", "Xx-Xx", "9"; "X" for one letter."""
    if text.isdigit():
        return "9"
    if len(text) > 1 and text.isupper() and text.isalpha():
        return "XX"
    return "".join(sign for sign, _ in groupby(map(_sign, text)))[:_LONGEST]


def _sign(letter: str) -> str:
    if letter.isupper():
        return "X"
    if letter.islower():
        return "x"
    return "9" if letter.isdigit() else letter
