"""The query parameters of the API: what each means, what it takes, and what was asked with them."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.api.choice import FACETS, LEFT_OPEN, Choice, ChoiceError
from vitne.incidents.decisions import grades
from vitne.incidents.fields import KINDS, MODALITIES
from vitne.incidents.profiles import profiles
from vitne.model import Scope
from vitne.model.entries import Measure
from vitne.record.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.requests import Request

LIMIT = 50  # of a list, where nobody says
MOST = 200  # of a list
_LONGEST = 500  # characters of a value
_YEAR = "(1[89][0-9]{2}|2[01][0-9]{2})"
_DATE = (  # but for 29 February, which takes more than a pattern
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_DAY = f"^{_YEAR}(-(0[1-9]|1[0-2])|-{_DATE})?$"
_TIME = f"^([0-9]{{1,4}}[hdw]|{_YEAR}-{_DATE}(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?Z)?)$"
_LEAP = "-02-29"
OF_INCIDENTS = (*FACETS, "text", "file", "from", "to", "bbox")
OF_CLAIMS = OF_INCIDENTS
OF_ARTICLES = ("outlet", "language", "from", "to", "text", "file")
PAGED = ("limit", "after")


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One query parameter: what it asks for, its JSON Schema, and whether it may come repeatedly."""

    about: str
    schema: dict[str, Any]
    many: bool = False
    example: Any = None
    required: bool = False


class ParameterError(ChoiceError):
    """A parameter that does not exist, or a value that it does not take."""


def _text(about: str, example: str, *, many: bool = True) -> Parameter:
    schema = {"type": "string", "minLength": 1, "maxLength": _LONGEST, "pattern": r"\S"}
    return Parameter(about=about, schema=schema, many=many, example=example)


def _one_of(about: str, values: Iterable[str], example: str, *, many: bool = True) -> Parameter:
    schema = {"type": "string", "enum": list(values)}
    return Parameter(about=about, schema=schema, many=many, example=example)


def _day(about: str, example: str) -> Parameter:
    return Parameter(about=about, schema={"type": "string", "pattern": _DAY}, example=example)


def _number(about: str, least: int, most: int, default: int) -> Parameter:
    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return Parameter(about=about, schema=schema, example=default)


def _made() -> dict[str, Parameter]:
    given = tuple(grades())
    return {
        "event_type": _text("A type of PLOVER, or a sub-event type of ACLED.", "ASSAULT"),
        "sub_event": _text("A sub-event type of ACLED.", "Air/drone strike"),
        "country": _text("A country by its code (ISO 3166 alpha-3).", "AZE"),
        "place": _text("A place, or a country by name or code; `*` for any letters.", "Barda"),
        "year": _text("A year in which it may have happened.", "2020"),
        "actor": _text(
            "Who did it, to whom it was done, or whose people were harmed; `*` for any letters.",
            "*of Azerbaijan",
        ),
        "agent": _text("Who did it.", "Armed forces of Armenia"),
        "target": _text("To whom it was done.", "people"),
        "side": _text("Whose people were harmed.", "Azerbaijan"),
        "voice": _text("Who vouches for it.", "Prosecutor General of Azerbaijan"),
        "outlet": _text("Who published the article.", "NRK"),
        "language": _text("The language of the article (BCP 47).", "nb"),
        "kind": _one_of("The kind of claim.", KINDS, "toll"),
        "modality": _one_of("How the claim is meant.", MODALITIES, "asserted"),
        "measure": _one_of("What the toll counts.", [one.value for one in Measure], "killed"),
        "grade": _one_of("The grade that people gave the incident.", given, "confirmed"),
        "method_grade": _one_of("The grade that the method `airwars` comes to.", given, "fair"),
        "review": _one_of("What people decided of the claim.", Reviews.STATES, "unreviewed"),
        "scope": _one_of(
            "Single happenings, or tolls of a period.", [one.value for one in Scope], "incident"
        ),
        "left_open": _one_of(
            "What is not known of the incident: no place, no point for its place, no place but a "
            "country, no day.",
            LEFT_OPEN, "day",
        ),
        "text": _text('Words of the claim, in any form; a "phrase" in quotes.', "Barda", many=False),
        "file": _text("A file that held the article.", "urix/2020-10-28.txt", many=False),
        "from": _day("What may have happened on this day or later.", "2020-10"),
        "to": _day("What may have happened on this day or earlier.", "2020-10-28"),
        "bbox": Parameter(
            about="West, south, east, north in degrees (RFC 7946); across the date line west is "
            "the larger.",
            schema={
                "type": "array", "items": {"type": "number", "minimum": -180, "maximum": 180},
                "minItems": 4, "maxItems": 4,
            },
            example=[44.7, 38.3, 50.4, 41.9],
        ),
        "limit": _number("The most that a page has.", 1, MOST, LIMIT),
        "after": _text("The cursor of a page: what `next` of the page before holds.", "", many=False),
        "profile": _one_of(
            "The published method of reconciling.", tuple(profiles()), "full", many=False
        ),
        "as_of": _day("Told as the articles tell it that had come out by this day.", "2020-10-28"),
        "since": Parameter(
            about="A time (UTC), a day, or how long ago: 12h, 7d, 2w.",
            schema={"type": "string", "pattern": _TIME},
            example="2020-10-28T12:00Z",
            required=True,
        ),
        "most": _number("The most values of each facet.", 1, 1000, 50),
        "zoom": _one_of(
            "Lays out only the days from `from` to `to`.", ("true", "false"), "true", many=False
        ),
        "author": _text("Who judged.", "Kari", many=False),
        "claim": Parameter(
            about="A claim by its id.", schema={"type": "string", "pattern": "^[0-9a-f]{16}$"},
            example="00180e1225edd5a7",
        ),
        "hxl": _one_of("Adds a row of HXL hashtags to a table.", ("true", "false"), "false", many=False),
        "redact": _one_of(
            "Takes names of persons out of quotes and titles too.", ("true", "false"), "false",
            many=False,
        ),
        "ceiling": _one_of(
            "The finest place that is told.", ("town", "adm2", "adm1", "country"), "town", many=False
        ),
    }  # fmt: skip


