"""Settles what one sentence leaves open by what the rest of the article tells."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.dates import Dates
from vitne.claims.drafts import HAPPENED, POINTS, SETTING
from vitne.claims.filed import dateline
from vitne.claims.frame import NEARBY, NEXT
from vitne.claims.ground import is_held
from vitne.claims.narrowing import after, is_another_day, may_hold, narrow, narrows
from vitne.claims.places import finer, inherited
from vitne.claims.scenes import lies_in
from vitne.claims.sentence import what_of
from vitne.claims.settle import is_of_years, is_short
from vitne.claims.telling import HEADS, same_act
from vitne.claims.times import period, timed
from vitne.claims.vicinity import is_part_of_map, is_wide
from vitne.model import Kind, Level, Period, Role, Timing

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence
    from vitne.model import Location

_SMALL = frozenset({"town", "adm2", "adm1", "area"})  # places that may lie in one state
_BELOW = 4  # claims under a subheading that it may sum up
_NAMED = 2  # words between the article of a site and its noun: "a holiday | resort"
_SITES = frozenset({"bases", "buildings", "places"})
_SEARCHED = 64  # claims looked at each way for a place or a time
_CAMPAIGN = 60  # days before publication in which the act lies that a toll is counted from


def settle_told(drafts: list[Draft], frame: Frame) -> None:
    """Second pass: headlines take the lead's place; acts without a time take their incident's."""
    published = frame.published
    happened = [d for d in drafts if d.kind in HAPPENED | {SETTING}]
    happened.sort(key=lambda d: d.sentence.passage.index)
    _fill_states(drafts, frame)
    seen = [scene.place for scene in frame.scenes]
    first = next((d.place for d in happened if d.place is not None), next(iter(seen), None))
    placed = [d for d in drafts if d.kind in HAPPENED | POINTS or is_held(d)]
    titles = [d for d in placed if d.sentence.passage.role in HEADS]
    body = (
        d.sentence.passage.paragraph for d in placed if d.sentence.passage.role is Role.PARAGRAPH
    )
    lead = next(body, -1)
    for draft in placed:
        if draft.sentence.passage.role in HEADS:
            continue
        _from_title(draft, titles, lead)
        if draft.place is not None and (
            draft.place.basis == "told before"
            or draft.place.level in ("adm1", "sea")
            or _unnamed(draft, draft.place)
        ):
            _finer_later(draft, happened, frame)
        elif draft.place is None:
            draft.place = inherited(first, "told later") if first else None
        narrow(draft, happened, frame.scenes)
    for draft in titles:
        _from_body(draft, happened)
    if first is None and (filed := dateline(frame)) is not None:
        for draft in placed:
            draft.place = draft.place or filed
    _fill_states(drafts, frame)  # of those found since
    for draft in drafts:
        if draft.kind == "relation" and draft.time is None and published is not None:
            draft.time = timed(period(published.earliest, published.latest), None, "present tense")
    war = _war(happened, published)
    Dates(happened, frame, war).settle()


def _from_title(draft: Draft, titles: list[Draft], lead: int) -> None:
    """A lead that tells a wide place means the town of its headline: "Ten killed in X", "in western Y"."""
    place = draft.place
    if place is None or place.basis != "stated" or draft.sentence.passage.paragraph != lead:
        return
    for title in titles:
        told = title.place
        if told is None or title.sentence.passage.role is not Role.HEADLINE:
            return
        if told.basis == "stated" and same_act(draft, title) and narrows(draft, told):
            draft.place = inherited(told, "finer place told before")
            return


def _finer_later(draft: Draft, happened: list[Draft], frame: Frame) -> None:
    """A state told in the headline gives way to the place that the next paragraphs tell."""
    place = draft.place
    if place is None or not _may_narrow(place) or _is_of_many(draft):
        return
    passage, day = draft.sentence.passage, _day_so_far(draft, happened)
    for other in after(draft, happened, _SEARCHED):
        if other.sentence.passage.paragraph - passage.paragraph > NEARBY:
            break
        if other.place is None or other.place.basis != "stated":
            continue
        if place.level == "sea" and is_another_day(day, other.time):
            continue  # "Et skip ble truffet i Rødehavet mandag. Tirsdag ble et annet angrepet ved X"
        setting = other.kind == SETTING and lies_in(place, other.place)  # "It happened at X, …"
        if setting or _inside(place, other.place):
            draft.place = inherited(other.place, "told later")
            return
    for scene in frame.scenes:
        below = 0 <= scene.paragraph - passage.paragraph <= NEARBY
        if below and scene.passage > passage.index and lies_in(place, scene.place):
            state = scene.place.country or place.country or frame.home
            draft.place = msgspec.structs.replace(scene.place, country=state, basis="told later")
            return


def _day_so_far(draft: Draft, happened: list[Draft]) -> Timing | None:
    """When an act was, else what its paragraph has told last before it."""
    if draft.time is not None:
        return draft.time
    passage = draft.sentence.passage
    end = bisect_left(happened, passage.index, key=lambda d: d.sentence.passage.index)
    for other in reversed(happened[max(0, end - _SEARCHED) : end]):
        if other.sentence.passage.paragraph != passage.paragraph:
            return None
        if other.time is not None:
            return other.time
    return None


def _is_of_many(draft: Draft) -> bool:
    """Whether a war or a toll of many acts is told, which no one town is the place of."""
    if is_of_years(draft):
        return True
    return draft.toll is not None and draft.toll.scope == "cumulative" and not is_short(draft)


def _may_narrow(place: Location) -> bool:
    """Whether a place may give way to a town in it: a province, a sea, a state or a part of one."""
    return place.level in ("adm1", "sea") or is_part_of_map(place)


def _inside(wide: Location, place: Location) -> bool:
    """Whether a place is a town of a state, or of a part of it: "øst i Mali" and Ménaka."""
    if wide.level == "adm1":
        return False  # another act of the province
    if wide.level == "sea":
        return lies_in(wide, place)
    if wide.level == "country":
        return finer(wide, place)
    return place.level == "town" and place.country == wide.country


def _in_settlement(draft: Draft, place: Location) -> bool:
    """Whether a headline leaves a town unnamed: "Opprørere inntok by i det østlige Congo"."""
    sentence = draft.sentence
    if place.basis != "stated" or not is_wide(place) or place.start is None:
        return False
    return sentence.has_a(0, _token_at(sentence, place.start), "settlements")


def _token_at(sentence: Sentence, start: int) -> int:
    """The first token that begins at an offset of the article or behind it; 0 for none."""
    tokens = enumerate(sentence.passage.tokens)
    return next((i for i, token in tokens if token.start >= start), 0)


def _unnamed(draft: Draft, place: Location) -> bool:
    """Whether a name may come later: "i en landsby øst i Mali", "a holiday resort in Iraq's north"."""
    here = place.basis in ("stated", "place of the act")
    if place.start is None or not here or not _may_narrow(place):
        return False
    sentence = draft.sentence
    at = _token_at(sentence, place.start)
    at -= place.level == "country"  # the preposition before a state
    if sentence.is_a(at - 1, "naming_of") or sentence.is_a(at - 1, "in"):
        at -= 1
    if sentence.is_a(at - 1, "settlements"):
        return sentence.is_a(at - 2, "articles") and sentence.is_a(at - 3, "in")
    site = what_of(sentence.covering(at - 1, Kind.UNIT)) in _SITES
    return site and sentence.has_a(max(at - 1 - _NAMED, 0), at - 1, "articles")


def _fill_states(drafts: list[Draft], frame: Frame) -> None:
    """Give a place no gazetteer knows the state in which most of the article's places lie.

    Where no act is told in a place of any state, that is the first state told, or the only one
    whose adjective is, "Ethiopian hill town"; in a roundup it is the state that heads the item.
    """
    home = _home_of(drafts, frame.home_or_nation())
    last: str | None = None
    known: dict[str, str] = {}
    for draft in drafts:
        place = draft.place
        if place is None:
            continue
        if place.country is not None:
            last = place.country if place.level != "country" else last
            known.setdefault(place.name, place.country)
        elif place.lat is None and place.level in _SMALL:
            item = frame.items.get(draft.sentence.passage.paragraph)
            headed = item.country if item is not None else None
            state = known.get(place.name) or _state_beside(draft) or headed or last or home
            if state is not None:
                known[place.name] = state
                draft.place = msgspec.structs.replace(place, country=state)
                draft.reasons.append("the state of the place is that of the places beside it")


def _home_of(drafts: list[Draft], told: str | None) -> str | None:
    """The state in which most of an article's places lie, or the one that it tells first."""
    counts: dict[str, int] = {}
    for draft in drafts:
        if draft.place and draft.place.country and draft.place.basis == "stated":
            counts[draft.place.country] = counts.get(draft.place.country, 0) + 1
    home = max(counts, key=counts.__getitem__) if counts else told
    if home is not None and told is not None and counts.get(home, 0) <= counts.get(told, 1):
        home = told  # one town elsewhere, as that of the camps people fled to
    return home


