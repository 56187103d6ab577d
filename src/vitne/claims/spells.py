"""Keeps the long times an article tells: since when there is fighting, or a war."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.beginnings import onset, since_before
from vitne.claims.frame import LONG
from vitne.claims.scope import is_item
from vitne.claims.times import period, ranks, resolve, until_now
from vitne.model import RUNS, Kind, Location, Mention, Period, Role, TimeKind
from vitne.model.entries import Measure

if TYPE_CHECKING:
    import datetime as dt

    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence

_YEARLY = 28  # days: a longer time is told of a war or a campaign
_ONE_YEAR = 366
_RECENT = 14  # days that fighting has lasted at most, to be that of the news and no war
_POINTING = frozenset({TimeKind.NOW, TimeKind.SAME, TimeKind.THEN})
_STRETCHES = frozenset({TimeKind.SINCE, TimeKind.AFTER, TimeKind.BETWEEN, TimeKind.DURING})
_SPELLS = frozenset({TimeKind.SINCE, TimeKind.AFTER, TimeKind.DURING}) | RUNS
_FLIGHT = frozenset({Measure.DISPLACED, Measure.MISSING})


class Spell(msgspec.Struct, frozen=True, gc=False):
    """A stretch of fighting that lasts until publication: "Kampene brøt ut fredag"."""

    days: Period
    passage: int
    paragraph: int
    place: Location | None
    violent: bool
    onset: bool  # told of the fighting itself, not of what is counted: "siden fredag kjempet"
    battle: bool  # goes on from day to day, so that any harm told after it is of all of it
    over: bool  # named by how long it lasted, maybe until then: "etter tre dager med kamper"


def note_times(frame: Frame, sentence: Sentence, *, fought: bool) -> None:
    """Keep the times of a sentence for the claims after it, and those before it that go on.

    `fought` says that the sentence tells an act of violence.
    """
    if sentence.passage.role is Role.CAPTION:
        return
    for mention in sentence.of(Kind.TIME):
        when = mention.when
        if when is None or (when.kind is TimeKind.SINCE and ranks(sentence, mention)):
            continue
        days = _days(frame, sentence, mention)
        if when.kind is TimeKind.AT and days is not None:
            frame.told_last = days
            _note_day(frame, sentence, mention, days)
        if days is not None or when.kind is TimeKind.SINCE:
            _note_any(frame, when.kind, days)
            begun = when.kind is TimeKind.AT and since_before(sentence, mention) is not None
            if begun or when.kind in _STRETCHES:
                frame.told_since = until_now(days, frame.published) if begun and days else days
        if days is not None and frame.published is not None:
            _note_long(frame, sentence, mention, days)
            _note_spell(frame, sentence, mention, days, fought=fought)
    _note_on(frame, sentence, fought=fought)


def _days(frame: Frame, sentence: Sentence, mention: Mention) -> Period | None:
    """The days of a mention; "dagen før" counts once, from what was told before its sentence."""
    shifted = mention.when is not None and mention.when.kind is TimeKind.SHIFT
    if shifted and frame.resolved is not None and frame.resolved[0] is mention:
        return frame.resolved[1]
    return resolve(mention, frame.published, _told_of(sentence, mention, frame))


def _told_of(sentence: Sentence, mention: Mention, frame: Frame) -> Period | None:
    """What a pointing time counts from: a run from the day told beside it, else the last act."""
    if mention.when is not None and mention.when.kind is TimeKind.AFTER:
        return frame.told_last or frame.days
    if mention.when is None or mention.when.kind not in RUNS:
        return frame.days
    return _day_told(sentence) or frame.days


def _day_told(sentence: Sentence) -> Period | None:
    """The first day that a sentence tells."""
    days = (m.when.period for m in sentence.of(Kind.TIME) if m.when and m.when.kind is TimeKind.AT)
    return next((period for period in days if period is not None), None)


def _note_day(frame: Frame, sentence: Sentence, mention: Mention, days: Period) -> None:
    """Keep a day for its paragraph: "Byen våknet mandag til skudd. Da hadde hæren dratt"."""
    clause = sentence.clause_of(mention.first)
    told = any(
        sentence.clause_of(m.first) == clause for m in sentence.of(Kind.REPORTING)
    )  # "sa han onsdag" is no day of an act
    if not told and days.days <= LONG:
        frame.day_here, frame.day_passage = days, sentence.passage


def _note_any(frame: Frame, kind: TimeKind, days: Period | None) -> None:
    """Keep a time for "i samme periode"; a war's, "siden krigen brøt ut", is settled later."""
    if kind not in _POINTING:
        frame.told_any, frame.told_long = days, kind in _STRETCHES


def _note_long(frame: Frame, sentence: Sentence, mention: Mention, days: Period) -> None:
    """Keep a long time for the tolls after it in the paragraph."""
    assert frame.published is not None  # noqa: S101 - asked by the caller
    kind = mention.when.kind if mention.when else TimeKind.AT
    old = (frame.published.latest - days.earliest).days >= _RECENT
    since = kind in (TimeKind.SINCE, TimeKind.AFTER) or (old and _begins(sentence, mention))
    if kind in (TimeKind.LENGTH, TimeKind.LASTED) or (not since and _is_put_in(sentence, mention)):
        return  # how long one siege lasted; "X, som for en måned siden ble drevet ut, angrep"
    if since or days.days > _YEARLY:
        latest = frame.published.latest if since or _is_past_year(days, frame) else days.latest
        frame.long = period(days.earliest, latest)
        frame.long_paragraph, frame.long_item = sentence.passage.paragraph, is_item(sentence)
        frame.counted = bool(sentence.of(Kind.HARM))
        frame.long_since = since and frame.long.days > LONG


