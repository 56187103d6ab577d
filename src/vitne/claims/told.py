"""Settles what one sentence leaves open by what the rest of the article tells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.drafts import HAPPENED, POINTS
from vitne.claims.frame import LONG, NEARBY
from vitne.claims.places import finer, inherited
from vitne.claims.times import period, timed
from vitne.model import Period, Role, Timing

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft


_NEWS = 14  # days before publication that a report still calls its news
_CAMPAIGN = 60  # days before publication in which the act lies that a toll is counted from


def settle_told(drafts: list[Draft], published: Period | None) -> None:
    """Second pass: headlines take the lead's place; acts without a time take their incident's."""
    happened = [d for d in drafts if d.kind in HAPPENED]
    for draft in (d for d in drafts if d.kind in HAPPENED | POINTS):
        if draft.sentence.passage.role in (Role.HEADLINE, Role.SUBHEADING):
            _from_body(draft, happened)
        elif draft.place is not None and draft.place.basis == "told before":
            _finer_later(draft, happened)
        elif draft.place is None:
            later = next((d.place for d in happened if d.place is not None), None)
            draft.place = inherited(later, "told later") if later else None
    for draft in drafts:
        if draft.kind == "relation" and draft.time is None and published is not None:
            draft.time = timed(period(published.earliest, published.latest), None, "present tense")
    _fill_states(drafts)
    war = _war(happened, published)
    for draft in happened:
        if draft.time is None and draft.toll and draft.toll.scope == "cumulative" and war:
            draft.time = timed(war, None, "since the first time told")
        if draft.time is None:
            draft.time = _time_told(draft, happened, published)


def _finer_later(draft: Draft, happened: list[Draft]) -> None:
    """A state told in the headline gives way to the place that the next paragraphs tell."""
    place = draft.place
    if (
        place is None
        or place.level != "country"
        or (draft.toll and draft.toll.scope == "cumulative")
    ):
        return
    here = draft.sentence.passage
    for other in happened:
        passage = other.sentence.passage
        if passage.index <= here.index or passage.paragraph - here.paragraph > NEARBY:
            continue
        if other.place and other.place.basis == "stated" and finer(place, other.place):
            draft.place = inherited(other.place, "told later")
            return


def _fill_states(drafts: list[Draft]) -> None:
    """Give a place no gazetteer knows the state in which most of the article's places lie."""
    counts: dict[str, int] = {}
    for draft in drafts:
        if draft.place and draft.place.country and draft.place.basis == "stated":
            counts[draft.place.country] = counts.get(draft.place.country, 0) + 1
    home = max(counts, key=counts.__getitem__) if counts else None
    last: str | None = None
    for draft in drafts:
        place = draft.place
        unknown = place is not None and place.lat is None and place.level == "town"
        if place is not None and unknown and place.country is None and (state := last or home):
            draft.place = msgspec.structs.replace(place, country=state)
            draft.reasons.append("the state of the place is that of the places beside it")
        elif place is not None and place.country and place.level != "country":
            last = place.country


def _war(happened: list[Draft], published: Period | None) -> Period | None:
    """The time that tolls of no stated time count: since the article's "since", else its first act."""
    if published is None:
        return None
    since = [
        d.time for d in happened
        if d.time and d.time.basis == "stated" and d.toll and d.toll.scope == "cumulative"
        and d.time.latest == published.latest.isoformat()
    ]  # fmt: skip
    acts = [
        d.time
        for d in happened
        if d.time and d.time.basis == "stated" and _recent(d.time, published)
    ]
    rows = since or acts
    if not rows:
        return None
    earliest = min(dt.date.fromisoformat(t.earliest) for t in rows)
    return period(earliest, published.latest) if earliest <= published.latest else None


def _recent(time: Timing, published: Period) -> bool:
    earliest = dt.date.fromisoformat(time.earliest)
    return 0 <= (published.latest - earliest).days <= _CAMPAIGN


def _from_body(draft: Draft, happened: list[Draft]) -> None:
    """The place of a headline is that of the first claim of the body that fits it."""
    index = draft.sentence.passage.index
    for other in happened:
        if other.sentence.passage.index <= index or other.place is None:
            continue
        if other.place.basis not in ("stated", "pointed to"):
            continue
        if draft.place is None or finer(draft.place, other.place):
            draft.place = inherited(other.place, "told in the body")
        return


def _time_told(draft: Draft, happened: list[Draft], published: Period | None) -> Timing | None:
    """The time of an act that has none: of its sentence, its paragraph, or the article's main act."""
    at = happened.index(draft)
    here = draft.sentence.passage
    told = [d for d in happened if d.time and d.time.basis == "stated" and _point(d)]
    before = [d for d in told if happened.index(d) < at]
    for other in reversed(before):
        if other.sentence is draft.sentence:
            return _taken(other)
        if other.sentence.passage.paragraph == here.paragraph and (
            _same_place(draft, other) or _vague_place(other)
        ):
            return _taken(other)
    for other in told:
        if other.sentence is draft.sentence and _same_place(draft, other):
            return _taken(other)
    if draft.toll is None or draft.toll.scope != "cumulative":
        fresh = [d for d in told if d.time and published and _fresh(d.time, published)]
        near = [
            d for d in fresh
            if abs(d.sentence.passage.paragraph - here.paragraph) <= NEARBY * 2
        ]  # fmt: skip
        for other in [*fresh[:1], *reversed([d for d in near if d in before]), *near]:
            if _same_place(draft, other):
                return _taken(other)
    if published is None:
        return None
    return timed(period(published.earliest, published.latest), None, "publication date")


def _fresh(time: Timing, published: Period) -> bool:
    """Whether a time is a day or a few, not long before publication: that of the news."""
    earliest, latest = dt.date.fromisoformat(time.earliest), dt.date.fromisoformat(time.latest)
    close = (published.earliest - earliest).days <= _NEWS
    return close and (latest - earliest).days <= max(LONG, published.days + LONG)


def _vague_place(draft: Draft) -> bool:
    return draft.place is not None and draft.place.basis != "stated"


def _point(draft: Draft) -> bool:
    """Whether the time is that of an incident and no long period."""
    return not (draft.toll and draft.toll.scope == "cumulative")


def _taken(other: Draft) -> Timing:
    assert other.time is not None  # noqa: S101 - chosen by the caller
    return msgspec.structs.replace(
        other.time, text=None, start=None, end=None, basis="told of the incident"
    )


def _same_place(a: Draft, b: Draft) -> bool:
    if a.place is None or b.place is None:
        return True
    return a.place.name == b.place.name or (
        "country" in (a.place.level, b.place.level) and (a.place.country == b.place.country)
    )
