"""Knows countries by their names in the languages of the packs, and by their codes."""

from __future__ import annotations

from importlib.resources import as_file, files

from vitne.packs.tables import read_territories
from vitne.record.names import plain

_CODE = 3  # letters


def country_code(wanted: str) -> str | None:
    """The code of a country (ISO 3166 alpha-3): of "AZE", "Azerbaijan", "Aserbajdsjan".

    None where it is no country.
    """
    with as_file(files("vitne") / "data" / "places") as folder:
        territories = read_territories(folder)
    if len(wanted) == _CODE and wanted.upper() in territories.states:
        return wanted.upper()
    asked = plain(wanted)
    for names in territories.names.values():
        for name, code in names.items():
            if plain(name) == asked:
                return code
    return None
