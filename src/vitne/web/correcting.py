"""The form in which a person corrects a claim: what each field holds now, and what may be set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.incidents.fields import MODALITIES, PARTS
from vitne.model.entries import Measure
from vitne.wording import to_say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vitne.model import Claim
    from vitne.web.forms import Sent

_LISTS = ("agents", "targets", "attribution")
_NUMBERS = frozenset({"toll.low", "toll.high"})
_MARK = "was:"  # begins the name of the hidden field with the value that a field was shown with


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field: its name, what it is called, what it holds, and what it may be set to.

    `group` is the group of codes its `values` are worded by; without values it takes a text.
    `hint` says what an empty one means.
    """

    name: str
    label: str
    value: str
    values: tuple[str, ...] = ()
    group: str | None = None
    kind: str = "text"  # text, number, day, flag
    hint: str = ""


class Change(msgspec.Struct, frozen=True):
    """One correction as a judgement takes it."""

    field: str
    value: Any


class FormError(ValueError):
    """What was filled in cannot be understood; the message says which field."""


_CHOICES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "toll.measure": (tuple(Measure), "measure"),
    "toll.known": (("given", "none", "unknown", "undisclosed"), "known"),
    "toll.status": (("civilian", "combatant", "police", "unknown"), "status"),
    "toll.scope": (("incident", "cumulative", "subset"), "toll_scope"),
    "place.precision": (("exact", "near", "area", "country"), "precision"),
    "modality": (MODALITIES, "modality"),
    "polarity": (("positive", "negative"), "polarity"),
}  # fmt: skip
_LABELS: Mapping[str, str] = {
    "toll.measure": to_say("What is counted"),
    "toll.low": to_say("At least"),
    "toll.high": to_say("At most"),
    "toll.approx": to_say("About"),
    "toll.known": to_say("What is known"),
    "toll.status": to_say("Who they are"),
    "toll.who": to_say("In the words"),
    "toll.side": to_say("Whose people"),
    "toll.scope": to_say("Of what"),
    "place.name": to_say("Place"),
    "place.country": to_say("Country"),
    "place.precision": to_say("How fine"),
    "time.earliest": to_say("First day"),
    "time.latest": to_say("Last day"),
    "agents": to_say("Said to have acted"),
    "targets": to_say("Against"),
    "attribution": to_say("Voices, outermost first"),
    "modality": to_say("How it is meant"),
    "polarity": to_say("Affirmed or negated"),
}
_HINTS: Mapping[str, str] = {
    "toll.low": to_say("empty: open"),
    "toll.high": to_say("empty: open"),
    "place.country": to_say("three letters, ISO 3166"),
    "agents": to_say("one a line"),
    "targets": to_say("one a line"),
    "attribution": to_say("one a line"),
}


def fields(claim: Claim) -> tuple[Field, ...]:
    """The fields that can be corrected in the form, of a claim as it stands."""
    heads = ["place", "time"]
    names = [f"toll.{name}" for name in _names("toll")] if claim.toll is not None else []
    names += [name for name in _LABELS if name.partition(".")[0] in heads]
    names += [*_LISTS, "modality", "polarity"]
    return tuple(_field(claim, name) for name in names)


def changes(claim: Claim, form: Sent) -> list[Change]:
    """What was changed in a form, one correction for each part of the claim.

    A field counts as changed where it does not hold any more what the form showed; what somebody
    else corrected meanwhile in other fields stays.

    Raises:
        FormError: What was filled in cannot be understood.
    """
    found: dict[str, Any] = {}
    for one in fields(claim):
        if f"{_MARK}{one.name}" not in form:
            continue
        new = form.one(one.name).replace("\r\n", "\n").strip()
        if new == form.one(f"{_MARK}{one.name}").replace("\r\n", "\n").strip():
            continue
        head, _, part = one.name.partition(".")
        value = _value(one, new)
        if part:
            found.setdefault(head, {})[part] = value
        else:
            found[head] = value
    return [Change(field, value) for field, value in _whole(claim, found)]


def _whole(claim: Claim, found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Corrections as they fit: a place that had no name needs its level as well."""
    for head, value in found.items():
        if head == "place" and isinstance(value, dict):
            if value.get("name", "") is None:
                yield head, None
                continue
            if claim.place is None:
                value.setdefault("level", "town")
        if head == "time" and isinstance(value, dict):
            if None in value.values():
                yield head, None
                continue
            if claim.time is None and len(value) == 1:
                value = dict.fromkeys(("earliest", "latest"), next(iter(value.values())))
        yield head, value


def _names(head: str) -> list[str]:
    known = [name.partition(".")[2] for name in _LABELS if name.startswith(f"{head}.")]
    return [name for name in known if name in PARTS[head]]


def _field(claim: Claim, name: str) -> Field:
    values, group = _CHOICES.get(name, ((), None))
    kind = "number" if name in _NUMBERS else "text"
    if name.startswith("time."):
        kind = "day"
    if name in _LISTS:
        kind = "lines"
    if name == "toll.approx":
        kind, values = "flag", ("no", "yes")
    return Field(
        name=name,
        label=_LABELS[name],
        value=_held(claim, name),
        values=values,
        group=group,
        kind=kind,
        hint=_HINTS.get(name, ""),
    )


def _held(claim: Claim, name: str) -> str:
    head, _, part = name.partition(".")
    value = getattr(claim, head)
    if part:
        value = None if value is None else getattr(value, part)
    if head in _LISTS:
        return "\n".join(one.name for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _value(field: Field, text: str) -> Any:
    if field.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field.kind == "flag":
        return text == "yes"
    if not text:
        return None
    if field.kind == "number":
        bare = "".join(text.split())
        if not (bare.isascii() and bare.isdecimal() and len(bare) <= 19):
            raise FormError(f"{field.name}: a whole number from 0, or nothing")
        return int(bare)
    return text
