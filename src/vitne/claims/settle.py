"""Gives every claim its place and time: stated, pointed to, or told elsewhere in the article."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.places import (
    back_place,
    finer,
    in_clause,
    inherited,
    located,
    part_of_state,
    stated_place,
)
from vitne.claims.times import is_since, period, resolve, stated_time, timed
from vitne.model.entries import Back
from vitne.model import Kind, Location, Mention, Period, Role, TimeKind, Timing

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.claims.voices import Attribution

_HAPPENED = frozenset({"event", "toll"})
# Speech about an act: its place is that of the act.
_POINTS = frozenset({"denial", "accusation", "demand", "refusal", "offer"})
_LONG = 6  # days: a toll over a longer time is no single incident
_NEARBY = 3  # paragraphs
_MANY = 1000  # no single act of the kind read here kills or wounds so many
_BRIEF = 7  # tokens: "1.457 ble såret." goes on with what the sentence before counts
_VERB_REACH = 6
_CAMPAIGN = 60  # days before publication in which the act lies that a toll is counted from
_NEXT = 1
_NEWS = 14  # days before publication that a report still calls its news
_YEARLY = 28  # days: a longer time is told of a war or a campaign
_ONE_YEAR = 366
_POINTS_IN_TIME = frozenset({TimeKind.AT, TimeKind.NOW, TimeKind.SAME, TimeKind.SHIFT})


class Frame:
    """Where and when the article is, as it is read on."""

    __slots__ = (
        "area", "counts", "main", "place_fresh", "counted", "counting", "days", "long", "long_paragraph", "place", "place_paragraph",
        "published", "told_last",
    )  # fmt: skip

    def __init__(self, published: Period | None) -> None:
        """Begin with the publication date and no place."""
        self.published = published
        self.place: Location | None = None
        self.place_paragraph = -1
        self.place_fresh = False
        self.main: Location | None = None
        self.counts: dict[str, int] = {}
        self.area: Location | None = None
        self.days: Period | None = None
        self.long: Period | None = None
        self.told_last: Period | None = None
        self.long_paragraph = -1
        self.counted = False
        self.counting = False  # whether the tolls of the last sentences are those of a war


    def told(self, draft: Draft) -> Location | None:
        """The place a claim without one has: that of its paragraph, else the article's main place."""
        passage = draft.sentence.passage
        if self.place is None or self.place_paragraph == passage.paragraph:
            return self.place
        if passage.paragraph - self.place_paragraph <= _NEXT and self.place_fresh:
            return self.place
        return self.main or self.place

    def town(self, draft: Draft) -> Location | None:
        """The town that "byen" means: that of the last act, if told just before, else the main one."""
        near = draft.sentence.passage.paragraph - self.place_paragraph <= _NEXT
        for location in (self.place if near else None, self.main, self.place):
            if location is not None and location.level == "town":
                return location
        return None

    def note(self, location: Location, paragraph: int) -> None:
        """Keep the place of an act; the finest place told most often is the main one."""
        self.place, self.place_paragraph = location, paragraph
        if location.level == "country":
            self.main = self.main or location
            return
        self.counts[location.name] = self.counts.get(location.name, 0) + 1
        best = self.main
        if best is None or best.level == "country" or (
            self.counts[location.name] > self.counts.get(best.name, 0)
        ):
            self.main = location


