"""Finds the dateline of a report: place, day and agency before the first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vitne.articles.lines import Line
    from vitne.packs.conventions import Conventions

_SIGNS, _PLACE_SIGNS = 140, 60
_SHOUTED_LETTERS = 3
_DATED = re.compile(r"\(|[0-9]{4}|[0-9]{2} --")  # a dateline has an agency in brackets or a year
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
# What a monitoring service says of the text behind its dateline: "[EXCERPTS]", "[Report] [Text]".
_NOTES = re.compile(r"(?:\s{0,3}\[[^\[\]]{1,80}\]){1,4}(?=\s)")
_DASHES = (" - ", " – ", " — ")


class Dateline(msgspec.Struct, frozen=True):
    """Where a dateline ends, and the stretch in which its date may stand."""

    end: int
    date_start: int
    date_end: int


def dateline_of(text: str, line: Line, conventions: Conventions) -> Dateline | None:
    """The dateline that a line begins with, if it does.

    "Tbilisi/Moskva, lørdag 9. august 2008 (NTB-AFP-Reuters):" is one, and so are "Kabul (AFP):"
    and "YALA, Thailand - ".
    """
    start = line.start
    limit = min(line.end, start + _SIGNS)
    if text[start] == "(":
        return _bracketed(text, start, limit, conventions)
    if _DATED.search(text, start, limit) is not None:
        found = conventions.dateline.search(text, start, limit)
        if found is not None:
            return _stated(text, start, found)
    end = _shouted(text, start, limit)
    return None if end is None else Dateline(end, end, end)


def _stated(text: str, start: int, found: re.Match[str]) -> Dateline | None:
    words = text[start : found.start()]
    if not _is_places(words):
        return None
    if found["bare"] and (not _are_names(words) or _is_past(text, found)):
        return None
    ends = not found[0].rstrip().endswith((":", "-", "–", "—", "·", "•"))
    if ends and not (found["told"] or found["alone"] or _are_names(words)):
        return None  # a headline: "Slaget om Kyiv 3. juli 2019"
    notes = _NOTES.match(text, found.end())
    return Dateline(notes.end() if notes else found.end(), found.start(), found.end())


def _bracketed(text: str, start: int, limit: int, conventions: Conventions) -> Dateline | None:
    """A dateline in brackets: "(Kampala, October 24, 2024) – Soldiers killed …"."""
    end = text.find(")", start, limit)
    dash = next((d for d in _DASHES if end > 0 and text.startswith(d, end + 1)), None)
    if dash is None:
        return None
    found = conventions.dateline.search(text, start + 1, end)
    if found is None or found.end() != end or not _is_places(text[start + 1 : found.start()]):
        return None
    return Dateline(end + len(dash), found.start(), end)


def _is_past(text: str, found: re.Match[str]) -> bool:
    """Whether a text tells of a later year: "Srebrenica, 11 July 1995. …" opens one of 2015."""
    years = [year[0] for year in _YEAR.finditer(found[0])]
    return not years or any(year[0] > years[-1] for year in _YEAR.finditer(text, found.end()))


def _are_names(words: str) -> bool:
    """Whether all words have capitals, as not in "The coup in Myanmar came on 1 February 2021."."""
    return all(word[0].isupper() for word in words.split())


def _is_places(words: str) -> bool:
    """Whether words can be places of a dateline: "Tbilisi/Moskva", "Zakho, Iraq", "Gaza by"."""
    parts = [part.strip() for part in re.split("[/,]", words)]
    if not all(parts) or len(words) > _PLACE_SIGNS or ":" in words:
        return False
    return all(part[0].isupper() for part in parts)


def _shouted(text: str, start: int, limit: int) -> int | None:
    """The end of a dateline without date or agency: "DAMASCUS - ", "YALA, Thailand – "."""
    for dash in _DASHES:
        at = text.find(dash, start, limit)
        if at <= start:
            continue
        places = text[start:at]
        first = places.split()[0].rstrip(",")
        if first.isupper() and len(first) >= _SHOUTED_LETTERS and _is_places(places):
            return at + len(dash) - 1
    return None
