"""The lines of a voice: each figure it gave, when, in how many articles, and how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.populations import EVERYBODY, counted
from vitne.incidents.rules import Rule
from vitne.incidents.statements import counts, is_hearsay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.exports.scale import Scale
    from vitne.model import Estimate, IncidentVoice, Toll
    from vitne.record.queries import Found
    from vitne.wording import Wording

_SPOKEN = ("claimant", "eyewitness", "unnamed")  # whose claims have an attribution


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A figure on the scale: a stretch from `start` to `end`, in per cent of the width.

    `kind` is figure, range, minimum (open upwards), maximum (open downwards) or some (open both
    ways). `width` is that of the stretch.
    """

    kind: str
    start: float
    end: float
    approx: bool = False

    @property
    def width(self) -> float:
        """The length of the stretch, in per cent."""
        return round(self.end - self.start, 2)

    @classmethod
    def of(cls, low: int | None, high: int | None, scale: Scale, *, approx: bool) -> Mark:
        """The mark of two bounds; None is an open one."""
        if low is None and high is None:
            return cls(kind="some", start=scale.x(0), end=100.0, approx=approx)
        if high is None:
            return cls(kind="minimum", start=scale.x(low or 0), end=100.0, approx=approx)
        if low is None:
            return cls(kind="maximum", start=scale.x(0), end=scale.x(high), approx=approx)
        kind = "figure" if low == high else "range"
        return cls(kind=kind, start=scale.x(low), end=scale.x(high), approx=approx)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a voice: "14 or more", on 28 October, in three articles.

    `people` are those counted, empty for all. `notes` say what must be known to read it: hearsay,
    feared, denied, reprints. `claims` are its claims, the one to look at first. `mark` is None
    until it is on a scale, and where there is nothing to draw: unknown is no number.
    """

    words: str
    people: str
    when: str
    day: str
    notes: tuple[str, ...]
    claims: tuple[str, ...]
    low: int | None
    high: int | None
    drawn: bool
    approx: bool
    hearsay: bool
    part: bool
    superseded: bool
    mark: Mark | None = None

    def on(self, scale: Scale) -> Line:
        """The same with its mark on a scale."""
        if not self.drawn:
            return self
        mark = Mark.of(self.low, self.high, scale, approx=self.approx)
        return msgspec.structs.replace(self, mark=mark)


def lines_of(
    said: Sequence[Found],
    *,
    voice: IncidentVoice,
    whole: Estimate | None,
    wording: Wording,
    origins: Mapping[str, str],
) -> tuple[Line, ...]:
    """What a voice said of one measure, what it stands by first, the newest of that first.

    Args:
        said: Its claims of the measure.
        voice: The voice.
        whole: The estimate of all people.
        wording: The language of the words.
        origins: The article that an article reprints, where it does.
    """
    folded: dict[tuple[object, ...], list[Found]] = {}
    old = set(voice.superseded)
    for row in _without_echoes(said, voice):
        folded.setdefault(_same(row, old), []).append(row)
    for row in _echoes(said, voice):
        _fold_echo(row, folded)
    only = whole is not None and Rule.ONLY_PEOPLE.value in whole.rules
    lines = [_line(rows, old, wording, origins, only=only) for rows in folded.values()]
    lines.sort(key=lambda line: line.day, reverse=True)
    return tuple(sorted(lines, key=lambda line: (line.superseded, line.part)))


def _same(row: Found, old: set[str]) -> tuple[object, ...]:
    """What claims of one voice share that say the same: a row of one line."""
    claim, toll = row.claim, _toll(row)
    bounds = toll.low, toll.high, toll.known, toll.approx
    return (*bounds, counted(toll), claim.modality, claim.polarity, claim.id in old)


def _is_echo(row: Found, voice: IncidentVoice) -> bool:
    """Whether a headline or a sentence that names nobody says what this voice of its article said."""
    return voice.role in _SPOKEN and not row.claim.attribution


def _without_echoes(said: Sequence[Found], voice: IncidentVoice) -> list[Found]:
    own = [row for row in said if not _is_echo(row, voice)]
    return own or list(said)


def _echoes(said: Sequence[Found], voice: IncidentVoice) -> list[Found]:
    own = _without_echoes(said, voice)
    return [row for row in said if row not in own]


def _fold_echo(row: Found, folded: Mapping[tuple[object, ...], list[Found]]) -> None:
    """Put an echo to the line of its article that it repeats: of the same people, if there is one."""
    near = [rows for rows in folded.values() if any(one.article == row.article for one in rows)]
    alike = [rows for rows in near if counted(_toll(rows[0])) == counted(_toll(row))]
    same = [rows for rows in alike if _toll(rows[0]).low == _toll(row).low]
    for rows in (same or alike or near or list(folded.values()))[:1]:
        rows.append(row)


def _line(
    rows: Sequence[Found],
    old: set[str],
    wording: Wording,
    origins: Mapping[str, str],
    *,
    only: bool,
) -> Line:
    first, toll = rows[0], _toll(rows[0])
    day = min(row.published or row.captured_at[:10] for row in rows)
    whole = counted(toll) == EVERYBODY and toll.scope != "subset"
    return Line(
        words=wording.toll(toll),
        people=wording.people(toll),
        when=wording.days(day, day),
        day=day,
        notes=_notes(rows, wording, origins),
        claims=tuple(row.claim.id for row in rows),
        low=toll.low,
        high=toll.high,
        drawn=toll.known in ("given", "none") and counts(first.claim),
        approx=toll.approx,
        hearsay=is_hearsay(first.claim),
        part=not whole and not only,
        superseded=first.claim.id in old,
    )


def _notes(rows: Sequence[Found], wording: Wording, origins: Mapping[str, str]) -> tuple[str, ...]:
    """What must be known to read a line: how it is meant, and in how many articles it stands."""
    claim = rows[0].claim
    notes = []
    if claim.modality != "asserted":
        notes.append(wording.term(claim.modality, "modality"))
    articles = {row.article for row in rows}
    copies = {one for one in articles if origins.get(one, one) != one}
    if len(articles) > 1:
        notes.append(wording.count("article", len(articles)))
    if copies:
        notes.append(wording.count("reprint", len(copies)))
    return tuple(notes)


def _toll(row: Found) -> Toll:
    toll = row.claim.toll
    if toll is None:  # callers ask of tolls only
        raise ValueError(f"claim {row.claim.id} has no toll")
    return toll