def settle_stated(
    draft: Draft, attributions: list[Attribution], context: Context, frame: Frame
) -> None:
    """Set place and time that the sentence states or points to."""
    sentence = draft.sentence
    found = stated_place(draft, attributions)
    back = back_place(draft, context)
    if found and back and in_clause(draft, back[0]) and not in_clause(draft, found[0]):
        found = None
    if found and _signed_elsewhere(draft, found[0], frame):
        found = back = None
    if found is not None:
        mention, precision = found
        quote = sentence.quote(mention.first, mention.last)
        words = (quote.text, quote.start, quote.end)
        draft.place = located(mention.places[0], words, "stated", precision)
        if (part := part_of_state(sentence, mention)) is not None:
            draft.place = part
        draft.rules.extend(mention.rules)
    elif back is not None:
        quote = sentence.quote(back[0].first, back[0].last)
        words = (quote.text, quote.start, quote.end)
        draft.place = located(back[1], words, "pointed to")
        town = frame.town(draft) if _is_town(back[0]) else None
        if town is not None:
            draft.place = msgspec.structs.replace(
                town, basis="pointed to", text=words[0], start=words[1], end=words[2]
            )
    time = stated_time(draft, attributions)
    if time is not None:
        days = resolve(time, frame.published, _anchor(time, frame))
        if days is not None and is_since(draft, time) and frame.published is not None:
            days = period(days.earliest, max(days.earliest, frame.published.latest))
            if draft.toll:
                _accumulate(draft)
        if days is not None:
            draft.time = timed(days, (sentence.text[time.start : time.end], time.start, time.end), "stated")
            draft.rules.extend(time.rules)
            if draft.kind in _HAPPENED and _is_point(time, days):
                frame.days = days
        if draft.toll and time.when and _cumulative(draft, time, days):
            _accumulate(draft)
    if draft.toll and (_cue(draft, "cumulative") or _of_a_war(draft, time)):
        _accumulate(draft)
    if draft.toll and frame.counting and not draft.with_event and draft.time is None:
        if draft.place is None or draft.place.basis != "stated":
            _accumulate(draft)
    if draft.toll:
        frame.counting = draft.toll.scope == "cumulative"
    elif draft.kind == "event" and draft.place is not None:
        frame.counting = False
    _go_on(draft, time, frame)


def _anchor(mention: Mention, frame: Frame) -> Period | None:
    """What a pointing time counts from: "siden da" the time told last, "samme dag" the last act."""
    after = mention.when is not None and mention.when.kind is TimeKind.AFTER
    return (frame.told_last if after else None) or frame.days


def _is_point(mention: Mention, days: Period) -> bool:
    return mention.when is not None and mention.when.kind in _POINTS_IN_TIME and days.days <= _LONG


def _go_on(draft: Draft, time: Mention | None, frame: Frame) -> None:
    """A toll that follows one of a long time counts that time: "Siden 2009 … 36.000 er drept"."""
    if draft.toll is None or time is not None or draft.toll.scope != "incident":
        return
    if frame.long is None or draft.with_event:
        return
    same = frame.long_paragraph == draft.sentence.passage.paragraph
    brief = len(draft.sentence) <= _BRIEF and frame.counted
    if same and (brief or _perfect(draft)):
        _accumulate(draft)
        draft.time = timed(frame.long, None, "the time told before")


def _perfect(draft: Draft) -> bool:
    """Whether the verb tells what has come about, and no single act: "er drept", "har mistet"."""
    sentence = draft.sentence
    first, last = sentence.clause(draft.anchor[0])
    window = range(max(first, draft.anchor[0] - _VERB_REACH), min(last, draft.anchor[1]))
    return any(sentence.is_a(i, "aux_perfect") for i in window)


def note_long(frame: Frame, sentence: Sentence) -> None:
    """Keep a long time that a sentence tells, for the tolls after it in the paragraph."""
    for mention in sentence.of(Kind.TIME):
        when = mention.when
        days = resolve(mention, frame.published, frame.days)
        if when is not None and when.kind is TimeKind.AT and days is not None:
            frame.told_last = days
        if when is None or days is None or frame.published is None:
            continue
        since = when.kind in (TimeKind.SINCE, TimeKind.AFTER)
        if since or days.days > _YEARLY:
            latest = frame.published.latest if since or _is_past_year(days, frame) else days.latest
            frame.long = period(days.earliest, latest)
            frame.long_paragraph = sentence.passage.paragraph
            frame.counted = bool(sentence.of(Kind.HARM))


def _is_past_year(days: Period, frame: Frame) -> bool:
    """Whether a war "began in 2009": what is counted after that runs until now."""
    assert frame.published is not None  # noqa: S101 - asked by the caller
    return days.days <= _ONE_YEAR and days.latest < frame.published.earliest


def _signed_elsewhere(draft: Draft, mention: Mention, frame: Frame) -> bool:
    """Whether a deal was only signed there: a truce agreed in Washington holds elsewhere."""
    broken = draft.event is not None and draft.event.id == "truce-breach"
    if frame.place is None or not (broken or draft.event_type in ("AGREE", "RETREAT")):
        return False
    return mention.places[0].country not in (None, frame.place.country)


def _cumulative(draft: Draft, time: Mention, days: Period | None) -> bool:
    """Whether a toll's time makes it one of many acts: "siden 2014", "i juni", not "i juni … da"."""
    kind = time.when.kind if time.when else TimeKind.NOW
    if kind in (TimeKind.SINCE, TimeKind.AFTER):
        return True
    long = kind in (TimeKind.BETWEEN, TimeKind.DURING, TimeKind.AT)
    return long and days is not None and days.days > _LONG and not draft.with_event