def _state_beside(draft: Draft) -> str | None:
    """The state of the part or town told before a village: "Belgorods guvernør … landsbyen X".

    Else the state that the sentence puts it in: "I Libanon ble det kjempet om landsbyen X".
    """
    place = draft.place
    if place is None or place.basis != "stated" or place.start is None:
        return None
    before = [
        mention
        for mention in draft.sentence.of(Kind.PLACE)
        if mention.places and mention.end <= place.start
    ]
    rows = [mention.places[0] for mention in before]
    parts = [row for row in rows if row.level is not Level.COUNTRY and row.lat is not None]
    states = [m.places[0] for m in before if draft.sentence.is_a(m.first - 1, "in")]
    return next((row.country for row in (*reversed(parts), *reversed(states))), None)


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
    begun = [
        d.time for d in happened
        if d.time and d.time.basis == "stated" and d.event is not None and d.event.id == "war"
    ]  # fmt: skip
    rows = since or begun or acts
    if not rows:
        return None
    earliest = min(dt.date.fromisoformat(t.earliest) for t in rows)
    return period(earliest, published.latest) if earliest <= published.latest else None


def _recent(time: Timing, published: Period) -> bool:
    earliest = dt.date.fromisoformat(time.earliest)
    return 0 <= (published.latest - earliest).days <= _CAMPAIGN


