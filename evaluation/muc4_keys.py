"""Reads the answer keys of MUC-4 (the fourth Message Understanding Conference, 1992).

A template tells of one incident. A fill of a slot stands as "VALUE / OTHER: "WORDS" / "OTHER WORDS"":
any of its values is right, and the words say of whom. "?" marks a fill that may be left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# The slots measured, with the names that the keys have for them.
SLOTS = {
    "date": "inc-date", "location": "inc-loc", "type": "inc-type", "stage": "inc-stage",
    "confidence": "perp-org-conf", "victims' number": "hum-tgt-num", "effect": "hum-tgt-effect",
}  # fmt: skip
# Slots by whose words two templates are told to be of one incident.
NAMING = ("perp-ind-id", "perp-org-id", "phys-tgt-id", "hum-tgt-name", "hum-tgt-desc")
_WORDS = re.compile(r'"([^"]*)"')
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d\d)\b")
_NUMBER = re.compile(r"(~?)(\d*)(-?)(\d*)")
_COMMON = frozenset(
    [
        "THE",
        "A",
        "AN",
        "OF",
        "AND",
        "IN",
        "HIS",
        "HER",
        "THEIR",
        "TO",
        "FROM",
        "ON",
        "AT",
        "BY",
        "FOR",
    ]
)

Days = tuple[date | None, date]  # earliest, None where it is any day up to the latest
Bounds = tuple[int, int | None]  # least and most people


class Fill(msgspec.Struct, frozen=True):
    """What one slot of a template says once: any of some values, of somebody.

    `of` are the words that say who it is said of. An optional fill costs nothing where it is not
    given.
    """

    values: tuple[str, ...]
    of: frozenset[str] = frozenset()
    optional: bool = False


class Template(msgspec.Struct, frozen=True):
    """One incident: its slots, and the words for those who did it and those it was done to."""

    slots: Mapping[str, tuple[Fill, ...]]
    words: frozenset[str] = frozenset()
    optional: bool = False


def template(row: Mapping[str, Sequence[str]]) -> Template:
    """A template of an answer key as the shared data has it."""
    slots = {
        slot: tuple(fill for text in row.get(key, ()) if (fill := fill_of(text)))
        for slot, key in SLOTS.items()
    }
    named = (words(each) for key in NAMING for text in row.get(key, ()) for each in quoted(text))
    optional = "OPTIONAL" in " ".join(row["template-id"])
    return Template(slots, frozenset().union(*named), optional)


def fill_of(text: str) -> Fill | None:
    """A fill as a key writes it; None for "-", which says that there is nothing to tell."""
    of = frozenset().union(*map(words, quoted(text)))
    said = re.split(r':\s*"', text)[0]
    optional = said.strip().startswith("?")
    values = tuple(v for part in said.split("/") if (v := _bare(part)) not in ("", "-"))
    return Fill(values, of, optional) if values else None


def _bare(text: str) -> str:
    """A value without the brackets around the whole of it."""
    text = text.strip(" ?")
    if text.startswith("("):
        text = text[1:]
    return text[:-1] if text.endswith(")") and text.count("(") < text.count(")") else text


def quoted(text: str) -> Iterator[str]:
    """The words of the text that a fill quotes."""
    return (match.group(1) for match in _WORDS.finditer(text))


def words(text: str) -> frozenset[str]:
    """The words of weight in a phrase, by which two phrases are told to be of the same thing."""
    found = re.findall(r"\w+", text.upper())
    return frozenset(word for word in found if word not in _COMMON)


def days(text: str) -> Days | None:
    """The days of a date as MUC-4 writes it: "30 DEC 89", "- 15 JAN 90", "01 MAR 80 - 31 MAR 80"."""
    found = [_day(*match.groups()) for match in _DAY.finditer(text)]
    known = [each for each in found if each is not None]
    if not known:
        return None
    return (None if text.strip().startswith("-") else known[0]), known[-1]


def _day(day: str, month: str, year: str) -> date | None:
    if month not in MONTHS:
        return None
    try:
        return date(1900 + int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def written(value: Days) -> str:
    """Days as MUC-4 writes them."""
    first, last = value
    end = f"{last:%d} {MONTHS[last.month - 1]} {last:%y}"
    if first is None:
        return f"- {end}"
    start = f"{first:%d} {MONTHS[first.month - 1]} {first:%y}"
    return end if first == last else f"{start} - {end}"


def bounds(text: str) -> Bounds | None:
    """How many people: "7", "6-8", "6-" (at least), "-26" (at most), "~100" (about), "PLURAL"."""
    said = text.replace(" ", "")
    if said == "PLURAL":
        return 2, None
    match = _NUMBER.fullmatch(said)
    if match is None or not (match[2] or match[4]):
        return None
    low = int(match[2] or 0)
    if not match[3]:
        return low, low
    return low, (int(match[4]) if match[4] else None)