def _is_put_in(sentence: Sentence, mention: Mention) -> bool:
    """Whether a day or month stands in a relative clause that goes on with its sentence behind it."""
    first, last = sentence.clause(mention.first)
    at = mention.when is not None and mention.when.kind is TimeKind.AT
    opened = sentence.is_a(first, "relative") or sentence.is_a(first + 1, "relative")
    return at and opened and sentence.word(last) == "," and last + 1 < len(sentence)


def _is_past_year(days: Period, frame: Frame) -> bool:
    """Whether a war "began in 2009": what is counted after that runs until now."""
    assert frame.published is not None  # noqa: S101 - asked by the caller
    return days.days <= _ONE_YEAR and days.latest < frame.published.earliest


def _note_spell(
    frame: Frame, sentence: Sentence, mention: Mention, days: Period, *, fought: bool
) -> None:
    """Keep since when there is fighting."""
    if frame.published is None or days.earliest > frame.published.earliest:
        return
    age = (frame.published.latest - days.earliest).days
    recent = age < _RECENT + frame.published.days
    begins = _begins(sentence, mention) and not _known(frame, sentence)
    fought = fought or _names_fighting(sentence)
    violent = begins or fought or Kind.HARM in sentence.kinds
    lasts = mention.when is not None and mention.when.kind in _SPELLS
    if ranks(sentence, mention):
        return  # "the second such attack in a week"
    if mention.when is not None and mention.when.kind is TimeKind.AFTER:
        fought = _names_fighting(sentence)  # "ble pågrepet mandag, men er siden sluppet fri"
        if not recent:
            return  # "Siden er volden blitt verre"
    if recent and not begins and not fought and _only_flight(sentence):
        return  # "20.000 har forlatt byen siden søndag"
    if age < 1 or not (begins or (lasts and (violent or not recent))):
        return
    until = _until(sentence, mention, days, frame.published)
    spell = Spell(
        period(days.earliest, until), sentence.passage.index,
        sentence.passage.paragraph, frame.place, violent,
        onset=not _sets_off(sentence) and (begins or Kind.HARM not in sentence.kinds),
        battle=_is_battle(sentence, mention, begins=begins, fought=fought),
        over=mention.when is not None and mention.when.kind is TimeKind.LENGTH,
    )  # fmt: skip
    (frame.spells if recent else frame.wars).append(spell)


def _only_flight(sentence: Sentence) -> bool:
    """Whether all harm of a sentence is that people fled or are missing."""
    return all(getattr(m.entry, "measure", None) in _FLIGHT for m in sentence.of(Kind.HARM))


def _is_battle(sentence: Sentence, mention: Mention, *, begins: bool, fought: bool) -> bool:
    """Whether fighting is told to go on for days: "kampene brøt ut fredag", "i to døgn"."""
    if mention.when is not None and mention.when.kind in RUNS:
        return fought
    if begins:
        return _names_fighting(sentence)
    return fought and Kind.HARM not in sentence.kinds


def _names_fighting(sentence: Sentence) -> bool:
    """Whether a sentence names what goes on for days: "kampene", "offensiven"."""
    return sentence.has_a(0, len(sentence), "conflict_nouns")


def _sets_off(sentence: Sentence) -> bool:
    """Whether somebody began to fight, in one of the places told of: "innledet fredag en offensiv"."""
    return sentence.has_a(0, len(sentence), "set_off") and _names_fighting(sentence)


def _until(sentence: Sentence, mention: Mention, days: Period, published: Period) -> dt.date:
    """The last day of fighting: that on which it ended, "tok byen tirsdag etter tre døgns kamper"."""
    over = mention.when is not None and mention.when.kind is TimeKind.LENGTH
    return days.latest if over and _day_told(sentence) is not None else published.latest


def _note_on(frame: Frame, sentence: Sentence, *, fought: bool) -> None:
    """Keep fighting that goes on where an act was told before: "Kampene fortsatte søndag"."""
    published, place = frame.published, frame.place
    if published is None or place is None:
        return
    begun = frame.fought.get(place.name)
    fighting = fought or _names_fighting(sentence)
    if begun is not None and fighting and sentence.has_a(0, len(sentence), "went_on"):
        days, here = period(begun.earliest, published.latest), sentence.passage
        spell = Spell(
            days, here.index, here.paragraph, place,
            violent=True, onset=True, battle=True, over=False,
        )  # fmt: skip
        frame.spells.append(spell)
    day = _day_told(sentence) if fought else None
    if day is None or day.days > LONG:
        return
    recent = 1 <= (published.latest - day.earliest).days < _RECENT
    if recent and (begun is None or day.earliest < begun.earliest):
        frame.fought[place.name] = day


def _known(frame: Frame, sentence: Sentence) -> bool:
    """Whether a sentence has told when it began: "brøt ut fredag og nådde lørdag nabobyen"."""
    return bool(frame.spells) and frame.spells[-1].passage == sentence.passage.index


def _begins(sentence: Sentence, mention: Mention) -> bool:
    """Whether violence began at a time: "Uroen brøt ut lørdag", "siden hæren lørdag gikk inn"."""
    if mention.when is None or mention.when.kind is not TimeKind.AT:
        return False
    if since_before(sentence, mention) is not None:
        return True
    size = len(sentence)
    if sentence.has_a(0, size, "lasted"):
        return False
    if _sets_off(sentence):
        return True
    at = onset(sentence, size)
    return at is not None and (
        Kind.TRIGGER in sentence.kinds
        or any(
            sentence.is_a(i, "expletive") or sentence.is_a(i, "conflict_nouns") for i in range(at)
        )
    )