class Parameters:
    """All query parameters, by name."""

    def __init__(self) -> None:
        self.known: Mapping[str, Parameter] = MappingProxyType(_made())
        self._patterns = {
            name: re.compile(one.schema["pattern"].replace("$", r"\Z"))
            for name, one in self.known.items()
            if one.schema.get("type") == "string" and "pattern" in one.schema
        }

    def described(self) -> dict[str, dict[str, Any]]:
        """All parameters as OpenAPI describes them."""
        return {name: _described(name, one) for name, one in self.known.items()}

    def read(self, request: Request, names: tuple[str, ...]) -> Asked:
        """What a request asks with some parameters.

        Raises:
            ParameterError: A parameter is none of these, comes twice, or has a value it does not take.
        """
        told: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            if name not in names:
                offered = ", ".join(names) or "none"
                raise ParameterError(name[:_LONGEST], f"no parameter of this resource: {offered}")
            told.setdefault(name, []).append(value)
        for name, values in told.items():
            self._check(name, values)
        return Asked(told)

    def _check(self, name: str, values: list[str]) -> None:
        one = self.known[name]
        if len(values) > 1 and not one.many:
            raise ParameterError(name, "may be given once only")
        for value in values:
            if (wrong := self._fault(name, one, value)) is not None:
                raise ParameterError(name, wrong)

    def _fault(self, name: str, one: Parameter, value: str) -> str | None:
        schema = one.schema
        if len(value) > (10_000 if name in ("text", "after") else _LONGEST):
            return "is too long"
        if "enum" in schema and value not in schema["enum"]:
            return f"is none of {', '.join(schema['enum'])}"
        if schema["type"] == "integer" and not _is_within(value, schema):
            return f"is no number from {schema['minimum']} to {schema['maximum']}"
        if name in ("as_of", "from", "to") or _LEAP in value:
            return None  # any date of EDTF will do; whoever uses it tells where it is none
        if name in self._patterns and not self._patterns[name].search(value):
            return (
                "is blank" if schema["pattern"] == r"\S" else f"is not what it takes: {one.about}"
            )
        return None


class Asked(msgspec.Struct, frozen=True):
    """What was asked, by parameter."""

    told: dict[str, list[str]]

    def choice(self) -> Choice:
        """What is chosen.

        Raises:
            ChoiceError: A day or a box is none.
        """
        return Choice.of((name, value) for name, values in self.told.items() for value in values)

    def one(self, name: str) -> str | None:
        """The value of a parameter that comes once."""
        return self.told[name][0] if name in self.told else None

    def number(self, name: str, default: int) -> int:
        """The same as a number."""
        told = self.one(name)
        return default if told is None else int(told)

    def holds(self, name: str) -> bool:
        """Whether a parameter says "true"."""
        return self.one(name) == "true"


def _is_within(value: str, schema: dict[str, Any]) -> bool:
    if not re.fullmatch("[0-9]{1,9}", value):
        return False
    within: bool = schema["minimum"] <= int(value) <= schema["maximum"]
    return within


def _described(name: str, one: Parameter) -> dict[str, Any]:
    schema = one.schema
    if one.many:
        schema = {"type": "array", "items": schema, "maxItems": 50}
    told: dict[str, Any] = {"name": name, "in": "query", "description": one.about, "schema": schema}
    if one.required:
        told["required"] = True
    if one.many:
        told |= {"style": "form", "explode": True}
    elif schema["type"] == "array":
        told |= {"style": "form", "explode": False}
    if one.example not in (None, ""):
        told["example"] = [one.example] if one.many else one.example
    return told