def _from_body(draft: Draft, happened: list[Draft]) -> None:
    """The place of a headline is that of the first claim of the body that fits it."""
    if draft.sentence.passage.role is Role.SUBHEADING:
        _from_next(draft, happened)
        return
    for other in after(draft, happened, _SEARCHED):
        if other.place is None or not _of_body(other.place, draft):
            continue
        if (
            draft.place is None
            or finer(draft.place, other.place)
            or (_in_settlement(draft, draft.place) and may_hold(draft.place, other.place))
        ):
            draft.place = inherited(other.place, "told in the body")
        return


def _of_body(place: Location, title: Draft) -> bool:
    """Whether the body tells a place, and no heading above it: "Residents of X bury their dead"."""
    if place.basis == "told before":
        return place.start is not None and place.start >= title.sentence.passage.end
    return place.basis in ("stated", "pointed to", "told later")


def _from_next(draft: Draft, happened: list[Draft]) -> None:
    """The place of a subheading that states none is that of the first claim below it."""
    rows = after(draft, happened, _BELOW)
    alike = (d for d in rows if d.kind == draft.kind)
    below = next((d for d in rows if same_act(draft, d)), None) or next(alike, None)
    below = below or (rows[0] if rows else None)
    if below is None or below.place is None:
        return
    near = below.sentence.passage.paragraph - draft.sentence.passage.paragraph <= NEXT
    open_ = draft.place is None or draft.place.basis == "told before"
    if near and (open_ or finer(draft.place, below.place)):  # type: ignore[arg-type]
        draft.place = inherited(below.place, "told in the body")
