"""Dates claims: the day of the act, not of the statement."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vitne.model import Kind, Mention, Period, TimeKind, Timing

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft

_FAR = 20  # what a clause border counts for, in tokens
_EARLIER = 10  # and a clause before that of the act


def stated_time(draft: Draft, attributions: list[Attribution]) -> Mention | None:
    """The time expression of an act: the nearest one outside the words that attribute it."""
    sentence = draft.sentence
    anchor = draft.anchor[0]
    covers = [a for a in attributions if a.covers(anchor)]
    best: tuple[int, Mention] | None = None
    for mention in sentence.of(Kind.TIME):
        when = mention.when
        if when is None or when.kind is TimeKind.CLOCK:
            continue
        if when.kind is TimeKind.SINCE and when.period is None:
            continue
        if any(a.zone[0] <= mention.first < a.zone[1] for a in attributions):
            continue
        if any(not a.first <= mention.first < a.last for a in covers):
            continue
        distance = abs(mention.first - anchor)
        if sentence.clause_of(mention.first) != sentence.clause_of(anchor):
            if when.kind is TimeKind.SINCE and (draft.kind == "event" or _walled(draft, mention)):
                continue
            distance += _FAR + (_EARLIER if mention.first < anchor else 0)
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best else None


def _walled(draft: Draft, mention: Mention) -> bool:
    """Whether a clause about something else begins between the time and the act."""
    first, last = sorted((mention.first, draft.anchor[0]))
    return any(draft.sentence.is_wall(i) for i in range(first, last))


def is_since(draft: Draft, mention: Mention) -> bool:
    """Whether a time begins a long one: "Siden PKK tok til våpen i 1984 er 40.000 drept"."""
    sentence = draft.sentence
    first, _ = sentence.clause(mention.first)
    return (
        mention.when is not None
        and mention.when.kind is TimeKind.AT
        and sentence.is_a(first, "since")
        and first < mention.first
        and not first <= draft.anchor[0] < mention.first
    )


def resolve(mention: Mention, published: Period | None, anchor: Period | None) -> Period | None:
    """The days a time expression means; `anchor` is the time told before."""
    when = mention.when
    if when is None:
        return None
    match when.kind:
        case TimeKind.SAME:
            return anchor
        case TimeKind.SHIFT:
            return _shift(anchor, when.shift)
        case TimeKind.AFTER:
            return _since(anchor, published)
        case TimeKind.NOW:
            return when.period or published
        case _:
            return when.period


def _shift(anchor: Period | None, shift: tuple[int, int] | None) -> Period | None:
    if anchor is None or shift is None:
        return None
    try:
        earliest = anchor.earliest + dt.timedelta(days=shift[0])
        latest = anchor.latest + dt.timedelta(days=shift[1])
    except OverflowError:
        return None
    return period(earliest, latest)


def _since(anchor: Period | None, published: Period | None) -> Period | None:
    if anchor is None or published is None or published.latest < anchor.earliest:
        return None
    return period(anchor.earliest, published.latest)


def period(earliest: dt.date, latest: dt.date) -> Period:
    """A period with its EDTF form."""
    if earliest == latest:
        return Period(earliest, latest, earliest.isoformat())
    return Period(earliest, latest, f"{earliest.isoformat()}/{latest.isoformat()}")


def timed(days: Period, quote: tuple[str, int, int] | None, basis: str) -> Timing:
    """A period as a claim holds it."""
    text, start, end = quote or (None, None, None)
    return Timing(
        days.earliest.isoformat(), days.latest.isoformat(), days.edtf, basis, text, start, end
    )
