"""Prints judgements, what became of their claims, and how far people agree."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli.exits import printable, say
from vitne.cli.page import Page, stdout
from vitne.incidents.judged import undone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vitne.model import Judgement
    from vitne.record.agreement import Agreement
    from vitne.record.outdated import Outdated

_SHORT = 12  # digits of an id that tell it from others, for a person
_FEW = 3  # claims that are named
_UNITS = 10  # below which alpha is a hint at most
_HEAD = ("id", "at", "author", "action", "claims", "what")


def one_line(made: Judgement) -> None:
    """Print one judgement in a line, with the claims it is about."""
    words = [f'"{one["text"]}"' for one in made.seen.values()] if len(made.claims) == 1 else []
    parts = [made.id[:_SHORT], made.action.value, *made.claims, *words, _said(made)]
    sys.stdout.write("  ".join(printable(part) for part in parts if part) + "\n")


def table(made: Sequence[Judgement], wanted: set[str]) -> None:
    """Print those of some judgements that are wanted, and which of them were undone."""
    rows = [one for one in made if one.id in wanted]
    if not rows:
        say("nothing was judged")
        return
    gone = undone(made)
    Page(stdout()).columns([_row(one, gone) for one in rows], _HEAD)


def _row(one: Judgement, gone: Mapping[str, str]) -> tuple[str, ...]:
    by = gone.get(one.id)
    said = (f"undone by {by[:_SHORT]}" if by else "", _said(one), one.reason)
    return (*_cells(one), " · ".join(part for part in said if part) or "-")


def _cells(one: Judgement) -> tuple[str, ...]:
    more = f" +{len(one.claims) - _FEW}" if len(one.claims) > _FEW else ""
    claims = " ".join(one.claims[:_FEW]) + more
    return one.id[:_SHORT], one.at, one.author, one.action.value, claims


def _said(one: Judgement) -> str:
    """What a judgement says beside its action: "toll.low = 12", "B2"."""
    if one.undoes is not None:
        return f"of {one.undoes[:_SHORT]}"
    if one.value is None and one.field is None:
        return ""
    value = _told(one.value)
    if one.field is None:
        return value
    before = _before(one)
    return f"{one.field} = {value}" if before is None else f"{one.field}: {before} → {value}"


def _before(one: Judgement) -> str | None:
    """What a corrected field was, where it is one value."""
    found: Any = next(iter(one.seen.values()), None)
    for name in (one.field or "").split("."):
        if not isinstance(found, dict) or name not in found:
            return None
        found = found[name]
    return None if isinstance(found, dict | list) else _told(found)


def _told(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def changes(found: Sequence[Outdated]) -> None:
    """Print judgements with what their claims read then and read now."""
    if not found:
        say("every claim reads as it did when it was judged")
        return
    page = Page(stdout())
    for one in found:
        page.line("  ".join((*_cells(one.judgement)[:-1], one.claim)), "title")
        for label, value in _changes(one):
            page.field(label, value, indent=2)


def _changes(one: Outdated) -> Iterator[tuple[str, str]]:
    if said := " · ".join(part for part in (_said(one.judgement), one.judgement.reason) if part):
        yield "judged", said
    if one.gone:
        yield "now", "the record has no such claim"
    for each in one.differences:
        yield "reads", f"{each.field}: {_told(each.then)} → {_told(each.now)}"
    if one.misfit is not None:
        yield "void", f"the correction is left out: {one.misfit}"


def agreements(found: Iterable[Agreement]) -> None:
    """Print how far people agree, question by question."""
    head = ("question", "scale", "people", "units", "alpha", "what it means")
    Page(stdout()).columns([_agreed(one) for one in found], head)


def _agreed(one: Agreement) -> tuple[str, ...]:
    from vitne.record.agreement import RELIABLE, TENTATIVE  # noqa: PLC0415

    if one.alpha is None:
        means = one.why
    elif one.alpha >= RELIABLE:
        means = "reliable"
    else:
        means = "tentative" if one.alpha >= TENTATIVE else "not to be relied on"
    if one.alpha is not None and one.units < _UNITS:
        means += f", and of {one.units} units only"
    alpha = "-" if one.alpha is None else f"{one.alpha:.3f}"
    return one.question, one.scale, str(len(one.people)), str(one.units), alpha, means


def lines(rows: Iterable[object]) -> None:
    """Print values as JSON, one a line."""
    for row in rows:
        sys.stdout.buffer.write(msgspec.json.encode(row, order="deterministic") + b"\n")
