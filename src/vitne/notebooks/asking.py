"""Makes filters of what a person asks for by keyword, and says what of it makes no sense."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from vitne.articles.dates import parse_edtf
from vitne.errors import FilterError
from vitne.model import Scope
from vitne.record.filters import Filters
from vitne.wording.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# The filters of the command line, by its names. `from` is a word of Python: it is asked for as from_.
ALL = (
    "place", "from", "to", "actor", "agent", "target", "side", "voice", "outlet", "language",
    "kind", "event_type", "modality", "measure", "grade", "review", "text", "file", "incident",
    "scope",
)  # fmt: skip
OF_INCIDENTS = tuple(name for name in ALL if name != "incident")
OF_VOICES = (
    "voice", "place", "from", "to", "actor", "outlet", "language", "event_type", "measure",
    "grade", "scope",
)  # fmt: skip
OF_ARTICLES = ("outlet", "language", "from", "to", "text", "file")

_ALIASES = {"from_": "from", "earliest": "from", "latest": "to"}
_DAYS = {"from": "earliest", "to": "latest"}
_CODES = ("kind", "modality", "measure", "grade", "review")


def filters(asked: Mapping[str, Any], allowed: Collection[str], method: str) -> Filters:
    """Filters of keywords: {"place": "Barda", "from_": "2020-10"}; None asks for nothing.

    Raises:
        FilterError: There is no such filter, or it takes no such value.
    """
    made: dict[str, Any] = {}
    for given, value in asked.items():
        name = _ALIASES.get(given, given)
        if name not in allowed:
            raise FilterError(_unknown(given, allowed, method))
        if value is not None:
            made[_DAYS.get(name, name)] = _value(name, value)
    return Filters(**made)


def profile(name: str) -> str:
    """A published method by its name.

    Raises:
        FilterError: There is no such method.
    """
    return _one_of("profile", name, terms().groups["profile"])


def day(name: str, value: str | dt.date) -> str:
    """The last day of a date as a person writes it: "2020-10", a date of Python.

    Raises:
        FilterError: It is no date.
    """
    return _day(name, value, last=True)


def _value(name: str, value: Any) -> str:
    if name in _DAYS:
        return _day(name, value, last=name == "to")
    if not isinstance(value, str):
        raise FilterError(f"{name}: {value!r} is no text")
    if name == "scope":
        return _one_of(name, value, [scope.value for scope in Scope])
    return _one_of(name, value, terms().groups[name]) if name in _CODES else value


def _day(name: str, value: Any, *, last: bool) -> str:
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    found = parse_edtf(value) if isinstance(value, str) else None
    if found is None:
        raise FilterError(f"{name}: {value!r} is no date, such as 2020, 2020-10 or 2020-10-04")
    return (found.latest if last else found.earliest).isoformat()


def _one_of(name: str, value: str, values: Collection[str]) -> str:
    if value in values:
        return value
    near = get_close_matches(str(value), values, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise FilterError(f"{name}: {value!r} is none of {', '.join(values)}{hint}")


def _unknown(name: str, allowed: Collection[str], method: str) -> str:
    known = [_written(one) for one in allowed]
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return f"{method}() has no filter {name!r}{hint} There are: {', '.join(known)}"


def _written(name: str) -> str:
    return "from_" if name == "from" else name
