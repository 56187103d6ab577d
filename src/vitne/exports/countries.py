"""Codes of countries as other formats write them."""

from __future__ import annotations

from functools import cache

_TWO = 2  # letters
_OURS = {"XKX": "XK"}  # used widely, and in no ISO list


@cache
def alpha2(iso3: str | None) -> str | None:
    """The ISO 3166 alpha-2 code for an alpha-3 one, as CLDR has it; None where there is none."""
    from babel.core import get_global  # noqa: PLC0415 - few formats need it

    if iso3 is None:
        return None
    if iso3 in _OURS:
        return _OURS[iso3]
    found: list[str] = get_global("territory_aliases").get(iso3, [])
    return found[0] if len(found) == 1 and len(found[0]) == _TWO else None
