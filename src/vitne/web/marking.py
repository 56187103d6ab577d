"""Cuts the text of an article into runs, each with all the marks that lie on it; pure.

Words may belong to several claims, in several roles, and the words of one claim may lie far apart:
a run begins and ends wherever any mark does, so that every mark is exactly its own words. Offsets
are code points of the article, as everywhere; the runs of a text joined are the text.
"""

from __future__ import annotations

import itertools
from html import escape
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup

from vitne.exports.rendering import showable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from vitne.model import Claim, Quote

# What colours a run that several roles lie on: the first of these.
RANK = (
    "number", "trigger", "time", "place", "target", "agent", "voice", "condition", "cue", "repeat",
    "clause", "background",
)  # fmt: skip


class Mark(msgspec.Struct, frozen=True, order=True):
    """A stretch of text in one role of one claim; `claim` is its number on the page."""

    start: int
    end: int
    claim: int
    role: str


class Run(msgspec.Struct, frozen=True):
    """A stretch of text that the same marks lie on, each as the number of a claim and a role."""

    start: int
    text: str
    marks: tuple[tuple[int, str], ...] = ()

    @property
    def role(self) -> str | None:
        """The role that colours it."""
        roles = {role for _, role in self.marks}
        return next((role for role in RANK if role in roles), None)


def marks(number: int, claim: Claim, cues: Iterable[Quote] = ()) -> Iterator[Mark]:
    """All words of a claim, by role; `cues` are those that attribute it or change how it is meant."""
    yield Mark(claim.start, claim.end, number, "clause")
    yield Mark(claim.trigger.start, claim.trigger.end, number, "trigger")
    if claim.toll is not None and claim.toll.number is not None:
        yield Mark(claim.toll.number.start, claim.toll.number.end, number, "number")
    for again in claim.repeats:
        yield Mark(again.start, again.end, number, "repeat")
    if claim.condition is not None:
        yield Mark(claim.condition.start, claim.condition.end, number, "condition")
    located = (
        *(("agent", one) for one in claim.agents),
        *(("target", one) for one in claim.targets),
        *(("voice", one) for one in claim.attribution),
        ("place", claim.place),
        ("time", claim.time),
    )
    for role, one in located:
        if one is not None and (span := span_of(one)):
            yield Mark(*span, number, role)
    for cue in cues:
        yield Mark(cue.start, cue.end, number, "cue")


def span_of(one: object) -> tuple[int, int] | None:
    """Where the words for a party, a voice, a place or a time stand; None where the text has none."""
    start, end = getattr(one, "start", None), getattr(one, "end", None)
    return None if start is None or end is None or end <= start else (start, end)


def runs(
    text: str, start: int, end: int, found: Collection[Mark], *, at: Collection[int] = ()
) -> list[Run]:
    """A stretch of a text in runs; joined they are `text[start:end]`.

    Args:
        text: The whole text.
        start: Where the stretch begins.
        end: Where it ends.
        found: The marks; what lies outside the stretch is cut off.
        at: Further places at which a run begins.
    """
    inside = sorted(mark for mark in found if mark.start < end and mark.end > start)
    cuts = {start, end, *(place for place in at if start < place < end)}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    places = sorted(cuts)
    opens: dict[int, list[tuple[int, str]]] = {}
    closes: dict[int, list[tuple[int, str]]] = {}
    for mark in inside:
        opens.setdefault(max(mark.start, start), []).append((mark.claim, mark.role))
        closes.setdefault(min(mark.end, end), []).append((mark.claim, mark.role))
    return list(_swept(text, places, opens, closes))


def _swept(
    text: str,
    places: Sequence[int],
    opens: dict[int, list[tuple[int, str]]],
    closes: dict[int, list[tuple[int, str]]],
) -> Iterator[Run]:
    open_now: dict[tuple[int, str], int] = {}
    for one, other in itertools.pairwise(places):
        for key in closes.get(one, ()):
            open_now[key] -= 1
            if not open_now[key]:
                del open_now[key]
        for key in opens.get(one, ()):
            open_now[key] = open_now.get(key, 0) + 1
        yield Run(one, text[one:other], tuple(sorted(open_now)))


def rendered(
    found: Iterable[Run],
    *,
    numbers: Mapping[int, str] | None = None,
    chosen: int | None = None,
    pointed: Collection[int] = (),
) -> Markup:
    """Runs as HTML. Tags taken out, it is their text, with U+FFFD for what no page can show.

    A marked run can be jumped to (`#at-START`), and names its claims and roles for scripts.

    Args:
        found: The runs.
        numbers: The numbers of the claims whose trigger begins at a place, to be shown there.
        chosen: The number of the claim whose words are lit up.
        pointed: Where a run can be jumped to though no mark lies on it.
    """
    shown, places = numbers or {}, frozenset(pointed)
    parts = (
        _run(run, shown.get(run.start), chosen)
        if run.marks or run.start not in places
        else f'<span id="at-{run.start}">{plain(run.text)}</span>'
        for run in found
    )
    return Markup("".join(parts))  # noqa: S704 - every text is escaped


def _run(run: Run, number: str | None, chosen: int | None) -> str:
    text = plain(run.text)
    if not run.marks:
        return text
    claims = " ".join(f"{claim}:{role}" for claim, role in run.marks)
    mine = {role for claim, role in run.marks if claim == chosen}
    own = next((role for role in RANK if role in mine), None)
    lit = f" is-lit lit-{own}" if own else ""
    told = f' data-n="{number}"' if number else ""
    return f'<span id="at-{run.start}" class="w w-{run.role}{lit}" data-c="{claims}"{told}>{text}</span>'


def plain(text: str) -> str:
    """A text as HTML; a carriage return as a reference, for a browser reads a bare one as a new line."""
    return escape(showable(text)).replace("\r", "&#13;")
