"""The fields of a claim that a person may correct, and what each may be set to.

Evidence is evidence: the words of the article, their offsets and the rules that read them cannot be
corrected.
"""

from __future__ import annotations

import datetime as dt
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from vitne.model import Level
from vitne.model.entries import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Fits = Callable[[object], bool]

MOST = 2**63 - 1  # what a column of a record takes
_LONGEST = 500  # characters of a name
_MANY = 100  # names in a list
_SHOWN = 80  # characters of a wrong value
_ID = re.compile("[0-9a-f]{16}")
_COUNTRY = re.compile("[A-Z]{3}")
KINDS = (
    "event", "toll", "threat", "demand", "offer", "refusal", "accusation", "denial", "support",
    "relation", "background",
)  # fmt: skip
MODALITIES = (
    "asserted", "reported", "alleged", "threatened", "conditional", "demanded", "hypothetical",
    "denied",
)  # fmt: skip
PLOVER = (
    "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN", "REQUEST", "REJECT",
    "ACCUSE", "RETREAT", "AID", "COOPERATE", "CONCEDE", "SUPPORT", "CONSULT", "AGREE",
)  # fmt: skip


class CorrectionError(ValueError):
    """A field cannot be corrected, or not to this value; the message names both."""


class _Rule(msgspec.Struct, frozen=True):
    """What a field may be set to, as a test and in words."""

    fits: Fits
    says: str

    def or_null(self) -> _Rule:
        return _Rule(lambda value: value is None or self.fits(value), f"{self.says}, or null")


def _one_of(values: Iterable[str]) -> _Rule:
    allowed = tuple(map(str, values))
    return _Rule(lambda value: value in allowed, f"one of {', '.join(allowed)}")


def _number(largest: float) -> _Rule:
    def fits(value: object) -> bool:
        told = isinstance(value, int | float) and not isinstance(value, bool)
        return told and -largest <= value <= largest  # type: ignore[operator]

    return _Rule(fits, f"a number of degrees from -{largest:g} to {largest:g}")


def is_text(value: object, longest: int = _LONGEST) -> bool:
    """Whether something is a text that is not empty, not endless, and that can be printed."""
    return (
        isinstance(value, str)
        and bool(value.strip())
        and len(value) <= longest
        and value.isprintable()
    )


