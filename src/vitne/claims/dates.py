"""Gives the acts that state no time the one that the rest of the article tells of them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.bare_days import bare_day, day_of_the_story
from vitne.claims.beginnings import begins_untold
from vitne.claims.entries import time_of_entry, time_of_section
from vitne.claims.frame import LONG, NEARBY, NEWS, NEXT
from vitne.claims.saying import day_said
from vitne.claims.scope import accumulate
from vitne.claims.sharing import (
    MONTH,
    PEACEFUL,
    came_after,
    counted_around,
    counted_on,
    counted_with,
    has_vague_place,
    is_agreed,
    is_point,
    is_the_same,
    just_before,
    lasted,
    main_of,
    of_a_kind,
    of_another_clause,
    told_after,
    told_aside,
)
from vitne.claims.tallied import are_remains
from vitne.claims.telling import (
    come_about,
    goes_on,
    in_one_act,
    is_title,
    owned_up,
    same_act,
    same_count,
    so_far,
    stands,
)
from vitne.claims.times import period, timed
from vitne.claims.vicinity import holds, in_state, there

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.spells import Spell
    from vitne.model import Period, Timing, Toll

_NEVER = 10**9
_SEARCHED = 64  # claims looked at each way for a time
_MANY = 100_000  # displaced or killed in years and not in days
_YEAR = 366
_DAYS = 3  # that an act may be old in a report that leads with it
_LEAD = 1  # passages below a headline that tell the same act, "i Kharkiv" in "Kharkiv-regionen"
_UNDER = 4  # passages below a headline that tell what it names
_UNREAL = frozenset({"conditional", "hypothetical", "threatened"})
_REGIONS = frozenset({"area", "adm1", "adm2"})
_FINE = ({"town"}, {"town", "adm2"})  # levels of a town and what it may be in, or be part of it


class Dates:
    """The times the article states of its acts, ready to be asked what time another act shares.

    Looks a bounded number of claims back and ahead, so that a report of thousands stays linear.
    """

    def __init__(self, happened: list[Draft], frame: Frame, war: Period | None) -> None:
        self._published = published = frame.published
        self._frame = frame
        self._war = war
        self._first_entry = min(frame.stamped, default=0)
        self._happened = happened
        told = [(i, d) for i, d in enumerate(happened) if d.time and d.time.basis == "stated"]
        self._told: list[tuple[int, Draft]] = [
            (i, d) for i, d in told if is_point(d) and not are_remains(d)
        ]
        self._at = [i for i, _ in self._told]
        self._news: list[tuple[int, Draft]] = [
            (i, d)
            for i, d in self._told
            if d.time and published and _fresh(d.time, published) and not told_aside(d)
        ]
        self._news_at = [i for i, _ in self._news]
        self._spells = sorted((*frame.spells, *frame.wars), key=lambda s: s.passage)
        violent = [s for s in frame.wars if s.violent]
        self._longest = min(violent, key=lambda s: s.days.earliest, default=None)

    def settle(self) -> None:
        """Date what happened: first the running text, then the headlines above it."""
        self._settle_remains()
        self._settle_by_bare_days()
        heads: list[tuple[int, Draft]] = []
        for at, draft in enumerate(self._happened):
            if draft.time is None and is_title(draft):
                heads.append((at, draft))
            elif draft.time is None:
                draft.time = self._of(draft, at)
        for at, draft in heads:
            draft.time = self._below(draft, at) or self._of(draft, at)

    def _settle_remains(self) -> None:
        """Date dead who were found or buried by the act of the news that came before."""
        for at, draft in enumerate(self._happened):
            if draft.time is None or draft.lasting or not are_remains(draft):
                continue
            found, split = draft.time.earliest, bisect_left(self._news_at, at)
            before = self._news[max(0, split - _SEARCHED) : split]
            near = (*reversed(before), *self._news[split : split + _SEARCHED])
            acts = [d for _, d in near if of_a_kind(draft, d) and is_the_same(draft, d)]
            act = next((d for d in acts if d.time and d.time.earliest < found), None)
            # One told on the day they were found tells that they died then.
            beside = next((d for d in acts if d.toll is None), None)
            if act is not None and not (beside and beside.time and beside.time.earliest == found):
                draft.time = _taken(act)

    def _settle_by_bare_days(self) -> None:
        """Date what goes on from a day told of no act: "Torsdag kom svaret. Fly bombet gårder …"."""
        for at, draft in enumerate(self._happened):
            if draft.time is not None or draft.main is not None or is_title(draft):
                continue
            days = bare_day(draft, self._frame)
            time = self._of(draft, at) if days is not None else None
            if time is None or days is None or not is_point(draft):
                continue
            if (time.earliest, time.latest) == (days.earliest.isoformat(), days.latest.isoformat()):
                draft.time = time
                if self._is_new(time):
                    self._add_news(draft, at)

    def _add_news(self, draft: Draft, at: int) -> None:
        split = bisect_left(self._news_at, at)
        self._news_at.insert(split, at)
        self._news.insert(split, (at, draft))

    def _of(self, draft: Draft, at: int) -> Timing | None:
        """The time of an act that states none; `at` is its place among what happened."""
        whole = draft.main or draft.again
        if whole is not None and whole.time is not None:
            return _retold(whole.time)
        part = draft.toll is not None and draft.toll.scope == "subset"
        if part and (told := self._counted_before(draft, at)) is not None:
            return told
        if draft.toll is not None and draft.toll.scope == "cumulative":
            return self._of_many(draft, draft.toll, at)
        shared = self._beside(draft, at)
        if (told := self._of_entry(draft, shared)) is not None:
            return told
        if stands(draft):
            return self._on_the_run(draft)
        if goes_on(draft) and not owned_up(draft):
            return self._publication()
        if (told := self._around(draft, at, shared)) is not None:
            return told
        counts = so_far(draft) and not (self._of_an_act(at) or in_one_act(draft))
        spell = self._spell(draft) if counts else self._battle(draft)
        if shared is not None and (spell is None or not told_after(spell, shared, draft)):
            return self._come_about(draft, shared)
        if spell is not None:
            return timed(spell.days, None, "since the fighting began")
        return self._by_the_news(draft, at)

    def _of_entry(self, draft: Draft, shared: Draft | None) -> Timing | None:
        """The time that heads the entry of an act, or its section where no act beside it has one."""
        told = time_of_entry(draft, self._frame)
        if told is None and shared is None:
            told = time_of_section(draft, self._frame)
        return told

    def _by_the_news(self, draft: Draft, at: int) -> Timing | None:
        """The time of an act of the news, of the fighting it began, or of what was said."""
        shared = self._of_the_news(draft, at)
        if shared is None:
            return self._when_said(draft, at)
        if (spell := self._begun_by(draft, shared)) is not None:
            return timed(spell.days, None, "since the fighting began")
        return self._come_about(draft, shared)

    def _around(self, draft: Draft, at: int, shared: Draft | None) -> Timing | None:
        """The time of a count in its sentence or just before, or the day told there of no act.

        `shared` is the act beside it, after which that day is told.
        """
        before, behind = self._happened[max(0, at - _UNDER) : at], self._happened[at : at + _UNDER]
        if (many := counted_with(draft, (*before, *behind))) is not None:
            return _taken(many)
        if shared is not None and shared.sentence is draft.sentence:
            return None
        if (many := counted_on(draft, reversed(before))) is not None:
            accumulate(draft)
            return _taken(many)
        if come_about(draft):
            return None
        days = bare_day(draft, self._frame, shared.sentence.passage.index if shared else -1)
        if days is None or (are_remains(draft) and self._died_before(at, days)):
            return None
        return timed(days, None, "told of the incident")

    def _died_before(self, at: int, days: Period) -> bool:
        """Whether those found on a day told of no act were killed in an act told before it."""
        split = bisect_left(self._news_at, at)
        act = self._news[split - 1][1] if split else None
        return (
            act is not None and act.time is not None and act.time.latest < days.earliest.isoformat()
        )

    def _when_said(self, draft: Draft, at: int) -> Timing | None:
        """A day told around an act that has none, or on which somebody told of it, or publication."""
        if self._published is None:
            return None
        # What has just come about, or has not yet: "har suspendert samtalene", "truer med å".
        newly = draft.toll is None and (so_far(draft) or draft.modality in _UNREAL)
        split = bisect_left(self._news_at, at)
        told = (other for _, other in reversed(self._news[max(0, split - _UNDER) : split]))
        if not newly and (before := just_before(draft, told)) is not None:
            return _taken(before)
        if not newly and (days := bare_day(draft, self._frame)) is not None:
            return timed(days, None, "told of the incident")
        if (spell := self._battle_below(draft)) is not None:
            return timed(spell.days, None, "since the fighting began")
        if (days := day_said(draft)) is not None:
            return timed(days, None, "told of the incident")
        story = None if newly else self._of_the_story(draft, split)
        if story is None and not newly:
            story = self._of_an_old_story(draft, at)
        if story is not None:
            return _taken(story)
        days = None if newly else self._day_of_the_story(draft)
        return timed(days, None, "told of the incident") if days else self._publication()

    def _day_of_the_story(self, draft: Draft) -> Period | None:
        """The day told at the top of the article, where nothing before has told another."""
        if draft.event_type in PEACEFUL or (_is_placed(draft) and not is_title(draft)):
            return None
        first = self._news[0][1].sentence.passage.index if self._news else _NEVER
        return day_of_the_story(draft, self._frame, first)

    def _of_the_story(self, draft: Draft, split: int) -> Draft | None:
        """The act of the news told last before one of which the words do not say where it was.

        "… kom i bakhold ved Kipushi. Bilen ble beskutt fra begge sider" goes on with the ambush.
        """
        if _is_placed(draft) or draft.event_type in PEACEFUL or so_far(draft):
            return None
        here, first = draft.sentence.passage.paragraph, max(0, split - _SEARCHED)
        near = (
            other for _, other in reversed(self._news[first:split])
            if here - other.sentence.passage.paragraph <= NEARBY * 2
        )  # fmt: skip
        return next((other for other in near if of_a_kind(draft, other)), None)

    def _of_an_old_story(self, draft: Draft, at: int) -> Draft | None:
        """The act told last before one, where all days told until then are of long ago."""
        split = bisect_left(self._at, at)
        if not split or (self._news_at and self._news_at[0] < at):
            return None
        here = draft.sentence.passage
        for _, other in reversed(self._told[max(0, split - _UNDER) : split]):
            told = other.sentence.passage
            if here.paragraph - told.paragraph > NEXT or told_aside(other):
                return None
            if of_a_kind(draft, other) and (
                there(draft.place, other.place) or not _is_placed(draft)
            ):
                return other
        return None

    def _of_many(self, draft: Draft, toll: Toll, at: int) -> Timing | None:
        """The time over which a toll counts many acts: that of the toll before it, or of a war."""
        if toll.known != "given" and (told := self._counted_before(draft, at)) is not None:
            return told
        if stands(draft):
            return self._on_the_run(draft)
        if goes_on(draft):
            return self._publication()
        here = draft.sentence.passage
        split = bisect_left(self._spells, here.index, key=lambda s: s.passage)
        before = self._spells[split - 1] if split else None
        if before is not None and before.paragraph == here.paragraph:
            return timed(before.days, None, "since the time told before")
        if (toll.low or toll.high or 0) >= _MANY and self._longest is not None:
            return timed(self._longest.days, None, "since the first time told")
        if (recent := self._spell(draft)) is not None:
            return timed(recent.days, None, "since the fighting began")
        if self._war is None:
            return self._publication()
        if self._war.days <= _DAYS and begins_untold(draft.sentence):
            draft.reasons.append("nothing tells since when the toll counts")
            return None
        return timed(self._war, None, "since the first time told")

    def _come_about(self, draft: Draft, shared: Draft) -> Timing:
        """The time of the act shared; what "har flyktet" and "er pågrepet" tell came about until now."""
        time, published = _taken(shared), self._published
        if published is None or not so_far(draft) or not came_after(draft, shared):
            return time
        first = dt.date.fromisoformat(time.earliest)
        return timed(period(first, max(first, published.latest)), None, time.basis)

    def _on_the_run(self, draft: Draft) -> Timing | None:
        """Since when people have been away: since the war of this year began, else as of now."""
        toll, spell = draft.toll, self._longest
        if spell is None and toll is not None and (toll.low or toll.high or 0) < _MANY:
            spell = self._spell(draft)
        old = spell is not None and spell.days.days > _YEAR
        if spell is None or old or not in_state(draft.place, spell.place):
            return self._publication()
        return timed(spell.days, None, "since the fighting began")

    def _counted_before(self, draft: Draft, at: int) -> Timing | None:
        """The time of the count of the other side, told just before: "Egne tap oppgir de ikke"."""
        for other in reversed(self._happened[max(0, at - _UNDER) : at]):
            same = other.sentence.passage.paragraph == draft.sentence.passage.paragraph
            if other.toll is not None and other.time is not None and same:
                return _retold(other.time)
        return None

    def _of_an_act(self, at: int) -> bool:
        """Whether a count goes with one told of one act: "13 døde, og to er savnet"."""
        draft, before = self._happened[at], self._happened[at - 1] if at else None
        return before is not None and before.sentence is draft.sentence and not so_far(before)

    def _publication(self) -> Timing | None:
        if self._published is None:
            return None
        whole = period(self._published.earliest, self._published.latest)
        return timed(whole, None, "publication date")

    def _spell(self, draft: Draft) -> Spell | None:
        """The fighting that a count goes on with: told before it, else after it."""
        if draft.event_type in PEACEFUL:
            return None
        index = draft.sentence.passage.index
        counted = draft.toll is not None or draft.counted
        spells = self._frame.spells
        split = bisect_right(spells, index, key=lambda s: s.passage)
        before = reversed(spells[max(0, split - _SEARCHED) : split])
        fitting = (
            s for s in (*before, *spells[split : split + _SEARCHED])
            if (s.onset and (counted or not s.over) and in_state(draft.place, s.place))
            or (counted and there(draft.place, s.place))
        )  # fmt: skip
        return next(fitting, None)

    def _battle(self, draft: Draft) -> Spell | None:
        """The fighting told before a toll that no act is told with: "Kampene … 152 ble drept"."""
        if draft.toll is None or draft.with_event:
            return None
        index = draft.sentence.passage.index
        split = bisect_right(self._frame.spells, index, key=lambda s: s.passage)
        before = reversed(self._frame.spells[max(0, split - _SEARCHED) : split])
        return next((s for s in before if s.battle and there(draft.place, s.place)), None)

    def _begun_by(self, draft: Draft, shared: Draft) -> Spell | None:
        """The fighting that a later sentence tells the beginning of: "38 falt. Offensiven begynte søndag"."""
        index = shared.sentence.passage.index
        if index <= draft.sentence.passage.index:
            return None
        spell = self._battle_below(draft)
        return spell if spell is not None and spell.passage == index else None

    def _battle_below(self, draft: Draft) -> Spell | None:
        """The fighting that an undated lead tells of: "38 falt. Offensiven, som begynte søndag, …"."""
        if draft.event_type in PEACEFUL or (draft.toll is None and not draft.counted):
            return None
        index = draft.sentence.passage.index
        split = bisect_right(self._frame.spells, index, key=lambda s: s.passage)
        after = self._frame.spells[split : split + _SEARCHED]
        return next((s for s in after if s.battle and there(draft.place, s.place)), None)

    def _below(self, draft: Draft, at: int) -> Timing | None:
        """A headline is of the time of the act below it of which it is the title."""
        index = draft.sentence.passage.index
        for other in self._happened[at + 1 : at + 1 + _SEARCHED]:
            below = other.sentence.passage
            if below.index - index > _UNDER:
                break
            if is_title(other) or other.time is None:
                continue
            if same_count(draft, other):
                if lasted(other.time) > MONTH:
                    accumulate(draft)
                return _retold(other.time)
            if not self._is_new(other.time):
                continue
            if not same_act(draft, other) or told_aside(other):
                continue
            lead = below.index - index <= _LEAD and draft.event == other.event
            inside = lead and holds(other.place, draft.place)
            if inside or there(draft.place, other.place) or holds(draft.place, other.place):
                return _retold(other.time)
        return None

    def _is_new(self, time: Timing) -> bool:
        earliest, published = dt.date.fromisoformat(time.earliest), self._published
        return published is not None and (published.earliest - earliest).days <= NEWS

    def _beside(self, draft: Draft, at: int) -> Draft | None:
        """An act of its sentence, or before it in its paragraph."""
        here = draft.sentence.passage
        split = bisect_left(self._at, at)
        before = self._told[max(0, split - _SEARCHED) : split]
        for _, other in reversed(before):
            if not of_a_kind(draft, other):
                continue
            if other.sentence is draft.sentence:
                if of_another_clause(draft, other):
                    continue
                return other
            if other.sentence.passage.paragraph == here.paragraph and (
                there(draft.place, other.place)
                or (has_vague_place(other) and not self._is_of_old(draft, other))
                or counted_around(draft, other)
            ):
                return main_of(draft, other, before)
        for _, other in self._told[split : split + _SEARCHED]:
            same = other.sentence is draft.sentence and there(draft.place, other.place)
            if same and not of_another_clause(draft, other):
                return other
        return None

    def _is_of_old(self, draft: Draft, other: Draft) -> bool:
        """Whether an act told aside, of long before, dates nothing that is told elsewhere."""
        told = draft.place is not None and draft.place.basis in ("stated", "pointed to")
        return told and other.time is not None and not self._is_new(other.time)

    def _of_the_news(self, draft: Draft, at: int) -> Draft | None:
        """The first act of the news, else the nearest before it, else the next, in its place."""
        here = draft.sentence.passage.paragraph
        if here in self._frame.stamped:
            return self._of_the_lead(draft)
        split = bisect_left(self._news_at, at)
        window = range(max(0, split - _SEARCHED), min(split + _SEARCHED, len(self._news)))
        near = [
            i for i in window
            if abs(self._news[i][1].sentence.passage.paragraph - here) <= NEARBY * 2
        ]  # fmt: skip
        before = [i for i in reversed(near) if i < split]
        order: list[int] = [*range(min(1, len(self._news))), *before, *near]
        others = [
            other for i in order
            if of_a_kind(draft, other := self._news[i][1]) and not is_agreed(draft, other)
        ]  # fmt: skip
        for other in others:
            if is_the_same(draft, other) or self._goes_on_from(draft, other):
                return other
        return next((other for other in others if self._perhaps(draft, other)), None)

    def _goes_on_from(self, draft: Draft, other: Draft) -> bool:
        """Whether a paragraph told of a region first, and then of a town that may be in it."""
        here, told = draft.sentence.passage, other.sentence.passage
        before = told.paragraph == here.paragraph and told.index < here.index
        return before and self._perhaps(draft, other)

    def _perhaps(self, draft: Draft, other: Draft) -> bool:
        """Whether an act of these days may have been there: the region told first holds the town."""
        a, b, published = draft.place, other.place, self._published
        if a is None or b is None or other.time is None or published is None:
            return False
        late = published.earliest - dt.date.fromisoformat(other.time.latest)
        if late.days > _DAYS or a.country != b.country:
            return False
        unknown = None in (a.lat, b.lat)
        if {a.level, b.level} in _FINE:
            return unknown and (b.lat is None or day_said(draft) is None)
        later = draft.sentence.passage.index < other.sentence.passage.index
        within = unknown or (a.admin1 is not None and a.admin1 == b.admin1)
        return within and (a if later else b).level in _REGIONS

    def _of_the_lead(self, draft: Draft) -> Draft | None:
        """What is told above the entries of a live report is what they go on about."""
        if draft.event_type in PEACEFUL:
            return None
        first = self._first_entry
        for _, other in self._news[:1]:
            above = other.sentence.passage.paragraph < first
            return other if above and there(draft.place, other.place) else None
        return None


def _is_placed(draft: Draft) -> bool:
    """Whether the words of an act say themselves where it was."""
    return draft.place is not None and not has_vague_place(draft)


def _fresh(time: Timing, published: Period) -> bool:
    """Whether a time is a day or a few, not long before publication: that of the news."""
    earliest, latest = dt.date.fromisoformat(time.earliest), dt.date.fromisoformat(time.latest)
    close = (published.earliest - earliest).days <= NEWS
    return close and (latest - earliest).days <= max(LONG, published.days + LONG)


def _taken(other: Draft) -> Timing:
    assert other.time is not None  # noqa: S101 - chosen by the caller
    return _retold(other.time)


def _retold(time: Timing) -> Timing:
    stated = time.basis == "stated"
    basis = "told of the incident" if stated else time.basis
    return msgspec.structs.replace(time, text=None, start=None, end=None, basis=basis)
