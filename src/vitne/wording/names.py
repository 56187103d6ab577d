"""Names countries and languages as people of each language do (CLDR)."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from vitne.packs.tables import COUNTRIES, read_rows, read_territories
from vitne.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def countries(locale: str) -> Mapping[str, str]:
    """Countries by their code (ISO 3166 alpha-3).

    English names are those that a record has for the places themselves, so that both agree.
    """
    with as_file(files("vitne") / "data" / "places") as folder:
        named = {row["iso3"]: row["name"] for row in read_rows(folder / "countries.csv", COUNTRIES)}
        if locale == ENGLISH:
            return named
        states = read_territories(folder).states
    # Babel takes 100 ms to load, which English does not need.
    from babel import Locale  # noqa: PLC0415

    known = Locale(locale).territories
    told = {code: known[row.iso2] for code, row in states.items() if row.iso2 in known}
    return named | told


@cache
def languages(locale: str) -> Mapping[str, str]:
    """Languages by their code (BCP 47)."""
    from babel import Locale  # noqa: PLC0415 - as above; asked only for languages without a pack

    found: Mapping[str, str] = Locale(locale).languages
    return found
