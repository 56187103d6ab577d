"""What somebody chose to look at, as it stands in the address of a page or of a list.

Several values of one facet widen the choice, another facet narrows it:
`?country=AZE&country=ARM&kind=toll` is what was told of tolls in either of the two countries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

from vitne.articles.dates import parse_edtf
from vitne.errors import VitneError
from vitne.record.texts import key

if TYPE_CHECKING:
    from collections.abc import Iterable

FACETS = (
    "event_type", "sub_event", "country", "place", "year", "actor", "agent", "target", "side",
    "voice", "outlet", "language", "kind", "modality", "measure", "grade", "method_grade",
    "review", "scope", "left_open",
)  # fmt: skip
LEFT_OPEN = ("place", "point", "country", "day")  # what of an incident is not known, or no finer
_ALIASES = {"from": "earliest", "to": "latest"}  # as people write them
_NAMES = {"earliest": "from", "latest": "to"}
_MOST = 50  # values of one facet
_LONGEST = 10_000  # characters of a text


class ChoiceError(VitneError):
    """Something that cannot be chosen: `name` is the parameter, the message says why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen; nothing chosen is everything.

    Each facet is a tuple of values. `earliest` and `latest` (`from` and `to` in an address) are ISO
    days: what may have happened within them. `text` are words of a claim, `file` is the name of a
    file, `bbox` is west, south, east, north in degrees; east is less than west across the date line.
    """

    event_type: tuple[str, ...] = ()
    sub_event: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    method_grade: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    text: str | None = None
    file: str | None = None
    earliest: str | None = None
    latest: str | None = None
    bbox: tuple[float, float, float, float] | None = None

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Choice:
        """The choice in the parameters of an address; those that are no part of one are passed over.

        Raises:
            ChoiceError: A day is none, a box is none, or there are more values than anybody chooses.
        """
        told: dict[str, list[str]] = {}
        for name, value in pairs:
            field = _ALIASES.get(name, name)
            if field in cls.__struct_fields__ and name not in _NAMES and value.strip():
                told.setdefault(field, []).append(value.strip())
        made: dict[str, object] = {
            name: _facet(name, told[name]) for name in FACETS if name in told
        }
        for name in ("text", "file"):
            if name in told:
                made[name] = _one(name, told[name])
        made |= _days(told)
        if "bbox" in told:
            made["bbox"] = _bbox(_one("bbox", told["bbox"]))
        return cls(**made)  # type: ignore[arg-type]

    def pairs(self) -> list[tuple[str, str]]:
        """The choice as parameters of an address, always in the same order."""
        found = [(name, value) for name in FACETS for value in sorted(getattr(self, name))]
        for name in ("text", "file", "earliest", "latest"):
            if (value := getattr(self, name)) is not None:
                found.append((_NAMES.get(name, name), value))
        if self.bbox is not None:
            found.append(("bbox", ",".join(f"{degrees:g}" for degrees in self.bbox)))
        return found

    def query(self) -> str:
        """The canonical query string of the choice, without a question mark; empty for everything."""
        return urlencode(self.pairs())

    def toggled(self, facet: str, value: str) -> Choice:
        """The choice with one value of a facet taken in, or left out where it was in."""
        held: tuple[str, ...] = getattr(self, facet)
        left = tuple(one for one in held if one != value)
        changed = left if value in held else (*held, value)
        return msgspec.structs.replace(self, **{facet: changed})

    def without(self, *names: str) -> Choice:
        """The choice without some of its facets and bounds: `without("earliest", "latest")`."""
        empty = Choice()
        return msgspec.structs.replace(self, **{name: getattr(empty, name) for name in names})

    @property
    def is_everything(self) -> bool:
        """Whether nothing is chosen."""
        return self == Choice()


def _facet(name: str, values: list[str]) -> tuple[str, ...]:
    if len(values) > _MOST:
        raise ChoiceError(name, f"more than {_MOST} values")
    return tuple(dict.fromkeys(key(value) for value in values))


def _one(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise ChoiceError(name, "can be chosen once only")
    return key(values[0]) if name == "file" else values[0][:_LONGEST]


def _days(told: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("earliest", "latest"):
        if name in told:
            period = parse_edtf(_one(_NAMES[name], told[name]))
            if period is None:
                raise ChoiceError(_NAMES[name], "no date, such as 2020, 2020-10 or 2020-10-04")
            found[name] = getattr(period, name).isoformat()
    return found


def _bbox(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise ChoiceError("bbox", "four numbers: west,south,east,north in degrees") from None
    sound = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    if not sound:
        raise ChoiceError("bbox", "west and east within 180, south and north within 90 degrees")
    return west, south, east, north
