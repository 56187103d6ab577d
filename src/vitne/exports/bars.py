"""Draws who says how many: the estimate of an incident with one bar a voice, measure by measure.

`bars` gives a `Drawing`: words and places, no markup. Two things show it, so that there is one
drawing in the project: the macro `bars` of `templates/_bars.html` (classes only, no styles or
scripts in it) and the rules of `templates/bars.css`. Every mark is led to the words it stands for::

    {% from "_bars.html" import bars %}
    {{ bars(drawing, href="/claims/") }}

A voice has a row of one or more lines: what it stands by, and below it, faded, what it said before.
The same figure of one voice in several articles is one line that counts them. A bound that no words
set is drawn open, and a figure that nobody gives is not drawn at all, but said.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from vitne.exports.barlines import Line, Mark, lines_of
from vitne.exports.scale import scale
from vitne.incidents.voices import independent
from vitne.wording import to_say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vitne.exports.scale import Scale
    from vitne.model import Estimate, IncidentVoice
    from vitne.record.queries import Found
    from vitne.record.story import Story
    from vitne.wording import Wording

__all__ = ["Band", "Chart", "Drawing", "Line", "Mark", "Row", "bars"]

_LEGEND = {
    "figure": to_say("a figure"),
    "range": to_say("from – to"),
    "minimum": to_say("at least: open upwards"),
    "maximum": to_say("at most: open downwards"),
    "some": to_say("some, without a figure"),
    "about": to_say("about"),
    "hearsay": to_say("hearsay"),
    "part": to_say("a part of the whole"),
    "old": to_say("said before, replaced since"),
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One voice: who it is and what it says of one measure, what it stands by first.

    `vouches` is true of the voices that count as independent of each other.
    """

    voice: str
    role: str
    stake: str
    vouches: bool
    lines: tuple[Line, ...]


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """The estimate: its words, and its mark and best figure on the scale, None where there is none."""

    words: str
    best: str
    known: str
    mark: Mark | None
    best_x: float | None
    claims: tuple[str, ...]


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """One measure: its estimate, the voices that speak of it, and the scale they share."""

    measure: str
    title: str
    band: Band
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]  # where on the scale, in per cent; the number in words
    scale_words: str
    legend: tuple[tuple[str, str], ...]  # kind of mark, what it means; only those that occur


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """All charts of an incident, those with figures; `headings` are the words of the columns."""

    charts: tuple[Chart, ...]
    headings: tuple[str, str, str]  # voice, says, when
    estimate: str  # the word
    best: str  # the word


def bars(story: Story, wording: Wording, *, origins: Mapping[str, str] | None = None) -> Drawing:
    """Draw the figures of an incident; pure.

    Args:
        story: The incident with its claims, under a method, as known on a day.
        wording: The language of the words.
        origins: For articles that reprint another the id of that (`vitne.exports.origins`), so that
            reprints are told apart from articles of their own.
    """
    found = {row.claim.id: row for row in story.claims}
    one = story.incident
    heard: dict[str, list[tuple[IncidentVoice, tuple[Line, ...]]]] = defaultdict(list)
    for voice in one.voices:
        for measure, lines in _spoken(voice, found, story, wording, origins or {}).items():
            heard[measure].append((voice, lines))
    measures = [*one.estimates, *(name for name in heard if name not in one.estimates)]
    return Drawing(
        charts=tuple(
            _chart(name, one.estimates.get(name), _rows(heard[name], one.voices, wording), wording)
            for name in measures
            if name in heard
        ),
        headings=(wording.say("Voice"), wording.say("Says"), wording.say("When")),
        estimate=wording.say("Estimate"),
        best=wording.say("best"),
    )


def _spoken(
    voice: IncidentVoice,
    found: Mapping[str, Found],
    story: Story,
    wording: Wording,
    origins: Mapping[str, str],
) -> dict[str, tuple[Line, ...]]:
    """What a voice says, by measure."""
    said: dict[str, list[Found]] = defaultdict(list)
    for key in voice.claims:
        row = found.get(key)
        if row is not None and row.claim.toll is not None:
            said[row.claim.toll.measure].append(row)
    return {
        measure: lines_of(
            rows,
            voice=voice,
            whole=story.incident.estimates.get(measure),
            wording=wording,
            origins=origins,
        )
        for measure, rows in said.items()
    }


def _rows(
    heard: Iterable[tuple[IncidentVoice, tuple[Line, ...]]],
    every: Sequence[IncidentVoice],
    wording: Wording,
) -> list[Row]:
    """The voices that vouch first, those that tell of parts after them."""
    vouching = independent(every)
    rows = [
        Row(
            voice=voice.name,
            role=wording.term(voice.role, "voice_role"),
            stake=wording.term(voice.stake, "stake"),
            vouches=voice in vouching,
            lines=lines,
        )
        for voice, lines in heard
        if lines
    ]
    return sorted(rows, key=lambda row: not row.vouches)


def _chart(measure: str, estimate: Estimate | None, rows: Sequence[Row], wording: Wording) -> Chart:
    lines = [line for row in rows for line in row.lines]
    numbers = [n for line in lines for n in (line.low, line.high) if n is not None]
    if estimate is not None:
        bounds = (estimate.low, estimate.best, estimate.high)
        numbers += [n for n in bounds if n is not None]
    made = scale(numbers)
    placed = tuple(
        msgspec.structs.replace(row, lines=tuple(line.on(made) for line in row.lines))
        for row in rows
    )
    log = wording.say("Each step of the scale is ten times the one before.")
    return Chart(
        measure=measure,
        title=wording.term(measure, "measure"),
        band=_band(estimate, made, wording),
        rows=placed,
        ticks=tuple((tick.x, wording.number(tick.number)) for tick in made.ticks),
        scale_words=log if made.is_log else "",
        legend=_legend(placed, wording),
    )


def _band(estimate: Estimate | None, made: Scale, wording: Wording) -> Band:
    if estimate is None:
        return Band(words="", best="", known="", mark=None, best_x=None, claims=())
    drawn = estimate.known in ("given", "none")
    mark = Mark.of(estimate.low, estimate.high, made, approx=estimate.approx) if drawn else None
    claims = dict.fromkeys((*estimate.best_claims, *estimate.low_claims, *estimate.high_claims))
    return Band(
        words=wording.estimate(estimate),
        best="" if estimate.best is None else wording.bounds(estimate.best, estimate.best),
        known=estimate.known,
        mark=mark,
        best_x=None if estimate.best is None else made.x(estimate.best),
        claims=tuple(claims),
    )


def _legend(rows: Sequence[Row], wording: Wording) -> tuple[tuple[str, str], ...]:
    """The meaning of the kinds of mark that occur."""
    lines = [line for row in rows for line in row.lines if line.mark is not None]
    kinds = {line.mark.kind for line in lines if line.mark}
    kinds |= {"about" for line in lines if line.mark and line.mark.approx}
    kinds |= {"hearsay" for line in lines if line.hearsay}
    kinds |= {"part" for line in lines if line.part}
    kinds |= {"old" for line in lines if line.superseded}
    if kinds <= {"figure"}:  # a dot on a scale explains itself
        return ()
    return tuple((kind, wording.say(text)) for kind, text in _LEGEND.items() if kind in kinds)