def _of_a_war(draft: Draft, time: Mention | None) -> bool:
    """Whether a toll without an act and a day can only be that of a war: displaced, or thousands."""
    toll = draft.toll
    if toll is None or draft.with_event or (time is not None and time.when and _short(time)):
        return False
    if toll.known != "given":
        return False
    return toll.measure == "displaced" or (toll.low or 0) >= _MANY


def _short(time: Mention) -> bool:
    period = time.when.period if time.when else None
    return period is not None and period.days <= _LONG


def _cue(draft: Draft, effect: str) -> bool:
    return any(
        getattr(c.entry, "effect", "") == effect for c in draft.sentence.of(Kind.CUE)
    )


def _accumulate(draft: Draft) -> None:
    if draft.toll is not None and draft.toll.scope == "incident":
        draft.toll = msgspec.structs.replace(draft.toll, scope="cumulative")


def _is_town(mention: Mention) -> bool:
    return isinstance(mention.entry, Back) and mention.entry.refers == "town"


def share_place(drafts: list[Draft]) -> None:
    """A toll lies where the act of its sentence does: "1.200 ble drept da Hamas angrep Israel"."""
    acts = [d for d in drafts if d.kind == "event" and d.place and d.place.basis == "stated"]
    for draft in drafts:
        if draft.toll is not None and draft.place is None and acts:
            draft.place = inherited(acts[0].place, "place of the act")  # type: ignore[arg-type]


def follow(draft: Draft, frame: Frame) -> None:
    """Take place and time from what the article told before, and move the frame on."""
    if draft.place is None and draft.kind in _HAPPENED | _POINTS:
        wide = draft.toll is not None and draft.toll.scope == "cumulative"
        told = _wide(draft, frame) if wide else frame.told(draft)
        if told is not None:
            draft.place = inherited(told, "told before")
    elif draft.place is not None and finer(draft.place, frame.place) and _same_ground(draft, frame):
        draft.place = inherited(frame.place, "finer place told before")  # type: ignore[arg-type]
    if draft.kind not in _HAPPENED:
        return
    if draft.place is not None and draft.place.basis in ("stated", "pointed to"):
        frame.note(draft.place, draft.sentence.passage.paragraph)
        if draft.place.level != "town":
            frame.area = draft.place


def _wide(draft: Draft, frame: Frame) -> Location | None:
    """The ground that a toll over a long time covers: the last area told, or the paragraph's place."""
    area, place = frame.area, frame.place
    if area is None or place is None:
        return area or place
    here = frame.place_paragraph == draft.sentence.passage.paragraph
    return place if here and area.level == "country" else area


def _same_ground(draft: Draft, frame: Frame) -> bool:
    return draft.sentence.passage.role in (Role.HEADLINE, Role.SUBHEADING)


def settle_told(drafts: list[Draft], published: Period | None) -> None:
    """Second pass: headlines take the lead's place; acts without a time take their incident's."""
    happened = [d for d in drafts if d.kind in _HAPPENED]
    for draft in (d for d in drafts if d.kind in _HAPPENED | _POINTS):
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
    if place is None or place.level != "country" or (draft.toll and draft.toll.scope == "cumulative"):
        return
    here = draft.sentence.passage
    for other in happened:
        passage = other.sentence.passage
        if passage.index <= here.index or passage.paragraph - here.paragraph > _NEARBY:
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
    acts = [d.time for d in happened if d.time and d.time.basis == "stated" and _recent(d.time, published)]
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
            if abs(d.sentence.passage.paragraph - here.paragraph) <= _NEARBY * 2
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
    return close and (latest - earliest).days <= max(_LONG, published.days + _LONG)


def _vague_place(draft: Draft) -> bool:
    return draft.place is not None and draft.place.basis != "stated"


def _point(draft: Draft) -> bool:
    """Whether the time is that of an incident and no long period."""
    return not (draft.toll and draft.toll.scope == "cumulative")


def _taken(other: Draft) -> Timing:
    assert other.time is not None  # noqa: S101 - chosen by the caller
    return msgspec.structs.replace(other.time, text=None, start=None, end=None, basis="told of the incident")


def _same_place(a: Draft, b: Draft) -> bool:
    if a.place is None or b.place is None:
        return True
    return a.place.name == b.place.name or "country" in (a.place.level, b.place.level) and (
        a.place.country == b.place.country
    )
