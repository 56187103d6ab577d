"""How numbers are written in each language of the interface."""

from __future__ import annotations

from vitne.wording.catalogue import ENGLISH


def signs(locale: str) -> tuple[str, str]:
    """What sets thousands apart, and what begins decimals."""
    if locale == ENGLISH:
        return ",", "."
    # Babel takes 100 ms to load, which English does not need.
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415

    return get_group_symbol(locale), get_decimal_symbol(locale)