def is_count(value: object) -> bool:
    """Whether something is a number of people."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _matching(pattern: re.Pattern[str], says: str) -> _Rule:
    return _Rule(lambda value: isinstance(value, str) and bool(pattern.fullmatch(value)), says)


_TEXT = _Rule(is_text, f"a text of 1 to {_LONGEST} printable characters")
_COUNT = _Rule(is_count, "a whole number from 0")
_DAY = _Rule(_is_day, "a day such as 2020-10-04")
_TRUTH = _Rule(lambda value: isinstance(value, bool), "true or false")

_PLAIN = MappingProxyType(
    {
        "kind": _one_of(KINDS),
        "modality": _one_of(MODALITIES),
        "polarity": _one_of(("positive", "negative")),
        "event_type": _one_of(PLOVER).or_null(),
        "sub_event": _TEXT.or_null(),
    }
)
_PLACE = MappingProxyType(
    {
        "name": _TEXT,
        "country": _matching(_COUNTRY, "a country code of three letters (ISO 3166)").or_null(),
        "level": _one_of(Level),
        "lat": _number(90).or_null(),
        "lon": _number(180).or_null(),
        "geonameid": _COUNT.or_null(),
        "admin1": _TEXT.or_null(),
        "control": _TEXT.or_null(),
        "precision": _one_of(("exact", "near", "area", "country")),
    }
)
_TIME = MappingProxyType({"earliest": _DAY, "latest": _DAY})
_TOLL = MappingProxyType(
    {
        "measure": _one_of(Measure),
        "low": _COUNT.or_null(),
        "high": _COUNT.or_null(),
        "approx": _TRUTH,
        "known": _one_of(("given", "none", "unknown", "undisclosed")),
        "status": _one_of(("civilian", "combatant", "police", "unknown")),
        "who": _TEXT.or_null(),
        "side": _TEXT.or_null(),
        "scope": _one_of(("incident", "cumulative", "subset")),
        "subset_of": _matching(_ID, "the id of a claim").or_null(),
    }
)
_PARTY = MappingProxyType({"name": _TEXT, "was": _TEXT})
_VOICE = MappingProxyType(
    {
        **_PARTY,
        "role": _one_of(("relay", "claimant", "eyewitness", "unnamed")),
        "stake": _one_of(("own", "enemy")).or_null(),
    }
)
PARTS: Mapping[str, Mapping[str, _Rule]] = MappingProxyType(
    {"place": _PLACE, "time": _TIME, "toll": _TOLL}
)
NEEDED = MappingProxyType(
    {"place": ("name", "level"), "time": ("earliest", "latest"), "toll": ("measure",)}
)
LISTS: Mapping[str, Mapping[str, _Rule]] = MappingProxyType(
    {"agents": _PARTY, "targets": _PARTY, "attribution": _VOICE}
)
_EVIDENCE = frozenset(
    {
        "id", "text", "start", "end", "passage", "trigger", "number", "condition", "repeats", "cue",
        "rules", "reasons", "reader",
    }
)  # fmt: skip
_FOLLOWS = MappingProxyType(
    {
        "edtf": "it follows from time.earliest and time.latest",
        "basis": "it says how the value came about, and follows from that",
        "incident": "merge and split claims instead",
    }
)
FIELDS = (
    *_PLAIN,
    "modes",
    *LISTS,
    *(name for head, rules in PARTS.items() for name in (head, *(f"{head}.{r}" for r in rules))),
)


def check(field: str | None, value: object) -> None:
    """Make sure that a field can be corrected, and to this value, of whatever claim.

    Raises:
        CorrectionError: It cannot.
    """
    head, _, name = (field or "").partition(".")
    if head in _PLAIN and not name:
        _hold(field or "", value, _PLAIN[head])
    elif head == "modes" and not name:
        _check_texts(head, value)
    elif head in LISTS and not name:
        _check_list(head, value)
    elif head in PARTS and (not name or name in PARTS[head]):
        _check_part(head, {name: value} if name else value)
    else:
        raise CorrectionError(_unknown(field))


def _hold(field: str, value: object, rule: _Rule) -> None:
    if not rule.fits(value):
        raise CorrectionError(f"{field}: {shown(value)} is not {rule.says}")


def shown(value: object) -> str:
    """A value as it was given, and no endless one."""
    json = {"None": "null", "True": "true", "False": "false"}
    told = json.get(repr(value), repr(value))
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"


def _unknown(field: str | None) -> str:
    names = {part for part in (field or "").split(".") if part}
    if names & _EVIDENCE:
        return f"{field}: words, offsets and rules are evidence and cannot be corrected"
    for name, reason in _FOLLOWS.items():
        if name in names:
            return f"{field}: cannot be corrected: {reason}"
    return f"{field or 'no field'}: cannot be corrected; these can: {', '.join(FIELDS)}"


def _check_part(head: str, value: object) -> None:
    if value is None and head != "toll":
        return
    if not isinstance(value, dict) or not value:
        raise CorrectionError(
            f'{head}: {shown(value)} is not an object such as {{"{NEEDED[head][0]}": …}}'
        )
    for name, item in value.items():
        rule = PARTS[head].get(name)
        if rule is None:
            raise CorrectionError(_unknown(f"{head}.{name}"))
        _hold(f"{head}.{name}", item, rule)


def _check_texts(head: str, value: object) -> None:
    if not isinstance(value, list | tuple) or len(value) > _MANY or not all(map(is_text, value)):
        raise CorrectionError(f"{head}: {shown(value)} is not a list of at most {_MANY} texts")


def _check_list(head: str, value: object) -> None:
    if not isinstance(value, list | tuple) or len(value) > _MANY:
        raise CorrectionError(
            f"{head}: {shown(value)} is not a list of names; give all of them, also those that stay"
        )
    for item in value:
        named = {"name": item} if isinstance(item, str) else item
        if not isinstance(named, dict) or "name" not in named:
            raise CorrectionError(
                f'{head}: {shown(item)} is not a name, nor an object such as {{"name": …}}'
            )
        for name, found in named.items():
            rule = LISTS[head].get(name)
            if rule is None:
                raise CorrectionError(_unknown(f"{head}.{name}"))
            _hold(f"{head}.{name}", found, rule)
