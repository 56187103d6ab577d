"""Reads the value of a correction as a person writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.incidents.fields import CorrectionError, check

if TYPE_CHECKING:
    from collections.abc import Iterator


def written(field: str, text: str) -> Any:
    """The value that a text stands for: as JSON if that fits the field, else as it is written.

    Where nothing fits, the first reading is given, for a message to name.
    """
    candidates = list(_readings(field, text))
    for value in candidates:
        try:
            check(field, value)
        except CorrectionError:
            continue
        return value
    return candidates[0]


def _readings(field: str, text: str) -> Iterator[Any]:
    try:
        yield msgspec.json.decode(text)
    except (ValueError, RecursionError):
        pass
    else:
        if text.strip() == "null":
            return
    yield text
    yield [text]  # one name for a whole list
    if field == "time":
        earliest, _, latest = text.partition("/")
        yield {"earliest": earliest, "latest": latest or earliest}
